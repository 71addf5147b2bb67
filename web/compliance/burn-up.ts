/**
 * How a year's reports came in, day by day, beside earlier years': each as a share of who was expected that year, because
 * rosters differ, and by days from the departments' deadline, because dates of different years do.
 */
import { countDays, isIsoDay, type IsoDay } from '../../shared/domain/basics/calendar.ts';
import { computeLevelDeadline } from '../../shared/domain/basics/deadlines.ts';
import type { Share } from '../../shared/domain/form/derived-figures.ts';
import type { ProgressPoint } from '../../shared/domain/standing/filings.ts';

export interface YearProgress {
  readonly year: number;
  readonly expected: number;
  readonly progress: readonly ProgressPoint[];
}

interface BurnUpInput {
  readonly now: YearProgress;
  readonly earlier: readonly YearProgress[];
  readonly deadlines: readonly IsoDay[];
  readonly internalDates: readonly IsoDay[];
  /** The day on which the figures stood so. */
  readonly today: IsoDay;
}

/** Cumulative; days are counted from 1 January, day 0, of the year in which the reports are due. */
export interface BurnUpLine {
  readonly year: number;
  readonly expected: number;
  readonly steps: readonly { readonly day: number; readonly filed: number }[];
  /** The last day that the line tells of. */
  readonly until: number;
}

export interface BurnUp {
  /** Civil days of the axis; the place of a day is its number. */
  readonly days: readonly IsoDay[];
  /** The year itself first, then the one before it, and so on. */
  readonly lines: readonly BurnUpLine[];
  /** Days of the axis. */
  readonly deadlines: readonly number[];
  /** Likewise. */
  readonly internalDates: readonly number[];
}

/** Lines that can still be told apart. */
export const MAX_EARLIER = 4;
/** The last month that the axis shows, at least and at most; what came later is in the last figure of the line. */
const SEASON_ENDS = 4;
const AXIS_ENDS = 6;
/** 31 January is day 30. */
const DEPARTMENTS_DUE = 30;

const departmentsDeadline = (year: number): IsoDay => computeLevelDeadline('department', 'county', year);
const dayOf = (year: number, day: IsoDay): number =>
  Math.max(0, countDays(departmentsDeadline(year), day) + DEPARTMENTS_DUE);

/** `undefined` where nobody was ever expected. */
export function drawBurnUp({
  now,
  earlier,
  deadlines,
  internalDates,
  today,
}: BurnUpInput): BurnUp | undefined {
  const filed = earlier
    .filter(({ year, expected, progress }) => year < now.year && expected > 0 && progress.length > 0)
    .sort((a, b) => b.year - a.year)
    .slice(0, MAX_EARLIER);
  const shown = [...(now.expected > 0 ? [now] : []), ...filed];
  if (shown.length === 0) return undefined;
  const lines = shown.map((year) => lineOf(year, today));
  const days = axisOf(now.year, Math.max(...lines.flatMap(({ steps }) => steps.at(-1)?.day ?? 0)));
  const place = (marked: readonly IsoDay[]): number[] =>
    marked.map((day) => dayOf(now.year, day)).filter((day) => day < days.length);
  return { days, lines, deadlines: place(deadlines), internalDates: place(internalDates) };
}

function lineOf({ year, expected, progress }: YearProgress, today: IsoDay): BurnUpLine {
  const past = progress.filter(({ day }) => day <= today);
  return {
    year,
    expected,
    steps: past.map(({ day, filed }) => ({ day: dayOf(year, day), filed })),
    until: countDays(departmentsDeadline(year), today) + DEPARTMENTS_DUE,
  };
}

/** From 1 January to the end of the month in which the last report came. */
function axisOf(year: number, last: number): IsoDay[] {
  const days: IsoDay[] = [];
  for (let month = 1; month <= AXIS_ENDS; month++) {
    if (month > SEASON_ENDS && days.length > last) break;
    for (let day = 1; day <= 31; day++) {
      const text = `${year + 1}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      if (isIsoDay(text)) days.push(text);
    }
  }
  return days;
}

/** What had been filed by the end of a day; `undefined` where that day is still to come. */
export function filedBy({ steps, until, expected }: BurnUpLine, day: number): Share | undefined {
  if (day > until) return undefined;
  return { part: steps.findLast((step) => step.day <= day)?.filed ?? 0, whole: expected };
}

/** How far a day of the axis is from the departments' deadline; negative before it. */
export const fromDeadline = (day: number): number => day - DEPARTMENTS_DUE;

/** Days that a table shows: week by week from the departments' deadline, the deadlines and internal dates themselves, and the newest. */
export function tableDays({ days, deadlines, internalDates, lines }: BurnUp): number[] {
  const last = days.length - 1;
  const weekly = days.keys().filter((day) => fromDeadline(day) % 7 === 0);
  const newest = lines[0]?.until ?? last;
  const wanted = new Set([
    ...weekly,
    ...deadlines,
    ...internalDates,
    ...(newest >= 0 && newest <= last ? [newest] : []),
    last,
  ]);
  return [...wanted].sort((a, b) => a - b);
}
