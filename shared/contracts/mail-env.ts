/** Variables that say how mails go out. */
import * as z from 'zod/mini';

export const mailEnv = {
  /** Who the mails are from; without it none are written. */
  MAIL_FROM: z.optional(z.string()),
  /** `smtp://user:password@host:587` or `smtps://…`: mails go there. */
  SMTP_URL: z.optional(z.url({ protocol: /^smtps?$/ })),
  /** A folder for mails as `.eml` files, where there is no mail server; without both, mails go to SES. */
  OUTBOX_DIR: z.optional(z.string()),
  /** The configuration set of SES whose events tell of bounces. */
  MAIL_CONFIGURATION_SET: z.optional(z.string()),
};
