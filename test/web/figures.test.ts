/** A region's further figures: page, files and API say the same, and small numbers have no rate. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresSchema, type FiguresAnswer } from '../../shared/contracts/api/figures-answer.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { drawMoversFigure } from '../../web/figures/movers-figure.tsx';
import { drawPopulationFigures } from '../../web/figures/population-figure.tsx';
import { drawWorkloadFigure } from '../../web/figures/workload-figure.tsx';
import { readFigures, type FiguresView } from '../../web/figures/figures-view.ts';
import { USUAL_MEASURE } from '../../web/site/figures-address.ts';
import { OPERATIONS } from '../../web/api/operations.ts';
import { CATALOGUES } from '../../shared/domain/form/catalogue.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { perTenThousand } from '../../shared/domain/form/population.ts';
import { planPopulation, writePopulation } from '../../shared/pipeline/load-population.ts';
import { planAnnotations, writeAnnotations } from '../../shared/pipeline/load-annotations.ts';
import { placeLabels } from '../../web/figures/litigation-figure.tsx';
import { drawLine } from '../../web/figures/sparkline.tsx';
import { makeComparable } from '../support/comparable-scene.ts';
import { rowOf, rowsIn, textOf } from '../support/read-html.ts';
import { startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  await makeComparable(scene);
});
afterAll(() => scene.stop());

const CITY = '/regions/450200/years/2024/figures';
async function get(path = CITY, status = 200): Promise<string> {
  const response = await scene.app.request(path);
  expect([path, response.status]).toEqual([path, status]);
  return response.text();
}
const ask = async (path = CITY): Promise<FiguresAnswer> => {
  const response = await scene.app.request(`/api/v1${path}`);
  expect([path, response.status]).toEqual([path, 200]);
  return figuresSchema.parse(await response.json());
};
/** A figure of the page, by its id. */
const figureIn = (html: string, id: string): string =>
  new RegExp(`<figure[^>]* id="chart-${id}"[\\s\\S]*?</figure>`).exec(html)?.[0] ?? `no figure ${id}`;
interface TakenJson {
  readonly link: string;
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}
async function take(name: string, query = '', path = CITY): Promise<TakenJson> {
  const response = await createDownloads(scene.deps).request(`${path}/tables/${name}.json${query}`);
  expect([name, response.status]).toEqual([name, 200]);
  return (await response.json()) as TakenJson;
}
const saysOf = (figure: string): string => textOf(/<p class="says">[\s\S]*?<\/p>/.exec(figure)?.[0] ?? '');

describe('a region’s further figures', () => {
  it('are reached from its page, in either language', async () => {
    expect(await get('/regions/450200/years/2024')).toContain(`href="${CITY}">更多图表</a>`);
    const english = await get(`${CITY}?lang=en`);
    expect(textOf(english)).toContain('2024: more figures');
    expect(english).not.toMatch(/undefined|NaN|\[object/);
  });

  it('have each a sentence, a table and files', async () => {
    const html = await get();
    const figures = [...html.matchAll(/<figure[^>]* id="chart-([a-z-]+)"/g)].map(([, id = '']) => id);
    expect(figures.length).toBeGreaterThan(3);
    for (const id of figures) {
      const figure = figureIn(html, id);
      expect([id, saysOf(figure)]).not.toEqual([id, '']);
      expect([id, figure.includes('<table')]).toEqual([id, true]);
      const link = new RegExp(`href="([^"]*/figures/tables/${id}\\.csv[^"]*)"`).exec(figure)?.[1] ?? '';
      const file = await createDownloads(scene.deps).request(link.replaceAll('&amp;', '&'));
      expect([link, file.status]).toEqual([link, 200]);
    }
  });

  it('say at their head how many have reported', async () => {
    const { reports } = (await (await scene.app.request('/api/v1/regions/450200/years/2024')).json()) as {
      reports: { accepted: number; expected: number };
    };
    expect(textOf(await get())).toContain(`${reports.accepted} / ${reports.expected} 已接收`);
  });

  it('keep what is asked for in other years and in the API', async () => {
    const html = await get(`${CITY}?measure=refusalRate&sort=-y2024`);
    expect(html).toContain(
      'href="/regions/450200/years/2023/figures?measure=refusalRate&amp;sort=-y2024">2023<',
    );
    expect(html).toContain(
      'href="/api/v1/regions/450200/years/2024/figures?with=2023&amp;measure=refusalRate"',
    );
  });

  it('name in the API’s description the measures that are answered, and no others', () => {
    const asked = OPERATIONS.find(({ id }) => id === 'getFurtherFigures')?.parameters.find(
      ({ name }) => name === 'measure',
    );
    expect(asked?.schema.safeParse('disputeRate').success).toBe(true);
    expect(asked?.schema.safeParse('litigationCorrectionRate').success).toBe(false);
  });

  it('tell the generator’s figures and published ones from others, in page, files and API', async () => {
    const liubei = '/regions/450205/years/2024/figures';
    const html = await get(liubei);
    for (const id of ['movers', 'children'])
      expect([id, figureIn(html, id)]).toEqual([
        id,
        expect.stringMatching(/柳北区公安局<\/a><span class="dataset dataset-synthetic"/),
      ]);
    const answer = await ask(liubei);
    const stated = { 'accepted-ju': 'synthetic', 'hostile-ju': 'published', 'late-ju': undefined };
    const said: Record<string, string | null> = { synthetic: '演示数据', published: '已公布报告' };
    const lists = {
      movers: answer.movement?.movers ?? [],
      children: answer.children,
      concentration: answer.concentration.carriers,
      workload: answer.workloads,
    };
    for (const [name, list] of Object.entries(lists)) {
      const { rows } = await take(name, '', liubei);
      for (const [id, dataset] of Object.entries(stated)) {
        expect([name, id, list.find((one) => one.id === id)?.dataset]).toEqual([name, id, dataset]);
        expect([name, id, rows.find((row) => row['id'] === id)?.['dataset']]).toEqual([
          name,
          id,
          dataset === undefined ? null : said[dataset],
        ]);
      }
    }
  });

  it('are answered 404 where nothing is, and 400 where the year is none', async () => {
    await get('/regions/999999/years/2024/figures', 404);
    await get('/regions/450200/years/2031/figures', 404);
    await get(`${CITY}?with=x`, 400);
    const lost = await createDownloads(scene.deps).request(`${CITY}/tables/nothing.csv`);
    expect(lost.status).toBe(404);
  });

  it('are there as of a day', async () => {
    expect(textOf(await get(`${CITY}?asOf=2024-06-01`.replace('2024/figures', '2023/figures')))).toContain(
      '2023年：更多图表',
    );
  });
});

describe('the path of a year', () => {
  it('says the same on the page, in the file and in the API, and the same as the region’s total', async () => {
    const figure = figureIn(await get(), 'path');
    const { path } = await ask();
    const { rows } = await take('path');
    expect(rows.map(({ cases, basisCases, rate }) => [cases, basisCases, rate])).toEqual(
      path.map(({ cases, basisCases, rate }) => [cases, basisCases, rate]),
    );
    expect(
      rowsIn(figure)
        .slice(1)
        .map((row) => row[2]?.replaceAll(' ', '')),
    ).toEqual(path.map(({ cases }) => String(cases)));
    const region = (await (await scene.app.request('/api/v1/regions/450200/years/2024')).json()) as {
      figures: { applications: { received: { total: number }; results: { total: { total: number } } } };
    };
    const at = (step: string): number | undefined => path.find((one) => one.step === step)?.cases;
    expect(at('received')).toBe(region.figures.applications.received.total);
    expect(at('results')).toBe(region.figures.applications.results.total.total);
    expect(saysOf(figure)).toContain(`办结 `);
    expect(textOf(figure)).toContain('未经复议直接起诉');
  });
});

describe('reasons over the years', () => {
  it('are shares of all reasons of the year, with their cases; of few cases these alone', async () => {
    const figure = figureIn(await get(), 'reasons-refused');
    // 2024: 城中区 25, 柳江区 6; 2023: 8.
    expect(rowsIn(figure)[0]?.slice(-2)).toEqual(['2024', '2025']);
    const secrets = rowOf(figure, '属于国家秘密');
    expect(secrets.slice(-3)).toEqual(['8', '100.0 % 31', '–']);
    expect(saysOf(figure)).toBe('2024年不予公开的理由共 31 件，最多的是「属于国家秘密」 100.0 % · 31 / 31。');
    expect(figure).toMatch(/class="n heat-5"/);
  });

  it('add up to all of them, in file and API alike; their shares to one, or to nothing', async () => {
    const { reasons } = await ask();
    const years = new Set(reasons.map(({ year }) => year));
    for (const outcome of ['refused', 'unavailable', 'declined'] as const) {
      const { rows } = await take(`reasons-${outcome}`);
      for (const year of years) {
        const told = reasons.filter((one) => one.outcome === outcome && one.year === year);
        expect(rows.slice(0, -1).map((row) => row[`cases${year}`])).toEqual(told.map(({ cases }) => cases));
        expect(rows.slice(0, -1).map((row) => row[`share${year}`])).toEqual(told.map(({ share }) => share));
        const whole = told[0]?.whole ?? null;
        expect(rows.at(-1)?.[`cases${year}`]).toBe(whole);
        const sum = told.reduce((all, { share }) => all + (share ?? 0), 0);
        expect(sum).toBeCloseTo(whole !== null && whole >= 30 ? 1 : 0, 9);
      }
    }
  });
});

describe('a line as small as a word', () => {
  it('has a gap where a year has no figure', () => {
    expect(drawLine([[0, 1], [10, 2], null, [30, 4]])).toBe('M0.0 1.0L10.0 2.0M30.0 4.0');
  });
});

describe('what moved the total', () => {
  it('adds up from one year’s total to the other’s, in page, file and API', async () => {
    const { movement } = await ask(`${CITY}?with=2023`);
    const total = async (year: number): Promise<number> =>
      (await ask(`/regions/450200/years/${year}/figures`)).path.find(({ step }) => step === 'received')
        ?.cases ?? Number.NaN;
    expect(movement?.from).toBe(await total(2023));
    expect(movement?.to).toBe(await total(2024));
    expect(movement?.movers.reduce((sum, { change }) => sum + change, 0)).toBe(movement?.change);
    const { rows } = await take('movers', '?with=2023');
    expect(rows.slice(1, -1).reduce((sum, { change }) => sum + Number(change), 0)).toBe(
      rows.at(-1)?.['change'],
    );
    expect(rows[1]).toMatchObject({ id: movement?.movers[0]?.id, change: movement?.movers[0]?.change });
    const figure = figureIn(await get(`${CITY}?with=2023`), 'movers');
    expect(rowOf(figure, '柳北区').slice(1, 4)).toEqual(['1 000', '1 225', '+225']);
    // A new one has no number before; and is told so, not as 0.
    expect(rowOf(figure, '柳州市档案局').slice(1, 4)).toEqual(['–', '11', '+11']);
    expect(saysOf(figure)).toContain('增加最多的是柳北区 +225');
  });

  it('says of who was none in one of the years that it was none, which is not to report nothing', async () => {
    await scene.file({ id: 'merged-ju', year: 2022, received: 56, at: '2023-01-20T08:00:00Z' });
    const path = '/regions/450205/years/2023/figures';
    const figure = figureIn(await get(`${path}?with=2022`), 'movers');
    expect(rowOf(figure, '柳北区旅游局')).toEqual(['柳北区旅游局 2023年无此下级', '56', '–', '−56', '']);
    expect(saysOf(figure)).toContain('减少最多的是柳北区旅游局 −56（2023年无此下级）');
    const movers = (await ask(`${path}?with=2022`)).movement?.movers;
    expect(movers?.map(({ id, noneIn }) => [id, noneIn])).toEqual([
      ['accepted-ju', undefined],
      ['merged-ju', 2023],
    ]);
    const { rows } = await take('movers', '?with=2022', path);
    expect(rows.map(({ note }) => note)).toEqual([null, null, '2023年无此下级', null]);
    // No child of 2024 either: it is none of those that can be compared.
    const { children } = await ask('/regions/450205/years/2024/figures');
    expect(children.map(({ id }) => id)).toContain('merged-ju');
    expect(saysOf(figureIn(await get('/regions/450205/years/2024/figures'), 'children'))).toContain(
      `；${children.length - 1} 个下级中 `,
    );
  });

  it('bears what changed the meaning of applications received', async () => {
    const load = async (year: number | undefined): Promise<void> => {
      const entries =
        year === undefined
          ? []
          : [
              {
                year,
                what: { zh: '新口径', en: 'New' },
                source: { zh: '某文件', en: 'A' },
                concerns: ['received', 'litigation'],
              },
            ];
      await writeAnnotations(
        scene.store.table,
        await planAnnotations(scene.store.table, entries),
        scene.store.now(),
      );
    };
    await load(2024);
    const figure = figureIn(await get(), 'movers');
    expect(saysOf(figure)).toContain('新口径');
    expect(textOf(figure)).toContain('2024年收到†');
    // Nothing is drawn before a first year: the sentence says it all the same.
    await load(2019);
    const lines = figureIn(await get(), 'litigation');
    expect(lines).not.toMatch(/<text class="middle"[^>]*>† 2019/);
    expect(saysOf(lines)).toContain('新口径');
    expect(saysOf(figureIn(await get(), 'movers'))).not.toContain('新口径');
    await load(undefined);
  });

  it('is not told against a year without figures, or before the first', async () => {
    expect((await ask(`${CITY}?with=2021`)).movement).toBeNull();
    expect(saysOf(figureIn(await get(`${CITY}?with=2021`), 'movers'))).toContain('不能逐项相比');
    const first = await get('/regions/450200/years/2019/figures');
    expect(saysOf(figureIn(first, 'movers'))).toBe('没有更早的年度可比。');
  });
});

describe('who carries the applications', () => {
  it('is told of every agency within, and adds up to the total', async () => {
    const { concentration, path } = await ask();
    expect(concentration.are).toBe('agencies');
    const sum = concentration.carriers.reduce((all, { received }) => all + received, 0);
    expect(sum).toBe(path.find(({ step }) => step === 'received')?.cases);
    expect(concentration.half).toBe(1);
    const { rows } = await take('concentration');
    expect(rows.map(({ id, received }) => [id, received])).toEqual(
      concentration.carriers.map(({ id, received }) => [id, received]),
    );
    expect(rows.at(-1)?.['sumShare']).toBe(1);
    expect(saysOf(figureIn(await get(), 'concentration'))).toMatch(
      /其中最多的 1 个就占 8\d\.\d %。另有 \d+ 个机关没有有效报告/,
    );
  });
});

describe('of few cases or members', () => {
  it('no share of the load is told, and no line drawn', async () => {
    const path = '/regions/450203/years/2024/figures';
    const figure = figureIn(await get(path), 'concentration');
    expect(saysOf(figure)).toContain('共收到 56 件，其中最多的 1 / 1 个收到 56 件。');
    expect(figure).not.toContain('<svg class="plot lorenz"');
    expect(figure).toContain('不足 30 件或不足 10 个，不算占比，不画曲线。');
    const { rows } = await take('concentration', '', path);
    expect(rows.map(({ sum, sumShare }) => [sum, sumShare])).toEqual([[56, null]]);
    expect(await get()).toContain('<svg class="plot lorenz"');
  });
});

/** 31 reconsiderations ended, 3 of them corrected. */
/** Three of those that ended were corrected. */
function withReviews(figures: Figures, ended: number): Figures {
  const cells = figures.cells.slice();
  for (const [key, value] of [
    ['upheld', ended - 3],
    ['corrected', 3],
    ['total', ended],
  ] as const) {
    const cell = CATALOGUES[figures.edition].cellByPath.get(`/reconsideration/${key}`);
    if (cell) cells[cell.index] = value;
  }
  return { ...figures, cells };
}

describe('many that are alike', () => {
  const manyAlike = async (): Promise<FiguresView> => {
    const { table } = scene.deps;
    const query = { before: 2023, measure: USUAL_MEASURE };
    const at = scene.deps.now();
    const view = await readFigures(
      { table, listing: () => table, at },
      { code: '450200', year: 2024 },
      query,
    );
    const child = view?.children.find(({ id }) => id === '450202');
    const now = child?.years.get(2024);
    if (!view || !child || !now) throw new Error('no such child');
    return {
      ...view,
      population: new Map(
        [...Array(13).keys()].map((i) => [
          `45020${i}`,
          { region: `45020${i}`, year: 2024, inhabitants: 10_000, source: '' },
        ]),
      ),
      children: [...Array(13).keys()].map((i) => ({
        ...child,
        id: `45020${i}`,
        name: `第${i}区`,
        years: new Map([
          [2023, { figures: undefined, reports: undefined }],
          [2024, now],
        ]),
      })),
    };
  };

  it('are not all named in a sentence, and where none has reported there is no sum', async () => {
    const view = await manyAlike();
    const movers = drawMoversFigure(view, 'zh-CN');
    expect(movers.description).toContain('增加最多的是并列的 13 个 +100');
    const before = movers.table.columns.findIndex(({ key }) => key === 'before');
    expect(movers.table.rows.find(([name]) => name === '其余 3 个')?.slice(before, before + 3)).toEqual([
      null,
      300,
      300,
    ]);
    expect(drawPopulationFigures(view, 'zh-CN')[0]?.description).toContain('下级地区中最高的是并列的 13 个');
    const judged = (ended: number) => ({
      ...view,
      children: view.children.map((child) => ({
        ...child,
        years: new Map(
          [...child.years].map(([year, stated]) => [
            year,
            stated.figures ? { ...stated, figures: withReviews(stated.figures, ended) } : stated,
          ]),
        ),
      })),
    });
    expect(drawWorkloadFigure(judged(30), 'zh-CN').description).toContain('最高的是并列的 13 个');
    expect(drawWorkloadFigure(judged(29), 'zh-CN').description).not.toContain('最高的');
  });
});

describe('workload against correction', () => {
  it('has names with their pinyin in English', async () => {
    const english = await get(`${CITY}?lang=en`);
    expect(figureIn(english, 'workload')).toMatch(/<title>Liubei Qu 柳北区: /);
    expect(figureIn(english, 'children')).toContain('aria-label="Liubei Qu 柳北区 over the years');
  });

  it('has no rate of few cases: a ring, and counts in the table', async () => {
    const { workloads } = await ask();
    expect(workloads.length).toBeGreaterThan(2);
    expect(workloads.every(({ ended, rate }) => ended >= 30 || rate === null)).toBe(true);
    const { rows } = await take('workload');
    expect(
      rows.map(({ id, toHandle, ended, corrected, rate }) => [id, toHandle, ended, corrected, rate]),
    ).toEqual(
      workloads.map(({ id, toHandle, ended, corrected, rate }) => [id, toHandle, ended, corrected, rate]),
    );
    const figure = figureIn(await get(), 'workload');
    expect(figure.match(/class="(region|agency) few"/g)?.length).toBe(
      workloads.filter(({ rate }) => rate === null).length,
    );
  });
});

describe('all children over the years', () => {
  it('say what the API says, by the measure that is asked for; of few cases counts alone', async () => {
    const { children, measure } = await ask(`${CITY}?measure=refusalRate`);
    expect(measure).toBe('refusalRate');
    const { rows } = await take('children', '?measure=refusalRate');
    for (const child of children) {
      const row = rows.find(({ id }) => id === child.id);
      for (const { year, value, part, whole } of child.years) {
        expect([row?.[`y${year}`], row?.[`part${year}`], row?.[`whole${year}`]]).toEqual([
          value,
          part,
          whole,
        ]);
        expect(value === null || (whole ?? 0) >= 30).toBe(true);
      }
    }
    const figure = figureIn(await get(`${CITY}?measure=refusalRate`), 'children');
    expect(rowOf(figure, '城中区').slice(-4)).toEqual([
      '20.0 % 8 / 40',
      '25.0 % 25 / 100',
      '–',
      '+5.0 个百分点',
    ]);
    expect(rowOf(figure, '柳江区').slice(-4)).toEqual(['0 / 5', '10.7 % 6 / 56', '–', '–']);
    expect(saysOf(figure)).toContain('2024年不予公开率最高的是城中区 25.0 % · 25 / 100');
  });

  it('bear what changed the meaning of their measure', async () => {
    const figure = figureIn(await get(`${CITY}?measure=disputeRate`), 'children');
    expect(rowsIn(figure)[0]?.join(' ')).toContain('2023 2024†');
    expect(saysOf(figure)).toContain('第二十三条');
    const { annotations } = await ask(`${CITY}?measure=disputeRate`);
    expect(annotations.map(({ concerns }) => concerns.includes('disputeRate'))).toEqual([true]);
    expect(saysOf(figureIn(await get(), 'children'))).not.toContain('第二十三条');
  });

  it('add up to the total of every year', async () => {
    const { children } = await ask();
    const series = (await (await scene.app.request('/api/v1/regions/450200/series')).json()) as {
      years: { year: number; figures: { applications: { received: { total: number } } } | null }[];
    };
    for (const { year, figures } of series.years) {
      const stated = children.flatMap((child) => child.years.find((one) => one.year === year)?.value ?? []);
      const sum = stated.length === 0 ? null : stated.reduce((all, value) => all + value, 0);
      expect([year, sum]).toEqual([year, figures?.applications.received.total ?? null]);
    }
  });

  it('stand in the order that the address asks for', async () => {
    const names = async (sort: string): Promise<(string | undefined)[]> =>
      rowsIn(figureIn(await get(`${CITY}?sort=${sort}`), 'children'))
        .slice(1)
        .map(([name]) => name);
    expect((await names('-y2024')).slice(0, 2)).toEqual(['柳北区 演示数据', '城中区']);
    expect((await names('y2024'))[0]).toBe('柳州市档案局');
    expect((await names('-change'))[0]).toBe('柳北区 演示数据');
    expect(await get(`${CITY}?sort=-y2024`)).toMatch(
      /aria-sort="descending"[^>]*><a class="orders" href="[^"]*sort=y2024#chart-children"/,
    );
    expect(textOf(await get(`${CITY}?sort=y1999`, 400))).toContain('sort: ');
    await get(`${CITY}?measure=litigationCorrectionRate`, 400);
  });
});

describe('lawsuits over the years', () => {
  it('say what the API says, with a line where the law changed, from the list that is loaded', async () => {
    const { litigation, annotations } = await ask();
    const { rows } = await take('litigation');
    expect(
      rows.map(({ year, reconsideration, direct, afterReconsideration }) => ({
        year: Number(year),
        reconsideration,
        direct,
        afterReconsideration,
      })),
    ).toEqual(litigation);
    expect(annotations.map(({ year }) => year)).toEqual([2024]);
    const figure = figureIn(await get(), 'litigation');
    expect(figure).toMatch(/<text class="middle"[^>]*>† 2024<\/text>/);
    expect(saysOf(figure)).toContain('第二十三条');

    const plan = await planAnnotations(scene.store.table, [
      {
        year: 2023,
        what: { zh: '新口径', en: 'New' },
        source: { zh: '某文件', en: 'A' },
        concerns: ['litigation'],
      },
    ]);
    await writeAnnotations(scene.store.table, plan, scene.store.now());
    expect((await ask()).annotations.map(({ year }) => year)).toEqual([2023]);
    const other = figureIn(await get(), 'litigation');
    expect(saysOf(other)).toContain('新口径');
    expect(other).not.toContain('† 2024');
    await writeAnnotations(
      scene.store.table,
      await planAnnotations(scene.store.table, []),
      scene.store.now(),
    );
    expect(saysOf(figureIn(await get(), 'litigation'))).toContain('第二十三条');
  });

  it('has names that stand apart', () => {
    expect(placeLabels([{ x: 1, y: 20 }, null, { x: 1, y: 18 }])).toEqual([
      { x: 1, y: 20 },
      null,
      { x: 1, y: 4 },
    ]);
  });
});

describe('the regions below as tiles', () => {
  it('stand in the order of their codes, with the numbers of the API, and without a colour where cases are few', async () => {
    const figure = figureIn(await get(`${CITY}?measure=refusalRate`), 'tiles');
    const tiles = [...figure.matchAll(/<li class="([a-z0-9-]+)"><a href="([^"]*)">([\s\S]*?)<\/li>/g)];
    expect(tiles.map(([, tone, , says = '']) => [tone, textOf(`<a>${says}`)])).toEqual([
      ['heat-5', '城中区 25.0 %'],
      ['heat-3', '柳江区 10.7 %'],
      ['heat-1', '柳北区 演示数据 0.0 %'],
    ]);
    const { children } = await ask(`${CITY}?measure=refusalRate`);
    const { rows } = await take('tiles', '?measure=refusalRate');
    expect(rows.map(({ code, value }) => [code, value])).toEqual(
      children
        .filter(({ kind }) => kind === 'region')
        .map(({ id, years }) => [id, years.find(({ year }) => year === 2024)?.value])
        .toSorted(),
    );
    const few = figureIn(await get('/regions/450200/years/2023/figures?measure=refusalRate'), 'tiles');
    expect(few).toContain('class="unknown"');
    expect(textOf(few)).toContain('柳江区 0 / 5');
    // A district has agencies alone.
    expect(await get('/regions/450205/years/2024/figures')).not.toContain('id="chart-tiles"');
  });
});

describe('applications per 10 000 inhabitants', () => {
  it('are told where inhabitants of the year are loaded, and of enough cases', async () => {
    expect((await ask()).perInhabitants).toEqual([]);
    expect(await get()).not.toContain('id="chart-population"');
    const one = (region: string, inhabitants: number, year = 2024) => ({
      region,
      year,
      inhabitants,
      source: '统计公报',
    });
    const entries = [
      one('450200', 4_000_000),
      one('450202', 200_000),
      one('450203', 560_000),
      one('450205', 400_000, 2023),
    ];
    await writePopulation(
      scene.store.table,
      await planPopulation(scene.store.table, entries),
      scene.store.now(),
    );
    const { perInhabitants } = await ask();
    expect(
      perInhabitants.map(({ region, received, accepted, expected, perTenThousand }) => [
        region,
        received,
        accepted,
        expected,
        perTenThousand,
      ]),
    ).toEqual([
      ['450200', 1_392, 10, 14, 3.48],
      ['450202', 100, 2, 2, 5],
      ['450203', 56, 1, 1, 1],
    ]);
    const { rows } = await take('population');
    expect(
      rows.flatMap(({ code, rate, inhabitants }) => (inhabitants === null ? [] : [[code, rate]])),
    ).toEqual(perInhabitants.map(({ region, perTenThousand }) => [region, perTenThousand]));
    const figure = figureIn(await get(), 'population');
    expect(rowOf(figure, '城中区').slice(1, 4)).toEqual(['2 / 2', '100', '200 000']);
    expect(rowOf(figure, '柳北区').slice(3, 5)).toEqual(['–', '–']);
    // The nation is called so, whatever a file calls it.
    await writePopulation(
      scene.store.table,
      await planPopulation(scene.store.table, [...entries, one('000000', 1_400_000_000)]),
      scene.store.now(),
    );
    const nation = figureIn(await get('/regions/000000/years/2024/figures?lang=en'), 'population');
    expect(rowsIn(nation)[1]?.[0]).toBe('China');
    expect(saysOf(figure)).toContain('2024年每万人收到 3.48 件申请；下级地区中最高的是城中区 5。');
    const few = await ask('/regions/450203/years/2023/figures');
    expect(few.perInhabitants).toEqual([]);
  });

  it('has no rate of fewer than 30 applications', () => {
    expect(perTenThousand(29, 10_000)).toBeUndefined();
    expect(perTenThousand(30, 10_000)).toBe(30);
  });
});
