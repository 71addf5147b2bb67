/** A province's and the nation's departments, from what nights keep: they are the sums of the pages below, and say of when they are. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WIRING } from '../../shared/contracts/wiring.ts';
import { makeSumsKey } from '../../shared/contracts/bucket/bulk-keys.ts';
import { departmentsSchema, type DepartmentsAnswer } from '../../shared/contracts/api/api-answers.ts';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import { NIGHT, tellNextNight } from '../../shared/domain/basics/nights.ts';
import { MEASURES } from '../../shared/domain/form/measures.ts';
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { createApp } from '../../web/app.tsx';
import { readKeptSums } from '../../web/departments/kept-sums.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { settle, type Store } from '../support/a-store.ts';
import { makeComparable, refusing } from '../support/comparable-scene.ts';
import { makeNightsSums } from '../support/kept-departments.ts';
import { rowsIn, textOf } from '../support/read-html.ts';
import { startWebScene, type WebScene } from '../support/web-scene.ts';

const PROVINCE = '450000';
const NATION = '000000';
const YEARS = '?year=2024&with=2023';

const anEntry = (id: string, name: string, district: string): RosterEntry => ({
  id,
  name,
  district,
  kind: 'department',
  aliases: [],
  from: 2019,
  predecessors: [],
});

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  await makeComparable(scene);
  const { table, now } = scene.store;
  // A province of more regions than a page can ask.
  const counties = [450_321, 450_421].flatMap((first) =>
    Array.from({ length: 22 }, (_, i) => ({ code: String(first + i), name: `第${first + i}县` })),
  );
  await loadRegions(table, [
    { code: '450300', name: '桂林市' },
    { code: '450302', name: '秀峰区' },
    ...counties,
    { code: '530000', name: '云南省' },
  ]);
  await loadRoster(
    table,
    [
      anEntry('gx-jiaoyu', '自治区教育厅', PROVINCE),
      anEntry('gl-jiaoyu', '桂林市教育局', '450300'),
      anEntry('xf-gongan', '桂林市公安局秀峰分局', '450302'),
    ],
    now(),
  );
  const file = (id: string, district: string, year: number, received: number, refused: number) =>
    scene.file({
      id,
      district,
      year,
      received,
      at: `${year + 1}-01-20T08:00:00Z`,
      change: refusing(refused),
    });
  await file('gx-jiaoyu', PROVINCE, 2024, 50, 5);
  await file('gl-jiaoyu', '450300', 2022, 33, 3);
  await file('gl-jiaoyu', '450300', 2024, 44, 4);
  await file('xf-gongan', '450302', 2023, 35, 1);
});
afterAll(() => scene.stop());

const request = (code: string, query: string) =>
  scene.app.request(`/api/v1/regions/${code}/departments${query}`);
async function ask(code: string, query: string): Promise<DepartmentsAnswer> {
  const response = await request(code, query);
  expect([code, query, response.status]).toEqual([code, query, 200]);
  return departmentsSchema.parse(await response.json());
}
const page = async (code: string, query: string): Promise<string> =>
  (await scene.app.request(`/regions/${code}/departments${query}`)).text();

type Line = Pick<DepartmentsAnswer['functions'][number], 'now' | 'before' | 'agencies'>;
const addUp = (values: readonly (number | null | undefined)[]): number | null => {
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
};
/** What adds up of a line, whatever is compared. */
const sumLines = (lines: readonly Line[]) => ({
  agencies: addUp(lines.map(({ agencies }) => agencies)),
  ...Object.fromEntries(
    (['now', 'before'] as const).map((side) => [
      side,
      {
        ...Object.fromEntries(
          (['expected', 'accepted', 'results', 'part', 'whole'] as const).map((key) => [
            key,
            addUp(lines.map((line) => line[side]?.[key])),
          ]),
        ),
        reasons: Object.entries(
          Object.groupBy(
            lines.flatMap((line) => Object.entries(line[side]?.reasons ?? {})),
            ([key]) => key,
          ),
        ).map(([key, all = []]) => [key, addUp(all.map(([, n]) => n))]),
      },
    ]),
  ),
});

/** Every measure of two years, and some of other years. */
const SOME = [
  '?year=2024&with=2023',
  '?year=2024&with=2021&pool=3',
  '?year=2020&with=none&measure=filingRate',
  '?year=2024&with=none&pool=3&measure=filingRate',
];
const MEASURED = MEASURES.map((measure) => `?year=2024&with=2023&measure=${measure}`);

/** Each function's line is the sum of the same lines of the regions right below and of the own agencies. */
async function expectSums(code: string, below: readonly string[], queries = SOME): Promise<void> {
  for (const query of queries) {
    const whole = await ask(code, query);
    const parts = await Promise.all(below.map((one) => ask(one, query)));
    // Others have no agencies of their own here.
    const { regions = [] } = await ask(code, `${query}&function=education`);
    for (const line of whole.functions) {
      const own = regions.filter(({ isOwn }) => isOwn && line.id === 'education');
      const lines = parts.flatMap(({ functions }) => functions.filter(({ id }) => id === line.id));
      expect([query, line.id, sumLines([line])]).toEqual([query, line.id, sumLines([...lines, ...own])]);
      if (line.id === 'education') expect(sumLines(regions)).toEqual(sumLines([line]));
    }
    const ids = parts.flatMap(({ functions }) => functions.map(({ id }) => id));
    expect(new Set([...ids, ...whole.functions.map(({ id }) => id)]).size).toBe(whole.functions.length);
  }
}

/** Nothing is kept, each region's first time. */
function forgetOnce(read: Store['bulk']['bucket']['sumsBelow']): typeof read {
  const asked = new Set<string>();
  return (code) => {
    if (asked.has(code)) return read(code);
    asked.add(code);
    return Promise.resolve(undefined);
  };
}

describe('before a night has added them up', () => {
  it('the page says when it will, and leads to the regions below', async () => {
    const html = await page(PROVINCE, YEARS);
    expect(textOf(html)).toContain(
      '广西壮族自治区的各部门数字每夜汇总一次，现在还没有：下一次从 2026-06-02 03:30（北京时间）开始',
    );
    expect(html).toContain(
      'href="/regions/450200/departments?year=2024&amp;with=2023&amp;measure=refusalRate"',
    );
    expect(html).not.toContain('<table');
    const answer = await request(PROVINCE, YEARS);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([404, '3600']);
  });

  it('counts the next night from its hour on, which is the schedule’s', () => {
    const { hour, minute } = NIGHT;
    expect(WIRING['reconcile-inbox'].trigger.crons).toEqual([`cron(${minute} ${hour} * * ? *)`]);
    const at = (text: string) => tellNextNight(parseInstant(text)!);
    expect(at('2026-06-01T19:29:59Z')).toBe('2026-06-01T19:30:00.000Z');
    expect(at('2026-06-01T19:30:00Z')).toBe('2026-06-02T19:30:00.000Z');
  });
});

describe('once a night has', () => {
  beforeAll(async () => {
    const { made } = await makeNightsSums(scene.store);
    expect(Object.keys(made).sort()).toEqual([NATION, PROVINCE, '530000']);
  });

  it('a province’s are the sums of its cities’ pages and its own agencies, by every measure', async () => {
    await expectSums(PROVINCE, ['450200', '450300'], [...MEASURED, ...SOME]);
    // 25 + 6 of the city's, 4, and 5 of its own.
    const { functions, sums } = await ask(PROVINCE, YEARS);
    expect(functions.find(({ id }) => id === 'education')?.now).toMatchObject({ part: 40, whole: 226 });
    expect(sums).toEqual({ at: scene.store.now(), missing: [] });
  });

  it('the nation’s are the sums of its provinces’', async () => {
    await expectSums(NATION, [PROVINCE, '530000']);
  });

  it('a function opens to the regions below, which lead on to it', async () => {
    const html = await page(PROVINCE, `${YEARS}&function=education`);
    const rows = rowsIn(
      /<section aria-labelledby="agencies">[\s\S]*?<\/section>/.exec(html)?.[0] ?? '',
    ).slice(1);
    expect(rows.map(([name]) => name)).toEqual([
      '柳州市 3 个机关',
      '广西壮族自治区（本级） 1 个机关',
      '桂林市 1 个机关',
    ]);
    expect(html).toContain(
      'href="/regions/450200/departments?year=2024&amp;with=2023&amp;measure=refusalRate&amp;function=education#functions"',
    );
    expect(html).toContain('href="/regions/450000/years/2024"');
    expect(textOf(html)).toContain('最近一次自 2026-06-01 夜汇总');
  });

  it('are taken along as files, of which the opened one has the regions', async () => {
    const path = `/regions/${PROVINCE}/departments/tables`;
    const downloads = createDownloads(scene.deps);
    const file = await downloads.request(`${path}/regions.csv${YEARS}&function=education`);
    expect(file.status).toBe(200);
    const text = await file.text();
    expect(text).toContain('柳州市,450200,3,');
    expect(text).toContain('2026-06-01 夜汇总');
    expect((await downloads.request(`${path}/agencies.csv${YEARS}&function=education`)).status).toBe(404);
    expect((await downloads.request(`${path}/functions.xlsx${YEARS}`)).status).toBe(200);
  });

  it('are told of now alone: a day of the past leads on', async () => {
    expect((await request(PROVINCE, `${YEARS}&asOf=2025-03-01`)).status).toBe(400);
    expect(textOf(await page(PROVINCE, `${YEARS}&asOf=2025-03-01`))).toContain('以下的地区超过 40 个');
  });

  it('take the nation’s page a read for each province, and few more', async () => {
    let objects = 0;
    let reads = 0;
    const { archive, table } = scene.deps;
    const app = createApp({
      ...scene.deps,
      table: {
        ...table,
        observed: (onRead) =>
          table.observed((read) => {
            reads++;
            onRead(read);
          }),
      },
      archive: archive && {
        ...archive,
        text: (key) => {
          objects++;
          return archive.text(key);
        },
      },
    });
    expect((await app.request(`/regions/${NATION}/departments${YEARS}`)).status).toBe(200);
    expect([objects, reads < 8]).toEqual([3, true]);
  });

  it('are not made again as long as nothing came', async () => {
    const { bulk, ...store } = scene.store;
    const written: string[] = [];
    const bucket = {
      ...bulk.bucket,
      putSums: (code: string) => Promise.resolve(void written.push(code)),
      putSumsBelow: (code: string) => Promise.resolve(void written.push(code)),
    };
    const before = await scene.store.state();
    expect(await makeNightsSums({ ...store, bulk: { ...bulk, bucket } })).toEqual({ made: {}, orders: 3 });
    expect(written).toEqual([]);
    expect(await scene.store.state()).toEqual(before);
  });

  it('follow a correction in the next night', async () => {
    const before = await ask(PROVINCE, YEARS);
    await scene.file({
      id: 'gl-jiaoyu',
      district: '450300',
      year: 2024,
      received: 60,
      at: '2025-06-20T08:00:00Z',
      change: refusing(9),
    });
    expect(await ask(PROVINCE, YEARS)).toEqual(before);
    const { made } = await makeNightsSums(scene.store);
    // The nation’s own agencies alone: none.
    expect(made).toEqual({ [NATION]: [2025, 2024], [PROVINCE]: [2025, 2024] });
    await expectSums(PROVINCE, ['450200', '450300']);
    expect((await ask(PROVINCE, YEARS)).functions).not.toEqual(before.functions);
  });

  it('follow the roster: a function that is set, an agency that ends', async () => {
    const { table, now } = scene.store;
    const later = parseInstant('2026-06-01T06:00:00Z') ?? now();
    await loadRoster(
      table,
      [{ ...anEntry('gl-jiaoyu', '桂林市教育局', '450300'), function: 'culture-tourism' }],
      later,
    );
    await loadRoster(table, [{ ...anEntry('xf-gongan', '桂林市公安局秀峰分局', '450302'), to: 2023 }], later);
    await settle(scene.store, [{ district: '450302', agencyId: 'xf-gongan', year: 2024 }]);
    await makeNightsSums(scene.store);
    await expectSums(PROVINCE, ['450200', '450300']);
    const { functions } = await ask(PROVINCE, YEARS);
    expect(functions.find(({ id }) => id === 'culture-tourism')?.now).toMatchObject({ accepted: 1, part: 9 });
  });

  it('follow the operator’s list', async () => {
    await scene.store.table.putFunctions(
      {
        since: scene.store.now(),
        entries: [{ id: 'schools', name: { zh: '学校', en: 'Schools' }, patterns: ['教育'] }],
      },
      undefined,
    );
    expect((await ask(NATION, YEARS)).functions.map(({ id }) => id)).toContain('education');
    await makeNightsSums(scene.store);
    expect((await ask(NATION, YEARS)).functions.map(({ id }) => id)).toEqual(['schools', 'other']);
  });

  it('are made in as many orders as their agencies need', async () => {
    const { bulk, ...store } = scene.store;
    const bucket = { ...bulk.bucket, sumsBelow: forgetOnce(bulk.bucket.sumsBelow) };
    const before = await ask(PROVINCE, YEARS);
    const { orders } = await makeNightsSums({ ...store, bulk: { ...bulk, bucket } }, 1);
    expect(orders).toBeGreaterThan(5);
    expect(await ask(PROVINCE, YEARS)).toEqual(before);
  });

  it('name a province that is not added up yet', async () => {
    await loadRegions(scene.store.table, [{ code: '440000', name: '广东省' }]);
    expect(textOf(await page(NATION, YEARS))).toContain('尚未汇总、没有计入的地区：广东省。');
    expect((await ask(NATION, YEARS)).sums?.missing).toEqual(['440000']);
  });

  it('take what can’t be read for not added up, until the next night makes it anew', async () => {
    const { archive } = scene.deps;
    if (!archive) throw new Error('the scene has no archive');
    const missing = async (torn?: string) =>
      (
        await readKeptSums(
          { text: (key) => (key === torn ? Promise.resolve('{"v":1,"years":[{}]}') : archive.text(key)) },
          { code: NATION, below: [PROVINCE], years: [2024, 2023] },
        )
      )?.missing;
    expect(await missing()).not.toContain(PROVINCE);
    expect(await missing(makeSumsKey(PROVINCE))).toContain(PROVINCE);
  });
});
