/**
 * Days that an operator sets, each with its reason: an extension (延期) makes a deadline later; an internal date (内部时限)
 * comes before the law's deadline and leaves it as it is. Which of them bind an agency's year.
 */
import type { SignedAct } from '../authority/signed-act.ts';
import { isObligedKind, toIsoDay, type AgencyKind, type Instant, type IsoDay } from '../basics/calendar.ts';
import { computeDeadline } from '../basics/deadlines.ts';
import { traceLineage } from '../basics/region.ts';

export type DateType = 'extension' | 'internal';

export interface SetDate {
  /** The last day, until 24:00 China time. */
  readonly until: IsoDay;
  readonly reason: string;
}

/** The last day that an extension may be set to: before the next year's reports. */
export const tellLatestExtension = (year: number): IsoDay => toIsoDay(`${year + 1}-12-31`);

/** The days that bind one agency's year. */
export interface SetDates {
  readonly extension?: SetDate | undefined;
  readonly internal?: SetDate | undefined;
}

/** What a day is for: a region with all that is below it, or one agency; of one kind of agency, or of all. */
export interface CalendarScope {
  readonly year: number;
  /** Six digits are a region's code, everything else is an agency's id. */
  readonly scope: string;
  readonly kind?: AgencyKind | undefined;
  /** Left out of an extension. */
  readonly type?: 'internal' | undefined;
}

export type CalendarEntry = CalendarScope & SetDate;

/** What the calendar says of a scope. */
interface CalendarSays {
  /** Left out where the day is withdrawn. */
  readonly until?: IsoDay | undefined;
  readonly reason: string;
  /** The load that made it say so. */
  readonly since: Instant;
  /** The office's act that did, where it was no load. */
  readonly act?: SignedAct | undefined;
}

/** What the calendar says of a scope now, and what it said earlier. */
export interface CalendarRecord extends CalendarScope, CalendarSays {
  /** The oldest first. */
  readonly before?: readonly CalendarSays[] | undefined;
}

/** Tells one scope from another: `2024#450200#*`, `2024#450200#*#internal`. */
export const nameScope = ({ year, scope, kind, type }: CalendarScope): string =>
  `${year}#${scope}#${kind ?? '*'}${type === undefined ? '' : `#${type}`}`;

/** Whose year is asked for. */
interface Bound {
  readonly district: string;
  readonly agencyId: string;
  readonly kind: AgencyKind;
  readonly year: number;
}

/** Both days of an agency's year, each `undefined` where there is none. */
export const findDates = (entries: readonly CalendarEntry[], bound: Bound): Required<SetDates> => ({
  extension: findDate(entries, bound, 'extension'),
  internal: findDate(entries, bound, 'internal'),
});

/**
 * The most specific entry wins: the agency's own, then the nearest region's; one with a kind before one without. An
 * extension that does not lie behind the law's deadline binds nobody, nor does an internal date that does not lie before. The
 * calendar is a government's own: it binds no vertical system.
 */
function findDate(
  entries: readonly CalendarEntry[],
  { district, agencyId, kind, year }: Bound,
  type: DateType,
): SetDate | undefined {
  if (!isObligedKind(kind)) return undefined;
  const deadline = computeDeadline({ kind, district }, year);
  const binding = entries.filter(
    (entry) =>
      entry.year === year &&
      (entry.type ?? 'extension') === type &&
      (entry.kind === undefined || entry.kind === kind) &&
      (type === 'extension' ? entry.until > deadline : entry.until < deadline),
  );
  for (const scope of [agencyId, ...traceLineage(district).reverse()]) {
    const ofScope = binding.filter((entry) => entry.scope === scope);
    const found = ofScope.find((entry) => entry.kind === kind) ?? ofScope[0];
    if (found) return { until: found.until, reason: found.reason };
  }
  return undefined;
}
