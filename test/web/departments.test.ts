/** A region's agencies by function: page, files and API say the same, and small numbers are not ranked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { departmentsSchema, type DepartmentsAnswer } from '../../shared/contracts/api/api-answers.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import { TooManyReplayedError } from '../../shared/pipeline/as-of.ts';
import { readComparison } from '../../web/compare/compare-view.ts';
import { createApp } from '../../web/app.tsx';
import { createDownloads } from '../../web/downloads/app.ts';
import { MAX_REGIONS } from '../../web/region/regions-within.ts';
import { anAgency } from '../support/filing-desk.ts';
import { makeComparable } from '../support/comparable-scene.ts';
import { elementWithId, rowOf, rowsIn, textOf } from '../support/read-html.ts';
import { startWebScene, type SceneFiling, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  await makeComparable(scene);
});
afterAll(() => scene.stop());

const CITY = '/regions/450200/departments';
async function get(query: string, path = CITY, status = 200): Promise<string> {
  const response = await scene.app.request(path + query);
  expect([query, response.status]).toEqual([query, status]);
  return response.text();
}
const ask = async (query: string, code = '450200'): Promise<DepartmentsAnswer> => {
  const response = await scene.app.request(`/api/v1/regions/${code}/departments${query}`);
  expect(response.status).toBe(200);
  return departmentsSchema.parse(await response.json());
};
/** Table by the heading above it. */
const tableUnder = (html: string, anchor: string): string =>
  new RegExp(`<section aria-labelledby="${anchor}">[\\s\\S]*?</section>`).exec(html)?.[0] ?? `no ${anchor}`;
const YEARS = '?year=2024&with=2023';

describe('a city’s departments', () => {
  it('are pooled over all its districts, two years side by side, the highest first', async () => {
    const rows = rowsIn(tableUnder(await get(YEARS), 'functions'));
    expect(rows[0]).toEqual([
      '职能',
      '2023年不予公开率',
      '2024年不予公开率',
      '变化（百分点）',
      '位次',
      '不予公开的理由',
      '2023年办结',
      '2024年办结',
    ]);
    // 城中区 25 of 70, 柳江区 6 of 56, 柳北区 0 of 6.
    expect(rows[1]).toEqual([
      '教育 3 个机关',
      '17.8 % · 8 / 45 95 % 区间 9.3 %–31.3 %',
      '23.5 % · 31 / 132 95 % 区间 17.1 %–31.4 %',
      '+5.7 个百分点',
      '1',
      expect.stringContaining('2023年 属于国家秘密 8；2024年 属于国家秘密 31'),
      '45',
      '132',
    ]);
  });

  it('with too few cases have neither a rate nor a rank, and stand behind all others', async () => {
    const html = tableUnder(await get(YEARS), 'functions');
    expect(rowOf(html, '水利').slice(1, 5)).toEqual(['–', '数量太少 · 0 / 8', '–', '–']);
    const first = rowsIn(html).findIndex(([, , now]) => now?.startsWith('数量太少'));
    const ranked = rowsIn(html).slice(1, first);
    expect(ranked.length).toBeGreaterThan(1);
    expect(ranked.every((row) => /^\d/.test(row[4] ?? ''))).toBe(true);
  });

  it('share a rank where they have the same rate', async () => {
    // 民政 0 of 30, 公安 0 of 1 187.
    const html = tableUnder(await get(YEARS), 'functions');
    expect([rowOf(html, '公安')[4], rowOf(html, '民政')[4]]).toEqual(['2（2 个并列）', '2（2 个并列）']);
    const { functions } = await ask(YEARS);
    expect(functions.filter(({ sharedBy }) => sharedBy === 2).map(({ id, rank }) => [id, rank])).toEqual([
      ['public-security', 2],
      ['civil-affairs', 2],
    ]);
  });

  it('say in words who has the highest rate, and why', async () => {
    const says = textOf(/<p class="summary">[\s\S]*?<\/p>/.exec(await get(YEARS))?.[0] ?? '');
    expect(says).toBe(
      '2024年不予公开率最高的是教育 23.5 % · 31 / 132；教育2024年不予公开的理由中最多的是「属于国家秘密」31 / 31。' +
        '2023年不予公开率最高的是教育 17.8 % · 8 / 45；教育2023年不予公开的理由中最多的是「属于国家秘密」8 / 8。',
    );
    expect(textOf(await get(`${YEARS}&lang=en`))).toContain(
      'Refusal rate in 2024: the highest is Education with 23.5 % · 31 / 132. ' +
        'Reasons for refusal most given by Education in 2024: “State secret” 31 / 31.',
    );
  });

  it('open to their agencies, and to the reasons that these gave', async () => {
    const html = await get(`${YEARS}&function=education`);
    const agencies = rowsIn(tableUnder(html, 'agencies')).slice(1);
    expect(agencies.map((row) => [row[0], row[1], row[8], row[3]])).toEqual([
      ['城中区教育局', '城中区', '70', '35.7 % · 25 / 70 95 % 区间 25.5 %–47.4 %'],
      ['柳江区教育局', '柳江区', '56', '10.7 % · 6 / 56 95 % 区间 5.0 %–21.5 %'],
      ['柳北区教育局', '柳北区', '6', '数量太少 · 0 / 6'],
    ]);
    expect(rowOf(tableUnder(html, 'reasons'), '1. 属于国家秘密').slice(1)).toEqual([
      '8',
      '100.0 %',
      '31',
      '100.0 %',
    ]);
    expect(html).toContain('href="/agencies/cz-jiaoyu/years/2024"');
    expect(await get(`${YEARS}&function=nothing`)).not.toContain('id="agencies"');
  });

  it('stand in the order that the address asks for', async () => {
    const names = async (sort: string): Promise<(string | undefined)[]> =>
      rowsIn(tableUnder(await get(`${YEARS}&sort=${sort}`), 'functions'))
        .slice(1)
        .map(([name]) => name?.split(' ')[0]);
    expect((await names('-results')).slice(0, 2)).toEqual(['公安', '教育']);
    expect((await names('value')).slice(0, 3)).toEqual(['公安', '民政', '教育']);
    const byName = (await names('name')).map((name) => name ?? '');
    expect(byName).toEqual(byName.toSorted(new Intl.Collator('zh-CN-u-co-pinyin').compare));
    const html = tableUnder(await get(`${YEARS}&sort=-results`), 'functions');
    expect(html).toMatch(/aria-sort="descending"[^>]*><a class="orders" href="[^"]*sort=results#functions"/);
    expect(html).toContain('sort=name#functions"');
    expect(textOf(await get(`${YEARS}&sort=fame`, CITY, 400))).toContain('sort: 应为 name');
  });

  it('are told by any measure: counts change in cases, and few of them in nothing else', async () => {
    const html = tableUnder(await get(`${YEARS}&measure=received`), 'functions');
    expect(rowOf(html, '公安').slice(1, 4)).toEqual(['1 000', '1 204', '+20.4 % · +204 · 1 000 → 1 204']);
    expect(rowOf(html, '水利').slice(1, 4)).toEqual(['–', '8', '–']);
    const filed = await ask(`${YEARS}&measure=filingRate`);
    expect(filed.functions.find(({ id }) => id === 'education')?.now).toMatchObject({ part: 3, whole: 3 });
  });

  it('are told of three years as one', async () => {
    const html = await get('?year=2024&with=2020&pool=3');
    const rows = rowsIn(tableUnder(html, 'functions'));
    expect(rows[0]?.slice(6)).toEqual(['2019至2020年办结', '2022至2024年办结']);
    expect(rowOf(tableUnder(html, 'functions'), '教育')[7]).toBe('177');
    expect(textOf(html)).toContain('2024年即 2022 至 2024年');
  });

  it('are compared with the three years before those, and with no years that both have', async () => {
    const usual = await ask('?year=2024&pool=3');
    expect(usual.functions[0]).toMatchObject({
      now: { years: [2022, 2023, 2024] },
      before: { years: [2019, 2020, 2021] },
    });
    expect((await ask('?year=2021&pool=3')).functions[0]?.before).toBeNull();
    const overlapping = await ask('?year=2024&with=2023&pool=3');
    const education = overlapping.functions.find(({ id }) => id === 'education');
    expect([education?.before?.part, education?.now?.part, education?.change]).toEqual([8, 39, null]);
    expect(textOf(await get('?year=2024&with=2023&pool=3'))).toContain('两段合并的年度有重合，不算变化');
    expect(textOf(await get('?year=2024&with=2021&pool=3'))).not.toContain('不算变化');
  });

  it('have no sum of counts where a year is missing, and no change against fewer years', async () => {
    // The districts have reports of 2023 and 2024 alone.
    const { functions } = await ask('?year=2024&with=2020&pool=3&measure=received');
    expect(functions.find(({ id }) => id === 'education')).toMatchObject({
      now: { value: null },
      change: null,
      rank: null,
    });
    const page = textOf(await get('?year=2024&with=2020&pool=3&measure=received'));
    expect(page).toContain('两段合并的年数不同，件数不算变化');
    // A stock is the year's own.
    const completion = rowsIn(
      tableUnder(await get('?year=2024&with=2023&pool=3&measure=completionRate'), 'functions'),
    );
    expect(completion[0]?.slice(1, 3)).toEqual(['2023年办结率', '2024年办结率']);
    expect(page).not.toContain('有重合');
  });

  it('stand alone where no other year is asked for', async () => {
    const rows = rowsIn(tableUnder(await get('?year=2024&with=none'), 'functions'));
    expect(rows[0]).toEqual(['职能', '2024年不予公开率', '位次', '不予公开的理由', '2024年办结']);
    expect(await get('?year=2024&with=none')).toContain('<option value="none" selected');
    // The same year is no other one, and before the first year there is none.
    expect((await ask('?year=2024&with=2024')).functions[0]?.before).toBeNull();
    expect((await ask('?year=2019')).functions[0]?.before).toBeNull();
  });
});

describe('the words', () => {
  const summary = async (query: string): Promise<string> =>
    textOf(/<p class="summary">[\s\S]*?<\/p>/.exec(await get(query))?.[0] ?? 'no summary');

  it('give reasons where the measure is about them alone', async () => {
    expect(await summary(`${YEARS}&measure=received`)).toBe(
      '2024年收到申请最高的是公安 1 204。2023年收到申请最高的是公安 1 000。',
    );
  });

  it('speak of another year only where there is one, and name both limits', async () => {
    const alone = textOf(await get('?year=2024&with=none'));
    expect(alone).not.toContain('左边浅色');
    expect(textOf(await get(YEARS))).toContain('左边浅色');
    expect(alone).toContain('报送率：不足 10 个机构的');
  });
});

describe('a measure whose meaning changed', () => {
  const heads = async (query: string): Promise<(string | undefined)[]> =>
    (rowsIn(tableUnder(await get(query), 'functions'))[0] ?? []).slice(1, 4);

  it('between the two years is marked, and the page, files and API say why', async () => {
    const query = `${YEARS}&measure=litigationCorrectionRate`;
    expect(await heads(query)).toEqual(['2023年行政诉讼纠错率', '2024年行政诉讼纠错率†', '变化（百分点）†']);
    expect(textOf(await get(query))).toContain('† 2024年起复议前置');
    expect((await ask(query)).annotations).toMatchObject([{ year: 2024 }]);
    const file = await createDownloads(scene.deps).request(`${CITY}/tables/functions.csv${query}`);
    expect(await file.text()).toContain('† 2024年起复议前置');
  });

  it('before both, or of another measure, is not', async () => {
    expect((await heads('?year=2025&with=2024&measure=litigationCorrectionRate')).join()).not.toContain('†');
    expect((await heads('?year=2023&with=2022&measure=litigationCorrectionRate')).join()).not.toContain('†');
    expect(await get(YEARS)).not.toContain('†');
    // Years that are told as one have it within.
    expect((await heads('?year=2025&with=none&pool=3&measure=litigationCorrectionRate'))[0]).toContain('†');
  });
});

describe('orders', () => {
  it('begin with the first rank, and are the usual one where a table has no such column', async () => {
    const html = await get(`${YEARS}&function=education`);
    expect(html).toContain('sort=rank#functions"');
    expect(html).not.toContain('sort=-rank#functions"');
    const first = async (query: string) => rowsIn(tableUnder(await get(query), 'functions'))[1]?.[0];
    expect(await first(`${YEARS}&function=education&sort=district`)).toContain('教育');
    expect(await first('?year=2024&with=none&sort=-before')).toContain('教育');
  });
});

describe('departments', () => {
  it('stand as they did on a day of the past', async () => {
    const { functions } = await ask(`${YEARS}&asOf=2025-01-21`);
    expect(functions.find(({ id }) => id === 'education')?.now).toMatchObject({ part: 31, accepted: 2 });
    const before = await ask(`${YEARS}&asOf=2025-01-01`);
    expect(before.functions.find(({ id }) => id === 'education')?.now).toMatchObject({
      part: null,
      accepted: 0,
    });
  });

  it('are told without an agency that cannot be read, which is named', async () => {
    const { table } = scene.deps;
    const observed: typeof table.observed = (onRead) => {
      const read = table.observed(onRead);
      return {
        ...read,
        children: (region, year, options) => {
          if (!options?.onDamaged) throw new Error('a damaged item');
          if (region === '450203') options.onDamaged({ id: 'damaged-ju', message: 'no item' } as never);
          return read.children(region, year, options);
        },
      };
    };
    const app = createApp({ ...scene.deps, table: { ...table, observed } });
    const disputes = 'measure=reconsiderationCorrectionRate';
    for (const path of [
      `${CITY}${YEARS}&${disputes}`,
      `/api/v1${CITY}${YEARS}&${disputes}`,
      // Its like are those of all districts.
      `/compare?year=2024&${disputes}&with=cz-jiaoyu`,
    ]) {
      const answer = await app.request(path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(textOf(await answer.text()), path).toContain('damaged-ju');
    }
    const whole = await scene.app.request(`/api/v1${CITY}${YEARS}&${disputes}`);
    expect(await whole.json()).not.toHaveProperty('unreadable');
  });

  it('leave an agency without its like where too many would have to be replayed', async () => {
    const query = { measure: 'received', year: 2024, isPooled: false, ids: ['cz-jiaoyu'] } as const;
    const { table } = scene.deps;
    const refused = (): never => {
      throw new TooManyReplayedError('too many');
    };
    const now = scene.deps.now();
    const whole = await readComparison({ table, listing: () => table }, query, now);
    const bounded = () => ({ ...table, childFacts: refused });
    const alone = await readComparison({ table, listing: bounded }, query, now);
    expect([whole.medians, alone.medians]).toEqual(['all', 'none']);
    const values = (view: typeof whole) => view.compared.map(({ years }) => years.map(({ value }) => value));
    expect(values(alone)).toEqual(values(whole));
    expect(alone.compared.flatMap(({ years }) => years.map(({ peers }) => peers?.median))).not.toContainEqual(
      expect.anything(),
    );
  });

  it('say of which years a value is that is not pooled', async () => {
    const { functions } = await ask('?year=2024&with=none&measure=carriedOut&pool=3');
    expect(functions.map(({ now }) => [now?.years.length, now?.valueYears])).toContainEqual([3, [2024]]);
    const { functions: pooled } = await ask('?year=2024&with=none&measure=received&pool=3');
    expect(pooled.map(({ now }) => now?.valueYears)).toContainEqual([2022, 2023, 2024]);
  });

  it('are told how disputes ended, which whole reports alone say', async () => {
    const disputed =
      (corrected: number, pending: number): NonNullable<SceneFiling['change']> =>
      (document) => {
        Object.assign(document, {
          reconsideration: {
            ...(document['reconsideration'] as object),
            upheld: 1,
            corrected,
            pending,
            total: 1 + corrected + pending,
          },
        });
      };
    for (const [id, district, change] of [
      ['cz-jiaoyu', '450202', disputed(2, 3)],
      ['yf-jiaoyu', '450203', disputed(1, 0)],
    ] as const)
      await scene.file({ id, district, year: 2022, received: 20, at: '2023-01-20T08:00:00Z', change });
    const { functions } = await ask('?year=2022&with=none&measure=reconsiderationCorrectionRate');
    expect(functions.find(({ id }) => id === 'education')?.now).toMatchObject({ part: 3, whole: 5 });
  });

  it('have no vertical units among them', async () => {
    const unit = {
      id: 'cz-shuiwu',
      name: '城中区税务局',
      district: '450202',
      kind: 'vertical' as const,
      aliases: [],
      from: 2019,
      predecessors: [],
    };
    await loadRoster(scene.store.table, [unit], scene.store.now());
    await scene.file({
      id: unit.id,
      district: '450202',
      year: 2024,
      received: 50,
      at: '2025-01-20T08:00:00Z',
    });
    expect((await ask(YEARS)).functions.map(({ id }) => id)).not.toContain('tax');
  });
});

describe('the API', () => {
  it('adds up to the region’s own totals', async () => {
    const { functions } = await ask(YEARS);
    const region = (await (await scene.app.request('/api/v1/regions/450200/years/2024')).json()) as {
      figures: { applications: { results: { total: { total: number } } } };
      reports: { expected: number; accepted: number };
    };
    const sum = (read: (now: NonNullable<(typeof functions)[number]['now']>) => number | null): number =>
      functions.reduce((total, { now }) => total + ((now && read(now)) ?? 0), 0);
    expect(sum(({ results }) => results)).toBe(region.figures.applications.results.total.total);
    expect(sum(({ accepted }) => accepted)).toBe(region.reports.accepted);
    expect(sum(({ expected }) => expected)).toBe(region.reports.expected);
  });

  it('says what the page and the files say', async () => {
    const { functions, agencies } = await ask(`${YEARS}&function=education`);
    const page = tableUnder(await get(`${YEARS}&function=education`), 'functions');
    const csv = await (
      await createDownloads(scene.deps).request(`${CITY}/tables/functions.csv${YEARS}`)
    ).text();
    const [heads = '', ...lines] = csv.replace('\ufeff', '').split('\r\n');
    const place = (head: string): number => heads.split(',').indexOf(head);
    expect(heads).toContain('职能,职能标识,机关数,2023年不予公开率（%）,2023年分子,2023年分母');
    for (const { name, id, now, before, rank } of functions) {
      const row = rowOf(page, name);
      expect([row[6], row[7]]).toEqual(
        [before, now].map((side) => (side?.results ?? '–').toLocaleString('en').replaceAll(',', ' ')),
      );
      expect(row[4]?.split('（')[0]).toBe(rank === null ? '–' : String(rank));
      const line = lines.find((one) => one.startsWith(`${name},${id},`))?.split(',') ?? [];
      expect([line[place('2023年办结')], line[place('2024年办结')]]).toEqual(
        [before, now].map((side) => String(side?.results ?? '')),
      );
    }
    expect(agencies?.map(({ id }) => id).toSorted()).toEqual(['cz-jiaoyu', 'late-ju', 'yf-jiaoyu']);
    const refused = functions.find(({ id }) => id === 'education')?.now?.reasons ?? {};
    expect(refused['results.refused.stateSecret']).toBe(31);
  });

  it('gives what is opened as a file, and nothing where nothing is', async () => {
    const downloads = createDownloads(scene.deps);
    const file = await downloads.request(`${CITY}/tables/agencies.json${YEARS}&function=education`);
    const named = (answer: Response) => decodeURIComponent(answer.headers.get('content-disposition') ?? '');
    expect(named(file)).toContain('450200-departments-2024-refusalRate-education-agencies.json');
    expect(named(file)).toContain('柳州市 2023年、2024年 不予公开率-教育：各机关.json');
    const pooled = `${YEARS}&pool=3&measure=notHeldRate`;
    const other = await downloads.request(`${CITY}/tables/functions.csv${pooled}`);
    expect(named(other)).toContain('450200-departments-2024-pooled-notHeldRate-functions.csv');
    const { rows } = (await file.json()) as { rows: { id: string }[] };
    expect(rows).toHaveLength(3);
    expect((await downloads.request(`${CITY}/tables/agencies.csv${YEARS}`)).status).toBe(404);
    expect((await downloads.request(`${CITY}/tables/reasons.xlsx${YEARS}`)).status).toBe(200);
  });

  it('refuses what there is not', async () => {
    for (const [path, status] of [
      ['/api/v1/regions/999999/departments', 404],
      ['/api/v1/regions/450200/departments?year=1999', 404],
      ['/api/v1/regions/450200/departments?measure=fame', 400],
      ['/api/v1/regions/450200/departments?pool=2', 400],
      ['/api/v1/regions/450200/departments?with=never', 400],
    ] as const)
      expect([path, (await scene.app.request(path)).status]).toEqual([path, status]);
  });
});

describe('a region that many lie within', () => {
  it('leads to those below it, and is not pooled', async () => {
    const { table } = scene.deps;
    const districts = Array.from({ length: MAX_REGIONS + 1 }, (_, i) => ({
      code: String(450_201 + i),
      name: `第${i + 1}区`,
    }));
    const within = [{ code: '450200', name: '柳州市' }, ...districts];
    const observed: typeof table.observed = (onRead) => ({
      ...table.observed(onRead),
      regionsWithin: () => Promise.resolve(within),
    });
    const app = createApp({ ...scene.deps, table: { ...table, observed } });
    const page = await (await app.request(CITY + YEARS)).text();
    expect(textOf(page)).toContain(`柳州市以下的地区超过 ${MAX_REGIONS} 个`);
    expect(page).toContain(
      'href="/regions/450205/departments?year=2024&amp;with=2023&amp;measure=refusalRate"',
    );
    const answer = await app.request(`/api/v1/regions/450200/departments${YEARS}`);
    expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([400, 'code']);
    within.pop();
    expect((await app.request(`/api/v1/regions/450200/departments${YEARS}`)).status).toBe(200);
  });
});

it('puts a region’s own lists in the order of the address, too, and narrows them by name', async () => {
  const names = async (query: string): Promise<(string | undefined)[]> =>
    rowsIn(tableUnder(await get(query, '/regions/450205/years/2024'), 'agencies-heading'))
      .slice(1)
      .map(([name]) => name?.split(' ')[0]);
  expect((await names('?sort=-received')).slice(0, 2)).toEqual(['柳北区公安局', '柳北区水利局']);
  expect((await names('?sort=received')).indexOf('柳北区水利局')).toBeLessThan(
    (await names('?sort=received')).indexOf('柳北区公安局'),
  );
  // A rate of few cases stands behind all others, whichever way.
  for (const sort of ['disclosureRate', '-disclosureRate'])
    expect((await names(`?sort=${sort}`))[0]).toBe('柳北区公安局');
  expect(await names(`?q=${encodeURIComponent('教育')}`)).toEqual(['柳北区教育局']);
  expect(await get('?sort=received', '/regions/450205/years/2024')).toContain(
    'href="/regions/450205/years/2024?sort=-received#agencies-heading"',
  );
  expect(textOf(await get('?sort=fame', '/regions/450205/years/2024', 400))).toContain('sort: 应为 name');
});

it('is led to from the region’s page and from the start page', async () => {
  expect(await get('', '/regions/450200/years/2024')).toContain(
    'href="/regions/450200/departments?year=2024"',
  );
  expect(elementWithId(await get('', '/'), 'content')).toContain('/departments?year=2024"');
});

it('follows the roster’s word and the operator’s list', async () => {
  await scene.store.table.putFunctions(
    {
      since: scene.store.now(),
      entries: [{ id: 'schools', name: { zh: '学校', en: 'Schools' }, patterns: ['教育'] }],
    },
    undefined,
  );
  const { functions } = await ask(YEARS);
  expect(functions.map(({ id, agencies }) => [id, agencies > 3])).toEqual([
    ['schools', false],
    ['other', true],
  ]);
});

it('shows a hundred agencies of a function at once, and takes all along', async () => {
  const put = await scene.store.table.putFunctions(
    {
      since: scene.store.now(),
      entries: [{ id: 'towns', name: { zh: '乡镇', en: 'Towns' }, patterns: ['镇政府'] }],
    },
    await scene.store.table.functions(),
  );
  expect(put).toBe('written');
  const towns = Array.from({ length: 120 }, (_, i) =>
    anAgency(`town-${i}`, '450205', { name: `第${String(i).padStart(3, '0')}镇政府` }),
  );
  await loadRoster(scene.store.table, towns, scene.store.now());
  for (const year of [2023, 2024]) await recomputeRegion(scene.store.table, '450205', year);
  const opened = `${YEARS}&function=towns&sort=name`;
  const page = async (query: string) => {
    const section = tableUnder(await get(opened + query), 'agencies');
    const names = rowsIn(section).slice(1);
    return { section, shown: [names.length, names[0]?.[0], names.at(-1)?.[0]] };
  };
  const first = await page('');
  expect(first.shown).toEqual([100, '第000镇政府', '第099镇政府']);
  expect(textOf(first.section)).toContain('第 1 至 100 个，共 120 个');
  expect(first.section).toMatch(/href="[^"]*sort=name&amp;page=2#agencies"/);
  expect((await page('&page=2')).shown).toEqual([20, '第100镇政府', '第119镇政府']);
  expect((await page('&page=9')).shown).toEqual((await page('&page=2')).shown);
  expect((await get(`${opened}&page=0`, CITY, 400)).length).toBeGreaterThan(0);
  const file = await createDownloads(scene.deps).request(`${CITY}/tables/agencies.json${opened}`);
  expect(((await file.json()) as { rows: unknown[] }).rows).toHaveLength(120);
});
