/** The text of a Word file, which lies in pieces all over its stream. */
import { LIMITS } from '../limits.ts';
import { RefusedError } from '../refused.ts';
import { listSprms, type Sprm } from './sprms.ts';
import type { WordFile } from './word-file.ts';

export interface Character {
  readonly text: string;
  /** Where it lies in the stream: properties are stated by place. */
  readonly at: number;
  /** Properties of the whole piece. */
  readonly sprms: readonly Sprm[];
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly at: number;
  readonly isWide: boolean;
  readonly sprms: readonly Sprm[];
}

/** `from` and `length` count characters. */
export function* readCharacters(
  file: WordFile,
  pieces: readonly Piece[],
  from: number,
  length: number,
): Generator<Character> {
  const narrow = new TextDecoder('windows-1252');
  for (const { start, end, at, isWide, sprms } of pieces) {
    for (let i = Math.max(start, from); i < Math.min(end, from + length); i++) {
      const place = at + (i - start) * (isWide ? 2 : 1);
      if (place + (isWide ? 1 : 0) >= file.main.length)
        throw new RefusedError('damaged', 'text beyond its end');
      const text = isWide
        ? String.fromCharCode((file.main[place] ?? 0) | ((file.main[place + 1] ?? 0) << 8))
        : narrow.decode(file.main.subarray(place, place + 1));
      yield { text, at: place, sprms };
    }
  }
}

export function listPieces({ table, pieces, textLength }: WordFile): Piece[] {
  const part = table.subarray(pieces.at, pieces.at + pieces.length);
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  const shared: Sprm[][] = [];
  let at = 0;
  while (at < part.length && view.getUint8(at) === 1) {
    const length = view.getUint16(at + 1, true);
    shared.push(listSprms(part.subarray(at + 3, at + 3 + length)));
    at += 3 + length;
  }
  if (at >= part.length || view.getUint8(at) !== 2) throw new RefusedError('damaged', 'no pieces');
  const count = Math.floor((view.getUint32(at + 1, true) - 4) / 12);
  const list: Piece[] = [];
  for (let i = 0; i < count; i++) {
    const [start, end] = [view.getUint32(at + 5 + 4 * i, true), view.getUint32(at + 9 + 4 * i, true)];
    const about = at + 5 + 4 * (count + 1) + 8 * i;
    const place = view.getUint32(about + 2, true);
    const isWide = (place & 0x40000000) === 0;
    const property = view.getUint16(about + 6, true);
    if (end < start || end > LIMITS.textLength) throw new RefusedError('damaged', 'pieces out of order');
    const sprms = (property & 1) === 1 ? (shared[property >> 1] ?? []) : [];
    list.push({ start, end, at: isWide ? place : (place & 0x3fffffff) / 2, isWide, sprms });
  }
  if ((list.at(-1)?.end ?? 0) < textLength) throw new RefusedError('damaged', 'less text than it says');
  return list;
}
