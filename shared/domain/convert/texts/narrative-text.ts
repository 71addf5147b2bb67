/** A piece of a text as a section of the report: paragraphs, without what belongs to pages. */
import { CELL, LONE_BAR, type Tape } from '../tape/tape.ts';

const SENTENCE_END = /[。！？；：!?;:]$/;
const WIDE = 18;
/** No page has more characters in a line. */
const MAX_WIDTH = 60;

/** From `start` to `end` of the tape. */
export function readPassage({ raw, text }: Tape, start: number, end: number): string {
  const lines: string[] = [];
  let at = start;
  while (at < end) {
    const newline = raw.indexOf('\n', at);
    const lineEnd = newline < 0 || newline > end ? end : newline;
    const line = raw.slice(at, lineEnd);
    // What is blank as compared and wasn't is a page's number.
    const isPageNumber = line.trim() !== '' && text.slice(at, lineEnd).trim() === '';
    lines.push(isPageNumber ? '' : line.replaceAll(CELL, ' ').replaceAll(LONE_BAR, ' '));
    at = lineEnd + 1;
  }
  return joinLines(lines, measureWidth(text)).join('\n');
}

const LEAST_LINES = 8;

/** How wide the lines are that a page's width broke; undefined where each line is a paragraph. */
function measureWidth(text: string): number | undefined {
  const wide = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= WIDE && !line.includes(CELL));
  const broken = wide.filter((line) => !SENTENCE_END.test(line));
  if (wide.length < LEAST_LINES || broken.length * 2 <= wide.length) return undefined;
  const sorted = wide.map(({ length }) => length).sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1]!;
  // Paragraphs differ in length; broken lines don't.
  return middle <= MAX_WIDTH ? middle : undefined;
}

/** Lines that a page's width broke belong together. */
function joinLines(lines: readonly string[], width: number | undefined): string[] {
  const filled = lines.filter((line) => line.trim() !== '');
  if (width === undefined) return filled.map((line) => line.trim());
  const paragraphs: string[] = [];
  let goesOn = false;
  for (const line of filled) {
    const trimmed = line.trim();
    if (goesOn && !/^[(（]?[一二三四五六七八九十]+[)）、]/.test(trimmed))
      paragraphs.push(`${paragraphs.pop() ?? ''}${trimmed}`);
    else paragraphs.push(trimmed);
    goesOn = trimmed.length >= width * 0.8 && !(trimmed.length < width && /[。！？]$/.test(trimmed));
  }
  return paragraphs;
}
