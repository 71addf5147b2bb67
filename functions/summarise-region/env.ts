import * as z from 'zod/mini';
import { bucketEnv, queueEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const summariseRegionEnv = z.object({
  ...bucketEnv,
  ...tableEnv,
  ...queueEnv,
  /** Who the mails are from; without it none are written. */
  MAIL_FROM: z.optional(z.string()),
  /** Where links in mails lead; without it mails have none. */
  SITE_URL: z.optional(z.url()),
});
export type SummariseRegionEnv = z.input<typeof summariseRegionEnv>;
