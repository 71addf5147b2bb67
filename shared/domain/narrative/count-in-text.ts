/** Numbers with a unit of cases, wherever they stand in words: 12件, 1,003件, 十二件. What they are of, readers tell. */
import { numeralAt } from '../basics/chinese-number.ts';

interface CountInText {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

const COUNT = /(?:[0-9][0-9,]{0,14}|[〇零一二两三四五六七八九十百千]{1,8})[件宗起例份条个]/g;

export const listCounts = (words: string): CountInText[] =>
  [...words.matchAll(COUNT)].flatMap(({ 0: { length }, index }) => {
    const value = numeralAt(words, index)?.value;
    return value === undefined ? [] : [{ value, start: index, end: index + length }];
  });
