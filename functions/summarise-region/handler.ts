import { parseReceiptLetterKey } from '../../shared/contracts/bucket/receipt-letter-keys.ts';
import { parseRosterLetterKey } from '../../shared/contracts/bucket/roster-letter-keys.ts';
import { parseLetterKey } from '../../shared/contracts/bucket/letter-keys.ts';
import { parseOrderKey, type RegionOrder } from '../../shared/contracts/bucket/summary-keys.ts';
import type { SubmissionName } from '../../shared/domain/standing/submission.ts';
import { PermanentError } from '../../shared/errors.ts';
import { createObjectHandler, type ObjectQueueDeps } from '../../shared/handlers/object-queue.ts';
import { reportLetter } from '../../shared/handlers/report-mails.ts';
import { runSummary, type RunDeps } from '../../shared/pipeline/run-summary.ts';
import { sendActLetter, type LetterDeps } from '../../shared/pipeline/send-act-letter.ts';
import { sendReceiptLetter, type ReceiptLetterDeps } from '../../shared/pipeline/send-receipt-letter.ts';
import { sendRosterLetter, type RosterLetterDeps } from '../../shared/pipeline/send-roster-letter.ts';

/** With the version id, by which its upload is found in every log. */
const describeFiled = ({ place, submissionId }: SubmissionName) => ({ ...place, versionId: submissionId });

/**
 * Summaries with their mails, and letters about acts of offices and what was filed. A key that is no order can never be done with, nor can an
 * order whose kept summary is gone, or that meets a damaged item before `gouji rebuild` has mended it: then the order is
 * written once more, by hand or by the next morning's run.
 */
export function createHandler({
  observer,
  queue,
  rejected,
  ...deps
}: RunDeps & LetterDeps & ReceiptLetterDeps & RosterLetterDeps & ObjectQueueDeps) {
  async function summarise(order: RegionOrder): Promise<void> {
    const run = await runSummary(deps, order);
    if (run.kind === 'nothing') {
      observer.event('nothing to summarise', { ...order });
      return;
    }
    const { mails } = run;
    observer.event(run.isNew ? 'region summarised' : 'region was summarised before', { ...order, mails });
    observer.count('MailsPosted', mails);
  }

  return createObjectHandler(
    { observer, queue, rejected },
    {
      name: 'summarise-region',
      what: 'summary',
      handle: async ({ key }) => {
        const act = parseLetterKey(key);
        if (act)
          return reportLetter(observer, 'an act', { ...act.on, act: act.id }, sendActLetter(deps, act));
        const filed = parseReceiptLetterKey(key);
        if (filed)
          return reportLetter(observer, 'a receipt', describeFiled(filed), sendReceiptLetter(deps, filed));
        const changed = parseRosterLetterKey(key);
        if (changed)
          return reportLetter(observer, 'the roster', { ...changed }, sendRosterLetter(deps, changed));
        const order = parseOrderKey(key);
        if (!order) throw new PermanentError(`${key} is no order of a summary`);
        return summarise(order);
      },
    },
  );
}
