/** Word's and WPS' binary files (.doc, .wps), read as if all tracked changes were accepted. */
import type { Layout } from '../../domain/convert/layout.ts';
import { BlockList } from '../block-list.ts';
import { arrangeCells } from '../edge-cells.ts';
import type { CompoundFile } from '../ole/compound-file.ts';
import { RefusedError } from '../refused.ts';
import { mergeRows, readDocRow, SAME_SIDE, type DocCell, type DocCellText } from './doc-table.ts';
import { readCharacterFormatting, readParagraphFormatting, type Formatting } from './formatting.ts';
import { listPieces, readCharacters, type Character } from './pieces.ts';
import { readSwitch, SPRM } from './sprms.ts';
import { openWordFile } from './word-file.ts';

export function readDoc(compound: CompoundFile): Layout {
  try {
    const file = openWordFile(compound);
    const pieces = listPieces(file);
    const text = new DocText(readCharacterFormatting(file), readParagraphFormatting(file));
    for (const character of readCharacters(file, pieces, 0, file.textLength)) text.take(character);
    text.endTable();
    for (const character of readCharacters(file, pieces, file.boxes.start, file.boxes.length))
      text.take(character);
    text.end();
    return { kind: 'doc', blocks: text.list.blocks };
  } catch (error) {
    if (error instanceof RangeError) throw new RefusedError('damaged', 'beyond its end');
    throw error;
  }
}

const CELL_END = '\u0007';
const PARAGRAPH_ENDS: ReadonlySet<string> = new Set(['\r', '\u000c', CELL_END]);

/** Characters that are not themselves. */
const WRITTEN: Readonly<Record<string, string>> = {
  '\u000b': '\n',
  '\t': '\t',
  '\u001e': '-',
};

class DocText {
  readonly list = new BlockList();
  readonly #characters: Formatting;
  readonly #paragraphs: Formatting;
  #line = '';
  /** Something in the line is struck out. */
  #isStruck = false;
  /** The cells of the row that is being read. */
  #cells: DocCellText[] = [];
  #rows: DocCell[][] = [];
  /** How many fields are open, and which of them still state what they are. */
  readonly #fields: boolean[] = [];

  constructor(characters: Formatting, paragraphs: Formatting) {
    this.#characters = characters;
    this.#paragraphs = paragraphs;
  }

  take(character: Character): void {
    const { text, at } = character;
    const isDropped = this.#isOn(character, SPRM.deleted, SPRM.hidden);
    if (PARAGRAPH_ENDS.has(text)) {
      this.#endParagraph(text, at, isDropped);
      return;
    }
    if (this.#takeField(text) || isDropped || this.#fields.includes(true)) return;
    this.#isStruck ||= this.#isOn(character, SPRM.struck, SPRM.struckTwice) && text.trim() !== '';
    this.#line += text < ' ' ? (WRITTEN[text] ?? '') : text;
  }

  endTable(): void {
    if (this.#rows.length > 0) {
      const cells = mergeRows(this.#rows);
      this.list.addTable(arrangeCells(cells, this.#rows.length, SAME_SIDE));
    }
    this.#rows = [];
  }

  end(): void {
    this.endTable();
    for (const { text, doubt } of [...this.#cells, this.#takeLine()]) this.list.addText(text, {}, doubt);
  }

  #endParagraph(mark: string, at: number, isDropped: boolean): void {
    const sprms = this.#paragraphs.find(at);
    const isInTable = readSwitch(sprms, SPRM.inTable) ?? false;
    if (mark === CELL_END && readSwitch(sprms, SPRM.rowEnd)) {
      // A row whose end was deleted is gone.
      if (!isDropped) this.#rows.push(readDocRow(this.#cells, sprms));
      this.#cells = [];
      this.#takeLine();
    } else if (mark === CELL_END) {
      this.#cells.push(this.#takeLine());
    } else if (isInTable) this.#line += '\n';
    else if (!isDropped) {
      this.endTable();
      const { text, doubt } = this.#takeLine();
      this.list.addText(text, {}, doubt);
    }
  }

  #takeLine(): DocCellText {
    const taken: DocCellText = { text: this.#line, doubt: this.#isStruck ? 'revision' : undefined };
    this.#line = '';
    this.#isStruck = false;
    return taken;
  }

  #isOn({ at, sprms }: Character, ...codes: readonly number[]): boolean {
    const own = this.#characters.find(at);
    return codes.some((code) => readSwitch(own, code) ?? readSwitch(sprms, code) ?? false);
  }

  /** A field says what it is, and after a mark what it shows. */
  #takeField(text: string): boolean {
    if (text === '\u0013') this.#fields.push(true);
    else if (text === '\u0014') this.#fields[this.#fields.length - 1] = false;
    else if (text === '\u0015') this.#fields.pop();
    else return false;
    return true;
  }
}
