/** What is kept of a region's children for lists: it follows them, is proved and mended, and outlives a damaged one. */
import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTableClient } from '../../shared/adapters/clients.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import {
  agencyFactsCodec,
  regionFactsCodec,
  wholeFactsCodec,
} from '../../shared/contracts/table/child-facts-codec.ts';
import {
  makeAgencyFactsKey,
  makeAgencyYearKey,
  makeWholeFactsKey,
  type ItemKey,
} from '../../shared/contracts/table/keys.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { listChildren } from '../../shared/domain/standing/child-facts.ts';
import { tellMoves } from '../../shared/domain/standing/child-moves.ts';
import { CorruptItemError } from '../../shared/errors.ts';
import { renewYear } from '../../shared/pipeline/renew-year.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file } from '../support/filing-desk.ts';
import { rowOf, textOf } from '../support/read-html.ts';
import { startWebScene, type WebScene } from '../support/web-scene.ts';

const DISTRICT = '450205';
/** Each before the region that it lies in. */
const UPWARDS = [DISTRICT, '450200', '450000', '000000'];
const REGIONS = UPWARDS.map((code) => ({ code, name: `区划${code}` }));
const YEARS = [2023, 2024];
const YEAR = 2024;
const ROSTER = [
  anAgency('a-1', DISTRICT),
  anAgency('a-2', DISTRICT),
  anAgency('a-3', '450200'),
  anAgency('whole', DISTRICT, { kind: 'consolidated' }),
];

let engines: TestEngines;
let raw: DynamoDBDocumentClient;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
  raw = createTableClient(engines.dynamodb);
});
afterAll(async () => {
  raw.destroy();
  await engines.stop();
});

const storeWith = async (): Promise<Store> =>
  aStore(
    { ...engines, bucket: await aBucket(engines, `child-facts-${++buckets}`) },
    { regions: REGIONS, roster: ROSTER },
  );
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function readItem(
  client: DynamoDBDocumentClient,
  TableName: string,
  { pk, sk }: ItemKey,
): Promise<Record<string, unknown>> {
  const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
  if (!Item) throw new Error(`no item ${pk} ${sk}`);
  return Item;
}

/** The partition of facts as it is, by sort key. */
async function readFacts({ tableName }: Store, region: string, year: number): Promise<Map<string, unknown>> {
  const { Items = [] } = await raw.send(
    new QueryCommand({
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': makeWholeFactsKey(region, year).pk },
    }),
  );
  return new Map(Items.map((item) => [String(item['sk']), item]));
}

/** What should stand there, told from the children themselves. */
async function tellFacts({ table }: Store, region: string, year: number): Promise<Map<string, unknown>> {
  const children = await table.children(region, year, { consistent: true });
  const items = [
    ...[...children.agencies, ...children.beside].map(agencyFactsCodec.encode),
    ...children.regions.map(regionFactsCodec.encode),
    wholeFactsCodec.encode({ region, year, moves: tellMoves(children.agencies) }),
  ];
  return new Map(items.map((item) => [item.sk, plain(item)]));
}

/** Rolls up as the stream does: each region with those of its children that were written since, from below. */
function createRollUp({ table }: Store): () => Promise<void> {
  const seen = new Map<string, number>();
  return async () => {
    for (const year of YEARS)
      for (const code of UPWARDS) {
        const all = listChildren(await table.children(code, year, { consistent: true }));
        const changed = all.filter(({ id, child }) => seen.get(`${year} ${id}`) !== child.revision);
        for (const { id, child } of changed) seen.set(`${year} ${id}`, child.revision);
        if (changed.length > 0)
          await recomputeRegion(table, code, year, new Set(changed.map(({ id }) => id)));
      }
  };
}

const placeOf = ({ id, district }: { id: string; district: string }, year = YEAR): Place => ({
  agencyId: id,
  district,
  year,
});

describe('facts in the partition', () => {
  const step = fc.record({
    agency: fc.constantFrom(...ROSTER),
    year: fc.constantFrom(...YEARS),
    does: fc.constantFrom('files', 'files', 'is returned', 'is renamed', 'leaves'),
    received: fc.nat({ max: 40 }),
    carriedIn: fc.nat({ max: 2 }),
    rollsUp: fc.boolean(),
  });

  it('say what the children say, whatever was filed, corrected or loaded', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 7 }), async (steps) => {
        const store = await storeWith();
        const { table } = store;
        const rollUp = createRollUp(store);
        const roster = new Map(ROSTER.map((entry) => [entry.id, entry]));
        await rollUp();
        for (const [i, { agency, year, does, received, carriedIn, rollsUp }] of steps.entries()) {
          if (does === 'files' || does === 'is returned')
            await file(store, placeOf(agency, year), { received, carriedIn, spoiled: does !== 'files' });
          else {
            const entry = { ...(roster.get(agency.id) ?? agency) };
            const more = does === 'leaves' ? { to: YEARS[0]! } : { name: `${agency.name}改名${i}` };
            roster.set(agency.id, { ...entry, ...more });
            await loadRoster(table, [...roster.values()], store.now());
          }
          if (rollsUp) await rollUp();
        }
        await rollUp();
        for (const year of YEARS)
          for (const code of UPWARDS) {
            expect(await readFacts(store, code, year)).toEqual(await tellFacts(store, code, year));
            const { agencies, beside, regions } = await table.childFacts(code, year);
            const told = [
              ...[...agencies, ...beside].map(agencyFactsCodec.encode),
              ...regions.map(regionFactsCodec.encode),
            ];
            const { sk: whole } = makeWholeFactsKey(code, year);
            const kept = [...(await readFacts(store, code, year))].filter(([sk]) => sk !== whole);
            expect(new Map(told.map((item) => [item.sk, plain(item)]))).toEqual(new Map(kept));
            const children = await table.children(code, year, { consistent: true });
            expect(await table.compareFacts(code, year, children)).toEqual([]);
          }
      }),
      { numRuns: 10 },
    );
  });
});

describe('facts that were altered by hand', () => {
  it('are never taken back by who mends them beside a roll-up', async () => {
    const store = await storeWith();
    const [agency] = ROSTER as [(typeof ROSTER)[number]];
    await settle(store, [placeOf(agency)]);
    // Stale by hand, so that there is something to mend.
    const key = makeAgencyFactsKey(placeOf(agency));
    const stale = await readItem(raw, store.tableName, key);
    const facts = String(stale['facts']).replace('"obliged":true', '"obliged":false');
    await raw.send(new PutCommand({ TableName: store.tableName, Item: { ...stale, facts } }));
    const client = createTableClient(engines.dynamodb);
    let isInterrupted = false;
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const result = await next(args);
        const { ExpressionAttributeValues: values } = args.input as {
          ExpressionAttributeValues?: Record<string, unknown>;
        };
        if (
          context.commandName === 'QueryCommand' &&
          values?.[':pk'] === `${DISTRICT}#${YEAR}` &&
          !isInterrupted
        ) {
          isInterrupted = true;
          await file(store, placeOf(agency), { received: 7 });
          await recomputeRegion(store.table, DISTRICT, YEAR, new Set([agency.id]));
        }
        return result;
      },
      { step: 'initialize' },
    );
    const mending = createReportTable({ client, tableName: store.tableName });
    await mending.mendFacts(DISTRICT, YEAR);
    expect(isInterrupted).toBe(true);
    expect((await readFacts(store, DISTRICT, YEAR)).get(key.sk)).toEqual(
      (await tellFacts(store, DISTRICT, YEAR)).get(key.sk),
    );
    client.destroy();
  });

  it('are named by verify, mended by reconciliation, and then written no more', async () => {
    const store = await storeWith();
    await file(store, placeOf(ROSTER[0]!), { received: 3 });
    await settle(
      store,
      ROSTER.map((entry) => placeOf(entry)),
    );
    const verified = async (): Promise<string[]> =>
      (await verifyYear(store.table, store.bucket, YEAR)).discrepancies.map(
        ({ id, says }) => `${id}: ${says.en}`,
      );
    expect(await verified()).toEqual([]);

    const good = await readItem(raw, store.tableName, makeAgencyFactsKey(placeOf(ROSTER[0]!)));
    const { facts } = good as { facts: string };
    const altered = facts.replace('"main":"3,', '"main":"4,');
    expect(altered).not.toBe(facts);
    await raw.send(new PutCommand({ TableName: store.tableName, Item: { ...good, facts: altered } }));
    // Proving mends nothing.
    for (let i = 0; i < 2; i++)
      expect(await verified()).toEqual(['a-1: what lists say of it is not what it says']);
    expect((await reconcile(store, { graceMs: 900_000 })).failures).toEqual([]);
    expect(await verified()).toEqual([]);
    expect(await readItem(raw, store.tableName, makeAgencyFactsKey(placeOf(ROSTER[0]!)))).toEqual(good);

    const commands: string[] = [];
    const client = createTableClient(engines.dynamodb);
    client.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          commands.push(String(commandName));
          return next(args);
        },
      { step: 'initialize' },
    );
    const table = createReportTable({ client, tableName: store.tableName });
    for (const code of UPWARDS) expect((await table.mendFacts(code, YEAR)).mended).toEqual([]);
    expect(new Set(commands)).toEqual(new Set(['QueryCommand']));
    client.destroy();
  });
});

describe('on a page', () => {
  let scene: WebScene;
  let client: DynamoDBDocumentClient;
  beforeAll(async () => {
    scene = await startWebScene();
    client = createTableClient(scene.engines.dynamodb);
  });
  afterAll(async () => {
    client.destroy();
    await scene.stop();
  });
  const DAMAGED: Place = { district: DISTRICT, agencyId: 'late-ju', year: YEAR };
  const OTHER: Place = { district: DISTRICT, agencyId: 'corrected-ju', year: YEAR };
  const garble = async (): Promise<void> => {
    const item = await readItem(client, scene.store.tableName, makeAgencyYearKey(DAMAGED));
    await client.send(
      new PutCommand({ TableName: scene.store.tableName, Item: { ...item, inForce: 'x', latest: 3 } }),
    );
  };
  const rollUp = (...changed: string[]) =>
    recomputeRegion(scene.store.table, DISTRICT, YEAR, new Set(changed));
  async function readPage(): Promise<{ unreadable: string | undefined; row: (name: string) => string[] }> {
    const response = await scene.app.request(`/regions/${DISTRICT}/years/${YEAR}`);
    expect(response.status).toBe(200);
    const html = await response.text();
    const notice = /<p[^>]*data-unreadable[^>]*>([\s\S]*?)<\/p>/.exec(html)?.[1];
    const agencies = /id="agencies-heading"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';
    return { unreadable: notice && textOf(notice), row: (name) => rowOf(agencies, name) };
  }

  it('every outcome is a number in a year of the first edition, whose form has fewer rows', async () => {
    const response = await scene.app.request(`/regions/${DISTRICT}/years/2020`);
    const html = await response.text();
    const chart = /<figure[^>]*id="chart-agencies"[\s\S]*?<\/figure>/.exec(html)?.[0] ?? '';
    expect(rowOf(chart, '柳北区公安局')).toEqual([
      '柳北区公安局',
      '3',
      '0',
      '0',
      '0',
      '0',
      '0',
      '3',
      '100.0 %',
      '0.0 %',
    ]);
  });

  it('a child that can’t be read any more keeps the others’ facts going, stands as it was known, and is named until it is rebuilt', async () => {
    const before = await readPage();
    expect(before.unreadable).toBeUndefined();
    await garble();
    await expect(rollUp('late-ju')).rejects.toThrow(CorruptItemError);
    await file(scene.store, OTHER, { received: 12 });
    await expect(rollUp('corrected-ju')).rejects.toThrow(CorruptItemError);

    const beside = await readPage();
    expect(beside.unreadable).toContain('柳北区教育局');
    expect(beside.unreadable).not.toContain('柳北区水利局');
    expect([before, beside].map(({ row }) => row('柳北区水利局')[3])).toEqual(['8', '12']);
    expect(beside.row('柳北区教育局')).toEqual(before.row('柳北区教育局'));

    expect((await rebuildYear(scene.store, YEAR)).failures).toEqual([]);
    const after = await readPage();
    expect(after.unreadable).toBeUndefined();
    expect(after.row('柳北区教育局')).toEqual(before.row('柳北区教育局'));
  });

  it.each([
    ['added up', () => recomputeRegion(scene.store.table, DISTRICT, YEAR).catch(() => undefined)],
    ['migrated', () => renewYear(scene.store.table, YEAR)],
  ])('such a child is named where nothing was kept of it before the region was %s', async (_, keep) => {
    const TableName = scene.store.tableName;
    await garble();
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': makeWholeFactsKey(DISTRICT, YEAR).pk },
      }),
    );
    for (const { pk, sk } of Items) await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
    expect((await readPage()).unreadable).toContain('late-ju');
    await keep();
    expect((await readPage()).unreadable).toContain('late-ju');
    expect((await readPage()).row('柳北区公安局')[3]).toBe('1 204');
    expect((await rebuildYear(scene.store, YEAR)).failures).toEqual([]);
    expect((await readPage()).unreadable).toBeUndefined();
  });
});
