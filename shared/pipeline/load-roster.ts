/** The roster becomes agency-years: one for each year in which an agency owes a report, the running year included. */
import pMap from 'p-map';
import {
  agencyYearKey,
  regionKey,
  rosterKey,
  type AgencyYearItem,
  type RegionEntry,
  type RosterEntry,
  type RosterItem,
} from '../contracts/items.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { FIRST_REPORT_YEAR } from '../domain/catalogue.ts';
import { UnavailableError } from '../errors.ts';
import { walkRegions } from './walk-regions.ts';

const CONCURRENCY = 8;
const MAX_RACES = 8;

export async function loadRegions(
  table: Pick<ReportTable, 'putRegion'>,
  regions: readonly RegionEntry[],
): Promise<void> {
  await pMap(regions, ({ code, name }) => table.putRegion({ ...regionKey(code), v: 1, code, name }), {
    concurrency: CONCURRENCY,
  });
}

type RosterTable = Pick<ReportTable, 'agencyYears' | 'enrol' | 'rosterOf'>;

/**
 * Entries whose agency has reports in another district than the one that they state. They can't be loaded: the reports
 * would count there or nowhere. Such an agency ends with `to`, and goes on under another id with it as predecessor.
 */
export async function movedAgencies(
  table: RosterTable,
  entries: readonly RosterEntry[],
  runningYear: number,
): Promise<string[]> {
  const known = await table.rosterOf(entries.map(({ id }) => id));
  const filed = await pMap(
    entries.filter(({ id, district }) => (known.get(id)?.district ?? district) !== district),
    async ({ id }) => {
      const items = await table.agencyYears(
        { district: known.get(id)?.district ?? '', agencyId: id },
        yearsUpTo(runningYear),
        { consistent: true },
      );
      return [...items.values()].some(({ latest }) => latest) ? [id] : [];
    },
    { concurrency: CONCURRENCY },
  );
  return filed.flat();
}

/** Each agency's facts and years in one transaction; filed reports stay as they are. */
export async function loadRoster(
  table: RosterTable,
  entries: readonly RosterEntry[],
  runningYear: number,
  onLoaded: () => void = () => undefined,
): Promise<void> {
  const known = await table.rosterOf(entries.map(({ id }) => id));
  const years = yearsUpTo(runningYear);
  await pMap(
    entries,
    async (entry) => {
      const roster: RosterItem = { ...rosterKey(entry.id), sk: 'roster', v: 1, ...entry };
      const before = known.get(entry.id);
      await enrolAgency(table, entry, years, roster);
      // Nothing was filed in the district where the agency was by mistake: `movedAgencies` has seen to that.
      if (before && before.district !== entry.district)
        await enrolAgency(table, { ...before, to: before.from - 1 }, years, undefined);
      onLoaded();
    },
    { concurrency: CONCURRENCY },
  );
}

const yearsUpTo = (runningYear: number): number[] =>
  Array.from({ length: runningYear - FIRST_REPORT_YEAR + 1 }, (_, i) => FIRST_REPORT_YEAR + i);

async function enrolAgency(
  table: Pick<ReportTable, 'agencyYears' | 'enrol'>,
  entry: RosterEntry,
  years: readonly number[],
  roster: RosterItem | undefined,
): Promise<void> {
  for (let race = 0; race < MAX_RACES; race++) {
    const place = { district: entry.district, agencyId: entry.id };
    const known = await table.agencyYears(place, years, { consistent: true });
    const changes = years.flatMap((year) => enrolled(entry, year, known.get(year)) ?? []);
    if (!roster && changes.length === 0) return;
    if ((await table.enrol(roster, changes)) === 'written') return;
  }
  throw new UnavailableError(`agency ${entry.id} lost ${MAX_RACES} races for its years`);
}

/** The agency-year as the roster wants it; `undefined` where it is so already. */
function enrolled(
  { id, name, aliases, kind, dataset, district, from, to }: RosterEntry,
  year: number,
  known: AgencyYearItem | undefined,
): AgencyYearItem | undefined {
  const obliged = year >= from && (to === undefined || year <= to);
  if (!known && !obliged) return undefined;
  const agency = { id, name, aliases: [...aliases], kind, ...(dataset === undefined ? {} : { dataset }) };
  if (known?.obliged === obliged && JSON.stringify(known.agency) === JSON.stringify(agency)) return undefined;
  return {
    ...(known ?? {
      ...agencyYearKey({ district, agencyId: id, year }),
      v: 1,
      district,
      year,
    }),
    revision: (known?.revision ?? 0) + 1,
    agency,
    obliged,
  };
}

/** Opens a year for everyone on the roster of the year before who is not there yet. */
export async function openYear(
  table: RosterTable & Pick<ReportTable, 'children' | 'regions'>,
  year: number,
): Promise<void> {
  await walkRegions(table, year - 1, async ({ code, children: before }) => {
    const now = await table.children(code, year, { consistent: true });
    const enrolledIds = new Set([...now.agencies, ...now.consolidated].map(({ agency }) => agency.id));
    const missingIds = [...before.agencies, ...before.consolidated]
      .map(({ agency }) => agency.id)
      .filter((id) => !enrolledIds.has(id));
    const roster = await table.rosterOf(missingIds);
    for (const entry of roster.values())
      if (entry.district === code) await enrolAgency(table, entry, [year], undefined);
  });
}
