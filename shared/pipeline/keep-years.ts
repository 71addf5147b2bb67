/** Agency-years of a region that were just read are not read again one by one, until one of them is written. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Place } from '../domain/basics/place.ts';
import type { VisitedRegion } from './walk-regions.ts';

type YearsTable = Pick<ReportTable, 'agencyYearsAt' | 'putAgencyYear'>;

const nameRegion = (code: string, year: number): string => `${code}#${year}`;
const namePlace = ({ district, agencyId, year }: Place): string =>
  `${nameRegion(district, year)}#${agencyId}`;

/**
 * Who isn't among a region's children is not there. What can't be read is asked for, and so is whatever was written, or
 * could not be, since somebody else had written it.
 */
export function keepYears<Table extends YearsTable>(table: Table, regions: readonly VisitedRegion[]): Table {
  const whole = new Set(regions.map(({ code, year }) => nameRegion(code, year)));
  const known = new Map(
    regions.flatMap(({ code, year, children }) =>
      [...children.agencies, ...children.beside].map((item) => [
        namePlace({ district: code, agencyId: item.agency.id, year }),
        item,
      ]),
    ),
  );
  const asked = new Set(
    regions.flatMap(({ damaged }) =>
      damaged.flatMap(({ what }) => (what.kind === 'agency-year' ? [namePlace(what.place)] : [])),
    ),
  );
  const isKnown = (place: Place): boolean =>
    whole.has(nameRegion(place.district, place.year)) && !asked.has(namePlace(place));
  return {
    ...table,
    async agencyYearsAt(places, options) {
      const others = places.filter((place) => !isKnown(place));
      const read = others.length > 0 ? await table.agencyYearsAt(others, options) : () => undefined;
      return (place) => (isKnown(place) ? known.get(namePlace(place)) : read(place));
    },
    putAgencyYear(item, instead) {
      asked.add(namePlace({ district: item.district, agencyId: item.agency.id, year: item.year }));
      return table.putAgencyYear(item, instead);
    },
  };
}
