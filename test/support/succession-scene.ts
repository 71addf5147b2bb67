/** Regions that got another code, were merged, split, or go on beside another; each with one agency that has filed. */
import type { RegionEntry } from '../../shared/domain/roster/loaded-region.ts';
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import type { WebScene } from './web-scene.ts';

export const COUNTY = '990103';
export const RECODED = '990104';
export const MERGED = '990107';
export const PART = '990109';
export const BESIDE = '990112';
const REGIONS: readonly RegionEntry[] = [
  { code: '990000', name: '试点省' },
  { code: '990100', name: '松山市' },
  { code: COUNTY, name: '松岭县', to: 2022 },
  { code: RECODED, name: '松岭区', from: 2023, predecessors: [COUNTY] },
  { code: '990105', name: '南山县', to: 2022 },
  { code: '990106', name: '北山县', to: 2022 },
  { code: MERGED, name: '山城区', from: 2023, predecessors: ['990105', '990106'] },
  { code: '990108', name: '大川县', to: 2022 },
  { code: PART, name: '东川区', from: 2023, predecessors: ['990108'] },
  { code: '990110', name: '西川区', from: 2023, predecessors: ['990108'] },
  { code: '990111', name: '长河县' },
  { code: BESIDE, name: '新河区', from: 2023, predecessors: ['990111'] },
];
/** Received in 2022 where the region had ended by 2023, and in 2023 elsewhere. */
const RECEIVED: Readonly<Record<string, number>> = {
  [COUNTY]: 30,
  '990105': 5,
  '990106': 7,
  '990108': 50,
  '990111': 11,
  [RECODED]: 36,
  [MERGED]: 13,
  [PART]: 20,
  [BESIDE]: 4,
};

export async function makeSuccession(scene: WebScene): Promise<void> {
  await loadRegions(scene.store.table, REGIONS);
  const spans = new Map(REGIONS.map((region) => [region.code, region]));
  const roster = Object.keys(RECEIVED).map((district): RosterEntry => ({
    id: `${district}-cz`,
    name: `财政局${district}`,
    kind: 'department',
    district,
    aliases: [],
    from: spans.get(district)?.from ?? 2019,
    ...(spans.get(district)?.to !== undefined && { to: spans.get(district)?.to }),
    predecessors: district === RECODED ? [`${COUNTY}-cz`] : [],
  }));
  await loadRoster(scene.store.table, roster, scene.store.now());
  for (const { id, district, to } of roster)
    await scene.file({
      id,
      district,
      year: to ?? 2023,
      received: RECEIVED[district] ?? 0,
      at: `${(to ?? 2023) + 1}-01-20T08:00:00Z`,
    });
}
