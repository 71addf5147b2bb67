/** What reports state of fees and of their publication, in a system that a version left which did not keep it. */
import { PutCommand, ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTableClient } from '../../shared/adapters/clients.ts';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { keepStatedFacts } from '../../shared/pipeline/keep-stated-facts.ts';
import { rebuildYear } from '../../shared/pipeline/rebuild.ts';
import { reconcile } from '../../shared/pipeline/reconcile.ts';
import { renewYear } from '../../shared/pipeline/renew-year.ts';
import { describeStanding } from '../../web/site/agency-standing.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file } from '../support/filing-desk.ts';

const REGIONS = ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: `区划${code}` }));
const at = (agencyId: string, year: number, district = '450205'): Place => ({ district, agencyId, year });
const PLACES = [at('a-1', 2023), at('a-2', 2023), at('city', 2023, '450200')];
/** In the form of 2019, which knows no fees. */
const EARLY = [at('a-1', 2019), at('a-2', 2019)];
const ALL = [...PLACES, ...EARLY];
const YEARS = [2019, 2023];
const FIRST = makeInstant(Date.UTC(2024, 0, 10));
const SECOND = makeInstant(Date.UTC(2024, 0, 20));
const BETWEEN = makeInstant(Date.UTC(2024, 0, 15));
const NOW = makeInstant(Date.UTC(2024, 2, 1));
const ADDRESS = 'https://www.example.gov.cn/2024/';

let engines: TestEngines;
let raw: DynamoDBDocumentClient;
let store: Store;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
  raw = createTableClient(engines.dynamodb);
});
afterAll(async () => {
  raw.destroy();
  await engines.stop();
});
beforeEach(async () => {
  store = await aStore(
    { ...engines, bucket: await aBucket(engines, `facts-${++buckets}`) },
    {
      regions: REGIONS,
      roster: PLACES.map(({ agencyId, district }) => anAgency(agencyId, district)),
      now: NOW,
    },
  );
  const filed = (place: Place, stated: Partial<Parameters<typeof file>[2]>, receivedAt = FIRST) =>
    file(store, place, { received: 3, ...stated }, { lane: 'backfill', receivedAt });
  const published = { publishedOn: '2024-01-18', sourceUrl: `${ADDRESS}a-1` };
  await filed(at('a-1', 2023), { processingFee: { notices: 1, noticedCny: 40 }, published });
  await filed(at('a-2', 2023), { processingFee: { notices: 0 } });
  await filed(at('city', 2023, '450200'), { published: { sourceUrl: `${ADDRESS}city` } });
  await filed(at('a-1', 2023), { processingFee: { notices: 2, collectedCny: 20.05 }, published }, SECOND);
  await filed(at('a-1', 2019), { published: { publishedOn: '2020-02-20', sourceUrl: `${ADDRESS}2019` } });
  await filed(at('a-2', 2019), {});
  await settle(store, ALL);
});

/** As a version left it that kept figures alone. */
async function forgetFacts(): Promise<void> {
  const TableName = store.tableName;
  const { Items = [] } = await raw.send(new ScanCommand({ TableName, ConsistentRead: true }));
  const forget = (kept: Record<string, unknown> | undefined): void => {
    for (const name of ['publishedOn', 'sourceUrl', 'processingFee'])
      if (kept) Reflect.deleteProperty(kept, name);
  };
  for (const { fees: _fees, ...item } of Items) {
    for (const name of ['inForce', 'accepted']) forget(item[name]);
    if (typeof item['facts'] === 'string') {
      const { fees: _own, ...facts } = JSON.parse(item['facts']);
      forget(facts.inForce);
      item['facts'] = JSON.stringify(facts);
    }
    await raw.send(new PutCommand({ TableName, Item: item }));
  }
}

/** State and address of publication, as lists say it. */
async function listPublished(table: Pick<Store['table'], 'children'> = store.table): Promise<unknown[]> {
  const found = await Promise.all(
    YEARS.flatMap((year) =>
      ['450205', '450200'].map(async (code) => (await table.children(code, year)).agencies),
    ),
  );
  return found.flat().map((item) => {
    const { state, sourceUrl } = describeStanding(item, NOW).publication ?? {};
    return [item.year, item.agency.id, state, sourceUrl];
  });
}
const PUBLISHED = [
  [2019, 'a-1', 'late', `${ADDRESS}2019`],
  [2019, 'a-2', 'not-stated', undefined],
  [2019, 'city', undefined, undefined],
  [2023, 'a-1', 'on-time', `${ADDRESS}a-1`],
  [2023, 'a-2', 'not-stated', undefined],
  [2023, 'city', 'not-stated', `${ADDRESS}city`],
];

it.each([
  ['renewed as its folder is started', () => Promise.all(YEARS.map((year) => renewYear(store, year)))],
  ['reconciled', () => reconcile(store as never, { graceMs: 0 })],
  ['rebuilt', () => Promise.all(YEARS.map((year) => rebuildYear(store, year)))],
])('are kept once it is %s', async (_, renew) => {
  const before = await store.state();
  expect(await listPublished()).toEqual(PUBLISHED);
  await forgetFacts();
  expect(await store.state()).not.toEqual(before);
  expect((await listPublished())[0]).toEqual([2019, 'a-1', 'not-stated', undefined]);
  await renew();
  await settle(store, ALL);
  expect(await store.state()).toEqual(before);
  expect(await listPublished()).toEqual(PUBLISHED);
  const then = readTableAt(store.table, BETWEEN);
  expect((await then.regionYears('000000', [2023], [])).years.get(2023)?.fees.notices).toEqual({
    sum: 1,
    stated: 2,
  });
});

it('are read of the archive once, of a report that states none of them, too', async () => {
  await forgetFacts();
  const read: string[] = [];
  const bucket = {
    archivedAs: (sha256: string) => {
      read.push(sha256);
      return store.bucket.archivedAs(sha256);
    },
  };
  const keep = async (): Promise<void> => {
    const read = await store.table.agencyYearsAt(ALL);
    await keepStatedFacts(
      { ...store, bucket },
      ALL.map(read).filter((item) => item !== undefined),
    );
  };
  await keep();
  // Every submission once, whatever is stated in it.
  expect(read).toHaveLength(ALL.length + 1);
  await keep();
  expect(read).toHaveLength(ALL.length + 1);
});
