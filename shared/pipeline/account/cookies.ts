/** The cookies of signing in: their names, and how they are read. */

/**
 * `session`: who is signed in; `link`: that this browser asked for a mailed link; `provider`: that it went to a provider; `browser`:
 * that somebody signed in from it by mail, so that asking for their next link isn't counted with strangers'.
 */
export type CookieKind = 'session' | 'link' | 'provider' | 'browser';

/** Over TLS the name binds the cookie to exactly this host, whatever a neighbouring name sets. */
export const tellCookieName = (kind: CookieKind, siteUrl: string | undefined): string =>
  isPlain(siteUrl) ? `gouji-${kind}` : `__Host-gouji-${kind}`;

/** Whether the site is reached without TLS, as on one machine. */
export const isPlain = (siteUrl: string | undefined): boolean => siteUrl?.startsWith('http:') === true;

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** Whether a text may be one of ours: 32 bytes in base64url. */
export const isToken = (text: string): boolean => TOKEN.test(text);

/** One of our tokens in a cookie. */
export function readToken(
  request: Pick<Request, 'headers'>,
  kind: CookieKind,
  siteUrl: string | undefined,
): string | undefined {
  const value = readCookie(request, tellCookieName(kind, siteUrl));
  return value !== undefined && isToken(value) ? value : undefined;
}

/** `undefined` where the request has none, or several: one of them is not ours. */
export function readCookie({ headers }: Pick<Request, 'headers'>, name: string): string | undefined {
  const values = (headers.get('cookie') ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at > 0 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
  return values.length === 1 ? values[0] : undefined;
}
