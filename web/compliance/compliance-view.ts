/** A region's compliance as its page shows it: the summary, the agencies asked for, and earlier years beside this one. */
import type { RegionYear } from '../../shared/domain/standing/region-year.ts';
import { mapNames } from '../../shared/contracts/api/compliance-answer.ts';
import {
  KINDS_BESIDE,
  tellChinaDay,
  tellChinaYear,
  countDays,
  type Instant,
  type IsoDay,
} from '../../shared/domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import {
  isCounted,
  LIST_NAMES,
  type ComplianceLine,
  type ComplianceSummary,
  type ListName,
} from '../../shared/domain/compliance/compliance.ts';
import {
  tellFacts,
  type ChangesTold,
  type ComplianceFacts,
  type ComplianceHead,
  type ComplianceOutline,
  type CountBeside,
  type DayBinding,
} from '../../shared/domain/compliance/outline.ts';
import { traceProgress } from '../../shared/domain/standing/filings.ts';
import { tellLevel, traceLineage } from '../../shared/domain/basics/region.ts';
import { readingOnce, readTableAt } from '../../shared/pipeline/as-of.ts';
import { drawBurnUp, MAX_EARLIER, type BurnUp, type YearProgress } from './burn-up.ts';
import type { WebDeps, WebTable } from '../ports.ts';
import { chooseLines, makeCounting, selectLines } from './chosen-lines.ts';
import { countedAs, readTold, tellFactsAs, type ComplianceTold } from './compliance-summary.ts';
import { PAGE_SIZE, tellBasis, type ComplianceQuery } from './compliance-query.ts';
import { LedOnError } from '../http/led-on.ts';
import { RequestError } from '../http/request-error.ts';
import { readOutside, type OutsideSpan } from '../region/region-series.ts';
import { nameLineage, type NamedRegion } from '../site/named-region.ts';

export interface DeadlineView extends DayBinding {
  /** Until the day; 0 on it, negative after it. */
  readonly daysLeft: number;
}

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
  readonly summary: ComplianceHead;
  readonly outline: ComplianceOutline;
  readonly changes: ChangesTold;
  /** What it was told from, for files of more lines than a page shows. */
  readonly told: ComplianceTold;
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
  readonly listed: Listed;
}

interface Around {
  readonly query: ComplianceQuery;
  readonly asOf: Instant | undefined;
  readonly since?: Instant | undefined;
  readonly now: Instant;
  readonly names: ReadonlyMap<string, string>;
  readonly earlier: readonly YearProgress[];
  readonly outside?: OutsideSpan | undefined;
}

/** `summary`: counted as the query says. */
export function makeComplianceView({
  summary,
  ...around
}: Around & { readonly summary: ComplianceSummary }): ComplianceView {
  const told = { kind: 'whole', summary } as const;
  const lines = (first: number): readonly ComplianceLine[] =>
    selectLines(summary, around.query).slice(first, first + PAGE_SIZE);
  return drawView(told, tellFacts(summary), around, lines);
}

function drawView(
  told: ComplianceTold,
  { head, outline, changes }: ComplianceFacts,
  { query, asOf, since, now, names, earlier, outside }: Around,
  lines: (first: number) => readonly ComplianceLine[],
): ComplianceView {
  const { region, year, at, counts, progress } = head;
  const today = tellChinaDay(at);
  const deadlines = outline.deadlines.map((date) => ({ ...date, daysLeft: countDays(today, date.day) }));
  const daysThat = (isInternal: boolean): IsoDay[] =>
    deadlines.filter((deadline) => deadline.isInternal === isInternal).map(({ day }) => day);
  const listed = countListed(told, query);
  return {
    ...{ summary: head, outline, changes, told, query, asOf, since },
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
    listed: { ...listed, lines: lines(listed.first) },
  };
}

/** One more than may have reports: the roster of the coming season. */
const complianceYears = (now: Instant): number[] =>
  Array.from({ length: tellChinaYear(now) - FIRST_REPORT_YEAR + 1 }, (_, i) => FIRST_REPORT_YEAR + i);

/** Which page there is of what is asked for, and how much beside it. */
function countListed(told: ComplianceTold, query: ComplianceQuery): Omit<Listed, 'lines'> {
  const { list, kind, district, consolidated } = query;
  const count = makeCounting(told);
  const alike = { kind, district, consolidated };
  const total = count({ list, ...alike });
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(query.page, pages);
  const basis = tellBasis(consolidated);
  return {
    ...{ total, pages, page },
    first: (page - 1) * PAGE_SIZE,
    all: count(alike),
    beside:
      kind === undefined
        ? KINDS_BESIDE.filter((one) => !isCounted({ kind: one }, basis))
            .map((one) => ({ kind: one, count: count({ list, district, kind: one, consolidated }) }))
            .filter((one) => one.count > 0)
        : [],
    counts: mapNames(LIST_NAMES, (name) => count({ list: name, ...alike })),
  };
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
  const isOfPart = query.district !== undefined && query.district !== code;
  const [told, around] = await Promise.all([
    readTold(
      { table: once, summaries },
      { code, year, now, asOf, since },
      isOfPart || query.sort !== undefined,
    ),
    asOf === undefined
      ? readAround(once, code, year, most)
      : readAround(
          readTableAt(once, asOf, { byDay: true }),
          code,
          year,
          isWide(code) ? Math.min(1, most) : most,
        ),
  ]);
  if (!told) return undefined;
  const shown = { query, asOf, since, now, ...around };
  const basis = tellBasis(query.consolidated);
  if (told.kind === 'whole') return makeComplianceView({ summary: countedAs(told.summary, basis), ...shown });
  if (isOfPart) leadToPart(code, query.district);
  if (query.sort) throw new RequestError(400, (t) => t.tooManyToSort, 'sort');
  const { first } = countListed(told, query);
  const lines = await chooseLines(told, query).read(first, first + PAGE_SIZE);
  return drawView(told, tellFactsAs(told, basis), shown, () => lines.map(({ line }) => line));
}

/** Which of very many agencies are of a region below is told by that region's own summary. */
function leadToPart(code: string, part: string | undefined): void {
  if (part === undefined || !traceLineage(part).includes(code)) return;
  throw new LedOnError(
    (address) => {
      address.pathname = address.pathname.replace(`/${code}/`, `/${part}/`);
      address.searchParams.delete('district');
    },
    (t) => t.toldByPart,
  );
}

/** As of the past, every year's total is told from all that was filed in it: for so many agencies, one year only. */
const isWide = (code: string): boolean => ['nation', 'province'].includes(tellLevel(code));

/** Names of the regions above, and how earlier years' reports came in: one BatchGet. */
async function readAround(
  table: Pick<WebTable, 'regionYears'>,
  code: string,
  year: number,
  count: number,
): Promise<Pick<Around, 'names' | 'earlier' | 'outside'>> {
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
