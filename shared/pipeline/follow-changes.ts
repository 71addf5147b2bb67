/**
 * What follows from changes of agency-years and totals: the region's total, and the comparisons of reports. A region that can't be
 * done keeps no other from being done: where the fault is its own, the work is ordered (its region and year, not a place in the
 * stream), and done when the order is; where a store refuses, it is left to be tried again.
 */
import pMap from 'p-map';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { RegionChange } from '../contracts/events/region-changes.ts';
import { countEpochMs, type Instant } from '../domain/basics/calendar.ts';
import { UnavailableError } from '../errors.ts';
import { recheckReports, type RecheckDeps } from './recheck-neighbour.ts';
import { recomputeRegion } from './recompute-region.ts';

export interface FollowDeps extends Omit<RecheckDeps, 'bucket'> {
  readonly table: RecheckDeps['table'] & Parameters<typeof recomputeRegion>[0];
  readonly bucket: RecheckDeps['bucket'] & Pick<ReportBucket, 'orderRecomputation'>;
  readonly now: () => Instant;
}

type Failed = RegionChange & { readonly error: unknown };

interface Followed {
  readonly done: readonly (RegionChange & { readonly total: 'changed' | 'unchanged' })[];
  /** How many reports say something else now. */
  readonly rechecked: number;
  readonly ordered: readonly Failed[];
  readonly later: readonly Failed[];
}

const CONCURRENCY = 8;
/** A store that refuses one region for so long, while it serves others, has something against that one. */
const OWN_FAULT_AFTER_MS = 10 * 60_000;
/** Nothing tells whether others are served while one comes alone: most outages are over by then, and an order loses nothing. */
const ALONE_AFTER_MS = 60 * 60_000;

export async function followChanges(deps: FollowDeps, changes: readonly RegionChange[]): Promise<Followed> {
  const failures = new Map<RegionChange, unknown>();
  const isOpen = (change: RegionChange): boolean => !failures.has(change);
  const totals = new Map<RegionChange, 'changed' | 'unchanged'>();
  await Promise.all(
    changes.map(async (change) => {
      const { region, year, children, illegible } = change;
      try {
        if (children.size > 0) totals.set(change, await recomputeRegion(deps.table, region, year, children));
        if (illegible) throw illegible;
      } catch (error) {
        failures.set(change, error);
      }
    }),
  );
  const compared = changes.filter((change) => isOpen(change) && change.reports.length > 0);
  const rechecked = await recheckAll(deps, compared, failures);
  const ownFaultAfterMs = changes.some(isOpen)
    ? OWN_FAULT_AFTER_MS
    : changes.length === 1
      ? ALONE_AFTER_MS
      : Infinity;
  const failed = changes.filter((change) => !isOpen(change));
  const firstLater = failed.findIndex(
    (change) => !isOwnFault(change, failures.get(change), ownFaultAfterMs, deps.now()),
  );
  const left = await pMap(
    failed,
    async (change, i) => {
      const error = failures.get(change);
      // From there on everything is read again, and would be ordered again each time.
      if (firstLater >= 0 && i >= firstLater) return { isOrdered: false, ...change, error };
      try {
        await deps.bucket.orderRecomputation({ work: 'recompute', ...change, reason: String(error) });
        return { isOrdered: true, ...change, error };
      } catch (cause) {
        // Nothing is left behind that is not ordered.
        return { isOrdered: false, ...change, error: cause };
      }
    },
    { concurrency: CONCURRENCY },
  );
  const done = changes.flatMap((change) => {
    const total = totals.get(change);
    return total && isOpen(change) ? [{ ...change, total }] : [];
  });
  const ordered = left.filter(({ isOrdered }) => isOrdered);
  return { done, rechecked, ordered, later: left.filter(({ isOrdered }) => !isOrdered) };
}

/** All at once, with the fewest reads; where something is met that can't be done, each region for itself. */
async function recheckAll(
  deps: FollowDeps,
  changes: readonly RegionChange[],
  failures: Map<RegionChange, unknown>,
): Promise<number> {
  if (changes.length === 0) return 0;
  try {
    return await recheckReports(
      deps,
      changes.flatMap(({ reports }) => reports),
    );
  } catch (error) {
    const [only, ...others] = changes;
    if (only && others.length === 0) {
      failures.set(only, error);
      return 0;
    }
  }
  const rechecked = await pMap(changes, (change) => recheckAll(deps, [change], failures), {
    concurrency: CONCURRENCY,
  });
  return rechecked.reduce((sum, changed) => sum + changed, 0);
}

function isOwnFault(
  { sinceEpochS }: RegionChange,
  error: unknown,
  /** How long a store may refuse it before that is held against it. */
  afterMs: number,
  now: Instant,
): boolean {
  if (!(error instanceof UnavailableError)) return true;
  return sinceEpochS !== undefined && countEpochMs(now) - sinceEpochS * 1000 > afterMs;
}
