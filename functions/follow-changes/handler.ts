import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { groupChanges } from '../../shared/contracts/events/region-changes.ts';
import { flushAfter } from '../../shared/handlers/flush-after.ts';
import { followChanges, type FollowDeps } from '../../shared/pipeline/follow-changes.ts';
import type { Observer } from '../../shared/runtime/observe.ts';

/**
 * The one reader of the table's stream. What infrastructure refuses is read again, from the first record that asked for it;
 * what is a region's own fault has been ordered (`reconcile/recompute/…`), and nobody waits for it here.
 */
export function createHandler(deps: FollowDeps & { readonly observer: Observer }) {
  const { observer } = deps;
  return flushAfter(observer, async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const followed = await followChanges(deps, groupChanges(Records));
    for (const { region, year, total } of followed.done) observer.event(`total ${total}`, { region, year });
    observer.count('TotalsRecomputed', followed.done.length);
    if (followed.rechecked > 0)
      observer.event('neighbouring years rechecked', { changed: followed.rechecked });
    for (const { region, year, error } of followed.ordered)
      observer.failed('region can’t be done: ordered to be recomputed', error, { region, year });
    for (const { region, year, error } of followed.later)
      observer.failed('region not done, will be tried again', error, { region, year });
    return {
      batchItemFailures: followed.later.map(({ firstRecord: itemIdentifier }) => ({ itemIdentifier })),
    };
  });
}
