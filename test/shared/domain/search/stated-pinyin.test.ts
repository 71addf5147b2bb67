import { describe, expect, it } from 'vitest';
import {
  cleanPinyin,
  isPinyin,
  MAX_PINYIN_LENGTH,
  spellStated,
  splitSyllables,
} from '../../../../shared/domain/search/stated-pinyin.ts';

describe('a stated reading', () => {
  it.each(['Yueqing Shi', "Lu'an Shi", 'Lüliang Shi', 'Bayingolin Mongol Zizhizhou', 'Di 3 Zhongxue', 'X-Y'])(
    'may be %s',
    (text) => {
      expect(isPinyin(text)).toBe(true);
    },
  );

  it.each([
    'Yuèqīng Shi',
    '乐清',
    'Yueqing,Shi',
    "'Yueqing",
    'Yueqing-',
    '',
    'a'.repeat(MAX_PINYIN_LENGTH + 1),
  ])('may not be %s', (text) => {
    expect(isPinyin(text)).toBe(false);
  });

  it('has the apostrophes and spaces of a keyboard', () => {
    expect(cleanPinyin(' Lu’an   Shi ')).toBe("Lu'an Shi");
    // As some systems write it: a letter, and its dots.
    expect(isPinyin(cleanPinyin('Lu\u0308liang Shi'))).toBe(true);
  });

  it.each([
    ['Yueqing Shi', 'yue qing shi'],
    ["Xi'an Shi", 'xi an shi'],
    ['Xian', 'xian'],
    ['Xian', 'xi an'],
    ['Fangan', 'fang an'],
    ['Lüliang', 'lü liang'],
    ['Liuzhou Shi Zhufang he Chengxiang Jianshe Ju', 'liu zhou shi zhu fang he cheng xiang jian she ju'],
  ])('%s is cut into as many syllables as %s', (pinyin, syllables) => {
    expect(splitSyllables(pinyin, syllables.split(' ').length)?.join(' ')).toBe(syllables);
  });

  it('is no syllables where it is no pinyin, or another number of them', () => {
    expect(splitSyllables('Kashgar', 3)).toBeUndefined();
    expect(splitSyllables('Yueqing', 5)).toBeUndefined();
    expect(splitSyllables('n'.repeat(200), 100)).toBeUndefined();
  });

  it('holds for the name that it was stated of alone, with its initials', () => {
    const named = { name: '乐清市', pinyin: 'Yueqing Shi' };
    expect(spellStated(named, '乐清市')).toEqual({ initials: 'yqs', pinyin: 'Yueqing Shi' });
    expect(spellStated(named, '乐清')).toBeUndefined();
    expect(spellStated({ name: '乐清市' }, '乐清市')).toBeUndefined();
    // Where there are more or fewer syllables than characters, each word has one.
    expect(spellStated({ name: '喀什市', pinyin: 'Kashgar Shi' }, '喀什市')?.initials).toBe('ks');
  });
});
