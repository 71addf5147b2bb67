/**
 * The table as it stood at a slot's instant, read as cheaply as it can be told. Soon after the slot nearly everything
 * stands as it did then: a region of whose agencies none has filed or changed since is read as it is, with one Query. Only
 * what moved since, and everything in a run that is late, is told from its history.
 */
import type { ChildFacts } from '../domain/standing/child-facts.ts';
import { epochMsOf, type Instant } from '../domain/basics/calendar.ts';
import { tableAsOf } from './as-of.ts';
import type { ComplianceTable } from './summarise.ts';

/** After this, last years' reports may have changed, which comparisons read. */
const SOON_MS = 60 * 60_000;

export function tableAtSlot<Table extends ComplianceTable>(table: Table, at: Instant, now: Instant): Table {
  const past = tableAsOf(table, at);
  if (epochMsOf(now) - epochMsOf(at) > SOON_MS) return past;
  return {
    ...table,
    async childFacts(region: string, year: number): Promise<ChildFacts> {
      // The children themselves: facts may come a moment behind them.
      const found = await table.children(region, year, { consistent: true });
      return isStanding(found, at) ? found : past.children(region, year);
    },
  };
}

/**
 * How agencies stood at an instant however long ago, where only that is asked: a region stands as it did where nothing in
 * it, of the year and of the one before, which comparisons read, has moved since. Two small Queries then, and no history.
 */
export function tableSince<Table extends ComplianceTable>(table: Table, at: Instant): Table {
  const past = tableAsOf(table, at);
  return {
    ...past,
    async childFacts(region: string, year: number): Promise<ChildFacts> {
      const [found, before] = await Promise.all([
        table.childFacts(region, year),
        table.childFacts(region, year - 1),
      ]);
      const isAlone = found.consolidated.length === 0 && found.agencies.every(({ opensWith }) => !opensWith);
      return isAlone && isStanding(found, at) && isStanding({ ...before, consolidated: [] }, at)
        ? found
        : past.children(region, year);
    },
  };
}

/** Whether nobody has filed since, and roster and calendar said then what they say now. */
function isStanding(
  { agencies, consolidated }: Pick<ChildFacts, 'agencies' | 'consolidated'>,
  at: Instant,
): boolean {
  const all = [...agencies, ...consolidated];
  // What the roster said first held before, too.
  const first = all.map(({ since }) => since).sort()[0] ?? at;
  const until = first > at ? first : at;
  return all.every(
    ({ since, before, latest }) =>
      (since <= at || (since <= until && (before ?? []).length === 0)) &&
      (latest === undefined || latest.receivedAt <= at),
  );
}
