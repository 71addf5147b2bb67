/** Packs the names of provinces for searches, whenever names are written; the night mends what a writer that broke off has left. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { retryRace } from './retry-race.ts';

export type PackTable = Pick<ReportTable, 'packedNamesHead' | 'namesWithin' | 'putPackedNames'>;

/** Answers those whose names were not packed as they are. */
export async function packProvinces(table: PackTable, provinces: Iterable<string>): Promise<string[]> {
  const packed: string[] = [];
  // One after the other: all of them change the head.
  for (const province of new Set(provinces)) if (await packProvince(table, province)) packed.push(province);
  return packed;
}

const packProvince = (table: PackTable, province: string): Promise<boolean> =>
  retryRace<boolean>(`the packed names of ${province}`, async () => {
    // Before the names: whoever changes some in between changes the head as well.
    const head = await table.packedNamesHead();
    const written = await table.putPackedNames(province, await table.namesWithin(province), head);
    return written === 'outdated' ? written : written === 'written';
  });
