import * as z from 'zod/mini';
import { openIdEnv } from '../../shared/contracts/openid-env.ts';
import { secretSchema } from '../../shared/contracts/secret-schema.ts';
import { tableEnv } from '../../shared/contracts/store-env.ts';

export const accountEnv = z.object({
  ...tableEnv,
  ...openIdEnv,
  /** What second steps are sealed with in the table; without it nobody is an office but by a provider's second factor. */
  SECOND_STEP_SECRET: z.optional(secretSchema),
  /** Where the site is: links in mails lead there, and forms of other sites are told by it. Without it nobody can sign in. */
  SITE_URL: z.optional(z.url()),
  /** What the distribution in front shows; who shows nothing of it is refused. Without it everybody is let in. */
  ORIGIN_SECRET: z.optional(secretSchema),
  /** Who the mails are from; without it nobody is sent a link. */
  MAIL_FROM: z.optional(z.string()),
  /** `smtp://user:password@host:587` or `smtps://…`: mails go there; without it, to SES. */
  SMTP_URL: z.optional(z.url({ protocol: /^smtps?$/ })),
});
/** What the deployment must supply: all strings. */
export type AccountEnv = z.input<typeof accountEnv>;
