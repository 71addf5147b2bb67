import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import {
  changedReport,
  comparedWithTotal,
  tracedUploads,
  type ChangedReport,
} from '../../shared/contracts/events/stream-event.ts';
import { PermanentError } from '../../shared/errors.ts';
import { flushAfter } from '../../shared/handlers/flush-after.ts';
import { rejectPermanent, type RejectDeps } from '../../shared/handlers/reject-permanent.ts';
import { recheckReports, type RecheckDeps } from '../../shared/pipeline/recheck-neighbour.ts';

/** Uploads by which a line of the log is found; a batch of a peak names some. */
const NAMED = 50;

/**
 * A failure fails the batch: it is halved until the record that can't be done stands alone. A report that meets a damaged
 * item can't be compared before `gouji rebuild` has mended it; reconciliation compares every report each night.
 */
export function createHandler(deps: RejectDeps & RecheckDeps) {
  const { observer } = deps;

  async function readReports(records: readonly DynamoDBRecord[]): Promise<ChangedReport[]> {
    const reports: ChangedReport[] = [];
    for (const { dynamodb } of records) {
      const { SequenceNumber: id = '', Keys } = dynamodb ?? {};
      await rejectPermanent(deps, { id, message: dynamodb, detail: { Keys } }, () =>
        reports.push(...[changedReport({ dynamodb }) ?? comparedWithTotal({ dynamodb })].flat()),
      );
    }
    return reports;
  }

  /** Looking at each report alone shows which one meets something damaged; the others are done. */
  async function recheckOneByOne(reports: readonly ChangedReport[]): Promise<number> {
    let changed = 0;
    for (const report of reports) {
      const { district, agencyId, year } = report.place;
      const asked = { id: `${district}-${agencyId}-${year}`, message: report, detail: { ...report.place } };
      await rejectPermanent(deps, asked, async () => {
        changed += await recheckReports(deps, [report]);
      });
    }
    return changed;
  }

  return flushAfter(observer, async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const reports = await readReports(Records);
    const uploads = [...new Set(Records.flatMap(tracedUploads))].slice(0, NAMED);
    const detail = { reports: reports.length, uploads };
    try {
      const changed = await recheckReports(deps, reports).catch((error: unknown) => {
        if (error instanceof PermanentError) return recheckOneByOne(reports);
        throw error;
      });
      if (changed > 0) observer.event('neighbouring years rechecked', { ...detail, changed });
    } catch (error) {
      observer.failed('neighbouring years not rechecked, will be tried again', error, detail);
      throw error;
    }
    return { batchItemFailures: [] };
  });
}
