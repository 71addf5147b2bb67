/** The streams of a Word file, and where its head says that things lie. */
import { RefusedError } from '../refused.ts';
import type { CompoundFile } from '../ole/compound-file.ts';

export interface WordFile {
  readonly main: Uint8Array;
  readonly table: Uint8Array;
  readonly data: Uint8Array;
  /** In characters. */
  readonly textLength: number;
  /** Where the text of text boxes begins, and how long it is. */
  readonly boxes: { readonly start: number; readonly length: number };
  readonly pieces: Part;
  readonly characterPages: Part;
  readonly paragraphPages: Part;
}

/** A part of the table stream. */
export interface Part {
  readonly at: number;
  readonly length: number;
}

const WORD = 0xa5ec;
/** Word 97; what is older is built otherwise. */
const OLDEST = 0xc1;

export function openWordFile(file: CompoundFile): WordFile {
  const main = file.read('WordDocument');
  if (!main || main.length < 0x200) throw new RefusedError('damaged', 'no document');
  const view = new DataView(main.buffer, main.byteOffset, main.byteLength);
  const word = (at: number): number => view.getUint16(at, true);
  const long = (at: number): number => view.getUint32(at, true);
  const part = (at: number): Part => ({ at: long(at), length: long(at + 4) });
  if (word(0) !== WORD) throw new RefusedError('unknown-kind', 'an older Word');
  if ((word(10) & 0x0100) !== 0) throw new RefusedError('encrypted');
  if (word(2) < OLDEST) throw new RefusedError('unknown-kind', 'an older Word');
  const table = file.read((word(10) & 0x0200) !== 0 ? '1Table' : '0Table');
  if (!table) throw new RefusedError('damaged', 'no table stream');
  const textLength = long(0x4c);
  // Foot notes, heads, remarks and end notes stand between the text and its boxes.
  const between = [0x50, 0x54, 0x58, 0x5c, 0x60].reduce((sum, at) => sum + long(at), 0);
  return {
    main,
    table,
    data: file.read('Data') ?? new Uint8Array(),
    textLength,
    boxes: { start: textLength + between, length: long(0x64) },
    pieces: part(0x1a2),
    characterPages: part(0xfa),
    paragraphPages: part(0x102),
  };
}
