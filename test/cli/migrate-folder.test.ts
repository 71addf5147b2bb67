/** A data folder of an earlier version gets its facts of children, once. */
import {
  DeleteCommand,
  GetCommand,
  PutCommand,
  ScanCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from 'vitest';
import { migrateFolder } from '../../cli/migrate-folder.ts';
import { createTableClient } from '../../shared/adapters/clients.ts';
import { createAccountRecords } from '../../shared/adapters/table/account-records.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import { makeAgencyYearKey, makeRosterMailKey, type ItemKey } from '../../shared/contracts/table/keys.ts';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file } from '../support/filing-desk.ts';
import { grantAsFile } from '../support/grant-as-file.ts';

const REGIONS = ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: `区划${code}` }));
const PLACE: Place = { district: '450205', agencyId: 'a-1', year: 2023 };
/** Received on 10 February: late for a department. */
const LATE = makeInstant(Date.UTC(2024, 1, 10));
const NOW = '2025-03-01T00:00:00.000Z';
/** 2019 to 2025. */
const YEARS = 7;

let engines: TestEngines;
let raw: DynamoDBDocumentClient;
let store: Store;
let folder: string;
beforeAll(async () => {
  engines = await startEngines();
  raw = createTableClient(engines.dynamodb);
});
afterAll(async () => {
  raw.destroy();
  await engines.stop();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-migrate-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function migrate(isEmpty: boolean, table: Store['table'] = store.table): Promise<string[]> {
  const lines: string[] = [];
  await migrateFolder(
    folder,
    { table, bucket: store.bucket, accounts: openAccountsOn() },
    { isEmpty, now: store.now(), say: (line) => lines.push(line) },
  );
  return lines;
}
const openAccountsOn = () => createAccountRecords({ client: raw, tableName: store.tableName });
const readForm = async (): Promise<unknown> => JSON.parse(await readFile(join(folder, 'form.json'), 'utf8'));
async function listFacts(): Promise<ItemKey[]> {
  const { Items = [] } = await raw.send(
    new ScanCommand({ TableName: store.tableName, ConsistentRead: true }),
  );
  return Items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })).filter(({ pk }) =>
    pk.startsWith('facts#'),
  );
}

it('makes the facts and says so once', async () => {
  store = await aStore(engines, { regions: REGIONS, roster: [anAgency('a-1', '450205')], now: NOW });
  await file(store, PLACE, { received: 3 });
  await settle(store, [PLACE]);
  const before = await store.state();
  const facts = await listFacts();
  expect(facts.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual(
    expect.arrayContaining(['facts#450205#2023 agency#a-1', 'facts#450205#2023 whole']),
  );
  // As a folder of an earlier version is.
  for (const Key of facts) await raw.send(new DeleteCommand({ TableName: store.tableName, Key }));
  expect(await listFacts()).toEqual([]);

  const lines = await migrate(false);
  expect(lines[0]).toMatch(
    /^正在把数据整理为新版本的格式.* \/ bringing the data to this version’s form, once$/,
  );
  expect(lines[1]).toMatch(
    /截止日一律按《政府信息公开条例》第四十九条.+deadlines go by Decree 711, article 49/,
  );
  expect(lines).toHaveLength(2 + YEARS);
  expect(lines.at(-1)).toBe('  100 %');
  expect(await store.state()).toEqual(before);
  expect(await readForm()).toEqual({ form: 7 });

  const [first] = facts;
  if (!first) throw new Error('no facts');
  await raw.send(new DeleteCommand({ TableName: store.tableName, Key: first }));
  expect(await migrate(false)).toEqual([]);
  expect(await listFacts()).toHaveLength(facts.length - 1);
});

it('judges reports by the law’s deadlines as they are told now, past one that can’t be read', async () => {
  const others: Place[] = ['a-2', 'a-3'].map((agencyId) => ({ ...PLACE, agencyId }));
  const all = [PLACE, ...others];
  store = await aStore(engines, {
    regions: REGIONS,
    roster: all.map(({ agencyId }) => anAgency(agencyId, '450205')),
    now: NOW,
  });
  for (const place of all) await file(store, place, { received: 3 }, { lane: 'backfill', receivedAt: LATE });
  await settle(store, all);
  const judged = await store.state();
  const item = (await store.table.agencyYearsAt([PLACE]))(PLACE);
  expect(item?.rules?.open).toEqual(['D1']);
  // As a version that told another deadline left it.
  await store.table.putAgencyYear({ ...item!, revision: item!.revision + 1, rules: undefined });
  const TableName = store.tableName;
  const { pk, sk } = makeAgencyYearKey({ ...PLACE, agencyId: 'a-2', year: 2024 });
  const { Item } = await raw.send(new GetCommand({ TableName, Key: { pk, sk } }));
  await raw.send(new PutCommand({ TableName, Item: { pk, sk, v: 1 } }));

  await migrate(false);
  expect((await store.table.agencyYearsAt([PLACE]))(PLACE)?.rules).toEqual(item?.rules);
  await raw.send(new PutCommand({ TableName, Item }));
  await settle(store, all);
  expect(await store.state()).toEqual(judged);
});

it('lets addresses find their agencies in a folder of the version before, and judges nothing anew', async () => {
  store = await aStore(engines, {
    regions: REGIONS,
    roster: [{ ...anAgency('a-1', '450205'), mail: 'A1@example.cn' }],
    now: NOW,
  });
  const { pk, sk } = makeRosterMailKey('a1@example.cn', 'a-1');
  const find = async () =>
    (await raw.send(new GetCommand({ TableName: store.tableName, Key: { pk, sk } }))).Item;
  const loaded = await find();
  expect(loaded).toBeDefined();
  await raw.send(new DeleteCommand({ TableName: store.tableName, Key: { pk, sk } }));
  await writeFile(join(folder, 'form.json'), JSON.stringify({ form: 5 }));
  expect(await migrate(false)).toHaveLength(1);
  expect(await find()).toEqual(loaded);
  expect(await readForm()).toEqual({ form: 7 });
});

it('lets grants of the version before be found by their place', async () => {
  store = await aStore(engines, { regions: REGIONS, roster: [anAgency('a-1', '450205')], now: NOW });
  const accounts = openAccountsOn();
  await grantAsFile(accounts, store.now(), [
    { mail: 'a@example.cn', name: '甲', role: 'agency', agency: 'a-1' },
    { mail: 'b@example.cn', name: '乙', role: 'oversight', region: '450200' },
    { mail: 'c@example.cn', name: '丙', role: 'operator' },
  ]);
  const list = async (): Promise<string[]> =>
    (await accounts.grantsWithin(undefined, { limit: 9 })).found.map(
      ({ scope, grant }) => `${scope} ${grant.mail}`,
    );
  const placed = ['450200 b@example.cn', '450205 a@example.cn', 'system c@example.cn'];
  expect(await list()).toEqual(placed);
  const { Items = [] } = await raw.send(
    new ScanCommand({ TableName: store.tableName, ConsistentRead: true }),
  );
  for (const { pk, sk } of Items)
    if (pk === 'grants#by-place')
      await raw.send(new DeleteCommand({ TableName: store.tableName, Key: { pk, sk: sk as string } }));
  expect(await list()).toEqual([]);
  await writeFile(join(folder, 'form.json'), JSON.stringify({ form: 6 }));
  expect(await migrate(false)).toHaveLength(1);
  expect(await list()).toEqual(placed);
});

it('has nothing to do in an empty folder', async () => {
  store = await aStore(engines, { regions: [], roster: [], now: NOW });
  expect(await migrate(true)).toEqual([]);
  expect(await readForm()).toEqual({ form: 7 });
  expect(await migrate(false)).toEqual([]);
});

it('is taken up again where it was broken off', async () => {
  store = await aStore(engines, { regions: REGIONS, roster: [anAgency('a-1', '450205')], now: NOW });
  const { table } = store;
  const broken = { ...table, mendFacts: () => Promise.reject(new Error('the store does not answer')) };
  await expect(migrate(false, broken)).rejects.toThrow('the store does not answer');
  await expect(readForm()).rejects.toThrow(/ENOENT/);
  expect(await migrate(false, createReportTable({ client: raw, tableName: store.tableName }))).toHaveLength(
    2 + YEARS,
  );
  expect((await listFacts()).length).toBeGreaterThan(0);
});
