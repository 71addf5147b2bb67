/** Figures of the generator say so on every page, in every file and mail; real ones never do. */
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSummaryTables } from '../../cli/summary-tables.ts';
import { writeComplianceCsv } from '../../shared/letters/compliance-csv.ts';
import { writeComplianceHtml } from '../../shared/letters/compliance-html.ts';
import { writeMailContent } from '../../shared/letters/compliance-mails.ts';
import { complianceAt } from '../../shared/pipeline/compliance-at.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { readXlsx, partsOf } from '../support/read-files.ts';
import { DISTRICT, NOW, startWebScene, type WebScene } from '../support/web-scene.ts';

const KINDS = ['published', 'synthetic'] as const;
/** Districts of their own cities and provinces: nobody beside them has other figures. */
const PLACES = {
  published: { district: '350128', agency: 'real-ju' },
  synthetic: { district: '330102', agency: 'made-ju' },
} as const;

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  await loadRegions(scene.store.table, [
    { code: '350128', name: '平和县' },
    { code: '330102', name: '上元区' },
  ]);
  const entries = KINDS.flatMap((dataset) =>
    ['', '-b'].map((suffix): RosterEntry => ({
      id: `${PLACES[dataset].agency}${suffix}`,
      name: `机关${PLACES[dataset].agency}${suffix}`,
      kind: 'department',
      district: PLACES[dataset].district,
      dataset,
      aliases: [],
      from: 2022,
      predecessors: [],
    })),
  );
  await loadRoster(scene.store.table, entries, scene.store.now());
  for (const dataset of KINDS)
    await scene.file({
      id: PLACES[dataset].agency,
      district: PLACES[dataset].district,
      year: 2024,
      received: 60,
      at: '2025-01-20T08:00:00Z',
    });
});
afterAll(() => scene.stop());

const MARK = /演示数据|由程序生成|"dataset": ?"synthetic"|,synthetic,/;

const pagesOf = ({ district, agency }: (typeof PLACES)['published' | 'synthetic'], submission: string) => [
  `/regions/${district}/years/2024`,
  `/regions/${district}/years/2024?measure=shares`,
  `/compliance/${district}/2024`,
  `/compliance/${district}/2024.csv`,
  `/compliance/${district}/2024?list=missing`,
  `/agencies/${agency}`,
  `/agencies/${agency}/years/2024`,
  `/agencies/${agency}/years/2024/history`,
  `/agencies/${agency}/years/2024/submissions/${submission}`,
  `/compare?measure=received&year=2024&with=${district}`,
  `/compare?measure=disclosureRate&year=2024&with=${agency}`,
  `/api/v1/regions/${district}/years/2024`,
  `/api/v1/agencies/${agency}/years/2024`,
  `/api/v1/compliance/${district}/2024`,
];

const filesOf = ({ district, agency }: (typeof PLACES)['published' | 'synthetic']) => [
  ...['agencies', 'form', 'chart-received', 'chart-outcomes', 'chart-agencies', 'chart-applicants'].flatMap(
    (table) =>
      ['csv', 'xlsx', 'json'].map((format) => `/regions/${district}/years/2024/tables/${table}.${format}`),
  ),
  `/regions/${district}/years/2024/consolidated.docx`,
  ...['csv', 'xlsx', 'json', 'docx'].map((format) => `/agencies/${agency}/years/2024/form.${format}`),
  ...['years', 'chart-received'].flatMap((table) =>
    ['csv', 'xlsx', 'json'].map((format) => `/agencies/${agency}/tables/${table}.${format}`),
  ),
  ...[district, agency].flatMap((one) =>
    ['side', 'years'].flatMap((table) =>
      ['csv', 'xlsx', 'json'].map(
        (format) => `/compare/tables/${table}.${format}?measure=received&year=2024&with=${one}`,
      ),
    ),
  ),
  `/api/v1/regions/${district}/years/2024.csv`,
];

async function textIn(path: string, response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (path.includes('.xlsx')) {
    const { rows, said } = await readXlsx(bytes);
    return JSON.stringify([rows, [...said]]);
  }
  if (path.endsWith('.docx')) return partsOf(bytes);
  return new TextDecoder().decode(bytes);
}

describe.each(KINDS)('%s figures', (dataset) => {
  const place = PLACES[dataset];
  const isMarked = dataset === 'synthetic';

  it('are marked as what they are on every page and in every answer', async () => {
    const { submissions } = (await (
      await scene.app.request(`/api/v1/agencies/${place.agency}/years/2024`)
    ).json()) as { submissions: { submissionId: string }[] };
    for (const path of pagesOf(place, submissions[0]?.submissionId ?? '')) {
      const response = await scene.app.request(path);
      expect({ path, status: response.status }).toEqual({ path, status: 200 });
      const text = await response.text();
      expect({ path, marked: MARK.test(text) }).toEqual({ path, marked: isMarked });
      // A picture of a chart takes the sentence along from here.
      if (text.includes('data-chart='))
        expect({ path, marked: /data-origin[^>]*>[^<]*(演示数据|由程序生成)/.test(text) }).toEqual({
          path,
          marked: isMarked,
        });
    }
  });

  it('are marked on each row unless a banner has said it of all', async () => {
    for (const path of [`/regions/${place.district}/years/2024`, `/compliance/${place.district}/2024`]) {
      const html = await (await scene.app.request(path)).text();
      expect({ path, all: html.includes('全部用于演示') }).toEqual({ path, all: isMarked });
      const lists = html.slice(html.indexOf('<tbody'));
      expect({ path, marked: lists.includes('dataset-synthetic') }).toEqual({ path, marked: false });
    }
    // Here some are, and some are not.
    for (const path of [`/regions/${DISTRICT}/years/2024`, `/compliance/${DISTRICT}/2024`]) {
      const html = await (await scene.app.request(path)).text();
      expect(html).toContain('含演示数据');
      expect({ path, marked: html.includes('dataset-synthetic') }).toEqual({ path, marked: true });
    }
  });

  it('are in every file to take along', async () => {
    const downloads = createDownloads(scene.deps);
    for (const path of filesOf(place)) {
      const response = await downloads.request(path);
      expect({ path, status: response.status }).toEqual({ path, status: 200 });
      expect({ path, marked: MARK.test(await textIn(path, response)) }).toEqual({ path, marked: isMarked });
    }
  });

  it('are in the files of a summary and in its mails', async () => {
    const summary = (await complianceAt(scene.store.table, { code: place.district, year: 2024, now: NOW }))!;
    const mails = [
      writeMailContent({ summary, siteUrl: undefined }, { kind: 'digest', to: 'o', deadlines: [] }),
      ...summary.agencies.map((agency) =>
        writeMailContent(
          { summary, siteUrl: undefined },
          { kind: 'reminder', to: 'o', agency, due: { deadline: agency.deadline, daysLeft: 7 } },
        ),
      ),
    ];
    for (const text of [
      await writeComplianceHtml(summary),
      writeComplianceCsv(summary, summary.agencies),
      writeSummaryTables(summary),
      ...mails.flatMap((mail) => [mail.text, mail.html]),
    ])
      expect(MARK.test(text)).toBe(isMarked);
  });
});
