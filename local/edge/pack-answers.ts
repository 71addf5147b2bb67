/** Packs what functions send plain, as the distribution does; what was packed a moment ago is at hand. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

export interface EdgeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string | Buffer;
}

const pack = promisify(gzip);
/** Characters of what was packed. */
const MAX_KEPT = 16_000_000;
/** CloudFront packs nothing smaller or larger. */
const SIZE_BYTES = { least: 1000, most: 10_000_000 };
const STATUSES: ReadonlySet<number> = new Set([200, 403, 404]);
/** Among the types that CloudFront packs, those that the site has. */
const PACKED_TYPES =
  /^(?:text\/(?:css|csv|html|javascript|plain|xml)|application\/(?:[a-z.]+\+)?(?:json|xml|javascript)|image\/svg\+xml)\b/i;
const ACCEPTS = /(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i;

export function createPacking(): (answer: EdgeAnswer, accepted: string | undefined) => Promise<EdgeAnswer> {
  /** By what was packed; the one asked for longest ago is the first. */
  const kept = new Map<string, Promise<Buffer>>();
  let keptSize = 0;
  function packKept(text: string): Promise<Buffer> {
    const known = kept.get(text);
    const packed = known ?? pack(text);
    if (known) kept.delete(text);
    else keptSize += text.length;
    kept.set(text, packed);
    for (const oldest of kept.keys()) {
      if (keptSize <= MAX_KEPT) break;
      kept.delete(oldest);
      keptSize -= oldest.length;
    }
    return packed;
  }

  return async (answer, accepted = '') => {
    const { status, headers, body } = answer;
    if (!isPacked(answer)) return answer;
    const vary = [headers['vary'], 'Accept-Encoding'].filter(Boolean).join(', ');
    if (!ACCEPTS.test(accepted)) return { ...answer, headers: { ...headers, vary } };
    const packed = await (typeof body === 'string' ? packKept(body) : pack(body));
    return { ...answer, status, headers: { ...headers, vary, 'content-encoding': 'gzip' }, body: packed };
  };
}

const isPacked = ({ status, headers, body }: EdgeAnswer): boolean =>
  STATUSES.has(status) &&
  headers['content-encoding'] === undefined &&
  PACKED_TYPES.test(headers['content-type'] ?? '') &&
  body.length >= SIZE_BYTES.least &&
  body.length <= SIZE_BYTES.most;
