/**
 * What is signed of a request: Amazon S3 API Reference, "Authenticating Requests (AWS Signature Version 4)". A client and a
 * server write the same text each for itself; one that was changed on the way is another text.
 */
import { createHash } from 'node:crypto';
import { Refusal } from './refusal.ts';

export interface RawRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly url: string;
  /** By their names in lower case, every value that was sent. */
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
}

export type Query = readonly (readonly [name: string, value: string])[];

export const hashText = (text: string): string => createHash('sha256').update(text, 'latin1').digest('hex');

/** S3 escapes all but the unreserved characters of RFC 3986. */
const escape = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal('InvalidURI', "Couldn't parse the specified URI.");
  }
}

export function readQuery(url: string): Query {
  const at = url.indexOf('?');
  if (at < 0) return [];
  return url
    .slice(at + 1)
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      const [name, value] = equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
      return [unescape(name.replaceAll('+', ' ')), unescape(value.replaceAll('+', ' '))];
    });
}

/** The one value of a header; several of one name are joined, as they are signed. */
export const joinHeader = ({ headers }: RawRequest, name: string): string | undefined =>
  headers[name]?.map((value) => value.trim().replace(/ +/g, ' ')).join(',');

export function writeCanonicalRequest(
  request: RawRequest,
  { query, signedHeaders, payload }: { query: Query; signedHeaders: readonly string[]; payload: string },
): string {
  const [path = ''] = request.url.split('?', 1);
  const sorted = query
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${escape(name)}=${escape(value)}`)
    .sort();
  return [
    request.method,
    path
      .split('/')
      .map((segment) => escape(unescape(segment)))
      .join('/'),
    sorted.join('&'),
    ...signedHeaders.map((name) => `${name}:${joinHeader(request, name) ?? ''}`),
    '',
    signedHeaders.join(';'),
    payload,
  ].join('\n');
}
