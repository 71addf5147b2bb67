/** Whole numbers as reports write them: 9, 1,234, 十二, 一百零五, 二〇; full-width digits are to be narrowed before. */

/** A number, for use inside a pattern. */
export const NUMERAL = String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,9}|[〇零一二两三四五六七八九十百千万]{1,16})`;

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

/** The value of a text that `NUMERAL` matches; undefined where it is no number (十十, 百三千). */
export function readNumeral(text: string): number | undefined {
  if (/^\d/.test(text)) return Number(text.replaceAll(',', ''));
  if (/^[〇零一二三四五六七八九]+$/.test(text))
    return Number(Array.from(text, (digit) => DIGITS.get(digit)).join(''));
  const [high, low, ...more] = text.split('万');
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
