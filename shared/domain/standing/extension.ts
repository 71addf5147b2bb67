/** Extensions (延期) of deadlines: data, each with its reason; which of them binds an agency's year. */
import type { AgencyKind, Instant, IsoDay } from '../basics/calendar.ts';
import { computeDeadline } from '../basics/deadlines.ts';
import { traceLineage } from '../basics/region.ts';

export interface Extension {
  /** The last day on which a report is on time, until 24:00 China time. */
  readonly until: IsoDay;
  readonly reason: string;
}

/** What an extension is for: a region with all that is below it, or one agency; of one kind of agency, or of all. */
export interface ExtensionScope {
  readonly year: number;
  /** Six digits are a region's code, everything else is an agency's id. */
  readonly scope: string;
  readonly kind?: AgencyKind | undefined;
}

export type CalendarEntry = ExtensionScope & Extension;

/** What the calendar says of a scope. */
interface CalendarSays {
  /** Left out where the extension is withdrawn. */
  readonly until?: IsoDay | undefined;
  readonly reason: string;
  /** The load that made it say so. */
  readonly since: Instant;
}

/** What the calendar says of a scope now, and what it said earlier. */
export interface CalendarRecord extends ExtensionScope, CalendarSays {
  /** The oldest first. */
  readonly before?: readonly CalendarSays[] | undefined;
}

/** Tells one scope from another: `2024#450200#*`. */
export const nameScope = ({ year, scope, kind }: ExtensionScope): string => `${year}#${scope}#${kind ?? '*'}`;

/**
 * The most specific entry wins: the agency's own, then the nearest region's; one with a kind before one without. An
 * entry that does not lie behind the statutory deadline binds nobody: an extension never shortens.
 */
export function findExtension(
  entries: readonly CalendarEntry[],
  {
    district,
    agencyId,
    kind,
    year,
  }: {
    readonly district: string;
    readonly agencyId: string;
    readonly kind: AgencyKind;
    readonly year: number;
  },
): Extension | undefined {
  const statutory = computeDeadline({ kind, district }, year);
  const binding = entries.filter(
    (entry) =>
      entry.year === year && (entry.kind === undefined || entry.kind === kind) && entry.until > statutory,
  );
  for (const scope of [agencyId, ...traceLineage(district).reverse()]) {
    const ofScope = binding.filter((entry) => entry.scope === scope);
    const found = ofScope.find((entry) => entry.kind === kind) ?? ofScope[0];
    if (found) return { until: found.until, reason: found.reason };
  }
  return undefined;
}
