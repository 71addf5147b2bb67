/** How an agency's year stands, as its mark says it. */
import type { AgencyYearFacts } from '../../shared/domain/standing/child-facts.ts';
import {
  countDaysAfterInternal,
  countLateDays,
  countOverdueDays,
  tellState,
  type AgencyYearState,
} from '../../shared/domain/standing/agency-year.ts';
import type { AgencyKind, Instant, IsoDay } from '../../shared/domain/basics/calendar.ts';
import type { OfficeStanding } from '../../shared/domain/standing/acts/office-standing.ts';
import { tellPublication, type PublicationStanding } from '../../shared/domain/standing/publication.ts';
import { pickCheck } from '../../shared/domain/standing/source-check.ts';
import type { SetDate, SetDates } from '../../shared/domain/standing/calendar-entry.ts';
import { deadlineFor } from '../../shared/domain/basics/deadlines.ts';

/** What a state mark says of an agency's year. */
export interface AgencyStanding {
  readonly state: AgencyYearState;
  /** What came of the report of one that is not obliged; `undefined` where it filed none, or is obliged. */
  readonly filed: AgencyYearState | undefined;
  readonly deadline: IsoDay;
  /** Why the deadline is later than the regulation's. */
  readonly extension: string | undefined;
  /** The earlier day that an office has set; lateness is told by the deadline. */
  readonly internal: SetDate | undefined;
  /** By `countDaysAfterInternal`: never late, never overdue. */
  readonly afterInternalDays: number;
  /** Days since the deadline while nothing acceptable has come; 0 before it. */
  readonly overdueDays: number;
  /** Errors of the newest submission, where nothing of it is acceptable. */
  readonly errors: number;
  readonly openWarnings: number;
  /** What the office returned and marked. */
  readonly office: OfficeStanding | undefined;
  readonly nil: boolean;
  /** Fixed by the first acceptable submission. */
  readonly lateDays: number;
  /** `undefined` where there is nothing to publish. */
  readonly publication: PublicationStanding | undefined;
  /** What was found last at the address that is stated. */
  readonly sourceCheck: AgencyYearFacts['sourceCheck'];
}

interface PublishedFacts {
  readonly receivedAt: Instant;
  readonly publishedOn?: IsoDay | undefined;
  readonly sourceUrl?: string | null | undefined;
}

export function describeStanding(
  {
    agency,
    district,
    year,
    obliged,
    extension,
    internal,
    inForce,
    latest,
    firstAccepted,
    publication: recorded,
    sourceCheck,
    office,
  }: Pick<
    AgencyYearFacts,
    | 'district'
    | 'year'
    | 'obliged'
    | keyof SetDates
    | 'firstAccepted'
    | 'publication'
    | 'sourceCheck'
    | 'office'
  > & {
    readonly agency: { readonly kind: AgencyKind };
    readonly inForce?:
      (PublishedFacts & { readonly openWarnings: number; readonly nil: boolean }) | undefined;
    readonly latest?: { readonly errors: number } | undefined;
  },
  now: Instant,
): AgencyStanding {
  const openWarnings = inForce?.openWarnings ?? 0;
  const filing = { inForce: inForce && { openWarnings }, submitted: latest !== undefined };
  const state = tellState({ obliged, ...filing });
  const filed = obliged || !filing.submitted ? undefined : tellState({ obliged: true, ...filing });
  const deadline = deadlineFor({ kind: agency.kind, district }, year, extension);
  const publication = tellPublication({ inForce, publication: recorded }, deadline);
  return {
    state,
    filed,
    deadline,
    extension: extension?.reason,
    internal,
    afterInternalDays: obliged
      ? countDaysAfterInternal({ deadline, internal: internal?.until }, firstAccepted?.receivedAt, now)
      : 0,
    overdueDays: countOverdueDays({ state, deadline, office }, now),
    errors: (filed ?? state) === 'returned' ? (latest?.errors ?? 0) : 0,
    openWarnings,
    office,
    nil: inForce?.nil ?? false,
    lateDays: countLateDays(deadline, firstAccepted?.receivedAt),
    publication,
    sourceCheck: pickCheck(sourceCheck, publication?.sourceUrl),
  };
}
