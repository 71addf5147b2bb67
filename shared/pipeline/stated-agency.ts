/** Which other agency a report names as its own (rule T13): looked up only where the name is none of the agency's. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { findParent, traceLineage } from '../domain/basics/region.ts';
import type { Place } from '../domain/basics/place.ts';
import { foldName } from '../domain/basics/same-name.ts';
import type { Report } from '../domain/form/report.ts';
import {
  findStatedAgency,
  listOtherNames,
  type StatedAgency,
  type StatedName,
} from '../domain/narrative/stated-names.ts';
import type { AgencyNames } from '../domain/roster/former-names.ts';
import { REGION_NAMES, type Named } from '../domain/search/name-search.ts';

/**
 * Among the agencies of its region and of the regions above: one read, which hardly any report needs. Then of those
 * regions beside it that the report names.
 */
export async function lookUpStatedAgency(
  table: Pick<ReportTable, 'names'>,
  { district }: Pick<Place, 'district'>,
  own: AgencyNames,
  report: Report,
): Promise<StatedAgency | undefined> {
  const stated = listOtherNames(report, own);
  if (stated.length === 0) return undefined;
  const lineage = traceLineage(district).reverse();
  const names = await table.names([...lineage, REGION_NAMES]);
  const found = findStatedAgency(stated, listNamed(names, lineage), own);
  if (found) return found;
  const beside = listBeside(district, names.get(REGION_NAMES) ?? [], stated);
  if (beside.length === 0) return undefined;
  return findStatedAgency(stated, listNamed(await table.names(beside), beside), own);
}

const listNamed = (names: ReadonlyMap<string, readonly Named[]>, regions: readonly string[]): Named[] =>
  regions.flatMap((region) => names.get(region) ?? []);

/** The likeliest report to be copied is that of the same office of a neighbour. */
const listBeside = (district: string, regions: readonly Named[], stated: readonly StatedName[]): string[] =>
  regions
    .filter(({ id }) => id !== district && findParent(id) === findParent(district))
    .filter(({ spellings }) =>
      spellings.some(({ text }) => stated.some(({ words }) => words.includes(foldName(text)))),
    )
    .map(({ id }) => id);
