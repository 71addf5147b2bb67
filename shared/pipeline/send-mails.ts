/**
 * Sends each planned mail once, whatever is retried or run twice: a mail is claimed in the ledger, sent, and marked. What
 * another run has claimed is left to it until its lease is over; then that run is taken for dead.
 */
import type { MailDelivery, OutgoingMail, SendMail } from '../adapters/mail.ts';
import type { SummaryLedger } from '../adapters/table/summary-ledger.ts';
import type { RegionOrder } from '../contracts/bucket/summary-keys.ts';
import { countEpochMs, makeInstant, type Instant } from '../domain/basics/calendar.ts';

/** Longer than any mailer tries (`GIVE_UP_AFTER_MS`). */
export const LEASE_MS = 60_000;
/** How often a claim of another run is looked at again. */
const LOOK_AGAIN_MS = 2000;

export interface SendDeps {
  readonly ledger: Pick<SummaryLedger, 'claim' | 'settle'>;
  readonly send: SendMail;
  readonly now: () => Instant;
  readonly wait: (ms: number) => Promise<unknown>;
  /** Another one at each call. */
  readonly newId: () => string;
}

/** A mail with the name under which the ledger has it. */
export interface LedgerMail extends OutgoingMail {
  readonly recipient: string;
}

export interface SentMails {
  readonly sent: number;
  /** Were sent or refused before. */
  readonly done: number;
  readonly refused: readonly { readonly recipient: string; readonly reason: string }[];
  /** To be tried again. */
  readonly waiting: readonly { readonly recipient: string; readonly reason: string }[];
}

type Attempt =
  | { readonly kind: 'busy'; readonly leaseUntil: Instant }
  | { readonly kind: 'done' }
  | { readonly kind: 'tried'; readonly delivery: MailDelivery };

export async function sendMails(
  deps: SendDeps,
  order: RegionOrder,
  mails: readonly LedgerMail[],
): Promise<SentMails> {
  const refused: { recipient: string; reason: string }[] = [];
  const waiting: { recipient: string; reason: string }[] = [];
  let sent = 0;
  let done = 0;
  for (let open = mails; open.length > 0;) {
    const busy: LedgerMail[] = [];
    for (const [index, mail] of open.entries()) {
      const { recipient } = mail;
      const attempt = await attemptMail(deps, order, mail);
      if (attempt.kind === 'busy') busy.push(mail);
      else if (attempt.kind === 'done') done++;
      else if (attempt.delivery.state === 'sent') sent++;
      else if (attempt.delivery.state === 'refused')
        refused.push({ recipient, reason: attempt.delivery.reason });
      else {
        waiting.push({ recipient, reason: attempt.delivery.reason });
        // Nobody answers: the others would wait for the same answer in vain.
        if (attempt.delivery.isServerDown)
          return { sent, done, refused, waiting: [...waiting, ...untried(open.slice(index + 1), busy)] };
      }
    }
    if (busy.length > 0) await deps.wait(LOOK_AGAIN_MS);
    open = busy;
  }
  return { sent, done, refused, waiting };
}

const untried = (...lists: (readonly LedgerMail[])[]) =>
  lists.flat().map(({ recipient }) => ({ recipient, reason: 'not tried: the mail server does not answer' }));

async function attemptMail(deps: SendDeps, order: RegionOrder, mail: LedgerMail): Promise<Attempt> {
  const { recipient, to, messageId } = mail;
  const claim = deps.newId();
  const now = deps.now();
  const claimed = await deps.ledger.claim(order, recipient, {
    claim,
    to,
    messageId,
    now,
    leaseUntil: makeInstant(countEpochMs(now) + LEASE_MS),
  });
  if (claimed.kind !== 'claimed') return claimed;
  const delivery = await deps.send(mail);
  await deps.ledger.settle(order, recipient, { claim, to, messageId, now: deps.now() }, outcomeOf(delivery));
  return { kind: 'tried', delivery };
}

function outcomeOf(delivery: MailDelivery) {
  return delivery.state === 'sent'
    ? { state: delivery.state }
    : { state: delivery.state, reason: delivery.reason };
}
