/**
 * The text as a row of groups: words, then the figures behind them. Prose makes groups too; which of them are rows of the form
 * is told by the words.
 */
import { keepHan } from './characters.ts';
import { isFilled, scanFigures, type Blank, type Figure, type Slot } from './scan-figures.ts';
import { CELL, type Tape } from './tape.ts';

export interface FigureGroup {
  /** All words since the group before, Chinese characters alone. */
  readonly label: string;
  /** For a row of a table: the words of its own cells. */
  readonly own: string;
  readonly labelStart: number;
  readonly start: number;
  readonly end: number;
  readonly slots: readonly Slot[];
  /** A row of a table: its slots are its cells. */
  readonly isRow: boolean;
}

const MAX_LABEL = 600;
const NOTHING = /^(?:无|没有|不适用)$/;

export function groupFigures(tape: Tape): FigureGroup[] {
  const collector = new Collector(tape.text);
  let start = 0;
  while (start < tape.text.length) {
    const newline = tape.text.indexOf('\n', start);
    let end = newline < 0 ? tape.text.length : newline;
    if (tape.text.slice(start, end).includes(CELL)) collector.takeRow(start, end);
    else {
      // Lines without cells are scanned together: a bracket may go on in the next line.
      while (end < tape.text.length) {
        const next = tape.text.indexOf('\n', end + 1);
        const nextEnd = next < 0 ? tape.text.length : next;
        if (tape.text.slice(end + 1, nextEnd).includes(CELL)) break;
        end = nextEnd;
      }
      collector.takeText(start, end);
    }
    start = end + 1;
  }
  return collector.finish();
}

class Collector {
  readonly #text: string;
  readonly #groups: FigureGroup[] = [];
  #labelStart = 0;
  #slots: Slot[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  takeText(start: number, end: number): void {
    for (const item of scanFigures(this.#text, start, end))
      if (item.kind === 'words') this.#close();
      else if (this.#slots.length > 0 || item.kind === 'figure' || item.mark !== 'bar')
        this.#slots.push(item);
      else if (keepHan(this.#text.slice(this.#labelStart, item.start)) !== '') this.#slots.push(item);
    this.#close();
  }

  takeRow(start: number, end: number): void {
    this.#close();
    const cells = splitCells(this.#text, start, end);
    let words = '';
    let slots: Slot[] = [];
    for (const [i, cell] of cells.entries()) {
      const read = readCell(this.#text, cell);
      if (read !== 'words' && read !== 'unclear') slots.push(...read);
      else if (words !== '' && (read === 'unclear' || isBehindFigures(slots, cells.length - i)))
        slots.push({ kind: 'unclear', ...cell, isWords: read === 'words' });
      else {
        words += keepHan(this.#text.slice(cell.start, cell.end));
        slots = [];
      }
    }
    if (slots.length > 0 && (words !== '' || slots.some(isFilled))) this.#push(slots, true, words);
  }

  finish(): FigureGroup[] {
    this.#close();
    return this.#groups;
  }

  #close(): void {
    if (this.#slots.length > 0) this.#push(this.#slots, false, '');
    this.#slots = [];
  }

  #push(slots: readonly Slot[], isRow: boolean, own: string): void {
    const start = slots[0]!.start;
    const end = slots.at(-1)!.end;
    const label = keepHan(this.#text.slice(Math.max(this.#labelStart, start - 4 * MAX_LABEL), start));
    this.#groups.push({
      label: label.slice(-MAX_LABEL),
      own,
      labelStart: this.#labelStart,
      start,
      end,
      slots,
      isRow,
    });
    this.#labelStart = end;
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The first and the last mark of a line begin and end it, where nothing stands before or behind them. */
function splitCells(text: string, start: number, end: number): Span[] {
  const cells: Span[] = [];
  let from = start;
  for (let at = start; at <= end; at++)
    if (at === end || text.charAt(at) === CELL) {
      cells.push({ start: from, end: at });
      from = at + 1;
    }
  const isEmpty = (cell: Span | undefined): boolean =>
    cell !== undefined && text.slice(cell.start, cell.end).trim() === '';
  if (cells.length > 1 && isEmpty(cells[0])) cells.shift();
  if (cells.length > 1 && isEmpty(cells.at(-1))) cells.pop();
  return cells;
}

/** Words there are a cell that can't be read, or a remark; behind a row's number alone they are its label. */
function isBehindFigures(slots: readonly Slot[], cellsLeft: number): boolean {
  const figures = slots.filter(({ kind }) => kind !== 'blank');
  const [first] = figures;
  if (first === undefined) return false;
  const isNumber = figures.length === 1 && first.kind === 'figure' && first.digits.length <= 2;
  return !(isNumber && cellsLeft > LEAST_CELLS);
}

/** Rows that bear a number in a cell of its own, those of table three, have as many cells. */
const LEAST_CELLS = 7;
/** Behind a figure, in its cell: it is not exact, or in something else. */
const INEXACT = /^\s*[余多几+~±]|元/;

/** The slots of a cell; `unclear` where it holds a figure and more than a remark behind it, or signs alone. */
function readCell(text: string, { start, end }: Span): (Figure | Blank)[] | 'words' | 'unclear' {
  const content = text.slice(start, end).trim();
  if (content === '') return [{ kind: 'blank', start, end, mark: 'empty' }];
  if (NOTHING.test(content)) return [{ kind: 'blank', start, end, mark: 'slash' }];
  const items = scanFigures(text, start, end);
  if (items.every(({ kind }) => kind === 'words')) return keepHan(content) === '' ? 'unclear' : 'words';
  const slots: (Figure | Blank)[] = [];
  for (const item of items)
    if (item.kind !== 'words') slots.push(item);
    else {
      const last = slots.at(-1);
      const remark = text.slice(last?.end ?? item.start, item.end).trim();
      if (last?.kind !== 'figure' || INEXACT.test(remark)) return 'unclear';
      // Words behind a figure in its cell are a remark of it.
      slots[slots.length - 1] = { ...last, end: item.end, remark };
    }
  return slots.length < 2 ? slots : slots.map((slot) => ({ ...slot, sharesCell: true }));
}
