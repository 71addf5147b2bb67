/** What agency-years are compared with, in as few reads as there are kinds of it; most need nothing beyond last year. */
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import type { Surroundings } from '../domain/verdict/findings-shown.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { readPlace, type Place } from '../domain/basics/place.ts';

export type SurroundingsTable = Pick<ReportTable, 'agencyYearsAt' | 'regionYears'>;

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
        const { years } = await table.regionYears(district, [year], [], { consistent: true });
        return [name, years.get(year)] as const;
      }),
    ),
  );
  return (item) => ({
    previous: read({ ...readPlace(item), year: item.year - 1 }),
    openers: openersOf(item).map(readOpener),
    total: totals.get(`${item.district}#${item.year}`),
  });
}

/** The roster of a published collection has some agencies only: their sum is not the region's. */
export const isComparedWithRegion = ({ agency }: AgencyYear): boolean =>
  agency.kind === 'consolidated' && agency.dataset !== 'published';

const openersOf = ({ opensWith = [], year }: AgencyYear): Place[] =>
  opensWith.map((neighbour) => ({ ...neighbour, year: year - 1 }));
