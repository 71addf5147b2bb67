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
  /** Where dead letters can be replayed; on one machine only. */
  operatorEndpoint: z.url().optional(),
});
export type SystemConnection = z.infer<typeof connectionSchema>;
