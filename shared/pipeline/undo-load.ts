/**
 * The last load of a file taken back. What it changed is again what it was, what it added is gone; what was said in between
 * stays in the history. An undo that broke off is finished by another one: each step is right to do twice.
 */
import type { LoadHead, Loadable } from '../domain/roster/load-record.ts';
import type { LoadLedger } from '../adapters/table/load-ledger.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import type { Spell } from './name-index.ts';
import type { RecordedLoads } from './load-record.ts';

/** What stands in the way: something was built on what the load brought. */
export interface Obstacle {
  /** An agency's id, or a region's code. */
  readonly id: string;
  readonly name: string;
  /** The year of a report that was filed, and when it was received; a region has none. */
  readonly report?: { readonly year: number; readonly receivedAt: Instant };
}

export interface UndoDeps {
  readonly table: ReportTable;
  readonly loads: LoadLedger;
  readonly spell: Spell;
  readonly now: Instant;
}

/** A load that can be taken back; `undoing`: somebody began to. */
export const canBeUndone = (head: LoadHead | undefined): head is LoadHead =>
  head !== undefined && head.state !== 'undone';

export async function undoLoad(
  loads: Pick<RecordedLoads, 'putHead' | 'removeEntries'>,
  what: Loadable,
  head: LoadHead,
  write: () => Promise<unknown>,
): Promise<void> {
  await loads.putHead(what, { ...head, state: 'undoing' });
  await write();
  await loads.putHead(what, { ...head, state: 'undone' });
  await loads.removeEntries(what, undefined);
}
