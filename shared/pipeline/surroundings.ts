/** What agency-years are compared with, in as few reads as there are kinds of it; most need nothing beyond last year. */
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import { tellLevel } from '../domain/basics/region.ts';
import type { Figures } from '../domain/form/figures.ts';
import { countLacking } from '../domain/rules/filing/c1-equals-region-total.ts';
import type { RegionPart } from '../domain/rules/rule.ts';
import type { ComparedTotal, Surroundings } from '../domain/verdict/findings-shown.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { readPlace, type Place } from '../domain/basics/place.ts';

export type SurroundingsTable = Pick<ReportTable, 'agencyYearsAt' | 'regionYears' | 'childRegions'>;

/** `read`: how last year's items, which the caller has, are found. */
export async function readSurroundings(
  table: SurroundingsTable,
  items: readonly AgencyYear[],
  read: (place: Place) => AgencyYear | undefined,
): Promise<(item: AgencyYear) => Surroundings> {
  const openers = items.flatMap(openersOf);
  const readOpener = openers.length > 0 ? await table.agencyYearsAt(openers) : () => undefined;
  const regions = new Map(
    items
      .filter(isComparedWithRegion)
      .map(({ district, year }) => [`${district}#${year}`, { district, year }]),
  );
  // Few: a region has one report about itself, if any.
  const totals = new Map(
    await Promise.all(
      [...regions].map(async ([name, { district, year }]) => {
        return [name, await readComparedTotal(table, district, year)] as const;
      }),
    ),
  );
  return (item) => ({
    previous: read({ ...readPlace(item), year: item.year - 1 }),
    openers: openersOf(item).map(readOpener),
    total: totals.get(`${item.district}#${item.year}`),
  });
}

/** A region's total, with what the regions right below are told to be by their own consolidated reports. */
async function readComparedTotal(
  table: SurroundingsTable,
  district: string,
  year: number,
): Promise<ComparedTotal | undefined> {
  const [{ years }, below] = await Promise.all([
    table.regionYears(district, [year], [], { consistent: true }),
    tellLevel(district) === 'county' ? [] : table.childRegions(district, year, { consistent: true }),
  ]);
  const total = years.get(year);
  // While agencies are lacking nothing is compared.
  if (!total || countLacking(total) > 0 || below.length === 0) return total;
  const places = below.flatMap(({ code, consolidated = [] }) =>
    consolidated.map((agencyId): Place => ({ district: code, agencyId, year })),
  );
  const read = places.length > 0 ? await table.agencyYearsAt(places) : () => undefined;
  const regions = below.map(({ code, name, figures }): RegionPart => ({
    name,
    computed: figures,
    stated: findStated(places.filter((place) => place.district === code).map(read)),
  }));
  return { ...total, regions };
}

/** A region has one report about itself, if any; of several the first is the one that is compared. */
export const findStated = (consolidated: readonly (AgencyYear | undefined)[]): Figures | undefined =>
  consolidated.flatMap((item) => item?.inForce?.figures ?? [])[0];

/** The roster of a published collection has some agencies only: their sum is not the region's. */
export const isComparedWithRegion = ({ agency }: AgencyYear): boolean =>
  agency.kind === 'consolidated' && agency.dataset !== 'published';

const openersOf = ({ opensWith = [], year }: AgencyYear): Place[] =>
  opensWith.map((neighbour) => ({ ...neighbour, year: year - 1 }));
