/** Changes figures of a document where they stand: every other byte, known or not, stays as its author wrote it. */
import { CLOSE_BRACE, JsonFault, JsonScanner } from './json-scanner.ts';
import type { Change } from '../findings/suspect.ts';

/** Where a value stands, in bytes. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly path: string;
}

/** `ignoreBOM` keeps a BOM, so that places in the text and in the bytes correspond. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * The document with the values changed; a key that stands twice is changed at both places. Undefined where the document
 * can't be read, or does not state one of the cells, so that there is nothing to change.
 */
export function correctDocument(
  bytes: Uint8Array,
  changes: readonly Pick<Change, 'path' | 'value'>[],
): Uint8Array | undefined {
  const values = new Map(changes.map(({ path, value }) => [path, String(value)]));
  const spans = spansOf(bytes, values);
  if (!spans || new Set(spans.map(({ path }) => path)).size < values.size) return undefined;
  const pieces: Uint8Array[] = [];
  let kept = 0;
  for (const { start, end, path } of spans) {
    pieces.push(bytes.subarray(kept, start), encoder.encode(values.get(path)));
    kept = end;
  }
  return joined([...pieces, bytes.subarray(kept)]);
}

/** In the document's order. */
function spansOf(bytes: Uint8Array, wanted: ReadonlyMap<string, string>): Span[] | undefined {
  const spans: Span[] = [];
  try {
    const scanner = new JsonScanner(bytes, decoder.decode(bytes));
    const walk = (path: string): void => {
      if (scanner.typeHere() !== 'object') {
        const start = scanner.pos;
        scanner.skipValue([], () => undefined);
        if (wanted.has(path)) spans.push({ start, end: scanner.pos, path });
        return;
      }
      scanner.enter();
      if (scanner.bytes[scanner.pos] !== CLOSE_BRACE)
        do walk(`${path}/${pointerToken(scanner.readKey())}`);
        while (scanner.another(CLOSE_BRACE));
      scanner.leave();
    };
    scanner.skipSpace();
    walk('');
    scanner.end();
    return spans;
  } catch (error) {
    // What is not UTF-8 throws a TypeError.
    if (error instanceof JsonFault || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** RFC 6901. */
const pointerToken = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
