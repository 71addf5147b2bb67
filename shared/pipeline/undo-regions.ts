/** What a load of regions added is taken out, what it changed is put back: no other load has written a region since. */
import type { LoadEntry } from '../domain/roster/load-record.ts';
import type { LoadedRegion } from '../domain/roster/loaded-region.ts';
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { tellChinaYear } from '../domain/basics/calendar.ts';
import { traceLineage } from '../domain/basics/region.ts';
import { yearsUpTo } from './load-roster.ts';
import { replaceRegionNames } from './name-index.ts';
import { previewRegions, type RegionsPreview } from './preview-load.ts';
import { recomputeRegion } from './recompute-region.ts';
import type { Obstacle, UndoDeps } from './undo-load.ts';

const CONCURRENCY = 8;

export interface RegionsUndo {
  readonly removed: readonly LoadedRegion[];
  readonly changed: RegionsPreview['changed'];
  readonly obstacles: readonly Obstacle[];
  readonly write: () => Promise<void>;
}

export async function planUndoRegions(
  deps: UndoDeps,
  entries: readonly LoadEntry<LoadedRegion>[],
): Promise<RegionsUndo> {
  const { table, loads, spell, now } = deps;
  const loaded = await table.regions();
  const codes = new Set(entries.filter(({ before }) => !before).map(({ id }) => id));
  const removed = loaded.filter(({ code }) => codes.has(code));
  const restored = entries.flatMap(({ before }) => before ?? []);
  const years = yearsUpTo(tellChinaYear(now));
  return {
    removed,
    changed: previewRegions(loaded, restored).changed,
    obstacles: [
      ...loaded
        .filter(({ code }) => !codes.has(code) && traceLineage(code).some((above) => codes.has(above)))
        .map(({ code, name }) => ({ id: code, name })),
      ...(
        await pMap(removed, ({ code }) => agenciesIn(table, code, years), { concurrency: CONCURRENCY })
      ).flat(),
    ],
    async write() {
      await pMap(restored, (item) => table.putRegion(item), { concurrency: CONCURRENCY });
      await pMap(codes, (code) => loads.removeRegion(code), { concurrency: CONCURRENCY });
      await replaceRegionNames(table, restored, codes, spell);
      // A region's totals bear its name.
      for (const { code } of restored) for (const year of years) await recomputeRegion(table, code, year);
    },
  };
}

/** Agencies of the roster, and those that are no longer on it with what they filed. */
async function agenciesIn(
  table: Pick<ReportTable, 'namesToChange' | 'rosterOf' | 'children'>,
  code: string,
  years: readonly number[],
): Promise<Obstacle[]> {
  const names = (await table.namesToChange(code))?.names ?? [];
  const roster = await table.rosterOf(names.map(({ id }) => id));
  const enrolled = [...roster.values()].filter(({ district }) => district === code);
  const filed = await pMap(
    years,
    async (year) => {
      const { agencies, beside } = await table.children(code, year, { consistent: true });
      return [...agencies, ...beside].flatMap(({ agency, latest }) =>
        latest ? [{ id: agency.id, name: agency.name, report: { year, receivedAt: latest.receivedAt } }] : [],
      );
    },
    { concurrency: CONCURRENCY },
  );
  return [...enrolled.map(({ id, name }) => ({ id, name })), ...filed.flat()];
}
