/** A running system, reached through its web app's address. */
import { createS3Client, createTableClient } from '../shared/adapters/clients.ts';
import { createReportBucket, type ReportBucket } from '../shared/adapters/report-bucket.ts';
import { createReportTable, type ReportTable } from '../shared/adapters/report-table.ts';
import { LONG_PATIENCE } from '../shared/adapters/throttling.ts';
import {
  bucketConnection,
  connectionSchema,
  tableConnection,
  type SystemConnection,
} from '../shared/contracts/connection.ts';
import { UsageError } from './usage.ts';

export const DEFAULT_ENDPOINT = 'http://127.0.0.1:8787';

export interface RunningSystem {
  readonly endpoint: string;
  readonly connection: SystemConnection;
  readonly table: ReportTable;
  readonly bucket: ReportBucket;
}

export async function connect(endpoint: string = DEFAULT_ENDPOINT): Promise<RunningSystem> {
  if (!/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ''))
    throw new UsageError(`--endpoint "${endpoint}" is no address; write for example ${DEFAULT_ENDPOINT}`);
  const url = new URL('/api/v1/connection', endpoint);
  const response = await fetch(url).catch((cause: unknown) => {
    throw new Error(`nothing answers at ${url.origin}. Is the system running? Start it with: gouji start`, {
      cause,
    });
  });
  if (!response.ok) throw new Error(`${url.href} answered ${response.status}; is it a Gouji web app?`);
  const parsed = connectionSchema.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) throw new Error(`${url.href} did not answer as a Gouji web app does`);
  const connection = parsed.data;
  return {
    endpoint: url.origin,
    connection,
    bucket: createReportBucket({
      client: createS3Client(bucketConnection(connection)),
      bucketName: connection.bucket,
      // An agency may read its receipts, not list them.
      mayList: false,
    }),
    table: createReportTable({
      client: createTableClient(tableConnection(connection), { maxAttempts: 10 }),
      tableName: connection.table,
      patience: LONG_PATIENCE,
    }),
  };
}
