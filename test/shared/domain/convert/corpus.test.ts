/** The published reports as they were found, where they lie beside the repository: elsewhere these tests are skipped. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { convertLayout } from '../../../../shared/domain/convert/convert-layout.ts';
import type { Conversion } from '../../../../shared/domain/convert/conversion.ts';
import { CATALOGUES } from '../../../../shared/domain/form/catalogue.ts';
import { aDecodedReport, CORPUS, readCorpusLayout, readCorpusRoster } from '../../../support/corpus.ts';
import { judgeDraft } from '../../../support/judge-draft.ts';

const isThere = existsSync(CORPUS);
if (!isThere) console.warn('the collected reports are not beside the repository: these tests are skipped');

interface Entry {
  readonly file: string;
  readonly source: string;
  readonly ask?: readonly string[];
}

const FOLDERS = ['real-reports', 'more-reports'] as const;
const entries = isThere
  ? FOLDERS.flatMap((folder) => readEntries(folder).map((entry) => ({ folder, ...entry })))
  : [];

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, CORPUS), 'utf8'));
}

function readEntries(folder: string): readonly Entry[] {
  return readJson(`${folder}/index.json`) as readonly Entry[];
}

const roster = isThere ? readCorpusRoster() : [];
const convert = async (path: string): Promise<Conversion> =>
  convertLayout(await readCorpusLayout(path), { roster });

const valueAt = (document: unknown, path: string): unknown =>
  path
    .slice(1)
    .split('/')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | null | undefined)?.[key], document);

describe.skipIf(!isThere)('the complete reports', () => {
  const results = entries.map(async (entry) => ({
    entry,
    expected: readJson(`${entry.folder}/${entry.file}`) as Record<string, unknown>,
    conversion: await convert(`${entry.folder}/raw/${entry.source}`),
  }));

  test('no figure is silently wrong, and at least 97 of 100 cells are read without asking', async () => {
    let cells = 0;
    let read = 0;
    const wrong: string[] = [];
    for (const { entry, expected, conversion } of await Promise.all(results)) {
      if (conversion.outcome === 'refused') throw new Error(`${entry.source}: ${conversion.refusal}`);
      expect(conversion.edition, entry.source).toBe(expected['edition']);
      for (const { path } of CATALOGUES[conversion.edition].cells) {
        cells++;
        const found = valueAt(conversion.document, path);
        if (found === null) continue;
        read++;
        if (found !== valueAt(expected, path)) wrong.push(`${entry.source} ${path}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(read / cells).toBeGreaterThanOrEqual(0.97);
  });

  test('each asks where its index says so, else only where figures run together or are missing', async () => {
    for (const { entry, conversion } of await Promise.all(results)) {
      if (conversion.outcome === 'refused') throw new Error(`${entry.source}: ${conversion.refusal}`);
      // Whose agency is not on the collected roster is asked for; nil is a proposal.
      const asked = conversion.asks.filter(({ path }) => path !== '/nil' && path !== '/agency');
      const paths = asked.map(({ path }) => path);
      for (const path of entry.ask ?? []) expect(paths, `${entry.source} ${path}`).toContain(path);
      const besides = asked.filter(({ path }) => !(entry.ask ?? []).includes(path));
      for (const { path, why, candidates = [] } of besides) {
        const hasChoice = why === 'several-readings' && candidates.length > 1;
        expect(hasChoice || why === 'partly-blank', `${entry.source} ${path} ${why}`).toBe(true);
      }
    }
  });

  test('agency, year and district are those of the report, where its agency is on the roster', async () => {
    for (const { entry, expected, conversion } of await Promise.all(results)) {
      if (conversion.outcome === 'refused') throw new Error(entry.source);
      const { id } = expected['agency'] as { id: string };
      expect(conversion.document['year'], entry.source).toBe(expected['year']);
      if (!roster.some((agency) => agency.id === id)) continue;
      expect(valueAt(conversion.document, '/agency/id'), entry.source).toBe(id);
      expect(conversion.document['district'], entry.source).toBe(expected['district']);
    }
  });

  test('the text of one office gives its 198 cells, its head, and what the rules say of it', async () => {
    const conversion = await convert('real-reports/raw/2019-liubei-zwfwj.txt');
    if (conversion.outcome === 'refused') throw new Error(conversion.refusal);
    expect(conversion.asks).toEqual([]);
    expect(conversion.document).toMatchObject({
      edition: '2019',
      year: 2019,
      agency: { id: '450205-zwfwj' },
      district: '450205',
      publishedOn: '2020-01-17',
      signature: { date: '2019-01-17' },
    });
    const values = CATALOGUES['2019'].cells.map(({ path }) => valueAt(conversion.document, path));
    expect(values).toEqual(new Array(198).fill(0));
    const rules = judgeDraft(conversion.document).map(({ rule }) => rule);
    expect(rules).toContain('T3');
    expect(rules).toContain('Q4');
  });

  test('last year’s report decides rows that ran together, and decides them rightly', async () => {
    const lastYear = aDecodedReport('real-reports/json/2022-pingtan-jtjs.json');
    const layout = await readCorpusLayout('more-reports/raw/2023-pingtan-jtjs.txt');
    const conversion = convertLayout(layout, { roster, lastYear });
    if (conversion.outcome === 'refused') throw new Error(conversion.refusal);
    expect(conversion.asks).toEqual([]);
    expect(valueAt(conversion.document, '/proactive/normativeDocuments')).toEqual({
      made: 5,
      repealed: 6,
      inForce: 15,
    });
  });
});

describe.skipIf(!isThere)('fragments, extractions and files', () => {
  const list = (folder: string): string[] =>
    isThere ? readdirSync(new URL(folder, CORPUS)).filter((name) => name !== 'index.json') : [];

  test.for(list('more-reports/fragments/'))('%s is asked about or refused', async (name) => {
    const { outcome } = await convert(`more-reports/fragments/${name}`);
    expect(outcome).not.toBe('read');
  });

  test.for([
    ['extracted/2023-2024-suqianshi-comparison.mutool.txt', 'several-years'],
    ['extracted/2023-2024-suqianshi-comparison.pdftotext.txt', 'several-years'],
    ['extracted/2023-hongzequ.pdftotext.txt', 'torn-columns'],
    ['extracted/2024-huaianshi.pdftotext.txt', 'torn-columns'],
    ['extracted/政务公开年报模版.docx', 'blank-form'],
    ['fragments/2019-xiongxian-xiang.txt', 'lines-dropped'],
  ])('%s is refused: %s', async ([path, refusal]) => {
    expect(await convert(`more-reports/${path!}`)).toMatchObject({ outcome: 'refused', refusal });
  });

  test.for([
    ['extracted/2023-hongzequ.mutool.txt', '2023-hongzequ'],
    ['extracted/2023-hongzequ.pdftohtml.html', '2023-hongzequ'],
    ['pdf/2023-hongzequ.pdf', '2023-hongzequ'],
    ['extracted/2024-huaianshi.mutool.txt', '2024-huaianshi'],
    ['extracted/2024-huaianshi.pdftohtml.html', '2024-huaianshi'],
    ['pdf/2024-huaianshi.pdf', '2024-huaianshi'],
  ])('%s gives the figures of %s', async ([path, name]) => {
    const conversion = await convert(`more-reports/${path!}`);
    const expected = readJson(`real-reports/json/${name!}.json`);
    if (conversion.outcome === 'refused') throw new Error(conversion.refusal);
    for (const cell of CATALOGUES['2021'].cells)
      expect([cell.path, valueAt(conversion.document, cell.path)]).toEqual([
        cell.path,
        valueAt(expected, cell.path),
      ]);
  });
});
