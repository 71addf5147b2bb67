/**
 * Server time of pages, beside the DynamoDB requests that they are made of, sent bare; what they read, and how much.
 * Processor time of this process: DynamoDB's own is not in it.
 */
import type { RepeatableRead } from '../shared/contracts/recorded-read.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  BatchGetCommand,
  QueryCommand,
  type BatchGetCommandInput,
  type DynamoDBDocumentClient,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { build } from 'esbuild';
import * as z from 'zod';
import { createReportTable } from '../shared/adapters/table/report-table.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { FOR_NODE, buildAssets } from '../web/build.ts';
import { readRegionView } from '../web/region/region-view.ts';
import { itemBytes } from '../shared/contracts/table/item-size.ts';
import { countCapacity } from './consumed-capacity.ts';
import { compare, roundFigure, type Report } from './measure.ts';
import type * as Apps from './page-apps.tsx';
import type { StartedSystem } from './started-system.ts';
import { NO_SUMMARIES } from '../test/support/refusing-table.ts';

const ENTRY = fileURLToPath(new URL('page-apps.tsx', import.meta.url));
const PAGE = /^\/regions\/([0-9]{6})\/years\/([0-9]{4})$/;
const PAGES = 5;

interface OtherPage {
  readonly path: string;
  readonly atMostMs: number;
  readonly atMostUnits?: number;
}

export async function benchPage(
  report: Report,
  { tableClient, bucket, connection }: Pick<StartedSystem, 'tableClient' | 'bucket' | 'connection'>,
  paths: Readonly<Record<string, string>>,
  others: Readonly<Record<string, OtherPage>>,
  rounds = 25,
): Promise<void> {
  const { createApp } = await loadApps();
  const table = createReportTable({ client: tableClient, tableName: connection.table });
  const app = createApp({
    table,
    bucket,
    summaries: NO_SUMMARIES,
    now: systemClock,
    version: 'bench',
    store: connection.table,
    assets: await buildAssets(),
    connection: undefined,
    log: {
      error: (message, { error }) => {
        throw new Error(message, { cause: error });
      },
    },
  });
  const requests = countRequests(tableClient);
  const capacity = countCapacity(tableClient);
  const ask = async (address: string): Promise<string> => {
    const response = await app.request(address);
    if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
    return response.text();
  };
  // Another address of the same page is none that is kept.
  let addresses = 0;
  const askAnew = (path: string): Promise<string> => ask(`${path}?anew=${++addresses}`);

  for (const [name, path] of Object.entries(paths)) {
    const before = requests.count;
    const html = await ask(path);
    report({
      what: `DynamoDB requests of a ${name}'s page`,
      value: requests.count - before,
      unit: '',
      target: { atMost: 2 },
    });
    const beforeAgain = requests.count;
    await ask(path);
    report({
      what: `DynamoDB requests of a ${name}'s page that is kept`,
      value: requests.count - beforeAgain,
      unit: '',
      target: { atMost: 2 },
    });
    const sent = await recordRequests(tableClient, () => askAnew(path));
    const bytes = sent.reduce((sum, { output }) => sum + outputBytes(output), 0);
    report({
      what: `bytes that a ${name}'s page reads`,
      value: bytes / 1000,
      unit: ' kB',
      ...(name === 'city' && { target: { atMost: 60 } }),
      detail: sent.map(({ output }) => `${roundFigure(outputBytes(output) / 1000)} kB`).join(' and '),
    });
    const made = await compare(
      rounds,
      () => times(PAGES, () => askAnew(path)),
      () => times(PAGES, () => sendBare(tableClient, sent)),
    );
    const [madeMs, bareMs] = [made.subjectMs.median / PAGES, made.yardstickMs.median / PAGES];
    report({
      what: `server time of a ${name}'s page made anew (${(html.length / 1000).toFixed(0)} k characters), beyond its bare requests`,
      value: madeMs - bareMs,
      unit: ' ms',
      target: { atMost: 5 },
      detail: `${roundFigure(madeMs)} ms, the bare requests ${roundFigure(bareMs)} ms; on the clock ${roundFigure(made.subjectWallMs.median / PAGES)} and ${roundFigure(made.yardstickWallMs.median / PAGES)} ms`,
    });
    const reads: RepeatableRead[] = [];
    const [, code = '', year = ''] = PAGE.exec(path) ?? [];
    await readRegionView(
      table.observed(({ read }) => reads.push(read)),
      { code, year: Number(year), now: systemClock(), extent: 'facts' },
    );
    const kept = await compare(
      rounds,
      () => times(PAGES, () => ask(path)),
      () => times(PAGES, () => Promise.all(reads.map((read) => read.versionsNow()))),
    );
    report({
      what: `server time of a ${name}'s page that is kept, against its version requests`,
      value: kept.ratio.median,
      unit: '×',
      spread: kept.ratio,
      target: { atMost: 1.5 },
      detail: `${roundFigure(kept.subjectMs.median / PAGES)} ms against ${roundFigure(kept.yardstickMs.median / PAGES)} ms`,
    });
  }

  for (const [name, { path, atMostMs, atMostUnits }] of Object.entries(others)) {
    await askAnew(path);
    const before = capacity.total().read;
    await askAnew(path);
    const units = capacity.total().read - before;
    const { subjectMs, subjectWallMs } = await compare(
      rounds,
      () => askAnew(path),
      () => undefined,
    );
    report({
      what: `server time of ${name}, warm`,
      value: subjectMs.median,
      unit: ' ms',
      spread: subjectMs,
      target: { atMost: atMostMs },
      detail: `${roundFigure(subjectWallMs.median)} ms on the clock, DynamoDB's time included`,
    });
    report({
      what: `read units of ${name}`,
      value: units,
      unit: '',
      ...(atMostUnits !== undefined && { target: { atMost: atMostUnits } }),
    });
  }
}

interface Sent {
  readonly command: QueryCommand | BatchGetCommand;
  readonly output: unknown;
}

/** The Queries and BatchGets that some work sends, to be sent again without it. */
async function recordRequests(client: DynamoDBDocumentClient, work: () => Promise<unknown>): Promise<Sent[]> {
  const sent: Sent[] = [];
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const input = structuredClone(args.input);
      if (context.commandName === 'QueryCommand')
        sent.push({ command: new QueryCommand(querySchema.parse(input)), output: result.output });
      if (context.commandName === 'BatchGetItemCommand')
        sent.push({ command: new BatchGetCommand(batchSchema.parse(input)), output: result.output });
      return result;
    },
    { step: 'initialize', name: 'recordRequests', priority: 'high' },
  );
  await work();
  client.middlewareStack.remove('recordRequests');
  return sent;
}

const querySchema = z.custom<QueryCommandInput>((input) => typeof input === 'object');
const batchSchema = z.custom<BatchGetCommandInput>((input) => typeof input === 'object');

const sendBare = (client: DynamoDBDocumentClient, sent: readonly Sent[]): Promise<unknown> =>
  Promise.all(
    sent.map(({ command }) =>
      command instanceof QueryCommand ? client.send(command) : client.send(command),
    ),
  );

const outputSchema = z.object({
  Items: z.array(z.looseObject({})).optional(),
  Responses: z.record(z.string(), z.array(z.looseObject({}))).optional(),
});
function outputBytes(output: unknown): number {
  const { Items = [], Responses = {} } = outputSchema.parse(output);
  return [...Items, ...Object.values(Responses).flat()].reduce((sum, item) => sum + itemBytes(item), 0);
}

async function times(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < count; i++) await work();
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const appsSchema = z.object({
  createApp: z.custom<typeof Apps.createApp>(isFunction),
  createDownloads: z.custom<typeof Apps.createDownloads>(isFunction),
});

export async function loadApps(): Promise<z.infer<typeof appsSchema>> {
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
