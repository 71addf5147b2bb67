/** A region's compliance as its page shows it: the summary, the agencies asked for, and earlier years beside this one. */
import type { RegionYear } from '../../shared/domain/standing/region-year.ts';
import { mapNames } from '../../shared/contracts/api/compliance-answer.ts';
import {
  AGENCY_KINDS,
  KINDS_BESIDE,
  tellChinaDay,
  tellChinaYear,
  countDays,
  type AgencyKind,
  type Instant,
  type IsoDay,
  type KindBeside,
} from '../../shared/domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import {
  LIST_NAMES,
  LISTS,
  countAgencies,
  countConsolidated,
  countSynthetic,
  groupByChild,
  setApart,
  type ComplianceCounts,
  type ComplianceLine,
  type ComplianceSummary,
  type CountingBasis,
  type ListName,
} from '../../shared/domain/compliance/compliance.ts';
import { listDatesInForce, type DateInForce } from '../../shared/domain/compliance/dates-in-force.ts';
import { traceProgress } from '../../shared/domain/standing/filings.ts';
import { tellLevel, traceLineage } from '../../shared/domain/basics/region.ts';
import { readingOnce, readTableAt } from '../../shared/pipeline/as-of.ts';
import { drawBurnUp, MAX_EARLIER, type BurnUp, type YearProgress } from './burn-up.ts';
import type { WebDeps, WebTable } from '../ports.ts';
import { readSummary } from './compliance-summary.ts';
import { isOfFilter, PAGE_SIZE, sorted, type ComplianceQuery } from './compliance-query.ts';
import { readOutside, type OutsideSpan } from '../region/region-series.ts';
import { nameLineage, type NamedRegion } from '../site/named-region.ts';

export interface DeadlineView {
  readonly day: IsoDay;
  /** An earlier day that an office has set; nothing is late by it. */
  readonly isInternal: boolean;
  readonly agencies: number;
  /** How many of these have no acceptable report. */
  readonly open: number;
  readonly consolidated: number;
  readonly openConsolidated: number;
  readonly kinds: readonly AgencyKind[];
  /** Until the day; 0 on it, negative after it. */
  readonly daysLeft: number;
}

/** How many there are of a kind that is added to nothing; one at least. */
interface CountBeside {
  readonly kind: KindBeside;
  readonly count: number;
}

const countBeside = (lines: readonly ComplianceLine[], basis: CountingBasis | undefined): CountBeside[] =>
  KINDS_BESIDE.flatMap((kind) => {
    const count = setApart(lines, basis)[kind].length;
    return count > 0 ? [{ kind, count }] : [];
  });

/** The agencies asked for; `counts` are those of each list under the same kind and district. */
interface Listed {
  readonly lines: readonly ComplianceLine[];
  readonly total: number;
  readonly first: number;
  readonly pages: number;
  readonly page: number;
  readonly all: number;
  /** What the same list and district have of kinds that are added to nothing, where those of agencies are shown. */
  readonly beside: readonly CountBeside[];
  readonly counts: Readonly<Record<ListName, number>>;
}

export interface ComplianceView {
  readonly summary: ComplianceSummary;
  readonly query: ComplianceQuery;
  /** The instant of the past that was asked for; `undefined`: it shows now. */
  readonly asOf: Instant | undefined;
  /** The instant that changes were asked for since. */
  readonly since: Instant | undefined;
  /** Today in China; no later day can be asked for. */
  readonly today: IsoDay;
  /** The report year has not ended: nobody can have filed. */
  readonly isBeforeSeason: boolean;
  /** From the nation down to the region's parent. */
  readonly ancestors: readonly NamedRegion[];
  /** Left out where the region's code is one of the year's. */
  readonly outside: OutsideSpan | undefined;
  /** Every year that may be shown, the first one first. */
  readonly years: readonly number[];
  readonly deadlines: readonly DeadlineView[];
  readonly burnUp: BurnUp | undefined;
  /** Agencies of the region's own level, where it has child regions. */
  readonly ownLevel: ComplianceCounts | undefined;
  /**
   * How many of those that are counted as missing are overdue: of the region, of one right below it, or, under its own code, of its own
   * level where others lie below.
   */
  readonly overdueMissing: (code?: string) => number;
  /** Who has to report, whatever is counted. */
  readonly obliged: { readonly agencies: number; readonly consolidated: number };
  /** Kinds that are added to nothing, in no number of agencies. */
  readonly beside: readonly CountBeside[];
  /** The days that hold at the summary's instant. */
  readonly dates: readonly DateInForce[];
  /** Agencies whose reports are the generator's. */
  readonly synthetic: number;
  readonly listed: Listed;
}

interface ViewInput {
  readonly summary: ComplianceSummary;
  readonly query: ComplianceQuery;
  readonly asOf: Instant | undefined;
  readonly since?: Instant | undefined;
  readonly now: Instant;
  readonly names: ReadonlyMap<string, string>;
  readonly earlier: readonly YearProgress[];
  readonly outside?: OutsideSpan | undefined;
}

export function makeComplianceView({
  summary,
  query,
  asOf,
  since,
  now,
  names,
  earlier,
  outside,
}: ViewInput): ComplianceView {
  const { region, year, at, agencies, children, counts, progress, basis } = summary;
  const today = tellChinaDay(at);
  const { own } = setApart(agencies, basis);
  const dates = listDatesInForce(summary);
  const deadlines = deadlinesOf(summary, dates, today);
  const daysThat = (isInternal: boolean): IsoDay[] =>
    deadlines.filter((deadline) => deadline.isInternal === isInternal).map(({ day }) => day);
  return {
    summary,
    query,
    asOf,
    since,
    today: tellChinaDay(now),
    isBeforeSeason: tellChinaYear(at) <= year,
    ancestors: nameLineage(region.code, names).slice(0, -1),
    outside,
    years: complianceYears(now),
    deadlines,
    burnUp: drawBurnUp({
      now: { year, expected: counts.expected, progress },
      earlier,
      deadlines: daysThat(false),
      internalDates: daysThat(true),
      today,
    }),
    ownLevel:
      children.length === 0
        ? undefined
        : countAgencies(own.filter(({ district }) => district === region.code)),
    obliged: countObliged(agencies),
    beside: countBeside(agencies, basis),
    overdueMissing: makeCountOfOverdueMissing(own, region.code),
    dates,
    synthetic: countSynthetic(summary),
    listed: listedOf(summary, query),
  };
}

function countObliged(lines: readonly ComplianceLine[]): ComplianceView['obliged'] {
  const { own, consolidated } = setApart(lines.filter(({ state }) => state !== 'not-obliged'));
  return { agencies: own.length, consolidated: consolidated.length };
}

function makeCountOfOverdueMissing(
  lines: readonly ComplianceLine[],
  region: string,
): ComplianceView['overdueMissing'] {
  const overdue = lines.filter(({ state, overdueDays }) => state === 'missing' && overdueDays > 0);
  const byChild = groupByChild(overdue, region);
  return (code) => (code === undefined ? overdue : (byChild.get(code) ?? [])).length;
}

/** One more than may have reports: the roster of the coming season. */
const complianceYears = (now: Instant): number[] =>
  Array.from({ length: tellChinaYear(now) - FIRST_REPORT_YEAR + 1 }, (_, i) => FIRST_REPORT_YEAR + i);

/** Deadlines and internal dates, the earliest first. */
function deadlinesOf(
  { deadlines, agencies, basis }: ComplianceSummary,
  dates: readonly DateInForce[],
  today: IsoDay,
): DeadlineView[] {
  const isOpen = ({ state }: ComplianceLine): boolean => state === 'missing' || state === 'returned';
  const obliged = agencies.filter(({ state }) => state !== 'not-obliged');
  const view = (day: IsoDay, isInternal: boolean): DeadlineView => {
    const { own, consolidated } = setApart(
      obliged.filter(({ deadline, internal }) => (isInternal ? internal?.until : deadline) === day),
      basis,
    );
    return {
      day,
      isInternal,
      agencies: own.length,
      open: own.filter(isOpen).length,
      consolidated: consolidated.length,
      openConsolidated: consolidated.filter(isOpen).length,
      kinds: AGENCY_KINDS.filter((kind) => own.some((agency) => agency.kind === kind)),
      daysLeft: countDays(today, day),
    };
  };
  const internal = new Set(dates.filter(({ basis }) => basis === 'internal').map(({ day }) => day));
  return [
    ...deadlines.map(({ day }) => view(day, false)),
    ...[...internal].map((day) => view(day, true)),
  ].sort((a, b) => countDays(b.day, a.day));
}

/** The agencies that the address asks for, in its order; on all pages. */
export function selectLines(
  { region, agencies }: ComplianceSummary,
  query: ComplianceQuery,
): readonly ComplianceLine[] {
  return sorted(agencies.filter(isOfFilter(region.code, query)), query.sort);
}

function listedOf(summary: ComplianceSummary, query: ComplianceQuery): Listed {
  const wanted = selectLines(summary, query);
  const { kind, district, consolidated } = query;
  const ofAllLists = summary.agencies.filter(
    isOfFilter(summary.region.code, { kind, district, consolidated }),
  );
  const pages = Math.max(1, Math.ceil(wanted.length / PAGE_SIZE));
  const page = Math.min(query.page, pages);
  const first = (page - 1) * PAGE_SIZE;
  return {
    lines: wanted.slice(first, first + PAGE_SIZE),
    total: wanted.length,
    first,
    pages,
    page,
    all: ofAllLists.length,
    beside:
      kind === undefined
        ? countBeside(
            KINDS_BESIDE.flatMap((one) => selectLines(summary, { ...query, kind: one })),
            summary.basis,
          )
        : [],
    counts: countLists(ofAllLists),
  };
}

function countLists(lines: readonly ComplianceLine[]): Readonly<Record<ListName, number>> {
  return mapNames(LIST_NAMES, (name) => lines.filter(LISTS[name]).length);
}

interface ComplianceOrder {
  readonly code: string;
  readonly year: number;
  readonly query: ComplianceQuery;
  /** An instant of the past; now, where it is left out. */
  readonly asOf: Instant | undefined;
  /** The instant that changes are told since; the usual one, where it is left out. */
  readonly since: Instant | undefined;
  readonly now: Instant;
}

/** `undefined` where the region is not on record. */
export async function readCompliance(
  { table, summaries }: Pick<WebDeps, 'table' | 'summaries'>,
  { code, year, query, asOf, since, now }: ComplianceOrder,
): Promise<ComplianceView | undefined> {
  const once = readingOnce(table);
  const isWithConsolidated = query.consolidated === 'with';
  // Earlier years' filings are kept of agencies alone: with others there is nothing to compare.
  const most = isWithConsolidated ? 0 : MAX_EARLIER;
  const [told, around] = await Promise.all([
    readSummary({ table: once, summaries }, { code, year, now, asOf, since }),
    asOf === undefined
      ? readAround(once, code, year, most)
      : readAround(
          readTableAt(once, asOf, { byDay: true }),
          code,
          year,
          isWide(code) ? Math.min(1, most) : most,
        ),
  ]);
  const summary = told && isWithConsolidated ? countConsolidated(told) : told;
  return summary && makeComplianceView({ summary, query, asOf, since, now, ...around });
}

/** As of the past, every year's total is told from all that was filed in it: for so many agencies, one year only. */
const isWide = (code: string): boolean => ['nation', 'province'].includes(tellLevel(code));

/** Names of the regions above, and how earlier years' reports came in: one BatchGet. */
async function readAround(
  table: Pick<WebTable, 'regionYears'>,
  code: string,
  year: number,
  count: number,
): Promise<Pick<ViewInput, 'names' | 'earlier' | 'outside'>> {
  const before = Array.from({ length: count }, (_, i) => year - 1 - i).filter(
    (earlier) => earlier >= FIRST_REPORT_YEAR,
  );
  const { years, names, spans } = await table.regionYears(code, before, traceLineage(code));
  const outside = await readOutside(table, { code, span: spans.get(code) }, year);
  return { names, earlier: [...years.values()].map(yearProgress), outside };
}

const yearProgress = ({ year, reports, filings }: RegionYear): YearProgress => ({
  year,
  expected: reports.expected,
  progress: traceProgress(filings),
});
