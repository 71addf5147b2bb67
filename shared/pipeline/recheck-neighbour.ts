/**
 * The Y rules and Q5 compare a report with last year's, Q6 with the roster. When a report comes into force, its own
 * comparison and the next year's are made again, so that the standing never depends on which arrived first.
 */
import pMap from 'p-map';
import { contextualFindings } from '../contracts/findings-shown.ts';
import type { AgencyYearItem } from '../contracts/items.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { openWarnings } from '../domain/check-report.ts';
import type { Place } from '../domain/place.ts';
import { UnavailableError } from '../errors.ts';

const MAX_RACES = 8;
const CONCURRENCY = 8;

/** Compares the reports of each place's year and of the year after with their predecessors. Answers how many changed. */
export async function recheckNeighbours(
  table: Pick<ReportTable, 'agencyYearsAt' | 'putAgencyYear'>,
  places: readonly Place[],
): Promise<number> {
  let pending = distinct(places.flatMap((place) => [place, { ...place, year: place.year + 1 }]));
  let changes = 0;
  for (let race = 0; race < MAX_RACES; race++) {
    const read = await table.agencyYearsAt([...pending, ...pending.map(yearBefore)]);
    const outdated = await pMap(
      pending,
      async (place) => {
        const item = rechecked(read(place), read(yearBefore(place)));
        if (!item) return [];
        if ((await table.putAgencyYear(item)) === 'outdated') return [place];
        changes += 1;
        return [];
      },
      { concurrency: CONCURRENCY },
    );
    pending = outdated.flat();
    if (pending.length === 0) return changes;
  }
  throw new UnavailableError(`${pending.length} agency-years lost ${MAX_RACES} races`);
}

const yearBefore = (place: Place): Place => ({ ...place, year: place.year - 1 });

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [`${place.agencyId}#${place.year}`, place])).values()];
}

function rechecked(
  item: AgencyYearItem | undefined,
  previous: AgencyYearItem | undefined,
): AgencyYearItem | undefined {
  if (!item?.inForce) return undefined;
  const found = contextualFindings(item, previous);
  const contextualWarnings = openWarnings(found, item.inForce.explained).length;
  if (contextualWarnings === item.inForce.contextualWarnings) return undefined;
  return { ...item, revision: item.revision + 1, inForce: { ...item.inForce, contextualWarnings } };
}
