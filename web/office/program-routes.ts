/**
 * What programs ask: a token for a login code, and temporary credentials for a token. They have no page and no session: no
 * cookie is read here, and no script of another site can ask, for it would have to be allowed to send JSON first.
 */
import type { Context, Env, Hono } from 'hono';
import type { $ZodType } from 'zod/v4/core';
import * as z from 'zod/mini';
import {
  loginAskedSchema,
  uploadCredentialsAskedSchema,
  type LoginAnswer,
  type UploadCredentialsAnswer,
} from '../../shared/contracts/api/program-answers.ts';
import { listScopedPrefixes } from '../../shared/contracts/bucket/upload-scope.ts';
import { makeInstant } from '../../shared/domain/basics/calendar.ts';
import { AGENCY_ID } from '../../shared/domain/basics/place.ts';
import type { CredentialScope } from '../../shared/domain/authority/program-credential.ts';
import { LENT_S, lendCredentials } from '../../shared/pipeline/credentials/lend-credentials.ts';
import { redeemLoginCode } from '../../shared/pipeline/credentials/redeem-login-code.ts';
import { OfficeRefusal } from './office-problem.ts';
import type { OfficeDeps, ProgramDeps } from './ports.ts';
import { readJson } from './read-json.ts';

export const LOGIN_PATH = '/api/v1/login';
export const UPLOAD_CREDENTIALS_PATH = '/api/v1/agencies/:id/upload-credentials';

export function routePrograms<E extends Env>(app: Hono<E>, { programs }: Pick<OfficeDeps, 'programs'>): void {
  const lending = (): ProgramDeps => {
    if (!programs) throw new OfficeRefusal('no-lending');
    return programs;
  };

  app.post(LOGIN_PATH, async (c) => {
    const deps = lending();
    const { code } = parse(loginAskedSchema, await readJson(c));
    const redeemed = await redeemLoginCode(deps, { code, caller: deps.caller(c.req.raw) });
    if (redeemed.kind === 'too-many') throw tooMany(redeemed);
    if (redeemed.kind !== 'redeemed') throw new OfficeRefusal(redeemed.kind);
    const { token, credential } = redeemed;
    const { id, name, madeBy, until, scope } = credential;
    const answer: LoginAnswer = {
      token,
      credential: { id, name, madeBy: madeBy.name, until, for: await nameScope(deps, scope) },
    };
    return answerSecret(c, answer);
  });

  app.post(UPLOAD_CREDENTIALS_PATH, async (c) => {
    const deps = lending();
    const token = readToken(c.req.header('authorization'));
    const { durationSeconds = LENT_S.usual } = await readAsked(c);
    const agency = c.req.param('id') ?? '';
    if (!AGENCY_ID.test(agency)) throw new OfficeRefusal('unknown-agency');
    const caller = deps.caller(c.req.raw);
    const lent = await lendCredentials(deps, { token, agency, durationS: durationSeconds, caller });
    if (lent.kind === 'too-many') throw tooMany(lent);
    if (lent.kind !== 'lent') throw refuseLending(lent.kind);
    const { credentials, place } = lent;
    const { expiresAtEpochMs, ...keys } = credentials;
    const { puts, gets } = listScopedPrefixes({ kind: 'agency', ...place });
    const { bucket, region, endpoint } = deps.store;
    const answer: UploadCredentialsAnswer = {
      ...keys,
      expiration: makeInstant(expiresAtEpochMs),
      bucket,
      region,
      ...(endpoint !== undefined && { endpoint }),
      agency,
      district: place.district,
      prefixes: { put: puts, get: gets },
    };
    return answerSecret(c, answer);
  });
}
