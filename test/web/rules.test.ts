/** The public catalogue: its page, its JSON, the schemas that editors fetch, and the files in docs/. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../shared/domain/rule-catalogue.ts';
import { RULE_EXAMPLES } from '../../shared/domain/rule-examples.ts';
import { createApp } from '../../web/app.tsx';
import type { WebDeps } from '../../web/ports.ts';
import { REFERENCE_FILES } from '../../web/reference/reference-files.ts';
import { typesetChinese } from '../../web/texts/typeset.ts';
import { textOf } from '../support/read-html.ts';
import { NOW } from '../support/web-scene.ts';

const unused = () => Promise.reject(new Error('the catalogue needs no table'));
const deps: WebDeps = {
  table: {
    children: unused,
    regionYears: unused,
    agencyYears: unused,
    roster: unused,
    submissions: unused,
  },
  bucket: { archived: unused, receipt: unused },
  now: () => NOW,
  version: '1',
  assets: { files: {}, styles: 'site.css', charts: 'charts.js' },
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
    for (const { id, title, formula, source } of RULES) {
      expect(html).toContain(` id="${id}"`);
      const { toDo, fires, passes } = RULE_EXAMPLES[id];
      for (const said of [title, formula, source, toDo, fires.says, passes.says])
        expect(text).toContain((lang === 'zh' ? typesetChinese(said.zh) : said.en).replace(/\s+/g, ' '));
    }
    expect(text).toContain(lang === 'zh' ? '错误 → 退回' : 'Errors → returned');
    expect(html).not.toContain('<script');
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
    expect(rules).toHaveLength(RULES.length);
    expect(rules[5]).toEqual({
      id: 'A1',
      severity: 'error',
      title: { zh: '表三逐行合计', en: 'Table III, sum of each row' },
      formula: { zh: '总计 = 其余六格之和', en: 'total = the sum of the other six cells' },
      source: RULES[5]?.source,
      toDo: RULE_EXAMPLES.A1.toDo,
      examples: { fires: RULE_EXAMPLES.A1.fires.says, passes: RULE_EXAMPLES.A1.passes.says },
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
  it.each([...REFERENCE_FILES])('%s is as the code has it: node web/reference/write.ts', (name, text) => {
    expect(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')).toBe(text);
  });
});
