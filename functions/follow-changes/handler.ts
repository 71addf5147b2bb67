import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { groupChanges, type RegionChange } from '../../shared/contracts/events/region-changes.ts';
import { flushAfter } from '../../shared/handlers/flush-after.ts';
import { followChanges, type FollowDeps } from '../../shared/pipeline/follow-changes.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

/** Enough to find each upload in a day like others; a batch of a peak names some. */
const NAMED = 50;

/** For the log: of which uploads, by their version ids, or of which regions below the total is made anew. */
const describe = ({ region, year, children, uploads }: RegionChange) => ({
  region,
  year,
  children: [...children].slice(0, NAMED),
  uploads: [...uploads].slice(0, NAMED),
});

/**
 * The one reader of the table's stream. What infrastructure refuses is read again, from the first record that asked for it;
 * what is a region's own fault has been ordered (`reconcile/recompute/…`), and nobody waits for it here.
 */
export function createHandler(deps: FollowDeps & { readonly observer: Observer }) {
  const { observer } = deps;
  return flushAfter(observer, async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const followed = await followChanges(deps, groupChanges(Records));
    for (const change of followed.done) observer.event(`total ${change.total}`, describe(change));
    observer.count('TotalsRecomputed', followed.done.length);
    if (followed.rechecked > 0)
      observer.event('neighbouring years rechecked', { changed: followed.rechecked });
    for (const change of followed.ordered)
      observer.failed('region can’t be done: ordered to be recomputed', change.error, describe(change));
    for (const change of followed.later)
      observer.failed('region not done, will be tried again', change.error, describe(change));
    return {
      batchItemFailures: followed.later.map(({ firstRecord: itemIdentifier }) => ({ itemIdentifier })),
    };
  });
}
