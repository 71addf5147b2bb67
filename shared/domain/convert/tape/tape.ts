/**
 * A layout as one text, with marks where rows and cells of real tables begin and end: what flattened text and tables have
 * in common. Offsets hold in the text as it was and in the text as it is compared.
 */
import { blankGlosses, foldText } from './characters.ts';
import type { Block, Doubt, FileKind, Layout, LayoutTable, SourcePlace } from '../layout.ts';

/** Between the cells of a row; also its first and last character. */
export const CELL = '\u0001';
/** Marks a bar that stands alone in its line: a blank cell, or the end of a row. */
export const LONE_BAR = '\u0003';

interface Anchor {
  readonly offset: number;
  readonly place: SourcePlace;
  readonly doubt: Doubt | undefined;
}

export interface Tape {
  /** As it was written; lines parted by `\n`. */
  readonly raw: string;
  /** As it is compared: as long as `raw`. */
  readonly text: string;
  /** In the order of their offsets. */
  readonly anchors: readonly Anchor[];
  /** Pinyin stands inside the words. */
  readonly hasGlosses: boolean;
}

export function layTape(layout: Layout): Tape {
  const parts: string[] = [];
  const anchors: Anchor[] = [];
  let offset = 0;
  const write = (piece: string, place?: SourcePlace, doubt?: Doubt): void => {
    if (place) anchors.push({ offset, place, doubt });
    parts.push(piece);
    offset += piece.length;
  };
  for (const block of layout.blocks)
    if (block.kind === 'table') writeTable(block, write, layout.kind);
    else writeLines(block, write);
  const raw = parts.join('');
  const folded = foldText(raw);
  const { text, hasGlosses } = blankGlosses(layout.kind === 'text' ? blankMarkup(folded) : folded);
  return { raw, text: blankPageNumbers(text), anchors, hasGlosses };
}

type Write = (piece: string, place?: SourcePlace, doubt?: Doubt) => void;

/** No words need more spaces between them, and looking for words goes over them again and again. */
const WIDE = /([^\S\n]{40})[^\S\n]+/g;

const clean = (text: string): string => text.replaceAll(/[\u0001-\u0008]/g, ' ').replaceAll(WIDE, '$1');

/** A figure that a narrow column broke into lines. */
const BROKEN = /^\s*[\d０-９]+(?:\s*\n\s*[\d０-９]+)+\s*$/;

function writeTable({ rows }: LayoutTable, write: Write, kind: FileKind): void {
  for (const row of rows) {
    write(CELL);
    for (const { text, place, doubt } of row) {
      // In a PDF only what adds up is taken for one figure: two rows in one cell look the same.
      if (kind === 'pdf' && BROKEN.test(text)) write(text.replaceAll(/\s/g, ''), place, doubt ?? 'torn');
      else write(clean(text).replaceAll('\n', ' '), place, doubt);
      write(CELL);
    }
    write('\n');
  }
}

function writeLines(block: Exclude<Block, LayoutTable>, write: Write): void {
  for (const [i, line] of clean(block.text).split('\n').entries()) {
    write(markBars(line), i === 0 ? block.place : undefined, block.doubt);
    write('\n');
  }
}

const MARKDOWN_RULE = /^\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*$/;
const BARS = /[|｜│┃]/g;

/** Lines of Markdown, or of pages flattened with bars, as rows of cells: as long as they were. */
function markBars(line: string): string {
  const bars = line.match(BARS)?.length ?? 0;
  if (bars === 0) return line;
  if (MARKDOWN_RULE.test(line)) return ' '.repeat(line.length);
  const cells = line.split(BARS).filter((cell) => cell.trim() !== '');
  if (cells.length >= 2) return isRow(cells) ? line.replaceAll(BARS, CELL) : line;
  // One cell a line, a bar behind it or before it; bars alone.
  if (cells.length === 1) return line.replaceAll(BARS, ' ');
  return bars === 1 ? line.replace(BARS, LONE_BAR) : ' '.repeat(line.length);
}

const MAX_CELL = 120;
/** A navigation line of a page has bars, too: a row's cells are short, or figures. */
const isRow = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim().length <= MAX_CELL);

/** What Markdown sets around words and figures, and before headings. */
const blankMarkup = (text: string): string =>
  text.replaceAll(/\*{2,3}|`|^[ \t]*#{1,6}(?= )/gm, (mark) => ' '.repeat(mark.length));

const PAGE_NUMBER = /^[ \t]*(?:- ?\d{1,3} ?-|第 ?\d{1,3} ?页(?: ?[/共] ?\d{1,3} ?页?)?)[ \t]*$/gm;

const blankPageNumbers = (text: string): string =>
  text.replaceAll(PAGE_NUMBER, (line) => ' '.repeat(line.length));

/** A piece as people see it: in one line, without the marks. */
export const showPiece = ({ raw }: Tape, start: number, end: number): string =>
  raw
    .slice(start, end)
    .replaceAll(/[\s\u0001-\u0008]+/g, ' ')
    .trim();

/** Where something stands in the file. */
export function tellPlace({ anchors }: Tape, offset: number): SourcePlace | undefined {
  return findAnchor(anchors, offset)?.place;
}

/** Whether the reader vouches for what stands there. */
export function tellDoubt({ anchors }: Tape, offset: number): Doubt | undefined {
  return findAnchor(anchors, offset)?.doubt;
}

function findAnchor(anchors: readonly Anchor[], offset: number): Anchor | undefined {
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (anchors[middle]!.offset <= offset) low = middle + 1;
    else high = middle;
  }
  return anchors[low - 1];
}
