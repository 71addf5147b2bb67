/**
 * The table as it stood at a slot's instant, read as cheaply as it can be told. Soon after the slot nearly everything
 * stands as it did then: a region of whose agencies none has filed or changed since is read as it is, with one Query. Only
 * what moved since, and everything in a run that is late, is told from its history.
 */
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import type { RegionChildren } from '../domain/standing/region-year.ts';
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
    async children(region: string, year: number): Promise<RegionChildren> {
      const found = await table.children(region, year, { consistent: true });
      const stands = [...found.agencies, ...found.consolidated].every((item) => isOfThen(item, at));
      return stands ? found : past.children(region, year);
    },
  };
}

/**
 * How agencies stood at an instant however long ago, where only that is asked: a region stands as it did where nothing in
 * it, of the year and of the one before, which comparisons read, has moved since. Two Queries then, and no history.
 */
export function tableSince<Table extends ComplianceTable>(table: Table, at: Instant): Table {
  const past = tableAsOf(table, at);
  return {
    ...past,
    async children(region: string, year: number): Promise<RegionChildren> {
      const [found, before] = await Promise.all([
        table.children(region, year),
        table.children(region, year - 1),
      ]);
      const isAlone = found.consolidated.length === 0 && found.agencies.every(({ opensWith }) => !opensWith);
      const stands = [...found.agencies, ...before.agencies].every((item) => isOfThen(item, at));
      return isAlone && stands ? found : past.children(region, year);
    },
  };
}

const isOfThen = ({ since, latest }: AgencyYear, at: Instant): boolean =>
  since <= at && (latest === undefined || latest.receivedAt <= at);
