/** Runs of summarise-region over the embedded engines, with a clock that a test turns, and mails that it looks at. */
import type { MailDelivery, OutgoingMail } from '../../shared/adapters/mail.ts';
import { openSummaries } from '../../shared/adapters/open.ts';
import { countEpochMs, makeInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { slotInstant } from '../../shared/domain/compliance/summary-slots.ts';
import { sendMail, type SendDeps, type SentMail } from '../../shared/pipeline/send-mail.ts';
import type { LetterDeps } from '../../shared/pipeline/send-act-letter.ts';
import type { RunDeps } from '../../shared/pipeline/run-summary.ts';
import { isoDay } from './a-summary.ts';
import type { SummaryLedger } from '../../shared/adapters/table/summary-ledger.ts';
import type { Store } from './a-store.ts';
import type { TestEngines } from './engines.ts';

export interface RunScene {
  readonly deps: RunDeps & LetterDeps & { readonly ledger: SummaryLedger };
  /** What sends those that are posted. */
  readonly sending: SendDeps;
  /** Mails that were handed over to the server, in order. */
  readonly sent: OutgoingMail[];
  readonly to: () => string[];
  /** What became of those that were posted, as the queue delivers them: each is sent once it is there. */
  readonly outcomes: SentMail[];
  /** Sets the clock to a slot. */
  readonly at: (slot: string) => void;
  readonly pass: (ms: number) => void;
}

let ids = 0;

export function aRunScene(
  engines: TestEngines,
  store: Store,
  {
    send,
    ...more
  }: Partial<Omit<RunDeps & LetterDeps, 'ledger'>> & {
    /** What becomes of a mail instead of its arrival. */
    readonly send?: (mail: OutgoingMail) => MailDelivery | undefined | Promise<MailDelivery | undefined>;
  } = {},
): RunScene {
  let now: Instant = slotInstant(isoDay('2025-01-24'));
  const sent: OutgoingMail[] = [];
  const outcomes: SentMail[] = [];
  const pass = (ms: number): void => {
    now = makeInstant(countEpochMs(now) + ms);
  };
  const opened = openSummaries(
    { ...engines.environment, TABLE_NAME: store.tableName, BUCKET_NAME: engines.bucket },
    engines.s3,
  );
  const sending: SendDeps = {
    ledger: opened.ledger,
    table: store.table,
    now: () => now,
    newId: () => `run-${process.pid}-${++ids}`,
    send: async (mail) => {
      const delivery = await send?.(mail);
      if (delivery) return delivery;
      sent.push(mail);
      return { state: 'sent' };
    },
  };
  return {
    sending,
    sent,
    outcomes,
    to: () => sent.map(({ to }) => to).sort(),
    at: (slot) => {
      now = slotInstant(isoDay(slot));
    },
    pass,
    deps: {
      ...opened,
      table: store.table,
      now: () => now,
      sha256: store.sha256,
      mail: {
        from: '公开办 <office@example.cn>',
        siteUrl: () => 'https://gouji.example.cn',
        post: async (name, mail) => void outcomes.push(await sendMail(sending, name, mail)),
      },
      ...more,
    },
  };
}
