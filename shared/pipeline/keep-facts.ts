/** Facts of every region's children are made where a system of an earlier version kept none. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { walkRegions } from './walk-regions.ts';

export type FactsTable = Pick<ReportTable, 'children' | 'regions' | 'mendFacts' | 'markDamaged'>;

/** Answers how many were made. Who damaged a child is told by verify: the others' facts are kept all the same. */
export async function keepFactsOfYear(table: FactsTable, year: number): Promise<number> {
  let kept = 0;
  await walkRegions(
    table,
    year,
    async ({ code, damaged }) => {
      kept += (await table.mendFacts(code, year, { onDamaged: () => undefined })).mended.length;
      await table.markDamaged(damaged);
    },
    { onDamaged: () => undefined },
  );
  return kept;
}
