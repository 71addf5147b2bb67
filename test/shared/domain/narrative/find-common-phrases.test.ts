import { describe, expect, it } from 'vitest';
import { findCommonPhrases, MIN_TEXTS } from '../../../../shared/domain/narrative/find-common-phrases.ts';
import { measureRepetition } from '../../../../shared/domain/narrative/repetition.ts';
import { cutShingles } from '../../../../shared/domain/narrative/shingles.ts';

const NOTICE = '认真落实政务公开工作要点的各项部署要求';
/** Words that nobody else writes: each from a block of its own. */
const ownWords = (i: number, length = 150): string =>
  Array.from({ length }, (_, at) => String.fromCharCode(0x4e00 + i * 200 + at)).join('');
const text = (i: number, overview = ownWords(i)) => ({
  narrative: { overview, problems: '' },
  names: [`第${i}局`],
});
const texts = (count: number, saying: number) =>
  Array.from({ length: count }, (_, i) => text(i, `${ownWords(i)}。${i < saying ? NOTICE : ''}`));

describe('the common phrases of a province', () => {
  it('are what a quarter of the texts say, as whole phrases', () => {
    expect(findCommonPhrases(texts(40, 10))).toEqual([NOTICE]);
    expect(findCommonPhrases(texts(40, 9))).toEqual([]);
  });

  it('need enough texts', () => {
    expect(findCommonPhrases(texts(MIN_TEXTS - 1, MIN_TEXTS - 1))).toEqual([]);
    expect(findCommonPhrases(texts(MIN_TEXTS, MIN_TEXTS))).toEqual([NOTICE]);
  });

  it('are cut into the same pieces again, wherever they branch or run in circles', () => {
    const said = ['公开公开公开公开公开', '主动公开政府信息', '依申请公开政府文件', '政府信息公开'];
    const all = Array.from({ length: 30 }, (_, i) => text(i, said.join('。')));
    const phrases = findCommonPhrases(all);
    const pieces = phrases.flatMap(cutShingles);
    expect(new Set(pieces).size).toBe(pieces.length);
    expect(new Set(pieces)).toEqual(new Set(cutShingles(said.join(''))));
  });

  it('leave out years, counts and the names of agencies', () => {
    const all = Array.from({ length: 30 }, (_, i) => text(i, `第${i}局2025年公开信息${i}条`));
    expect(findCommonPhrases(all)).toEqual(['年公开信息条']);
  });

  it('are the same in any order, and stay few', () => {
    const all = Array.from({ length: 30 }, () => text(1, ownWords(0, 4000)));
    expect(findCommonPhrases(all).flatMap(cutShingles)).toHaveLength(1500);
    expect(findCommonPhrases(texts(40, 20).toReversed())).toEqual(findCommonPhrases(texts(40, 20)));
  });
});

describe('how much is repeated', () => {
  const said = (own: string) => ({ overview: `${ownWords(0, 100)}${NOTICE.repeat(3)}${own}`, problems: '' });

  it('leaves the common phrases out', () => {
    const [now, before] = [said(ownWords(1, 80)), said(ownWords(2, 80))];
    expect(measureRepetition(now, before, []).overview).toBe(59);
    expect(measureRepetition(now, before, [], [`${NOTICE}${NOTICE}`]).overview).toBe(54);
  });

  it('is not told of a text that is common for the most part', () => {
    const now = { overview: NOTICE.repeat(10) + ownWords(0, 40), problems: '' };
    expect(measureRepetition(now, now, [], [`${NOTICE}${NOTICE}`]).overview).toBeUndefined();
    expect(measureRepetition(said(''), said(''), [], [NOTICE]).overview).toBe(100);
  });
});
