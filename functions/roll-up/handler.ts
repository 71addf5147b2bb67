import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { changedChild } from '../../shared/contracts/events/stream-event.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

type Table = Parameters<typeof recomputeRegion>[0];

/** A region's year with the children that changed. */
interface Parent {
  readonly region: string;
  readonly year: number;
  readonly children: Set<string>;
  readonly firstRecord: string;
}

/**
 * A thousand changed children of one region are one recomputation. Where one fails, the batch is taken up again from
 * the first record that asked for it; what succeeded is recomputed to the same total.
 */
export function createHandler({ table, observer }: { readonly table: Table; readonly observer: Observer }) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const parents = new Map<string, Parent>();
    for (const record of Records) {
      const changed = changedChild(record);
      if (!changed) continue;
      const { region, year, child } = changed;
      const name = `${region}#${year}`;
      const parent = parents.get(name) ?? {
        region,
        year,
        children: new Set(),
        firstRecord: record.dynamodb?.SequenceNumber ?? '',
      };
      parent.children.add(child);
      parents.set(name, parent);
    }
    const failed = await Promise.all(
      [...parents.values()].map(async ({ region, year, children, firstRecord }) => {
        try {
          const result = await recomputeRegion(table, region, year, children);
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
