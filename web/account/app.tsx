/** Signing in and out, and one's own sessions. A function of its own: the one of the public pages may write nothing. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { hasOffice } from '../../shared/domain/authority/principal.ts';
import { readCookie, tellCookieName } from '../../shared/pipeline/account/cookies.ts';
import { tellAccountEvent } from '../../shared/pipeline/account/audit-account.ts';
import { auditLimit, OTHER_SITES } from '../../shared/pipeline/account/audit-refused.ts';
import { beginSession, createReadSession } from '../../shared/pipeline/account/sessions.ts';
import { readReturnPath, tellOrigin } from '../../shared/pipeline/account/site-address.ts';
import { createSecondSteps } from '../../shared/pipeline/second-step.ts';
import { refuseOtherOrigins } from '../http/own-origin.ts';
import { findRule } from '../http/route-rule.ts';
import { sendSecurityHeaders } from '../http/security-headers.ts';
import { SESSIONS_PATH, SIGN_IN_PATH } from '../site/account-address.ts';
import { hrefNow } from '../site/page-context.ts';
import { giveCookie, takeCookie } from './account-cookies.ts';
import { makeAccountPage, showPage, showRefusal, tellTexts } from './account-page.tsx';
import { routeCredentials } from './credentials-routes.tsx';
import { createDemonstrationDoor } from './demonstration-door.tsx';
import { createMailDoor } from './mail-door.tsx';
import { routeGrants } from './grants/grants-routes.tsx';
import { nameBrowser } from './name-browser.ts';
import { createProviderDoor } from './openid-door.tsx';
import type { AccountContext, AccountDeps, SignedInEnv, BeginSession, Enter, SignInDoor } from './ports.ts';
import { ACCOUNT_RULES } from './route-rules.ts';
import { routeSecondStep } from './second-step-routes.tsx';
import { SECOND_STEP_PATH, tellStepPath, tellStepPolicy } from './second-step-way.ts';
import { routeSessions } from './sessions-routes.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { ERROR_TEXTS } from '../texts/errors.ts';

/** No form of these pages has more. */
const MAX_BODY_BYTES = 8192;

export function createAccount(deps: AccountDeps): Hono<SignedInEnv> {
  const app = new Hono<SignedInEnv>();
  const doors = openDoors(deps);
  guard(app, deps);
  app.get(SIGN_IN_PATH, async (c) => {
    const page = makeAccountPage(c, deps);
    const returnTo = readReturnPath(c.req.query('returnTo'), SESSIONS_PATH);
    const panels = await Promise.all(doors.map(async (door) => door.panel(page, returnTo)));
    const signedIn = c.get('signedIn')?.principal;
    const left = c.req.query('left');
    const origin = tellOrigin(deps.siteUrl(), c.req.url);
    const wayOut =
      left === 'provider' && origin !== undefined
        ? await deps.provider?.tellWayOut(`${origin}${SIGN_IN_PATH}`)
        : undefined;
    const view = { panels, signedIn, hasLeft: left !== undefined, wayOut, provider: deps.provider?.name };
    return showPage(c, <SignInPage page={page} {...view} />);
  });
  const begin = makeBegin(deps);
  for (const door of doors) door.route(app, makeEnter(deps, begin));
  if (deps.secondStep && tellStepPath(deps) === SECOND_STEP_PATH)
    routeSecondStep(app, deps, createSecondSteps({ ...deps.secondStep, now: deps.now }), begin);
  routeSessions(app, deps);
  routeCredentials(app, deps);
  routeGrants(app, deps);
  app.notFound((c) =>
    showRefusal(c, deps, 404, ({ lang }) => ({
      heading: ERROR_TEXTS[lang].notFound,
      text: ERROR_TEXTS[lang].noSuchPath,
    })),
  );
  app.onError((error, c) => {
    const requestId = crypto.randomUUID();
    deps.log.error('a request of signing in failed', { requestId, error });
    return showRefusal(c, deps, 500, ({ lang }) => {
      const t = ERROR_TEXTS[lang];
      return { heading: t.failed, text: `${t.failedText} ${t.requestId} ${requestId}` };
    });
  });
  return app;
}

/** Those that are there; where nobody said where the site is, none is. */
const openDoors = (deps: AccountDeps): SignInDoor[] => [
  ...(deps.provider ? [createProviderDoor(deps, deps.provider)] : []),
  ...(deps.send ? [createMailDoor(deps, deps.send)] : []),
  ...(deps.demonstration ? [createDemonstrationDoor(deps, deps.demonstration)] : []),
];

/** What holds for every route, whatever it is for. */
function guard(app: Hono<SignedInEnv>, deps: AccountDeps): void {
  const { accounts, secrets, now, siteUrl } = deps;
  const steps = tellStepPolicy(deps);
  const readSession = createReadSession({ accounts, hash: secrets.hash, now, siteUrl, steps });
  app.use(async (c, next) => {
    await next();
    // Nobody keeps what is one person's, and no address leaves the site: one of them holds a link's token.
    c.header('cache-control', 'private, no-store');
    c.header('referrer-policy', 'same-origin');
  });
  app.use(sendSecurityHeaders());
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const allow = [...methods, 'OPTIONS'].join(', ');
        c.header('allow', allow);
        if (c.req.method === 'OPTIONS') return c.body(null, 204);
        return showRefusal(c, deps, 405, ({ lang }) => ({
          heading: ERROR_TEXTS[lang].method,
          text: ERROR_TEXTS[lang].methodNotAllowed(c.req.method, allow),
        }));
      },
    }),
  );
  app.use(
    refuseOtherOrigins<SignedInEnv>(
      (request) => tellOrigin(siteUrl(), request.url),
      async (c) => {
        await auditLimit(deps, OTHER_SITES);
        return showRefusal(c, deps, 403, (page) => {
          const t = tellTexts(page).errors;
          return { heading: t.otherOrigin, text: t.otherOriginText };
        });
      },
    ),
  );
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (c: AccountContext) =>
        showRefusal(c, deps, 413, (page) => {
          const t = tellTexts(page).errors;
          return { heading: t.bad, text: t.tooLargeText };
        }),
    }),
  );
  app.use(async (c, next) => {
    const rule = findRule(c, ACCOUNT_RULES);
    c.set('signedIn', await readSession(c.req.raw));
    if (rule === undefined || rule === 'public' || c.get('signedIn')) return next();
    return leadToSignIn(c, deps);
  });
}

/** Back to the page that was asked for, where it was a page. */
function leadToSignIn(c: AccountContext, deps: AccountDeps): Response {
  const { pathname, search } = new URL(c.req.url);
  const isPage = c.req.method === 'GET' || c.req.method === 'HEAD';
  const back = isPage ? `?returnTo=${encodeURIComponent(pathname + search)}` : '';
  return c.redirect(hrefNow(makeAccountPage(c, deps), `${SIGN_IN_PATH}${back}`), 303);
}

/** A new id at each sign-in: one that somebody planted before, or that was this browser's until now, is none any more. */
function makeBegin(deps: AccountDeps): BeginSession {
  const { accounts, secrets, now, siteUrl } = deps;
  return async (c, { mail, by, step }, told) => {
    const before = c.get('signedIn')?.session;
    const browser = nameBrowser(c.req.header('user-agent'));
    const ended = before ? accounts.endSessions([before]) : Promise.resolve();
    const begun = beginSession({ ...secrets, accounts, now }, { mail, by, step, browser }, told);
    const [token] = await Promise.all([begun, ended]);
    giveCookie(c, 'session', token, siteUrl());
    if (readCookie(c.req.raw, tellCookieName('link', siteUrl())) !== undefined)
      takeCookie(c, 'link', siteUrl());
  };
}

/** An office is led by way of the second step: until it is done, the page behind it would refuse them. */
function makeEnter(deps: AccountDeps, begin: BeginSession): Enter {
  return async (c, { person, by, step, returnTo }) => {
    const how = `by ${by}${step ? ', with a second step' : ''}`;
    const told = tellAccountEvent(deps, { act: 'sign-in', ...person, granted: person.grants, detail: how });
    await begin(c, { mail: person.mail, by, step }, told);
    const stepPath = step || !hasOffice(person.grants) ? undefined : tellStepPath(deps);
    if (stepPath === undefined) return c.redirect(returnTo, 303);
    return c.redirect(`${stepPath}?returnTo=${encodeURIComponent(returnTo)}`, 303);
  };
}
