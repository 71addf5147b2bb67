/**
 * A region's agencies by what they are there for, wherever below it they are: the sums of each function's agencies, two years
 * side by side.
 */
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { tenthsOfPercent } from '../../shared/domain/basics/rounding.ts';
import { listReasons, type Part, type ReasonedOutcome } from '../../shared/domain/form/breakdowns.ts';
import {
  isPoolable,
  isRate,
  isSummed,
  listPooledYears,
  poolValues,
  rankAmong,
  readComparable,
  readMeasure,
  type Rank,
  type Value,
  type YearStated,
} from '../../shared/domain/form/comparison.ts';
import type { Measure } from '../../shared/domain/form/measures.ts';
import { sumResults } from '../../shared/domain/form/derived-figures.ts';
import type { Annotation } from '../../shared/domain/form/annotations.ts';
import type { AgencyFunction } from '../../shared/domain/roster/agency-functions.ts';
import type { RegionName } from '../../shared/domain/roster/loaded-region.ts';
import type { Dataset } from '../../shared/domain/roster/roster-entry.ts';
import type { DepartmentsQuery } from '../site/departments-address.ts';
import type { NamedRegion } from '../site/named-region.ts';

/** What is known of one year, or of those that are told as one: the newest last. */
export type Side = readonly YearStated[];

export interface Sides {
  readonly now: Side;
  /** `undefined` where no other year is asked for. */
  readonly before: Side | undefined;
}

interface Line extends Sides {
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

/** A region right below with all within it, or the region's own agencies. */
export interface RegionLine extends Line {
  readonly region: NamedRegion;
  readonly isOwn: boolean;
  readonly agencies: number;
}

/** Sums that are read in the place of agencies. */
export interface DepartmentSums {
  /** When something was last added up. */
  readonly at: Instant;
  /** Regions right below of which nothing is kept yet. */
  readonly missing: readonly NamedRegion[];
}

/** Why there are no lines, with the regions right below, which can be asked. */
export interface LeadingOn {
  /** `waiting`: for the night; `many`: of the past, nothing is kept, and too many regions lie within. */
  readonly why: 'waiting' | 'many';
  readonly nextNight: Instant;
  readonly regions: readonly RegionName[];
}

export interface DepartmentLines {
  readonly functions: readonly FunctionLine[];
  /** All of them together: the region's own total. */
  readonly whole: Sides;
  /** Whose agencies or regions these are; `undefined` where no function is opened, or none of that id is there. */
  readonly opened: string | undefined;
  readonly agencies: readonly AgencyLine[];
  /** In the place of agencies, where sums are read. */
  readonly regions: readonly RegionLine[];
  /** `undefined` where the agencies themselves are read. */
  readonly sums: DepartmentSums | undefined;
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
  readonly leadsOn: LeadingOn | undefined;
  /** What changed the meaning of the measure, from one of the years on. */
  readonly annotations: readonly Annotation[];
}

export const NOTHING: DepartmentLines = {
  functions: [],
  whole: { now: [], before: undefined },
  opened: undefined,
  agencies: [],
  regions: [],
  sums: undefined,
  synthetic: 0,
  unreadable: [],
};

/** Those of both sides, each once. */
export const listYearsAsked = ({
  year,
  before,
  isPooled,
}: Pick<DepartmentsQuery, 'year' | 'before' | 'isPooled'>): readonly number[] => [
  ...new Set([year, ...(before === null ? [] : [before])].flatMap((one) => listPooledYears(one, isPooled))),
];

/** With their ranks among each other. */
export function ranked<One extends Sides>(
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
  const [now, then] = [listPooledYears(year, isPooled), listPooledYears(before, isPooled)];
  if (now.some((one) => then.includes(one))) return 'overlap';
  return isSummed(measure) && now.length !== then.length ? 'unequal' : undefined;
}

/** In percentage points of what is printed, or in cases; nothing where either year has too few, or the two don't compare. */
export function readChange(
  view: Pick<DepartmentsQuery, 'measure' | 'year' | 'before' | 'isPooled'>,
  { now, before }: Sides,
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
