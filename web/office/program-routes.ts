/**
 * What programs ask: a token for a login code, and temporary credentials for a token. They have no page and no session: no
 * cookie is read here, and no script of another site can ask, for it would have to be allowed to send JSON first.
 */
import type * as z from 'zod/mini';
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
import { OfficeRefusal, type RefusalCode } from './office-problem.ts';
import type { OfficeApp, OfficeContext, OfficeDeps, ProgramDeps } from './ports.ts';
import { readJson } from './read-json.ts';

export function routePrograms(app: OfficeApp, { programs }: Pick<OfficeDeps, 'programs'>): void {
  const lending = (): ProgramDeps => {
    if (!programs) throw new OfficeRefusal('no-lending');
    return programs;
  };

  app.post('/api/v1/login', async (c) => {
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
    return c.json(answer);
  });

  app.post('/api/v1/agencies/:id/upload-credentials', async (c) => {
    const deps = lending();
    const token = readToken(c.req.header('authorization'));
    const { durationSeconds = LENT_S.usual } = await readAsked(c);
    const agency = c.req.param('id');
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
    return c.json(answer);
  });
}

const REALM = 'Bearer realm="gouji"';

/** RFC 6750: what is no bearer's token is answered like none. */
function readToken(authorization: string | undefined): string {
  const token = /^Bearer +([\w.~+/-]+=*) *$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new OfficeRefusal('no-token', undefined, { 'www-authenticate': REALM });
  return token;
}

/** Whoever takes the usual duration need send no body. */
async function readAsked(c: OfficeContext): Promise<z.infer<typeof uploadCredentialsAskedSchema>> {
  const hasBody = (await c.req.text()) !== '';
  return hasBody ? parse(uploadCredentialsAskedSchema, await readJson(c)) : {};
}

function parse<Asked>(schema: z.ZodMiniType<Asked>, body: unknown): Asked {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new OfficeRefusal('malformed-call');
  return parsed.data;
}

const tooMany = ({ retryAfterS }: { readonly retryAfterS: number }): OfficeRefusal =>
  new OfficeRefusal('too-many', undefined, { 'retry-after': String(retryAfterS) });

const OF_TOKEN: ReadonlySet<RefusalCode> = new Set(['wrong-token', 'expired', 'revoked']);

function refuseLending(code: RefusalCode): OfficeRefusal {
  const challenge = { 'www-authenticate': `${REALM}, error="invalid_token"` };
  return new OfficeRefusal(code, undefined, OF_TOKEN.has(code) ? challenge : {});
}

async function nameScope(
  { table }: Pick<ProgramDeps, 'table'>,
  scope: CredentialScope,
): Promise<LoginAnswer['credential']['for']> {
  if (scope.kind === 'region') return { kind: 'region', region: scope.region };
  const { agency, district } = scope;
  return { kind: 'agency', agency, district, name: (await table.roster(agency))?.name ?? agency };
}
