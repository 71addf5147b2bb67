/** What signing in has on one machine: mails in a folder, unless a server is named, and the demonstration's persons. */
import pLimit from 'p-limit';
import * as z from 'zod';
import { object } from 'zod/mini';
import { ensureSecondStepSecret } from '../local/second-step-secret.ts';
import { openMail } from '../shared/adapters/mail.ts';
import { readOutbox } from '../shared/adapters/outbox.ts';
import { openIdentity } from '../shared/adapters/sign-in/open-identity.ts';
import type { AccountRecords } from '../shared/adapters/table/account-records.ts';
import type { LoadLedger } from '../shared/adapters/table/load-ledger.ts';
import { openIdEnv } from '../shared/contracts/openid-env.ts';
import { tableEnv } from '../shared/contracts/store-env.ts';
import { isOwnSite } from '../shared/runtime/own-machine.ts';
import { readEnv } from '../shared/runtime/read-env.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { tellViewer } from '../web/http/caller.ts';
import type { LocalDeps } from '../web/local-handlers.ts';
import { listDemonstrationPersons } from './demonstration-officers.ts';
import { warnLine } from './terminal.ts';
import { hasDemonstration } from './load-demonstration.ts';

/** Set by `startSystem`, or by the user. */
const mailSchema = z.object({
  MAIL_FROM: z.string(),
  OUTBOX_DIR: z.string(),
  SMTP_URL: z.string().optional(),
});

/** What follows answers takes turns, so that two hundred who ask at once don't keep the two hundred waiting who press next. */
const AFTERWARDS_AT_ONCE = 4;

export function openSigningIn(
  accounts: AccountRecords,
  loads: LoadLedger,
  dataDir: string,
): NonNullable<LocalDeps['account']> {
  const env = mailSchema.parse(process.env);
  // The port is known once the pages are served.
  const siteUrl = (): string | undefined => process.env['SITE_URL'];
  const identity = {
    ...readEnv(object({ ...tableEnv, ...openIdEnv }), process.env),
    SECOND_STEP_SECRET: ensureSecondStepSecret(dataDir),
  };
  const afterwards = pLimit(AFTERWARDS_AT_ONCE);
  return {
    ...openIdentity(identity, systemClock),
    accounts,
    send: openMail(env, siteUrl)?.send,
    later: (work) => {
      void afterwards(work).catch((error: unknown) => {
        warnLine(`[web] what follows an answer failed: ${String(error)}`);
      });
      return Promise.resolve();
    },
    siteUrl,
    caller: tellViewer,
    // Its persons are one click away: of one machine alone.
    demonstration: isOwnSite(siteUrl())
      ? async () => ((await hasDemonstration(dataDir)) ? listDemonstrationPersons(accounts, loads) : [])
      : undefined,
    mailbox: env.SMTP_URL === undefined ? () => readOutbox(env.OUTBOX_DIR) : undefined,
  };
}
