import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { changedReport, comparedWithTotal } from '../../shared/contracts/events/stream-event.ts';
import { recheckReports } from '../../shared/pipeline/recheck-neighbour.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

type Table = Parameters<typeof recheckReports>[0];

/** A failure fails the batch: it is halved until the record that can't be done stands alone. */
export function createHandler({ table, observer }: { readonly table: Table; readonly observer: Observer }) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const reports = Records.flatMap((record) => changedReport(record) ?? comparedWithTotal(record));
    try {
      const changed = await recheckReports(table, reports);
      if (changed > 0) observer.event('neighbouring years rechecked', { reports: reports.length, changed });
    } catch (error) {
      observer.failed('neighbouring years not rechecked, will be tried again', error, {
        reports: reports.length,
      });
      throw error;
    } finally {
      observer.flush();
    }
    return { batchItemFailures: [] };
  };
}
