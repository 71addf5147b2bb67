/** Who signs and when, at the end of a text. */
import type { IsoDay } from '../../basics/calendar.ts';
import { readDayNumber } from '../../narrative/day-in-text.ts';
import { writeDay } from './find-publication.ts';
import { readYear } from './find-title.ts';

interface FoundSignature {
  readonly name: string;
  readonly date: IsoDay;
  /** Where it begins in the text. */
  readonly start: number;
}

const NUMBER = '(\\d{1,2}|[一二三四五六七八九十]{1,3})';
const DATE = new RegExp(
  `(20\\d\\d|二[〇零○][〇零○一二三四五六七八九]{2})\\s*年\\s*${NUMBER}\\s*月\\s*${NUMBER}\\s*日`,
  'g',
);
const NAME = /[\p{Script=Han}()（）]{4,40}$/u;
/** Chrome and a printer's line, no sentence, may follow. */
const MAX_BEHIND = 120;
const PRINTED = /^\s*(?:印发|印制|印)/;

/** `names`: of the agency, as far as they are known. */
export function findSignature(text: string, names: readonly string[]): FoundSignature | undefined {
  const dates = [...text.matchAll(DATE)];
  for (const match of dates.reverse()) {
    const end = match.index + match[0].length;
    const behind = text.slice(end);
    if (behind.length > MAX_BEHIND || behind.includes('。')) return undefined;
    if (PRINTED.test(behind)) continue;
    const [, year = '', month = '', day = ''] = match;
    const date = writeDay(readYear(year) ?? 0, readDayNumber(month) ?? 0, readDayNumber(day) ?? 0);
    const name = date && readName(text.slice(0, match.index), names);
    if (date && name) return { name: name.text, date, start: name.start };
  }
  return undefined;
}

/** The known name, or the last words that stand apart from the sentence before. */
function readName(
  before: string,
  names: readonly string[],
): { readonly text: string; readonly start: number } | undefined {
  const trimmed = before.trimEnd();
  const compact = trimmed.replaceAll(/\s/g, '');
  for (const name of names)
    if (name !== '' && compact.endsWith(name)) return { text: name, start: findStart(trimmed, name.length) };
  const piece = /[^\s。；！？;!?]+$/.exec(trimmed);
  if (!piece || NAME.exec(piece[0])?.[0] !== piece[0]) return undefined;
  return { text: piece[0], start: piece.index };
}

/** Where the last `count` characters that are no spaces begin. */
function findStart(text: string, count: number): number {
  let left = count;
  let at = text.length;
  while (at > 0 && left > 0) {
    at--;
    if (!/\s/.test(text.charAt(at))) left--;
  }
  return at;
}
