/**
 * A region's agencies by what they are there for, wherever below it they are: the sums of each function's agencies, two years
 * side by side. Read from the lists of every region within, so that it is told of regions that few enough lie within.
 */
import pMap from 'p-map';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { tenthsOfPercent } from '../../shared/domain/basics/rounding.ts';
import { existsIn } from '../../shared/domain/basics/region-span.ts';
import { traceLineage } from '../../shared/domain/basics/region.ts';
import { listReasons, type Part, type ReasonedOutcome } from '../../shared/domain/form/breakdowns.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import {
  isInMainFigures,
  isPoolable,
  isRate,
  isSummed,
  poolValues,
  rankAmong,
  readComparable,
  readMeasure,
  type Rank,
  type Value,
  type YearStated,
} from '../../shared/domain/form/comparison.ts';
import { POOLED_YEARS, type Measure } from '../../shared/domain/form/measures.ts';
import { sumResults } from '../../shared/domain/form/derived-figures.ts';
import {
  indexFunctions,
  OTHER_FUNCTION,
  tellFunction,
  type AgencyFunction,
  type NamedFunctions,
} from '../../shared/domain/roster/agency-functions.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import type { LoadedRegion, RegionName } from '../../shared/domain/roster/loaded-region.ts';
import type { Dataset } from '../../shared/domain/roster/roster-entry.ts';
import { sumAgencies, type KnownFigures } from '../../shared/domain/standing/agencies-sum.ts';
import type { AgencyYearFacts } from '../../shared/domain/standing/child-facts.ts';
import type { DamagedRecord } from '../../shared/domain/standing/damaged-record.ts';
import type { WebTable } from '../ports.ts';
import { reportYears } from '../region/region-view.ts';
import { isTooWide, listRegionsWithin, listRightBelow } from '../region/regions-within.ts';
import type { DepartmentsQuery } from '../site/departments-address.ts';
import { nameLineage, type NamedRegion } from '../site/named-region.ts';

const CONCURRENCY = 16;

/** What is known of one year, or of those that are told as one: the newest last. */
export type Side = readonly YearStated[];

interface Line {
  readonly now: Side;
  /** `undefined` where no other year is asked for. */
  readonly before: Side | undefined;
  /** Among the lines beside it, by the measure that is asked for. */
  readonly rank: Rank | undefined;
}

export interface FunctionLine extends Line {
  readonly function: AgencyFunction;
  /** Agencies that the roster obliges in the year, or in those that are told as one. */
  readonly agencies: number;
}

export interface AgencyLine extends Line {
  readonly id: string;
  readonly name: string;
  readonly district: NamedRegion;
  readonly dataset: Dataset | undefined;
}

interface DepartmentLines {
  readonly functions: readonly FunctionLine[];
  /** All of them together: the region's own total. */
  readonly whole: Omit<Line, 'rank'>;
  /** Whose agencies these are; `undefined` where no function is opened, or none of that id is there. */
  readonly opened: string | undefined;
  readonly agencies: readonly AgencyLine[];
  /** Agencies whose figures are the generator's. */
  readonly synthetic: number;
  /** Children that can't be read: of these what was known before, if anything. */
  readonly unreadable: readonly string[];
}

export interface DepartmentsView extends Omit<DepartmentsQuery, 'opened'>, DepartmentLines {
  readonly region: NamedRegion;
  readonly ancestors: readonly NamedRegion[];
  /** Years that may be asked for. */
  readonly years: readonly number[];
  /** Too many regions lie within to ask all of them: those right below it, each of which can be asked. */
  readonly tooWide: readonly RegionName[] | undefined;
}

type ReadTable = Pick<WebTable, 'regionYears' | 'regionsWithin' | 'childFacts' | 'children' | 'functions'>;

/** `undefined` where there is no such region. */
export async function readDepartments(
  table: ReadTable,
  code: string,
  query: DepartmentsQuery,
  now: Instant,
): Promise<DepartmentsView | undefined> {
  const [within, { names, below }, functions] = await Promise.all([
    table.regionsWithin(code),
    table.regionYears(code, [], traceLineage(code)),
    table.functions().then(indexFunctions),
  ]);
  if (within.length === 0) return undefined;
  const lineage = nameLineage(code, names);
  const head = {
    ...query,
    region: { code, name: names.get(code) },
    ancestors: lineage.slice(0, -1),
    years: reportYears(now),
  };
  const asked = listRegionsWithin(code, within, query.year);
  if (isTooWide(asked))
    return {
      ...head,
      ...NOTHING,
      tooWide: (below.get(code) ?? listRightBelow(code, within)).filter((one) => existsIn(one, query.year)),
    };
  const damaged: DamagedRecord[] = [];
  const read = await readYears(table, code, { within, query, onDamaged: (one) => void damaged.push(one) });
  return { ...head, tooWide: undefined, ...tellLines(read, query, functions, within, damaged) };
}

const NOTHING: DepartmentLines = {
  functions: [],
  whole: { now: [], before: undefined },
  opened: undefined,
  agencies: [],
  synthetic: 0,
  unreadable: [],
};

/** The years of one side, the newest last. */
export const yearsOfSide = (year: number, isPooled: boolean): number[] =>
  Array.from({ length: isPooled ? POOLED_YEARS : 1 }, (_, i) => year - i)
    .filter((one) => one >= FIRST_REPORT_YEAR)
    .toReversed();

/** Agencies of all regions within, by year. */
type ReadYears = ReadonlyMap<number, readonly AgencyYearFacts[]>;

interface Reading {
  readonly within: readonly LoadedRegion[];
  readonly query: DepartmentsQuery;
  readonly onDamaged: (damaged: DamagedRecord) => void;
}

async function readYears(
  table: ReadTable,
  code: string,
  { within, query: { year, before, isPooled, measure }, onDamaged }: Reading,
): Promise<ReadYears> {
  const years = new Set(
    [year, ...(before === null ? [] : [before])].flatMap((one) => yearsOfSide(one, isPooled)),
  );
  const places = [...years].flatMap((one) =>
    listRegionsWithin(code, within, one).map((region) => ({ region, year: one })),
  );
  const lists = await pMap(
    places,
    async (place): Promise<{ readonly year: number; readonly agencies: readonly AgencyYearFacts[] }> => {
      // Hundreds of whole reports are read for what no list keeps, and for nothing else.
      const { agencies } = isInMainFigures(measure)
        ? await table.childFacts(place.region, place.year, { onDamaged })
        : await table.children(place.region, place.year, { onDamaged });
      return { year: place.year, agencies };
    },
    { concurrency: CONCURRENCY },
  );
  return new Map(
    [...years].map((one) => [
      one,
      lists.filter((list) => list.year === one).flatMap(({ agencies }) => agencies),
    ]),
  );
}

function tellLines(
  read: ReadYears,
  query: DepartmentsQuery,
  functions: NamedFunctions,
  within: readonly LoadedRegion[],
  damaged: readonly DamagedRecord[],
): DepartmentLines {
  const { measure, isPooled } = query;
  const known: KnownFigures = isInMainFigures(measure) ? 'facts' : 'whole';
  const all = [...read.values()].flat();
  const newest = findNewest(all);
  const functionByAgency = new Map(
    [...newest].map(([id, { agency }]) => [id, tellFunction(agency, functions).id] as const),
  );
  const sides = (items: readonly AgencyYearFacts[]): Omit<Line, 'rank'> => {
    const byYear = Map.groupBy(items, ({ year }) => year);
    const side = (year: number): Side =>
      yearsOfSide(year, isPooled).map((one) => sumAgencies(one, byYear.get(one) ?? [], known));
    return { now: side(query.year), before: query.before === null ? undefined : side(query.before) };
  };
  const lines = [...functions.entries, OTHER_FUNCTION].flatMap((one) => {
    const ids = [...functionByAgency].filter(([, id]) => id === one.id).map(([id]) => id);
    if (ids.length === 0) return [];
    const own = all.filter(({ agency }) => functionByAgency.get(agency.id) === one.id);
    return [
      {
        function: one,
        agencies: countObliged(own, yearsOfSide(query.year, isPooled)),
        ...sides(own),
      },
    ];
  });
  const opened = lines.find((line) => line.function.id === query.opened)?.function.id;
  const names = new Map(within.map(({ code, name }) => [code, name]));
  const byAgency = Map.groupBy(all, ({ agency }) => agency.id);
  const agencies = [...newest.values()]
    .filter(({ agency }) => opened !== undefined && functionByAgency.get(agency.id) === opened)
    .map(({ agency, district }) => ({
      id: agency.id,
      name: nameInYear(agency, query.year),
      district: { code: district, name: names.get(district) },
      dataset: agency.dataset,
      ...sides(byAgency.get(agency.id) ?? []),
    }));
  return {
    functions: ranked(measure, lines),
    whole: sides(all),
    opened,
    agencies: ranked(measure, agencies),
    synthetic: new Set(all.flatMap(({ agency }) => (agency.dataset === 'synthetic' ? [agency.id] : []))).size,
    unreadable: [
      ...damaged.map(({ id }) => id),
      ...all.flatMap((item) => (item.damaged ? [nameInYear(item.agency, item.year)] : [])),
    ],
  };
}

/** Each agency as its newest year has it: it has one function in all its years. */
function findNewest(items: readonly AgencyYearFacts[]): ReadonlyMap<string, AgencyYearFacts> {
  const newest = new Map<string, AgencyYearFacts>();
  for (const item of items)
    if (item.obliged && item.year >= (newest.get(item.agency.id)?.year ?? 0))
      newest.set(item.agency.id, item);
  return newest;
}

const countObliged = (items: readonly AgencyYearFacts[], years: readonly number[]): number =>
  new Set(items.filter(({ obliged, year }) => obliged && years.includes(year)).map(({ agency }) => agency.id))
    .size;

function ranked<One extends Omit<Line, 'rank'>>(
  measure: Measure,
  lines: readonly One[],
): (One & Pick<Line, 'rank'>)[] {
  const values = lines.map(({ now }) => readSide(measure, now));
  return lines.map((line, i) => ({ ...line, rank: rankAmong(measure, values[i], values) }));
}

/** The years of a side as one value. */
export const readSide = (measure: Measure, side: Side | undefined): Value | undefined =>
  side &&
  poolValues(
    measure,
    side.map((year) => readMeasure(measure, year)),
  );

/** Results of the years of a side; `undefined` where none has a report in force. */
export function countResults(side: Side | undefined): number | undefined {
  const stated = (side ?? []).flatMap(({ figures }) => (figures ? [sumResults(figures)] : []));
  return stated.length === 0 ? undefined : stated.reduce((sum, count) => sum + count, 0);
}

/** Why no change is told between the two sides, whatever their figures are; `undefined` where they compare. */
export function findUnlike({
  measure,
  year,
  before,
  isPooled,
}: Pick<DepartmentsQuery, 'measure' | 'year' | 'before' | 'isPooled'>): 'overlap' | 'unequal' | undefined {
  if (before === null || !isPooled || !isPoolable(measure)) return undefined;
  const [now, then] = [yearsOfSide(year, isPooled), yearsOfSide(before, isPooled)];
  if (now.some((one) => then.includes(one))) return 'overlap';
  return isSummed(measure) && now.length !== then.length ? 'unequal' : undefined;
}

/** In percentage points of what is printed, or in cases; nothing where either year has too few, or the two don't compare. */
export function readChange(
  view: Pick<DepartmentsQuery, 'measure' | 'year' | 'before' | 'isPooled'>,
  { now, before }: Omit<Line, 'rank'>,
): number | null {
  if (findUnlike(view) !== undefined) return null;
  const { measure } = view;
  const [after, earlier] = [now, before].map((side) => readComparable(measure, readSide(measure, side)));
  if (after === undefined || earlier === undefined) return null;
  return isRate(measure) ? (tenthsOfPercent(after) - tenthsOfPercent(earlier)) / 10 : after - earlier;
}

/** The reasons of an outcome, added up over the years of a side; none where nothing was reported. */
export function readReasons(side: Side | undefined, outcome: ReasonedOutcome): readonly Part[] {
  const years = (side ?? []).flatMap(({ figures }) => (figures ? [listReasons(figures, outcome)] : []));
  const [first = []] = years;
  return first.map((part, i) => ({
    ...part,
    value: years.reduce((sum, reasons) => sum + (reasons[i]?.value ?? 0), 0),
  }));
}

const REASONED: Readonly<Partial<Record<Measure, ReasonedOutcome>>> = {
  refusalRate: 'refused',
  unavailableRate: 'unavailable',
  notHeldRate: 'unavailable',
  declinedRate: 'declined',
};
/** Whether its outcome is one that reasons are given for. */
export const isAboutReasons = (measure: Measure): boolean => REASONED[measure] !== undefined;
/** The outcome whose reasons stand beside a measure: of refusals, unless the measure is about others. */
export const reasonedBy = (measure: Measure): ReasonedOutcome => REASONED[measure] ?? 'refused';
