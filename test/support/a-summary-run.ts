/** Runs of summarise-region over the embedded engines, with a clock that a test turns, and mails that it looks at. */
import type { MailDelivery, OutgoingMail } from '../../shared/adapters/mail.ts';
import { openSummaries } from '../../shared/adapters/open.ts';
import { countEpochMs, makeInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { slotInstant } from '../../shared/domain/compliance/summary-slots.ts';
import type { LetterDeps } from '../../shared/pipeline/send-act-letter.ts';
import type { RunDeps } from '../../shared/pipeline/run-summary.ts';
import { isoDay } from './a-summary.ts';
import type { Store } from './a-store.ts';
import type { TestEngines } from './engines.ts';

export interface RunScene {
  readonly deps: RunDeps & LetterDeps;
  /** Mails that were handed over, in order. */
  readonly sent: OutgoingMail[];
  readonly to: () => string[];
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
  }: Partial<RunDeps & LetterDeps> & {
    /** What becomes of a mail instead of its arrival. */
    readonly send?: (mail: OutgoingMail) => MailDelivery | undefined | Promise<MailDelivery | undefined>;
  } = {},
): RunScene {
  let now: Instant = slotInstant(isoDay('2025-01-24'));
  const sent: OutgoingMail[] = [];
  const pass = (ms: number): void => {
    now = makeInstant(countEpochMs(now) + ms);
  };
  return {
    sent,
    to: () => sent.map(({ to }) => to).sort(),
    at: (slot) => {
      now = slotInstant(isoDay(slot));
    },
    pass,
    deps: {
      ...openSummaries(
        { ...engines.environment, TABLE_NAME: store.tableName, BUCKET_NAME: engines.bucket },
        engines.s3,
      ),
      table: store.table,
      sha256: store.sha256,
      mail: {
        from: '公开办 <office@example.cn>',
        siteUrl: () => 'https://gouji.example.cn',
        send: async (mail) => {
          const delivery = await send?.(mail);
          if (delivery) return delivery;
          sent.push(mail);
          return { state: 'sent' };
        },
      },
      now: () => now,
      // Others get their turn; the clock goes on.
      wait: async (ms) => {
        pass(ms);
        await new Promise((resolve) => setTimeout(resolve, 5));
      },
      newId: () => `run-${process.pid}-${++ids}`,
      ...more,
    },
  };
}
