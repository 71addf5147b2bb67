/** Regions begin, end and follow one another: nobody is looked for where nobody is, and the series go on, marked. */
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { createApp } from '../../web/app.tsx';
import { createDownloads } from '../../web/downloads/app.ts';
import { settle } from '../support/a-store.ts';
import { rowOf, textOf } from '../support/read-html.ts';
import { BESIDE, COUNTY, makeSuccession, MERGED, PART, RECODED } from '../support/succession-scene.ts';
import { startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
let downloads: ReturnType<typeof createDownloads>;
beforeAll(async () => {
  scene = await startWebScene();
  await makeSuccession(scene);
  downloads = createDownloads(scene.deps);
});
afterAll(() => scene.stop());

async function get(path: string): Promise<string> {
  const response = await scene.app.request(path);
  expect(response.status, path).toBe(200);
  return response.text();
}
async function file(path: string): Promise<string> {
  const response = await downloads.request(path);
  expect(response.status, path).toBe(200);
  return response.text();
}
interface SeriesYear {
  readonly year: number;
  readonly reports: { readonly expected: number; readonly accepted: number };
  readonly figures: { applications: { received: { total?: number; naturalPerson: number } } } | null;
  readonly continuedFrom?: readonly { readonly code: string; readonly name: string }[];
}
interface Series {
  readonly region: Record<string, unknown>;
  readonly years: readonly SeriesYear[];
}
const seriesOf = async (code: string, query = ''): Promise<Series> =>
  JSON.parse(await get(`/api/v1/regions/${code}/series${query}`)) as Series;
const yearIn = ({ years }: Series, year: number) => years.find((one) => one.year === year);

describe('the start page of a region that got another code', () => {
  const begin = async (now: string): Promise<string> => {
    const at = parseInstant(now);
    if (!at) throw new Error(now);
    const response = await createApp({ ...scene.deps, home: RECODED, now: () => at }).request('/');
    return response.text();
  };

  it('compares its first year with its predecessor’s, and says so', async () => {
    const html = await begin('2024-06-01T04:00:00Z');
    expect(html).toContain('<h2 id="glance">松岭区 2023年</h2>');
    expect(textOf(html)).toContain('标 * 的2022年为松岭县（990103）的数字。');
  });

  it('takes no figures of its predecessor for its own', async () => {
    const html = await begin('2023-06-01T04:00:00Z');
    expect(html).not.toContain('id="glance"');
    expect(textOf(html)).toContain('松岭区还没有已接收的报告');
  });
});

describe('the series of a region that got another code', () => {
  it('goes on from the one before, and says whose figures those are', async () => {
    const series = await seriesOf(RECODED);
    expect(series.region).toEqual({
      code: RECODED,
      name: '松岭区',
      level: 'county',
      from: 2023,
      predecessors: [COUNTY],
    });
    expect(yearIn(series, 2022)).toMatchObject({
      reports: { expected: 1, accepted: 1 },
      continuedFrom: [{ code: COUNTY, name: '松岭县' }],
    });
    expect(yearIn(series, 2022)?.figures).toEqual(yearIn(await seriesOf(COUNTY), 2022)?.figures);
    expect(yearIn(series, 2023)?.figures).not.toBeNull();
    expect(yearIn(series, 2023)).not.toHaveProperty('continuedFrom');
    const further = JSON.parse(await get(`/api/v1/regions/${RECODED}/years/2023/figures`)) as {
      years: Pick<SeriesYear, 'year' | 'continuedFrom'>[];
    };
    expect(further.years).toEqual(
      series.years.map(({ year, continuedFrom }) => ({ year, ...(continuedFrom && { continuedFrom }) })),
    );
  });

  it('of the one before ends with it', async () => {
    const series = await seriesOf(COUNTY);
    expect(series.region).toMatchObject({ to: 2022, successors: [RECODED] });
    expect(yearIn(series, 2023)).toMatchObject({ reports: { expected: 0 }, figures: null });
  });

  it('is the same as of a past instant', async () => {
    const series = await seriesOf(RECODED, '?asOf=2026-05-01');
    expect(yearIn(series, 2022)?.continuedFrom).toEqual([{ code: COUNTY, name: '松岭县' }]);
    expect(yearIn(await seriesOf(RECODED, '?asOf=2023-01-02'), 2022)?.figures).toBeNull();
  });
});

it('regions that were merged are added up; of one that was split, or goes on, no part has the figures', async () => {
  const merged = yearIn(await seriesOf(MERGED), 2022);
  expect(merged?.reports).toMatchObject({ expected: 2, accepted: 2 });
  expect(merged?.continuedFrom?.map(({ name }) => name)).toEqual(['南山县', '北山县']);
  for (const code of [PART, BESIDE]) {
    const before = yearIn(await seriesOf(code), 2022);
    expect(before?.figures).toBeNull();
    expect(before).not.toHaveProperty('continuedFrom');
  }
});

describe('the page of a region that got another code', () => {
  it('marks the years before in charts, tables and key figures', async () => {
    const html = await get(`/regions/${RECODED}/years/2023`);
    expect(textOf(html)).toContain('2023年：新收 36 件申请，比上年多 20.0 %');
    expect(textOf(html)).toContain('标 * 的2019–2022年为松岭县（990103）的数字。');
    expect(html).toContain('"labels":["2019*","2020*","2021*","2022*","2023","2024","2025"]');
    expect(textOf(html)).toContain('上年 30*');
    const table = html.slice(html.indexOf('id="chart-received"'));
    expect(rowOf(table, '2022')).toEqual(['2022', '30', '0', '30', '松岭县（990103）']);
    expect(rowOf(table, '2023').at(-1)).toBe('–');
    expect(rowOf(table, '2021').at(-1)).toBe('松岭县（990103）');
  });

  it('leads from years before its code to the region of that year, and back', async () => {
    const before = await get(`/regions/${RECODED}/years/2022`);
    expect(textOf(before)).toContain('这个区划始于2023年。2022年的报告见： 松岭县（990103）');
    expect(before).toContain(`href="/regions/${COUNTY}/years/2022"`);
    const after = await get(`/regions/${COUNTY}/years/2023`);
    expect(textOf(after)).toContain('这个区划止于2022年。2023年的报告见： 松岭区（990104）');
    expect(after).toContain(`href="/regions/${RECODED}/years/2023"`);
    for (const html of [before, after]) expect(html).not.toContain('class="empty"');
    expect(await get(`/regions/${RECODED}/years/2023`)).not.toContain('data-outside');
    expect(await get('/regions/990111/years/2022')).not.toContain('标 *');
  });

  it('has in its menu the regions of the year alone', async () => {
    const crumbs = async (year: number) =>
      /<nav[^>]*class="crumbs"[\s\S]*?<\/nav>/.exec(await get(`/regions/990111/years/${year}`))?.[0] ?? '';
    expect(textOf(await crumbs(2022))).toContain('松岭县');
    expect(textOf(await crumbs(2022))).not.toContain('松岭区');
    expect(textOf(await crumbs(2023))).toContain('松岭区');
    expect(textOf(await crumbs(2023))).not.toContain('松岭县');
  });

  it('keeps the mark in what is taken from it', async () => {
    const csv = await file(`/regions/${RECODED}/years/2023/tables/chart-received.csv`);
    expect(csv).toMatch(/^2022,.*松岭县（990103）/m);
    const json = JSON.parse(
      await file(`/regions/${RECODED}/years/2023/tables/chart-reasons-refused.json`),
    ) as {
      columns: { label: string }[];
      filter: Record<string, string>;
    };
    expect(json.columns.map(({ label }) => label)).toContain('2022*');
    expect(json.filter['continued']).toBe('标 * 的2019–2022年为松岭县（990103）的数字。');
  });
});

describe('compliance', () => {
  it('looks for nobody under a code that is none of the year', async () => {
    const districts = async (year: number) => {
      const html = await get(`/compliance/990100/${year}`);
      return textOf(/<ul class="districts">[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '');
    };
    expect(await districts(2023)).not.toContain('松岭县');
    expect(await districts(2023)).toContain('松岭区');
    expect(await districts(2022)).toContain('松岭县');
    expect(await districts(2022)).not.toContain('松岭区');
    const html = await get(`/compliance/${COUNTY}/2023`);
    expect(html).toContain(`href="/compliance/${RECODED}/2023"`);
  });
});

describe('a total that is none of the region’s any more', () => {
  const mistaken = (to: number): RosterEntry => ({
    id: 'mistaken-ju',
    name: '误载局',
    kind: 'department',
    district: RECODED,
    aliases: [],
    from: 2021,
    to,
    predecessors: [],
  });
  beforeAll(async () => {
    for (const to of [2022, 2020]) {
      await loadRoster(scene.store.table, [mistaken(to)], scene.store.now());
      await settle(
        scene.store,
        [2021, 2022].map((year) => ({ district: RECODED, agencyId: 'mistaken-ju', year })),
      );
    }
  });

  it('hides no figures of the region before, on page, in series and comparison', async () => {
    expect(yearIn(await seriesOf(RECODED), 2022)).toMatchObject({
      reports: { expected: 1 },
      continuedFrom: [{ code: COUNTY }],
    });
    const html = await get(`/regions/${RECODED}/years/2023`);
    expect(textOf(html)).toContain('标 * 的2019–2022年为松岭县（990103）的数字。');
    expect(await get(`/compare?measure=received&year=2022&with=${RECODED}`)).toContain('30*');
  });

  it('makes the region no child of that year', async () => {
    const { children } = JSON.parse(await get('/api/v1/regions/990100/years/2022')) as {
      children: { id: string }[];
    };
    expect(children.map(({ id }) => id)).toContain(COUNTY);
    expect(children.map(({ id }) => id)).not.toContain(RECODED);
  });
});

describe('a comparison', () => {
  const query = `measure=received&year=2022&with=${RECODED}&with=990111`;
  it('goes on across the change, and marks it on the page and in its files', async () => {
    const html = await get(`/compare?${query}`);
    expect(textOf(html)).toContain('松岭区：标 * 的2019–2022年为松岭县（990103）的数字。');
    expect(rowOf(html, '松岭区 移除')[1]).toBe('30*');
    expect(html).toContain('class="dot dot-continued"');
    const csv = await file(`/compare/tables/years.csv?${query}`);
    expect(csv).toMatch(/松岭区,990104,2022,30,.*松岭县（990103）/);
    expect(csv).toMatch(/松岭区,990104,2023,36,/);
    expect(csv).not.toMatch(/松岭区,990104,2023,.*松岭县/);
  });

  it('has no mark where nothing changed', async () => {
    const html = await get('/compare?measure=received&year=2022&with=990111');
    expect(html).not.toMatch(/标 \*|dot-continued/);
  });
});
