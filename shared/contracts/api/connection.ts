/** What the web app tells the command line about the system behind it. Credentials: on one machine only. */
import * as z from 'zod/mini';
import type { BucketEnv, TableEnv } from '../store-env.ts';

export const connectionSchema = z.object({
  bucket: z.string(),
  table: z.string(),
  awsRegion: z.string(),
  s3Endpoint: z.optional(z.url()),
  dynamodbEndpoint: z.optional(z.url()),
  accessKeyId: z.optional(z.string()),
  secretAccessKey: z.optional(z.string()),
  /** The table's own, where it has its own: those of this run of the system. */
  tableCredentials: z.optional(z.object({ accessKeyId: z.string(), secretAccessKey: z.string() })),
  /** Where dead letters can be replayed; on one machine only. */
  operatorEndpoint: z.optional(z.url()),
  /** Which one the data have, once a start has brought them to it; on one machine only. */
  form: z.optional(z.int()),
});
export type SystemConnection = z.infer<typeof connectionSchema>;

/** On AWS programs have credentials of their own; where the region is not known, nobody is told of the stores. */
export const connectionIn = ({
  BUCKET_NAME: bucket,
  TABLE_NAME: table,
  AWS_REGION: awsRegion,
}: Pick<BucketEnv, 'BUCKET_NAME'> &
  Pick<TableEnv, 'TABLE_NAME'> & { readonly AWS_REGION?: string | undefined }):
  SystemConnection | undefined => (awsRegion === undefined ? undefined : { bucket, table, awsRegion });

/** The system's stores, as an environment names them. */
export const nameStores = ({ bucket, table }: SystemConnection): BucketEnv & TableEnv => ({
  BUCKET_NAME: bucket,
  TABLE_NAME: table,
});

interface StoreConnection {
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

/** For a client of the bucket; without credentials it takes those of its environment. */
export const bucketConnection = ({
  awsRegion,
  s3Endpoint,
  accessKeyId,
  secretAccessKey,
}: SystemConnection): StoreConnection => ({
  region: awsRegion,
  endpoint: s3Endpoint,
  credentials:
    accessKeyId !== undefined && secretAccessKey !== undefined ? { accessKeyId, secretAccessKey } : undefined,
});

/** The origin that a browser sends documents to: on AWS the bucket's own host in its region. */
export function tellBucketOrigin({ bucket, awsRegion, s3Endpoint }: SystemConnection): string {
  if (s3Endpoint !== undefined) return new URL(s3Endpoint).origin;
  const suffix = awsRegion.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${bucket}.s3.${awsRegion}.${suffix}`;
}

/** For a client of the table. */
export const tableConnection = (connection: SystemConnection): StoreConnection => ({
  region: connection.awsRegion,
  endpoint: connection.dynamodbEndpoint,
  credentials: connection.tableCredentials ?? bucketConnection(connection).credentials,
});
