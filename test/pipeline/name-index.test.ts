/** Names by which regions and agencies are found stay in step with what is loaded. */
import { createHash } from 'node:crypto';
import { fromStoredNames } from '../../shared/contracts/table/stored-names.ts';
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpeller, spellName } from '../../cli/spell-name.ts';
import { guessSpelling } from '../../shared/domain/search/initials-by-collation.ts';
import { createTableClient } from '../../shared/adapters/clients.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import {
  indexAgencies,
  indexMissing,
  indexRegions,
  replaceAgencyNames,
  reindexAgencies,
  respellNames,
} from '../../shared/pipeline/name-index.ts';
import { packProvinces } from '../../shared/pipeline/pack-names.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { searchNames } from '../../web/search/search-view.ts';
import { aBucket, aStore, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency } from '../support/filing-desk.ts';

const REGIONS = [
  { code: '000000', name: '全国' },
  { code: '450000', name: '广西壮族自治区' },
  { code: '450200', name: '柳州市' },
  { code: '450202', name: '城中区' },
  { code: '450205', name: '柳北区' },
];
const agency = (id: string, name: string, more: Partial<RosterEntry> = {}): RosterEntry => ({
  ...anAgency(id, '450205'),
  name,
  ...more,
});

let engines: TestEngines;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

const storeWith = async (roster: readonly RosterEntry[]): Promise<Store> =>
  aStore({ ...engines, bucket: await aBucket(engines, `names-${++buckets}`) }, { regions: REGIONS, roster });
async function load(store: Store, ...entries: RosterEntry[]): Promise<void> {
  await indexAgencies(store.table, entries, spellName, store.now());
  await loadRoster(store.table, entries, store.now());
}
/** `柳北区教育局 lbqjyj`, by district. */
async function namesIn({ table }: Store, of: string): Promise<string[]> {
  const names = (await table.names([of])).get(of) ?? [];
  return names.flatMap(({ spellings }) => spellings.map(({ text, initials }) => `${text} ${initials}`));
}

/** Sort keys of all that is stored of names. */
async function piecesIn({ tableName }: Store): Promise<unknown[]> {
  const { Items = [] } = await createTableClient(engines.dynamodb).send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': 'names' },
    }),
  );
  return Items.map(({ sk }) => sk as unknown);
}

describe('a stated reading', () => {
  const pinyinIn = async ({ table }: Store, of: string): Promise<string[]> =>
    ((await table.names([of])).get(of) ?? []).map(
      ({ spellings: [first] }) => `${first?.initials} ${first?.pinyin}`,
    );

  it('takes the place of the made one, stays through the night and a new dictionary, and goes with its column', async () => {
    const stated = agency('a-1', '长乐局', { pinyin: 'Zhangyue Ju' });
    const store = await storeWith([stated, agency('a-2', '长乐站')]);
    await load(store, stated);
    const expected = ['zyj Zhangyue Ju', 'clz Changle Zhan'];
    expect(await pinyinIn(store, '450205')).toEqual(expected);
    expect((await store.table.rosterOf(['a-1'])).get('a-1')?.pinyin).toBe('Zhangyue Ju');
    await respellNames(store.table, spellName);
    expect(await pinyinIn(store, '450205')).toEqual(expected);
    const found = await searchNames(store.table, 'zhangyue');
    expect(JSON.stringify(found)).toContain('a-1');
    await load(store, agency('a-1', '长乐局'));
    expect((await pinyinIn(store, '450205'))[0]).toBe('clj Changle Ju');
  });

  it('of a region is found, and reaches the names of its agencies where they are spelled again', async () => {
    const store = await storeWith([
      agency('a-1', '柳北区教育局'),
      agency('a-2', '柳北区档案馆', { pinyin: 'Own Reading' }),
    ]);
    await load(store, agency('a-2', '柳北区档案馆', { pinyin: 'Own Reading' }));
    const region = { code: '450205', name: '柳北区', pinyin: 'Niubei Qu' };
    await indexRegions(store.table, [region], spellName);
    await loadRegions(store.table, [region]);
    expect(await pinyinIn(store, 'regions')).toContain('nbq Niubei Qu');
    await respellNames(store.table, await openSpeller(store.table), new Set(['450200']));
    expect(await pinyinIn(store, '450205')).toEqual(['nbqjyj Niubei Qu Jiaoyu Ju', 'or Own Reading']);
    expect((await store.table.regions()).find(({ code }) => code === '450205')?.pinyin).toBe('Niubei Qu');
  });
});

describe('a load', () => {
  it('tells names, other names and their initials, a district’s in one item, all regions in another', async () => {
    const store = await storeWith([
      agency('a-1', '柳北区教育局', { aliases: ['区教育局'] }),
      agency('a-2', '档案馆'),
    ]);
    expect(await namesIn(store, '450205')).toEqual(['柳北区教育局 lbqjyj', '区教育局 qjyj', '档案馆 dag']);
    expect(await namesIn(store, 'regions')).toEqual([
      '全国 qg',
      '广西壮族自治区 gxzzzzq',
      '柳州市 lzs',
      '城中区 czq',
      '柳北区 lbq',
    ]);
    expect(await namesIn(store, '450202')).toEqual([]);
  });

  it('changes what it names, by former names too, and leaves the rest', async () => {
    const store = await storeWith([agency('a-1', '教育局'), agency('a-2', '档案馆')]);
    await load(store, agency('a-1', '教育和体育局'));
    await indexRegions(store.table, [{ code: '450202', name: '城中新区' }], spellName);
    const names = ['教育和体育局 jyhtyj', '教育局 jyj', '档案馆 dag'];
    expect(await namesIn(store, '450205')).toEqual(names);
    expect(await namesIn(store, 'regions')).toContain('城中新区 czxq');
    expect(await namesIn(store, 'regions')).toHaveLength(5);
    expect((await reconcile(store, { graceMs: 0 })).reindexed).not.toContain('450205');
  });

  it('moves an agency that was in another district by mistake', async () => {
    const store = await storeWith([agency('a-1', '教育局'), agency('a-2', '档案馆')]);
    await load(store, agency('a-1', '教育局', { district: '450202' }));
    expect(await namesIn(store, '450205')).toEqual(['档案馆 dag']);
    expect(await namesIn(store, '450202')).toEqual(['教育局 jyj']);
  });

  it('tells the whole pinyin, which a writer without the dictionary leaves', async () => {
    const store = await storeWith([agency('a-1', '教育局')]);
    const pinyinIn = async () =>
      (await store.table.names(['450205'])).get('450205')?.map(({ spellings }) => spellings[0]?.pinyin);
    expect(await pinyinIn()).toEqual(['Jiaoyu Ju']);
    await indexAgencies(
      store.table,
      [agency('a-1', '教育局'), agency('a-2', '档案馆')],
      guessSpelling,
      store.now(),
    );
    expect(await pinyinIn()).toEqual(['Jiaoyu Ju', undefined]);
    expect(await namesIn(store, '450205')).toEqual(['教育局 jyj', '档案馆 dag']);
    await respellNames(store.table, spellName);
    expect(await pinyinIn()).toEqual(['Jiaoyu Ju', "Dang'an Guan"]);
  });

  it('loses nothing to another one at the same time', async () => {
    const store = await storeWith([]);
    await Promise.all(['a-1', 'a-2', 'a-3', 'a-4'].map((id) => load(store, agency(id, `第${id}局`))));
    expect(await namesIn(store, '450205')).toHaveLength(4);
  });
});

describe('more names than one item holds', () => {
  // Some 950 kB: neither the 4 001st agency is left out, nor does DynamoDB refuse an item.
  const many = Array.from({ length: 4100 }, (_, i): RosterEntry => {
    const number = String(i).padStart(4, '0');
    return agency(`a-${number}`, `第${number}管理局`, { aliases: [`${number}${'长'.repeat(64)}局`] });
  });

  const withoutInitials = () => undefined;

  it('are all kept, found by a search, changed and made fewer', async () => {
    const store = await storeWith([]);
    await indexAgencies(store.table, many, withoutInitials, store.now());
    expect((await store.table.names(['450205'])).get('450205')).toHaveLength(4100);
    const { hits } = await searchNames(store.table, '第4099管理局');
    expect(hits.map(({ id }) => id)).toEqual(['a-4099']);

    await indexAgencies(store.table, [agency('a-4099', '末尾局')], spellName, store.now());
    expect((await namesIn(store, '450205')).at(-1)).toBe('末尾局 mwj');

    const before = await store.table.namesToChange('450205');
    expect(before?.further).toBeGreaterThan(1);
    await store.table.putNames(
      '450205',
      (before?.revision ?? 0) + 1,
      fromStoredNames([['a-1', 'department', '教育局', 'jyj']]),
      before?.further,
    );
    expect(await namesIn(store, '450205')).toEqual(['教育局 jyj']);
    expect(await piecesIn(store)).toEqual(['450205', 'regions']);
  });

  it('are written by one of two at the same time', async () => {
    const store = await storeWith([]);
    await Promise.all([
      indexAgencies(store.table, many.slice(0, 2000), withoutInitials, store.now()),
      indexAgencies(store.table, many.slice(2000), withoutInitials, store.now()),
    ]);
    expect((await store.table.names(['450205'])).get('450205')).toHaveLength(4100);
  });
});

describe('reconciliation', () => {
  it('mends what an interrupted load left, keeps the initials, and then finds nothing to mend', async () => {
    const store = await storeWith([agency('a-1', '教育局'), agency('a-2', '档案馆', { to: 2021 })]);
    const next = agency('a-3', '将来局', { from: 2099 });
    await load(store, next);
    const right = await namesIn(store, '450205');
    expect(right).toEqual(['教育局 jyj', '档案馆 dag', '将来局 jlj']);
    expect((await reconcile(store, { graceMs: 0 })).reindexed).toEqual([]);

    const revision = (await store.table.namesToChange('450205'))?.revision ?? 0;
    await store.table.putNames(
      '450205',
      revision + 1,
      fromStoredNames([
        ['a-1', 'institution', '旧名局', 'jmj', '教育局', 'jyj'],
        ['a-3', 'department', '将来局', 'jlj'],
      ]),
    );
    expect(await reconcile(store, { graceMs: 0 })).toMatchObject({ reindexed: ['450205'], failures: [] });
    // A name that only the dictionary could read has its characters alone; the next load adds the initials.
    expect(await namesIn(store, '450205')).toEqual(['教育局 jyj', '档案馆 ', '将来局 jlj']);
    expect((await reconcile(store, { graceMs: 0 })).reindexed).toEqual([]);
    await load(store, agency('a-2', '档案馆', { to: 2021 }));
    expect(await namesIn(store, '450205')).toEqual(right);
  });
});

describe('reconciliation beside a load', () => {
  it('leaves the names of regions that are being loaded just now', async () => {
    const store = await storeWith([]);
    const before = await namesIn(store, 'regions');
    await indexRegions(store.table, [{ code: '450203', name: '鱼峰区' }], spellName);
    expect((await reconcile(store, { graceMs: 0 })).failures).toEqual([]);
    expect(await namesIn(store, 'regions')).toEqual([
      ...before.slice(0, 4),
      '鱼峰区 yfq',
      ...before.slice(4),
    ]);
    expect((await searchNames(store.table, 'yfq')).hits.map(({ id }) => id)).toEqual(['450203']);
  });

  it('leaves a name that was loaded after the agencies were read', async () => {
    const store = await storeWith([agency('a-1', '教育局')]);
    const read = new Map([['a-1', agency('a-1', '教育局')]]);
    await load(store, agency('a-1', '教育和体育局'));
    const names = await namesIn(store, '450205');
    expect(await reindexAgencies(store.table, '450205', read)).toBe(false);
    expect(await indexMissing(store.table, '450205', read)).toBe(false);
    expect(await namesIn(store, '450205')).toEqual(names);
    expect(names).toContain('教育和体育局 jyhtyj');
  });
});

describe('names for searches', () => {
  const oneAgency = [agency('gaj', '柳北区公安局')];

  it('are read once a version: further searches read one small item', async () => {
    const { table } = await storeWith(oneAgency);
    const reads: string[] = [];
    const observed = table.observed(({ read }) => reads.push(read.name));
    expect((await searchNames(observed, '公安')).hits.map(({ id }) => id)).toEqual(['gaj']);
    expect((await searchNames(observed, '柳北')).hits.map(({ id }) => id)).toEqual(['450205', 'gaj']);
    expect(reads).toEqual(Array(2).fill(JSON.stringify([['names#packed', 'head']])));
  });

  it('are found as soon as they are loaded, by those who had others before', async () => {
    const store = await storeWith(oneAgency);
    expect((await searchNames(store.table, '教育')).hits).toEqual([]);
    await load(store, agency('jyj', '柳北区教育局'));
    expect((await searchNames(store.table, '教育')).hits.map(({ id }) => id)).toEqual(['jyj']);
  });

  it('take as many items as they need, and give back those that they need no longer', async () => {
    const store = await storeWith([]);
    // Letters without order can't be packed much smaller.
    const long = Array.from({ length: 3000 }, (_, i) =>
      agency(`a-${i}`, `第${i}局${createHash('sha512').update(String(i)).digest('base64')}`),
    );
    await indexAgencies(store.table, long, spellName, store.now());
    const parts = async () => (await store.table.packedNamesHead())?.provinces['450000']?.parts;
    expect(await parts()).toBe(2);
    const elsewhere = store.table.observed(() => undefined);
    expect((await searchNames(elsewhere, '第2999局')).hits.map(({ id }) => id)).toContain('a-2999');
    const ids = new Map(long.map(({ id, district }) => [id, { id, district }]));
    await replaceAgencyNames(store.table, [], [...ids.values()], spellName);
    expect(await parts()).toBe(1);
    expect((await searchNames(store.table, '第2999局')).hits).toEqual([]);
  });

  it('are packed by the night where a load broke off before', async () => {
    const store = await storeWith(oneAgency);
    const head = await store.table.packedNamesHead();
    await store.table.putPackedNames('450000', { regions: [], agencies: new Map() }, head);
    expect((await searchNames(store.table, '公安')).hits).toEqual([]);
    expect(await packProvinces(store.table, ['450000', '000000'])).toEqual(['450000']);
    expect((await searchNames(store.table, '公安')).hits.map(({ id }) => id)).toEqual(['gaj']);
    expect(await packProvinces(store.table, ['450000'])).toEqual([]);
  });

  it('of a table that has none packed are all packed with the first change, and all found until then', async () => {
    const store = await storeWith(oneAgency);
    await loadRegions(store.table, [{ code: '350000', name: '福建省' }]);
    await indexRegions(store.table, [{ code: '350000', name: '福建省' }], spellName);
    const { client } = openTable({ TABLE_NAME: store.tableName }, engines.dynamodb);
    await client.send(
      new DeleteCommand({ TableName: store.tableName, Key: { pk: 'names#packed', sk: 'head' } }),
    );
    const found = async () =>
      (await Promise.all(['公安', '福建'].map((query) => searchNames(store.table, query)))).flatMap(
        ({ hits }) => hits.map(({ id }) => id),
      );
    expect(await found()).toEqual(['gaj', '350000']);
    expect(await packProvinces(store.table, ['450000'])).toEqual(['450000', '000000', '350000']);
    expect(Object.keys((await store.table.packedNamesHead())?.provinces ?? {}).sort()).toEqual([
      '000000',
      '350000',
      '450000',
    ]);
    expect(await found()).toEqual(['gaj', '350000']);
    client.destroy();
  });

  it('are whole where two load at once', async () => {
    const store = await storeWith([]);
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => load(store, agency(id, `${id}公安局`))));
    const { hits } = await searchNames(store.table, '公安局');
    expect(hits.map(({ id }) => id).sort()).toEqual(['a', 'b', 'c', 'd']);
  });
});
