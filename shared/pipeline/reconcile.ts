/**
 * What a lost event left behind is found and done: every uploaded version has its submission and its receipt, every
 * report its comparison with the neighbouring year, every agency-year its deadline, every total is the sum of its children, every name is found as
 * the roster has it, and every year up to the running one is open. What fails is told at the end; nothing else waits for it.
 */
import { childrenPartition, type SubmissionItem } from '../contracts/items.ts';
import { LANES, parseDocumentKey, receiptKey, type Lane } from '../contracts/object-keys.ts';
import type { ListedVersion, ReportBucket } from '../adapters/report-bucket.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { chinaYearOf, epochMsOf } from '../domain/calendar.ts';
import { FIRST_REPORT_YEAR } from '../domain/catalogue.ts';
import { sequencerAfter } from '../domain/submission-order.ts';
import { entriesOf } from './enrolment.ts';
import { applyCalendar } from './load-calendar.ts';
import { openYear } from './load-roster.ts';
import { findAgencies, reindexNames, type FoundAgencies } from './name-index.ts';
import { receiveUpload, type ReceiveDeps } from './receive-upload.ts';
import { recheckReports } from './recheck-neighbour.ts';
import { recomputeRegion } from './recompute-region.ts';
import { walkRegions } from './walk-regions.ts';

export interface ReconcileDeps extends ReceiveDeps {
  readonly bucket: ReceiveDeps['bucket'] & Pick<ReportBucket, 'versions' | 'receiptKeys'>;
  readonly table: ReceiveDeps['table'] &
    Pick<
      ReportTable,
      | 'submissionsOf'
      | 'children'
      | 'regions'
      | 'regionYears'
      | 'putRegionYear'
      | 'agencyYears'
      | 'agencyYearsAt'
      | 'putAgencyYear'
      | 'narrativeHolders'
      | 'putNarrative'
      | 'removeNarrative'
      | 'rosterOf'
      | 'enrol'
      | 'calendar'
      | 'storedNames'
      | 'putNames'
    >;
}

export interface Reconciled {
  /** Uploaded versions that had no submission. */
  readonly received: number;
  /** Reports whose comparison with the neighbouring year was stale. */
  readonly rechecked: number;
  /** Totals that were not the sum of their children. */
  readonly recomputed: readonly { readonly code: string; readonly year: number }[];
  /** Items of names that were not those of the roster: a district's code, or `regions`. */
  readonly reindexed: readonly string[];
  /** What could not be done, and why. */
  readonly failures: readonly string[];
}

/** Versions younger than `graceMs` are left to their events. */
export async function reconcile(deps: ReconcileDeps, { graceMs }: { graceMs: number }): Promise<Reconciled> {
  const failures: string[] = [];
  const attempt = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  let received = 0;
  for (const lane of LANES)
    await attempt(lane, async () => {
      received += await receiveForgotten(deps, lane, graceMs, attempt);
    });
  const runningYear = chinaYearOf(deps.now());
  const calendar = entriesOf(await deps.table.calendar());
  let rechecked = 0;
  const recomputed: { code: string; year: number }[] = [];
  const found: FoundAgencies = new Map();
  for (let year = FIRST_REPORT_YEAR; year <= runningYear; year++) {
    if (year > FIRST_REPORT_YEAR)
      await attempt(`opening ${year}`, () => openYear(deps.table, year, deps.now()));
    await attempt(`regions of ${year}`, () =>
      walkRegions(deps.table, year, ({ code, children }) =>
        attempt(`${code} ${year}`, async () => {
          const agencies = [...children.agencies, ...children.consolidated];
          findAgencies(found, code, agencies);
          await applyCalendar(deps.table, calendar, agencies, deps.now());
          const filed = agencies.filter(({ inForce }) => inForce);
          rechecked += await recheckReports(
            deps.table,
            filed.map(({ agency, district }) => ({ place: { district, agencyId: agency.id, year } })),
          );
          if ((await recomputeRegion(deps.table, code, year)) === 'changed') recomputed.push({ code, year });
        }),
      ),
    );
  }
  let reindexed: readonly string[] = [];
  await attempt('names', async () => {
    reindexed = await reindexNames(deps.table, found);
  });
  return { received, rechecked, recomputed, reindexed, failures };
}

async function receiveForgotten(
  deps: ReconcileDeps,
  lane: Lane,
  graceMs: number,
  attempt: (what: string, work: () => Promise<void>) => Promise<void>,
): Promise<number> {
  const now = epochMsOf(deps.now());
  const submissionsOf = knownSubmissions(deps.table);
  const receipts = new Set(await Array.fromAsync(deps.bucket.receiptKeys(lane)));
  let received = 0;
  for await (const versions of byKey(deps.bucket.versions(`${lane}/`))) {
    const submissions = await submissionsOf(versions[0]?.key ?? '');
    // Oldest first: a forgotten version is placed behind the nearest older one whose place is known.
    let predecessor: string | undefined;
    let since = 0;
    for (const { key, versionId, lastModified } of versions.toReversed()) {
      const known = submissions.get(versionId);
      if (known) {
        predecessor = known.order;
        since = 0;
      } else {
        since += 1;
      }
      const isYoung = now - epochMsOf(lastModified) < graceMs;
      if (isYoung || (known && receipts.has(receiptKey(key, versionId)))) continue;
      // One that was received, but left without its receipt, is given that.
      const sequencer = sequencerAfter(predecessor, since);
      await attempt(`${key} ${versionId}`, async () => {
        const result = await receiveUpload(deps, { key, versionId, sequencer });
        if (result.kind === 'received') received += 1;
      });
    }
  }
  return received;
}

/** The submissions known for a key, by version. The listing goes district by district: only one is kept. */
function knownSubmissions(table: Pick<ReportTable, 'submissionsOf'>) {
  let district: string | undefined;
  let partitions = new Map<string, Promise<SubmissionItem[]>>();
  const unplaced = table.submissionsOf('unplaced');
  return async (key: string): Promise<ReadonlyMap<string, SubmissionItem>> => {
    const place = parseDocumentKey(key)?.place;
    if (place?.district !== district) {
      district = place?.district;
      partitions = new Map();
    }
    const found = [...(await unplaced)];
    if (place) {
      const pk = childrenPartition(place.district, place.year);
      const partition = partitions.get(pk) ?? table.submissionsOf(pk);
      partitions.set(pk, partition);
      found.push(...(await partition));
    }
    return new Map(
      found
        .filter((submission) => submission.key === key)
        .map((submission) => [submission.submissionId, submission]),
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
