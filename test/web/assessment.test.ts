/** Assessments: pages, files and the API say the same, and every deduction leads to what it was counted from. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agencyYearSchema } from '../../shared/contracts/api/api-answers.ts';
import {
  agencyAssessmentSchema,
  assessmentSchema,
  type AgencyAssessmentAnswer,
  type AssessmentAnswer,
} from '../../shared/contracts/api/assessment-answers.ts';
import { UNKNOWN_WORDS } from '../../shared/domain/assessment/fact-words.ts';
import { FACT_NAMES } from '../../shared/domain/assessment/fact-names.ts';
import type { SchemeRule } from '../../shared/domain/assessment/scheme.ts';
import { makeInstant, toIsoDay } from '../../shared/domain/basics/calendar.ts';
import { createApp } from '../../web/app.tsx';
import { createDownloads } from '../../web/downloads/app.ts';
import { MAX_REGIONS } from '../../web/region/regions-within.ts';
import { act, anAct } from '../support/acting.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { recomputeRegion } from '../../shared/pipeline/recompute-region.ts';
import { settle } from '../support/a-store.ts';
import { anAgency } from '../support/filing-desk.ts';
import { rowOf, rowsIn, textOf } from '../support/read-html.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

const RULES: readonly SchemeRule[] = [
  {
    indicator: { zh: '未报送扣分', en: 'Missing' },
    fact: 'missing',
    deductionHundredths: 1_000,
    limitHundredths: 1_000,
    source: '某办法第一条',
  },
  {
    indicator: { zh: '按时报送', en: 'On time' },
    fact: 'filed-late',
    deductionHundredths: 50,
    per: 1,
    limitHundredths: 500,
    source: '某办法第二条',
  },
  {
    indicator: { zh: '退回更正', en: 'Corrected' },
    fact: 'corrected-late',
    deductionHundredths: 300,
    per: 1,
    limitHundredths: 300,
    within: 5,
    source: '某办法第三条',
  },
];
const place = { district: DISTRICT, agencyId: 'late-ju', year: 2024 };
const RETURNED_AT = makeInstant(Date.parse('2025-02-10T02:00:00Z'));

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  const [first] = await scene.store.table.submissions(place);
  await act(
    scene.store,
    anAct(place, { kind: 'return', submissionId: first!.submissionId, until: toIsoDay('2025-02-28') }),
    RETURNED_AT,
  );
  await scene.file({ id: 'late-ju', year: 2024, received: 7, at: '2025-02-18T02:00:00Z' });
  await settle(scene.store, [place]);
});
afterAll(() => scene.stop());

const REGION = `/compliance/${DISTRICT}/2024/assessment`;
const SHEET = '/agencies/late-ju/years/2024/assessment';
async function get(path: string, status = 200): Promise<string> {
  const response = await scene.app.request(path);
  expect([path, response.status]).toEqual([path, status]);
  return response.text();
}
const askRegion = async (query = ''): Promise<AssessmentAnswer> =>
  assessmentSchema.parse(JSON.parse(await get(`/api/v1${REGION}${query}`)));
const askSheet = async (id = 'late-ju'): Promise<AgencyAssessmentAnswer> =>
  agencyAssessmentSchema.parse(JSON.parse(await get(`/api/v1/agencies/${id}/years/2024/assessment`)));
const tableUnder = (html: string, anchor: string): string =>
  new RegExp(`<section aria-labelledby="${anchor}">[\\s\\S]*?</section>`).exec(html)?.[0] ?? `no ${anchor}`;
/** Those that the switch offers. */
const listYears = (html: string): number[] =>
  [...(/<nav class="years"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '').matchAll(/>(20\d\d)</g)].map(([, year]) =>
    Number(year),
  );
const shown = (value: number | null): string => (value === null ? '–' : String(value));

describe('without a scheme', () => {
  it('tells facts and no score, and how a scheme is loaded', async () => {
    const html = await get(REGION);
    expect(textOf(html)).toContain('没有导入考核细则');
    expect(textOf(html)).toContain('gouji load scheme');
    expect(html).not.toContain('id="scores"');
    expect(rowOf(tableUnder(html, 'facts'), '柳北区教育局').slice(2, 5)).toEqual([
      '0',
      '1',
      '– 未填公布日期',
    ]);
    expect(textOf(html)).toContain('汇总报告由各机关的报告汇总而成，不在任何地区的考核中');
    expect(textOf(await get(`${REGION}?lang=en`))).toContain('in no region’s assessment');
    expect(textOf(await get(`${SHEET}?lang=en`))).toContain('No scheme of assessment is loaded here');
    const { scheme, agencies } = await askRegion();
    expect([scheme, new Set(agencies.map(({ score }) => score))]).toEqual([null, new Set([null])]);
    const downloads = createDownloads(scene.deps);
    expect((await downloads.request(`${REGION}/tables/scores.csv`)).status).toBe(404);
    const csv = await (await downloads.request(`${REGION}/tables/facts.csv`)).text();
    expect(csv.split('\r\n').find((line) => line.includes(',missing-ju,'))).toContain(
      '迟报：没有已接收的报告；逾期公布：没有已接收的报告',
    );
  });

  it('shows the numbers that the API tells, and "–" for what is not known', async () => {
    const table = tableUnder(await get(REGION), 'facts');
    const { agencies } = await askRegion();
    expect(agencies.length).toBeGreaterThan(8);
    for (const { name, facts } of agencies.filter(({ id }) => id !== 'hostile-ju')) {
      expect(facts.map(({ name: fact }) => fact)).toEqual(FACT_NAMES);
      expect(rowOf(table, name).slice(2)).toEqual(
        facts.map(({ amount, whole, unknown }) =>
          amount === null
            ? `– ${UNKNOWN_WORDS[unknown!].zh}`
            : whole === null
              ? shown(amount)
              : `${amount} / ${whole}`,
        ),
      );
      for (const { amount, unknown } of facts) expect(amount === null).toBe(unknown !== undefined);
    }
    expect(agencies.find(({ id }) => id === 'missing-ju')?.facts[0]).toMatchObject({ amount: 1 });
  });

  it('tells what is about nobody of the past, and nothing of who need not report', async () => {
    const { agencies } = await askRegion('?asOf=2025-01-25');
    const before = agencies.find(({ id }) => id === 'late-ju');
    expect(before?.facts[0]).toMatchObject({ amount: null, unknown: 'not-due' });
    expect(agencies.map(({ id }) => id)).not.toContain('merged-ju');
    expect(agencies.map(({ id }) => id)).not.toContain('whole-qu');
    const { facts } = await askSheet('merged-ju');
    expect(new Set(facts.map(({ unknown }) => unknown))).toEqual(new Set(['not-obliged']));
  });
});

it('counts as the agency’s page does, and tells of the report in force though a later one was returned', async () => {
  const told = async () => {
    const year = agencyYearSchema.parse(JSON.parse(await get('/api/v1/agencies/flagged-ju/years/2024')));
    const { facts } = await askSheet('flagged-ju');
    const find = (name: string) => facts.find((fact) => fact.name === name);
    return { year, find };
  };
  const { year, find } = await told();
  expect(find('unexplained')?.amount).toBe(year.inForce?.openWarnings);
  expect(find('incomplete')).toMatchObject({
    amount: 1,
    evidence: [{ kind: 'finding', submissionId: year.inForce?.submissionId }],
  });
  await scene.file({
    id: 'flagged-ju',
    year: 2024,
    received: 5,
    at: '2025-03-01T02:00:00Z',
    change: (document) => {
      document.applications.received.total += 1;
    },
  });
  const later = await told();
  expect(later.year.submissions[0]?.outcome).toBe('returned');
  expect(later.find('incomplete')).toEqual(find('incomplete'));
  expect(later.find('inconsistent')?.evidence[0]).toMatchObject({
    kind: 'errors',
    submissionId: later.year.submissions[0]?.submissionId,
  });
});

it('takes what the office refused to recognise for no explanation', async () => {
  const file = (at: string, explanations: readonly object[]) =>
    scene.file({
      ...{ id: 'flagged-ju', year: 2024, received: 5, at },
      change: (document) => {
        document['narrative'] = { overview: '平稳。', problems: '无', other: '' };
        document['explanations'] = explanations;
      },
    });
  const tell = async () => {
    const { facts } = await askSheet('flagged-ju');
    return new Map(facts.map((fact) => [fact.name, fact]));
  };
  const open = (await tell()).get('unexplained')?.evidence ?? [];
  await file(
    '2025-03-02T02:00:00Z',
    open.map(({ rule, path }) => ({ rule, path, text: '我局当年没有此项工作,文字如此。' })),
  );
  const explained = await tell();
  expect(open.length).toBeGreaterThan(0);
  expect(explained.get('unexplained')).toMatchObject({ amount: 0, whole: open.length });
  expect(explained.get('incomplete')?.amount).toBe(0);
  const flagged = { ...place, agencyId: 'flagged-ju' };
  const [newest] = await scene.store.table.submissions(flagged);
  const { submissionId } = newest!;
  await act(
    scene.store,
    anAct(flagged, { kind: 'answer-explanation', submissionId, answer: 'refused' }),
    makeInstant(Date.parse('2025-03-03T02:00:00Z')),
  );
  await settle(scene.store, [flagged]);
  const refused = await tell();
  expect(refused.get('unexplained')).toMatchObject({ amount: open.length, whole: open.length });
  expect(refused.get('incomplete')?.amount).toBe(1);
  expect(JSON.stringify([...refused.values()])).not.toContain('已说明');
  expect(refused.get('unexplained')?.evidence.some(({ isExplained }) => isExplained)).toBe(false);
});

describe('with a scheme', () => {
  beforeAll(async () => {
    const { table, now } = scene.store;
    await table.putScheme({ since: now(), rules: RULES }, undefined);
  });

  it('scores each agency, and the page, the files and the API agree', async () => {
    const page = tableUnder(await get(REGION), 'scores');
    const { scheme, agencies } = await askRegion();
    expect(scheme).toMatchObject({ total: 18, indicators: RULES.map(({ source }) => ({ source })) });
    const csv = await (await createDownloads(scene.deps).request(`${REGION}/tables/scores.csv`)).text();
    for (const { id, name, score } of agencies.filter(({ id: one }) => one !== 'hostile-ju')) {
      if (!score) throw new Error(`${id} has no score`);
      const told = [score.score, score.deducted, ...score.indicators.map(({ deducted }) => deducted)];
      const row = rowOf(page, name).slice(2);
      expect([row[0]?.split('只评')[0]?.trim(), ...row.slice(1)]).toEqual(told.map(shown));
      const line = csv.split('\r\n').find((one) => one.includes(`,${id},`));
      const cells = line?.split(',').slice(5) ?? [];
      expect([cells[0], cells[1], ...cells.slice(4)]).toEqual(
        told.map((value) => (value === null ? '' : String(value))),
      );
      const deducted = score.indicators.reduce((sum, one) => sum + (one.deducted ?? 0), 0);
      expect(score.deducted).toBe(deducted);
      if (score.score !== null) expect(score.score).toBe(18 - deducted);
    }
    const missing = agencies.find(({ id }) => id === 'missing-ju')?.score;
    expect(missing).toMatchObject({ score: 8, deducted: 10, assessed: 10 });
  });

  it('says of each deduction how it was reckoned, from which evidence and by which document', async () => {
    const { score, facts } = await askSheet();
    expect(score).toMatchObject({ score: 14.5, deducted: 3.5, assessed: 18 });
    expect(score?.indicators.map(({ computation }) => computation)).toEqual([
      '0 份，不扣分',
      '1 天，每 1 天 扣 0.5 分：1 × 0.5 = 0.5 分',
      '1 次超过 5 天才更正或仍未更正，每 1 次 扣 3 分：1 × 3 = 3 分',
    ]);
    const [newest] = await scene.store.table.submissions(place);
    expect(facts.find(({ name }) => name === 'corrected-late')?.evidence).toMatchObject([
      {
        kind: 'return',
        at: '2025-02-10T02:00:00.000Z',
        correctedAt: '2025-02-18T02:00:00.000Z',
        days: 8,
        correctedBy: newest!.submissionId,
      },
    ]);
    const html = await get(SHEET);
    const rows = rowsIn(tableUnder(html, 'scores'));
    expect(rows[3]).toEqual([
      '退回更正',
      '退回后逾期更正',
      '1',
      '1 次超过 5 天才更正或仍未更正，每 1 次 扣 3 分：1 × 3 = 3 分',
      '3',
      '3',
      '某办法第三条',
      '2025-02-10 10:00 主管部门退回，限 2025-02-28 前更正；2025-02-18 10:00 更正，用了 8 天',
    ]);
    expect(textOf(html)).toContain('得分 14.5（总分 18，扣 3.5）；3 项指标评了 3 项，分值共 18 分。');
    const english = textOf(await get(`${SHEET}?lang=en`));
    expect(english).toContain('1 return corrected after more than 5 days, or not yet, 3 for each 1 return');
    expect(english).toContain('returned by the office 2025-02-10 10:00, to be corrected by 2025-02-28');
    // Every piece of evidence leads somewhere.
    const links = new Set(
      [...html.matchAll(/<ul class="evidence">[\s\S]*?<\/ul>/g)].flatMap(([list]) =>
        [...list.matchAll(/href="([^"]+)"/g)].map(([, link]) => link!),
      ),
    );
    expect(links.size).toBeGreaterThan(2);
    for (const link of links) await get(link);
  });

  it('keeps the reason of a return to the page that shows it, and who did it to itself', async () => {
    for (const text of [await get(SHEET), await get(`/api/v1${SHEET}`)])
      expect(text).not.toContain('表三合计与台账不符');
  });

  it('is put in order by an indicator, those that are not assessed last', async () => {
    const names = rowsIn(tableUnder(await get(`${REGION}?sort=-i2`), 'scores'))
      .slice(1)
      .map(([name]) => name?.split(' ')[0]);
    expect(names[0]).toBe('柳北区教育局');
    expect(names.slice(-4)).toContain('柳北区审计局');
    expect(textOf(await get(`${REGION}?sort=fame`, 400))).toContain('sort: 应为');
  });

  it('is a file of each table of an agency’s sheet, too', async () => {
    const downloads = createDownloads(scene.deps);
    for (const name of ['scores', 'facts'])
      for (const format of ['csv', 'xlsx', 'json'])
        expect((await downloads.request(`${SHEET}/tables/${name}.${format}`)).status).toBe(200);
    const { rows, filter } = (await (await downloads.request(`${SHEET}/tables/facts.json`)).json()) as {
      rows: { name: string; amount: number | null }[];
      filter: Record<string, string>;
    };
    const { facts } = await askSheet();
    expect(rows.map(({ name, amount }) => [name, amount])).toEqual(
      facts.map(({ name, amount }) => [name, amount]),
    );
    expect(filter['scheme']).toContain('3 项指标，共 18 分');
  });

  it('leads to the agency’s other years', async () => {
    const years = listYears(await get(SHEET));
    expect(years).toContain(2025);
    expect(years).toEqual(listYears(await get('/agencies/late-ju/years/2023/assessment')));
  });

  it('is led to from the compliance page and from the agency’s', async () => {
    expect(await get(`/compliance/${DISTRICT}/2024`)).toContain(`href="${REGION}"`);
    expect(await get('/agencies/late-ju/years/2024')).toContain(`href="${SHEET}"`);
    expect(await get(REGION)).toContain(`href="${SHEET}"`);
  });
});

it('puts who has not filed below all who have, however little the scheme deducts for it', async () => {
  const { table, now } = scene.store;
  const [missing, late] = RULES;
  const rules: readonly SchemeRule[] = [
    { ...missing!, deductionHundredths: 100, limitHundredths: 100 },
    { ...late!, deductionHundredths: 500 },
  ];
  await table.putScheme({ since: now(), rules }, await table.scheme());
  const { agencies } = await askRegion();
  const scores = new Map(agencies.map(({ id, score }) => [id, score?.score ?? null]));
  expect([scores.get('missing-ju'), scores.get('late-ju')]).toEqual([5, 1]);
  const list = async (sort: string): Promise<string[]> => {
    const table = tableUnder(await get(`${REGION}?sort=${sort}`), 'scores');
    return [...table.matchAll(/href="\/agencies\/([a-z-]+)\/years/g)].map(([, id]) => id!);
  };
  const highest = await list('-score');
  expect(highest.indexOf('missing-ju')).toBeGreaterThan(highest.indexOf('late-ju'));
  const lowest = await list('score');
  expect(lowest.indexOf('missing-ju')).toBeLessThan(lowest.indexOf('late-ju'));
});

it('leads on where too many regions lie within, and answers 400 to programs', async () => {
  const { table } = scene.deps;
  const districts = Array.from({ length: MAX_REGIONS + 1 }, (_, i) => ({
    code: String(450_201 + i),
    name: `第${i + 1}区`,
  }));
  const observed: typeof table.observed = (onRead) => ({
    ...table.observed(onRead),
    regionsWithin: () => Promise.resolve([{ code: '450200', name: '柳州市' }, ...districts]),
  });
  const app = createApp({ ...scene.deps, table: { ...table, observed } });
  const page = await (await app.request('/compliance/450200/2024/assessment')).text();
  expect(textOf(page)).toContain(`柳州市以下的地区超过 ${MAX_REGIONS} 个`);
  expect(page).toContain('href="/compliance/450205/2024/assessment"');
  const answer = await app.request('/api/v1/compliance/450200/2024/assessment');
  expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([400, 'code']);
});

it('refuses what there is not', async () => {
  for (const [path, status] of [
    ['/api/v1/compliance/999999/2024/assessment', 404],
    [`/compliance/${DISTRICT}/1999/assessment`, 404],
    ['/api/v1/agencies/nobody/years/2024/assessment', 404],
  ] as const)
    await get(path, status);
});

it('shows a hundred agencies at once, in both tables the same', async () => {
  const towns = Array.from({ length: 120 }, (_, i) =>
    anAgency(`town-${i}`, DISTRICT, { name: `第${String(i).padStart(3, '0')}镇政府` }),
  );
  await loadRoster(scene.store.table, towns, scene.store.now());
  await recomputeRegion(scene.store.table, DISTRICT, 2024);
  const path = `/compliance/${DISTRICT}/2024/assessment?sort=name`;
  const names = async (query: string) => {
    const html = await (await scene.app.request(path + query)).text();
    return ['scores', 'facts'].map((id) => {
      const section =
        new RegExp(`<section aria-labelledby="${id}">[\\s\\S]*?</section>`).exec(html)?.[0] ?? '';
      return { section, rows: rowsIn(section).slice(1) };
    });
  };
  const [first, second] = [await names(''), await names('&page=2')];
  for (const [table, { section, rows }] of first.entries()) {
    expect(rows).toHaveLength(100);
    expect(section).toContain('sort=name&amp;page=2#');
    expect(second[table]?.rows.length).toBeGreaterThan(20);
  }
  expect(first[0]?.rows.map(([name]) => name)).toEqual(first[1]?.rows.map(([name]) => name));
  const file = await createDownloads(scene.deps).request(
    `/compliance/${DISTRICT}/2024/assessment/tables/facts.json?sort=name`,
  );
  expect(((await file.json()) as { rows: unknown[] }).rows.length).toBeGreaterThan(120);
});
