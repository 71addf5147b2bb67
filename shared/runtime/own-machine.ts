/**
 * Who may ask the servers on this machine. They listen on 127.0.0.1, but a browser here will carry any site's requests
 * to them: as they are, or under a name of that site's that it lets point at 127.0.0.1 (DNS rebinding).
 */
import type { IncomingHttpHeaders } from 'node:http';

const OWN_HOST = /^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/i;
const OTHER_SITES: readonly unknown[] = ['cross-site', 'same-site'];

/** Whether the request was sent to this machine under its own name. */
export function isOwnHost(host: string | undefined): boolean {
  return host !== undefined && OWN_HOST.test(host);
}

/** Whether the site is on this machine alone: it is, until it is configured to be elsewhere. */
export function isOwnSite(siteUrl: string | undefined): boolean {
  return siteUrl === undefined || isOwnHost(URL.parse(siteUrl)?.host);
}

/** Whether a proxy says that it hands on what came from elsewhere: it may give it this machine's own name. */
export const isForwarded = (headerNames: readonly string[]): boolean =>
  headerNames.some((name) => name === 'forwarded' || name.startsWith('x-forwarded-'));

/**
 * Whether a page that is not the site's own had a browser send the request; programs send neither header. To a browser all
 * ports of this machine are one site, so that a page is told by its origin, port and all.
 */
export function isFromOtherSite(
  { origin, 'sec-fetch-site': fetchSite }: Pick<IncomingHttpHeaders, 'origin' | 'sec-fetch-site'>,
  ownOrigins: readonly string[],
): boolean {
  return origin === undefined ? OTHER_SITES.includes(fetchSite) : !ownOrigins.includes(origin);
}

/** The origins of the site's own pages, under either of this machine's names. */
export const listOwnOrigins = (port: number): string[] =>
  ['127.0.0.1', 'localhost'].map((host) => `http://${host}:${port}`);
