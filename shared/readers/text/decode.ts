/** Bytes as text, in the encodings that Chinese offices use; text that was lost on the way is refused, not guessed. */
import { RefusedError } from '../refused.ts';
import { repairMojibake } from './mojibake.ts';

/** `stated`: what the text itself says its encoding is; believed where nothing contradicts. */
export function decodeText(bytes: Uint8Array, stated?: string): string {
  const text = decodeBytes(bytes, stated);
  // Tells a program's file from a text: no text has these.
  if (/[\u0000-\u0008\u000e-\u001f]/u.test(text))
    throw new RefusedError('unknown-kind', 'control characters');
  return repairMojibake(text);
}

function decodeBytes(bytes: Uint8Array, stated: string | undefined): string {
  const marked = readMark(bytes);
  if (marked !== undefined) return decode(bytes, marked) ?? lost(`not ${marked}`);
  const wide = guessUtf16(bytes);
  if (wide !== undefined) return decode(bytes, wide) ?? lost(`not ${wide}`);
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== undefined) return utf8;
  if (isCutUtf8(bytes)) throw new RefusedError('cut-off', 'within a character');
  const named = stated === undefined || /^utf-?8$/iu.test(stated) ? undefined : decode(bytes, stated);
  return named ?? decode(bytes, 'gb18030') ?? lost('neither UTF-8 nor GB18030');
}

function lost(detail: string): never {
  throw new RefusedError('lossy-text', detail);
}

function readMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Without a mark: digits, line ends and tags have a byte that is zero, always on the same side. */
function guessUtf16(bytes: Uint8Array): string | undefined {
  const head = bytes.subarray(0, 4000);
  const zeros = [0, 0];
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const enough = Math.max(2, head.length / 100);
  if (odd > enough && odd > 3 * even) return 'utf-16le';
  if (even > enough && even > 3 * odd) return 'utf-16be';
  return undefined;
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Cut within its last character: its beginning is UTF-8, and says something that ASCII does not. */
function isCutUtf8(bytes: Uint8Array): boolean {
  return [1, 2, 3].some((cut) => {
    const text = bytes.length > cut ? decode(bytes.subarray(0, bytes.length - cut), 'utf-8') : undefined;
    return text !== undefined && /[^\u0000-\u007f]/u.test(text);
  });
}
