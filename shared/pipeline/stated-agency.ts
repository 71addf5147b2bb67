/** Which other agency a report names as its own (rule T13): looked up only where the name is none of the agency's. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { traceLineage } from '../domain/basics/region.ts';
import type { Place } from '../domain/basics/place.ts';
import type { Report } from '../domain/form/report.ts';
import { findStatedAgency, listOtherNames, type StatedAgency } from '../domain/narrative/stated-names.ts';
import type { AgencyNames } from '../domain/roster/former-names.ts';

/** Among the agencies of its region and of the regions above; one read, which hardly any report needs. */
export async function lookUpStatedAgency(
  table: Pick<ReportTable, 'names'>,
  { district, agencyId }: Place,
  own: AgencyNames,
  report: Report,
): Promise<StatedAgency | undefined> {
  const stated = listOtherNames(report, own);
  if (stated.length === 0) return undefined;
  const regions = traceLineage(district).reverse();
  const names = await table.names(regions);
  return findStatedAgency(
    stated,
    regions.flatMap((region) => names.get(region) ?? []),
    agencyId,
  );
}
