import * as z from 'zod';
import { bucketEnv, tableEnv } from '../../shared/contracts/store-env.ts';

export const summariseRegionEnv = z.object({
  ...bucketEnv,
  ...tableEnv,
  /** Who the mails are from; without it none are written. */
  MAIL_FROM: z.string().optional(),
  /** `smtp://user:password@host:587` or `smtps://…`: mails go there. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** A folder for mails as `.eml` files, where there is no mail server; without both, mails go to SES. */
  OUTBOX_DIR: z.string().optional(),
  /** Where links in mails lead; without it mails have none. */
  SITE_URL: z.url().optional(),
});
export type SummariseRegionEnv = z.input<typeof summariseRegionEnv>;
