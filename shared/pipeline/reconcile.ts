/**
 * What a lost event left behind is found and done: every uploaded version has its submission and its receipt, every
 * report its comparison with the neighbouring year, every agency-year its deadline, every total is the sum of its children, every name is found as
 * the roster has it, and every year up to the running one is open. Provinces' common phrases are made on the way. What fails is told at the end; nothing else waits for it.
 */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { tellChinaYear, lastEndedYear } from '../domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../domain/form/catalogue.ts';
import type { CalendarEntry } from '../domain/standing/calendar-entry.ts';
import { collectFailures, type Attempt } from './collect-failures.ts';
import { completeKeptActs, createActsCare, type ActsCareDeps } from './kept-acts.ts';
import { keepDays, type KeepDaysTable } from './keep-days.ts';
import type { StatedFactsDeps } from './keep-stated-facts.ts';
import { pickEntries } from './enrolment.ts';
import { makeCommonPhrases, sampleTexts, type TextSample } from './make-common-phrases.ts';
import { findAgencies, reindexNames, type FoundAgencies } from './name-index.ts';
import { openYears } from './open-years.ts';
import { receiveForgotten, type ForgottenDeps } from './receive-forgotten.ts';
import { recomputeRegion } from './recompute-region.ts';
import { renewHeads } from './renew-heads.ts';
import { reconcileChildren } from './reconcile-children.ts';
import { walkRegions } from './walk-regions.ts';

export interface ReconcileDeps extends ForgottenDeps {
  readonly bucket: ForgottenDeps['bucket'] & StatedFactsDeps['bucket'] & ActsCareDeps['bucket'];
  readonly table: ForgottenDeps['table'] &
    ActsCareDeps['table'] &
    KeepDaysTable &
    Pick<
      ReportTable,
      | 'children'
      | 'regions'
      | 'regionYears'
      | 'putRegionYear'
      | 'putChangedFacts'
      | 'regionToSum'
      | 'mendFacts'
      | 'markDamaged'
      | 'agencyYears'
      | 'agencyYearsAt'
      | 'submissions'
      | 'amendSubmission'
      | 'putAgencyYear'
      | 'narrativeHolders'
      | 'putNarrative'
      | 'removeNarrative'
      | 'rosterOf'
      | 'enrol'
      | 'calendar'
      | 'namesToChange'
      | 'putNames'
      | 'packedNamesHead'
      | 'namesWithin'
      | 'putPackedNames'
      | 'listProvinces'
      | 'putPackedWhole'
      | 'putCommonPhrases'
      | 'renewWrongPhrasesHead'
      | 'renewCommonPhrasesHead'
    >;
}

export interface Reconciled {
  /**
   * Uploaded versions, of reports and of publications, that had no submission or record, or were not known to the roster
   * when they came; and what was kept of redacted ones that had no submission.
   */
  readonly received: number;
  /** Uploaded versions that nobody can place: no roster is loaded. */
  readonly waiting: number;
  /** Reports whose comparison with the neighbouring year was stale. */
  readonly rechecked: number;
  /** Totals that were not the sum of their children. */
  readonly recomputed: readonly { readonly code: string; readonly year: number }[];
  /** Totals of regions that were kept of days that are over. */
  readonly days: number;
  /** Editions of provinces' common phrases that were made. */
  readonly phrases: readonly string[];
  /** Items of names that were not those of the roster: a district's code, or `regions`. */
  readonly reindexed: readonly string[];
  /** Acts that only the bucket had, or only the table, and those whose letters had not been ordered. */
  readonly acts: { readonly completed: number; readonly copied: number; readonly told: number };
  /** What could not be done, and why. */
  readonly failures: readonly string[];
}

/** Versions younger than `graceMs` are left to their events. */
export async function reconcile(deps: ReconcileDeps, { graceMs }: { graceMs: number }): Promise<Reconciled> {
  const { failures, attempt } = collectFailures();
  failures.push(...(await openYears(deps.table, deps.now())));
  await renewHeads(deps, attempt);
  // Before uploads are received: of what is withheld or returned, nothing is to be seen meanwhile.
  const { completed, care } = await careForActs(deps, { graceMs }, attempt);
  const { received, waiting } = await receiveForgotten(deps, { graceMs }, attempt);
  const runningYear = tellChinaYear(deps.now());
  let calendar: readonly CalendarEntry[] | undefined;
  await attempt('calendar', async () => {
    calendar = pickEntries(await deps.table.calendar());
  });
  let rechecked = 0;
  let days = 0;
  const recomputed: { code: string; year: number }[] = [];
  const found: FoundAgencies = new Map();
  const sample: TextSample = new Map();
  const sampledYear = lastEndedYear(deps.now()) - 1;
  for (let year = FIRST_REPORT_YEAR; year <= runningYear; year++) {
    await attempt(`regions of ${year}`, () =>
      walkRegions(
        deps.table,
        year,
        async ({ code, children }) => {
          const agencies = [...children.agencies, ...children.beside];
          findAgencies(found, code, agencies);
          await attempt(`${code} ${year}`, async () => {
            await care?.careFor(code, year, agencies);
            if (year === sampledYear)
              sampleTexts(
                sample,
                code,
                agencies.filter(({ inForce }) => inForce),
              );
            rechecked += await reconcileChildren(deps, agencies, calendar);
          });
          await attempt(`total of ${code} ${year}`, async () => {
            if ((await recomputeRegion(deps.table, code, year)) === 'changed')
              recomputed.push({ code, year });
          });
          await attempt(`days of ${code} ${year}`, async () => {
            days += (await keepDays(deps.table, { code, year }, deps.now())).made.length;
          });
        },
        // Told where its region is added up.
        { onDamaged: ignore },
      ),
    );
  }
  const phrases: string[] = [];
  for (const [province, texts] of sample)
    await attempt(`common phrases of ${province}`, async () => {
      phrases.push(
        ...[await makeCommonPhrases(deps, { province, year: sampledYear }, texts)].flatMap(
          (one) => one ?? [],
        ),
      );
    });
  let reindexed: readonly string[] = [];
  await attempt('names', async () => {
    reindexed = await reindexNames(deps.table, found);
  });
  const acts = { copied: 0, told: 0, ...care?.done, completed };
  return { received, waiting, rechecked, recomputed, days, phrases, reindexed, acts, failures };
}

/** Nothing of it before a roster is loaded: who could be told from whom? */
async function careForActs(
  deps: ActsCareDeps & Pick<ReconcileDeps, 'table'>,
  { graceMs }: { graceMs: number },
  attempt: Attempt,
) {
  let completed = 0;
  let care: Awaited<ReturnType<typeof createActsCare>> | undefined;
  await attempt('acts', async () => {
    if (!(await deps.table.hasRoster())) return;
    const acts = await Array.fromAsync(deps.bucket.keptActs());
    completed = await completeKeptActs(deps, acts, { graceMs }, attempt);
    care = await createActsCare(deps, acts, { graceMs }, attempt);
  });
  return { completed, care };
}

/** Who needs a damaged item says so. */
const ignore = (): void => undefined;
