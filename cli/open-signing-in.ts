/** What signing in has on one machine: mails in a folder, unless a server is named, and the demonstration's persons. */
import * as z from 'zod';
import { openMail } from '../shared/adapters/mail.ts';
import { readOutbox } from '../shared/adapters/outbox.ts';
import { SECRETS } from '../shared/adapters/sign-in/secrets.ts';
import type { AccountRecords } from '../shared/adapters/table/account-records.ts';
import type { ServeOptions } from '../web/serve-local.ts';
import { listDemonstrationPersons } from './demonstration-officers.ts';
import { hasDemonstration } from './load-demonstration.ts';
import { setTimeout as wait } from 'node:timers/promises';

/** Set by `startSystem`, or by the user. */
const mailSchema = z.object({
  MAIL_FROM: z.string(),
  OUTBOX_DIR: z.string(),
  SMTP_URL: z.string().optional(),
});

export function openSigningIn(
  accounts: AccountRecords,
  dataDir: string,
): NonNullable<ServeOptions['account']> {
  const env = mailSchema.parse(process.env);
  // The port is known once the pages are served.
  const siteUrl = (): string | undefined => process.env['SITE_URL'];
  return {
    accounts,
    secrets: SECRETS,
    send: openMail(env, siteUrl)?.send,
    wait: (ms) => wait(ms),
    siteUrl,
    // Everybody comes from this machine.
    caller: () => undefined,
    demonstration: async () => ((await hasDemonstration(dataDir)) ? listDemonstrationPersons(accounts) : []),
    mailbox: env.SMTP_URL === undefined ? () => readOutbox(env.OUTBOX_DIR) : undefined,
  };
}
