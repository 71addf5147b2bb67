/**
 * The Y rules and Q5 compare a report with last year's. When a report comes into force, its own comparison and the
 * next year's are made again, so that the standing never depends on which of the two years arrived first.
 */
import { fromStoredFigures, type AgencyYearItem } from '../contracts/items.ts';
import type { ReportTable } from '../adapters/report-table.ts';
import { checkNeighbours } from '../domain/check-neighbours.ts';
import { openWarnings } from '../domain/check-report.ts';
import type { Figures } from '../domain/figures.ts';
import type { Place } from '../domain/place.ts';
import type { Explanation } from '../domain/report.ts';
import { UnavailableError } from '../errors.ts';

const MAX_RACES = 8;

/** Open warnings of a report against last year's report in force; none where there is none. */
export function openAgainstNeighbour(
  previous: AgencyYearItem | undefined,
  figures: Figures,
  explanations: readonly Explanation[],
): number {
  if (!previous?.inForce) return 0;
  const before = fromStoredFigures(previous.year, previous.inForce.figures);
  return openWarnings(checkNeighbours(before, figures), explanations).length;
}

/** Compares the reports of `place.year` and of the year after with their predecessors. Answers how many changed. */
export async function recheckNeighbours(
  table: Pick<ReportTable, 'agencyYears' | 'putAgencyYear'>,
  place: Place,
  consolidated: boolean,
): Promise<number> {
  for (let race = 0; race < MAX_RACES; race++) {
    const { year } = place;
    const items = await table.agencyYears(place, consolidated, [year - 1, year, year + 1], {
      consistent: true,
    });
    const changed = [year, year + 1].flatMap((y) => rechecked(items.get(y), items.get(y - 1)) ?? []);
    const written = await Promise.all(changed.map((item) => table.putAgencyYear(item)));
    if (written.every((result) => result === 'written')) return changed.length;
  }
  throw new UnavailableError(`${place.agencyId} ${place.year} lost ${MAX_RACES} races for its agency-year`);
}

function rechecked(
  item: AgencyYearItem | undefined,
  previous: AgencyYearItem | undefined,
): AgencyYearItem | undefined {
  if (!item?.inForce) return undefined;
  const { figures, explanations } = item.inForce;
  const neighbourWarnings = openAgainstNeighbour(
    previous,
    fromStoredFigures(item.year, figures),
    explanations,
  );
  if (neighbourWarnings === item.inForce.neighbourWarnings) return undefined;
  return { ...item, revision: item.revision + 1, inForce: { ...item.inForce, neighbourWarnings } };
}
