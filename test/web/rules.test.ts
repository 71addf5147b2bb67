/** The public catalogue: its page, its JSON, the schemas that editors fetch, and the files in docs/. */
import { fromStoredSignal } from '../../shared/contracts/table/stored-signal.ts';
import { noFigures } from '../../shared/domain/form/figures.ts';
import { NO_FEES } from '../../shared/domain/form/processing-fees.ts';
import type { RegionYear } from '../../shared/domain/standing/region-year.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../shared/domain/rules/rule-book.ts';
import { ROWS_ADD_UP } from '../../shared/domain/rules/sums/a1-rows-add-up.ts';
import { createApp } from '../../web/app.tsx';
import type { WebDeps } from '../../web/ports.ts';
import { REFERENCE_FILES } from '../../web/api/reference-files.ts';
import { typesetChinese } from '../../shared/domain/basics/typeset.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { rowsIn, textOf } from '../support/read-html.ts';
import { NO_SUMMARIES, refusingTable } from '../support/refusing-table.ts';
import { NOW } from '../support/web-scene.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';

const unused = () => Promise.reject(new Error('the catalogue needs no more than the nation’s totals'));
let reads = 0;
const total = (year: number, signal: string): RegionYear => ({
  revision: 1,
  code: NATION,
  name: '全国',
  year,
  reports: { expected: 0, accepted: 0, flagged: 0, returned: 0, late: 0, synthetic: 0 },
  figures: noFigures('2021'),
  signal: fromStoredSignal(signal),
  fees: NO_FEES,
  filings: new Map(),
  marks: [],
});
const TOTALS = [
  total(2023, '{"department.A1":[2,1,0]}'),
  total(2024, '{"department.A1":[3,3,0],"department.Y1":[4,1,2],"township.A1":[1,0,0]}'),
];
const deps: WebDeps = {
  table: refusingTable(unused, {
    regionYears: (code) => {
      reads += 1;
      expect(code).toBe(NATION);
      return Promise.resolve({
        years: new Map(TOTALS.map((item) => [item.year, item])),
        below: new Map(),
        spans: new Map(),
        names: new Map(),
      });
    },
  }),
  summaries: NO_SUMMARIES,
  bucket: { archived: unused, receipt: unused },
  now: () => NOW,
  version: '1',
  store: 'table',
  assets: TEST_ASSETS,
  connection: undefined,
  log: { error: () => undefined },
};
const app = createApp(deps);

describe('/rules', () => {
  it.each(['zh', 'en'] as const)('says of each rule, in %s, what it is and what fires it', async (lang) => {
    const response = await app.request(`/rules?lang=${lang}`);
    expect(response.status).toBe(200);
    const html = await response.text();
    const text = textOf(html);
    for (const { id, entry } of RULES.all) {
      expect(html).toContain(` id="${id}"`);
      const { title, formula, source, toDo, examples } = entry();
      const { fires, passes } = examples;
      for (const said of [title, formula, source, toDo, fires.says, passes.says])
        expect(text).toContain((lang === 'zh' ? typesetChinese(said.zh) : said.en).replace(/\s+/g, ' '));
    }
    expect(text).toContain(lang === 'zh' ? '错误 → 退回' : 'Errors → returned');
    // The menus' one alone.
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  it('says how often each rule fired, was corrected and explained, at the cost of one read', async () => {
    reads = 0;
    const html = await (await app.request('/rules')).text();
    expect(reads).toBe(1);
    const entry = (id: string) =>
      html.slice(html.indexOf(` id="${id}"`), html.indexOf('</article>', html.indexOf(` id="${id}"`)));
    expect(textOf(entry('A1'))).toContain('在 6 份报告中触发：已更正 4，已说明 0，未结 2');
    expect(rowsIn(entry('A1')).slice(1)).toEqual([
      ['2024年', '部门', '3', '3', '0', '0'],
      ['2024年', '乡镇街道', '1', '0', '0', '1'],
      ['2023年', '部门', '2', '1', '0', '1'],
    ]);
    expect(textOf(entry('Y1'))).toContain('已说明 2，未结 1');
    expect(textOf(entry('Q4'))).toContain('还没有报告触发过这条规则');
  });

  it('is linked from every page', async () => {
    expect(await (await app.request('/nowhere?lang=en')).text()).toContain('href="/rules?lang=en"');
  });
});

describe('GET /api/v1/rules', () => {
  it('answers the same catalogue in both languages, and where the schemas are', async () => {
    const { rules, schemas } = (await (await app.request('/api/v1/rules')).json()) as {
      rules: object[];
      schemas: object[];
    };
    expect(rules).toHaveLength(RULES.all.length);
    const {
      source,
      toDo,
      examples: { fires, passes },
    } = ROWS_ADD_UP.entry();
    expect(rules[5]).toEqual({
      id: 'A1',
      severity: 'error',
      since: null,
      title: { zh: '表三逐行合计', en: 'Table III, sum of each row' },
      formula: { zh: '总计 = 其余六格之和', en: 'total = the sum of the other six cells' },
      source,
      toDo,
      examples: { fires: fires.says, passes: passes.says },
      signal: {
        fired: 6,
        corrected: 4,
        explained: 0,
        parts: [
          { year: 2024, kind: 'department', fired: 3, corrected: 3, explained: 0 },
          { year: 2024, kind: 'township', fired: 1, corrected: 0, explained: 0 },
          { year: 2023, kind: 'department', fired: 2, corrected: 1, explained: 0 },
        ],
      },
    });
    expect(schemas).toEqual([
      { edition: '2019', path: '/schemas/report-2019.schema.json' },
      { edition: '2021', path: '/schemas/report-2021.schema.json' },
    ]);
  });
});

describe('the schemas', () => {
  it.each(['2019', '2021'])(
    'of edition %s can be fetched by an editor or a page of any site',
    async (edition) => {
      const response = await app.request(`/schemas/report-${edition}.schema.json`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/schema+json');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('cache-control')).toBe('public, max-age=3600');
      expect(await response.text()).toBe(REFERENCE_FILES.get(`schemas/report-${edition}.schema.json`));
    },
  );

  it('are two', async () => {
    expect((await app.request('/schemas/report-2020.schema.json')).status).toBe(404);
  });
});

describe('docs/', () => {
  it.each([...REFERENCE_FILES])('%s is as the code has it: node web/api/write.ts', (name, text) => {
    expect(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')).toBe(text);
  });
});
