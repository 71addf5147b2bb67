/** The door to a provider of identities (OpenID Connect): a link there, and the way back with its answer. */
import type { Hono } from 'hono';
import type { OpenIdAnswer, OpenIdDoor } from '../../shared/adapters/sign-in/openid-door.ts';
import { demandsAssurance, givesSecondStep } from '../../shared/domain/authority/provider-assurance.ts';
import { hasOffice } from '../../shared/domain/authority/principal.ts';
import { foldMail, isMailAddress } from '../../shared/domain/basics/mail-address.ts';
import { readCookie, tellCookieName } from '../../shared/pipeline/account/cookies.ts';
import { findPerson } from '../../shared/pipeline/account/find-person.ts';
import { readReturnPath, tellOrigin } from '../../shared/pipeline/account/site-address.ts';
import { SESSIONS_PATH } from '../site/account-address.ts';
import { hrefNow } from '../site/page-context.ts';
import { IDENTITY_TEXTS } from '../texts/identity.ts';
import { giveCookie, takeCookie } from './account-cookies.ts';
import { showBadRequest, showRefusal } from './account-page.tsx';
import type { AccountContext, AccountDeps, SignedInEnv, Enter, SignInDoor } from './ports.ts';
import { PROVIDER_PATH } from './second-step-way.ts';

const RETURN_PATH = `${PROVIDER_PATH}/return`;

type Identified = Extract<OpenIdAnswer, { readonly kind: 'identified' }>;
/** Why somebody is not let in, beside what the provider's answer itself says. */
type Why = Extract<OpenIdAnswer, { readonly kind: 'refused' }>['why'] | 'no-grant' | 'too-weak';

export function createProviderDoor(deps: AccountDeps, provider: OpenIdDoor): SignInDoor {
  const { accounts, siteUrl } = deps;

  /** By a link: a form whose answer leads to another host is stopped by `form-action 'self'`. */
  async function begin(c: AccountContext, returnTo: string, isStepUp: boolean): Promise<Response> {
    const origin = tellOrigin(siteUrl(), c.req.url);
    if (origin === undefined) return showBadRequest(c, deps);
    const redirectUri = `${origin}${RETURN_PATH}`;
    const begun = await provider.begin({ redirectUri, returnTo, isStepUp });
    if (begun.kind === 'away') return tellAway(c, begun.error);
    giveCookie(c, 'provider', begun.state, siteUrl());
    return c.redirect(begun.location, 303);
  }

  async function finish(c: AccountContext, enter: Enter): Promise<Response> {
    const state = readCookie(c.req.raw, tellCookieName('provider', siteUrl()));
    const answer = await provider.finish({ query: new URL(c.req.url).search, state });
    if (answer.kind === 'away') return tellAway(c, answer.error);
    if (answer.kind === 'refused') return refuse(c, answer.why);
    takeCookie(c, 'provider', siteUrl());
    return admit(c, answer, enter);
  }

  /** What a person may do stands with us: the provider says who it is, and how sure it is of that. */
  async function admit(c: AccountContext, answer: Identified, enter: Enter): Promise<Response> {
    const { assurance, isStepUp, returnTo } = answer;
    if (!isMailAddress(answer.mail)) return refuse(c, 'no-mail');
    const mail = foldMail(answer.mail);
    const person = await findPerson(accounts, mail, deps.now());
    if (!person) return refuse(c, 'no-grant', mail);
    const secondStep = givesSecondStep(assurance, provider.forOffices);
    const isTooWeak = hasOffice(person.grants) && demandsAssurance(provider.forOffices) && !secondStep;
    // The provider is asked once for more; a person who has no more with it would go round in circles.
    if (isTooWeak) return isStepUp ? refuse(c, 'too-weak') : begin(c, returnTo, true);
    const step = secondStep ? ({ by: 'provider', ...assurance } as const) : undefined;
    return enter(c, { person, by: 'provider', step, returnTo });
  }

  const refuse = (c: AccountContext, why: Why, mail = ''): Promise<Response> =>
    showRefusal(c, deps, why === 'other-browser' || why === 'not-pending' ? 400 : 403, ({ lang }) => {
      const t = IDENTITY_TEXTS[lang].provider;
      const text = why === 'no-grant' ? t.refused[why](mail) : t.refused[why];
      return { heading: t.refusedHeading, text, back: t.again };
    });

  /** A provider that is away takes nothing else along. */
  function tellAway(c: AccountContext, error: Error): Promise<Response> {
    deps.log.error('a sign-in by the provider failed', { requestId: crypto.randomUUID(), error });
    return showRefusal(c, deps, 503, ({ lang }) => {
      const t = IDENTITY_TEXTS[lang].provider;
      return { heading: t.awayHeading, text: t.away, back: t.again };
    });
  }

  return {
    panel(page, returnTo) {
      const t = IDENTITY_TEXTS[page.lang].provider;
      const address = `${PROVIDER_PATH}?returnTo=${encodeURIComponent(returnTo)}`;
      return (
        <section aria-labelledby="door-provider">
          <h2 id="door-provider">{t.heading}</h2>
          <p class="note">{t.text}</p>
          <p>
            <a class="button button-main" href={hrefNow(page, address)} rel="nofollow">
              {t.button(provider.name ?? t.unnamed)}
            </a>
          </p>
        </section>
      );
    },
    route(app: Hono<SignedInEnv>, enter: Enter): void {
      app.get(PROVIDER_PATH, (c) => begin(c, readReturnPath(c.req.query('returnTo'), SESSIONS_PATH), false));
      app.get(RETURN_PATH, (c) => finish(c, enter));
    },
  };
}
