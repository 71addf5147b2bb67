/** A region's year as pages and answers show it: one Query and one BatchGet, side by side. */
import { isShown, type AgencyYearFacts, type ChildFacts } from '../../shared/domain/standing/child-facts.ts';
import type { DamagedRecord } from '../../shared/domain/standing/damaged-record.ts';
import type { RegionName } from '../../shared/domain/roster/loaded-region.ts';
import {
  isCounted,
  sumRegion,
  type RegionChildren,
  type RegionYear,
} from '../../shared/domain/standing/region-year.ts';
import { FILTER_KINDS, type FilterKind } from '../site/region-address.ts';
import { listReportYears } from '../../shared/domain/form/report-years.ts';
import {
  tellChinaDay,
  lastEndedYear,
  type Instant,
  type KindBeside,
} from '../../shared/domain/basics/calendar.ts';
import { listAnnotations, type Annotation } from '../../shared/domain/form/annotations.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { NO_FEES, type ProcessingFees } from '../../shared/domain/form/processing-fees.ts';
import {
  findTop,
  NATION,
  tellLevel,
  traceLineage,
  type RegionLevel,
} from '../../shared/domain/basics/region.ts';
import { setApart } from '../../shared/domain/compliance/compliance.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import { existsIn, type RegionSpan } from '../../shared/domain/basics/region-span.ts';
import type { Mark } from '../../shared/domain/standing/marked-total.ts';
import type { ReportCounts } from '../../shared/domain/standing/region-total.ts';
import type { WebDeps, WebTable } from '../ports.ts';
import { readContinued, readOutside, type ContinuedYear, type OutsideSpan } from './region-series.ts';
import { nameLineage, type NamedRegion } from '../site/named-region.ts';
import { makeAgencyRow, makeRegionRow, type AgencyRow, type RegionRow } from './child-rows.ts';

/** A region's total of one year; `figures` undefined where no report is in force. */
export interface YearTotal {
  readonly year: number;
  readonly reports: ReportCounts | undefined;
  readonly figures: Figures | undefined;
  /** Figures in doubt that mark it. */
  readonly marks: readonly Mark[];
  readonly fees: ProcessingFees;
  /** Whose figures they are, where the region had another code then, or was several. */
  readonly continuedFrom?: readonly NamedRegion[] | undefined;
}

/**
 * A region's year as its page shows it, perhaps narrowed to one kind of agency; and, each by its name, the kinds that are
 * added to nothing: reports about the whole region, which are compared, and those of vertical systems.
 */
export interface RegionView extends Readonly<Record<KindBeside, readonly AgencyRow[]>> {
  readonly region: NamedRegion & { readonly level: RegionLevel; readonly span: RegionSpan };
  /** Left out where the region's code is one of the year's. */
  readonly outside: OutsideSpan | undefined;
  /** From the nation down to the region's parent. */
  readonly ancestors: readonly NamedRegion[];
  /** The regions below each of the lineage, by its code: the next one's siblings, itself among them. */
  readonly below: ReadonlyMap<string, readonly RegionName[]>;
  /** The one kind of agency that everything here is of. */
  readonly kind: FilterKind | undefined;
  /** Kinds that the region's own agencies are of; none where child regions' totals, which know no kind, are added. */
  readonly kinds: readonly FilterKind[];
  readonly year: number;
  readonly total: {
    readonly reports: ReportCounts;
    readonly figures: Figures | undefined;
    readonly fees: ProcessingFees;
    readonly marks: readonly Mark[];
  };
  readonly previous: YearTotal | undefined;
  /** Every year that may have reports, the first one first. */
  readonly years: readonly YearTotal[];
  readonly agencies: readonly AgencyRow[];
  readonly regions: readonly RegionRow[];
  /** What changed the meaning of figures, and when. */
  readonly annotations: readonly Annotation[];
  /** Children that can't be read: names, or ids. The others are shown, and of these what was known before. */
  readonly unreadable: readonly string[];
}

export const reportYears = listReportYears;

/**
 * The newest year of which a region had an accepted report at an instant; before there was any, the newest that may
 * have one. It is read from the totals as they are: they keep the days on which reports were first accepted.
 */
export async function readNewestYear(
  table: Pick<WebTable, 'regionYears'>,
  code: string,
  at: Instant,
): Promise<number> {
  const { years } = await table.regionYears(code, reportYears(at), []);
  const filed = [...years.values()].filter(({ filings }) =>
    [...filings.keys()].some((day) => day <= tellChinaDay(at)),
  );
  return filed.length > 0 ? Math.max(...filed.map(({ year }) => year)) : lastEndedYear(at);
}

type RegionsTable = Pick<WebTable, 'regionYears' | 'regionsWithin'>;

async function isNamed(table: RegionsTable, code: string): Promise<boolean> {
  const { names } = await table.regionYears(code, [], [code]);
  return names.has(code);
}

/** The nation, or the region that everything loaded lies within; `undefined` where nothing is loaded. */
export async function readTopCode(table: RegionsTable): Promise<string | undefined> {
  if (await isNamed(table, NATION)) return NATION;
  const loaded = await table.regionsWithin(NATION);
  return loaded.length === 0 ? undefined : (findTop(loaded.map(({ code }) => code)) ?? NATION);
}

/** The region that the system begins with: the one that it was told to, where that is loaded, else the top. */
export const readHomeCode = async ({
  home,
  table,
}: Pick<WebDeps, 'home'> & { readonly table: RegionsTable }): Promise<string | undefined> =>
  home !== undefined && (await isNamed(table, home)) ? home : readTopCode(table);

interface RegionQuestion {
  readonly code: string;
  readonly year: number;
  readonly now: Instant;
  /**
   * Narrows a region whose children are all agencies to those of one kind. That reads every year's children: totals are
   * not stored by kind. Elsewhere it is left out of the view.
   */
  readonly kind?: FilterKind | undefined;
  /** `facts`: what a page shows of the children, their main figures alone; `whole`: every figure, as answers and files tell them. */
  readonly extent: 'facts' | 'whole';
}

export async function readRegionView(
  table: Pick<WebTable, 'children' | 'childFacts' | 'regionYears'>,
  { code, year, now, kind, extent }: RegionQuestion,
): Promise<RegionView | undefined> {
  const lineage = traceLineage(code);
  const damaged: DamagedRecord[] = [];
  const onDamaged = (one: DamagedRecord): void => void damaged.push(one);
  const [whole, facts, { years: stored, names, below, spans, annotations }] = await Promise.all([
    extent === 'whole' ? table.children(code, year) : undefined,
    extent === 'facts' ? table.childFacts(code, year, { onDamaged }) : undefined,
    table.regionYears(code, reportYears(now), lineage, { withAnnotations: true }),
  ]);
  const all: ChildFacts = whole ?? facts ?? NO_CHILDREN;
  const children = { ...all, regions: all.regions.filter(isCounted) };
  const years = new Map([...stored].filter(([, item]) => isCounted(item)));
  const isEmpty = !isAnybody(children) && damaged.length === 0;
  if (code !== NATION && !names.has(code) && years.size === 0 && isEmpty) return undefined;

  const span = spans.get(code) ?? {};
  const named = (region: string): NamedRegion => ({ code: region, name: names.get(region) });
  const kinds =
    children.regions.length > 0
      ? []
      : FILTER_KINDS.filter((other) => children.agencies.some(({ agency }) => agency.kind === other));
  const narrowed = children.regions.length > 0 ? undefined : kind;
  const [continued, outside] = await Promise.all([
    // Totals are not kept by kind.
    narrowed === undefined ? readContinued(table, { code, span }, reportYears(now)) : NOTHING_CONTINUED,
    readOutside(table, { code, span }, year),
  ]);
  const sumChildren = async (y: number): Promise<RegionView['total']> => {
    const read = y === year && whole ? whole : await table.children(code, y);
    return sumOf(y, narrowed === undefined ? counted(read) : ofKind(read, narrowed));
  };
  const totals = await Promise.all(
    reportYears(now).map(async (y): Promise<YearTotal> => {
      if (narrowed !== undefined) return { year: y, ...(await sumChildren(y)) };
      const own = years.get(y);
      // An answer or a file lists the children that it has added up: they cannot disagree on the year.
      if (y === year && whole && (own || isAnybody(children))) return { year, ...(await sumChildren(year)) };
      return { year: y, ...(own ? totalIn(own) : (continued.get(y) ?? NO_TOTAL)) };
    }),
  );
  const own = totals.find((total) => total.year === year && total.continuedFrom === undefined);
  const isOfKind = ({ agency }: AgencyYearFacts): boolean =>
    narrowed === undefined || agency.kind === narrowed;
  return {
    region: { ...named(code), level: tellLevel(code), span },
    outside,
    ancestors: nameLineage(code, names).slice(0, -1),
    below: inYear(below, year),
    kind: narrowed,
    kinds,
    year,
    // The children's sum stands in for the moment before its own total is made.
    total: own?.reports
      ? { reports: own.reports, figures: own.figures, fees: own.fees, marks: own.marks }
      : await sumChildren(year),
    previous: totals.find((other) => other.year === year - 1),
    years: totals,
    agencies: children.agencies.filter(isOfKind).map((item) => makeAgencyRow(item, now)),
    ...setApart(
      narrowed === undefined ? children.beside.filter(isShown).map((item) => makeAgencyRow(item, now)) : [],
    ),
    regions: children.regions.map(makeRegionRow),
    annotations: listAnnotations(annotations),
    unreadable: [
      ...damaged.map(({ id }) => id),
      ...[...children.agencies, ...children.beside].flatMap((item) =>
        item.damaged ? [nameInYear(item.agency, year)] : [],
      ),
      ...children.regions.flatMap((item) => (item.damaged ? [item.name] : [])),
    ],
  };
}

const NO_CHILDREN: ChildFacts = { agencies: [], beside: [], regions: [] };
const counted = ({ agencies, beside, regions }: RegionChildren): RegionChildren => ({
  agencies,
  beside,
  regions: regions.filter(isCounted),
});

const NOTHING_CONTINUED: ReadonlyMap<number, ContinuedYear> = new Map();
const NO_TOTAL = { reports: undefined, figures: undefined, fees: NO_FEES, marks: [] };

const totalIn = (item: RegionYear): Omit<YearTotal, 'year'> => ({
  reports: item.reports,
  figures: makeRegionRow(item).figures,
  marks: item.marks,
  fees: item.fees,
});

/** Whether anybody owes a report, or has filed one. */
const isAnybody = ({ agencies, beside, regions }: ChildFacts): boolean =>
  regions.length > 0 || [...agencies, ...beside].some(({ obliged, latest }) => obliged || latest);

/** The siblings of that year. */
const inYear = (
  below: ReadonlyMap<string, readonly RegionName[]>,
  year: number,
): ReadonlyMap<string, readonly RegionName[]> =>
  new Map([...below].map(([code, names]) => [code, names.filter((one) => existsIn(one, year))]));

function ofKind({ agencies }: RegionChildren, kind: FilterKind): RegionChildren {
  return { agencies: agencies.filter(({ agency }) => agency.kind === kind), beside: [], regions: [] };
}

function sumOf(year: number, children: RegionChildren): RegionView['total'] {
  const { reports, figures, fees, marks } = sumRegion(year, children);
  return { reports, figures: reports.accepted > 0 ? figures : undefined, fees, marks };
}

/** The totals of a region, year by year; `undefined` where the region is not known. */
export async function readSeries(
  table: WebTable,
  code: string,
  years: readonly number[],
): Promise<Pick<RegionView, 'region' | 'years'> | undefined> {
  const { years: items, names, spans } = await table.regionYears(code, years, [code]);
  if (code !== NATION && !names.has(code) && items.size === 0) return undefined;
  const span = spans.get(code) ?? {};
  const continued = await readContinued(table, { code, span }, years);
  return {
    region: { code, name: names.get(code), level: tellLevel(code), span },
    years: years.map((year) => {
      const own = items.get(year);
      const isOwn = own !== undefined && isCounted(own);
      return { year, ...(isOwn ? totalIn(own) : (continued.get(year) ?? NO_TOTAL)) };
    }),
  };
}
