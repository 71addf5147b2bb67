import * as z from 'zod/mini';
import { bucketEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const downloadsEnv = z.object({
  ...bucketEnv,
  ...tableEnv,
  /** Where answers can't be streamed: what is large is kept in the bucket for a while, and answered as a link. */
  FILES_BY_LINK: z.optional(z.literal('on')),
  /** Set by Lambda itself. */
  AWS_REGION: z.optional(z.string().check(z.minLength(1))),
});
/** What the deployment must supply: all strings. */
export type DownloadsEnv = z.input<typeof downloadsEnv>;
