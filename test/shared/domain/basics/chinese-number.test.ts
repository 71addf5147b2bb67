import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numeralAt, readNumeral } from '../../../../shared/domain/basics/chinese-number.ts';
import { inChinese } from '../../../support/chinese-numerals.ts';

describe('readNumeral', () => {
  it.each<[string, number | undefined]>([
    ['0', 0],
    ['12', 12],
    ['1,234', 1234],
    ['〇', 0],
    ['零', 0],
    ['两', 2],
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['二〇', 20],
    ['一百零五', 105],
    ['一百一十', 110],
    ['两千三百', 2300],
    ['三千零五十', 3050],
    ['一万二千', 12_000],
    ['十万', 100_000],
    ['十十', undefined],
    ['百三', undefined],
    ['一百三千', undefined],
    ['万', undefined],
    ['一万万', undefined],
    ['三两百', undefined],
  ])('%s is %s', (text, value) => {
    expect(numeralAt(text, 0)).toMatchObject({ end: text.length, value });
  });

  it('gives back every number below a hundred million that is written in Chinese', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (value) => {
        const text = inChinese(value);
        expect([text, readNumeral(text)]).toEqual([text, value]);
        expect(numeralAt(`共${text}件`, 1)).toMatchObject({ end: text.length + 1, value });
      }),
    );
  });
});
