/**
 * Sends a mail once, whatever is delivered twice: it is claimed in the ledger, sent, and marked. What another run has claimed
 * is left to it until its lease is over; then that run is taken for dead. Only who dies between the server's answer and the
 * mark leaves a mail that is sent again. An address that something came back from is not written to.
 */
import type { MailDelivery, OutgoingMail, SendMail } from '../adapters/mail.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { SummaryLedger } from '../adapters/table/summary-ledger.ts';
import type { MailName } from '../contracts/bucket/posted-mail.ts';
import { hideAddresses } from '../domain/basics/mail-address.ts';
import { countEpochMs, makeInstant, tellChinaDay, type Instant } from '../domain/basics/calendar.ts';

/** Longer than any mailer tries (`GIVE_UP_AFTER_MS`). */
export const LEASE_MS = 60_000;

export interface SendDeps {
  readonly ledger: Pick<SummaryLedger, 'claim' | 'settle' | 'noteSent'>;
  readonly table: Pick<ReportTable, 'returnedMails' | 'putReturnedMail'>;
  readonly send: SendMail;
  readonly now: () => Instant;
  /** Another one at each call. */
  readonly newId: () => string;
}

export type SentMail =
  | { readonly state: 'sent' }
  /** Was sent or refused before. */
  | { readonly state: 'done' }
  | { readonly state: 'refused'; readonly reason: string }
  /** To be tried again. */
  | { readonly state: 'waiting'; readonly reason: string };

export async function sendMail(deps: SendDeps, name: MailName, mail: OutgoingMail): Promise<SentMail> {
  const { ledger, table, newId } = deps;
  const { to, messageId } = mail;
  const claim = newId();
  const now = deps.now();
  const leaseUntil = makeInstant(countEpochMs(now) + LEASE_MS);
  const claimed = await ledger.claim(name, { claim, messageId, now, leaseUntil });
  if (claimed.kind === 'done') return { state: 'done' };
  if (claimed.kind === 'busy') return { state: 'waiting', reason: 'another run has it in hand' };
  const delivery = await deliver(deps, mail);
  const at = deps.now();
  // Before the mark: whoever is killed between them looks at the address again.
  if (delivery.state === 'refused' && delivery.isAddress)
    await table.putReturnedMail({ to, kind: 'bounce', at, reason: delivery.reason });
  const outcome = outcomeOf(delivery);
  // The ledger lies where the site may read: servers answer with the address.
  await ledger.settle(
    name,
    { claim, messageId, now: at },
    outcome.state === 'sent' ? outcome : { ...outcome, reason: hideAddresses(outcome.reason) },
  );
  if (delivery.state === 'sent' && delivery.providerId !== undefined)
    await ledger.noteSent(delivery.providerId, name, at);
  return outcome;
}

async function deliver({ table, send }: SendDeps, mail: OutgoingMail): Promise<MailDelivery> {
  const [returned] = (await table.returnedMails([mail.to])).values();
  if (!returned) return send(mail);
  const why = returned.kind === 'bounce' ? 'a mail to this address came back' : 'this address complained';
  return { state: 'refused', reason: `not sent: ${why} on ${tellChinaDay(returned.at)}` };
}

function outcomeOf(delivery: MailDelivery) {
  return delivery.state === 'sent'
    ? { state: delivery.state, providerId: delivery.providerId }
    : { state: delivery.state, reason: delivery.reason };
}
