/**
 * A region's compliance as it stands now or as it stood at an instant, with what has changed since another one: see
 * `findSlotToCompare`, where none is asked for.
 */
import type { Instant } from '../domain/basics/calendar.ts';
import type { ComplianceSummary, Mark } from '../domain/compliance/compliance.ts';
import { slotInstant, findSlotToCompare } from '../domain/compliance/summary-slots.ts';
import { readingOnce, readTableAt } from './as-of.ts';
import { readMarks, summariseRegion, type ComplianceTable } from './summarise.ts';
import { tableSince } from './table-at-slot.ts';

export interface ComplianceQuestion {
  readonly code: string;
  readonly year: number;
  readonly now: Instant;
  /** An instant of the past; now, where it is left out. */
  readonly asOf?: Instant | undefined;
  /** The instant that changes are told from. */
  readonly since?: Instant | undefined;
  /** See `tableSince`. */
  readonly mostReplayed?: number;
  /** See `readTableAt`. */
  readonly byDay?: boolean;
  /** How the agencies stood at an instant, where that was kept; it spares reading their history. */
  readonly keptMarks?: (since: Instant) => Promise<ReadonlyMap<string, Mark> | undefined>;
}

/** `undefined` where the region is not on record. */
export async function complianceAt(
  table: ComplianceTable,
  { code, year, now, asOf, byDay = false, keptMarks, mostReplayed, ...asked }: ComplianceQuestion,
): Promise<ComplianceSummary | undefined> {
  const at = asOf ?? now;
  const since = asked.since ?? slotInstant(findSlotToCompare(at));
  const once = readingOnce(table);
  return summariseRegion(
    asOf === undefined ? once : readTableAt(once, asOf, { byDay }),
    { code, year, at, since },
    async () =>
      (await keptMarks?.(since)) ??
      readMarks(
        tableSince(once, code, since, mostReplayed === undefined ? {} : { mostReplayed }),
        code,
        year,
        since,
      ),
  );
}
