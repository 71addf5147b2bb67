/** One's credentials for programs: made, carried to a program by a code or copied once, listed, revoked. */
import type { Hono } from 'hono';
import {
  tellCodeEnd,
  tellCredentialDays,
  type CredentialScope,
  type ProgramCredential,
} from '../../shared/domain/authority/program-credential.ts';
import { isCredentialId } from '../../shared/domain/authority/program-token.ts';
import { auditLimit, auditRefusal } from '../../shared/pipeline/account/audit-refused.ts';
import { tellOrigin } from '../../shared/pipeline/account/site-address.ts';
import {
  makeCredential,
  makeLoginCode,
  revokeCredential,
  showToken,
} from '../../shared/pipeline/credentials/make-credential.ts';
import { readFields } from '../http/form-fields.ts';
import { CREDENTIALS_PATH } from '../site/account-address.ts';
import { hrefNow } from '../site/page-context.ts';
import { CREDENTIALS_TEXTS } from '../texts/credentials.ts';
import { makeAccountPage, showPage, showRefusal } from './account-page.tsx';
import { listGrantedScopes, readOrder, type TypedOrder, type WrongField } from './credential-order.ts';
import { CodePage, TokenPage } from './credential-secrets-page.tsx';
import { CredentialsPage } from './credentials-page.tsx';
import type { AccountContext, AccountDeps, SignedInEnv } from './ports.ts';
import { tellStepPath } from './second-step-way.ts';
import { readSignedIn, tellOwn } from './signed-in.ts';

/** The page would be endless otherwise. */
const MOST_SHOWN = 300;
/** Codes included: more are a script. */
const BY_PERSON = { most: 30, withinS: 3600 };

export function routeCredentials(app: Hono<SignedInEnv>, deps: AccountDeps): void {
  const { accounts, credentials, siteUrl, now, secrets } = deps;

  async function showList(
    c: AccountContext,
    typed?: { readonly order: TypedOrder; readonly wrong: WrongField },
  ): Promise<Response> {
    const { principal, awaitsSecondStep } = readSignedIn(c);
    const scopes = listGrantedScopes(principal.grants);
    const { credentials: found, isCut } = await credentials.list(
      principal.mail,
      scopes.map(({ scope }) => scope),
      MOST_SHOWN,
    );
    const names = await nameAgencies([
      ...scopes.map(({ scope }) => scope),
      ...found.map(({ scope }) => scope),
    ]);
    const page = makeAccountPage(c, deps);
    const stepPath = awaitsSecondStep ? tellStepPath(deps) : undefined;
    const days = tellCredentialDays(now());
    const view = { principal, scopes, credentials: found, isCut, names, typed, stepPath, days, at: now() };
    return showPage(c, <CredentialsPage page={page} view={view} />, typed ? 400 : 200);
  }

  async function nameAgencies(scopes: readonly CredentialScope[]): Promise<ReadonlyMap<string, string>> {
    const ids = scopes.flatMap((scope) => (scope.kind === 'agency' ? [scope.agency] : []));
    return new Map((await accounts.agencies([...new Set(ids)])).map(({ id, name }) => [id, name]));
  }

  const refuse = (c: AccountContext, why: 'gone' | 'tooMany'): Promise<Response> =>
    showRefusal(c, deps, why === 'gone' ? 400 : 429, ({ lang }) => {
      const t = CREDENTIALS_TEXTS[lang];
      return { heading: t.refused.heading, text: t.refused[why], back: t.heading, to: CREDENTIALS_PATH };
    });

  async function isTooMany(c: AccountContext): Promise<boolean> {
    const signedIn = readSignedIn(c);
    const what = `credentials#${secrets.hash(signedIn.principal.mail)}`;
    if (await accounts.countAttempt(what, [BY_PERSON], now())) return false;
    const { withinS } = BY_PERSON;
    await auditLimit(deps, { limit: 'credentials and codes made', withinS, of: tellOwn(signedIn) });
    return true;
  }

  async function showCode(c: AccountContext, id: string): Promise<Response> {
    const made = await makeLoginCode(deps, readSignedIn(c).principal, id);
    if (!made) return refuse(c, 'gone');
    const origin = tellOrigin(siteUrl(), c.req.url) ?? '';
    const page = makeAccountPage(c, deps);
    return showPage(c, <CodePage {...{ page, origin, ...made, until: tellCodeEnd(now()) }} />);
  }

  app.get(CREDENTIALS_PATH, (c) => showList(c));

  app.post(CREDENTIALS_PATH, async (c) => {
    const field = await readFields(c);
    const order: TypedOrder = {
      name: field('name') ?? '',
      scope: field('scope') ?? '',
      narrower: field('narrower') ?? '',
      until: field('until') ?? '',
    };
    const { principal } = readSignedIn(c);
    const read = await readOrder(accounts, principal.grants, order, now());
    if (typeof read === 'string') return showList(c, { order, wrong: read });
    if (await isTooMany(c)) return refuse(c, 'tooMany');
    const made: ProgramCredential | undefined = await makeCredential(deps, principal, read);
    if (!made) {
      await auditRefusal(deps, { ...tellOwn(readSignedIn(c)), asked: 'make-credential: not-allowed' });
      return showList(c, { order, wrong: 'scope' });
    }
    return showCode(c, made.id);
  });

  const leadToList = (c: AccountContext): Response =>
    c.redirect(hrefNow(makeAccountPage(c, deps), CREDENTIALS_PATH), 303);
  // What is shown once is not shown again, in another language either.
  app.get(`${CREDENTIALS_PATH}/:done{code|token}`, leadToList);

  /** What is done to one that is there. */
  const onCredential = (path: string, act: (c: AccountContext, id: string) => Promise<Response>) =>
    app.post(`${CREDENTIALS_PATH}/${path}`, async (c) => {
      const id = (await readFields(c))('credential') ?? '';
      return isCredentialId(id) ? act(c, id) : refuse(c, 'gone');
    });

  onCredential('code', async (c, id) => ((await isTooMany(c)) ? refuse(c, 'tooMany') : showCode(c, id)));

  onCredential('token', async (c, id) => {
    const shown = await showToken(deps, readSignedIn(c).principal, id);
    if (!shown) return refuse(c, 'gone');
    const origin = tellOrigin(siteUrl(), c.req.url) ?? '';
    return showPage(c, <TokenPage {...{ page: makeAccountPage(c, deps), origin, ...shown }} />);
  });

  onCredential('revoke', async (c, id) => {
    if (!(await revokeCredential(deps, readSignedIn(c).principal, id))) return refuse(c, 'gone');
    return leadToList(c);
  });
}
