import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import { loadRegions } from '../../shared/pipeline/load-roster.ts';
import { aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
let store: Store;
beforeAll(async () => {
  engines = await startEngines();
  store = await aStore(engines, {
    regions: [
      { code: '450200', name: '柳州市', mail: 'office@example.org' },
      { code: '450205', name: '柳北区' },
      { code: '450202', name: '城中区' },
    ],
    roster: [],
    now: parseInstant('2025-06-01T00:00:00Z')!,
  });
});
afterAll(() => engines.stop());

async function below(code: string): Promise<string[]> {
  const read = await store.table.regionYears('000000', [], [code]);
  return (read.below.get(code) ?? []).map(({ code: child, name }) => `${child} ${name}`);
}

it('tells a region of those right below it, by code', async () => {
  expect(await below('450200')).toEqual(['450202 城中区', '450205 柳北区']);
  expect(await below('450205')).toEqual([]);
});

it('tells it of one that is loaded or renamed later, and keeps what else was said of it', async () => {
  await loadRegions(store.table, [
    { code: '450203', name: '鱼峰区' },
    { code: '450205', name: '柳北新区' },
  ]);
  expect(await below('450200')).toEqual(['450202 城中区', '450203 鱼峰区', '450205 柳北新区']);
  const city = (await store.table.regions()).find(({ code }) => code === '450200');
  expect(city?.mail).toBe('office@example.org');
});
