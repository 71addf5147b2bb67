/**
 * A load keeps what stood before it, and before it writes anything: first what each thing was that it will add or change, then
 * that it is under way, then the load itself. So whatever it has done when it breaks off can be taken back.
 *
 * A load that comes after one that broke off goes on with its record: what was before both is what an undo goes back to.
 */
import type { Loadables } from '../adapters/table/load-ledger.ts';
import type { LoadEntry, LoadHead, Loadable } from '../domain/roster/load-record.ts';
import type { LoadLedger } from '../adapters/table/load-ledger.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { after } from './enrolment.ts';

export type RecordedLoads = Pick<LoadLedger, 'head' | 'putHead' | 'entries' | 'putEntries' | 'removeEntries'>;

/** `entries`: what the load adds or changes, as it is now. */
export async function recordLoad<What extends Loadable>(
  ledger: RecordedLoads,
  what: What,
  entries: readonly LoadEntry<Loadables[What]>[],
  now: Instant,
  write: () => Promise<unknown>,
): Promise<void> {
  const last = await ledger.head(what);
  const isResumed = last?.state === 'loading';
  // It mends at most what can be told from the rest: the load before it is still the last one that changed anything.
  if (entries.length === 0 && !isResumed) {
    await write();
    return;
  }
  const at = loadInstant(last, now);
  const known = new Map((isResumed ? await ledger.entries(what, at) : []).map((entry) => [entry.id, entry]));
  await ledger.putEntries(
    what,
    at,
    entries.map((entry) => goingOn(known.get(entry.id), entry)),
  );
  const head = { at, ...(isResumed && { resumed: true as const }) };
  await ledger.putHead(what, { ...head, state: 'loading' });
  await write();
  await ledger.putHead(what, { ...head, state: 'loaded' });
  await ledger.removeEntries(what, at);
}

/** As it was before both loads, and where either put it. */
function goingOn<Item>(known: LoadEntry<Item> | undefined, entry: LoadEntry<Item>): LoadEntry<Item> {
  const { id, before } = known ?? entry;
  const districts = new Set([...(known?.districts ?? []), ...(entry.districts ?? [])]);
  return { id, before, ...(districts.size > 0 && { districts: [...districts] }) };
}

function loadInstant(last: LoadHead | undefined, now: Instant): Instant {
  if (last?.state === 'loading') return last.at;
  return last ? after(last.at, now) : now;
}
