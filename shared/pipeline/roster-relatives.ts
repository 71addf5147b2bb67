/**
 * Mergers as the roster tells them: an agency names its predecessors, and opens the year after their last one with
 * their cases. Both sides know of each other, so that whichever changes, the other is compared again.
 */
import type { RosterEntry } from '../domain/roster/roster-entry.ts';
import type { Neighbour } from '../domain/standing/agency-year-record.ts';

/** Who goes on with whose cases in one year of an agency. */
export interface Relations {
  readonly opensWith: readonly Neighbour[];
  readonly handsTo: readonly Neighbour[];
}

const neighbourOf = ({ id, district }: RosterEntry): Neighbour => ({ district, agencyId: id });
const reportsFor = ({ from, to }: RosterEntry, year: number): boolean =>
  year >= from && (to === undefined || year <= to);

/** `roster` holds the agency's predecessors and successors. */
export function listRelations(
  entry: RosterEntry,
  year: number,
  roster: ReadonlyMap<string, RosterEntry>,
): Relations {
  const known = (ids: readonly string[]): RosterEntry[] => ids.flatMap((id) => roster.get(id) ?? []);
  const merged = reportsFor(entry, year) ? known(entry.predecessors).filter(({ to }) => to === year - 1) : [];
  const itself = merged.length > 0 && reportsFor(entry, year - 1) ? [entry] : [];
  const successors = entry.to === year ? known(entry.successors ?? []) : [];
  return {
    opensWith: [...itself, ...merged].map(neighbourOf),
    handsTo: successors.filter((successor) => reportsFor(successor, year + 1)).map(neighbourOf),
  };
}

/** The entries with the successors that the whole of them name. */
export function withSuccessors(roster: ReadonlyMap<string, RosterEntry>): Map<string, RosterEntry> {
  const successors = new Map<string, string[]>();
  for (const { id, predecessors } of roster.values())
    for (const predecessor of predecessors)
      successors.set(predecessor, [...(successors.get(predecessor) ?? []), id]);
  return new Map(
    [...roster].map(([id, { successors: _before, ...entry }]) => {
      const found = successors.get(id)?.sort();
      return [id, found ? { ...entry, successors: found } : entry];
    }),
  );
}
