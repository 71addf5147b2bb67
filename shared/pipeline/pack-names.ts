/** Packs the names of provinces for searches, whenever names are written; the night mends what a writer that broke off has left. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { retryRace } from './retry-race.ts';

export type PackTable = Pick<
  ReportTable,
  'packedNamesHead' | 'namesWithin' | 'putPackedNames' | 'listProvinces' | 'putPackedWhole'
>;

/** Answers those whose names were not packed as they are. The first time all are packed: until then none is searched. */
export async function packProvinces(table: PackTable, provinces: Iterable<string>): Promise<string[]> {
  const isWhole = (await table.packedNamesHead())?.isWhole === true;
  const wanted = new Set(isWhole ? provinces : [...provinces, ...(await table.listProvinces())]);
  const packed: string[] = [];
  // One after the other: all of them change the head.
  for (const province of wanted) if (await packProvince(table, province)) packed.push(province);
  if (!isWhole && wanted.size > 0) await tellWhole(table);
  return packed;
}

const tellWhole = (table: PackTable): Promise<boolean> =>
  retryRace<boolean>('the head of the packed names', async () => {
    const head = await table.packedNamesHead();
    if (!head || head.isWhole) return false;
    return (await table.putPackedWhole(head)) === 'written' ? true : 'outdated';
  });

const packProvince = (table: PackTable, province: string): Promise<boolean> =>
  retryRace<boolean>(`the packed names of ${province}`, async () => {
    // Before the names: whoever changes some in between changes the head as well.
    const head = await table.packedNamesHead();
    const written = await table.putPackedNames(province, await table.namesWithin(province), head);
    return written === 'outdated' ? written : written === 'written';
  });
