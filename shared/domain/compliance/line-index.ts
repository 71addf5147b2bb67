/**
 * Which line of a summary of very many agencies stands where, without reading them: what narrows a list of each, a character a
 * line. Positions are those of the summary's own order, the most urgent first.
 */
import type { AgencyKind } from '../basics/calendar.ts';
import {
  CHANGE_NAMES,
  LIST_NAMES,
  LISTS,
  listReceived,
  type AgencyCompliance,
  type ChangeName,
  type ComplianceSummary,
  type ListName,
} from './compliance.ts';

/** All lines of a cell are alike to every filter. */
export interface LineCell {
  readonly kind: AgencyKind;
  /** In the region's own level, not in one below it. */
  readonly isOwnLevel: boolean;
  readonly isOverdue: boolean;
  readonly lists: readonly ListName[];
  readonly changes: readonly ChangeName[];
  /** Something came of it since the instant that changes are told from. */
  readonly came: boolean;
}

export interface LineIndex {
  readonly cells: readonly LineCell[];
  /** A character a line: its cell's place, from `FIRST` on. */
  readonly order: string;
}

/** The first character: a digit, which JSON writes as it is. */
const FIRST = 0x30;

export function indexLines({
  region,
  agencies,
  changes,
}: Pick<ComplianceSummary, 'region' | 'agencies' | 'changes'>): LineIndex {
  const tellOfChanges = makeTellingChanges(changes);
  const came = new Set(listReceived(agencies, changes.since));
  const places = new Map<string, number>();
  const cells: LineCell[] = [];
  const order = agencies.map((line) => {
    const cell: LineCell = {
      kind: line.kind,
      isOwnLevel: line.district === region.code,
      isOverdue: line.overdueDays > 0,
      lists: LIST_NAMES.filter((name) => LISTS[name](line)),
      changes: tellOfChanges(line),
      came: came.has(line),
    };
    const name = JSON.stringify(cell);
    const place = places.get(name) ?? cells.push(cell) - 1;
    places.set(name, place);
    return String.fromCharCode(FIRST + place);
  });
  return { cells, order: order.join('') };
}

/** In which of the changes an agency stands. */
export function makeTellingChanges(
  changes: ComplianceSummary['changes'],
): (agency: Pick<AgencyCompliance, 'id'>) => ChangeName[] {
  const changed = CHANGE_NAMES.map((name) => ({ name, ids: new Set(changes[name].map(({ id }) => id)) }));
  return ({ id }) => changed.filter(({ ids }) => ids.has(id)).map(({ name }) => name);
}

type Matches = (cell: LineCell) => boolean;

/** Positions of the lines that match, in order. */
export function findPositions({ cells, order }: LineIndex, matches: Matches): number[] {
  const wanted = cells.map(matches);
  const found: number[] = [];
  for (let i = 0; i < order.length; i++) if (wanted[order.charCodeAt(i) - FIRST]) found.push(i);
  return found;
}

export function countLines({ cells, order }: LineIndex, matches: Matches): number {
  const wanted = cells.map(matches);
  let count = 0;
  for (let i = 0; i < order.length; i++) if (wanted[order.charCodeAt(i) - FIRST]) count++;
  return count;
}

/** Groups of lines that few filters find: they are kept together, so that a page of them is read from few parts. */
const RARE: readonly Matches[] = [
  ({ isOwnLevel }) => isOwnLevel,
  ...(['returnedCorrection', 'zeroUnconfirmed', 'afterInternal'] as const).map(
    (name): Matches =>
      ({ lists }) =>
        lists.includes(name),
  ),
];

/** The version of the order below, which is kept with the lines: who changes the order gives it another number. */
export const ORDER_KEPT = 1;

/** The order in which lines are kept, as positions: group by group, each in the summary's order. */
export function tellOrderKept({ cells, order }: LineIndex): number[] {
  const groupByCell = cells.map((cell) => {
    const rare = RARE.findIndex((is) => is(cell));
    return rare === -1 ? RARE.length : rare;
  });
  const groups = Array.from({ length: RARE.length + 1 }, (): number[] => []);
  for (let i = 0; i < order.length; i++)
    groups[groupByCell[order.charCodeAt(i) - FIRST] ?? RARE.length]?.push(i);
  return groups.flat();
}
