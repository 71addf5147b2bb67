/** What the page shows of summaries that were kept: of a region too large to be read anew, and of what changed since. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { makeKeptSummaryKey } from '../../shared/contracts/bucket/summary-keys.ts';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { openSummaries } from '../../shared/adapters/open.ts';
import { isIsoDay, parseInstant, type Instant, type IsoDay } from '../../shared/domain/basics/calendar.ts';
import { pickList } from '../../shared/domain/compliance/compliance.ts';
import { createKeptSummaries } from '../../shared/pipeline/kept-summaries.ts';
import { loadRegions } from '../../shared/pipeline/load-roster.ts';
import { runSummary } from '../../shared/pipeline/run-summary.ts';
import { readSummary } from '../../web/compliance/compliance-summary.ts';
import { aDesk, member } from '../support/a-desk.ts';
import { startEngines } from '../support/engines.ts';

const YEAR = 2024;
const CITY = '450200';
const NATION = '000000';
const instant = (text: string): Instant => parseInstant(text)!;
const slotOf = (text: string): IsoDay => {
  if (!isIsoDay(text)) throw new Error(text);
  return text;
};

let engines: Awaited<ReturnType<typeof startEngines>>;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

async function aScene() {
  const desk = await aDesk(engines, [member('zheng'), member('chi')]);
  const { store } = desk;
  const { ledger, bucket } = openSummaries(
    { ...engines.environment, TABLE_NAME: store.tableName },
    engines.s3,
  );
  const now = instant('2025-02-12T08:00:05+08:00');
  const kept = createKeptSummaries({ ledger, bucket });
  return {
    desk,
    kept,
    at: (code: string, text: string) =>
      readSummary({ table: store.table, summaries: kept }, { code, year: YEAR, now: instant(text) }),
    run: (code: string, slot: string) =>
      runSummary(
        {
          table: store.table,
          ledger,
          bucket,
          mail: undefined,
          sha256: store.sha256,
          now: () => now,
        },
        { code, year: YEAR, slot: slotOf(slot) },
      ),
  };
}

it('changes are told from what was kept at the slot before, as from the history', async () => {
  const { desk, at, run, kept } = await aScene();
  await desk.receive({ id: 'zheng', year: YEAR, at: '2025-01-20T09:00+08:00' });
  await desk.settle();
  expect(await kept.marks({ code: CITY, year: YEAR, slot: slotOf('2025-02-12') })).toBeUndefined();
  const told = await run(CITY, '2025-02-12');
  expect(told.kind).toBe('summarised');
  await desk.receive({ id: 'chi', year: YEAR, at: '2025-02-12T09:00+08:00' });
  await desk.settle();
  const fromKept = await at(CITY, '2025-02-12T12:00+08:00');
  expect(fromKept?.changes.newlyAccepted.map(({ id }) => id)).toEqual(['chi']);
  const marks = await kept.marks({ code: CITY, year: YEAR, slot: slotOf('2025-02-12') });
  expect([...(marks ?? [])].map(([id, { state }]) => [id, state]).sort()).toEqual([
    ['chi', 'missing'],
    ['zheng', 'accepted'],
  ]);
});

it('of more regions than are read for one answer, the newest kept summary is shown with its instant', async () => {
  const { desk, at, kept, run } = await aScene();
  await desk.receive({ id: 'zheng', year: YEAR, at: '2025-01-20T09:00+08:00' });
  await desk.settle();
  await run(NATION, '2025-02-11');
  await run(NATION, '2025-02-12');
  await desk.receive({ id: 'chi', year: YEAR, at: '2025-02-12T09:00+08:00' });
  await desk.settle();
  // Few regions are read as they stand.
  const few = await at(NATION, '2025-02-12T12:00+08:00');
  expect(few && pickList(few, 'missing')).toEqual([]);
  await loadRegions(
    desk.store.table,
    Array.from({ length: 200 }, (_, i) => ({ code: String(451_000 + i), name: `区划${i}` })),
  );
  const many = await at(NATION, '2025-02-12T12:00+08:00');
  expect(many?.at).toBe(instant('2025-02-12T08:00+08:00'));
  expect(many && pickList(many, 'missing').map(({ id }) => id)).toEqual(['chi']);
  // And of the past what was told then, or nothing: never from every report of a nation.
  const asOf = (then: string) =>
    readSummary(
      { table: desk.store.table, summaries: kept },
      { code: NATION, year: YEAR, now: instant('2025-02-12T12:00+08:00'), asOf: instant(then) },
    );
  expect((await asOf('2025-02-11T24:00+08:00'))?.at).toBe(instant('2025-02-11T08:00+08:00'));
  await expect(asOf('2025-02-10T24:00+08:00')).rejects.toMatchObject({ status: 404 });

  // One that was kept by deadlines that have been corrected since is not shown: they are read as they stand.
  const corrected = {
    ...kept,
    newest: async (code: string, year: number, slot: IsoDay) => {
      const newest = await kept.newest(code, year, slot);
      const deadline = slotOf('2025-03-31');
      return newest && { ...newest, agencies: newest.agencies.map((one) => ({ ...one, deadline })) };
    },
  };
  const now = instant('2025-02-12T12:00+08:00');
  const live = await readSummary(
    { table: desk.store.table, summaries: corrected },
    { code: NATION, year: YEAR, now },
  );
  expect(live?.at).toBe(now);
});

it('one that an earlier version kept is told without the addresses and quotes that stood in it', async () => {
  const { desk, kept, run } = await aScene();
  await desk.receive({ id: 'zheng', year: YEAR, at: '2025-01-20T09:00+08:00' });
  await desk.settle();
  const order = { code: CITY, year: YEAR, slot: slotOf('2025-02-12') };
  await run(CITY, '2025-02-12');
  const now = await kept.at(order);
  const quote = {
    rule: 'T2',
    severity: 'warning',
    path: '/narrative/problems',
    found: '菉竹猗猗',
    expected: null,
    message: { zh: '写的是“菉竹猗猗”', en: 'says "菉竹猗猗"' },
  };
  const earlier = JSON.parse(JSON.stringify(now, (_, value: unknown) => value ?? null)) as {
    agencies: Record<string, unknown>[];
  };
  for (const line of earlier.agencies)
    Object.assign(line, { mail: 'zheng@example.cn', open: { findings: [quote], count: 1 } });
  const bytes = new TextEncoder().encode(JSON.stringify(earlier));
  const read = await createKeptSummaries({
    ledger: {
      summary: () => Promise.resolve({ sha256: 'x' } as never),
      newestSummary: () => Promise.resolve({ order, sha256: 'x' }),
    },
    bucket: { kept: () => Promise.resolve(bytes) },
  }).newest(CITY, YEAR, order.slot);
  expect(JSON.stringify(read)).not.toMatch(/菉竹|@example/);
  expect(read?.agencies[0]?.open).toMatchObject({
    count: 1,
    findings: [{ rule: 'T2', path: '/narrative/problems', found: null }],
  });
});

it('what is packed is read as it was kept, and so is what an earlier version kept', async () => {
  const { bucket } = openSummaries(engines.environment, engines.s3);
  const order = { code: CITY, year: YEAR, slot: slotOf('2025-02-12') };
  const bytes = new TextEncoder().encode(JSON.stringify(Array.from({ length: 500 }, () => '柳州市教育局')));
  await bucket.keep(order, 'packed', bytes, { isPacked: true });
  await bucket.keep(order, 'plain', bytes, { isPacked: false });
  const lengthIn = async (name: string) =>
    (
      await createS3Client(engines.s3).send(
        new HeadObjectCommand({ Bucket: engines.bucket, Key: makeKeptSummaryKey(order, name) }),
      )
    ).ContentLength;
  expect(await lengthIn('plain')).toBe(bytes.length);
  expect(await lengthIn('packed')).toBeLessThan(bytes.length / 10);
  for (const name of ['packed', 'plain'])
    expect(Buffer.from((await bucket.kept(order, name)) ?? [])).toEqual(Buffer.from(bytes));
  expect(await bucket.kept(order, 'none')).toBeUndefined();
});
