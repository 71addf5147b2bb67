/** Blocks as a reader finds them, counted as it goes. */
import type { Block, Doubt, SourcePlace } from '../domain/convert/layout.ts';
import { GridBudget, makeTable, type RawCell } from './grid.ts';
import { LIMITS } from './limits.ts';
import { RefusedError } from './refused.ts';
import { PICTURE, splitLines } from './tidy-text.ts';

/** A part of a cell or of a document: lines of text, or a table. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly doubt?: Doubt | undefined }
  | { readonly kind: 'table'; readonly rows: readonly (readonly PieceCell[])[] };

export interface PieceCell {
  readonly pieces: readonly Piece[];
  readonly colSpan: number;
  readonly rowSpan: number;
}

export class BlockList {
  readonly #blocks: Block[] = [];
  readonly #budget = new GridBudget();
  #paragraphs = 0;
  #tables = 0;

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  add(pieces: readonly Piece[]): void {
    for (const piece of pieces) {
      if (piece.kind === 'text') this.addText(piece.text, {}, piece.doubt);
      else if (isFrame(piece)) for (const { pieces: inner } of piece.rows.flat()) this.add(inner);
      else this.addTable(piece.rows.map((row) => row.map(flattenCell)));
    }
  }

  /** Each line is a paragraph of its own. */
  addText(text: string, place: SourcePlace = {}, doubt?: Doubt): void {
    for (const line of splitLines(text)) {
      if (line === PICTURE) continue;
      this.#paragraphs++;
      this.#push({
        kind: 'paragraph',
        text: line,
        place: { ...place, paragraph: this.#paragraphs },
        ...(doubt && { doubt }),
      });
    }
  }

  addTable(rows: readonly (readonly RawCell[])[], place: SourcePlace = {}): void {
    const table = makeTable(rows, { ...place, table: this.#tables + 1 }, this.#budget);
    if (!table) return;
    this.#tables++;
    this.#push(table);
  }

  #push(block: Block): void {
    if (this.#blocks.length >= LIMITS.blocks)
      throw new RefusedError('bomb', `more than ${LIMITS.blocks} blocks`);
    this.#blocks.push(block);
  }
}

type PieceTable = Extract<Piece, { kind: 'table' }>;

/** A table that only arranges others, as pages have them: the tables within hold more cells than it has itself. */
function isFrame({ rows }: PieceTable): boolean {
  const own = rows.flat();
  const within = own.flatMap(({ pieces }) => pieces.filter((piece) => piece.kind === 'table'));
  return within.length > 0 && within.reduce((sum, table) => sum + table.rows.flat().length, 0) >= own.length;
}

function flattenCell({ pieces, colSpan, rowSpan }: PieceCell): RawCell {
  const doubt = pieces.map((piece) => (piece.kind === 'text' ? piece.doubt : undefined)).find(Boolean);
  return { text: pieces.map(flattenPiece).join('\n'), colSpan, rowSpan, doubt };
}

function flattenPiece(piece: Piece): string {
  if (piece.kind === 'text') return piece.text;
  return piece.rows.map((row) => row.map((cell) => flattenCell(cell).text).join('\t')).join('\n');
}
