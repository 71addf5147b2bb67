/** What is refused before the library sees it: it would read what is left of a cut file, and unpack whatever is packed. */
import { LIMITS } from '../limits.ts';
import { RefusedError } from '../refused.ts';
import { unpack } from '../zip/unpack.ts';

const TAIL = 4096;

export async function refuseHostilePdf(bytes: Uint8Array): Promise<void> {
  const tail = decodeLatin(bytes.subarray(Math.max(0, bytes.length - TAIL)));
  if (!tail.includes('%%EOF')) throw new RefusedError('cut-off', 'no end of the file');
  let unpacked = 0;
  for (const { start, end } of listPacked(bytes)) {
    const size = await measureUnpacked(bytes.subarray(start, end));
    unpacked += size;
    const isBomb = size > LIMITS.ratioFromBytes && size > (end - start) * LIMITS.ratio;
    if (isBomb || unpacked > MOST_UNPACKED) throw new RefusedError('bomb', `a stream of ${size} bytes`);
  }
}

/** Pictures of pages are large, and left packed by the readers. */
const MOST_UNPACKED = 400_000_000;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Streams that are packed by deflate, by what they begin with. */
function* listPacked(bytes: Uint8Array): Generator<Span> {
  const text = decodeLatin(bytes);
  if (/\/(?:FlateDecode|Fl)\s*\/(?:FlateDecode|Fl)\b/u.test(text))
    throw new RefusedError('bomb', 'packed twice');
  for (let at = text.indexOf('stream'); at >= 0; at = text.indexOf('stream', at + 6)) {
    const start = text.startsWith('\r\n', at + 6) ? at + 8 : at + 7;
    const isZlib = text.charCodeAt(start) === 0x78 && (0x7800 + text.charCodeAt(start + 1)) % 31 === 0;
    if (!isZlib || text.startsWith('end', at - 3)) continue;
    const end = text.indexOf('endstream', start);
    yield { start, end: end < 0 ? bytes.length : end };
  }
}

/** How much a stream unpacks to, counted no further than what is allowed. What is broken says itself later. */
async function measureUnpacked(packed: Uint8Array): Promise<number> {
  const most = Math.max(LIMITS.ratioFromBytes, packed.length * LIMITS.ratio);
  let size = 0;
  try {
    for await (const chunk of unpack(packed, 'deflate')) {
      size += chunk.length;
      if (size > most) break;
    }
  } catch {
    return size;
  }
  return size;
}

/** Byte by byte: the decoders for Latin text change some. */
function decodeLatin(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return parts.join('');
}
