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
  await pMap(
    regions,
    ({ code, name }) => table.putRegion({ ...regionKey(code), sk: 'region', v: 1, code, name }),
    {
      concurrency: CONCURRENCY,
    },
  );
}

/** Districts of the entries that no loaded region has; nothing may be loaded while there are any. */
export async function unknownDistricts(
  table: Pick<ReportTable, 'regionYears'>,
  entries: readonly RosterEntry[],
): Promise<string[]> {
  const districts = [...new Set(entries.map(({ district }) => district))];
  const { names } = await table.regionYears('000000', [], districts, { consistent: true });
  return districts.filter((district) => !names.has(district));
}

/** Each agency's facts and years in one transaction; filed reports stay as they are. */
export async function loadRoster(
  table: Pick<ReportTable, 'agencyYears' | 'enrol'>,
  entries: readonly RosterEntry[],
  runningYear: number,
  onLoaded: () => void = () => undefined,
): Promise<void> {
  await pMap(
    entries,
    async (entry) => {
      await enrolAgency(table, entry, FIRST_REPORT_YEAR, runningYear);
      onLoaded();
    },
    { concurrency: CONCURRENCY },
  );
}

async function enrolAgency(
  table: Pick<ReportTable, 'agencyYears' | 'enrol'>,
  entry: RosterEntry,
  fromYear: number,
  toYear: number,
): Promise<void> {
  const roster: RosterItem = { ...rosterKey(entry.id), sk: 'roster', v: 1, ...entry };
  const years = Array.from({ length: toYear - fromYear + 1 }, (_, i) => fromYear + i);
  for (let race = 0; race < MAX_RACES; race++) {
    const place = { district: entry.district, agencyId: entry.id };
    const known = await table.agencyYears(place, years, { consistent: true });
    const changes = years.flatMap((year) => enrolled(entry, year, known.get(year)) ?? []);
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
  table: Pick<ReportTable, 'children' | 'rosterOf' | 'agencyYears' | 'enrol'>,
  year: number,
): Promise<void> {
  for await (const { code, children: before } of walkRegions(table, year - 1)) {
    const now = await table.children(code, year, { consistent: true });
    const enrolledIds = new Set([...now.agencies, ...now.consolidated].map(({ agency }) => agency.id));
    const missingIds = [...before.agencies, ...before.consolidated]
      .map(({ agency }) => agency.id)
      .filter((id) => !enrolledIds.has(id));
    const roster = await table.rosterOf(missingIds);
    await pMap(
      roster.values(),
      ({ pk: _pk, sk: _sk, v: _v, ...entry }) => enrolAgency(table, entry, year, year),
      {
        concurrency: CONCURRENCY,
      },
    );
  }
}
