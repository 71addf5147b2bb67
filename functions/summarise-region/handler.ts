import { parseLetterKey, type NamedAct } from '../../shared/contracts/bucket/letter-keys.ts';
import { parseOrderKey, type RegionOrder } from '../../shared/contracts/bucket/summary-keys.ts';
import { REFUSED_METRIC } from '../../shared/contracts/wiring.ts';
import { PermanentError, UnavailableError } from '../../shared/errors.ts';
import { createObjectHandler, type ObjectQueueDeps } from '../../shared/handlers/object-queue.ts';
import { sendActLetter, type LetterDeps } from '../../shared/pipeline/send-act-letter.ts';
import type { SentMails } from '../../shared/pipeline/send-mails.ts';
import { runSummary, type RunDeps, type SummaryRun } from '../../shared/pipeline/run-summary.ts';

/**
 * Summaries with their mails, and letters about acts of offices. A key that is no order can never be done with, nor can an order whose kept summary is gone, or that meets a damaged item
 * before `gouji rebuild` has mended it: then the order is written once more, by hand or by the next morning's run.
 */
export function createHandler({
  observer,
  queue,
  rejected,
  ...deps
}: RunDeps & LetterDeps & ObjectQueueDeps) {
  function report(order: RegionOrder, run: SummaryRun): void {
    if (run.kind === 'nothing') {
      observer.event('nothing to summarise', { ...order });
      return;
    }
    const { sent, done } = run.mails;
    observer.event(run.isNew ? 'region summarised' : 'region was summarised before', {
      ...order,
      sent,
      done,
    });
    reportMails({ ...order }, run.mails);
  }

  async function writeLetter(act: NamedAct): Promise<void> {
    const mails = await sendActLetter(deps, act);
    const detail = { ...act.on, act: act.id };
    observer.event(mails ? 'agency told of an act' : 'nobody to tell of an act', detail);
    if (mails) reportMails(detail, mails);
  }

  /** Throws where mails are left to be sent. */
  function reportMails(
    detail: Readonly<Record<string, string | number>>,
    { sent, refused, waiting }: SentMails,
  ): void {
    observer.count('MailsSent', sent);
    for (const { recipient, reason } of refused)
      observer.event('mail refused', { ...detail, recipient, reason });
    if (refused.length > 0) observer.count(REFUSED_METRIC, refused.length);
    const [first] = waiting;
    if (first)
      throw new UnavailableError(
        `${waiting.length} mails are left to be sent, first that to ${first.recipient}: ${first.reason}`,
      );
  }

  return createObjectHandler(
    { observer, queue, rejected },
    {
      name: 'summarise-region',
      what: 'summary',
      handle: async ({ key }) => {
        const act = parseLetterKey(key);
        if (act) return writeLetter(act);
        const order = parseOrderKey(key);
        if (!order) throw new PermanentError(`${key} is no order of a summary`);
        report(order, await runSummary(deps, order));
      },
    },
  );
}
