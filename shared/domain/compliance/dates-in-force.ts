/** Which days a summary is told by: the law's, each with where it stands, and those that an operator set, with the reason. */
import type { IsoDay } from '../basics/calendar.ts';
import { citeDeadline, computeDeadline, DEADLINES_EDITION } from '../basics/deadlines.ts';
import type { Text } from '../basics/text.ts';
import type { DateType } from '../standing/calendar-entry.ts';
import { setApart, type AgencyCompliance, type ComplianceSummary } from './compliance.ts';

type DateBasis = 'law' | DateType;
export const DATE_BASES = ['law', 'extension', 'internal'] as const satisfies readonly DateBasis[];

export interface DateInForce {
  readonly basis: DateBasis;
  readonly day: IsoDay;
  /** Where the law says so, or why it was set. */
  readonly source: Text;
  /** That of the table in which the law's day stands. */
  readonly edition?: IsoDay | undefined;
  /** How many it is for; the law's day is told of those, too, for whom another was set. */
  readonly agencies: number;
  readonly consolidated: number;
}

type Dated = Pick<DateInForce, 'basis' | 'day' | 'source' | 'edition'>;

/** The law's days first, each kind by day. As of the past: the days that were in force then. */
export function listDatesInForce({
  agencies,
  year,
}: Pick<ComplianceSummary, 'agencies' | 'year'>): DateInForce[] {
  const bound = new Map<string, { readonly date: Dated; readonly agencies: AgencyCompliance[] }>();
  for (const agency of agencies.filter(({ state }) => state !== 'not-obliged'))
    for (const date of datesOf(agency, year)) {
      const name = `${date.basis}#${date.day}#${date.source.zh}`;
      const alike = bound.get(name) ?? { date, agencies: [] };
      alike.agencies.push(agency);
      bound.set(name, alike);
    }
  return [...bound.values()]
    .map(({ date, agencies: alike }) => {
      const { own, consolidated } = setApart(alike);
      return { ...date, agencies: own.length, consolidated: consolidated.length };
    })
    .sort((a, b) => DATE_BASES.indexOf(a.basis) - DATE_BASES.indexOf(b.basis) || compareText(a.day, b.day));
}

/** So many are told together: offices may set a day, with its reason, for every agency. */
const MOST_DATES = 100;

/** The dates of a summary as pages and answers tell them. */
export interface DatesTold {
  /** The law's, and of the others those that bind most agencies; each agency's own stand with its line, too. */
  readonly dates: readonly DateInForce[];
  /** How many there are, where these are not all. */
  readonly datesTotal?: number | undefined;
}

export function tellDates({ dates, datesTotal = dates.length }: DatesTold): DatesTold {
  if (datesTotal <= MOST_DATES) return { dates };
  const bound = ({ basis, agencies, consolidated }: DateInForce): number =>
    basis === 'law' ? Infinity : agencies + consolidated;
  const told = new Set(
    dates
      .map((date) => ({ date, bound: bound(date) }))
      .sort((a, b) => (a.bound === b.bound ? 0 : b.bound - a.bound))
      .slice(0, MOST_DATES)
      .map(({ date }) => date),
  );
  return { dates: dates.filter((date) => told.has(date)), datesTotal };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function datesOf(agency: AgencyCompliance, year: number): Dated[] {
  const { deadline, extension, internal } = agency;
  const set = (basis: DateType, day: IsoDay, reason: string): Dated => ({
    basis,
    day,
    source: { zh: reason, en: reason },
  });
  return [
    {
      basis: 'law',
      day: computeDeadline(agency, year),
      source: citeDeadline(agency),
      edition: DEADLINES_EDITION.day,
    },
    ...(extension === undefined ? [] : [set('extension', deadline, extension)]),
    ...(internal ? [set('internal', internal.until, internal.reason)] : []),
  ];
}
