/**
 * The Y rules and Q5 compare a report with last year's, Q6 with the roster, C1 with a region's total. When a report
 * comes into force, its own comparison and those of the reports that continue it are made again; when a region's total
 * changes, that of the report about the whole region. So the standing never depends on which arrived first.
 */
import pMap from 'p-map';
import type { AgencyYearItem } from '../contracts/items.ts';
import type { ChangedReport } from '../contracts/stream-event.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import type { Place } from '../domain/place.ts';
import { UnavailableError } from '../errors.ts';
import { isSameItem, judged } from './judge-agency-year.ts';
import { enterNarrative, findOriginal, withdrawNarrative, type NarrativeTable } from './narrative-index.ts';
import { readSurroundings, type SurroundingsTable } from './surroundings.ts';

const MAX_RACES = 8;
const CONCURRENCY = 8;

export type RecheckTable = SurroundingsTable & NarrativeTable & Pick<ReportTable, 'putAgencyYear'>;

/** Reports that came into force or whose surroundings changed, and those whose texts are theirs. Answers how many changed. */
export async function recheckReports(
  table: RecheckTable,
  reports: readonly ChangedReport[],
): Promise<number> {
  const places = distinct(reports.map(({ place }) => place));
  const read = await table.agencyYearsAt(places);
  const withdrawn = await pMap(
    reports.flatMap(({ place, former }) => (former ? [{ place, ...former }] : [])),
    (narrative) => withdrawNarrative(table, narrative),
    { concurrency: CONCURRENCY },
  );
  const entered = await pMap(
    places.flatMap((place) => read(place) ?? []),
    (item) => enterNarrative(table, item),
    { concurrency: CONCURRENCY },
  );
  const followers = distinct([...withdrawn.flat(), ...entered.flat()]);
  return (await recheckNeighbours(table, places)) + (await recheckNeighbours(table, followers));
}

/** Judges each place, the year after it, and the agencies that go on with its cases. Answers how many changed. */
export async function recheckNeighbours(table: RecheckTable, places: readonly Place[]): Promise<number> {
  let pending = distinct(places.flatMap((place) => [place, { ...place, year: place.year + 1 }]));
  let successors: Place[] | undefined;
  let changes = 0;
  for (let race = 0; race < MAX_RACES; race++) {
    const read = await table.agencyYearsAt([...pending, ...pending.map(yearBefore)]);
    const items = pending.flatMap((place) => read(place) ?? []);
    successors ??= places.flatMap((place) => successorsOf(read(place)));
    const around = await readSurroundings(table, items, read);
    const outdated = await pMap(
      items,
      async (item) => {
        const after = judged(await withOriginal(table, item), around(item));
        if (isSameItem(item, after)) return [];
        if ((await table.putAgencyYear({ ...after, revision: item.revision + 1 })) === 'outdated')
          return [placeOf(item)];
        changes += 1;
        return [];
      },
      { concurrency: CONCURRENCY },
    );
    pending = distinct([...outdated.flat(), ...successors]);
    successors = [];
    if (pending.length === 0) return changes;
  }
  throw new UnavailableError(`${pending.length} agency-years lost ${MAX_RACES} races`);
}

/** The item with the report that its narrative was copied from, as it is now. */
async function withOriginal(table: NarrativeTable, item: AgencyYearItem): Promise<AgencyYearItem> {
  const { inForce } = item;
  if (inForce?.narrative === undefined) return item;
  const { copiedFrom: _before, ...rest } = inForce;
  const original = await findOriginal(table, {
    place: placeOf(item),
    receivedAt: inForce.receivedAt,
    fingerprint: inForce.narrative,
  });
  return { ...item, inForce: { ...rest, ...(original && { copiedFrom: original }) } };
}

const yearBefore = (place: Place): Place => ({ ...place, year: place.year - 1 });
const placeOf = ({ district, agency, year }: AgencyYearItem): Place => ({
  district,
  agencyId: agency.id,
  year,
});
const successorsOf = (item: AgencyYearItem | undefined): Place[] =>
  (item?.handsTo ?? []).map((neighbour) => ({ ...neighbour, year: (item?.year ?? 0) + 1 }));

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [`${place.agencyId}#${place.year}`, place])).values()];
}
