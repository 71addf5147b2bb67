/** The first door: a link in a mail. Its GET shows a button, for programs that look through mails open links, too. */
import type { Hono } from 'hono';
import { isMailAddress } from '../../shared/domain/basics/mail-address.ts';
import type { SendMail } from '../../shared/adapters/mail.ts';
import { isToken, readToken } from '../../shared/pipeline/account/cookies.ts';
import {
  askForLink,
  redeemLink,
  rememberBrowser,
  type LinkDeps,
} from '../../shared/pipeline/account/mailed-link.ts';
import { readReturnPath, tellOrigin } from '../../shared/pipeline/account/site-address.ts';
import { MAILBOX_PATH, SESSIONS_PATH, SIGN_IN_PATH } from '../site/account-address.ts';
import { Layout } from '../site/layout.tsx';
import { hrefNow, type PageContext } from '../site/page-context.ts';
import { giveCookie } from './account-cookies.ts';
import { AccountForm } from './account-form.tsx';
import { makeAccountPage, showBadRequest, showPage, showRefusal, tellTexts } from './account-page.tsx';
import { readFields } from '../http/form-fields.ts';
import type { AccountContext, AccountDeps, SignedInEnv, Enter, SignInDoor } from './ports.ts';

export function createMailDoor(deps: AccountDeps, send: SendMail): SignInDoor {
  const { secrets, siteUrl } = deps;
  const links: LinkDeps = { ...secrets, accounts: deps.accounts, trail: deps.trail, now: deps.now, send };

  async function ask(c: AccountContext): Promise<Response> {
    const field = await readFields(c);
    const mail = field('mail')?.trim() ?? '';
    const returnTo = readReturnPath(field('returnTo'), SESSIONS_PATH);
    const origin = tellOrigin(siteUrl(), c.req.url);
    if (origin === undefined) return showBadRequest(c, deps);
    if (!isMailAddress(mail)) {
      const page = makeAccountPage(c, deps);
      return showPage(c, <AskAgain page={page} mail={mail} returnTo={returnTo} />, 400);
    }
    // One that this browser has already stays good for the mail that was sent before.
    const browser = readToken(c.req.raw, 'link', siteUrl()) ?? secrets.newToken();
    const knownBrowser = readToken(c.req.raw, 'browser', siteUrl());
    const caller = deps.caller(c.req.raw);
    const asked = await askForLink(links, { mail, browser, returnTo, origin, caller, knownBrowser });
    if (asked.kind === 'too-many')
      return showRefusal(c, deps, 429, (page) => {
        const t = tellTexts(page).errors;
        return { heading: t.tooMany, text: t.tooManyText };
      });
    await deps.later(async () => {
      const undelivered = await asked.finish();
      if (undelivered !== undefined)
        deps.log.error('a link to sign in was not mailed', {
          requestId: crypto.randomUUID(),
          error: new Error(undelivered),
        });
    });
    giveCookie(c, 'link', browser, siteUrl());
    return c.redirect(hrefNow(makeAccountPage(c, deps), '/account/asked'), 303);
  }

  const refuse = (c: AccountContext): Promise<Response> =>
    showRefusal(c, deps, 400, (page) => {
      const t = tellTexts(page).link;
      return { heading: t.refusedHeading, text: t.refused, back: t.again };
    });

  function showLink(c: AccountContext): Promise<Response> {
    const token = c.req.query('token') ?? '';
    if (!isToken(token) || readToken(c.req.raw, 'link', siteUrl()) === undefined) return refuse(c);
    return showPage(c, <LinkPage page={makeAccountPage(c, deps)} token={token} />);
  }

  async function redeem(c: AccountContext, enter: Enter): Promise<Response> {
    const token = (await readFields(c))('token') ?? '';
    const browser = readToken(c.req.raw, 'link', siteUrl());
    if (!isToken(token) || browser === undefined) return refuse(c);
    const redeemed = await redeemLink(links, { token, browser });
    if (!redeemed) return refuse(c);
    const { person, returnTo } = redeemed;
    const knownBrowser = readToken(c.req.raw, 'browser', siteUrl()) ?? secrets.newToken();
    await deps.later(() => rememberBrowser(links, person.mail, knownBrowser));
    giveCookie(c, 'browser', knownBrowser, siteUrl());
    return enter(c, { person, by: 'mail', returnTo });
  }

  return {
    panel: (page, returnTo) => <AskPanel page={page} returnTo={returnTo} />,
    route(app: Hono<SignedInEnv>, enter: Enter): void {
      app.post('/account/mail', ask);
      app.get('/account/asked', (c) =>
        showPage(c, <AskedPage page={makeAccountPage(c, deps)} hasMailbox={deps.mailbox !== undefined} />),
      );
      app.get('/account/link', showLink);
      app.post('/account/link', (c) => redeem(c, enter));
    },
  };
}

interface AskProps {
  readonly page: PageContext;
  readonly returnTo: string;
  /** What was typed and is no address. */
  readonly mail?: string;
}

const AskPanel = ({ page, returnTo, mail }: AskProps) => {
  const t = tellTexts(page).mail;
  return (
    <section aria-labelledby="door-mail">
      <h2 id="door-mail">{t.heading}</h2>
      <AccountForm page={page} action="/account/mail" fields={{ returnTo }}>
        <label for="mail">{t.label}</label>
        <input
          id="mail"
          name="mail"
          type="email"
          autocomplete="email"
          required
          maxlength={254}
          value={mail}
          aria-describedby={mail === undefined ? 'mail-hint' : 'mail-invalid mail-hint'}
          aria-invalid={mail === undefined ? undefined : 'true'}
        />
        {mail !== undefined && (
          <p class="invalid" id="mail-invalid">
            {t.invalid}
          </p>
        )}
        <p class="note" id="mail-hint">
          {t.hint}
        </p>
        <button class="button button-main" type="submit">
          {t.button}
        </button>
      </AccountForm>
    </section>
  );
};

const AskAgain = (props: AskProps) => {
  const { signIn } = tellTexts(props.page);
  return (
    <Layout page={props.page} title={signIn} crumbs={[]}>
      <h1>{signIn}</h1>
      <AskPanel {...props} />
    </Layout>
  );
};

const AskedPage = ({ page, hasMailbox }: { readonly page: PageContext; readonly hasMailbox: boolean }) => {
  const t = tellTexts(page).asked;
  return (
    <Layout page={page} title={t.heading} crumbs={[]}>
      <h1>{t.heading}</h1>
      <p class="summary">{t.text}</p>
      {hasMailbox && (
        <p class="summary">
          <a href={hrefNow(page, MAILBOX_PATH)}>{t.mailbox}</a>
        </p>
      )}
      <p class="note account-after">{t.nothing}</p>
      <p>
        <a href={hrefNow(page, SIGN_IN_PATH)}>{t.again}</a>
      </p>
    </Layout>
  );
};

const LinkPage = ({ page, token }: { readonly page: PageContext; readonly token: string }) => {
  const t = tellTexts(page).link;
  return (
    <Layout page={page} title={t.heading} crumbs={[]}>
      <h1>{t.heading}</h1>
      <p class="summary">{t.text}</p>
      <AccountForm page={page} action="/account/link" fields={{ token }}>
        <button class="button button-main" type="submit">
          {t.button}
        </button>
      </AccountForm>
    </Layout>
  );
};
