/** The embedded engines alone, on free ports and a folder of their own, with bucket and table. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngineProcess, type TableAccess } from '../../local/engine-process.ts';
import { LOCAL_CREDENTIALS } from '../../local/local-credentials.ts';
import {
  LOCAL_BUCKET,
  LOCAL_TABLE,
  makeLocalEnvironment,
  provision,
  type LocalEnvironment,
} from '../../local/provision.ts';
import type { UploadRecord } from '../../local/upload-record.ts';
import type { Connection } from '../../shared/adapters/clients.ts';

export interface TestEngines {
  readonly s3Endpoint: string;
  /** The endpoint of the engine itself. */
  readonly dynamodbEndpoint: string;
  /** What it is reached by from outside. */
  readonly tableDoor: TableAccess;
  readonly bucket: string;
  readonly table: string;
  /** What a function would find in `process.env`. */
  readonly environment: LocalEnvironment;
  /** For `createS3Client` and `createTableClient`. */
  readonly s3: Connection;
  readonly dynamodb: Connection;
  /** Event records of the uploads so far, in order. */
  readonly uploads: readonly UploadRecord[];
  /** Whose pages may post to the bucket: at the start nobody's. */
  allowOrigins(origins: readonly string[]): void;
  /** Resolves when every acknowledged upload is in `uploads`. */
  delivered(): Promise<void>;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** With a `dataDir`, the folder is the caller's and stays; otherwise it goes with `stop()`. */
export async function startEngines({ dataDir }: { dataDir?: string } = {}): Promise<TestEngines> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'gouji-engines-')));
  const uploads: UploadRecord[] = [];
  const engines = await startEngineProcess(
    { dataDir: folder, s3Port: 0, dynamodbPort: 0, eventPrefixes: [''] },
    (record) => uploads.push(record),
  );
  const environment = makeLocalEnvironment(engines.s3Endpoint ?? '', engines.dynamodbEndpoint ?? '');
  await provision(environment);
  const connection = { region: environment.AWS_REGION, credentials: LOCAL_CREDENTIALS };
  return {
    s3Endpoint: environment.S3_ENDPOINT,
    dynamodbEndpoint: environment.DYNAMODB_ENDPOINT,
    tableDoor: engines.tableDoor ?? { endpoint: '', accessKeyId: '', secretAccessKey: '' },
    bucket: LOCAL_BUCKET,
    table: LOCAL_TABLE,
    environment,
    s3: { ...connection, endpoint: environment.S3_ENDPOINT },
    dynamodb: { ...connection, endpoint: environment.DYNAMODB_ENDPOINT },
    uploads,
    allowOrigins: (origins) => engines.allowOrigins(origins),
    delivered: () => engines.delivered(),
    dataDir: folder,
    async stop() {
      await engines.stop();
      if (dataDir === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
