/**
 * Who may ask the servers on this machine. They listen on 127.0.0.1, but a browser here will carry any site's requests
 * to them: as they are, or under a name of that site's that it lets point at 127.0.0.1 (DNS rebinding).
 */
import type { IncomingHttpHeaders } from 'node:http';

const OWN_HOST = /^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/i;
const OWN_ORIGIN = /^https?:\/\/(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/i;
/** Whether the request was sent to this machine under its own name. */
export function isOwnHost(host: string | undefined): boolean {
  return host !== undefined && OWN_HOST.test(host);
}

/** Whether another site's page had a browser send the request. Programs send neither header. */
export function isFromOtherSite({
  origin,
  'sec-fetch-site': fetchSite,
}: Pick<IncomingHttpHeaders, 'origin' | 'sec-fetch-site'>): boolean {
  if (origin !== undefined && !OWN_ORIGIN.test(origin)) return true;
  // Another port of this machine is the same site: its pages say their origin, and file reports to the bucket here.
  return fetchSite === 'cross-site' || (fetchSite === 'same-site' && origin === undefined);
}
