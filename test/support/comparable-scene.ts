/** More of the scene's city: districts that can be compared by what they refuse. */
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { spellName } from '../../cli/spell-name.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { indexAgencies, indexRegions } from '../../shared/pipeline/name-index.ts';
import type { aBalancedReport } from './a-balanced-report.ts';
import type { WebScene } from './web-scene.ts';

const AGENCIES: readonly (readonly [id: string, name: string, district: string])[] = [
  ['cz-jiaoyu', '城中区教育局', '450202'],
  ['cz-minzheng', '城中区民政局', '450202'],
  ['yf-jiaoyu', '柳江区教育局', '450203'],
];

/** So many of the granted ones are refused instead, as 1.属于国家秘密. */
export const refusing =
  (refused: number) =>
  (document: ReturnType<typeof aBalancedReport>): void => {
    const { results } = document.applications as unknown as {
      results: { granted: Record<string, number>; refused: { stateSecret: Record<string, number> } };
    };
    for (const column of ['naturalPerson', 'total']) {
      results.granted[column] = (results.granted[column] ?? 0) - refused;
      results.refused.stateSecret[column] = refused;
    }
  };

/**
 * 2024: 柳北区 refuses 0 of 1 208, 城中区 25 of 100, 柳江区 6 of 56. 2023: 城中区 8 of 40, and 柳江区, with 5 cases, has too
 * few to compare.
 */
export async function makeComparable(scene: WebScene): Promise<void> {
  const entries = AGENCIES.map(([id, name, district]): RosterEntry => ({
    id,
    name,
    district,
    kind: 'department',
    aliases: [],
    from: 2019,
    predecessors: [],
  }));
  const regions = [{ code: '450203', name: '柳江区' }];
  await indexRegions(scene.store.table, regions, spellName);
  await loadRegions(scene.store.table, regions);
  await indexAgencies(scene.store.table, entries, spellName, scene.store.now());
  await loadRoster(scene.store.table, entries, scene.store.now());
  const file = (id: string, district: string, year: number, received: number, refused: number) =>
    scene.file({
      id,
      district,
      year,
      received,
      at: `${year + 1}-01-20T08:00:00Z`,
      change: refusing(refused),
    });
  await file('cz-jiaoyu', '450202', 2023, 40, 8);
  await file('cz-jiaoyu', '450202', 2024, 70, 25);
  await file('cz-minzheng', '450202', 2024, 30, 0);
  await file('yf-jiaoyu', '450203', 2023, 5, 0);
  await file('yf-jiaoyu', '450203', 2024, 56, 6);
}
