/** The state of an agency's report for one year, told from what the roster obliges and what was filed. */
import { countDaysLate, type Instant, type IsoDay } from '../basics/calendar.ts';

/**
 * `not-obliged` 无需报送, `missing` 未报送, `returned` 已退回 (filed, and none in force: never yet
 * acceptable, or returned by the office), `flagged` 待说明 (in force with open warnings), `accepted` 已接收. A returned correction leaves the report in force, and so the state, as they were.
 */
export type AgencyYearState = 'not-obliged' | 'missing' | 'returned' | 'flagged' | 'accepted';

interface Filing {
  readonly obliged: boolean;
  readonly inForce?: { readonly openWarnings: number } | undefined;
  readonly submitted: boolean;
}

export function tellState({ obliged, inForce, submitted }: Filing): AgencyYearState {
  if (!obliged) return 'not-obliged';
  if (inForce) return inForce.openWarnings > 0 ? 'flagged' : 'accepted';
  return submitted ? 'returned' : 'missing';
}

/**
 * Days after an internal date, of a report that keeps the law's deadline and so is not late: of the first acceptable one,
 * or until `at` where there is none yet. 0 where there is no internal date, or the deadline is over, too.
 */
export function countDaysAfterInternal(
  { deadline, internal }: { readonly deadline: IsoDay; readonly internal: IsoDay | undefined },
  firstAcceptedAt: Instant | undefined,
  at: Instant,
): number {
  const moment = firstAcceptedAt ?? at;
  return internal === undefined || countDaysLate(deadline, moment) > 0 ? 0 : countDaysLate(internal, moment);
}

/**
 * Days past the day on which a report is due while none is in force. One that the office returned was filed: it is due by
 * the day that the office has set.
 */
export function countOverdueDays(
  {
    state,
    deadline,
    office,
  }: {
    readonly state: AgencyYearState;
    readonly deadline: IsoDay;
    readonly office: { readonly returned?: { readonly until: IsoDay } | undefined } | undefined;
  },
  at: Instant,
): number {
  if (state !== 'missing' && state !== 'returned') return 0;
  return countDaysLate(office?.returned?.until ?? deadline, at);
}

/** Days late, fixed by the first acceptable submission for ever; 0 where it was on time or there is none. */
export function countLateDays(deadline: IsoDay, firstAcceptedAt: Instant | undefined): number {
  return firstAcceptedAt === undefined ? 0 : countDaysLate(deadline, firstAcceptedAt);
}
