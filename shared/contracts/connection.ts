/** What the web app tells the command line about the system behind it. Credentials: on one machine only. */
import * as z from 'zod';

export const connectionSchema = z.object({
  bucket: z.string(),
  table: z.string(),
  awsRegion: z.string(),
  s3Endpoint: z.url().optional(),
  dynamodbEndpoint: z.url().optional(),
  accessKeyId: z.string().optional(),
  secretAccessKey: z.string().optional(),
  /** The table's own, where it has its own: those of this run of the system. */
  tableCredentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }).optional(),
  /** Where dead letters can be replayed; on one machine only. */
  operatorEndpoint: z.url().optional(),
});
export type SystemConnection = z.infer<typeof connectionSchema>;

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

/** For a client of the table. */
export const tableConnection = (connection: SystemConnection): StoreConnection => ({
  region: connection.awsRegion,
  endpoint: connection.dynamodbEndpoint,
  credentials: connection.tableCredentials ?? bucketConnection(connection).credentials,
});
