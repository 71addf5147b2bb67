import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Value } from '../../shared/domain/form/comparison.ts';
import type { Measure } from '../../shared/domain/form/measures.ts';
import { chooseMedianYears, withItself, type Subject } from '../../web/compare/stated-years.ts';
import { createApp } from '../../web/app.tsx';
import { createDownloads } from '../../web/downloads/app.ts';
import { makeComparable } from '../support/comparable-scene.ts';
import { rowOf, rowsIn, textOf } from '../support/read-html.ts';
import { HOSTILE_NAME, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  await makeComparable(scene);
});
afterAll(() => scene.stop());

async function get(query: string, status = 200): Promise<string> {
  const response = await scene.app.request(`/compare${query}`);
  expect(response.status).toBe(status);
  return response.text();
}
const DISTRICTS = '?measure=refusalRate&year=2024&with=450205&with=450202&with=450203';
/** The table of those compared. */
const standings = (html: string): string =>
  /<table class="standings">[\s\S]*?<\/table>/.exec(html)?.[0] ?? 'no standings';
const specsOf = (html: string) =>
  [...html.matchAll(/<script type="application\/json">([\s\S]*?)<\/script>/g)].map(
    ([, json = '']) =>
      JSON.parse(json) as { labels: string[]; ends: string[]; series: { values: unknown[] }[] },
  );
const plain = (text: string | undefined): string | undefined => text?.replaceAll('\u00a0', ' ');

/** The median, and all of them as one. */
const KIND = '10.7 % 柳州市的县级地区：3 个 合并计算 2.3 % · 31 / 1 364';

describe('districts compared', () => {
  it('stand in order, each rate with its counts, against the median of their city', async () => {
    const html = standings(await get(DISTRICTS));
    expect(rowsIn(html).slice(1)).toEqual([
      ['城中区 移除', '25.0 % · 25 / 100 95 % 区间 17.5 %–34.3 %', KIND, '+14.3 个百分点', '1 / 3'],
      ['柳江区 移除', '10.7 % · 6 / 56 95 % 区间 5.0 %–21.5 %', KIND, '±0.0 个百分点', '2 / 3'],
      ['柳北区 移除', '0.0 % · 0 / 1 208 95 % 区间 0.0 %–0.3 %', KIND, '−10.7 个百分点', '3 / 3'],
    ]);
  });

  it('say in one sentence what the chart shows, which has the median beside them', async () => {
    const html = await get(DISTRICTS);
    expect(textOf(html)).toContain(
      '2024年不予公开率：最高的是城中区 25.0 % · 25 / 100；最低的是柳北区 0.0 % · 0 / 1 208；同类的中位数 10.7 %（3 个）。',
    );
    const [side] = specsOf(html);
    expect(side?.labels).toEqual(['城中区', '柳江区', '柳北区', '中位数：柳州市的县级地区']);
    expect(side?.series.map(({ values }) => values)).toEqual([
      [25, 10.7, 0, null],
      [null, null, null, 10.7],
    ]);
    expect(side?.ends.map(plain)).toEqual([
      '25.0 % · 25 / 100',
      '10.7 % · 6 / 56',
      '0.0 % · 0 / 1 208',
      '10.7 % · n = 3',
    ]);
  });

  it('with too few cases are neither coloured nor ranked, nor in the median', async () => {
    const html = await get(DISTRICTS.replace('2024', '2023'));
    expect(rowOf(standings(html), '柳江区')).toEqual([
      '柳江区 移除',
      '数量太少 · 0 / 5 件数太少，不作比较',
      '– 柳州市的县级地区：同类中数量足够的只有 2 个，不算中位数 合并计算 0.8 % · 8 / 1 005',
      '–',
      '–',
    ]);
    expect(specsOf(html)[0]?.series).toHaveLength(1);
    expect(specsOf(html)[0]?.series[0]?.values).toEqual([20, 0, null]);
    expect(textOf(html)).toContain('；1 个数量太少，不作比较。');
  });

  it('have gaps, never zeros, where a year has no report', async () => {
    const html = await get(DISTRICTS);
    const years = html.slice(html.indexOf('id="chart-years"'));
    expect(rowOf(years, '2019').slice(1)).toEqual(['–', '–', '–', '–', '–', '–']);
    expect(rowOf(years, '2023').slice(1)).toEqual([
      '20.0 % · 8 / 40',
      '–',
      '数量太少 · 0 / 5',
      '–',
      '0.0 % · 0 / 960',
      '–',
    ]);
    expect(rowOf(years, '2024').slice(1, 3)).toEqual(['25.0 % · 25 / 100', '10.7 % · n = 3']);
    // 城中区: two years beside one another are a line.
    expect(/<path class="own" d="([^"]*)"/.exec(years)?.[1]).toMatch(/^M[\d.]+ [\d.]+L[\d.]+ [\d.]+$/);
  });

  it('say the same in CSV', async () => {
    const file = await createDownloads(scene.deps).request(`/compare/tables/side.csv${DISTRICTS}`);
    expect(file.headers.get('content-disposition')).toContain('compare-refusalRate-2024.csv');
    const bytes = await file.arrayBuffer();
    expect([...new Uint8Array(bytes.slice(0, 3))]).toEqual([0xef, 0xbb, 0xbf]);
    const side = new TextDecoder().decode(bytes);
    expect(side.split('\r\n').slice(0, 4)).toEqual([
      '地区或机构,ID,年度,不予公开率（%）,分子,分母,同类中位数（%）,中位数所据,在同类中的位次,说明,数据来源,并列个数,95 % 区间下限（%）,95 % 区间上限（%）',
      '城中区,450202,2024,25,25,100,10.7,3,1,,,1,17.5,34.3',
      '柳江区,450203,2024,10.7,6,56,10.7,3,2,,,1,5,21.5',
      '柳北区,450205,2024,0,0,1208,10.7,3,3,,演示数据,1,0,0.3',
    ]);
    const years = await (
      await createDownloads(scene.deps).request(`/compare/tables/years.csv${DISTRICTS}`)
    ).text();
    expect(years).toContain('柳江区,450203,2023,,0,5,,2,"件数太少，不作比较"'.replaceAll('"', ''));
    expect(years).toContain('/compare?measure=refusalRate');
    expect((await createDownloads(scene.deps).request(`/compare/tables/other.csv${DISTRICTS}`)).status).toBe(
      404,
    );
  });

  it('are compared as of a day of the past', async () => {
    const html = await get(`${DISTRICTS}&asOf=2025-01-21`);
    expect(rowOf(standings(html), '城中区')[1]).toContain('25.0 % · 25 / 100');
    const before = await get(`${DISTRICTS}&asOf=2025-01-01`);
    expect(rowOf(standings(before), '城中区')[1]).toContain('没有数字');
    expect(before).toContain('name="asOf" value="2025-01-01"');
  });
});

describe('agencies compared', () => {
  it('stand against those of their function in all districts of the city, whichever are compared', async () => {
    const html = await get('?measure=received&year=2024&with=cz-jiaoyu&with=yf-jiaoyu');
    expect(rowsIn(standings(html)).slice(1)).toEqual([
      ['城中区教育局 城中区 · 移除', '70', '56 柳州市各县级地区的同职能机关（教育）：3 个', '+14', '1 / 3'],
      ['柳江区教育局 柳江区 · 移除', '56', '56 柳州市各县级地区的同职能机关（教育）：3 个', '±0', '2 / 3'],
    ]);
  });

  it('stand against all of their kind where their name tells no function', async () => {
    const html = await get('?measure=received&year=2024&with=hostile-ju');
    expect(rowOf(standings(html), HOSTILE_NAME)[2]).toMatch(/柳州市各县级地区的同类别机关（部门）：\d+ 个/);
  });

  it('share a rank where they have the same value, and say so', async () => {
    // Nobody carries anything out.
    const html = await get('?measure=carriedOut&year=2024&with=cz-jiaoyu&with=late-ju');
    expect(rowOf(standings(html), '城中区教育局')[4]).toBe('1 / 3（3 个并列）');
  });

  it('are told of three years as one, so that few cases become enough', async () => {
    const alone = await get('?measure=refusalRate&year=2023&with=yf-jiaoyu');
    expect(rowOf(standings(alone), '柳江区教育局')[1]).toContain('数量太少 · 0 / 5');
    const html = await get('?measure=refusalRate&year=2024&with=yf-jiaoyu&with=cz-jiaoyu&pool=3');
    expect(rowOf(standings(html), '柳江区教育局')[1]).toContain('9.8 % · 6 / 61');
    expect(rowOf(standings(html), '城中区教育局')[1]).toContain('30.0 % · 33 / 110');
    expect(textOf(html)).toContain('2024年即 2022 至 2024年');
    expect(html).toContain('<option value="3" selected');
    expect(html).toContain('&amp;pool=3&amp;with=yf-jiaoyu');
    expect(textOf(await get('?pool=4', 400))).toContain('pool: 应为');
  });

  it('have no sums of counts that lack a year, and stocks of the year alone', async () => {
    const html = await get('?measure=received&year=2024&with=yf-jiaoyu&pool=3');
    expect(rowOf(standings(html), '柳江区教育局')[1]).toBe('– 没有数字');
    const stock = await get('?measure=carriedOut&year=2024&with=yf-jiaoyu&pool=3');
    expect(rowOf(standings(stock), '柳江区教育局').slice(1, 2)).toEqual(['0']);
    expect(textOf(stock)).toContain('不合并，为当年数');
  });

  it('have no filing rate, which counts agencies', async () => {
    const html = await get('?measure=filingRate&year=2024&with=450205&with=cz-jiaoyu');
    expect(textOf(html)).toContain('报送率只有地区有');
    expect(rowOf(standings(html), '柳北区')[1]).toBe('60.0 % · 6 / 10');
    expect(rowOf(standings(html), '城中区教育局')[1]).toBe('– 没有数字');
  });

  it('of a report about a whole region, and the nation, have no kind', async () => {
    const html = await get('?measure=received&year=2024&with=whole-qu&with=000000');
    expect(rowOf(standings(html), '柳北区人民政府')[2]).toBe('没有同类可比');
    expect(rowOf(standings(html), '全国')[2]).toBe('没有同类可比');
  });

  it('escapes their names', async () => {
    const html = await get('?measure=received&year=2024&with=hostile-ju');
    expect(html).not.toContain(HOSTILE_NAME);
    expect(textOf(standings(html))).toContain(HOSTILE_NAME);
  });
});

describe('medians of agencies', () => {
  const districts = (n: number): Subject[] => [
    {
      what: 'agency',
      id: 'x',
      district: '450202',
      roster: {} as never,
      lineage: [],
      districts: Array.from({ length: n }, (_, i) => ({ code: String(450_201 + i), name: '区' })),
    },
  ];
  const span = { years: [2019, 2020, 2021, 2022, 2023, 2024, 2025], asked: [2024] };
  const count = (n: number, measure: Measure, asked = [2024]): number =>
    chooseMedianYears(districts(n), measure, { ...span, asked }).size;

  it('are read of all years, of the year asked for, or of none: never without bound', () => {
    expect([count(42, 'refusalRate'), count(43, 'refusalRate')]).toEqual([7, 1]);
    expect([count(300, 'refusalRate'), count(301, 'refusalRate')]).toEqual([1, 0]);
    expect(count(101, 'refusalRate', [2022, 2023, 2024])).toBe(0);
    // Whole reports are read for how disputes ended.
    const ends = 'litigationCorrectionRate';
    expect([count(17, ends), count(18, ends), count(121, ends)]).toEqual([7, 1, 0]);
  });

  it('keep a region’s own value among its peers, in the place of those that it continues', () => {
    const count = (n: number): Value => ({ kind: 'count', count: n });
    const peers = new Map([
      ['450202', count(1)],
      ['450203', count(2)],
    ]);
    const itself = { id: '450204', value: count(3), continuedFrom: [{ code: '450203', name: '柳江县' }] };
    expect([...withItself(peers, itself)]).toEqual([
      ['450202', count(1)],
      ['450204', count(3)],
    ]);
    expect(withItself(peers, { ...itself, value: undefined })).toBe(peers);
  });
});

describe('the page', () => {
  it('says what to do where nothing is chosen, and chooses a usual measure and year', async () => {
    const html = await get('');
    expect(textOf(html)).toContain('还没有选地区或机构');
    expect(html).toMatch(/<option value="disclosureRate" selected/);
    expect(html).toMatch(/<option value="2025" selected/);
  });

  it('shows one alone against its median, and says so', async () => {
    const html = await get('?measure=refusalRate&year=2024&with=450205');
    expect(textOf(html)).toContain('只选了一个');
    expect(rowOf(standings(html), '柳北区')[4]).toBe('3 / 3');
  });

  it('leaves out what it does not know, twice the same, and a seventh; it says so', async () => {
    const html = await get(
      `?year=2024&with=nobody&with=999999&with=${encodeURIComponent('<b>"x')}&with=450205&with=450205&with=450200&with=450000&with=000000&with=450202`,
    );
    const text = textOf(html);
    for (const id of ['nobody', '999999', '<b>"x']) expect(text).toContain(`「${id}」`);
    expect(html).not.toContain('<b>"x');
    expect(text).toContain('最多比较六个，另外 2 个已略去');
    expect(rowsIn(standings(html)).slice(1)).toHaveLength(3);
  });

  it('has no figures to show: it says so', async () => {
    expect(textOf(await get('?year=2024&with=missing-ju'))).toContain('2024年都没有公开率的数字');
  });

  it('refuses a measure and a year that there are not', async () => {
    expect(textOf(await get('?measure=fame', 400))).toContain('measure: 应为');
    expect(textOf(await get('?year=1999', 404))).toContain('1999');
  });

  it('finds what to add, keeping what is there, and offers no seventh', async () => {
    const html = await get('?measure=refusalRate&year=2024&with=450205&q=czq');
    expect(html).toContain(
      'href="/compare?measure=refusalRate&amp;year=2024&amp;with=450205&amp;with=450202"',
    );
    const six = '?year=2024&with=450205&with=450202&with=450203&with=450200&with=450000&with=000000&q=lbq';
    expect(textOf(await get(six))).toContain('最多比较 6 个');
    expect(await get(six)).not.toMatch(/aria-label="添加/);
  });

  it('is led to from the pages of regions and agencies', async () => {
    for (const [path, link] of [
      ['/regions/450205/years/2024', '/compare?year=2024&amp;with=450205'],
      ['/agencies/accepted-ju', '/compare?with=accepted-ju'],
      ['/agencies/accepted-ju/years/2024', '/compare?year=2024&amp;with=accepted-ju'],
    ] as const)
      expect(await (await scene.app.request(path)).text()).toContain(`href="${link}"`);
  });

  it('is complete in English', async () => {
    const html = await get(`${DISTRICTS}&lang=en`);
    expect(rowsIn(standings(html))[1]).toEqual([
      'Chengzhong Qu 城中区 Remove',
      '25.0 % · 25 / 100 95 %: 17.5 % to 34.3 %',
      '10.7 % counties and districts of 柳州市: 3 pooled: 2.3 % · 31 / 1 364',
      '+14.3 points',
      '1 of 3',
    ]);
    expect(textOf(html)).toContain(
      'Refusal rate in 2024: the highest is Chengzhong Qu 城中区 with 25.0 % · 25 / 100',
    );
  });

  it('reads each year of siblings once', async () => {
    const reads: string[] = [];
    const { table } = scene.deps;
    const app = createApp({
      ...scene.deps,
      table: {
        ...table,
        observed: (onRead) =>
          table.observed((read) => {
            // A Query is named by its partition and its range.
            const [first] = JSON.parse(read.read.name) as unknown[];
            if (typeof first === 'string') reads.push(first);
            onRead(read);
          }),
      },
    });
    await app.request(`/compare${DISTRICTS}`);
    expect(reads.toSorted()).toEqual(
      [2019, 2020, 2021, 2022, 2023, 2024, 2025].map((year) => `450200#${year}`),
    );
  });
});

describe('what changed beneath the figures', () => {
  const years = (html: string): string =>
    /<figure[^>]*id="chart-years"[\s\S]*?<\/figure>/.exec(html)?.[0] ?? '';

  it('parts the years of disputes in drawing, sentence and table', async () => {
    const html = await get(DISTRICTS.replace('refusalRate', 'disputeRate'));
    const figure = years(html);
    expect(figure.match(/<path class="break"/g)).toHaveLength(3);
    expect(figure).toContain('>† 2024<');
    const [says] = /<p class="says">[\s\S]*?<\/p>/.exec(figure) ?? [];
    expect(textOf(says ?? '')).toContain('† 2024年起复议前置：');
    expect(rowOf(figure, '2024').at(-1)).toContain('复议前置');
    expect(rowOf(figure, '2023').at(-1)).toBe('–');
    // The year alone, too.
    expect(textOf(/<figure[^>]*id="chart-side"[\s\S]*?<\/figure>/.exec(html)?.[0] ?? '')).toContain(
      '† 2024年起复议前置：',
    );
  });

  it('is not said of other measures', async () => {
    const figure = years(await get(DISTRICTS));
    expect(figure).not.toContain('class="break"');
    expect(figure).not.toContain('†');
  });
});
