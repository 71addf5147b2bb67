/** 信息处理费 on its way from the document to the totals. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import type { Place } from '../../shared/domain/basics/place.ts';
import { takeFees } from '../../shared/domain/form/processing-fees.ts';
import { readTableAt } from '../../shared/pipeline/as-of.ts';
import { verifyYear } from '../../shared/pipeline/verify.ts';
import { aBucket, aStore, settle, type Store } from '../support/a-store.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { anAgency, file } from '../support/filing-desk.ts';

const REGIONS = ['000000', '450000', '450200', '450205'].map((code) => ({ code, name: `区划${code}` }));
const YEAR = 2023;
const at = (agencyId: string, district = '450205'): Place => ({ district, agencyId, year: YEAR });
const ALL = [at('a-1'), at('a-2'), at('a-3'), at('city', '450200')];
const FIRST = makeInstant(Date.UTC(2024, 0, 10));
const SECOND = makeInstant(Date.UTC(2024, 0, 20));
const BETWEEN = makeInstant(Date.UTC(2024, 0, 15));

let engines: TestEngines;
let store: Store;
let buckets = 0;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(async () => {
  await engines.stop();
});
beforeEach(async () => {
  store = await aStore(
    { ...engines, bucket: await aBucket(engines, `fees-${++buckets}`) },
    {
      regions: REGIONS,
      roster: ALL.map(({ agencyId, district }) => anAgency(agencyId, district)),
      now: '2024-03-01T00:00:00.000Z',
    },
  );
  const filed = (place: Place, processingFee: object | undefined, receivedAt = FIRST) =>
    file(
      store,
      place,
      { received: 3, ...(processingFee && { processingFee }) },
      { lane: 'backfill', receivedAt },
    );
  await filed(at('a-1'), { notices: 1, noticedCny: 40, collectedCny: 0.1 });
  await filed(at('a-2'), { notices: 0 });
  await filed(at('a-3'), undefined);
  await filed(at('city', '450200'), { collectedCny: 0.2 });
  await filed(at('a-1'), { notices: 2, noticedCny: 60.05, collectedCny: 20.05 }, SECOND);
  await settle(store, ALL);
});

const feesOf = async (code: string, table: Pick<Store['table'], 'regionYears'> = store.table) =>
  (await table.regionYears(code, [YEAR], [])).years.get(YEAR)?.fees;

const NOW = {
  district: {
    notices: { sum: 2, stated: 2 },
    noticedFen: { sum: 6005, stated: 1 },
    collectedFen: { sum: 2005, stated: 1 },
  },
  nation: {
    notices: { sum: 2, stated: 2 },
    noticedFen: { sum: 6005, stated: 1 },
    collectedFen: { sum: 2025, stated: 2 },
  },
};
const THEN = {
  notices: { sum: 1, stated: 2 },
  noticedFen: { sum: 4000, stated: 1 },
  collectedFen: { sum: 30, stated: 2 },
};

describe('fees', () => {
  it('are summed up to the nation, as they stand and as they stood', async () => {
    expect(await feesOf('450205')).toEqual(NOW.district);
    expect(await feesOf('000000')).toEqual(NOW.nation);
    const { agencies } = await store.table.childFacts('450205', YEAR);
    expect(agencies.map(({ inForce }) => takeFees(inForce?.processingFee).notices)).toEqual([
      { sum: 2, stated: 1 },
      { sum: 0, stated: 1 },
      { sum: 0, stated: 0 },
    ]);
    const { regions } = await store.table.childFacts('450200', YEAR);
    expect(regions.map(({ fees }) => fees)).toEqual([NOW.district]);
    expect(await feesOf('000000', readTableAt(store.table, BETWEEN))).toEqual(THEN);
    expect(await feesOf('000000', readTableAt(store.table, SECOND))).toEqual(NOW.nation);
  });

  it('that are not what the archive states, or not the sum, are told', async () => {
    expect((await verifyYear(store.table, store.bucket, YEAR)).discrepancies).toEqual([]);
    const item = (await store.table.agencyYearsAt([at('a-1')]))(at('a-1'))!;
    await store.table.putAgencyYear({
      ...item,
      revision: item.revision + 1,
      inForce: { ...item.inForce!, processingFee: { notices: 9 } },
    });
    const { discrepancies } = await verifyYear(store.table, store.bucket, YEAR);
    expect(discrepancies.map(({ id, says }) => `${id} ${says.en}`)).toEqual(
      expect.arrayContaining([
        'a-1 the processing fee differs from the archived report',
        '450205 the total is not the sum of its children',
      ]),
    );
  });
});
