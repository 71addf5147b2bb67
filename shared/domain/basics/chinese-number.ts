/** Whole numbers as reports write them: 9, 1,234, 十二, 一百零五, 二〇, 1.2万; full-width digits are to be narrowed before. */

const DIGITS: ReadonlyMap<string, number> = new Map([
  ...Array.from('〇一二三四五六七八九', (digit, value) => [digit, value] as const),
  ['零', 0],
  ['两', 2],
]);
const UNITS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);
const WAN = '万';
/** Longer ones are no count. */
const MAX_DIGITS = 9;
const MAX_CHARACTERS = 16;
const ZERO = 0x30;
const NINE = 0x39;

interface Numeral {
  /** The offset behind it. */
  readonly end: number;
  /** Undefined where it is no whole number: 十十, 1.5, or too long. */
  readonly value: number | undefined;
  /** 1.2万 may stand for anything nearer to 12 000 than a thousand; 1 for a number that is exact. */
  readonly roundedTo: number;
}

/** Whatever a number can begin with. */
export const NUMERAL_CHARACTERS: readonly string[] = [
  ...Array.from('0123456789'),
  ...DIGITS.keys(),
  ...UNITS.keys(),
  WAN,
];
const isDigit = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= ZERO && unit <= NINE;
};
const isChinese = (character: string): boolean =>
  DIGITS.has(character) || UNITS.has(character) || character === WAN;

/** The number that begins at `at`, as far as it goes: every character is looked at once. */
export function numeralAt(text: string, at: number): Numeral | undefined {
  if (isDigit(text, at)) return digitsAt(text, at);
  let end = at;
  while (isChinese(text.charAt(end))) end++;
  if (end === at) return undefined;
  const value = end - at > MAX_CHARACTERS ? undefined : readNumeral(text.slice(at, end));
  return { end, value, roundedTo: text.charAt(end - 1) === WAN ? 10_000 : 1 };
}

/** A row of digits. One too long to be counted has no value, and nobody asks for it. */
function rowOfDigits(text: string, from: number): { readonly end: number; readonly value: number } {
  let end = from;
  let value = 0;
  for (; isDigit(text, end); end++) value = value * 10 + text.charCodeAt(end) - ZERO;
  return { end, value };
}

/** Added up digit by digit: a text that is nothing but numbers costs hardly more than another. */
function digitsAt(text: string, at: number): Numeral {
  let { end, value } = rowOfDigits(text, at);
  let length = end - at;
  if (length <= 3)
    // A thousands separator has three digits behind it, and no fourth.
    for (; text.charAt(end) === ',' && isDigit(text, end + 1); length += 3) {
      const group = rowOfDigits(text, end + 1);
      if (group.end !== end + 4) break;
      value = value * 1000 + group.value;
      end = group.end;
    }
  let decimals = 0;
  if (text.charAt(end) === '.' && isDigit(text, end + 1)) {
    const part = rowOfDigits(text, end + 1);
    decimals = part.end - end - 1;
    // Not divided: 1.2 is no number of floating point.
    value = value * 10 ** decimals + part.value;
    end = part.end;
  }
  const isWan = text.charAt(end) === WAN;
  if (isWan) end++;
  if (length > MAX_DIGITS || decimals > (isWan ? 4 : 0)) return { end, value: undefined, roundedTo: 1 };
  const roundedTo = isWan ? 10 ** (4 - decimals) : 1;
  return { end, value: value * roundedTo, roundedTo };
}

function isRowOfChineseDigits(text: string): boolean {
  for (const character of text) if (!DIGITS.has(character)) return false;
  return text !== '';
}

/** The value of a number in Chinese characters; undefined where it is none (十十, 百三千). */
export function readNumeral(text: string): number | undefined {
  if (isRowOfChineseDigits(text))
    return text.includes('两') && text.length > 1
      ? undefined
      : Number(Array.from(text, (digit) => DIGITS.get(digit)).join(''));
  const [high, low, ...more] = text.split(WAN);
  if (high === undefined || more.length > 0) return undefined;
  if (low === undefined) return belowTenThousand(high);
  const wan = belowTenThousand(high);
  const rest = low === '' ? 0 : belowTenThousand(low);
  return wan === undefined || rest === undefined ? undefined : wan * 10_000 + rest;
}
/** 三千零五十: digits, each with a unit smaller than the one before, 零 where units are passed over. */
function belowTenThousand(text: string): number | undefined {
  let sum = 0;
  let digit: number | undefined;
  let smallest = 10_000;
  for (const character of text) {
    const unit = UNITS.get(character);
    const value = DIGITS.get(character);
    if (unit === undefined) {
      if (value === undefined || (digit !== undefined && digit !== 0)) return undefined;
      digit = value;
    } else {
      // 十二 for 一十二; no other unit stands without a digit.
      if (unit >= smallest || (digit === undefined ? unit !== 10 : digit === 0 && unit !== 10))
        return undefined;
      sum += (digit === undefined || digit === 0 ? 1 : digit) * unit;
      smallest = unit;
      digit = undefined;
    }
  }
  return text === '' ? undefined : sum + (digit ?? 0);
}
