/**
 * A sheet as paragraphs and tables: what stands between empty rows belongs together, and a row of one cell that is a heading or
 * prose is a paragraph. All rows and columns count from 1.
 */
import type { BlockList } from '../block-list.ts';
import type { RawCell } from '../grid.ts';
import { LIMITS } from '../limits.ts';
import { RefusedError } from '../refused.ts';

interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export class SheetGrid {
  readonly #name: string;
  readonly #rows = new Map<number, Map<number, string>>();
  /** By the row and then the column of their first cell. */
  readonly #merges = new Map<number, Map<number, Merge>>();
  #cells = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** Empty texts are no cells. */
  set(row: number, column: number, text: string): void {
    if (text.trim() === '') return;
    this.#cells++;
    if (this.#cells > LIMITS.gridCells) throw new RefusedError('bomb', `more than ${LIMITS.gridCells} cells`);
    setIn(this.#rows, row, column, text);
  }

  merge(merge: Merge): void {
    setIn(this.#merges, merge.top, merge.left, merge);
  }

  addTo(list: BlockList): void {
    for (const rows of this.#partRows()) this.#addPart(rows, list);
  }

  /** Rows that follow each other without a gap. */
  #partRows(): number[][] {
    const parts: number[][] = [];
    let reached = 0;
    for (const row of [...this.#rows.keys()].sort((a, b) => a - b)) {
      const part = parts.at(-1);
      const last = part?.at(-1);
      if (part && last !== undefined && row <= reached + 1) {
        for (let between = last + 1; between <= row; between++) part.push(between);
      } else parts.push([row]);
      reached = Math.max(reached, row, this.#findReach(row));
    }
    return parts;
  }

  /** The last row that a cell of this one is merged down to, within reason. */
  #findReach(row: number): number {
    const texts = this.#rows.get(row);
    const reaches = [...(this.#merges.get(row)?.values() ?? [])]
      .filter(({ left, top, bottom }) => texts?.has(left) && bottom - top < MOST_MERGED_ROWS)
      .map(({ bottom }) => bottom);
    return Math.max(row, ...reaches.slice(0, MOST_MERGED_ROWS));
  }

  #addPart(rows: readonly number[], list: BlockList): void {
    const joined = this.#findJoined(rows);
    const isAlone = (row: number): boolean => this.#rows.get(row)?.size === 1 && !joined.has(row);
    const isText = rows.map((row) => isAlone(row) && this.#readsAsText(row));
    for (const direction of [1, -1]) markNeighbours(rows, isText, direction, isAlone);
    let table: number[] = [];
    const endTable = (): void => {
      if (table.length > 0) list.addTable(this.#tableRows(table), { sheet: this.#name });
      table = [];
    };
    for (const [i, row] of rows.entries()) {
      if (!isText[i]) {
        table.push(row);
        continue;
      }
      endTable();
      for (const text of this.#rows.get(row)?.values() ?? []) list.addText(text, { sheet: this.#name, row });
    }
    endTable();
  }

  /** Rows that a cell ties together. */
  #findJoined(rows: readonly number[]): Set<number> {
    const joined = new Set<number>();
    for (const row of rows) {
      const reach = this.#findReach(row);
      if (reach > row) for (let tied = row; tied <= reach; tied++) joined.add(tied);
    }
    return joined;
  }

  #readsAsText(row: number): boolean {
    const [text = ''] = this.#rows.get(row)?.values() ?? [];
    return text.length >= PROSE || /^\s*[一二三四五六七八九十]+、/u.test(text);
  }

  #tableRows(rows: readonly number[]): RawCell[][] {
    const { left, right } = this.#width(rows);
    if (rows.length * (right - left + 1) > LIMITS.gridCells) {
      throw new RefusedError('bomb', `more than ${LIMITS.gridCells} cells`);
    }
    /** By column: the last row that a cell above reaches down to. */
    const covered = new Map<number, number>();
    return rows.map((row) => {
      const cells: RawCell[] = [];
      for (let column = left; column <= right; column++) {
        if ((covered.get(column) ?? 0) >= row) continue;
        const merge = this.#merges.get(row)?.get(column);
        const colSpan = merge ? Math.min(merge.right, right) - column + 1 : 1;
        const rowSpan = merge ? merge.bottom - row + 1 : 1;
        for (let i = 0; i < colSpan; i++) covered.set(column + i, row + rowSpan - 1);
        cells.push({ text: this.#rows.get(row)?.get(column) ?? '', colSpan, rowSpan });
      }
      return cells;
    });
  }

  #width(rows: readonly number[]): { readonly left: number; readonly right: number } {
    let [left, right] = [Number.POSITIVE_INFINITY, 0];
    for (const row of rows) {
      for (const column of this.#rows.get(row)?.keys() ?? []) {
        left = Math.min(left, column);
        right = Math.max(right, this.#merges.get(row)?.get(column)?.right ?? column);
      }
    }
    return { left, right };
  }
}

const PROSE = 40;
const MOST_MERGED_ROWS = 200;

function setIn<T>(rows: Map<number, Map<number, T>>, row: number, column: number, value: T): void {
  const cells = rows.get(row) ?? new Map<number, T>();
  rows.set(row, cells.set(column, value));
}

/** A row of one cell at the edge, or beside a paragraph, is one as well: a title, a signature, the next line. */
function markNeighbours(
  rows: readonly number[],
  isText: boolean[],
  direction: number,
  isAlone: (row: number) => boolean,
): void {
  const order = direction > 0 ? rows.map((_, i) => i) : rows.map((_, i) => rows.length - 1 - i);
  for (const i of order) {
    const row = rows[i] ?? 0;
    if (isAlone(row) && (isText[i - direction] ?? true)) isText[i] = true;
  }
}
