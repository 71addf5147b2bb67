/** Variables by which a function finds its bucket and its table; the endpoints are set on one machine only. */
import * as z from 'zod/mini';

export const tableEnv = {
  TABLE_NAME: z.string().check(z.minLength(3)),
  DYNAMODB_ENDPOINT: z.optional(z.url()),
};
export const bucketEnv = {
  BUCKET_NAME: z.string().check(z.minLength(3)),
  S3_ENDPOINT: z.optional(z.url()),
};
