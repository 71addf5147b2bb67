/** A page's table and its files follow from one list of columns. */
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDownloads } from '../../web/downloads/app.ts';
import { formatCell } from '../../web/site/format-cell.ts';
import type { PageContext } from '../../web/site/page-context.ts';
import { RowsTable } from '../../web/site/rows-table.tsx';
import { layRows, type CellValue, type RowTable, type TableColumn } from '../../web/site/table.ts';
import { COMPARE_TEXTS } from '../../web/texts/compare.ts';
import type { Lang } from '../../web/texts/language.ts';
import { TEXTS } from '../../web/texts/texts.ts';
import type { Texts } from '../../web/texts/zh-cn.ts';
import { rowsIn } from '../support/read-html.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

const RIVERS: RowTable<{ readonly name: string; readonly km: number | null }> = {
  name: 'rivers',
  title: '河流',
  columns: [
    { key: 'id', label: '编号', type: 'text', only: 'files', read: ({ name }) => `id-${name}` },
    { key: 'name', label: '名称', type: 'text', read: ({ name }) => name, draw: ({ name }) => <b>{name}</b> },
    { key: 'length', label: '长短', type: 'text', only: 'page', draw: ({ km }) => (km ? '长' : undefined) },
    {
      key: 'km',
      label: '公里',
      type: 'number',
      read: ({ km }) => km,
      draw: ({ km }) => (km === 1200 ? '约 1200' : undefined),
      tone: ({ km }) => (km === null ? 'zero' : 'known'),
    },
  ],
  rows: [
    { name: '红水河', km: 1200 },
    { name: '柳江', km: 1121 },
    { name: '无名河', km: null },
  ],
};
const drawTable = <Row,>(table: RowTable<Row>): string =>
  (
    RowsTable({ page: {} as PageContext, table, label: { text: table.title } }) as unknown as {
      toString: () => string;
    }
  ).toString();

describe('a list of columns', () => {
  it('is laid for files without what only the page has', () => {
    expect(layRows(RIVERS)).toEqual({
      name: 'rivers',
      title: '河流',
      columns: [
        { key: 'id', label: '编号', type: 'text' },
        { key: 'name', label: '名称', type: 'text' },
        { key: 'km', label: '公里', type: 'number' },
      ],
      rows: [
        ['id-红水河', '红水河', 1200],
        ['id-柳江', '柳江', 1121],
        ['id-无名河', '无名河', null],
      ],
    });
  });

  it('is drawn on the page without what only files have, a value as it is printed where nothing else is drawn', () => {
    const html = drawTable(RIVERS);
    expect(rowsIn(html)).toEqual([
      ['名称', '长短', '公里'],
      ['红水河', '长', '约 1200'],
      ['柳江', '长', '1 121'],
      ['无名河', '', '–'],
    ]);
    expect(html).toContain('<th scope="row"><b>红水河</b></th>');
    expect(html).toContain('<th scope="col" class="n">公里</th>');
    expect(html).toContain('<td class="n zero">–</td>');
  });
});

interface TableAnswer {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Readonly<Record<string, CellValue>>[];
}

const CITY = '/regions/450200/years/2024';
const YEAR = `/regions/${DISTRICT}/years/2024`;
const COMPARED = '?with=450205&with=450200&with=accepted-ju&measure=disclosureRate&year=2024';
/** Where a table stands, how many columns page and files share, and those that the page alone has. */
const TABLES = [
  { name: 'regions', path: CITY, shared: 11 },
  { name: 'agencies', path: YEAR, shared: 8, drawn: ({ children }: Texts) => [children.lateness] },
  { name: 'consolidated', path: YEAR, shared: 4 },
  {
    name: 'years',
    path: '/agencies/accepted-ju',
    shared: 9,
    drawn: ({ children, agency }: Texts) => [children.lateness, agency.history],
  },
  {
    name: 'side',
    heading: 'chosen',
    path: '/compare',
    query: COMPARED,
    shared: 4,
    drawn: (_: Texts, lang: Lang) => [COMPARE_TEXTS[lang].columns.difference],
  },
];

let scene: WebScene;
let downloads: Hono;
beforeAll(async () => {
  scene = await startWebScene();
  downloads = createDownloads(scene.deps);
});
afterAll(() => scene.stop());

describe.each(TABLES)(
  'the table $name of $path',
  ({ name, heading = name, path, query = '?', ...expected }) => {
    it.each(['zh-CN', 'en'] as const)('is the same on the page and in its files (%s)', async (lang) => {
      const page = await (await scene.app.request(`${path}${query}&lang=${lang}`)).text();
      const taken = await downloads.request(`${path}/tables/${name}.json${query}&lang=${lang}`);
      const { columns, rows } = (await taken.json()) as TableAnswer;
      const section = new RegExp(`<h2 id="${heading}-heading">([\\s\\S]*?)</section>`).exec(page)?.[1] ?? '';
      const [heads = [], ...lines] = rowsIn(section);

      // Each column of the page is one of the files', under its label and in their order, or one of its own.
      const own: readonly string[] = expected.drawn?.(TEXTS[lang], lang) ?? [];
      const held = heads.filter((head) => !own.includes(head));
      expect(heads.filter((head) => own.includes(head))).toEqual(own);
      expect(columns.map(({ label }) => label).filter((label) => held.includes(label))).toEqual(held);
      expect(held).toHaveLength(expected.shared);

      // Each number of a file stands in the page's cell.
      expect(lines).toHaveLength(rows.length);
      for (const [i, line] of lines.entries())
        for (const column of columns.filter(({ label, type }) => held.includes(label) && type !== 'text'))
          expect(line[heads.indexOf(column.label)]).toContain(
            formatCell(rows[i]?.[column.key] ?? null, column).replaceAll('\u00a0', ' '),
          );
    });
  },
);
