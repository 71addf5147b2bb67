import * as z from 'zod/mini';
import { bucketEnv, queueEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const summariseRegionEnv = z.object({
  ...bucketEnv,
  ...tableEnv,
  ...queueEnv,
  /** Who the mails are from; without it none are written. */
  MAIL_FROM: z.optional(z.string()),
  /** `smtp://user:password@host:587` or `smtps://…`: mails go there. */
  SMTP_URL: z.optional(z.url({ protocol: /^smtps?$/ })),
  /** A folder for mails as `.eml` files, where there is no mail server; without both, mails go to SES. */
  OUTBOX_DIR: z.optional(z.string()),
  /** Where links in mails lead; without it mails have none. */
  SITE_URL: z.optional(z.url()),
});
export type SummariseRegionEnv = z.input<typeof summariseRegionEnv>;
