/** The archive of all years: its files say what the API says, in whichever form, and say it again as long as nothing came. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseInstant, tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import {
  nameBulkPart,
  parseBulkOrderKey,
  parseBulkPart,
  makeBulkOrderKey,
  type BulkPart,
} from '../../shared/contracts/bucket/bulk-keys.ts';
import {
  archivePartSchema,
  archiveSchema,
  dictionarySchema,
  type ArchivePartAnswer,
} from '../../shared/contracts/api/archive-answers.ts';
import { CATALOGUES, EDITIONS, chooseEdition } from '../../shared/domain/form/catalogue.ts';
import {
  ALL_YEARS_HEADS,
  BULK_CELLS,
  FACT_COLUMNS,
  TIDY_COLUMNS,
} from '../../shared/domain/standing/bulk-columns.ts';
import { BULK_INDEX_KEY } from '../../shared/contracts/bucket/bulk-keys.ts';
import type { BulkManifest } from '../../shared/contracts/bucket/stored-bulk.ts';
import type { DamagedRecord } from '../../shared/domain/standing/damaged-record.ts';
import { makeBulkPart, type MakeBulkDeps } from '../../shared/pipeline/bulk/make-bulk-part.ts';
import { createApp } from '../../web/app.tsx';
import { DICTIONARY } from '../../web/archive/dictionary.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { splitIntoParts } from '../../shared/pipeline/bulk/plan-bulk.ts';
import { makeArchive } from '../support/an-archive.ts';
import { readCsv } from '../support/read-files.ts';
import { textOf } from '../support/read-html.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

const PART = '/api/v1/archive/000000';

let scene: WebScene;
let downloads: Hono;
beforeAll(async () => {
  scene = await startWebScene();
  downloads = createDownloads(scene.deps);
});
afterAll(() => scene.stop());

const ask = (path: string, init?: RequestInit) => scene.app.request(path, init);
async function take(path: string, init?: RequestInit): Promise<{ response: Response; bytes: Uint8Array }> {
  const response = await downloads.request(path, init);
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const readPart = async (): Promise<ArchivePartAnswer> =>
  archivePartSchema.parse(await (await ask(PART)).json());

interface Nested {
  readonly [key: string]: number | Nested;
}
interface RegionAnswer {
  readonly reports: { readonly expected: number };
}
interface SeriesYear {
  readonly year: number;
  readonly figures: Nested | null;
}
/** Totals of the API, by year and the cell's place. */
async function readTotals(): Promise<Map<string, number>> {
  const { years } = (await (await ask('/api/v1/regions/000000/series')).json()) as { years: SeriesYear[] };
  return new Map(
    years.flatMap(({ year, figures }) =>
      figures === null
        ? []
        : CATALOGUES[chooseEdition(year)].cells.map(({ path }): [string, number] => [
            `${year}${path}`,
            path
              .slice(1)
              .split('/')
              .reduce<Nested | number>((node, key) => (node as Nested)[key]!, figures) as number,
          ]),
    ),
  );
}

interface Row {
  readonly region: string;
  readonly agency: string;
  readonly year: number;
  readonly edition: string;
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
  readonly dataset: string | null;
}
/** Sums of rows that have a value; the fee is in no total of figures. */
function addUp(rows: readonly Row[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { year, row, column, value } of rows)
    if (value !== null && row !== '/processingFee') {
      const cell = `${year}${row}/${column}`;
      sums.set(cell, (sums.get(cell) ?? 0) + value);
    }
  return sums;
}

describe('before a night has made it', () => {
  it('pages and answers say so, and when to come back', async () => {
    const answer = await ask('/api/v1/archive');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([404, '3600']);
    expect((await downloads.request(`${PART}/tidy.csv`)).status).toBe(404);
    const page = await ask('/downloads');
    expect(page.status).toBe(200);
    expect(textOf(await page.text())).toContain('文件每晚整理一次');
  });
});

describe('the archive of a small system', () => {
  beforeAll(async () => {
    expect(await makeArchive(scene.store)).toEqual({ parts: 1, made: 1 });
  });

  it('leads from a part that there is not to the one that has it', async () => {
    for (const [path, words] of [
      ['/downloads/parts/450205', '该地区在 000000 里'],
      ['/api/v1/archive/450205', '000000'],
      ['/api/v1/archive/450205/tidy.csv', '000000'],
    ] as const) {
      const answer = await (path.endsWith('.csv') ? downloads.request(path) : ask(path));
      expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 404, null]);
      expect(textOf(await answer.text()), path).toContain(words);
    }
  });

  it('is one part, which the API describes', async () => {
    const archive = archiveSchema.parse(await (await ask('/api/v1/archive')).json());
    expect(archive.parts.map(({ part, href }) => [part, href])).toEqual([['000000', PART]]);
    const part = await readPart();
    expect(part.files.map(({ file }) => file)).toEqual([
      'tidy.csv',
      'wide.csv',
      'tidy.parquet',
      'figures.sqlite',
    ]);
    expect(part.years.map(({ year }) => year)).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025]);
    expect(part.years.every(({ equalsTotal }) => equalsTotal === true)).toBe(true);
    const totals = await readTotals();
    for (const { year, inForce, received, results } of part.years)
      expect([year, received, results]).toEqual([
        year,
        ...['/applications/received/total', '/applications/results/total/total'].map((path) =>
          // A year without a report has no sum, and none that is nil.
          inForce > 0 ? totals.get(`${year}${path}`) : null,
        ),
      ]);
    expect(part.years.filter(({ received }) => received === null).length).toBeGreaterThan(0);
  });

  it('says how many reports are owed as the region says it, and how many lines there are', async () => {
    const { years } = await readPart();
    const { heads, rows } = readCsv((await take(`${PART}/wide.csv`)).bytes);
    for (const { year, expected, lines } of years) {
      const ofYear = rows.filter((row) => row[heads.indexOf('year')] === String(year));
      expect([year, lines]).toEqual([year, ofYear.length]);
      const answer = await ask(`/api/v1/regions/000000/years/${year}`);
      const told = answer.ok ? ((await answer.json()) as RegionAnswer).reports.expected : 0;
      expect([year, expected]).toEqual([year, told]);
    }
    const { parts } = archiveSchema.parse(await (await ask('/api/v1/archive')).json());
    expect(parts[0]?.expected).toBe(years.reduce((sum, { expected }) => sum + expected, 0));
  });

  it('has the API’s totals in the tidy CSV, whose empty cells are no zeros', async () => {
    const { bytes } = await take(`${PART}/tidy.csv`);
    const text = new TextDecoder().decode(bytes);
    const [heads, ...lines] = text.trimEnd().split('\r\n');
    expect(heads).toBe(TIDY_COLUMNS.map(({ name }) => name).join(','));
    const rows = lines.map((line): Row => {
      const [region = '', agency = '', year, edition = '', row = '', column = '', value, dataset = ''] =
        line.split(',');
      return {
        region,
        agency,
        year: Number(year),
        edition,
        row,
        column,
        value: value === '' ? null : Number(value),
        dataset,
      };
    });
    expect(Object.fromEntries(addUp(rows))).toEqual(Object.fromEntries(await readTotals()));
    const of = (agency: string) => rows.filter((row) => row.agency === agency && row.year === 2024);
    expect(of('missing-ju').map(({ value }) => value)).toEqual(BULK_CELLS['2021'].map(() => null));
    expect(of('nil-ju').filter(({ value }) => value === 0).length).toBeGreaterThan(190);
    expect(of('accepted-ju')[0]?.dataset).toBe('synthetic');
    // Consolidated reports would count twice.
    expect(of('whole-qu')).toEqual([]);
  });

  it('has the same rows in Parquet', async () => {
    const { bytes, response } = await take(`${PART}/tidy.parquet`);
    expect(response.headers.get('content-type')).toBe('application/vnd.apache.parquet');
    const file = bytes.buffer as ArrayBuffer;
    const metadata = parquetMetadata(file);
    expect(metadata.schema.slice(1).map(({ name, repetition_type: says }) => [name, says])).toEqual([
      ...['region', 'agency', 'year', 'edition', 'row', 'column'].map((name) => [name, 'REQUIRED']),
      ['value', 'OPTIONAL'],
      ['dataset', 'OPTIONAL'],
    ]);
    const rows = (await parquetReadObjects({ file })) as unknown as Row[];
    expect(rows).toHaveLength((await readPart()).files[2]!.rows);
    expect(Object.fromEntries(addUp(rows.map((row) => ({ ...row, value: row.value ?? null }))))).toEqual(
      Object.fromEntries(await readTotals()),
    );
  });

  it('has the same rows in a view of the SQLite file, beside tables of reports and cells', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gouji-archive-'));
    try {
      const path = join(folder, 'figures.sqlite');
      writeFileSync(path, (await take(`${PART}/figures.sqlite`)).bytes);
      const database = new DatabaseSync(path, { readOnly: true });
      const all = (sql: string) => database.prepare(sql).all() as unknown;
      const rows = all('SELECT * FROM tidy') as Row[];
      expect(rows).toHaveLength((await readPart()).files[0]!.rows);
      expect(Object.fromEntries(addUp(rows))).toEqual(Object.fromEntries(await readTotals()));
      expect(
        all("SELECT state, receivedAt FROM reports WHERE agency = 'missing-ju' AND year = 2024"),
      ).toEqual([{ state: 'missing', receivedAt: null }]);
      expect(
        all(
          `SELECT zh, en FROM cells WHERE edition = '2021' AND "row" = '/applications/received' AND "column" = 'total'`,
        ),
      ).toEqual([
        {
          zh: '表三「本年新收政府信息公开申请数量·总计」',
          en: 'Table III "Applications received this year / Total"',
        },
      ]);
      database.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has every agency’s year in the wide CSV, as the file of one year has it', async () => {
    const { heads, rows } = readCsv((await take(`${PART}/wide.csv`)).bytes);
    expect(heads).toEqual(ALL_YEARS_HEADS);
    const one = readCsv((await take('/api/v1/regions/000000/years/2024.csv')).bytes);
    // Only the site knows its own address, and a file of one year is of this instant.
    const compared = one.heads.filter((name) => name !== 'link' && name !== 'asOf');
    const pick = (from: { heads: readonly string[]; rows: readonly (readonly unknown[])[] }) =>
      from.rows
        .filter((row) => row[from.heads.indexOf('year')] === '2024')
        .map((row) => compared.map((name) => row[from.heads.indexOf(name)]));
    expect(pick({ heads, rows })).toEqual(pick(one));
    expect(one.rows.length).toBeGreaterThan(9);
  });

  it('says the size and the hash of each file, and of every range of years of a CSV file', async () => {
    const { files } = await readPart();
    for (const { href, sha256: told, sizeBytes, rows, ranges = [] } of files) {
      const { response, bytes } = await take(href);
      expect([href, sha256(bytes), bytes.byteLength]).toEqual([href, told, sizeBytes]);
      expect(response.headers.get('repr-digest')).toBe(
        `sha-256=:${Buffer.from(told, 'hex').toString('base64')}:`,
      );
      expect(href.endsWith('.csv') ? ranges.length : 28).toBe(28);
      for (const range of ranges.filter(({ from, to }) => to - from < 2 || from === 2019)) {
        const part = await take(`${href}?from=${range.from}&to=${range.to}`);
        expect([sha256(part.bytes), part.bytes.byteLength]).toEqual([range.sha256, range.sizeBytes]);
        // The heads, and what every line ends with.
        expect(new TextDecoder().decode(part.bytes).split('\r\n')).toHaveLength(range.rows + 2);
      }
      expect(rows).toBeGreaterThan(10);
    }
    const line = await take(`${PART}/wide.csv.sha256?from=2023&to=2024`);
    const range = files[1]!.ranges!.find(({ from, to }) => from === 2023 && to === 2024)!;
    expect(new TextDecoder().decode(line.bytes)).toBe(`${range.sha256}  gouji-000000-2023-2024-wide.csv\n`);
  });

  it('takes years that are not there as a series does, and refuses what can’t be cut or told', async () => {
    const status = async (path: string) => (await downloads.request(`${PART}/${path}`)).status;
    expect(await status('tidy.csv?from=2000&to=2050')).toBe(200);
    expect(await status('tidy.csv?from=2024&to=2023')).toBe(400);
    expect(await status('tidy.csv?from=abc')).toBe(400);
    expect(await status('tidy.parquet?from=2024')).toBe(400);
    expect(await status('figures.sqlite?from=2019&to=2025')).toBe(200);
    expect(await status('nothing.csv')).toBe(404);
    expect((await downloads.request('/api/v1/archive/45/tidy.csv')).status).toBe(404);
  });

  it('is answered again only where it is another', async () => {
    const { response } = await take(`${PART}/tidy.parquet`);
    const tag = response.headers.get('etag') ?? '';
    const again = await downloads.request(`${PART}/tidy.parquet`, { headers: { 'if-none-match': tag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const other = await downloads.request(`${PART}/tidy.parquet`, { headers: { 'if-none-match': '"x"' } });
    expect(other.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=0');
    for (const path of ['/api/v1/archive', PART, '/api/v1/dictionary']) {
      const first = await ask(path);
      const held = await ask(path, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
      expect([path, first.status, held.status]).toEqual([path, 200, 304]);
    }
  });

  it('tells what the bytes hash to before they are packed, and what is sent where they are not', async () => {
    const { href, sha256: told } = (await readPart()).files[1]!;
    const packed = await downloads.request(href, { headers: { 'accept-encoding': 'gzip' } });
    expect([packed.headers.get('content-encoding'), packed.headers.get('repr-digest')]).toEqual([
      'gzip',
      null,
    ]);
    const unpacked = gunzipSync(await packed.arrayBuffer());
    const digest = createHash('sha256').update(unpacked).digest('base64');
    expect(packed.headers.get('unencoded-digest')).toBe(`sha-256=:${digest}:`);
    const tag = packed.headers.get('etag') ?? '';
    expect(tag).toBe(`W/"${told}"`);
    // Somebody on the way might pack what was sent as it is.
    const sqlite = await downloads.request(`${PART}/figures.sqlite`, {
      headers: { 'accept-encoding': 'br' },
    });
    expect([sqlite.headers.get('content-encoding'), sqlite.headers.get('repr-digest')]).toEqual([null, null]);
    const held = await downloads.request(href, {
      headers: { 'accept-encoding': 'gzip', 'if-none-match': tag },
    });
    expect(held.status).toBe(304);
  });

  it('tells which part has a region', async () => {
    const found = async (region: string) =>
      archiveSchema.parse(await (await ask(`/api/v1/archive?region=${region}`)).json()).parts.length;
    expect([await found(DISTRICT), await found('000000')]).toEqual([1, 1]);
    expect((await ask('/api/v1/archive?region=45')).status).toBe(400);
  });

  it('is on its page with sizes, hashes, and links that lead to the files', async () => {
    const html = await (await ask('/downloads?lang=en')).text();
    const { files } = await readPart();
    for (const { href, sha256: told } of files) {
      expect(html).toContain(`href="${href}"`);
      expect(html).toContain(told);
    }
    expect(await (await ask(`/regions/${DISTRICT}/years/2024`)).text()).toContain(
      `/downloads?region=${DISTRICT}`,
    );
    expect((await ask('/downloads/parts/000000')).status).toBe(200);
    expect((await ask('/downloads/parts/nothing')).status).toBe(404);
  });

  it('says of a part that is planned that it is being made', async () => {
    const archive: typeof scene.deps.archive = {
      ...scene.deps.archive!,
      text: async (key) => (key === BULK_INDEX_KEY ? scene.deps.archive?.text(key) : undefined),
    };
    const app = createApp({ ...scene.deps, archive });
    expect(textOf(await (await app.request('/downloads/parts/000000')).text())).toContain('正在整理');
    const answer = await app.request(PART);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([404, '3600']);
  });

  it('says nothing of contacts and texts', async () => {
    for (const { href } of (await readPart()).files) {
      const text = Buffer.from((await take(href)).bytes).toString('latin1');
      expect(text).not.toContain(Buffer.from('sjj@liubei').toString('latin1'));
      expect(text).not.toContain(Buffer.from('平稳').toString('latin1'));
    }
  });

  it('is made again only where something came, and once a week', async () => {
    expect(await makeArchive(scene.store)).toEqual({ parts: 1, made: 0 });
    const before = await readPart();
    await scene.file({ id: 'late-ju', year: 2023, received: 21, at: '2024-01-12T01:00:00Z' });
    expect(await makeArchive(scene.store)).toEqual({ parts: 1, made: 1 });
    const after = await readPart();
    const received = ({ years }: ArchivePartAnswer) => years.find(({ year }) => year === 2023)!.received ?? 0;
    expect(received(after) - received(before)).toBe(21);
    const later = (instant: string) => makeArchive({ ...scene.store, now: () => parseInstant(instant)! });
    // The seventh night may begin some seconds earlier than the first.
    expect([(await later('2026-06-07T04:31:00Z')).made, (await later('2026-06-08T04:29:00Z')).made]).toEqual([
      0, 1,
    ]);
  });

  it('is made again where its sums were not the totals, however those came about', async () => {
    const part: BulkPart = { code: '000000', scope: 'whole' };
    const { table } = scene.store;
    const withChildren = (children: MakeBulkDeps['table']['children']) => ({
      ...scene.store,
      table: { ...table, children },
    });
    const late = { ...scene.store, now: () => parseInstant('2026-07-01T04:30:00Z')! };
    // As a replica that lags behind tells of them.
    const lagging = withChildren(async (code, year, options) => {
      const children = await table.children(code, year, options);
      return { ...children, agencies: children.agencies.filter(({ agency }) => agency.id !== 'late-ju') };
    });
    expect((await makeBulkPart({ ...lagging, now: late.now }, part)).isNew).toBe(true);
    expect((await readPart()).years.find(({ year }) => year === 2023)?.equalsTotal).toBe(false);
    expect((await makeBulkPart(late, part)).isNew).toBe(true);
    expect((await readPart()).years.every(({ equalsTotal }) => equalsTotal === true)).toBe(true);
    expect((await makeBulkPart(late, part)).isNew).toBe(false);
    // A record that can't be read is left out, told, and looked for again each night.
    const damaged = withChildren((code, year, options) => {
      if (code === DISTRICT && year === 2023) options?.onDamaged?.({} as DamagedRecord);
      return table.children(code, year, options);
    });
    const month = { ...damaged, now: () => parseInstant('2026-08-01T04:30:00Z')! };
    expect((await makeBulkPart(month, part)).isNew).toBe(true);
    expect(
      (await readPart()).years.flatMap(({ year, damaged: count }) => (count ? [[year, count]] : [])),
    ).toEqual([[2023, 1]]);
    expect((await makeBulkPart(month, part)).isNew).toBe(true);
    // What another release wrote is no reason to make none.
    const { bucket, openFiles } = scene.store.bulk;
    await bucket.putManifest(part, { v: 2 } as unknown as BulkManifest);
    expect((await makeBulkPart({ ...scene.store, bulk: { bucket, openFiles } }, part)).isNew).toBe(true);
  });

  it('has in every cell of the wide CSV what the document states, in both editions', async () => {
    await scene.file({
      id: 'late-ju',
      year: 2020,
      received: 5,
      at: '2021-01-12T01:00:00Z',
      change: (document) => {
        Object.assign(document['proactive'] as object, {
          licensing: { previousItems: 9, change: -4, decisions: 7 },
          procurement: { projects: 3, amountCny: 12345.67 },
        });
      },
    });
    await scene.file({
      id: 'late-ju',
      year: 2023,
      received: 22,
      at: '2024-01-13T01:00:00Z',
      change: (document) => {
        document['processingFee'] = { notices: 2, noticedCny: 70.5, collectedCny: 30.25 };
      },
    });
    expect((await makeArchive(scene.store)).made).toBe(1);
    const { heads, rows } = readCsv((await take(`${PART}/wide.csv`)).bytes);
    const told: unknown[] = [];
    for (const year of [2020, 2023]) {
      const row = rows.find(
        (one) => one[heads.indexOf('agency')] === 'late-ju' && one[heads.indexOf('year')] === String(year),
      )!;
      const place = { district: DISTRICT, agencyId: 'late-ju', year };
      const { inForce } = (await scene.store.table.agencyYearsAt([place]))(place)!;
      const document: unknown = JSON.parse(
        new TextDecoder().decode(await scene.store.bucket.archived(inForce!.sha256)),
      );
      for (const { path } of BULK_CELLS[chooseEdition(year)]) {
        const stated = path
          .slice(1)
          .split('/')
          .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
        const cell = row[heads.indexOf(path)];
        expect([year, path, cell === null ? undefined : Number(cell)]).toEqual([year, path, stated]);
        if (typeof stated === 'number' && (stated < 0 || !Number.isInteger(stated))) told.push(stated);
      }
    }
    expect(told).toEqual([-4, 12345.67, 70.5, 30.25]);
  });

  it('goes on giving the file that a manifest named, though another was made since', async () => {
    const { archive } = scene.deps;
    const manifest = await archive!.text('bulk/000000/manifest.json');
    const pinned = createDownloads({
      ...scene.deps,
      archive: { ...archive!, text: () => Promise.resolve(manifest) },
    });
    const told = (JSON.parse(manifest!) as { files: { file: string; sha256: string }[] }).files;
    await scene.file({ id: 'late-ju', year: 2022, received: 4, at: '2023-01-12T01:00:00Z' });
    expect((await makeArchive(scene.store)).made).toBe(1);
    for (const { file, sha256: hash } of told) {
      const bytes = new Uint8Array(await (await pinned.request(`${PART}/${file}`)).arrayBuffer());
      expect([file, sha256(bytes)]).toEqual([file, hash]);
    }
  });
});

describe('the data dictionary', () => {
  const find = (key: string, edition: string | null) =>
    DICTIONARY.filter((entry) => entry.key === key && entry.edition === edition);

  it('has every column of the wide CSV', () => {
    for (const name of ALL_YEARS_HEADS) {
      const entries = DICTIONARY.filter(({ key, files }) => key === name && files.includes('wide.csv'));
      expect([name, entries.length > 0]).toEqual([name, true]);
    }
  });

  it('has every row and column of the tidy files, in both editions, once, with its section and article', () => {
    for (const edition of EDITIONS)
      for (const { path, row, column } of BULK_CELLS[edition]) {
        expect(find(path, edition).map((entry) => [entry.row, entry.column])).toEqual([[row, column]]);
        const [entry] = find(path, edition);
        for (const text of [entry?.label, entry?.section, entry?.article, entry?.says])
          if (text !== entry?.says || row !== '/processingFee')
            expect([path, text?.zh !== '' && text?.en !== '' && text !== null && text !== undefined]).toEqual(
              [path, true],
            );
      }
    for (const { name } of TIDY_COLUMNS)
      expect(find(name, null).filter(({ files }) => files.includes('tidy.csv'))).toHaveLength(1);
  });

  it('has no column that no file has', () => {
    const known = new Set([
      ...FACT_COLUMNS.map(({ name }) => name),
      ...TIDY_COLUMNS.map(({ name }) => name as string),
      ...EDITIONS.flatMap((edition) => BULK_CELLS[edition].map(({ path }) => path)),
    ]);
    expect(DICTIONARY.filter(({ key }) => !known.has(key))).toEqual([]);
  });

  it('is a page, JSON and CSV', async () => {
    const html = await (await ask('/downloads/dictionary')).text();
    const { columns } = dictionarySchema.parse(await (await ask('/api/v1/dictionary')).json());
    expect(columns).toEqual(DICTIONARY);
    for (const { key, row, column } of columns) {
      expect(html).toContain(`<code>${row ?? key}</code>`);
      if (column !== null) expect(html).toContain(`<code>${column}</code>`);
    }
    const one = await (await ask('/api/v1/dictionary?key=/applications/received/total')).json();
    expect(dictionarySchema.parse(one).columns.map(({ edition }) => edition)).toEqual(['2019', '2021']);
    const { heads, rows } = readCsv((await take('/api/v1/dictionary.csv')).bytes);
    expect(rows).toHaveLength(DICTIONARY.length);
    expect(rows.map((row) => row[heads.indexOf('key')])).toEqual(DICTIONARY.map(({ key }) => key));
  });
});

describe('parts of a large system', () => {
  /** Reports expected of each region in a year. */
  const EXPECTED: Readonly<Record<string, number>> = {
    '000000': 100,
    '450000': 60,
    '450200': 40,
    '450203': 25,
    '450205': 10,
    '530000': 38,
  };
  const BELOW: Readonly<Record<string, readonly string[]>> = {
    '000000': ['450000', '530000'],
    '450000': ['450200'],
    '450200': ['450203', '450205'],
  };
  const total = (code: string) => ({ code, name: code, reports: { expected: EXPECTED[code] ?? 0 } });
  const table = {
    regionYears: (code: string, years: readonly number[]) =>
      Promise.resolve({ years: new Map(years.map((year) => [year, total(code)])) }),
    childRegionCounts: (code: string) => Promise.resolve((BELOW[code] ?? []).map(total)),
  } as unknown as Parameters<typeof splitIntoParts>[0];
  const cut = async (most: number): Promise<string[]> =>
    (await splitIntoParts(table, parseInstant('2021-06-01T00:00:00Z')!, most)).map(
      (part) => `${nameBulkPart(part)} ${part.agencyYears}`,
    );

  it('are regions with all below them where that is few enough, and else their own agencies and what lies below', async () => {
    // Two years.
    expect(await cut(200)).toEqual(['000000 200']);
    expect(await cut(199)).toEqual(['000000-own 4', '450000 120', '530000 76']);
    expect(await cut(80)).toEqual(['000000-own 4', '450000-own 40', '450200 80', '530000 76']);
    expect(await cut(60)).toEqual([
      '000000-own 4',
      '450000-own 40',
      '450200-own 10',
      '450203 50',
      '450205 20',
      // It can't be cut.
      '530000 76',
    ]);
  });

  it('are counted by totals of which nothing else is read', async () => {
    const [whole] = await scene.store.table.childRegions('450200', 2024);
    const [counted] = await scene.store.table.childRegionCounts('450200', 2024);
    expect(counted).toMatchObject({ code: whole!.code, name: whole!.name, reports: whole!.reports });
    expect(counted).not.toHaveProperty('figures');
    const parts = await splitIntoParts(scene.store.table, scene.store.now(), 0);
    expect(parts.map(nameBulkPart)).toContain(DISTRICT);
  });

  it('have orders whose keys say which', () => {
    const night = tellChinaDay(parseInstant('2026-06-01T00:00:00Z')!);
    for (const part of ['450200', '450000-own'].map(parseBulkPart))
      expect(parseBulkOrderKey(makeBulkOrderKey({ night, part }))).toEqual({ night, part });
    expect(parseBulkOrderKey(makeBulkOrderKey({ night }))).toEqual({ night });
    expect(parseBulkOrderKey(makeBulkOrderKey({ night, sums: '450000' }))).toEqual({ night, sums: '450000' });
    for (const key of [
      'reconcile/bulk/2026-06-01/x.json',
      'reconcile/bulk/2026-06-01/departments-45.json',
      'reconcile/2026-06-01/2024/450200.json',
    ])
      expect(parseBulkOrderKey(key)).toBeUndefined();
  });
});
