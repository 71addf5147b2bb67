/** Months and days of a date as texts write them: 12月31日, 十二月三十一日. Years are digits in a plain text. */
import { readNumeral } from '../basics/chinese-number.ts';

/** Source of a regular expression, with one group. */
export const DAY_NUMBER = String.raw`(\d{1,2}|[一二三四五六七八九十]{1,3})`;

/** What such a group, or one for a year, holds. */
export const readDayNumber = (words: string): number | undefined =>
  /^\d/.test(words) ? Number(words) : readNumeral(words);
