import * as z from 'zod/mini';
import { secretSchema } from '../../shared/contracts/secret-schema.ts';
import { officeDemandEnv } from '../../shared/contracts/openid-env.ts';
import { bucketEnv, tableEnv, uploadCredentialsEnv } from '../../shared/contracts/store-env.ts';

export const officeEnv = z.object({
  ...bucketEnv,
  ...tableEnv,
  ...uploadCredentialsEnv,
  /** Set by Lambda itself. */
  AWS_REGION: z.optional(z.string().check(z.minLength(1))),
  /** Where the site is: what changes something is asked by its pages alone. Without it nothing can be filed from a page. */
  SITE_URL: z.optional(z.url()),
  /** What the distribution in front shows; who shows nothing of it is refused. Without it everybody is let in. */
  ORIGIN_SECRET: z.optional(secretSchema),
  ...officeDemandEnv,
  /** Whether agencies are written to at all, which another function does. */
  MAIL_FROM: z.optional(z.string().check(z.minLength(1))),
});
/** What the deployment must supply: all strings. */
export type OfficeEnv = z.input<typeof officeEnv>;
