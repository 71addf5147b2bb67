/** Variables by which a function finds its bucket and its table; the endpoints are set on one machine only. */
import * as z from 'zod';

export const tableEnv = {
  TABLE_NAME: z.string().min(3),
  DYNAMODB_ENDPOINT: z.url().optional(),
};
export const bucketEnv = {
  BUCKET_NAME: z.string().min(3),
  S3_ENDPOINT: z.url().optional(),
};
