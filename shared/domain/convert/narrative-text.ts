/** A piece of a text as a section of the report: paragraphs, without what belongs to pages. */
import { CELL, LONE_BAR, type Tape } from './tape.ts';

const SENTENCE_END = /[。！？；：!?;:”」』）)]$/;
const LEAST_WRAPPED = 4;
const WIDE = 18;

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
  return joinWrapped(lines).join('\n');
}

/** Lines that a page's width broke belong together; blank lines part paragraphs only where lines are not broken. */
function joinWrapped(lines: readonly string[]): string[] {
  const filled = lines.filter((line) => line.trim() !== '');
  const wide = filled.filter((line) => line.trim().length >= WIDE);
  const broken = wide.filter((line) => !SENTENCE_END.test(line.trim()));
  const isWrapped = wide.length >= LEAST_WRAPPED && broken.length * 2 > wide.length;
  if (!isWrapped) return filled.map((line) => line.trim());
  const width = Math.max(...wide.map((line) => line.trim().length));
  const paragraphs: string[] = [];
  let goesOn = false;
  for (const line of filled) {
    const trimmed = line.trim();
    if (goesOn && !/^[(（]?[一二三四五六七八九十]+[)）、]/.test(trimmed))
      paragraphs[paragraphs.length - 1] += trimmed;
    else paragraphs.push(trimmed);
    goesOn = !SENTENCE_END.test(trimmed) || trimmed.length >= width - 1;
    if (trimmed.length < width / 2) goesOn = false;
  }
  return paragraphs;
}
