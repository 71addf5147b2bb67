/**
 * Fetches a page whose address somebody else has stated. Only http and https, only hosts of the operator's list, never an
 * address that is not public: it is resolved once, and the connection goes to what was resolved, also after every
 * redirect. Nothing is followed without end, nor read without end.
 */
import { lookup } from 'node:dns/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP } from 'node:net';
import type { SourceFault } from '../../domain/standing/source-check.ts';
import {
  isPublicationHost,
  isPublicationSite,
  normaliseHost,
} from '../../domain/rules/plausible/publication-hosts.ts';
import { isPublicAddress } from './public-address.ts';

export interface FetchedPage {
  /** Where it was at last. */
  readonly url: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}
export type Fetched =
  | { readonly kind: 'page'; readonly page: FetchedPage }
  /** The server says that it is as it was. */
  | { readonly kind: 'unchanged'; readonly url: string }
  | { readonly kind: 'gone'; readonly status: number }
  /** It was not asked for, as nobody may. */
  | { readonly kind: 'forbidden'; readonly fault: SourceFault }
  | { readonly kind: 'failed'; readonly fault: SourceFault; readonly status?: number };

/** What the server said of the page last time. */
interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}
export type FetchPage = (url: string, validators: Validators) => Promise<Fetched>;

interface Options {
  /** Each as in `PUBLICATION_HOSTS`. An address that is named may be private. */
  readonly hosts: readonly string[];
  readonly userAgent: string;
  /** Addresses of a host; the system's resolver, where it is left out. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** The shortest time between two requests to one host. */
  readonly pauseMs?: number;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const GONE: ReadonlySet<number> = new Set([404, 410]);
/** Pages, and the files as which reports are published. */
const PAGE_TYPES =
  /^(text\/(html|plain)|application\/(xhtml\+xml|pdf|msword|vnd\.openxmlformats-officedocument\.[a-z.]+|vnd\.ms-excel))\b/i;

class Forbidden extends Error {
  override readonly name = 'Forbidden';
  readonly fault: SourceFault;
  constructor(fault: SourceFault) {
    super(fault);
    this.fault = fault;
  }
}
class Failed extends Error {
  override readonly name = 'Failed';
  readonly fault: SourceFault;
  readonly status: number | undefined;
  constructor(fault: SourceFault, status?: number) {
    super(fault);
    this.fault = fault;
    this.status = status;
  }
}

export function createPageFetcher(options: Options): FetchPage {
  const { hosts, userAgent, pauseMs = 1000, timeoutMs = 10_000, maxBytes = 2_000_000 } = options;
  const resolve = options.resolve ?? resolveBySystem;
  const waitForTurn = createTurns(pauseMs);
  const isNamed = (address: string): boolean => isPublicationHost(address, hosts);

  return async (stated, validators) => {
    try {
      return await follow(stated, validators);
    } catch (error) {
      if (error instanceof Forbidden) return { kind: 'forbidden', fault: error.fault };
      if (!(error instanceof Failed)) return { kind: 'failed', fault: 'no-answer' };
      const { fault, status } = error;
      return { kind: 'failed', fault, ...(status !== undefined && { status }) };
    }
  };

  async function follow(stated: string, validators: Validators): Promise<Fetched> {
    let url = parseAddress(stated);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      await waitForTurn(normaliseHost(url.hostname));
      const answered = await ask(url, validators);
      if (!(answered instanceof URL)) return answered;
      url = answered;
    }
    throw new Failed('too-many-redirects');
  }

  /** The page, or where to look for it. The time for one answer is that of its body, too. */
  async function ask(url: URL, validators: Validators): Promise<Fetched | URL> {
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const address = await withinTime(pinAddress(url), deadline);
      const response = await request(url, address, { ...describeSelf(userAgent, validators) }, deadline);
      try {
        return await read(url, response, isConditional(validators));
      } finally {
        response.destroy();
      }
    } catch (error) {
      throw deadline.aborted ? new Failed('too-slow') : error;
    }
  }

  async function read(
    url: URL,
    response: http.IncomingMessage,
    isAskedWhetherChanged: boolean,
  ): Promise<Fetched | URL> {
    const { statusCode: status = 0, headers } = response;
    if (REDIRECTS.has(status) && headers.location !== undefined) return parseAddress(headers.location, url);
    if (status === 304 && isAskedWhetherChanged) return { kind: 'unchanged', url: url.href };
    if (GONE.has(status)) return { kind: 'gone', status };
    if (status !== 200) throw new Failed(status >= 500 ? 'no-answer' : 'refused', status);
    const contentType = headers['content-type'] ?? '';
    const { etag, 'last-modified': lastModified, 'content-encoding': encoding = 'identity' } = headers;
    if (!PAGE_TYPES.test(contentType) || encoding !== 'identity') throw new Failed('not-a-page');
    const bytes = await readBody(response, maxBytes);
    if (bytes.length === 0) throw new Failed('not-a-page');
    return { kind: 'page', page: { url: url.href, contentType, bytes, etag, lastModified } };
  }

  function parseAddress(text: string, base?: URL): URL {
    const url = URL.parse(text, base?.href);
    if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
      throw new Forbidden('host-not-listed');
    if (!isPublicationSite(url, hosts)) throw new Forbidden('host-not-listed');
    return url;
  }

  /** The one address that is connected to. A host of which any address is not public is not asked at all. */
  async function pinAddress({ hostname }: URL): Promise<string> {
    const literal = hostname.replace(/^\[(.*)\]$/, '$1');
    const addresses = isIP(literal) ? [literal] : await resolve(hostname);
    const [first] = addresses;
    if (first === undefined) throw new Failed('no-such-host');
    const mayReach = (address: string): boolean =>
      isPublicAddress(address) || isNamed(address) || isNamed(`[${address}]`);
    if (!addresses.every(mayReach)) throw new Forbidden('address-not-public');
    return first;
  }
}

const isConditional = ({ etag, lastModified }: Validators): boolean =>
  etag !== undefined || lastModified !== undefined;

async function resolveBySystem(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.map(({ address }) => address);
}

const describeSelf = (userAgent: string, { etag, lastModified }: Validators): Record<string, string> => ({
  'user-agent': userAgent,
  accept: 'text/html, application/pdf, */*;q=0.5',
  // What is read is bounded as it comes: nothing is unpacked.
  'accept-encoding': 'identity',
  ...(etag !== undefined && { 'if-none-match': etag }),
  ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
});

function request(
  url: URL,
  address: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const family = isIP(address);
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  const client = url.protocol === 'https:' ? https : http;
  client
    .get(url, {
      headers,
      signal,
      // A connection of its own, to the address that was looked at.
      agent: false,
      lookup: (_host, { all }, done) => {
        if (all) done(null, [{ address, family }]);
        else done(null, address, family);
      },
    })
    .on('response', resolve)
    .on('error', reject);
  return promise;
}

async function readBody(response: http.IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> = response;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw new Failed('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function withinTime<Answer>(work: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(new Failed('too-slow')), { once: true });
  return Promise.race([work, promise]);
}

/** One request after the other to each host, with a pause between them. */
function createTurns(pauseMs: number): (host: string) => Promise<void> {
  const turns = new Map<string, Promise<unknown>>();
  return async (host) => {
    const before = turns.get(host) ?? Promise.resolve();
    const turn = before.then(() => undefined);
    turns.set(
      host,
      turn.then(() => new Promise((resolve) => setTimeout(resolve, pauseMs))),
    );
    await turn;
  };
}
