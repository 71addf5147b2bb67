import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { changedParent } from '../../shared/contracts/events/stream-event.ts';
import { flushAfter } from '../../shared/handlers/flush-after.ts';
import { rejectPermanent, type RejectDeps } from '../../shared/handlers/reject-permanent.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';

type Table = Parameters<typeof recomputeRegion>[0];

/**
 * A thousand changed children of one region are one recomputation. Where one fails, the batch is taken up again from
 * the first record that asked for it; what succeeded is recomputed to the same total. A region with a child that can't be
 * read has no total before `gouji rebuild` has mended the child, and makes the total anew: nobody waits for that here.
 */
export function createHandler({ table, ...deps }: RejectDeps & { readonly table: Table }) {
  const { observer } = deps;
  async function recompute(region: string, year: number): Promise<void> {
    const detail = { region, year };
    await rejectPermanent(deps, { id: `${region}-${year}`, message: detail, detail }, async () => {
      const result = await recomputeRegion(table, region, year);
      observer.event(`total ${result}`, detail);
      observer.count('TotalsRecomputed');
    });
  }

  return flushAfter(observer, async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
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
          await recompute(region, year);
          return [];
        } catch (error) {
          observer.failed('total not recomputed, will be tried again', error, { region, year });
          return [firstRecord];
        }
      }),
    );
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  });
}
