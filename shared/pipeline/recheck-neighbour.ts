/**
 * The Y rules, Q5 and T15 compare a report with last year's, Q6 with the roster, C1 with a region's total. When a report
 * comes into force, its own comparison and those of the reports that continue it are made again; when a region's total
 * changes, or the report about a region below, that of the report about the whole region. So the standing never depends on which arrived first.
 */
import type { AgencyYear, Original } from '../domain/standing/agency-year-record.ts';
import { tellTextSince } from '../domain/standing/text-row.ts';
import pMap from 'p-map';
import type { ChangedReport } from '../contracts/events/stream-event.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { readPlace, type Place } from '../domain/basics/place.ts';
import { findParent } from '../domain/basics/region.ts';
import { isSameItem, judged } from './judge-agency-year.ts';
import { enterNarrative, findOriginal, lookForText, type NarrativeTable } from './narrative-index.ts';
import { withRepetition, type RemeasureDeps } from './measure-repetition.ts';
import { retryRace } from './retry-race.ts';
import { isComparedWithRegion, readSurroundings, type SurroundingsTable } from './surroundings.ts';

const CONCURRENCY = 8;

type RecheckTable = SurroundingsTable &
  NarrativeTable &
  RemeasureDeps['table'] &
  Pick<ReportTable, 'putAgencyYear'>;

export interface RecheckDeps extends RemeasureDeps {
  readonly table: RecheckTable;
}

/**
 * Rechecks reports that came into force or whose surroundings changed, and others with their texts. Answers how many
 * changed. `areKnown`: nothing is said to have happened to them, and the year after them has a look of its own.
 */
export async function recheckReports(
  deps: RecheckDeps,
  reports: readonly ChangedReport[],
  { areKnown = false } = {},
): Promise<number> {
  const { table } = deps;
  const places = distinct(reports.map(({ place }) => place));
  const read = await table.agencyYearsAt(places);
  const formers = Map.groupBy(
    reports.flatMap(({ place, former }) => (former ? [{ place, ...former }] : [])),
    ({ place }) => namePlace(place),
  );
  const named = (wanted: (report: ChangedReport) => boolean): ReadonlySet<string> =>
    new Set(reports.filter(wanted).map(({ place }) => namePlace(place)));
  const isNew = named(({ what }) => what === 'report');
  // Another total makes its text no other, and neither do other figures.
  const isChanged = named(({ what }) => what !== 'total' && what !== 'figures');
  const entered = await pMap(
    places.filter((place) => isChanged.has(namePlace(place))),
    async (place) => {
      const name = namePlace(place);
      const isEntered = areKnown ? 'most likely' : isNew.has(name) ? 'never' : 'perhaps';
      return { place, ...(await enterNarrative(table, read(place), isEntered, formers.get(name))) };
    },
    { concurrency: CONCURRENCY },
  );
  // None looks before all are entered: of two that come together the later one must see the earlier.
  const looked = await pMap(
    entered,
    async ({ place, ...entry }) => ({ place, ...(await lookForText(table, entry)) }),
    { concurrency: CONCURRENCY },
  );
  const sought = new Set(entered.flatMap((one) => (one.sought ? [namePlace(one.place)] : [])));
  const followers = distinct(looked.flatMap((one) => one.followers)).filter(
    (place) => !sought.has(namePlace(place)),
  );
  const originals = new Map([
    ...looked.map(({ place, original }) => [namePlace(place), original] as const),
    ...(await originalsOfPlaces(table, followers)),
  ]);
  return recheckNeighbours(deps, [...places, ...followers], originals, { withYearAfter: !areKnown });
}

/** For each place the report that its narrative was copied from, as it is now. */
async function originalsOfPlaces(
  table: RecheckTable,
  places: readonly Place[],
): Promise<[string, Original | undefined][]> {
  if (places.length === 0) return [];
  const read = await table.agencyYearsAt(places);
  return pMap(
    places,
    async (place): Promise<[string, Original | undefined]> => {
      const { inForce } = read(place) ?? {};
      if (inForce?.narrative === undefined) return [namePlace(place), undefined];
      const { receivedAt } = tellTextSince(inForce);
      const held = { place, receivedAt, fingerprint: inForce.narrative };
      return [namePlace(place), await findOriginal(table, held)];
    },
    { concurrency: CONCURRENCY },
  );
}

/**
 * Judges each place, the year after it, the agencies that go on with its cases and, of a report about a whole region, those
 * about the region above. Answers how many changed.
 */
export async function recheckNeighbours(
  deps: RecheckDeps,
  places: readonly Place[],
  originals: ReadonlyMap<string, Original | undefined> = new Map(),
  { withYearAfter = true } = {},
): Promise<number> {
  const { table } = deps;
  let pending = distinct(
    places.flatMap((place) => (withYearAfter ? [place, { ...place, year: place.year + 1 }] : [place])),
  );
  let successors: Place[] | undefined;
  let changes = 0;
  return retryRace<number>(`the comparison of ${places.length} agency-years`, async () => {
    const read = await table.agencyYearsAt([...pending, ...pending.map(yearBefore)]);
    const items = pending.flatMap((place) => read(place) ?? []);
    successors ??= [
      ...places.flatMap((place) => successorsOf(read(place))),
      ...(await listReportsAbove(
        table,
        places.flatMap((place) => read(place) ?? []),
      )),
    ];
    const around = await readSurroundings(table, items, read);
    const outdated = await pMap(
      items,
      async (item) => {
        const surroundings = around(item);
        const compared = await withRepetition(deps, withOriginal(item, originals), surroundings.previous);
        const after = judged(compared, surroundings);
        if (isSameItem(item, after)) return [];
        if ((await table.putAgencyYear({ ...after, revision: item.revision + 1 })) === 'outdated')
          return [readPlace(item)];
        changes += 1;
        return [];
      },
      { concurrency: CONCURRENCY },
    );
    pending = distinct([...outdated.flat(), ...successors]);
    successors = [];
    return pending.length === 0 ? changes : 'outdated';
  });
}

/** Reports about the regions right above those that these are about: they are drawn up from them. */
async function listReportsAbove(
  table: RecheckTable,
  items: readonly AgencyYear[],
): Promise<readonly Place[]> {
  const above = new Map(
    items.filter(isComparedWithRegion).flatMap(({ district, year }): [string, RegionOfYear][] => {
      const parent = findParent(district);
      return parent === undefined ? [] : [[`${parent}#${year}`, { parent, year }]];
    }),
  );
  const found = await pMap(
    above.values(),
    async ({ parent, year }) => {
      const { years } = await table.regionYears(parent, [year], [], { consistent: true });
      const ids = years.get(year)?.consolidated ?? [];
      return ids.map((agencyId): Place => ({ district: parent, agencyId, year }));
    },
    { concurrency: CONCURRENCY },
  );
  return found.flat();
}
interface RegionOfYear {
  readonly parent: string;
  readonly year: number;
}

/** The item with the report that its narrative was copied from, where that was looked for. */
function withOriginal(item: AgencyYear, originals: ReadonlyMap<string, Original | undefined>): AgencyYear {
  const name = namePlace(readPlace(item));
  if (!item.inForce || !originals.has(name)) return item;
  const original = originals.get(name);
  const { copiedFrom: before, ...inForce } = item.inForce;
  // A new name of its agency makes it no other text: an explanation of it still holds.
  if (original && before && isSameDocument(original, before)) return item;
  return { ...item, inForce: { ...inForce, ...(original && { copiedFrom: original }) } };
}

const isSameDocument = (a: Original, b: Original): boolean =>
  a.agencyId === b.agencyId && a.year === b.year && a.sha256 === b.sha256;

const namePlace = ({ agencyId, year }: Place): string => `${agencyId}#${year}`;
const yearBefore = (place: Place): Place => ({ ...place, year: place.year - 1 });
const successorsOf = (item: AgencyYear | undefined): Place[] =>
  (item?.handsTo ?? []).map((neighbour) => ({ ...neighbour, year: (item?.year ?? 0) + 1 }));

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [namePlace(place), place])).values()];
}
