/** A stored agency-year, as compliance sees it at an instant. */
import type { AgencyYearFacts } from '../standing/child-facts.ts';
import {
  countDaysAfterInternal,
  countLateDays,
  countOverdueDays,
  tellState,
} from '../standing/agency-year.ts';
import { tellPublication } from '../standing/publication.ts';
import { pickCheck } from '../standing/source-check.ts';
import type { Instant, IsoDay } from '../basics/calendar.ts';
import { deadlineFor } from '../basics/deadlines.ts';
import type { AgencyCompliance } from './compliance.ts';
import { namesOfYear } from '../roster/former-names.ts';
import { isUnchangedSinceReturn, type OfficeStanding } from '../standing/acts/office-standing.ts';
import { ZERO_CONFIRMED } from '../rules/filing/q4-zero-confirmed.ts';

export function describeAgencyCompliance(
  facts: AgencyYearFacts,
  at: Instant,
  districtName: string | undefined,
): AgencyCompliance {
  const { agency, district, year, obliged, extension, internal, inForce, latest, firstAccepted, ...more } =
    facts;
  const { rules, office } = more;
  const state = tellState({ obliged, inForce, submitted: latest !== undefined });
  const deadline = deadlineFor({ kind: agency.kind, district }, year, extension);
  const isUnconfirmed = inForce?.nil === false && rules?.open.includes(ZERO_CONFIRMED.id) === true;
  return {
    id: agency.id,
    ...namesOfYear(agency, year),
    kind: agency.kind,
    dataset: agency.dataset,
    district,
    districtName,
    state,
    zero: inForce?.nil === true ? 'confirmed' : isUnconfirmed ? 'unconfirmed' : undefined,
    deadline,
    extension: extension?.reason,
    internal,
    afterInternalDays: obliged
      ? countDaysAfterInternal({ deadline, internal: internal?.until }, firstAccepted?.receivedAt, at)
      : 0,
    lateDays: countLateDays(deadline, firstAccepted?.receivedAt),
    overdueDays: countOverdueDays({ state, deadline, office }, at),
    firstAcceptedAt: firstAccepted?.receivedAt,
    correctedAt:
      inForce && inForce.order !== firstAccepted?.order && !isUnchangedSinceReturn(office)
        ? inForce.receivedAt
        : undefined,
    latestAt: latest?.receivedAt,
    errors: latest?.outcome === 'returned' ? latest.errors : 0,
    openWarnings: inForce?.openWarnings ?? 0,
    submissionId: inForce?.submissionId ?? latest?.submissionId,
    ...describePublished(facts, deadline),
    ...describeOffice(office),
  };
}

/** Without the instant of its last act, which says nothing of the report. */
const describeOffice = ({ returned, unchanged, marks }: Partial<OfficeStanding> = {}): Pick<
  AgencyCompliance,
  'office'
> => (returned || unchanged || marks ? { office: { returned, ...(unchanged && { unchanged }), marks } } : {});

function describePublished(facts: AgencyYearFacts, deadline: IsoDay): Pick<AgencyCompliance, 'publication'> {
  const told = tellPublication(facts, deadline);
  if (!told) return {};
  const { sourceUrl, state, lateDays, publishedOn } = told;
  const source = pickCheck(facts.sourceCheck, sourceUrl)?.state;
  return { publication: { state, lateDays, publishedOn, source } };
}
