import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { changedReport } from '../../shared/contracts/stream-event.ts';
import { recheckNeighbours } from '../../shared/pipeline/recheck-neighbour.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

type Table = Parameters<typeof recheckNeighbours>[0];

/** Agencies are rechecked side by side; one agency's years one after the other, since they write the same items. */
export function createHandler({ table, observer }: { readonly table: Table; readonly observer: Observer }) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const byAgency = Map.groupBy(
      Records.flatMap((record) => {
        const changed = changedReport(record);
        return changed ? [{ ...changed, sequenceNumber: record.dynamodb?.SequenceNumber ?? '' }] : [];
      }),
      ({ place }) => place.agencyId,
    );
    const failed = await Promise.all(
      [...byAgency.values()].map(async (changes) => {
        for (const { place, consolidated, sequenceNumber } of changes) {
          try {
            const changed = await recheckNeighbours(table, place, consolidated);
            if (changed > 0) observer.event('neighbouring years rechecked', { ...place, changed });
          } catch (error) {
            observer.failed('neighbouring years not rechecked, will be tried again', error, { ...place });
            return [sequenceNumber];
          }
        }
        return [];
      }),
    );
    observer.flush();
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  };
}
