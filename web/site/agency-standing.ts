/** How an agency's year stands, as its mark says it. */
import type { AgencyYearFacts } from '../../shared/domain/standing/child-facts.ts';
import { countLateDays, tellState, type AgencyYearState } from '../../shared/domain/standing/agency-year.ts';
import {
  countDaysLate,
  type AgencyKind,
  type Instant,
  type IsoDay,
} from '../../shared/domain/basics/calendar.ts';
import { tellPublication, type PublicationStanding } from '../../shared/domain/standing/publication.ts';
import { pickCheck } from '../../shared/domain/standing/source-check.ts';
import { deadlineFor } from '../../shared/domain/basics/deadlines.ts';

/** What a state mark says of an agency's year. */
export interface AgencyStanding {
  readonly state: AgencyYearState;
  readonly deadline: IsoDay;
  /** Why the deadline is later than the regulation's. */
  readonly extension: string | undefined;
  /** Days since the deadline while nothing acceptable has come; 0 before it. */
  readonly overdueDays: number;
  /** Errors of the newest submission, where the state is `returned`. */
  readonly errors: number;
  readonly openWarnings: number;
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
  readonly sourceUrl?: string | undefined;
}

export function describeStanding(
  {
    agency,
    district,
    year,
    obliged,
    extension,
    inForce,
    latest,
    firstAccepted,
    publication: recorded,
    sourceCheck,
  }: Pick<
    AgencyYearFacts,
    'district' | 'year' | 'obliged' | 'extension' | 'firstAccepted' | 'publication' | 'sourceCheck'
  > & {
    readonly agency: { readonly kind: AgencyKind };
    readonly inForce?:
      (PublishedFacts & { readonly openWarnings: number; readonly nil: boolean }) | undefined;
    readonly latest?: { readonly errors: number } | undefined;
  },
  now: Instant,
): AgencyStanding {
  const openWarnings = inForce?.openWarnings ?? 0;
  const state = tellState({ obliged, inForce: inForce && { openWarnings }, submitted: latest !== undefined });
  const deadline = deadlineFor({ kind: agency.kind, district }, year, extension);
  const publication = tellPublication({ inForce, publication: recorded }, deadline);
  return {
    state,
    deadline,
    extension: extension?.reason,
    overdueDays: state === 'missing' || state === 'returned' ? countDaysLate(deadline, now) : 0,
    errors: state === 'returned' ? (latest?.errors ?? 0) : 0,
    openWarnings,
    nil: inForce?.nil ?? false,
    lateDays: countLateDays(deadline, firstAccepted?.receivedAt),
    publication,
    sourceCheck: pickCheck(sourceCheck, publication?.sourceUrl),
  };
}
