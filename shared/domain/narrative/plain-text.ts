/** A text as rules read it: without white space, digits and marks narrow, years in digits; with the way back. */

interface PlainText {
  readonly text: string;
  /** The UTF-16 offset, in the text as it was written, of what stands at an offset of this one. */
  readonly offsetOf: (index: number) => number;
}

const SPACE = /\s/;
/** Digits and ASCII marks as wide as Chinese characters. */
const FULL_WIDTH = /[\uff01-\uff5e]/g;
/** 二〇二四年, also with the signs that people write for 〇. */
const YEAR_IN_CHINESE = /[一二][〇零○ΟOo0][〇零○ΟOo0一二三四五六七八九]{2}(?=年)/g;
const CHINESE_DIGITS = '〇一二三四五六七八九';

/** Texts copied from PDF have spaces and line ends within words. Nothing but white space changes in length. */
export function readPlainly(written: string): PlainText {
  const narrow = written.replaceAll(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  if (!SPACE.test(narrow)) return { text: writeYears(narrow), offsetOf: (index) => index };
  const offsets: number[] = [];
  for (let i = 0; i < narrow.length; i++) if (!SPACE.test(narrow.charAt(i))) offsets.push(i);
  return {
    text: writeYears(narrow.replaceAll(/\s/g, '')),
    offsetOf: (index) => offsets[index] ?? narrow.length,
  };
}

const writeYears = (text: string): string =>
  text.replaceAll(YEAR_IN_CHINESE, (year) =>
    Array.from(year, (digit) => Math.max(CHINESE_DIGITS.indexOf(digit), 0)).join(''),
  );
