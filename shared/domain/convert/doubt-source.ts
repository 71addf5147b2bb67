/** Rows that the reader of the file doesn't vouch for. Where sums confirm figures put together from positions, they stand. */
import type { CarriedRow } from './tables/carry-over-proactive.ts';
import type { Doubt } from './layout.ts';
import { addsUp } from './tables/split-figures.ts';
import { tellDoubt, type Tape } from './tape/tape.ts';

export function doubtSource(tape: Tape, read: CarriedRow): CarriedRow {
  if (read.values === undefined || read.group === undefined) return read;
  const doubts = new Set(read.group.slots.map(({ start }) => tellDoubt(tape, start)));
  if (!isDoubtful(doubts, read)) return read;
  return { ...read, values: undefined, why: 'doubtful-source', candidates: [read.values] };
}

function isDoubtful(doubts: ReadonlySet<Doubt | undefined>, { row, values = [] }: CarriedRow): boolean {
  if (doubts.has('revision')) return true;
  if (!doubts.has('torn')) return false;
  if (row.table === 'proactive') return true;
  return !addsUp(values);
}
