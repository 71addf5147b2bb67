/** Replaces values of a document where they stand: every other byte, known or not, stays as its author wrote it. */
import { MAX_PLACE_LENGTH } from '../findings/document-limits.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, JsonFault, JsonScanner, OPEN_BRACKET } from './json-scanner.ts';

/** A value that is no object, and no array either where arrays are looked into. */
export interface ValuePlace {
  /** JSON Pointer (RFC 6901); of one longer than any place of the form, no more than the beginning. */
  readonly path: string;
  /** Bytes. */
  readonly start: number;
  readonly end: number;
}

/** `ignoreBOM` keeps a BOM, so that places in the text and in the bytes correspond. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** In the document's order; undefined where it is no JSON. */
export function locateValues(
  bytes: Uint8Array,
  { inArrays }: { inArrays: boolean },
): ValuePlace[] | undefined {
  const places: ValuePlace[] = [];
  try {
    const scanner = new JsonScanner(bytes, decoder.decode(bytes));
    const walkMembers = (path: string): void => {
      scanner.enter();
      if (scanner.bytes[scanner.pos] !== CLOSE_BRACE)
        do walk(below(path, scanner.readKey()));
        while (scanner.another(CLOSE_BRACE));
      scanner.leave();
    };
    const walkElements = (path: string): void => {
      let index = 0;
      scanner.enter();
      if (scanner.bytes[scanner.pos] !== CLOSE_BRACKET)
        do walk(below(path, String(index++)));
        while (scanner.another(CLOSE_BRACKET));
      scanner.leave();
    };
    const walk = (path: string): void => {
      scanner.skipSpace();
      if (scanner.typeHere() === 'object') {
        walkMembers(path);
        return;
      }
      if (inArrays && scanner.bytes[scanner.pos] === OPEN_BRACKET) {
        walkElements(path);
        return;
      }
      const start = scanner.pos;
      scanner.skipValue([], () => undefined);
      places.push({ path, start, end: scanner.pos });
    };
    walk('');
    scanner.end();
    return places;
  } catch (error) {
    // What is not UTF-8 throws a TypeError.
    if (error instanceof JsonFault || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** `places`: in the document's order, each with the JSON that stands there afterwards. */
export function replaceValues(
  bytes: Uint8Array,
  places: readonly (ValuePlace & { readonly json: string })[],
): Uint8Array {
  const pieces: Uint8Array[] = [];
  let kept = 0;
  for (const { start, end, json } of places) {
    pieces.push(bytes.subarray(kept, start), encoder.encode(json));
    kept = end;
  }
  return joined([...pieces, bytes.subarray(kept)]);
}

/** RFC 6901. A document may hold a long key and many values below it: their paths must not add up. */
function below(path: string, key: string): string {
  if (path.length > MAX_PLACE_LENGTH) return path;
  const token = key.slice(0, MAX_PLACE_LENGTH).replaceAll('~', '~0').replaceAll('/', '~1');
  return `${path}/${token}`;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
