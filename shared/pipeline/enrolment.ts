/** What roster and calendar say of an agency-year, and what they said before: nothing that they ever said is lost. */
import type { AgencyYear, Enrolment } from '../domain/standing/agency-year-record.ts';
import type { CalendarRecord } from '../domain/standing/calendar-entry.ts';
import { isDeepStrictEqual } from 'node:util';
import { countEpochMs, makeInstant, type Instant } from '../domain/basics/calendar.ts';
import type { CalendarEntry } from '../domain/standing/calendar-entry.ts';

type Says = Omit<Enrolment, 'since'>;

/** A version of the same instant as the one before, or of a clock that went back, comes a millisecond later. */
export const after = (earlier: Instant, at: Instant): Instant =>
  at > earlier ? at : makeInstant(countEpochMs(earlier) + 1);

/** What the item says from `at` on, followed by what it said before; the same as now where it says so already. */
export function enrolmentFrom(
  known: AgencyYear | undefined,
  says: Says,
  at: Instant,
): Pick<AgencyYear, keyof Enrolment | 'before'> {
  if (!known) return { ...says, since: at };
  const { since, before = [] } = known;
  const earlier = extractSays(known);
  if (isDeepStrictEqual(present(earlier), present(says)))
    return { ...says, since, ...(before.length > 0 && { before }) };
  return { ...says, since: after(since, at), before: [...before, { ...present(earlier), since }] };
}

export const extractSays = ({
  agency,
  obliged,
  isAway,
  extension,
  internal,
  opensWith,
}: Enrolment): Says => ({
  agency,
  obliged,
  isAway,
  extension,
  internal,
  opensWith,
});

/** Without what is left out. */
function present({ agency, obliged, isAway, extension, internal, opensWith }: Says): Says {
  return {
    agency,
    obliged,
    ...(isAway && { isAway }),
    ...(extension && { extension }),
    ...(internal && { internal }),
    ...(opensWith && opensWith.length > 0 && { opensWith }),
  };
}

/** The calendar's entries that are not withdrawn. */
export const pickEntries = (items: readonly CalendarRecord[]): CalendarEntry[] =>
  items.flatMap(({ year, scope, kind, type, until, reason }) =>
    until === undefined ? [] : [{ year, scope, kind, type, until, reason }],
  );
