/** A day that is not kept of very many agencies is refused for a while: nobody may have a nation replayed. */
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { RegionYear } from '../../shared/domain/standing/region-year.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import {
  DayNotKeptError,
  MOST_REPLAYED,
  readTableAt,
  TooManyReplayedError,
  type HistoryTable,
} from '../../shared/pipeline/as-of.ts';
import { endOfChinaDay, isIsoDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import { createApp } from '../../web/app.tsx';
import type { WebTable } from '../../web/ports.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { readInstants } from '../../web/http/as-of.ts';
import { NO_SUMMARIES, refusingTable } from '../support/refusing-table.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';

const CITY = '450200';
const DAY = '2025-02-01';
const endOf = (day: string): Instant => {
  if (!isIsoDay(day)) throw new Error(day);
  return endOfChinaDay(day);
};
const refuse = () => Promise.reject(new Error('not asked for'));

/** A city of two districts with so many agencies each, of whose days nothing is kept. */
const tableOf = (expected: number) => {
  const districts = ['450202', '450203'].map(
    (code) => ({ code, name: code, year: 2024, reports: { expected } }) as RegionYear,
  );
  const read: string[] = [];
  const table = refusingTable(refuse, {
    observed: () => table,
    regionYears: () =>
      Promise.resolve({ years: new Map(), names: new Map(), below: new Map(), spans: new Map() }),
    regionsWithin: () => Promise.resolve([{ code: CITY, name: '柳州市' }]),
    childRegions: () => Promise.resolve([]),
    dayTotals: () => Promise.resolve(() => undefined),
    history: (region) => {
      read.push(region);
      return Promise.resolve({
        agencies: [],
        regions: region === CITY ? districts : [],
        submissions: [],
        publications: new Map(),
        sourceChecks: new Map(),
      });
    },
  });
  return { table, read };
};
const deps = (expected: number) => ({
  table: tableOf(expected).table,
  bucket: { archived: refuse, receipt: refuse },
  summaries: NO_SUMMARIES,
  now: () => endOf('2025-02-03'),
  version: '1',
  store: 'table',
  assets: TEST_ASSETS,
  connection: undefined,
  log: {
    error: (_: string, { error }: { readonly error: unknown }) => {
      throw new Error('logged', { cause: error });
    },
  },
});

/** The same with 400 agencies in each region. */
function crowd(table: WebTable): WebTable {
  const agencies = Array.from({ length: 400 }, (_, i) => ({
    agency: { id: `a${i}`, name: `第${i}局`, kind: 'department' },
    since: endOf('2026-01-01'),
  })) as unknown as AgencyYear[];
  return {
    ...table,
    history: async (region, year) => ({ ...(await table.history(region, year)), agencies }),
  };
}

describe('a day of a city that is not kept', () => {
  const ask = (table: HistoryTable, byDay: boolean) =>
    readTableAt(table, endOf(DAY), { byDay }).regionYears(CITY, [2024], []);

  it('is replayed of a thousand agencies, and refused of more before any district is read', async () => {
    const few = tableOf(500);
    await ask(few.table, true);
    expect(few.read).toContain('450202');
    const many = tableOf(501);
    await expect(ask(many.table, true)).rejects.toThrow(DayNotKeptError);
    expect(many.read).toEqual([CITY]);
  });

  it('is replayed for an office, however many they are', async () => {
    const { table, read } = tableOf(4000);
    await ask(table, false);
    expect(read).toContain('450203');
  });

  it('is not told of lists of many agencies, of however many districts', async () => {
    const listing = crowd(tableOf(0).table);
    const list = async (mostListed: number, regions: readonly string[]) => {
      const then = readTableAt(listing, endOf(DAY), { byDay: true, mostListed });
      // Side by side, as pages ask for them.
      await Promise.all(regions.map((region) => then.childFacts(region, 2024)));
    };
    await list(MOST_REPLAYED, ['450202', '450203']);
    // The same list again is not replayed again.
    await list(MOST_REPLAYED, ['450202', '450202', '450202']);
    await expect(list(MOST_REPLAYED, ['450202', '450203', '450204'])).rejects.toThrow(TooManyReplayedError);
    await list(Infinity, ['450202', '450203', '450204']);
  });

  it('is bounded where an answer lists many regions, each time by itself, and nowhere else', async () => {
    const app = new Hono().get('/', async (c) => {
      const { table } = tableOf(0);
      const { table: then, listing } = readInstants(c, {
        table: crowd(table),
        now: () => endOf('2025-02-03'),
      });
      const list = (one: WebTable, regions: readonly string[]) =>
        Promise.all(regions.map((region) => one.childFacts(region, 2024))).then(
          () => 'told',
          (error: unknown) => (error instanceof TooManyReplayedError ? 'too many' : String(error)),
        );
      const three = ['450202', '450203', '450204'];
      return c.json([
        await list(then, three),
        await list(listing(), three),
        await list(listing(), three.slice(0, 2)),
      ]);
    });
    expect(await (await app.request(`/?asOf=${DAY}`)).json()).toEqual(['told', 'too many', 'told']);
  });

  it('is answered 404 by API, page and file, with when to ask again', async () => {
    const path = `/regions/${CITY}/years/2024`;
    const api = await createApp(deps(501)).request(`/api/v1${path}?asOf=${DAY}`);
    expect([api.status, api.headers.get('retry-after')]).toEqual([404, '3600']);
    expect(await api.json()).toMatchObject({ status: 404, detail: expect.stringContaining('not kept yet') });
    const page = await createApp(deps(501)).request(`${path}?asOf=${DAY}`);
    expect([page.status, page.headers.get('retry-after')]).toEqual([404, '3600']);
    expect(await page.text()).toContain('这一天的合计还没有整理好');
    const file = await createDownloads(deps(501)).request(`${path}/tables/regions.csv?asOf=${DAY}`);
    expect([file.status, file.headers.get('retry-after')]).toEqual([404, '3600']);
  });
});
