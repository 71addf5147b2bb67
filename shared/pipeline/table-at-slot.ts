/**
 * The table as it stood at a slot's instant, read as cheaply as it can be told. Soon after the slot nearly everything
 * stands as it did then: a region whose agencies have neither filed nor changed since is read as it is, with one Query.
 * Only what moved since, and everything in a run that is late, is told from its history.
 */
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { ChildFacts } from '../domain/standing/child-facts.ts';
import { hasStoodSince, tellMoves } from '../domain/standing/child-moves.ts';
import { countEpochMs, type Instant } from '../domain/basics/calendar.ts';
import { readTableAt, remembered, type HistoryTable } from './as-of.ts';
import type { ComplianceTable } from './summarise.ts';

/** What changes are told from. */
export type MovedTable = HistoryTable & Pick<ReportTable, 'childFacts' | 'childMoves' | 'regionsWithin'>;

/** Regions right below one, read side by side. */
const CONCURRENCY = 8;

/** After this, last years' reports may have changed, which comparisons read. */
const SOON_MS = 60 * 60_000;

export function tableAtSlot<Table extends ComplianceTable>(table: Table, at: Instant, now: Instant): Table {
  // What came a moment before the slot counts.
  const past = readTableAt(
    {
      ...table,
      history: (region: string, year: number) => table.history(region, year, { consistent: true }),
    },
    at,
  );
  if (countEpochMs(now) - countEpochMs(at) > SOON_MS) return past;
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
 * How the agencies of a region and of those below it stood at an instant, however long ago, where only that is asked. A
 * region stands as it did where nothing in it has moved since, neither in the year nor in the one before, which
 * comparisons read. It then takes one small Query, a key of a BatchGet for all of them, and no history. A report about
 * a whole region is compared with all that is below it. `mostReplayed`: where more agencies would have to be told from their histories,
 * TooManyMovedError is thrown before the next is read.
 */
export function tableSince<Table extends MovedTable>(
  table: Table,
  code: string,
  at: Instant,
  { mostReplayed = Infinity } = {},
): Table {
  const past = readTableAt(table, at);
  const replayed = new Map<string, number>();
  /** Regions below are replayed with one that has moved: what they are in all is known before. */
  function countReplayed(region: string, { agencies, beside, regions }: ChildFacts): void {
    replayed.set(region, agencies.length + beside.length);
    for (const below of regions)
      if (!replayed.has(below.code)) replayed.set(below.code, below.reports.expected);
    if (replayed.values().reduce((sum, count) => sum + count, 0) > mostReplayed)
      throw new TooManyMovedError(`too much has moved in ${code} since ${at} to be replayed`);
  }
  const movesIn = remembered(async (year: number) => {
    const regions = await table.regionsWithin(code);
    return table.childMoves(
      regions.map((region) => region.code),
      year,
    );
  });
  const hasMovedBefore = async (region: string, year: number): Promise<boolean> => {
    const kept = (await movesIn(year)).get(region);
    return !hasStoodSince(kept ?? tellMoves((await table.childFacts(region, year)).agencies), at);
  };
  async function isStandingBelow(region: string, year: number): Promise<boolean> {
    const { agencies, regions } = await table.childFacts(region, year);
    if (!hasStoodSince(tellMoves(agencies), at)) return false;
    const below = await pMap(regions, (child) => isStandingBelow(child.code, year), {
      concurrency: CONCURRENCY,
    });
    return below.every(Boolean);
  }
  return {
    ...past,
    async childFacts(region: string, year: number): Promise<ChildFacts> {
      const found = await table.childFacts(region, year);
      const all = [...found.agencies, ...found.beside];
      const stands =
        all.every(({ opensWith = [] }) => opensWith.length === 0) &&
        hasStoodSince(tellMoves(all), at) &&
        !(await hasMovedBefore(region, year - 1)) &&
        (!found.beside.some(({ agency }) => agency.kind === 'consolidated') ||
          (await isStandingBelow(region, year)));
      if (stands) return found;
      countReplayed(region, found);
      return past.children(region, year);
    },
  };
}

/** More agencies have moved since than an answer may be told of from their histories. */
export class TooManyMovedError extends Error {
  override readonly name = 'TooManyMovedError';
}

const isStanding = ({ agencies, beside }: ChildFacts, at: Instant): boolean =>
  hasStoodSince(tellMoves([...agencies, ...beside]), at);
