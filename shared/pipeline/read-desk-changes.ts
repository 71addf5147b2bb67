/**
 * What has changed of an office's agencies since an instant, by the rule of compliance. Where nothing has moved it is one BatchGet
 * and the facts of the regions; a region in which something has is told from its history.
 */
import type { Instant } from '../domain/basics/calendar.ts';
import { tellLevel } from '../domain/basics/region.ts';
import {
  listChanges,
  type AgencyCompliance,
  type ComplianceChanges,
} from '../domain/compliance/compliance.ts';
import { CorruptItemError } from '../errors.ts';
import { MOST_REPLAYED, readingOnce } from './as-of.ts';
import { readMarks, readStandings } from './summarise.ts';
import { tableSince, TooManyMovedError, type MovedTable } from './table-at-slot.ts';

interface ChangesOrder {
  readonly code: string;
  readonly year: number;
  readonly at: Instant;
  readonly since: Instant;
  /** Which agencies are asked for. */
  readonly isWanted: (agency: AgencyCompliance) => boolean;
}

interface DeskChanges {
  readonly changes: ComplianceChanges;
  /** Those that the changes are of. */
  readonly agencies: readonly AgencyCompliance[];
}

/** Why changes can't be told: too many have moved in a province to be told from their histories, or one of these can't be read. */
export type Untold = 'too-many' | 'unreadable';

/** Records of the present that can't be read are left out, as in the lists of a desk, which names them. */
export async function readDeskChanges(
  table: MovedTable,
  { code, year, at, since, isWanted }: ChangesOrder,
): Promise<DeskChanges | Untold> {
  const once = readingOnce({
    ...table,
    childFacts: (region: string, of: number) => table.childFacts(region, of, { onDamaged: () => undefined }),
  });
  const mostReplayed = tellLevel(code) === 'province' ? MOST_REPLAYED : Infinity;
  try {
    const [standings, earlier] = await Promise.all([
      readStandings(once, code, year, at),
      readMarks(tableSince(once, code, since, { mostReplayed }), code, year, since),
    ]);
    const agencies = standings.filter((one) => one.state !== 'not-obliged' && isWanted(one));
    return { changes: listChanges(since, earlier, agencies), agencies };
  } catch (error) {
    if (error instanceof TooManyMovedError) return 'too-many';
    if (error instanceof CorruptItemError) return 'unreadable';
    throw error;
  }
}
