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
import { createEarlierContacts, type EarlierContacts } from '../../shared/adapters/table/earlier-contacts.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import {
  makeAgencyYearKey,
  makeRosterKey,
  makeRosterMailKey,
  type ItemKey,
} from '../../shared/contracts/table/keys.ts';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { aStore, settle, withSortedKeys, type Store } from '../support/a-store.ts';
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
    { table, bucket: store.bucket, accounts: openAccountsOn(), contacts: store.contacts },
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
  expect(await readForm()).toEqual({ form: 9 });

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
  expect(await readForm()).toEqual({ form: 9 });
});

it('spells names of a folder of the version before', async () => {
  store = await aStore(engines, { regions: REGIONS, roster: [anAgency('a-1', '450205')], now: NOW });
  const spelled = async () => [...(await store.table.names(['regions', '450205'])).values()];
  const loaded = await spelled();
  expect(JSON.stringify(loaded)).toContain('pinyin');
  for (const of of ['regions', '450205']) {
    const known = await store.table.namesToChange(of);
    const initials = (known?.names ?? []).map((named) => ({
      ...named,
      spellings: named.spellings.map(({ pinyin: _, ...spelling }) => spelling),
    }));
    await store.table.putNames(of, (known?.revision ?? 0) + 1, initials, known?.further);
  }
  expect(JSON.stringify(await spelled())).not.toContain('pinyin');
  await writeFile(join(folder, 'form.json'), JSON.stringify({ form: 8 }));
  expect(await migrate(false)).toHaveLength(1);
  expect(await spelled()).toEqual(loaded);
  expect(JSON.stringify(await store.table.searchedNames())).toContain('pinyin');
  expect(await readForm()).toEqual({ form: 9 });
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
  expect(await readForm()).toEqual({ form: 9 });
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

it('puts contacts of a folder of the version before into items of their own, and leaves none elsewhere', async () => {
  const MAIL = 'kept@example.cn';
  const agency = { ...anAgency('a-1', '450205'), mail: MAIL, phone: '0772-2510000' };
  store = await aStore(engines, {
    regions: REGIONS,
    roster: [agency, { ...anAgency('a-2', '450205') }],
    now: NOW,
  });
  const earlier = '2024-01-01T00:00:00.000Z';
  await file(store, PLACE, { received: 3 });
  await settle(store, [PLACE]);
  const apart = await store.state();
  const TableName = store.tableName;
  const { Items = [] } = await raw.send(new ScanCommand({ TableName, ConsistentRead: true }));
  const contact = { mail: MAIL, phone: '0772-2510000' };
  for (const item of Items) {
    const { pk, sk, contactSince: _, ...rest } = item;
    if (pk === 'contact#a-1') await raw.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
    if (pk === 'agency#a-1' && sk === 'roster') {
      await raw.send(new PutCommand({ TableName, Item: { pk, sk, ...rest, ...contact } }));
      const before = { pk, sk: `roster#${earlier}`, ...rest, ...contact, phone: '1', since: earlier };
      await raw.send(new PutCommand({ TableName, Item: before }));
    }
    if (pk === 'facts#450205#2023' && sk === 'agency#a-1') {
      const facts = String(item['facts']).replace('"agency":{', `"agency":{"mail":"${MAIL}",`);
      await raw.send(new PutCommand({ TableName, Item: { ...item, facts } }));
    } else if (sk === 'agency#a-1' && !String(pk).startsWith('facts#')) {
      const before = [{ agency: { ...rest['agency'], mail: MAIL }, obliged: true, since: earlier }];
      const Item = { pk, sk, ...rest, agency: { ...rest['agency'], mail: MAIL }, before };
      await raw.send(new PutCommand({ TableName, Item }));
    }
  }
  const told = { pk: '450205#2023', sk: 'told#2024-01-26#agency#a-1' };
  const ended = { v: 1, state: 'refused', messageId: '<1@x>', claim: 'c', since: earlier };
  const reason = `550 no ${MAIL}`;
  await raw.send(new PutCommand({ TableName, Item: { ...told, ...ended, to: MAIL, reason } }));
  const bearing = async () =>
    [...(await store.state())].flatMap(([key, item]) =>
      JSON.stringify([key, item]).includes(MAIL) ? [key.split('|')[0]] : [],
    );
  expect(await bearing()).toEqual(expect.arrayContaining(['450205#2023', 'facts#450205#2023']));
  // Whoever reads meanwhile finds the contact, and those who may not see it do not.
  expect(await store.table.contactsOf(['a-1', 'a-2'])).toEqual(new Map([['a-1', contact]]));
  expect((await store.table.wholeRosterOf(['a-1'])).get('a-1')).toMatchObject(contact);
  expect(await store.table.roster('a-1')).not.toHaveProperty('mail');

  await writeFile(join(folder, 'form.json'), '{"form":7}');
  await migrate(false);
  await settle(store, [PLACE]);
  // The other telephone was replaced a moment ago.
  expect(await bearing()).toEqual(['contact#a-1', 'contact#a-1', `grants#${MAIL}`]);
  expect(await store.table.contactsOf(['a-1', 'a-2'])).toEqual(new Map([['a-1', contact]]));
  expect((await raw.send(new GetCommand({ TableName, Key: told }))).Item).toEqual({
    ...told,
    ...ended,
    to: '',
    reason: '550 no …',
  });
  const [version] = await store.table.wholeVersions('a-1');
  expect(version).toMatchObject({ mail: MAIL, phone: '1' });
  expect(version?.contactSince).toBe(earlier);
  expect((await store.table.roster('a-1'))?.contactSince).toBe(NOW);
  expect((await store.state()).get('contact#a-1|contact')).toEqual(apart.get('contact#a-1|contact'));
  expect(await readForm()).toEqual({ form: 9 });
});

/** The store's contacts, with `work` done right before each write of this kind. */
function contactsWhile(commandName: string, work: (time: number) => Promise<unknown>): EarlierContacts {
  const client = createTableClient(engines.dynamodb);
  let time = 0;
  client.middlewareStack.add(
    (next, context) => async (args) => {
      if (context.commandName === commandName) await work(++time);
      return next(args);
    },
    { step: 'initialize' },
  );
  return createEarlierContacts({ client, tableName: store.tableName });
}

it('keeps what became of a mail while its address is taken out', async () => {
  store = await aStore(engines, { regions: REGIONS, roster: [anAgency('a-1', '450205')], now: NOW });
  const TableName = store.tableName;
  const told = { pk: '450205#2023', sk: 'told#2024-01-26#agency#a-1' };
  const mail = { ...told, v: 1, messageId: '<1@x>', claim: 'c', since: NOW, to: 'a@example.cn' };
  await raw.send(new PutCommand({ TableName, Item: { ...mail, state: 'claimed', leaseUntil: NOW } }));
  // By the release before, which keeps the address.
  const sent = new PutCommand({ TableName, Item: { ...mail, state: 'sent', providerId: 'p' } });
  const contacts = contactsWhile('PutItemCommand', async (time) => time === 1 && raw.send(sent));
  await contacts.separateYear('450205', 2023);
  expect((await raw.send(new GetCommand({ TableName, Key: told }))).Item).toEqual({
    ...mail,
    to: '',
    state: 'sent',
    providerId: 'p',
  });
});

/** A roster with three versions before, as the release before left it; replaced in 2023, of late, and now. */
async function leaveHistory(): Promise<void> {
  const agency = { ...anAgency('a-1', '450205'), mail: 'd@example.cn' };
  store = await aStore(engines, { regions: REGIONS, roster: [agency], now: NOW });
  const TableName = store.tableName;
  const { pk, sk } = makeRosterKey('a-1');
  const { Item } = await raw.send(new GetCommand({ TableName, Key: { pk, sk } }));
  const { contactSince: _, ...present } = Item!;
  await raw.send(new DeleteCommand({ TableName, Key: { pk: 'contact#a-1', sk: 'contact' } }));
  await raw.send(new PutCommand({ TableName, Item: { ...present, mail: 'd@example.cn' } }));
  for (const [since, mail, name] of [
    ['2023-01-01T00:00:00.000Z', 'a@example.cn', 'first'],
    ['2023-06-01T00:00:00.000Z', 'b@example.cn', 'second'],
    ['2024-06-01T00:00:00.000Z', 'b@example.cn', 'third'],
    ['2025-02-10T00:00:00.000Z', 'c@example.cn', 'fourth'],
  ] as const) {
    const version = { ...present, sk: `roster#${since}`, since, mail, name };
    await raw.send(new PutCommand({ TableName, Item: version }));
    const found = { ...makeRosterMailKey(mail, 'a-1'), v: 1 };
    await raw.send(new PutCommand({ TableName, Item: found }));
  }
}
const scan = async () =>
  (await raw.send(new ScanCommand({ TableName: store.tableName, ConsistentRead: true }))).Items ?? [];

it('keeps a contact that was replaced of late as long as one that is replaced now, and lets its address find the agency no longer', async () => {
  await leaveHistory();
  await store.contacts.separate('a-1', store.now());
  const versions = await store.table.wholeVersions('a-1');
  expect(versions.map(({ name, mail }) => [name, mail])).toEqual([
    ['first', undefined],
    ['second', 'b@example.cn'],
    ['third', 'b@example.cn'],
    ['fourth', 'c@example.cn'],
  ]);
  expect((await store.table.wholeRosterOf(['a-1'])).get('a-1')?.mail).toBe('d@example.cn');
  const ends = (await scan()).flatMap(({ pk, expiresAtEpochS: end }) =>
    /^(?:grants|contact)#/.test(String(pk))
      ? [`${pk} ${end ? new Date(end * 1000).toISOString() : '-'}`]
      : [],
  );
  expect(ends.toSorted()).toEqual([
    'contact#a-1 -',
    'contact#a-1 2025-03-12T16:00:00.000Z',
    'contact#a-1 2025-03-31T16:00:00.000Z',
    `grants#a@example.cn ${NOW}`,
    'grants#b@example.cn 2025-03-12T16:00:00.000Z',
    'grants#c@example.cn 2025-03-31T16:00:00.000Z',
    'grants#d@example.cn -',
  ]);
});

it.each([1, 2, 3, 4])('comes to the same end where it was broken off before write %i', async (broken) => {
  const sorted = async () => (await scan()).map((item) => JSON.stringify(withSortedKeys(item))).toSorted();
  await leaveHistory();
  await store.contacts.separate('a-1', store.now());
  const whole = await sorted();
  await leaveHistory();
  const contacts = contactsWhile('TransactWriteItemsCommand', async (time) => {
    if (time === broken) throw new Error('broken off');
    return Promise.resolve();
  });
  await expect(contacts.separate('a-1', store.now())).rejects.toThrow('broken off');
  await store.contacts.separate('a-1', store.now());
  expect(await sorted()).toEqual(whole);
});

it('finds agencies that begin later, and goes past a damaged one, of which it tells', async () => {
  const later = { ...anAgency('a-2', '450205'), from: 2040 };
  store = await aStore(engines, { regions: REGIONS, roster: [anAgency('a-1', '450205'), later], now: NOW });
  const TableName = store.tableName;
  for (const [id, change] of [
    ['a-1', { from: 'never' }],
    ['a-2', {}],
  ] as const) {
    const { pk, sk } = makeRosterKey(id);
    const { Item } = await raw.send(new GetCommand({ TableName, Key: { pk, sk } }));
    await raw.send(new PutCommand({ TableName, Item: { ...Item, ...change, mail: `${id}@example.cn` } }));
  }
  await writeFile(join(folder, 'form.json'), '{"form":7}');
  const [, told, ...others] = await migrate(false);
  expect(told).toMatch(/once mended: gouji rebuild: item agency#a-1 \| roster /);
  expect(others).toEqual([]);
  const { pk, sk } = makeRosterKey('a-2');
  const { Item } = await raw.send(new GetCommand({ TableName, Key: { pk, sk } }));
  expect(Item).not.toHaveProperty('mail');
  expect((await store.table.contactsOf(['a-2'])).get('a-2')).toEqual({ mail: 'a-2@example.cn' });
});

it('takes away a contact that the release before took away, whose item it did not know', async () => {
  const agencies = ['a-1', 'a-2'].map((id) => ({ ...anAgency(id, '450205'), mail: 'd@example.cn' }));
  store = await aStore(engines, { regions: REGIONS, roster: agencies, now: NOW });
  const TableName = store.tableName;
  const { pk, sk } = makeRosterKey('a-1');
  const { Item } = await raw.send(new GetCommand({ TableName, Key: { pk, sk } }));
  const { contactSince: _, ...without } = Item!;
  await raw.send(new PutCommand({ TableName, Item: { ...without, since: '2025-02-28T00:00:00.000Z' } }));
  for (const { id } of agencies) await store.contacts.separate(id, store.now());
  expect((await scan()).flatMap((item) => (item['pk'].startsWith('contact#') ? [item['pk']] : []))).toEqual([
    'contact#a-2',
  ]);
});
