/**
 * One order of the night: a region's year is opened, its uploads have their submissions and receipts, its acts their copies, its
 * reports their comparisons, and its total is the sum of its children. It may be done again at any time, and broken off: what is
 * done is read, and not written again. Its parent's total follows from the stream.
 */
import pMap from 'p-map';
import type { ReportBucket } from '../adapters/bucket/report-bucket.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { LANES, parseDocumentKey, parsePublicationKey } from '../contracts/bucket/object-keys.ts';
import type { ReconcileOrder } from '../contracts/bucket/reconcile-keys.ts';
import { lastEndedYear, tellChinaYear, type Instant } from '../domain/basics/calendar.ts';
import { NATION, findProvince, tellLevel, traceLineage } from '../domain/basics/region.ts';
import { FIRST_REPORT_YEAR } from '../domain/form/catalogue.ts';
import { REGION_NAMES } from '../domain/search/name-search.ts';
import type { CalendarEntry } from '../domain/standing/calendar-entry.ts';
import type { DamagedRecord } from '../domain/standing/damaged-record.ts';
import { collectFailures, type Attempt } from './collect-failures.ts';
import { pickEntries } from './enrolment.ts';
import { completeKeptActs, createActsCare } from './kept-acts.ts';
import { needsOtherDates } from './load-calendar.ts';
import { openRegionYear } from './load-roster.ts';
import { makeCommonPhrases, canSampleTexts, sampleTexts, type TextSample } from './make-common-phrases.ts';
import { packProvinces } from './pack-names.ts';
import { findAgencies, indexMissing, reindexAgencies, reindexRegions } from './name-index.ts';
import type { FoundAgencies } from './name-index.ts';
import { hasItsDay, isLookedThroughNightly } from './order-night.ts';
import { receiveForgottenIn, restoreForgotten, type Look } from './receive-forgotten.ts';
import type { ReconcileDeps, Reconciled } from './reconcile.ts';
import { recomputeRegion } from './recompute-region.ts';
import { AGENCY_DAYS_A_NIGHT, keepDays } from './keep-days.ts';
import { keepYears } from './keep-years.ts';
import { renewHeads } from './renew-heads.ts';
import { reconcileChildren } from './reconcile-children.ts';
import type { VisitedRegion } from './walk-regions.ts';

export interface RegionDeps extends ReconcileDeps {
  readonly bucket: ReconcileDeps['bucket'] & Pick<ReportBucket, 'namesBelow'>;
  /** May be some minutes old: what it would change is looked up again. */
  readonly calendar: () => Promise<readonly CalendarEntry[]>;
}

interface RegionReconciled extends Omit<Reconciled, 'waiting' | 'recomputed'> {
  readonly opened: number;
  /** Whether the total was not the sum of its children. */
  readonly isRecomputed: boolean;
  /** Days that wait for a region below to be kept, or for another night. */
  readonly daysLeft: number;
}

const CONCURRENCY = 8;

/** Uploads younger than `graceMs` are left to their events. */
export async function reconcileRegion(
  deps: RegionDeps,
  order: ReconcileOrder,
  options: { readonly graceMs: number },
): Promise<RegionReconciled> {
  const { code, year } = order;
  const { failures, attempt } = collectFailures();
  const reconciled = await reconcileYear(deps, order, options, attempt);
  const days = { made: 0, left: 0, agencyDays: 0 };
  for (const one of listYearsKept(year, deps.now()))
    await attempt(`days of ${one}`, async () => {
      const most = Math.max(0, AGENCY_DAYS_A_NIGHT - days.agencyDays);
      const { made, left, agencyDays } = await keepDays(deps.table, { code, year: one }, deps.now(), most);
      days.made += made.length;
      days.left += left;
      days.agencyDays += agencyDays;
    });
  return { ...reconciled, days: days.made, daysLeft: days.left, failures };
}

type YearReconciled = Omit<RegionReconciled, 'days' | 'daysLeft' | 'failures'>;

/** What is read of the year and of the one before ends with it: days are made of as much again. */
async function reconcileYear(
  deps: RegionDeps,
  order: ReconcileOrder,
  { graceMs }: { readonly graceMs: number },
  attempt: Attempt,
): Promise<YearReconciled> {
  const { code, year } = order;
  const isRunning = year === tellChinaYear(deps.now());
  const isNation = code === NATION && isRunning;
  const before = await readYear(deps.table, code, year - 1);
  let now = await readYear(deps.table, code, year);
  let opened = 0;
  await attempt('opening', async () => {
    const damagedIds = now.damaged.map(({ id }) => id);
    const years = { code, year, before: before.children, now: now.children, damagedIds };
    const readCalendar = async () => pickEntries(await deps.table.calendar());
    opened = await openRegionYear(deps.table, years, readCalendar, deps.now());
  });

  if (isNation) await renewHeads(deps, attempt);
  let received = 0;
  let acts = { completed: 0, copied: 0, told: 0 };
  if (await deps.table.hasRoster()) {
    // Before uploads are received: of what is withheld or returned, nothing is to be seen meanwhile.
    await attempt('acts', async () => {
      acts = await careForActs(deps, now, { graceMs, isRunning }, attempt);
    });
    const scope = { within: `${code}/`, lookAt: chooseLook(deps, year) };
    received += (await receiveForgottenIn(deps, scope, { graceMs }, attempt)).received;
    if (isNation) received += await receiveElsewhere(deps, { graceMs }, attempt);
  }
  if (opened + received + acts.completed > 0) now = await readYear(deps.table, code, year);

  const agencies = listAgencies(now);
  let rechecked = 0;
  await attempt('reports', async () => {
    const table = keepYears(deps.table, [before, now]);
    const isStale = needsOtherDates(await deps.calendar(), agencies);
    const calendar = isStale ? pickEntries(await table.calendar()) : undefined;
    rechecked = await reconcileChildren({ ...deps, table }, agencies, calendar, { areKnown: true });
  });
  let isRecomputed = false;
  await attempt('total', async () => {
    isRecomputed = (await recomputeRegion(deps.table, code, year)) === 'changed';
  });
  const reindexed: string[] = [];
  await attempt('names', async () => {
    if (isRunning && (await reindex(deps, order, [before, now]))) reindexed.push(code);
    if (isNation && (await reindexRegions(deps.table))) reindexed.push(REGION_NAMES);
    // Districts have orders of their own: what they mend late is packed the next night.
    if (isRunning && findProvince(code) === code) await packProvinces(deps.table, [code]);
  });
  const phrases: string[] = [];
  await attempt('common phrases', async () => {
    if (tellLevel(code) === 'province' && year === lastEndedYear(deps.now()) - 1)
      phrases.push(...(await makePhrases(deps, code, year)));
  });
  return { opened, received, rechecked, isRecomputed, phrases, reindexed, acts };
}

async function readYear(
  table: Pick<ReportTable, 'children'>,
  code: string,
  year: number,
): Promise<VisitedRegion> {
  const damaged: DamagedRecord[] = [];
  // Told where the region is added up.
  const onDamaged = (one: DamagedRecord): void => void damaged.push(one);
  const children =
    year < FIRST_REPORT_YEAR
      ? { agencies: [], beside: [], regions: [] }
      : await table.children(code, year, { consistent: true, onDamaged });
  return { code, year, children, damaged };
}

/**
 * Years whose days an order keeps. Closed ones are kept with the running year's: their own orders have other nights than those of
 * the regions above, which wait for them. The newest first.
 */
function listYearsKept(year: number, at: Instant): number[] {
  if (year !== tellChinaYear(at)) return isLookedThroughNightly(year, at) ? [year] : [];
  const closed: number[] = [];
  for (let one = FIRST_REPORT_YEAR; !isLookedThroughNightly(one, at); one++) closed.push(one);
  return [year, ...closed.reverse()];
}

const listAgencies = ({ children }: VisitedRegion) => [...children.agencies, ...children.beside];

/**
 * How uploads of a district are looked at in the order of a year. Those that have no order tonight are the running year's to
 * receive, where a receipt tells that they were not.
 */
function chooseLook({ now }: Pick<RegionDeps, 'now'>, year: number): (key: string) => Look {
  const at = now();
  const isRunning = year === tellChinaYear(at);
  const isOthers = (of: number): boolean => isLookedThroughNightly(of, at) && of <= tellChinaYear(at);
  return (key) => {
    const place = parseDocumentKey(key)?.place ?? parsePublicationKey(key);
    if (place?.year === year) return 'whole';
    return isRunning && !(place && isOthers(place.year)) ? 'receipt' : 'none';
  };
}

/** What lies in no folder of a region, and what the history has lost of redacted documents: the nation's to receive. */
async function receiveElsewhere(
  deps: RegionDeps,
  options: { readonly graceMs: number },
  attempt: Attempt,
): Promise<number> {
  const loaded = await deps.table.regions();
  const own = new Set(loaded.flatMap(({ code }) => traceLineage(code)).map((code) => `${code}/`));
  const names = new Set<string>();
  for (const folder of [...LANES, 'publication'] as const)
    await attempt(folder, async () => {
      for await (const name of deps.bucket.namesBelow(folder)) if (!own.has(name)) names.add(name);
    });
  let received = await restoreForgotten(deps, attempt);
  for (const within of names) {
    const found = await receiveForgottenIn(deps, { within, lookAt: () => 'whole' }, options, attempt);
    received += found.received;
  }
  return received;
}

async function careForActs(
  deps: RegionDeps,
  region: VisitedRegion,
  { graceMs, isRunning }: { readonly graceMs: number; readonly isRunning: boolean },
  attempt: Attempt,
) {
  const { code, year } = region;
  const at = deps.now();
  const kept = await Array.fromAsync(deps.bucket.keptActs(code));
  const own = kept.filter(
    ({ on }) => on.year === year || (isRunning && !isLookedThroughNightly(on.year, at)),
  );
  const completed = await completeKeptActs(deps, own, { graceMs }, attempt);
  const { done, careFor } = await createActsCare(deps, kept, { graceMs, district: code }, attempt);
  await careFor(code, year, listAgencies(region));
  return { ...done, completed };
}

/** Nightly nobody lacks a name; once a month nobody has one that is not the district's. */
async function reindex(
  { table }: RegionDeps,
  order: ReconcileOrder,
  recent: readonly VisitedRegion[],
): Promise<boolean> {
  const { code } = order;
  const isWhole = hasItsDay(order);
  const found: FoundAgencies = new Map();
  if (isWhole)
    for (let year = FIRST_REPORT_YEAR; year < order.year - 1; year++)
      findAgencies(found, code, listAgencies(await readYear(table, code, year)));
  for (const one of recent) findAgencies(found, code, listAgencies(one));
  const agencies = found.get(code);
  if (!agencies) return false;
  return isWhole ? reindexAgencies(table, code, agencies) : indexMissing(table, code, agencies);
}

async function makePhrases(deps: RegionDeps, province: string, year: number): Promise<string[]> {
  if (!(await canSampleTexts(deps.table, { province, year }))) return [];
  const loaded = await deps.table.regions();
  const codes = new Set(loaded.flatMap(({ code }) => traceLineage(code)));
  const sample: TextSample = new Map();
  await pMap(
    [...codes].filter((code) => findProvince(code) === province),
    async (code) => {
      const region = await readYear(deps.table, code, year);
      sampleTexts(
        sample,
        code,
        listAgencies(region).filter(({ inForce }) => inForce),
      );
    },
    { concurrency: CONCURRENCY },
  );
  const edition = await makeCommonPhrases(deps, { province, year }, sample.get(province) ?? []);
  return edition === undefined ? [] : [edition];
}
