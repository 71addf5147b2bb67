/** `gouji start` in a process of its own, on free ports. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  bucketConnection,
  connectionSchema,
  tableConnection,
  type SystemConnection,
} from '../shared/contracts/api/connection.ts';
import { createS3Client, createTableClient } from '../shared/adapters/clients.ts';
import { createReportBucket, type ReportBucket } from '../shared/adapters/bucket/report-bucket.ts';
import { createReportTable, type ReportTable } from '../shared/adapters/table/report-table.ts';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';

const MAIN = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
const READY_WITHIN_MS = 180_000;

export interface StartedSystem {
  /** From the process's start to `ready`. */
  readonly readyMs: number;
  readonly web: string;
  readonly connection: SystemConnection;
  readonly s3Client: S3Client;
  readonly tableClient: DynamoDBDocumentClient;
  readonly bucket: ReportBucket;
  readonly table: ReportTable;
  /** Of the process that runs the functions and the web app. */
  readonly pid: number;
  stop(): Promise<void>;
}

export async function startGouji(
  dataDir: string,
  { empty = false, nodeArgs = [] }: { empty?: boolean; nodeArgs?: readonly string[] } = {},
): Promise<StartedSystem> {
  const startedMs = performance.now();
  const ports = ['--port', '--s3-port', '--dynamodb-port'].flatMap((option) => [option, '0']);
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
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('not ready in time')), READY_WITHIN_MS);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (!/^ready$/m.test(said)) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`gouji start ended with ${code ?? 'a signal'} before it was ready: ${said}`));
    });
  }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const readyMs = performance.now() - startedMs;

  const [web] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [''];
  const connection = connectionSchema.parse(await (await fetch(`${web}/api/v1/connection`)).json());
  const s3Client = createS3Client(bucketConnection(connection));
  const tableClient = createTableClient(tableConnection(connection));
  return {
    readyMs,
    web,
    connection,
    s3Client,
    tableClient,
    bucket: createReportBucket({ client: s3Client, bucketName: connection.bucket }),
    table: createReportTable({ client: tableClient, tableName: connection.table }),
    pid: child.pid ?? 0,
    async stop() {
      s3Client.destroy();
      tableClient.destroy();
      await stop();
    },
  };
}
