/** The roster becomes agency-years: one for each year in which an agency owes a report, the running year included. */
import { isDeepStrictEqual } from 'node:util';
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
import { relationsOf, withSuccessors, type Relations } from './roster-relatives.ts';
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
  const relatives = await readRelatives(table, [...entries, ...known.values()]);
  const inFile = new Map(entries.map((entry) => [entry.id, entry]));
  // A relative's years tell of its other relatives, too.
  const theirs = await readRelatives(table, [...relatives.values()]);
  const roster = withSuccessors(new Map([...theirs, ...known, ...relatives, ...inFile]));
  const years = yearsUpTo(runningYear);
  const enrol = (entry: RosterEntry): Promise<void> =>
    enrolAgency(table, entry, years, roster, { ...rosterKey(entry.id), sk: 'roster', v: 1, ...entry });
  await pMap(
    entries,
    async ({ id }) => {
      const entry = roster.get(id);
      if (entry) await enrol(entry);
      const before = known.get(id);
      // Nothing was filed in the district where the agency was by mistake: `movedAgencies` has seen to that.
      if (before && entry && before.district !== entry.district)
        await enrolAgency(table, { ...before, to: before.from - 1 }, years, roster, undefined);
      onLoaded();
    },
    { concurrency: CONCURRENCY },
  );
  // Whom the file does not name, but whose predecessors or successors it does.
  await pMap(
    [...roster.values()].filter(({ id }) => relatives.has(id) && !inFile.has(id)),
    enrol,
    { concurrency: CONCURRENCY },
  );
}

/** The predecessors and successors of agencies, as the roster has them. */
function readRelatives(
  table: Pick<ReportTable, 'rosterOf'>,
  entries: readonly RosterEntry[],
): Promise<Map<string, RosterItem>> {
  const ids = entries.flatMap(({ predecessors, successors = [] }) => [...predecessors, ...successors]);
  return table.rosterOf([...new Set(ids)]);
}

const yearsUpTo = (runningYear: number): number[] =>
  Array.from({ length: runningYear - FIRST_REPORT_YEAR + 1 }, (_, i) => FIRST_REPORT_YEAR + i);

async function enrolAgency(
  table: Pick<ReportTable, 'agencyYears' | 'enrol'>,
  entry: RosterEntry,
  years: readonly number[],
  relatives: ReadonlyMap<string, RosterEntry>,
  roster: RosterItem | undefined,
): Promise<void> {
  for (let race = 0; race < MAX_RACES; race++) {
    const place = { district: entry.district, agencyId: entry.id };
    const known = await table.agencyYears(place, years, { consistent: true });
    const changes = years.flatMap(
      (year) => enrolled(entry, year, known.get(year), relationsOf(entry, year, relatives)) ?? [],
    );
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
  { opensWith, handsTo }: Relations,
): AgencyYearItem | undefined {
  const obliged = year >= from && (to === undefined || year <= to);
  if (!known && !obliged) return undefined;
  const agency = { id, name, aliases: [...aliases], kind, ...(dataset === undefined ? {} : { dataset }) };
  const isSame =
    known?.obliged === obliged &&
    isDeepStrictEqual(known.agency, agency) &&
    isDeepStrictEqual(known.opensWith ?? [], opensWith) &&
    isDeepStrictEqual(known.handsTo ?? [], handsTo);
  if (isSame) return undefined;
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
    opensWith: opensWith.length > 0 ? [...opensWith] : undefined,
    handsTo: handsTo.length > 0 ? [...handsTo] : undefined,
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
      .flatMap(({ agency, handsTo = [] }) => [agency.id, ...handsTo.map(({ agencyId }) => agencyId)])
      .filter((id) => !enrolledIds.has(id));
    const roster = await table.rosterOf([...new Set(missingIds)]);
    const relatives = new Map([...(await readRelatives(table, [...roster.values()])), ...roster]);
    for (const entry of roster.values())
      if (entry.district === code) await enrolAgency(table, entry, [year], relatives, undefined);
  });
}
