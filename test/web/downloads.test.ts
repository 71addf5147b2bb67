/** What can be taken along is the API's answer, cell by cell, whatever the format. */
import type { RegionYear } from '../../shared/domain/standing/region-year.ts';
import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { parse as parseDisposition } from 'content-disposition';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTableClient } from '../../shared/adapters/clients.ts';
import { regionYearCodec } from '../../shared/contracts/table/region-year-codec.ts';
import { CATALOGUES, DECIMALS, chooseEdition, type TableKey } from '../../shared/domain/form/catalogue.ts';
import { noFigures } from '../../shared/domain/form/figures.ts';
import { NO_FEES } from '../../shared/domain/form/processing-fees.ts';
import { createEdgeRouter } from '../../shared/contracts/edge-routes.ts';
import { createApp } from '../../web/app.tsx';
import { createDownloads } from '../../web/downloads/app.ts';
import { writeCsvFile } from '../../web/downloads/csv-file.ts';
import { streamingHandler } from '../../web/downloads/streaming-handler.ts';
import { tenthsOfPercent } from '../../shared/domain/basics/rounding.ts';
import { xlsxFile } from '../../web/downloads/xlsx-file.ts';
import type { TakenTable } from '../../web/site/table.ts';
import { TEXTS } from '../../web/texts/texts.ts';
import { partsOf, readCsv, readDocx, readXlsx, type FileCell, type ReadFile } from '../support/read-files.ts';
import { rowsIn } from '../support/read-html.ts';
import type { Submission } from '../../shared/domain/standing/submission.ts';
import { DISTRICT, NOW, startWebScene, type WebScene } from '../support/web-scene.ts';

const findRoute = createEdgeRouter();
const isDownload = (path: string): boolean => findRoute(path).name === 'downloads';

let scene: WebScene;
let downloads: Hono;
beforeAll(async () => {
  scene = await startWebScene();
  downloads = createDownloads(scene.deps);
});
afterAll(() => scene.stop());

async function take(path: string, app = downloads): Promise<{ response: Response; bytes: Uint8Array }> {
  const response = await app.request(path);
  expect(response.status, path).toBe(200);
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}
const takeCsv = async (path: string): Promise<ReadFile> => readCsv((await take(path)).bytes);
const takeXlsx = async (path: string) => readXlsx((await take(path)).bytes);
async function takeJson(path: string): Promise<TableAnswer> {
  return JSON.parse(new TextDecoder().decode((await take(path)).bytes));
}
interface ChildAnswer {
  readonly kind: 'agency' | 'region';
  readonly id: string;
  readonly name: string;
  readonly agencyKind?: string;
  readonly state: string | null;
  readonly late: number | null;
  readonly reports?: Readonly<Record<string, number>>;
  readonly figures: object | null;
}
interface YearAnswer {
  readonly year: number;
  readonly figures: object | null;
  readonly children: readonly ChildAnswer[];
}
/** What the tests read of the API's answers; their shape is what `api.test.ts` is about. */
async function api<Answer = YearAnswer>(path: string): Promise<Answer> {
  return (await (await scene.app.request(`/api/v1${path}`)).json()) as Answer;
}

/** Page by page: no answer is above a megabyte. */
async function allChildren(path: string): Promise<YearAnswer['children']> {
  const children: YearAnswer['children'][number][] = [];
  for (let next: string | undefined = `/api/v1${path}`; next !== undefined;) {
    const response: Response = await scene.app.request(next);
    children.push(...((await response.json()) as YearAnswer).children);
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  }
  return children;
}

interface TableAnswer {
  readonly table: string;
  readonly title: string;
  readonly source: string;
  readonly filter: Record<string, string>;
  readonly asOf: string;
  readonly link: string;
  readonly columns: readonly { readonly key: string; readonly label: string; readonly type: string }[];
  readonly rows: readonly Record<string, FileCell>[];
}

const TABLES = [
  'regions',
  'agencies',
  'consolidated',
  'form',
  'chart-received',
  'chart-fees',
  'chart-fees-regions',
  'chart-fees-agencies',
  'chart-outcomes',
  'chart-regions',
  'chart-agencies',
];
const at = (path: string, extension: string, query = ''): string => `${path}.${extension}${query}`;

/** A rate in a workbook is the printed one: a spreadsheet would round by itself. */
const asXlsx = (cell: FileCell, type: string): FileCell =>
  typeof cell === 'number' && type === 'rate' ? tenthsOfPercent(cell) / 1000 : cell;

/** As a CSV has it: text of the very number, rates in percent with one decimal, nothing for null. */
function asCsv(cell: FileCell, type: string): FileCell {
  if (cell === null) return null;
  return type === 'rate' ? String(tenthsOfPercent(Number(cell)) / 10) : String(cell);
}

/** 柳北区 in edition 2021, in edition 2019, as of an instant of the past, and where nothing was reported; its city. */
const PLACES = [
  [`/regions/${DISTRICT}/years/2024`, ''],
  [`/regions/${DISTRICT}/years/2020`, ''],
  [`/regions/${DISTRICT}/years/2024`, '?asOf=2025-01-25T00:00Z'],
  [`/regions/${DISTRICT}/years/2025`, ''],
  ['/regions/450200/years/2024', ''],
  ['/regions/450200/years/2024', '?lang=en'],
  ['/regions/450000/years/2019', ''],
] as const;

describe.each(PLACES)('the tables of %s%s', (region, query) => {
  it.each(TABLES)('%s: the same cells in JSON, CSV and XLSX', async (name) => {
    const path = `${region}/tables/${name}`;
    const [json, csv, xlsx] = await Promise.all([
      takeJson(at(path, 'json', query)),
      takeCsv(at(path, 'csv', query)),
      takeXlsx(at(path, 'xlsx', query)),
    ]);
    const cells = json.rows.map((row) => json.columns.map(({ key }) => row[key]));
    expect(xlsx.rows).toEqual(
      cells.map((row) => row.map((cell, i) => asXlsx(cell ?? null, json.columns[i]!.type))),
    );
    expect(xlsx.heads).toEqual(json.columns.map(({ label }) => label));
    expect(csv.rows).toEqual(
      json.rows.map((row) => json.columns.map(({ key, type }) => asCsv(row[key] ?? null, type))),
    );
    expect(csv.heads.map((head) => head.replace(/(\uff08| \()%(\uff09|\))$/, ''))).toEqual(xlsx.heads);
    for (const said of [csv.said, xlsx.said]) {
      expect([...said.values()]).toEqual(
        expect.arrayContaining([json.title, json.source, json.link, ...Object.values(json.filter)]),
      );
    }
  });

  it('state the children, their states and figures as the API does', async () => {
    const { children } = await api(`${region}${query}`);
    const regions = await takeJson(`${region}/tables/regions.json${query}`);
    const agencies = await takeJson(`${region}/tables/agencies.json${query}`);
    const t = TEXTS[query.includes('en') ? 'en' : 'zh-CN'];
    const figuresOf = ({ figures }: ChildAnswer) => {
      const count = (row: string) => (figures ? valueAt(figures, `/applications/${row}/total`) : null);
      return {
        received: count('received'),
        results: count('results/total'),
        disclosed: figures ? Number(count('results/granted')) + Number(count('results/partial')) : null,
        carriedOut: count('carriedOut'),
      };
    };
    expect(regions.rows).toEqual(
      children
        .filter(({ kind }) => kind === 'region')
        .map((child): unknown =>
          expect.objectContaining({
            code: child.id,
            name: child.name,
            ...child.reports,
            ...figuresOf(child),
          }),
        ),
    );
    expect(agencies.rows).toEqual(
      children
        .filter(({ kind }) => kind === 'agency')
        .map((child): unknown =>
          expect.objectContaining({
            id: child.id,
            name: child.name,
            state:
              child.state === 'flagged'
                ? `${t.states.accepted}${t.agency.listSeparator}${t.states.flagged}`
                : t.states[child.state as 'missing'],
            lateDays: child.figures ? child.late : null,
            ...figuresOf(child),
          }),
        ),
    );
  });

  it('state every cell of the total’s form as the API does', async () => {
    const answer = await api(`${region}${query}`);
    const form = await takeJson(`${region}/tables/form.json${query}`);
    const { cells } = CATALOGUES[chooseEdition(answer.year)];
    expect(form.rows.map(({ path }) => path)).toEqual(cells.map(({ path }) => path));
    for (const { path, value } of form.rows)
      expect(value, String(path)).toBe(answer.figures ? valueAt(answer.figures, String(path)) : null);
  });

  it('state the years of a chart as the API’s series does, gaps as gaps', async () => {
    const series = await api<{ years: readonly YearAnswer[] }>(
      `${region.replace(/\/years\/\d+/, '/series')}${query}`,
    );
    const chart = await takeJson(`${region}/tables/chart-received.json${query}`);
    expect(chart.rows).toEqual(
      series.years.map(({ year, figures }) => {
        const received = figures && valueAt(figures, '/applications/received/total');
        const carriedIn = figures && valueAt(figures, '/applications/carriedIn/total');
        const total = figures && Number(received) + Number(carriedIn);
        return { label: String(year), received, 'carried-in': carriedIn, total };
      }),
    );
  });

  it('say of which instant they are and lead back to the page', async () => {
    const json = await takeJson(`${region}/tables/agencies.json${query}`);
    const asked = new URLSearchParams(query).get('asOf');
    expect(json.asOf).toBe(asked === null ? NOW : new Date(asked).toISOString());
    const link = new URL(json.link);
    expect(link.pathname).toBe(region);
    expect((await scene.app.request(`${link.pathname}${link.search}`)).status).toBe(200);
    expect(link.searchParams.get('lang')).toBe(new URLSearchParams(query).get('lang'));
    expect(link.searchParams.has('asOf')).toBe(asked !== null);
  });

  it('stand in the consolidated form as the API has them', async () => {
    const answer = await api(`${region}${query}`);
    const docx = await readDocx((await take(`${region}/consolidated.docx${query}`)).bytes);
    expectForm(docx.tables, answer.year, (path) => answer.figures && valueAt(answer.figures, path));
  });
});

function valueAt(figures: unknown, path: string): number {
  return path
    .slice(1)
    .split('/')
    .reduce((node, key) => (node as Record<string, unknown>)[key], figures) as number;
}

type DocxTables = Awaited<ReturnType<typeof readDocx>>['tables'];

/** Tables 二, 三 and 四: the figures of each printed row are its last cells. */
function expectForm(tables: DocxTables, year: number, valueOf: (path: string) => number | null): void {
  const edition = chooseEdition(year);
  const printed = (kinds: readonly TableKey[]): string[][] =>
    CATALOGUES[edition].rows
      .filter(({ table }) => kinds.includes(table))
      .map(({ cells }) =>
        cells.map(({ path, column }) => {
          const value = valueOf(path);
          return value === null ? '' : String(Number(value.toFixed(DECIMALS[column.kind])));
        }),
      );
  expect(tables).toHaveLength(3);
  const [proactive, applications, disputes] = tables.map((rows) =>
    rows.map((row) => row.map(({ text }) => text)),
  );
  const isFigures = (row: readonly string[], count: number) =>
    row.slice(-count).every((text) => /^-?[\d.]*$/.test(text));
  const labels = new Set(
    CATALOGUES[edition].rows.filter(({ table }) => table === 'proactive').map(({ label }) => label.zh),
  );
  expect(proactive!.filter(([head]) => labels.has(head!)).map((row) => row.slice(1))).toEqual(
    printed(['proactive']),
  );
  expect(
    applications!.filter((row) => row.length > 7 && isFigures(row, 7)).map((row) => row.slice(-7)),
  ).toEqual(printed(['applications']));
  expect(disputes!.at(-1)).toEqual(printed(['reconsideration', 'litigation']).flat());
  // Heads merged or not, each printed row is as wide as the table.
  for (const rows of tables) expectEvenRows(rows);
}

function expectEvenRows(rows: DocxTables[number]): void {
  const hanging: number[] = [];
  const widths = rows.map((row) => {
    const own = row.reduce((sum, { colSpan }) => sum + colSpan, 0);
    const above = hanging.reduce((sum, left, column) => sum + (left > 0 ? 1 : 0) * (column >= 0 ? 1 : 0), 0);
    let column = 0;
    const next = hanging.map((left) => Math.max(0, left - 1));
    for (const { rowSpan, colSpan } of row) {
      while ((hanging[column] ?? 0) > 0) column++;
      for (let i = 0; i < colSpan; i++) next[column + i] = rowSpan - 1;
      column += colSpan;
    }
    hanging.splice(0, hanging.length, ...next);
    return own + above;
  });
  expect(new Set(widths).size, JSON.stringify(widths)).toBe(1);
}

describe('the consolidated form', () => {
  it('has the six sections of the regulation with a draft of their text, and says what it stands on', async () => {
    const { bytes } = await take(`/regions/${DISTRICT}/years/2024/consolidated.docx?lang=en`);
    const { paragraphs } = await readDocx(bytes);
    expect(paragraphs.slice(0, 4)).toEqual([
      '柳北区2024年政府信息公开工作年度报告',
      '草稿：由系统按汇总数字起草，须经人工核定后方可使用。',
      '一、总体情况',
      expect.stringMatching(/^2024年度，柳北区应报送政府信息公开工作年度报告的单位10个，已报送6个，/),
    ]);
    expect(paragraphs.filter((text) => /^[一二三四五六]、/.test(text))).toEqual([
      '一、总体情况',
      '二、主动公开政府信息情况',
      '三、收到和处理政府信息公开申请情况',
      '四、政府信息公开行政复议、行政诉讼情况',
      '五、存在的主要问题及改进情况',
      '六、其他需要报告的事项',
    ]);
    expect(paragraphs.filter((text) => /^〔.*〕$/.test(text))).toEqual([
      '〔请核对上文，并填写其他问题和改进情况〕',
      '〔各单位报告均未写明信息处理费收取情况，请核实后填写〕',
      '〔其他需要报告的事项请在此填写〕',
    ]);
    const xml = partsOf(bytes);
    expect(xml).toMatch(/应报送的 10 个机构中.计入 6 个机构已接收的报告.截至 2026-06-01 12:30/);
    // The heading of table 三 begins a page, which the table fills.
    const broken = xml.match(/<w:p>(?:(?!<\/w:p>).)*<w:pageBreakBefore\/>.*?<\/w:p>/gs) ?? [];
    expect(broken.map((paragraph) => paragraph.includes('三、收到和处理'))).toEqual([true]);
    // Table 四 is not torn from its heads: three rows of 3 + 2 and 15 cells stay with the next.
    const disputes = xml.slice(xml.indexOf('四、政府信息公开'), xml.indexOf('五、存在的主要问题'));
    expect(disputes.match(/<w:keepNext\/>/g)).toHaveLength(1 + 2 + 2 + 15);
    // A4, in twentieths of a point.
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/);
  });

  it('has empty cells, not zeros, where no report is in force', async () => {
    const { tables } = await readDocx(
      (await take(`/regions/${DISTRICT}/years/2025/consolidated.docx`)).bytes,
    );
    expect(tables[2]!.at(-1)!.map(({ text }) => text)).toEqual(Array.from({ length: 15 }, () => ''));
  });
});

describe('an agency’s years', () => {
  it('are those of its page in every format, empty where nothing was filed', async () => {
    const path = '/agencies/accepted-ju/tables/years';
    expect(isDownload(`${path}.csv`)).toBe(true);
    const json = await takeJson(`${path}.json`);
    const cells = json.rows.map((row) => Object.values(row));
    expect((await takeXlsx(`${path}.xlsx`)).rows).toEqual(
      cells.map((row) => row.map((cell, i) => asXlsx(cell, json.columns[i]!.type))),
    );
    expect((await takeCsv(`${path}.csv`)).rows.map((row) => row[0])).toEqual(cells.map(([year]) => year));
    expect(json.rows).toHaveLength(7);
    for (const row of json.rows) {
      const region = await api(`/regions/${DISTRICT}/years/${String(row['year'])}`);
      const figures = region.children.find(({ id }) => id === 'accepted-ju')?.figures;
      const valueOf = (cell: string) => (figures ? valueAt(figures, cell) : null);
      expect(row).toMatchObject({
        received: valueOf('/applications/received/total'),
        results: valueOf('/applications/results/total/total'),
        carriedOut: valueOf('/applications/carriedOut/total'),
        reconsiderations: valueOf('/reconsideration/total'),
        lawsuits: valueOf('/litigation/direct/total'),
      });
    }
    const chart = await takeJson('/agencies/accepted-ju/tables/chart-received.json?lang=en');
    expect(chart.rows.map(({ received }) => received)).toEqual(
      json.rows.map(({ received }) => received).toReversed(),
    );
    expect((await downloads.request('/agencies/accepted-ju/tables/other.csv')).status).toBe(404);
    expect((await downloads.request('/agencies/nobody/tables/years.csv')).status).toBe(404);
  });
});

describe('an agency’s form', () => {
  it.each([
    ['accepted-ju', 2024],
    ['accepted-ju', 2020],
    ['missing-ju', 2024],
    ['returned-ju', 2024],
    ['merged-ju', 2024],
  ])('of %s, %i, is the report in force in every format', async (id, year) => {
    const path = `/agencies/${id}/years/${year}/form`;
    const json = await takeJson(`${path}.json`);
    const csv = await takeCsv(`${path}.csv`);
    const xlsx = await takeXlsx(`${path}.xlsx`);
    const docx = await readDocx((await take(`${path}.docx`)).bytes);
    const region = await api(`/regions/${DISTRICT}/years/${year}`);
    const child = region.children.find((one) => one.id === id);
    const valueOf = (cell: string) => (child?.figures ? valueAt(child.figures, cell) : null);
    expect(json.rows.map(({ value }) => value)).toEqual(
      CATALOGUES[chooseEdition(year)].cells.map((cell) => valueOf(cell.path)),
    );
    const cells = json.rows.map((row) => Object.values(row));
    expect(xlsx.rows).toEqual(cells);
    expect(csv.rows).toEqual(cells.map((row) => row.map((cell) => asCsv(cell, 'number'))));
    expectForm(docx.tables, year, valueOf);
    expect(json.filter['state']).toBe(TEXTS['zh-CN'].states[(child?.state ?? 'not-obliged') as 'missing']);
  });

  it('of an instant before the report came is empty', async () => {
    const json = await takeJson('/agencies/accepted-ju/years/2024/form.json?asOf=2025-01-10T00:00Z');
    expect(new Set(json.rows.map(({ value }) => value))).toEqual(new Set([null]));
  });
});

describe('the pages', () => {
  it('print what the files hold', async () => {
    const html = await (await scene.app.request(`/regions/${DISTRICT}/years/2024`)).text();
    const { rows } = await takeJson(
      `/regions/${DISTRICT}/tables/agencies.json`.replace('/tables', '/years/2024/tables'),
    );
    const printed = rowsIn(html.slice(html.indexOf('id="agencies-heading"')));
    const shown = (value: FileCell | undefined) =>
      value === null || value === undefined ? '–' : String(value).replaceAll(/\B(?=(\d{3})+$)/g, ' ');
    for (const row of rows) {
      const [, , , received, results, , , carriedOut] = printed.find(([name]) =>
        name?.startsWith(String(row['name'])),
      )!;
      expect([received, results, carriedOut]).toEqual(
        [row['received'], row['results'], row['carriedOut']].map(shown),
      );
    }
  });

  it.each([
    [`/regions/${DISTRICT}/years/2024`, ''],
    ['/regions/450200/years/2024', '?lang=en&asOf=2025-05-31'],
    ['/agencies/accepted-ju/years/2024', ''],
  ])('%s%s offers files that are there, in its language and of its instant', async (path, query) => {
    const html = await (await scene.app.request(`${path}${query}`)).text();
    const links = [...html.matchAll(/href="([^"]+\.(?:csv|xlsx|json|docx)\?[^"]*)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    );
    expect(links.length).toBeGreaterThanOrEqual(4);
    for (const link of links) {
      const url = new URL(link, 'http://localhost');
      expect(isDownload(url.pathname), link).toBe(true);
      expect(url.searchParams.get('lang')).toBe(query.includes('en') ? 'en' : 'zh');
      expect(url.searchParams.has('asOf')).toBe(query.includes('asOf'));
      await take(link);
    }
  });

  it('keep to themselves what the other function answers', () => {
    for (const path of [
      '/',
      '/regions/450200',
      '/regions/450200/years/2024',
      '/agencies/a/years/2024',
      '/api/v1/regions/450200/years/2024',
      '/api/v1/openapi.json',
    ])
      expect(isDownload(path), path).toBe(false);
  });
});

describe('the reports in bulk', () => {
  const bulk = async (code: string, query = '') => {
    const { heads, rows } = await takeCsv(`/api/v1/regions/${code}/years/2024.csv${query}`);
    return {
      heads,
      lines: rows.map((row) => Object.fromEntries(heads.map((head, i) => [head, row[i] ?? null]))),
    };
  };

  it.each(['', '?asOf=2025-01-24'])('has a line for each agency below the region%s', async (query) => {
    const { heads, lines } = await bulk('450000', query);
    const city = await api(`/regions/450200/years/2024${query}`);
    const district = await api(`/regions/${DISTRICT}/years/2024${query}`);
    const agencies = [...city.children, ...district.children].filter(({ kind }) => kind === 'agency');
    expect(lines.map(({ agency }) => agency)).toEqual(agencies.map(({ id }) => id));
    const paths = CATALOGUES['2021'].cells.map(({ path }) => path);
    const fees = ['notices', 'noticedCny', 'collectedCny'].map((key) => `/processingFee/${key}`);
    expect(heads.slice(-paths.length - fees.length)).toEqual([...paths, ...fees]);
    for (const [i, agency] of agencies.entries()) {
      expect(lines[i]).toMatchObject({
        agencyName: agency.name,
        state: agency.state,
        agencyKind: agency.agencyKind,
      });
      for (const path of paths)
        expect(lines[i]![path]).toBe(agency.figures ? String(valueAt(agency.figures, path)) : null);
    }
  });

  it('adds up to the region’s total, without the report about the whole region', async () => {
    const { lines } = await bulk(DISTRICT);
    const answer = await api(`/regions/${DISTRICT}/years/2024`);
    const sum = (path: string) => lines.reduce((total, line) => total + Number(line[path] ?? 0), 0);
    for (const { path } of CATALOGUES['2021'].cells)
      expect(sum(path), path).toBe(valueAt(answer.figures, path));
  });

  it('reads each region once', async () => {
    const read: string[] = [];
    const { table } = scene.deps;
    const counting = createDownloads({
      ...scene.deps,
      table: {
        ...table,
        children: (code, year) => {
          read.push(code);
          return table.children(code, year);
        },
      },
    });
    await take('/api/v1/regions/000000/years/2024.csv', counting);
    expect(read.sort()).toEqual(['000000', '450000', '450200', DISTRICT, '530000', '530100', '530102']);
  });

  it('breaks off where a region cannot be read: a part is not taken for the whole', async () => {
    const { table } = scene.deps;
    const failing = createDownloads({
      ...scene.deps,
      table: {
        ...table,
        children: (code, year) =>
          code === DISTRICT ? Promise.reject(new Error('throttled')) : table.children(code, year),
      },
    });
    const response = await failing.request('/api/v1/regions/450200/years/2024.csv');
    await expect(response.arrayBuffer()).rejects.toThrow('throttled');
    expect(scene.failures.at(-1)).toMatchObject({ error: new Error('throttled') });
  });

  it('of a region that is not on record is not found', async () => {
    const response = await downloads.request('/api/v1/regions/110000/years/2024.csv');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('a nation of 3 000 districts', () => {
  it('is whole in every format', async () => {
    const client = createTableClient(scene.engines.dynamodb);
    const year = 2022;
    const items = Array.from({ length: 3_000 }, (_, i): RegionYear => {
      const figures = noFigures('2021');
      CATALOGUES['2021'].cells.forEach(
        ({ index }, c) => (figures.cells[index] = (i * 7_919 + c * 104_729) % 999_999_999),
      );
      const code = String(100_001 + i);
      return {
        revision: 1,
        code,
        name: `区${i}`,
        year,
        reports: {
          expected: 9,
          accepted: i % 10 === 0 ? 0 : 9,
          flagged: 0,
          returned: 0,
          late: 0,
          synthetic: 0,
        },
        figures: i % 10 === 0 ? noFigures('2021') : figures,
        signal: new Map(),
        fees: NO_FEES,
        filings: new Map(),
        marks: [],
      };
    });
    for (let from = 0; from < items.length; from += 25)
      await client.send(
        new BatchWriteCommand({
          RequestItems: {
            [scene.store.tableName]: items.slice(from, from + 25).map((item) => ({
              PutRequest: { Item: { ...regionYearCodec.encode(item), pk: `000000#${year}` } },
            })),
          },
        }),
      );
    const path = `/regions/000000/years/${year}/tables/regions`;
    const answer = await api(`/regions/000000/years/${year}`);
    const json = await takeJson(`${path}.json`);
    const csv = await takeCsv(`${path}.csv`);
    const xlsx = await takeXlsx(`${path}.xlsx`);
    const children = await allChildren(`/regions/000000/years/${year}`);
    expect(children.length).toBeGreaterThanOrEqual(3_000);
    expect(json.rows.map(({ code, received }) => [code, received])).toEqual(
      children.map(({ id, figures }) => [id, figures && valueAt(figures, '/applications/received/total')]),
    );
    const cells = json.rows.map((row) => Object.values(row));
    expect(xlsx.rows).toEqual(cells.map((row) => row.map((cell, i) => asXlsx(cell, json.columns[i]!.type))));
    expect(csv.rows).toEqual(cells.map((row) => row.map((cell, i) => asCsv(cell, json.columns[i]!.type))));
    const docx = await readDocx((await take(`/regions/000000/years/${year}/consolidated.docx`)).bytes);
    expectForm(docx.tables, year, (cell) => valueAt(answer.figures, cell));
  });
});

describe('what a file may do to its reader', () => {
  const hostile = ['=1+1', '+86', '-1+1', '@SUM(A1)', '\tx', 'a"b,c\r\nd', 'a\u0000b', '柳北区'];
  const table: TakenTable = {
    name: 'agencies',
    title: 'a/b:[c]*?\\ and more than thirty-one characters',
    columns: [
      { key: 'name', label: '=name', type: 'text' },
      { key: 'n', label: 'n', type: 'number' },
      { key: 'rate', label: 'rate', type: 'rate' },
    ],
    rows: hostile.map((name, i) => [name, i === 0 ? Number.MAX_SAFE_INTEGER : -i, i === 1 ? null : 0.6119]),
    provenance: { source: '=x', filter: [], asOf: NOW, link: 'https://example.org/' },
  };

  it('is one line of a spreadsheet in CSV, whatever its lines end with', () => {
    const twoLines = { ...table, rows: [['一\n二', 1, null]] };
    expect(writeCsvFile(twoLines, TEXTS['zh-CN'])).toContain('\r\n"一\n二",1,\r\n');
  });

  it('is no formula in CSV, while negative numbers stay numbers', () => {
    const file = readCsv(new TextEncoder().encode(writeCsvFile(table, TEXTS.en)));
    expect(file.rows.map(([name]) => name).slice(0, 6)).toEqual([
      "'=1+1",
      "'+86",
      "'-1+1",
      "'@SUM(A1)",
      "'\tx",
      'a"b,c\r\nd',
    ]);
    expect(file.heads[0]).toBe("'=name");
    expect(file.rows.map(([, n]) => n)).toEqual([
      '9007199254740991',
      '-1',
      '-2',
      '-3',
      '-4',
      '-5',
      '-6',
      '-7',
    ]);
    expect(file.rows.map(([, , rate]) => rate).slice(0, 2)).toEqual(['61.2', null]);
  });

  it('is text in XLSX, letter by letter, with what XML cannot hold shown', async () => {
    const bytes = await xlsxFile(table, TEXTS['zh-CN']);
    const file = await readXlsx(bytes);
    expect(file.rows.map(([name]) => name)).toEqual([
      '=1+1',
      '+86',
      '-1+1',
      '@SUM(A1)',
      expect.stringContaining('x'),
      expect.stringContaining('a"b,c'),
      expect.stringMatching(/^a\\u[0-9a-f]{4}.*b$/),
      '柳北区',
    ]);
    expect(file.rows[0]![1]).toBe(Number.MAX_SAFE_INTEGER);
    expect(file.sheets[1]).toBe('说明');
    const xml = partsOf(bytes);
    expect(xml).not.toContain('<f>');
    expect(xml).toContain('formatCode="#,##0"');
    expect(xml).toContain('formatCode="0.0%"');
  });
});

describe('the answer around a file', () => {
  it('names it in Chinese and, for what cannot read that, in ASCII', async () => {
    const { response } = await take(`/regions/${DISTRICT}/years/2024/tables/agencies.csv`);
    const header = response.headers.get('content-disposition') ?? '';
    expect(header).toMatch(/^[\x20-\x7e]+$/);
    expect(header).toContain(`filename=${DISTRICT}-2024-agencies.csv`);
    expect(parseDisposition(header).parameters['filename']).toBe('柳北区 2024年-部门和机构.csv');
  });

  it('may be kept where it is of the past, and differs by language', async () => {
    const path = `/regions/${DISTRICT}/years/2024/tables/agencies.csv`;
    const past = await take(`${path}?asOf=2025-03-01T00:00Z`);
    expect(past.response.headers.get('cache-control')).toBe('public, max-age=86400');
    const now = await take(path);
    expect(now.response.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=5');
    expect(now.response.headers.get('vary')).toContain('Accept-Language');
    expect(now.response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('narrows agencies to the kind that the page shows', async () => {
    const path = `/regions/${DISTRICT}/years/2024/tables/agencies.json`;
    expect((await takeJson(`${path}?kind=township`)).rows).toEqual([]);
    const departments = await takeJson(`${path}?kind=department`);
    expect(departments.filter['kind']).toBe('部门');
    expect(departments.rows).toHaveLength(10);
    expect((await downloads.request(`${path}?kind=ministry`)).status).toBe(400);
  });

  it('leads back to the page as it was narrowed, and names the kind in the file’s name', async () => {
    const { response } = await take(
      `/regions/${DISTRICT}/years/2024/tables/chart-received.json?kind=department`,
    );
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toMatch(
      /柳北区 2024年.只计部门.-申请量/,
    );
    const { link } = await takeJson(
      `/regions/${DISTRICT}/years/2024/tables/chart-received.json?kind=department`,
    );
    expect(new URL(link).searchParams.get('kind')).toBe('department');
  });

  it('has outcomes by year as the page shows them: counts, or parts of the year’s results', async () => {
    const path = `/regions/${DISTRICT}/years/2024/tables/chart-outcomes.json`;
    const counts = await takeJson(path);
    const shares = await takeJson(`${path}?measure=shares`);
    const year = (table: TableAnswer) => table.rows.find(({ label }) => label === '2024');
    expect(year(shares)?.['granted']).toBe(
      Number(year(counts)?.['granted']) / Number(year(counts)?.['total']),
    );
    expect(shares.columns.find(({ key }) => key === 'granted')?.type).toBe('rate');
    expect(new URL(shares.link).searchParams.get('measure')).toBe('shares');
    const html = await (await scene.app.request(`/regions/${DISTRICT}/years/2024?measure=shares`)).text();
    expect(html).toContain('/tables/chart-outcomes.csv?lang=zh&amp;measure=shares"');
    expect(html).toContain('/tables/chart-received.csv?lang=zh"');
    expect((await downloads.request(`${path}?measure=percent`)).status).toBe(400);
  });

  it('says in the file, too, that figures are not real', async () => {
    const { filter } = await takeJson(`/regions/${DISTRICT}/years/2024/tables/chart-received.json`);
    expect(filter['dataset']).toMatch(/^含演示数据.*1 个机构用于演示/);
    const csv = await takeCsv(`/regions/${DISTRICT}/years/2024/tables/agencies.csv`);
    expect([...csv.said.values()]).toContain(filter['dataset']);
    const real = await takeJson('/regions/530102/years/2024/tables/chart-received.json');
    expect(real.filter['dataset']).toBe(undefined);
  });

  it('leads back to the name under which the site was asked', async () => {
    const path = `/regions/${DISTRICT}/years/2024/tables/agencies.json`;
    const linkFor = async (host: string) =>
      (
        (await (
          await downloads.request(`https://function.example${path}`, {
            headers: { 'x-forwarded-host': host },
          })
        ).json()) as TableAnswer
      ).link;
    expect(await linkFor('gouji.example.gov.cn')).toBe(
      `https://gouji.example.gov.cn/regions/${DISTRICT}/years/2024`,
    );
    expect(await linkFor('evil/"x')).toBe(`https://function.example/regions/${DISTRICT}/years/2024`);
  });

  it.each([
    [`/regions/${DISTRICT}/years/2024/tables/nothing.csv`, 404],
    [`/regions/${DISTRICT}/years/2024/tables/agencies.pdf`, 404],
    ['/regions/110000/years/2024/tables/agencies.csv', 404],
    ['/regions/45/years/2024/consolidated.docx', 400],
    ['/agencies/nobody/years/2024/form.csv', 404],
    ['/api/v1/regions/450200/years/24.csv', 400],
  ])('%s: %i, with the reason', async (path, status) => {
    const response = await downloads.request(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(((await response.json()) as { detail: string }).detail).not.toBe('');
  });

  it('is logged where it fails, and tells nothing of the cause', async () => {
    const broken = createDownloads({
      ...scene.deps,
      table: { ...scene.deps.table, children: () => Promise.reject(new Error('secret of the table')) },
    });
    const response = await broken.request(`/regions/${DISTRICT}/years/2024/tables/agencies.csv`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(scene.failures.length).toBeGreaterThan(0);
  });
});

describe('the streaming function URL', () => {
  const event = {
    rawPath: `/regions/${DISTRICT}/years/2024/tables/agencies.xlsx`,
    rawQueryString: '',
    headers: {},
    requestContext: { domainName: 'example.org', http: { method: 'GET' } },
  } as unknown as APIGatewayProxyEventV2;

  it('passes status, headers and the very bytes on', async () => {
    const chunks: Buffer[] = [];
    const out = new Writable({
      write(chunk: Buffer, _, done) {
        chunks.push(chunk);
        done();
      },
    });
    let metadata: Record<string, unknown> = {};
    await streamingHandler(
      (request) => downloads.fetch(request),
      (stream, given) => {
        metadata = given;
        return stream;
      },
      () => undefined,
    )(event, out);
    const { bytes } = await take(event.rawPath);
    expect(metadata).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': expect.stringContaining('spreadsheetml') },
    });
    expect((await readXlsx(Buffer.concat(chunks))).rows).toEqual((await readXlsx(bytes)).rows);
  });

  it('fails where the body breaks off', async () => {
    const broken = new ReadableStream({
      pull: (controller) => {
        controller.error(new Error('half-way'));
      },
    });
    const handler = streamingHandler(
      () => new Response(broken),
      (stream) => stream,
      () => undefined,
    );
    await expect(
      handler(
        event,
        new Writable({
          write: (_chunk, _encoding, done) => {
            done();
          },
        }),
      ),
    ).rejects.toThrow('half-way');
  });
});

describe('the document as it was filed', () => {
  const find = async (id: string, year = 2024) => {
    const place = { district: DISTRICT, agencyId: id, year };
    const { heads } = await scene.store.table.filedSubmissions(place);
    const name = { place, submissionId: heads[0]!.submissionId };
    const { sha256 } = (await scene.store.table.submissionsAt([name]))(name)!;
    const path = `/agencies/${id}/years/${year}/submissions/${encodeURIComponent(name.submissionId)}`;
    return { path, address: `${path}/document.json`, sha256: sha256! };
  };
  /** The scene, in which submissions say this instead. */
  const withSubmission = (instead: Partial<Submission>): WebScene['deps'] => ({
    ...scene.deps,
    table: {
      ...scene.deps.table,
      submissionsAt: async (names) => {
        const at = await scene.deps.table.submissionsAt(names);
        return (name) => {
          const found = at(name);
          return found && { ...found, ...instead };
        };
      },
    },
  });
  const detail = async (response: Response): Promise<string> =>
    ((await response.json()) as { detail: string }).detail;

  it('is given byte by byte, and its hash is what the page says', async () => {
    const { path, address, sha256 } = await find('accepted-ju');
    const { response, bytes } = await take(address);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    expect(bytes).toEqual(await scene.store.bucket.archived(sha256));
    expect([response.headers.get('etag'), response.headers.get('x-content-type-options')]).toEqual([
      `"${sha256}"`,
      'nosniff',
    ]);
    for (const page of [path, '/agencies/accepted-ju/years/2024']) {
      const html = await (await scene.app.request(page)).text();
      expect(html).toContain(`href="${address}"`);
      expect(html).toContain(sha256);
    }
    const held = await downloads.request(address, { headers: { 'if-none-match': `"${sha256}"` } });
    expect(held.status).toBe(304);
  });

  it('is kept where its text is not shown, and the page and the answer say why', async () => {
    const { path, address } = await find('accepted-ju');
    const bytes = await scene.store.bucket.archived((await find('accepted-ju')).sha256);
    const document = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    document['narrative'] = { overview: '身份证号11010519491231002X。', problems: '', other: '' };
    const withPerson = new TextEncoder().encode(JSON.stringify(document));
    const bucket = { ...scene.deps.bucket, archived: () => Promise.resolve(withPerson) };
    const hash = createHash('sha256').update(withPerson).digest('hex');
    const refused = await createDownloads({ ...withSubmission({ sha256: hash }), bucket }).request(
      `${address}?lang=zh`,
    );
    expect([refused.status, await detail(refused)]).toEqual([
      404,
      '原文件不提供：文字不予显示，或者没有接收。',
    ]);
    const html = await (await createApp({ ...scene.deps, bucket }).request(path)).text();
    expect(html).not.toContain('document.json');
    expect(html).toContain('报送的原文件不提供下载：文字中有个人隐私数据。');
  });

  it('is kept where its text was taken away, or is about to be, or the office keeps it back', async () => {
    const { address, sha256 } = await find('accepted-ju');
    const status = async (deps: WebScene['deps']) => (await createDownloads(deps).request(address)).status;
    expect(await status(withSubmission({}))).toBe(200);
    expect(await status(withSubmission({ redacted: { sha256 } as never }))).toBe(404);
    const acts = [{ kind: 'withhold', submission: { sha256 } }] as never;
    const { table } = scene.deps;
    const agencyYears: typeof table.agencyYears = async (agency, years) =>
      new Map([...(await table.agencyYears(agency, years))].map(([year, item]) => [year, { ...item, acts }]));
    expect(await status({ ...scene.deps, table: { ...table, agencyYears } })).toBe(404);
    // The document that is left stands in the place of the whole before the submission says so.
    const { bucket } = scene.deps;
    const left = new TextEncoder().encode(
      new TextDecoder().decode(await scene.store.bucket.archived(sha256)).replace(/平稳[^"]*/, ''),
    );
    expect(createHash('sha256').update(left).digest('hex')).not.toBe(sha256);
    expect(
      await status({ ...scene.deps, bucket: { ...bucket, archived: () => Promise.resolve(left) } }),
    ).toBe(404);
  });

  it('is told as it is now alone, and kept by nobody for long', async () => {
    const { address } = await find('accepted-ju');
    const { response } = await take(address);
    expect(response.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=5');
    expect((await downloads.request(`${address}?asOf=2025-01-31`)).status).toBe(400);
  });

  it('is told with a digest that is of what is sent', async () => {
    const { address, sha256 } = await find('accepted-ju');
    const digest = `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
    const digests = async (headers: Record<string, string>) => {
      const { headers: told } = await downloads.request(address, { headers });
      return ['content-encoding', 'repr-digest', 'unencoded-digest'].map((name) => told.get(name));
    };
    expect(await digests({})).toEqual([null, digest, digest]);
    expect(await digests({ 'accept-encoding': 'gzip' })).toEqual(['gzip', null, digest]);
  });

  it('is not given of a version that was not accepted, nor where there is none', async () => {
    const { path, address } = await find('returned-ju');
    expect(await detail(await downloads.request(`${address}?lang=zh`))).toBe(
      '原文件不提供：文字不予显示，或者没有接收。',
    );
    expect(await (await scene.app.request(path)).text()).not.toContain('document.json');
    const nobody = '/agencies/nobody/years/2024/submissions/x/document.json';
    expect((await downloads.request(nobody)).status).toBe(404);
  });
});

describe('rows of some datasets alone', () => {
  const bulk = `/api/v1/regions/${DISTRICT}/years/2024.csv`;
  const datasetsIn = async (path: string): Promise<Set<FileCell | undefined>> => {
    const { heads, rows } = await takeCsv(path);
    return new Set(rows.map((row) => row[heads.indexOf('dataset')]));
  };

  it('are what reports in bulk and lists of agencies have where they are asked for', async () => {
    expect(await datasetsIn(bulk)).toEqual(new Set(['synthetic', 'published', null]));
    expect(await datasetsIn(`${bulk}?dataset=filed`)).toEqual(new Set([null]));
    expect(await datasetsIn(`${bulk}?dataset=filed,published`)).toEqual(new Set([null, 'published']));
    const list = `/regions/${DISTRICT}/years/2024/tables/agencies.json`;
    const names = ({ rows }: TableAnswer) => rows.map((row) => row['id']);
    const all = names(await takeJson(list));
    const filed = names(await takeJson(`${list}?dataset=filed`));
    expect(all.filter((id) => !filed.includes(id))).toEqual(['accepted-ju', 'hostile-ju']);
  });

  it('say that they are not all, in the file and in its name', async () => {
    const list = `/regions/${DISTRICT}/years/2024/tables/agencies.json`;
    const { filter: whole } = await takeJson(list);
    const { filter } = await takeJson(`${list}?dataset=filed`);
    expect([whole['reports'], whole['rows'], whole['dataset']]).toEqual([
      expect.any(String),
      undefined,
      expect.any(String),
    ]);
    expect([filter['reports'], filter['rows'], filter['dataset']]).toEqual([undefined, 'filed', undefined]);
    const nameIn = async (path: string) =>
      (await downloads.request(path)).headers.get('content-disposition') ?? '';
    expect(await nameIn(`${list}?dataset=filed`)).toContain(`${DISTRICT}-2024-agencies-filed.json`);
    expect(await nameIn(`${bulk}?dataset=filed,published`)).toContain(`${DISTRICT}-2024-filed-published.csv`);
    expect(await nameIn(bulk)).toContain(`${DISTRICT}-2024.csv`);
  });

  it('are refused where totals are made of all, and where nobody knows them', async () => {
    for (const path of [
      `${bulk}?dataset=real`,
      `/regions/${DISTRICT}/years/2024/tables/form.csv?dataset=filed`,
    ])
      expect([path, (await downloads.request(path)).status]).toEqual([path, 400]);
  });
});
