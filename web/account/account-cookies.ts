/** The cookies of signing in: no script reads them, no other site's form carries them, no other host's sets them. */
import { deleteCookie, setCookie } from 'hono/cookie';
import { LINK_MINUTES } from '../../shared/domain/authority/mailed-link.ts';
import { PENDING_MINUTES } from '../../shared/domain/authority/pending-sign-in.ts';
import { isPlain, tellCookieName, type CookieKind } from '../../shared/pipeline/account/cookies.ts';
import type { AccountContext } from './ports.ts';

/** Sessions end by the table; a browser forgets what has ended for sure. */
const MAX_AGE_S: Readonly<Record<CookieKind, number>> = {
  session: 7 * 24 * 3600,
  link: LINK_MINUTES * 60,
  provider: PENDING_MINUTES * 60,
  browser: 180 * 24 * 3600,
};

const options = (siteUrl: string | undefined) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: !isPlain(siteUrl) }) as const;

export function giveCookie(
  c: AccountContext,
  kind: CookieKind,
  token: string,
  siteUrl: string | undefined,
): void {
  setCookie(c, tellCookieName(kind, siteUrl), token, { ...options(siteUrl), maxAge: MAX_AGE_S[kind] });
}

export function takeCookie(c: AccountContext, kind: CookieKind, siteUrl: string | undefined): void {
  deleteCookie(c, tellCookieName(kind, siteUrl), options(siteUrl));
}
