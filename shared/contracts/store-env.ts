/** Variables by which a function finds its bucket, its table and its queue; the endpoints are set on one machine only. */
import * as z from 'zod/mini';

export const tableEnv = {
  TABLE_NAME: z.string().check(z.minLength(3)),
  DYNAMODB_ENDPOINT: z.optional(z.url()),
};
export const bucketEnv = {
  BUCKET_NAME: z.string().check(z.minLength(3)),
  S3_ENDPOINT: z.optional(z.url()),
};
export const queueEnv = {
  /** Names the queue that starts the function; without it failed messages come back when the queue thinks fit. */
  QUEUE_URL: z.optional(z.string().check(z.minLength(1))),
};
/** Who lends temporary credentials for filing: a role on AWS, the data folder's secret on one machine. */
export const uploadCredentialsEnv = {
  UPLOAD_ROLE_ARN: z.optional(z.string().check(z.regex(/^arn:[a-z-]+:iam::[0-9]{12}:role\/.+$/))),
  UPLOAD_TOKENS_FILE: z.optional(z.string().check(z.minLength(1))),
};

type Parsed<Env extends Record<string, z.ZodMiniType>> = z.infer<z.ZodMiniObject<Env>>;
export type TableEnv = Parsed<typeof tableEnv>;
export type BucketEnv = Parsed<typeof bucketEnv>;
export type QueueEnv = Parsed<typeof queueEnv>;
export type UploadCredentialsEnv = Parsed<typeof uploadCredentialsEnv>;
