/** 信息处理费 where it is shown: the agency's page, the region's, their files and the API say one thing. */
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDownloads } from '../../web/downloads/app.ts';
import { readCsv } from '../support/read-files.ts';
import { elementWithId, textOf } from '../support/read-html.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
let downloads: Hono;
beforeAll(async () => {
  scene = await startWebScene();
  downloads = createDownloads(scene.deps);
  const fees: readonly [string, object][] = [
    ['accepted-ju', { notices: 3, noticedCny: 1_240, collectedCny: 1_200.5 }],
    ['corrected-ju', { notices: 0, noticedCny: 0, collectedCny: 0 }],
    ['late-ju', { notices: 1 }],
  ];
  for (const [id, processingFee] of fees)
    await scene.file({
      id,
      year: 2024,
      received: 50,
      at: '2025-03-02T00:00:00Z',
      change: (document) => {
        document['processingFee'] = processingFee;
      },
    });
});
afterAll(() => scene.stop());

const SUMS = {
  notices: { sum: 4, stated: 3 },
  noticedCny: { sum: 1_240, stated: 2 },
  collectedCny: { sum: 1_200.5, stated: 2 },
};
interface Answer {
  readonly processingFee: unknown;
  readonly children: readonly { readonly id: string; readonly processingFee?: unknown }[];
  readonly years: readonly { readonly year: number; readonly processingFee: unknown }[];
  readonly inForce: { readonly processingFee?: unknown };
}
const api = async (path: string): Promise<Answer> =>
  (await (await scene.app.request(`/api/v1${path}`)).json()) as Answer;
const page = async (path: string): Promise<string> => (await scene.app.request(path)).text();
async function table(path: string): Promise<{ readonly rows: readonly Record<string, unknown>[] }> {
  return (await (await downloads.request(path)).json()) as Awaited<ReturnType<typeof table>>;
}

describe('fees', () => {
  it('are in the API, added up, and of each report', async () => {
    const district = await api(`/regions/${DISTRICT}/years/2024`);
    expect(district.processingFee).toEqual(SUMS);
    const of = (id: string) => district.children.find((child) => child.id === id)?.processingFee;
    expect(of('accepted-ju')).toEqual({ notices: 3, noticedCny: 1_240, collectedCny: 1_200.5 });
    expect(of('late-ju')).toEqual({ notices: 1 });
    expect(of('nil-ju')).toBeUndefined();
    expect((await api('/regions/450200/years/2024')).children.at(0)?.processingFee).toEqual(SUMS);
    const { years } = await api(`/regions/${DISTRICT}/series`);
    const nothing = { sum: null, stated: 0 };
    expect(years.map(({ year, processingFee }) => [year, processingFee])).toEqual(
      expect.arrayContaining([
        [2020, null],
        [2023, { notices: nothing, noticedCny: nothing, collectedCny: nothing }],
        [2024, SUMS],
      ]),
    );
    expect((await api('/agencies/late-ju/years/2024')).inForce.processingFee).toEqual({ notices: 1 });
  });

  it('are in the files', async () => {
    const agencies = await table(`/regions/${DISTRICT}/years/2024/tables/agencies.json`);
    expect(agencies.rows.find(({ id }) => id === 'accepted-ju')).toMatchObject({
      notices: 3,
      noticedCny: 1_240,
      collectedCny: 1_200.5,
    });
    expect(agencies.rows.find(({ id }) => id === 'nil-ju')).toMatchObject({
      notices: null,
      collectedCny: null,
    });
    const regions = await table('/regions/450200/years/2024/tables/regions.json');
    expect(regions.rows.find(({ code }) => code === DISTRICT)).toMatchObject({
      notices: 4,
      noticesStated: 3,
      collectedCny: 1_200.5,
      collectedCnyStated: 2,
    });
    const chart = await table(`/regions/${DISTRICT}/years/2024/tables/chart-fees.json`);
    expect(chart.rows.find(({ label }) => label === '2024')).toMatchObject({
      noticedCny: 1_240,
      noticedCnyStated: 2,
    });
    const before = await table(`/regions/${DISTRICT}/years/2020/tables/agencies.json`);
    expect(before.rows[0]).not.toHaveProperty('notices');
    const bulk = readCsv(
      new Uint8Array(
        await (await downloads.request(`/api/v1/regions/${DISTRICT}/years/2024.csv`)).arrayBuffer(),
      ),
    );
    const column = bulk.heads.indexOf('/processingFee/collectedCny');
    expect(bulk.rows.map((row) => row[column]).filter(Boolean)).toEqual(['1200.5', '0']);
  });

  it.each([
    [
      '',
      /2024年信息处理费：发出收费通知 4 件（3 个机构写明），通知金额 1.240 元（2 个机构写明），实收 1.200\.5 元（2 个机构写明）。/,
    ],
    [
      '?lang=en',
      /Information processing fees of 2024: 4 notices \(agencies that state it: 3\), 1.240 yuan noticed \(2\), 1.200\.5 yuan collected \(2\)\./,
    ],
  ])('are charted on the region’s page%s, and stand in the list of agencies', async (query, sentence) => {
    const html = await page(`/regions/${DISTRICT}/years/2024${query}`);
    expect(html).toMatch(sentence);
    expect(html).toContain('id="chart-fees"');
    expect(html).toMatch(/<td class="n">1.200\.5<\/td>/);
    const before = await page(`/regions/450202/years/2024${query}`);
    expect(before).not.toContain('chart-fees');
  });

  it('are ranked by agency, and by region above, with the table to take along', async () => {
    await scene.file({
      id: 'corrected-ju',
      year: 2024,
      received: 50,
      at: '2025-03-03T00:00:00Z',
      change: (document) => {
        document['processingFee'] = { notices: 2, noticedCny: 400, collectedCny: 399.5 };
      },
    });
    const html = await page(`/regions/${DISTRICT}/years/2024`);
    const figure = elementWithId(html, 'chart-fees-agencies');
    expect(textOf(figure)).toMatch(/收取信息处理费的 2 个机构中，.*最多：1.200\.5 元，占合计的 75\.0.?%。/);
    expect(figure.indexOf('accepted-ju')).toBeLessThan(figure.indexOf('corrected-ju'));
    expect(figure).not.toContain('late-ju');
    expect(textOf(await page(`/regions/${DISTRICT}/years/2024?lang=en`))).toMatch(
      /Of the 2 agencies that collected any, .* collected most: 1.200\.5 yuan, 75\.0.?% of the sum\./,
    );
    const { rows } = await table(`/regions/${DISTRICT}/years/2024/tables/chart-fees-agencies.json`);
    expect(rows.map(({ notices, collectedCny }) => [notices, collectedCny])).toEqual([
      [3, 1_200.5],
      [2, 399.5],
    ]);
    // One alone is no ranking: it is told beside the years.
    const city = await page('/regions/450200/years/2024');
    expect(city).not.toContain('chart-fees-regions"');
    expect(textOf(elementWithId(city, 'chart-fees'))).toMatch(/只有.*收取：1.600 元。/);
    expect(await page(`/regions/${DISTRICT}/years/2023`)).not.toContain('chart-fees-agencies');
  });

  it('stand on the agency’s page as it states them', async () => {
    const html = await page('/agencies/accepted-ju/years/2024');
    expect(html).toMatch(/<h3>信息处理费<\/h3>.*收费通知件数<\/b> 3.*1.200\.5/s);
    expect(await page('/agencies/late-ju/years/2024')).not.toContain('通知金额');
    expect(await page('/agencies/nil-ju/years/2024')).not.toContain('<h3>信息处理费</h3>');
  });
});
