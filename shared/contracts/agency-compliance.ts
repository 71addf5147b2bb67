/** A stored agency-year, as compliance sees it at an instant. */
import { lateDaysOf, stateOf } from '../domain/standing/agency-year.ts';
import { daysLate, deadlineFor, type Instant } from '../domain/basics/calendar.ts';
import type { AgencyCompliance } from '../domain/compliance/compliance.ts';
import { ZERO_CONFIRMED } from '../domain/rules/filing/q4-zero-confirmed.ts';
import { namesOfYear } from '../domain/roster/former-names.ts';
import type { AgencyYearItem } from './items.ts';

export function agencyCompliance(
  { agency, district, year, obliged, extension, inForce, latest, firstAccepted, rules }: AgencyYearItem,
  at: Instant,
  districtName: string | undefined,
): AgencyCompliance {
  const state = stateOf({ obliged, inForce, submitted: latest !== undefined });
  const deadline = deadlineFor(agency.kind, year, extension);
  const isOpen = state === 'missing' || state === 'returned';
  const isUnconfirmed = inForce?.nil === false && rules?.open.includes(ZERO_CONFIRMED.id) === true;
  return {
    id: agency.id,
    ...namesOfYear(agency, year),
    kind: agency.kind,
    dataset: agency.dataset,
    district,
    districtName,
    mail: agency.mail,
    state,
    zero: inForce?.nil === true ? 'confirmed' : isUnconfirmed ? 'unconfirmed' : undefined,
    deadline,
    extension: extension?.reason,
    lateDays: lateDaysOf(deadline, firstAccepted?.receivedAt),
    overdueDays: isOpen ? daysLate(deadline, at) : 0,
    firstAcceptedAt: firstAccepted?.receivedAt,
    correctedAt: inForce && inForce.order !== firstAccepted?.order ? inForce.receivedAt : undefined,
    latestAt: latest?.receivedAt,
    errors: latest?.outcome === 'returned' ? latest.errors : 0,
    openWarnings: inForce?.openWarnings ?? 0,
    submissionId: inForce?.submissionId ?? latest?.submissionId,
  };
}
