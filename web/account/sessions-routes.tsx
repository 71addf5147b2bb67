/** One's own sessions: shown, ended one by one or all at once. And the mails of one machine. */
import type { Hono } from 'hono';
import { hasOffice } from '../../shared/domain/authority/principal.ts';
import { tellSessionEnd, type Session } from '../../shared/domain/authority/session.ts';
import type { SignedIn } from '../../shared/pipeline/account/sessions.ts';
import { tellAccountEvent } from '../../shared/pipeline/account/audit-account.ts';
import { tellOrigin } from '../../shared/pipeline/account/site-address.ts';
import { MAILBOX_PATH, SESSIONS_PATH, SIGN_IN_PATH } from '../site/account-address.ts';
import { hrefNow } from '../site/page-context.ts';
import { takeCookie } from './account-cookies.ts';
import { makeAccountPage, showBadRequest, showPage } from './account-page.tsx';
import { readFields } from '../http/form-fields.ts';
import { MailboxPage } from './mailbox-page.tsx';
import type { AccountContext, AccountDeps, SignedInEnv } from './ports.ts';
import { tellStepPath } from './second-step-way.ts';
import { SessionsPage } from './sessions-page.tsx';
import { readSignedIn } from './signed-in.ts';

export function routeSessions(app: Hono<SignedInEnv>, deps: AccountDeps): void {
  const { accounts, mailbox, siteUrl } = deps;

  const listSessions = async ({ principal, granted }: SignedIn): Promise<Session[]> => {
    const at = deps.now();
    const isOffice = hasOffice(granted);
    return (await accounts.sessionsOf(principal.mail))
      .filter((session) => tellSessionEnd(session, isOffice) > at)
      .sort((a, b) => (a.since < b.since ? 1 : -1));
  };

  const leave = (c: AccountContext, session?: Session): Response => {
    takeCookie(c, 'session', siteUrl());
    const left = session?.by === 'provider' ? 'provider' : 'yes';
    return c.redirect(hrefNow(makeAccountPage(c, deps), `${SIGN_IN_PATH}?left=${left}`), 303);
  };

  const tellSignOut = ({ principal: { mail, name }, granted }: SignedIn, detail: string) =>
    tellAccountEvent(deps, { act: 'sign-out', mail, name, granted, detail });

  app.get(SESSIONS_PATH, async (c) => {
    const signedIn = readSignedIn(c);
    const ids = signedIn.principal.grants.flatMap((grant) => (grant.role === 'agency' ? [grant.agency] : []));
    const [sessions, agencies] = await Promise.all([listSessions(signedIn), accounts.agencies(ids)]);
    const names = new Map(agencies.map(({ id, name }) => [id, name]));
    const page = makeAccountPage(c, deps);
    const view = { signedIn, sessions, agencies: names, stepPath: tellStepPath(deps) };
    return showPage(c, <SessionsPage page={page} view={view} />);
  });

  app.post('/account/sessions/end', async (c) => {
    const field = await readFields(c);
    // Another person's is not among them.
    const ended = (await accounts.sessionsOf(readSignedIn(c).principal.mail)).find(
      ({ hash }) => hash === field('session'),
    );
    if (!ended) return showBadRequest(c, deps);
    await accounts.endSessions([ended], tellSignOut(readSignedIn(c), 'another session'));
    return c.redirect(hrefNow(makeAccountPage(c, deps), SESSIONS_PATH), 303);
  });

  app.post('/account/sign-out', async (c) => {
    const signedIn = c.get('signedIn');
    if (signedIn) await accounts.endSessions([signedIn.session], tellSignOut(signedIn, ''));
    return leave(c, signedIn?.session);
  });

  app.post('/account/sign-out-everywhere', async (c) => {
    const { session, principal } = readSignedIn(c);
    const all = [session, ...(await accounts.sessionsOf(principal.mail))];
    await accounts.endSessions(all, tellSignOut(readSignedIn(c), 'everywhere'));
    return leave(c, session);
  });

  if (mailbox)
    app.get(MAILBOX_PATH, async (c) => {
      const origin = tellOrigin(siteUrl(), c.req.url);
      return showPage(
        c,
        <MailboxPage page={makeAccountPage(c, deps)} mails={await mailbox()} origin={origin} />,
      );
    });
}
