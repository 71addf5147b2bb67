import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { changedChild, tracedUploads } from '../../shared/contracts/events/stream-event.ts';
import { flushAfter } from '../../shared/handlers/flush-after.ts';
import { rejectPermanent, type RejectDeps } from '../../shared/handlers/reject-permanent.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';

type Table = Parameters<typeof recomputeRegion>[0];

/** A region's year with the children that changed. */
interface Parent {
  readonly region: string;
  readonly year: number;
  readonly children: Set<string>;
  readonly uploads: Set<string>;
  readonly firstRecord: string;
}

/** Enough to find each upload in a day like others; a batch of a peak names some. */
const NAMED = 50;

/** For the log: which uploads, by their version ids, or which regions below, the total is made of anew. */
const describe = ({ region, year, children, uploads }: Parent) => ({
  region,
  year,
  children: [...children].slice(0, NAMED),
  uploads: [...uploads].slice(0, NAMED),
});

/**
 * A thousand changed children of one region are one recomputation. Where one fails, the batch is taken up again from
 * the first record that asked for it; what succeeded is recomputed to the same total. A region with a child that can't be
 * read has no total before `gouji rebuild` has mended the child, and makes the total anew: nobody waits for that here.
 */
export function createHandler({ table, ...deps }: RejectDeps & { readonly table: Table }) {
  const { observer } = deps;
  async function recompute(parent: Parent): Promise<void> {
    const { region, year, children } = parent;
    const detail = describe(parent);
    await rejectPermanent(deps, { id: `${region}-${year}`, message: { region, year }, detail }, async () => {
      const result = await recomputeRegion(table, region, year, children);
      observer.event(`total ${result}`, detail);
      observer.count('TotalsRecomputed');
    });
  }

  return flushAfter(observer, async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const parents = new Map<string, Parent>();
    for (const record of Records) {
      const changed = changedChild(record);
      if (!changed) continue;
      const { region, year, child } = changed;
      const firstRecord = record.dynamodb?.SequenceNumber ?? '';
      const parent = parents.get(`${region}#${year}`) ?? {
        region,
        year,
        children: new Set(),
        uploads: new Set(),
        firstRecord,
      };
      parent.children.add(child);
      for (const upload of tracedUploads(record)) parent.uploads.add(upload);
      parents.set(`${region}#${year}`, parent);
    }
    const failed = await Promise.all(
      [...parents.values()].map(async (parent) => {
        try {
          await recompute(parent);
          return [];
        } catch (error) {
          observer.failed('total not recomputed, will be tried again', error, describe(parent));
          return [parent.firstRecord];
        }
      }),
    );
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  });
}
