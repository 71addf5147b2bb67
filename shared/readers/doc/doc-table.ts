/** Rows of a Word table: how wide its cells are, and which are merged, stands at the end of each row. */
import type { Doubt } from '../../domain/convert/layout.ts';
import type { EdgeCell } from '../edge-cells.ts';
import { readWord, SPRM, type Sprm } from './sprms.ts';

/** What stands in a cell. */
export interface DocCellText {
  readonly text: string;
  /** Something in it is struck out by hand. */
  readonly doubt: Doubt | undefined;
}

export interface DocCell extends DocCellText {
  readonly left: number;
  readonly right: number;
  readonly merge: 'none' | 'begins' | 'goes-on';
}

/** Flags of a cell. */
const MERGED_LEFT = 0x02;
const MERGED_DOWN = 0x20;
const MERGE_BEGINS = 0x40;
const CELL_BYTES = 20;

export function readDocRow(texts: readonly DocCellText[], sprms: readonly Sprm[]): DocCell[] {
  const table = sprms.findLast(({ code }) => code === SPRM.defineTable)?.operand ?? new Uint8Array();
  const count = table[0] ?? 0;
  const merges = sprms.filter(({ code }) => code === SPRM.mergeDown);
  const cells: DocCell[] = [];
  for (const [i, text] of texts.entries()) {
    const about = 1 + 2 * (count + 1) + CELL_BYTES * i;
    const flags = readWord(table, about);
    // Without a definition each cell is as wide as the next.
    const left = i < count ? readSigned(table, 1 + 2 * i) : i * 1000;
    const right = i < count ? readSigned(table, 3 + 2 * i) : (i + 1) * 1000;
    const last = cells.at(-1);
    if (last && (flags & MERGED_LEFT) !== 0) cells[cells.length - 1] = { ...last, right };
    else cells.push({ left, right, merge: readMerge(flags, merges, i), ...text });
  }
  return cells;
}

function readMerge(flags: number, merges: readonly Sprm[], i: number): DocCell['merge'] {
  const stated = merges.findLast(({ operand }) => operand[0] === i)?.operand[1];
  const isMerged = stated === undefined ? (flags & MERGED_DOWN) !== 0 : stated > 0;
  const begins = stated === undefined ? (flags & MERGE_BEGINS) !== 0 : stated === 3;
  return !isMerged ? 'none' : begins ? 'begins' : 'goes-on';
}

const readSigned = (bytes: Uint8Array, at: number): number => (readWord(bytes, at) << 16) >> 16;

/** In twentieths of a point: Word's rows need not end where the next ones do. */
export const SAME_SIDE = 60;

/** Cells that go on belong to the one above them that began. */
export function mergeRows(rows: readonly (readonly DocCell[])[]): EdgeCell[] {
  const cells: (DocCellText & { left: number; right: number; row: number; rowSpan: number })[] = [];
  for (const [r, row] of rows.entries()) {
    for (const { left, right, merge, text, doubt } of row) {
      const above =
        merge === 'goes-on'
          ? cells.findLast(
              (cell) =>
                cell.row + cell.rowSpan === r &&
                Math.abs(cell.left - left) < SAME_SIDE &&
                Math.abs(cell.right - right) < SAME_SIDE,
            )
          : undefined;
      if (above) above.rowSpan++;
      else cells.push({ left, right, row: r, rowSpan: 1, text, doubt });
    }
  }
  return cells;
}
