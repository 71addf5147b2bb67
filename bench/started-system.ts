/** `gouji start` in a process of its own, on free ports. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  bucketConnection,
  nameStores,
  connectionSchema,
  tableConnection,
  type SystemConnection,
} from '../shared/contracts/api/connection.ts';
import { openTable } from '../shared/adapters/open-table.ts';
import { openBucket } from '../shared/adapters/open.ts';
import { createReportBucket, type ReportBucket } from '../shared/adapters/bucket/report-bucket.ts';
import { createReportTable, type ReportTable } from '../shared/adapters/table/report-table.ts';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';

const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const READY_WITHIN_MS = 600_000;

export interface StartedSystem {
  /** From the process's start to `ready`. */
  readonly readyMs: number;
  readonly web: string;
  readonly dataDir: string;
  readonly connection: SystemConnection;
  readonly s3Client: S3Client;
  readonly tableClient: DynamoDBDocumentClient;
  readonly bucket: ReportBucket;
  readonly table: ReportTable;
  /** The id of the process that runs the functions and the web app. */
  readonly pid: number;
  /** What Prometheus would be told now; asked for with `hasMetrics`. */
  metrics(): Promise<string>;
  /** From the process's start until the demonstration is loaded: of the first start on a folder. */
  demonstrated(): Promise<number>;
  stop(): Promise<void>;
}

export async function startGouji(
  dataDir: string,
  {
    empty = false,
    nodeArgs = [],
    hasMetrics = false,
  }: { empty?: boolean; nodeArgs?: readonly string[]; hasMetrics?: boolean } = {},
): Promise<StartedSystem> {
  const startedMs = performance.now();
  const ports = [
    '--port',
    '--s3-port',
    '--dynamodb-port',
    ...(hasMetrics ? ['--operator-port'] : []),
  ].flatMap((option) => [option, '0']);
  const child = spawn(
    process.execPath,
    [...nodeArgs, MAIN, 'start', ...ports, '--data', dataDir, ...(empty ? ['--empty'] : [])],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await ended;
  };

  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  /** From the process's start until it has said so. */
  const untilSaid = (line: RegExp): Promise<number> =>
    new Promise<number>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${String(line)} was not said in time`)),
        READY_WITHIN_MS,
      );
      const look = (): void => {
        if (!line.test(said)) return;
        clearTimeout(timer);
        child.stdout.off('data', look);
        resolve(performance.now() - startedMs);
      };
      child.stdout.on('data', look);
      look();
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`gouji start ended with ${code ?? 'a signal'} before ${String(line)}: ${said}`));
      });
    }).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
  const readyMs = await untilSaid(/^ready$/m);

  const [web] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [''];
  const [operator = ''] = /(?<= operator +)http:\S+/.exec(said) ?? [];
  const connection = connectionSchema.parse(await (await fetch(`${web}/api/v1/connection`)).json());
  const stores = nameStores(connection);
  const bucket = openBucket(stores, bucketConnection(connection));
  const table = openTable(stores, tableConnection(connection));
  return {
    readyMs,
    web,
    dataDir,
    connection,
    s3Client: bucket.client,
    tableClient: table.client,
    bucket: createReportBucket(bucket),
    table: createReportTable(table),
    pid: child.pid ?? 0,
    metrics: async () => (await fetch(`${operator}/metrics`)).text(),
    demonstrated: () => untilSaid(/demonstration complete$/m),
    async stop() {
      bucket.client.destroy();
      table.client.destroy();
      await stop();
    },
  };
}
