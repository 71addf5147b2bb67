/** Server time of a region's page, beside an empty Hono page, and what it asks of DynamoDB. */
import type { RepeatableRead } from '../shared/contracts/recorded-read.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { build } from 'esbuild';
import * as z from 'zod';
import { createReportTable } from '../shared/adapters/table/report-table.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { FOR_NODE, buildAssets } from '../web/build.ts';
import { readRegionView } from '../web/region/region-view.ts';
import { compare, rounded, spread, type Report } from './measure.ts';
import type * as Apps from './page-apps.tsx';
import type { StartedSystem } from './started-system.ts';
import { NO_SUMMARIES } from '../test/support/refusing-table.ts';

const ENTRY = fileURLToPath(new URL('page-apps.tsx', import.meta.url));
const PAGE = /^\/regions\/([0-9]{6})\/years\/([0-9]{4})$/;
/** Empty pages of one round: a single one is over before the clock has moved. */
const EMPTY_PAGES = 1000;
const PAGES = 5;
/** A region that no roster has: the same requests, the same frame, and nothing in it. */
const UNKNOWN = '/regions/999999/years/2024';

export async function benchPage(
  report: Report,
  { tableClient, bucket, connection }: Pick<StartedSystem, 'tableClient' | 'bucket' | 'connection'>,
  paths: Readonly<Record<string, string>>,
  rounds = 25,
): Promise<void> {
  const { createApp, createEmptyApp } = await loadApps();
  const table = createReportTable({ client: tableClient, tableName: connection.table });
  const app = createApp({
    table,
    bucket,
    summaries: NO_SUMMARIES,
    now: systemClock,
    version: 'bench',
    store: connection.table,
    packs: false,
    assets: await buildAssets(),
    connection: undefined,
    log: {
      error: (message, { error }) => {
        throw new Error(message, { cause: error });
      },
    },
  });
  const empty = createEmptyApp();
  const requests = countRequests(tableClient);
  const emptyPages = async (): Promise<void> => {
    for (let i = 0; i < EMPTY_PAGES; i++) await (await empty.request('/')).text();
  };

  const nothing = async (): Promise<void> => {
    const response = await app.request(UNKNOWN);
    if (response.status !== 404) throw new Error(`${UNKNOWN} answered ${response.status}`);
    await response.text();
  };

  for (const [name, path] of Object.entries(paths)) {
    const ask = async (address: string): Promise<string> => {
      const response = await app.request(address);
      if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
      return response.text();
    };
    const page = (): Promise<string> => ask(path);
    // Another address of the same page is none that is kept.
    let addresses = 0;
    const anew = (): Promise<string> => ask(`${path}?anew=${++addresses}`);
    const before = requests.count;
    const html = await page();
    report({
      what: `DynamoDB requests of a ${name}'s page`,
      value: requests.count - before,
      unit: '',
      target: { atMost: 2 },
    });
    const beforeAgain = requests.count;
    await page();
    report({
      what: `DynamoDB requests of a ${name}'s page that is kept`,
      value: requests.count - beforeAgain,
      unit: '',
      target: { atMost: 2 },
    });

    const [, code = '', year = ''] = PAGE.exec(path) ?? [];
    const now = systemClock();
    const perPage = PAGES / EMPTY_PAGES;
    const whole = await compare(rounds, () => times(PAGES, page), emptyPages);
    const made = await compare(rounds, () => times(PAGES, anew), emptyPages);
    const reading = await compare(
      rounds,
      () => times(PAGES, () => readRegionView(table, { code, year: Number(year), now, extent: 'facts' })),
      emptyPages,
    );
    const reads: RepeatableRead[] = [];
    await readRegionView(
      table.observed(({ read }) => reads.push(read)),
      { code, year: Number(year), now, extent: 'facts' },
    );
    const proving = await compare(
      rounds,
      () => times(PAGES, () => Promise.all(reads.map((read) => read.versionsNow()))),
      emptyPages,
    );
    const emptyMs = whole.yardstickMs.median / EMPTY_PAGES;
    const scaled = ({ median, min, max }: typeof whole.ratio) => ({
      median: median / perPage,
      min: min / perPage,
      max: max / perPage,
    });
    const ratio = scaled(whole.ratio);
    const pageMs = whole.subjectMs.median / PAGES;
    const readMs = reading.subjectMs.median / PAGES;
    const madeMs = made.subjectMs.median / PAGES;
    const provenMs = proving.subjectMs.median / PAGES;
    report({
      what: `server time of a ${name}'s page (${(html.length / 1000).toFixed(0)} k characters), against an empty Hono page`,
      value: ratio.median,
      unit: '×',
      spread: ratio,
      target: { atMost: 3 },
      detail: [
        `processor time ${rounded(pageMs)} ms (two DynamoDB requests for versions ${rounded(provenMs)} ms) against ${rounded(emptyMs)} ms`,
        `made anew ${rounded(madeMs)} ms (two DynamoDB requests over HTTP, parsing and summing ${rounded(readMs)} ms, rendering ${rounded(madeMs - readMs)} ms)`,
        `on the clock, waiting for DynamoDB included, ${rounded(whole.subjectWallMs.median / PAGES)} ms or ${spread(scaled(whole.wallRatio), '×')}`,
      ].join('; '),
    });
    const { ratio: overNothing } = await compare(
      rounds,
      () => times(PAGES, page),
      () => times(PAGES, nothing),
    );
    report({
      what: `server time of a ${name}'s page, against the app's own of a region that is not there (two requests, the frame, nothing in it)`,
      value: overNothing.median,
      unit: '×',
      spread: overNothing,
    });
  }
}

async function times(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < count; i++) await work();
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const appsSchema = z.object({
  createApp: z.custom<typeof Apps.createApp>(isFunction),
  createEmptyApp: z.custom<typeof Apps.createEmptyApp>(isFunction),
});

async function loadApps(): Promise<z.infer<typeof appsSchema>> {
  const { outputFiles } = await build({ ...FOR_NODE, entryPoints: [ENTRY] });
  const folder = await mkdtemp(join(tmpdir(), 'gouji-page-'));
  try {
    const file = join(folder, 'page-apps.mjs');
    await writeFile(file, outputFiles[0]?.text ?? '');
    return appsSchema.parse(await import(pathToFileURL(file).href));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function countRequests(client: DynamoDBDocumentClient): { readonly count: number } {
  let count = 0;
  client.middlewareStack.add(
    (next) => (args) => {
      count += 1;
      return next(args);
    },
    { step: 'finalizeRequest', name: 'countRequests' },
  );
  return {
    get count() {
      return count;
    },
  };
}
