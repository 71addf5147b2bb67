/** Names of regions and agencies in English: their pinyin stands beside them in charts, sentences and files, too. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { respellNames } from '../../shared/pipeline/name-index.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { addPinyin, spellChart, spellNames } from '../../web/site/spell-names.ts';
import type { ChartSpec } from '../../web/site/spec.ts';
import type { Table } from '../../web/site/table.ts';
import { spellName } from '../../cli/spell-name.ts';
import { makeComparable } from '../support/comparable-scene.ts';
import { textOf } from '../support/read-html.ts';
import { readCsv } from '../support/read-files.ts';
import { startWebScene, type WebScene } from '../support/web-scene.ts';

const KNOWN = new Map([
  ['柳北区', 'Liubei Qu'],
  ['柳州市', 'Liuzhou Shi'],
]);
const page = { pinyin: (name: string) => KNOWN.get(name) };

describe('a name in English', () => {
  it('has its pinyin wherever a sentence has it, once', () => {
    const says = '柳北区 handled most; in Liuzhou Shi 柳州市 (柳北区), 柳南区 least.';
    const spelled = 'Liubei Qu 柳北区 handled most; in Liuzhou Shi 柳州市 (Liubei Qu 柳北区), 柳南区 least.';
    expect(spellNames(page, says)).toBe(spelled);
    expect(spellNames(page, spelled)).toBe(spelled);
    expect(spellNames({ pinyin: undefined }, says)).toBe(says);
  });

  it('is spelled at the bars of a chart, in its sentence and in its table', () => {
    const spec: ChartSpec = {
      id: 'regions',
      title: 'By region',
      unit: 'cases',
      description: '柳北区: 3.',
      drawing: {
        kind: 'bars',
        asShares: false,
        addsUp: false,
        labels: ['柳北区', 'others'],
        series: [],
        ends: [],
      },
      table: {
        name: 'chart-regions',
        title: 'By region',
        columns: [{ key: 'label', label: 'Region', type: 'text' }],
        rows: [['柳北区'], ['others']],
      },
    };
    const { description, drawing, table } = spellChart(page, spec);
    expect(description).toBe('Liubei Qu 柳北区: 3.');
    expect(drawing?.labels).toEqual(['Liubei Qu 柳北区', 'others']);
    expect(table.rows).toEqual([['Liubei Qu 柳北区'], ['others']]);
  });

  it('has a column of its own behind it in a file, where one of them is known', () => {
    const table: Pick<Table, 'columns' | 'rows'> = {
      columns: [
        { key: 'name', label: 'Name', type: 'text' },
        { key: 'state', label: 'State', type: 'text' },
        { key: 'n', label: 'n', type: 'number' },
      ],
      rows: [
        ['柳北区', 'Accepted', 1],
        ['柳南区', null, null],
      ],
    };
    const { columns, rows } = addPinyin(table, page.pinyin);
    expect(columns).toEqual([
      table.columns[0],
      { key: 'name.pinyin', label: 'Name (pinyin)', type: 'text' },
      table.columns[1],
      table.columns[2],
    ]);
    expect(rows).toEqual([
      ['柳北区', 'Liubei Qu', 'Accepted', 1],
      ['柳南区', null, null, null],
    ]);
  });
});

describe('the site', () => {
  let scene: WebScene;
  beforeAll(async () => {
    scene = await startWebScene();
    await makeComparable(scene);
    await respellNames(scene.store.table, spellName);
  });
  afterAll(() => scene.stop());
  const open = async (path: string): Promise<string> => (await scene.app.request(path)).text();

  it('spells names in the charts and sentences of English pages alone', async () => {
    const path = '/regions/450200/years/2024';
    const english = await open(`${path}?lang=en`);
    const chart = /<figure[^>]*id="chart-regions"[\s\S]*?<\/figure>/.exec(english)?.[0] ?? '';
    expect(textOf(chart)).toMatch(/Liu ?bei Qu 柳北区/);
    const drawing = /<script type="application\/json">([^<]*)</.exec(chart)?.[1] ?? '';
    expect(drawing).toMatch(/"labels":\["[A-Z][a-z]+ Qu [^"]+区"/);
    expect(await open(path)).not.toMatch(/Qu 柳北区/);
    const compared = await open('/compare?measure=refusalRate&year=2024&with=450205&with=450202&lang=en');
    expect(textOf(/<figure[^>]*id="chart-side"[\s\S]*?<\/figure>/.exec(compared)?.[0] ?? '')).toMatch(
      /Qu 柳北区/,
    );
    expect(compared).toMatch(/<h4>\w+ ?\w* Qu 城中区<\/h4>/);
  });

  it('spells them in English files, beside the names, which stay as they are', async () => {
    const downloads = createDownloads(scene.deps);
    const take = async (query: string) => {
      const answer = await downloads.request(`/regions/450200/years/2024/tables/regions.csv${query}`);
      return readCsv(new Uint8Array(await answer.arrayBuffer()));
    };
    const [english, chinese] = [await take('?lang=en'), await take('')];
    const cells = JSON.stringify(english);
    expect(cells).toContain('(pinyin)');
    expect(cells).toMatch(/"柳北区","Liu ?bei Qu"/);
    expect(JSON.stringify(chinese)).not.toContain('pinyin');
  });
});
