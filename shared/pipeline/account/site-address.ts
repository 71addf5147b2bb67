/**
 * Under which origin the site is: as it was configured, never as a request says. On one machine it answers under both of
 * the machine's own names, and a link leads back to the one under which it was asked for.
 */
const OWN_NAMES: readonly string[] = ['127.0.0.1', 'localhost'];

/** `undefined` where nobody said where the site is: then nobody can sign in. */
export function tellOrigin(siteUrl: string | undefined, requestUrl: string): string | undefined {
  if (siteUrl === undefined) return undefined;
  const site = new URL(siteUrl);
  const asked = new URL(requestUrl);
  const isOwnMachine = OWN_NAMES.includes(site.hostname) && OWN_NAMES.includes(asked.hostname);
  return isOwnMachine ? asked.origin : site.origin;
}

const MAX_LENGTH = 500;
const NOWHERE = 'https://site.invalid';

/** A path of this site, as a browser would understand it, or else the one that is given: never another host. */
export function readReturnPath(asked: string | undefined, otherwise: string): string {
  if (asked === undefined || asked.length > MAX_LENGTH || !asked.startsWith('/')) return otherwise;
  const url = URL.parse(asked, NOWHERE);
  if (url?.origin !== NOWHERE) return otherwise;
  const path = `${url.pathname}${url.search}`;
  // `/.//host` becomes `//host`, which names a host.
  return /^\/(?![/\\])/.test(path) ? path : otherwise;
}
