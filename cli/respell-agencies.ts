/** Names of agencies begin with those of their regions: where a region is read otherwise, they are, too. */
import type { ReportTable } from '../shared/adapters/table/report-table.ts';
import type { RegionEntry } from '../shared/domain/roster/loaded-region.ts';
import { respellNames, type NamesTable } from '../shared/pipeline/name-index.ts';
import { createSpeller } from './spell-name.ts';

/** `regions`: as they are about to be written. Before they are, so that whoever repeats what broke off finds them changed still. */
export async function respellAgencies(
  table: NamesTable & Pick<ReportTable, 'regions' | 'rosterOf'>,
  regions: readonly RegionEntry[],
): Promise<void> {
  const loaded = new Map((await table.regions()).map((region) => [region.code, region]));
  const read = regions.filter(({ code, pinyin }) => loaded.get(code)?.pinyin !== pinyin);
  if (read.length === 0) return;
  const after = new Map<string, RegionEntry>([
    ...loaded,
    ...regions.map((region) => [region.code, region] as const),
  ]);
  await respellNames(table, createSpeller([...after.values()]), new Set(read.map(({ code }) => code)));
}
