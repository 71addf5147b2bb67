/**
 * What signing in stands on, as an environment names it: sessions and grants, second steps, a provider of identities. It is apart
 * from other stores: the function of signing in alone needs the libraries.
 */
import { randomBytes } from 'node:crypto';
import { readOpenIdSettings, type OpenIdEnv } from '../../contracts/openid-env.ts';
import type { TableEnv } from '../../contracts/store-env.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { Connection } from '../clients.ts';
import { hashBytes } from '../hash-bytes.ts';
import { openTable } from '../open-table.ts';
import { openAccounts } from '../open.ts';
import { computeHmac, createSeal } from '../seal.ts';
import { createAuditTrail } from '../table/audit-trail.ts';
import { createCredentialRecords } from '../table/credential-records.ts';
import { createPendingSignIns } from '../table/pending-sign-ins.ts';
import { createPlaceNames } from '../table/place-names.ts';
import { createSecondStepRecords } from '../table/second-step-records.ts';
import { createOpenIdDoor } from './openid-door.ts';
import { SECRETS } from './secrets.ts';

/** `now`: the clock by which a sign-in under way ends. */
export function openIdentity(
  env: TableEnv & OpenIdEnv & { readonly SECOND_STEP_SECRET?: string | undefined },
  now: () => Instant,
  connection?: Connection,
) {
  const table = openTable(env, connection);
  const settings = readOpenIdSettings(env);
  return {
    accounts: openAccounts(env, connection),
    places: createPlaceNames(table),
    trail: createAuditTrail(table),
    secrets: SECRETS,
    credentials: createCredentialRecords(table),
    provider: settings && createOpenIdDoor({ settings, pending: createPendingSignIns(table), now }),
    secondStep:
      env.SECOND_STEP_SECRET === undefined
        ? undefined
        : {
            records: createSecondStepRecords(table),
            seal: createSeal(env.SECOND_STEP_SECRET),
            hmac: computeHmac,
            sha256: hashBytes,
            randomBytes,
          },
  };
}
