import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { changedParent } from '../../shared/contracts/events/stream-event.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

type Table = Parameters<typeof recomputeRegion>[0];

/**
 * A thousand changed children of one region are one recomputation. Where one fails, the batch is taken up again from
 * the first record that asked for it; what succeeded is recomputed to the same total.
 */
export function createHandler({ table, observer }: { readonly table: Table; readonly observer: Observer }) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const parents = new Map<string, { region: string; year: number; firstRecord: string }>();
    for (const record of Records) {
      const parent = changedParent(record);
      if (!parent) continue;
      const name = `${parent.region}#${parent.year}`;
      if (!parents.has(name))
        parents.set(name, { ...parent, firstRecord: record.dynamodb?.SequenceNumber ?? '' });
    }
    const failed = await Promise.all(
      [...parents.values()].map(async ({ region, year, firstRecord }) => {
        try {
          const result = await recomputeRegion(table, region, year);
          observer.event(`total ${result}`, { region, year });
          observer.count('TotalsRecomputed');
          return [];
        } catch (error) {
          observer.failed('total not recomputed, will be tried again', error, { region, year });
          return [firstRecord];
        }
      }),
    );
    observer.flush();
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  };
}
