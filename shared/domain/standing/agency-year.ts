/** The state of an agency's report for one year, told from what the roster obliges and what was filed. */
import { countDaysLate, type Instant, type IsoDay } from '../basics/calendar.ts';

/**
 * `not-obliged` 无需报送, `missing` 未报送, `returned` 已退回 (filed, never yet acceptable), `flagged` 待说明 (in force with
 * open warnings), `accepted` 已接收. A returned correction leaves the report in force, and so the state, as they were.
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

/** Days late, fixed by the first acceptable submission for ever; 0 where it was on time or there is none. */
export function countLateDays(deadline: IsoDay, firstAcceptedAt: Instant | undefined): number {
  return firstAcceptedAt === undefined ? 0 : countDaysLate(deadline, firstAcceptedAt);
}
