/**
 * What a lost event left behind is found and done: every uploaded version has its submission, every report its
 * comparison with the neighbouring year, every total is the sum of its children, and the running year is open.
 */
import { childrenPartition, type SubmissionItem } from '../contracts/items.ts';
import { LANES, parseDocumentKey } from '../contracts/object-keys.ts';
import type { ListedVersion, ReportBucket } from '../adapters/report-bucket.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { chinaYearOf, epochMsOf } from '../domain/calendar.ts';
import { FIRST_REPORT_YEAR } from '../domain/catalogue.ts';
import { sequencerAfter } from '../domain/submission-order.ts';
import { openYear } from './load-roster.ts';
import { receiveUpload, type ReceiveDeps } from './receive-upload.ts';
import { recheckNeighbours } from './recheck-neighbour.ts';
import { recomputeRegion } from './recompute-region.ts';
import { walkRegions } from './walk-regions.ts';

export interface ReconcileDeps extends ReceiveDeps {
  readonly bucket: ReceiveDeps['bucket'] & Pick<ReportBucket, 'versions'>;
  readonly table: ReceiveDeps['table'] &
    Pick<
      ReportTable,
      | 'submissionsOf'
      | 'children'
      | 'regionYears'
      | 'putRegionYear'
      | 'agencyYears'
      | 'agencyYearsAt'
      | 'putAgencyYear'
      | 'rosterOf'
      | 'enrol'
    >;
}

export interface Reconciled {
  /** Uploaded versions that had no submission. */
  readonly received: number;
  /** Reports whose comparison with the neighbouring year was stale. */
  readonly rechecked: number;
  /** Totals that were not the sum of their children. */
  readonly recomputed: readonly { readonly code: string; readonly year: number }[];
}

/** Versions younger than `graceMs` are left to their events. */
export async function reconcile(deps: ReconcileDeps, { graceMs }: { graceMs: number }): Promise<Reconciled> {
  const received = await receiveForgotten(deps, graceMs);
  const runningYear = chinaYearOf(deps.now());
  await openYear(deps.table, runningYear);
  let rechecked = 0;
  const recomputed: { code: string; year: number }[] = [];
  for (let year = FIRST_REPORT_YEAR; year <= runningYear; year++) {
    for await (const { code, children } of walkRegions(deps.table, year)) {
      const filed = [...children.agencies, ...children.consolidated].filter(({ inForce }) => inForce);
      rechecked += await recheckNeighbours(
        deps.table,
        filed.map(({ agency, district }) => ({ district, agencyId: agency.id, year })),
      );
      if ((await recomputeRegion(deps.table, code, year)) === 'changed') recomputed.push({ code, year });
    }
  }
  return { received, rechecked, recomputed };
}

async function receiveForgotten(deps: ReconcileDeps, graceMs: number): Promise<number> {
  const now = epochMsOf(deps.now());
  const ordersOf = knownOrders(deps.table);
  let received = 0;
  for (const lane of LANES) {
    for await (const versions of byKey(deps.bucket.versions(`${lane}/`))) {
      const orders = await ordersOf(versions[0]?.key ?? '');
      // Oldest first: a forgotten version is placed behind the nearest older one whose place is known.
      let predecessor: string | undefined;
      let since = 0;
      for (const { key, versionId, lastModified } of versions.toReversed()) {
        const order = orders.get(versionId);
        if (order !== undefined) {
          predecessor = order;
          since = 0;
          continue;
        }
        since += 1;
        if (now - epochMsOf(lastModified) < graceMs) continue;
        const result = await receiveUpload(deps, {
          key,
          versionId,
          sequencer: sequencerAfter(predecessor, since),
        });
        if (result.kind === 'received') received += 1;
      }
    }
  }
  return received;
}

/** Orders of the submissions known for a key, by version; read once per district and year. */
function knownOrders(table: Pick<ReportTable, 'submissionsOf'>) {
  const partitions = new Map<string, Promise<SubmissionItem[]>>();
  const submissionsOf = (pk: string): Promise<SubmissionItem[]> => {
    const known = partitions.get(pk) ?? table.submissionsOf(pk);
    partitions.set(pk, known);
    return known;
  };
  return async (key: string): Promise<ReadonlyMap<string, string>> => {
    const place = parseDocumentKey(key)?.place;
    const found = await Promise.all([
      submissionsOf('unplaced'),
      place ? submissionsOf(childrenPartition(place.district, place.year)) : [],
    ]);
    return new Map(
      found
        .flat()
        .filter((submission) => submission.key === key)
        .map(({ submissionId, order }) => [submissionId, order]),
    );
  };
}

async function* byKey(versions: AsyncIterable<ListedVersion>): AsyncGenerator<ListedVersion[]> {
  let group: ListedVersion[] = [];
  for await (const version of versions) {
    if (group[0] && group[0].key !== version.key) {
      yield group;
      group = [];
    }
    group.push(version);
  }
  if (group.length > 0) yield group;
}
