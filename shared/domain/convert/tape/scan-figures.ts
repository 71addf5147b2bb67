/** Telling figures from words, in a line or a cell: label numbers, years and remarks in brackets are no figures. */
import { LONE_BAR } from './tape.ts';

export interface Figure {
  readonly kind: 'figure';
  readonly start: number;
  readonly end: number;
  /** As written before the digits: +, 增 or -, 减, 负. */
  readonly sign: '' | '+' | '-';
  /** The sign is a word that follows a figure at once: 16减12 may be meant as a difference, or as two cells. */
  readonly isWorded?: boolean;
  /** Digits, perhaps with one point. */
  readonly digits: string;
  /** `unknown`: what stands behind it makes another figure of it (12千元, 1.2亿, 5%, 1O). */
  readonly unit?: 'yuan' | 'wanYuan' | 'things' | 'unknown';
  /** What stood behind it in brackets. */
  readonly remark?: string;
  /** Nothing parts it from the slot before. */
  readonly touches: boolean;
  /** Another figure stands in the same cell of a table. */
  readonly sharesCell?: boolean;
}

/** `mark`: something says nothing (/, -, a lone bar); else the cell is empty. */
export interface Blank {
  readonly kind: 'blank';
  readonly start: number;
  readonly end: number;
  readonly mark: 'slash' | 'bar' | 'empty';
}

/** A cell of a table that says something which is no figure for certain: 约5, 一百二十三, 详见附件. */
interface Unclear {
  readonly kind: 'unclear';
  readonly start: number;
  readonly end: number;
  /** No digits in it: behind the last cell of its row it is a remark. */
  readonly isWords: boolean;
}

/** What stands in the place of a cell, or of several that run together. */
export type Slot = Figure | Blank | Unclear;

/** Not left empty: a stroke says something, too. */
export const isFilled = (slot: Slot): boolean => slot.kind !== 'blank' || slot.mark === 'slash';

interface Words {
  readonly kind: 'words';
  readonly start: number;
  readonly end: number;
}

const FIGURE = /([+-]|[增减负](?=\d))?(\d{1,3}(?:,\d{3})+(?!\d)|\d+)(\.\d+)?/y;
const LABEL_MARK = /[^\S\n]*[.、．]\s*[\u4e00-\u9fff“"'《(（]/y;
const UNIT = /\s*(万元|元|[个笔件宗批](?!人)|项(?!目)|条(?!例))/y;
/** Thousands, percents, a letter that may be a digit: what the figure says is not what it is. */
const OTHER_UNIT = /[^\S\n]?(?:[百千万亿][百千万亿]*元?|[%‰])|[a-z]/iy;
const BRACKET = /\(([^()]{0,160})\)/y;
const ENUMERATOR = /^\s*[一二三四五六七八九十]{1,3}\s*$/;
const HAN = /[\u4e00-\u9fff]/;
const UNIT_IN_BRACKETS = /^\s*(?:单位[:：]?)?\s*(万元|元)\s*$/;
const YEAR_TAIL = /20\d\d$/;
const YEAR_LENGTH = 4;
/** In a remark these begin what belongs to a head of the form. */
const OF_THE_FORM = /^\s*(?:区分|本列|单位|[一二三四五六七八九十]\))/;

const isHan = (character: string): boolean => HAN.test(character);
const isDigit = (character: string): boolean => character >= '0' && character <= '9';

/** `text`: as compared. From `from` up to `to`. */
export function scanFigures(text: string, from: number, to: number): (Figure | Blank | Words)[] {
  const items: (Figure | Blank | Words)[] = [];
  let at = from;
  const pushWords = (end: number): void => {
    const last = items.at(-1);
    if (last?.kind === 'words' && last.end === at) items[items.length - 1] = { ...last, end };
    else items.push({ kind: 'words', start: at, end });
    at = end;
  };
  while (at < to) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      at++;
      continue;
    }
    if (character === '(') {
      at = takeBracket(text, at, to, items, pushWords);
      continue;
    }
    const slot = takeFigure(text, at, to, items.at(-1)) ?? takeBlank(text, at, to);
    if (slot === undefined) pushWords(at + 1);
    else if (slot === 'year') pushWords(at + YEAR_LENGTH);
    else {
      items.push(slot);
      at = slot.end;
    }
  }
  return items;
}

/** Behind a figure it is a remark or the unit, else words. */
function takeBracket(
  text: string,
  at: number,
  to: number,
  items: (Figure | Blank | Words)[],
  pushWords: (end: number) => void,
): number {
  BRACKET.lastIndex = at;
  const match = BRACKET.exec(text);
  const end = match ? at + match[0].length : at + 1;
  // A bracket that a line breaks off may have the figures of its row inside.
  if (!match || end > to || /\n.*\d|\d.*\n/s.test(match[0])) {
    pushWords(at + 1);
    return at + 1;
  }
  const inside = match[1] ?? '';
  const last = items.at(-1);
  const isBehindFigure = last?.kind === 'figure' && /^[^\S\n]*$/.test(text.slice(last.end, at));
  if (!isBehindFigure || ENUMERATOR.test(inside) || OF_THE_FORM.test(inside)) pushWords(end);
  else {
    const unit = UNIT_IN_BRACKETS.exec(inside)?.[1];
    items[items.length - 1] =
      unit === undefined
        ? { ...last, end, remark: text.slice(at, end) }
        : { ...last, end, unit: unit === '元' ? 'yuan' : 'wanYuan' };
  }
  return end;
}

function takeFigure(
  text: string,
  at: number,
  to: number,
  before: Figure | Blank | Words | undefined,
): Figure | 'year' | undefined {
  FIGURE.lastIndex = at;
  const match = FIGURE.exec(text);
  if (!match) return undefined;
  const previous = text.charAt(at - 1);
  const [, sign = '', whole = '', fraction = ''] = match;
  // 第20条, and the 减 of a word.
  if (previous === '第' || (/[增减负]/.test(sign) && isHan(previous))) return undefined;
  let digits = whole.replaceAll(',', '') + fraction;
  let end = at + match[0].length;
  if (end > to) return undefined;
  LABEL_MARK.lastIndex = end;
  const cut = LABEL_MARK.test(text)
    ? 1
    : text.charAt(end) === '年' && YEAR_TAIL.test(digits) && fraction === ''
      ? YEAR_LENGTH
      : 0;
  if (cut > 0) {
    // What is left of the digits is the figure: the number of the next label, or a year, ran into it.
    end -= cut;
    digits = digits.slice(0, -cut).replace(/\.$/, '');
    if (digits === '') return cut === YEAR_LENGTH ? 'year' : undefined;
    return figure(at, end, sign, digits, before);
  }
  UNIT.lastIndex = end;
  const unit = UNIT.exec(text);
  if (unit && end + unit[0].length <= to) {
    end += unit[0].length;
    return {
      ...figure(at, end, sign, digits, before),
      unit: unit[1] === '元' ? 'yuan' : unit[1] === '万元' ? 'wanYuan' : 'things',
    };
  }
  OTHER_UNIT.lastIndex = end;
  const other = OTHER_UNIT.exec(text);
  if (other && end + other[0].length <= to)
    return { ...figure(at, end + other[0].length, sign, digits, before), unit: 'unknown' };
  return figure(at, end, sign, digits, before);
}

function figure(
  start: number,
  end: number,
  sign: string,
  digits: string,
  before: Figure | Blank | Words | undefined,
): Figure {
  return {
    kind: 'figure',
    start,
    end,
    sign: sign === '' ? '' : sign === '+' || sign === '增' ? '+' : '-',
    digits,
    ...(/[增减负]/.test(sign) && before?.kind === 'figure' && before.end === start ? { isWorded: true } : {}),
    touches: before?.kind === 'figure' && before.end === start && before.unit === undefined,
  };
}

/** A mark that says nothing: a stroke or dashes that no words stand on both sides of. */
function takeBlank(text: string, at: number, to: number): Blank | undefined {
  const character = text.charAt(at);
  if (character === LONE_BAR) return { kind: 'blank', start: at, end: at + 1, mark: 'bar' };
  if (character !== '/' && character !== '-' && character !== '\\') return undefined;
  let end = at + 1;
  if (character === '-') while (end < to && text.charAt(end) === '-') end++;
  const previous = text.charAt(at - 1);
  const next = text.charAt(end);
  if (isHan(previous) && isHan(next)) return undefined;
  // 125/ before a space: a cell's stroke that a figure ran into.
  if (
    (isDigit(previous) && /\S/.test(next)) ||
    isDigit(next) ||
    /[a-z:]/i.test(previous) ||
    /[a-z]/i.test(next)
  )
    return undefined;
  return { kind: 'blank', start: at, end, mark: 'slash' };
}
