import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSpeller, spellName } from '../../../../cli/spell-name.ts';
import {
  measureDistance,
  mayBeMeant,
  remainders,
  searchTerms,
  type Named,
} from '../../../../shared/domain/search/name-search.ts';
import { fromStoredNames, toStoredNames } from '../../../../shared/contracts/table/stored-names.ts';

const named = (name: string, ...aliases: string[]): Named => ({
  id: 'some-id',
  kind: 'department',
  spellings: [name, ...aliases].map((text) => ({ text, ...spellName(text) })),
});
const isFound = (query: string, name: Named, place?: string): boolean =>
  measureDistance(searchTerms(query), name, place === undefined ? [] : named(place).spellings) !== undefined;
const far = (query: string, name: string): number =>
  measureDistance(searchTerms(query), named(name)) ?? Number.POSITIVE_INFINITY;

describe('initials', () => {
  it.each([
    ['柳州市', 'lzs'],
    ['重庆市', 'cqs'],
    ['长沙市', 'css'],
    ['中国人民银行', 'zgrmyh'],
    ['A县第2中学', 'axd2zx'],
  ])('of %s are %s', (name, initials) => {
    expect(spellName(name).initials).toBe(initials);
  });
});

describe('pinyin', () => {
  const spell = createSpeller(['柳州市', '西乡塘区', '柳北区', '白沙镇'].map((name) => ({ name })));

  it.each([
    ['柳州市', 'Liuzhou Shi'],
    ['重庆市', 'Chongqing Shi'],
    ['西安市', "Xi'an Shi"],
    ['浚县', 'Xun Xian'],
    ['乐清市', 'Yueqing Shi'],
    ['六安市', "Lu'an Shi"],
    ['厦门市', 'Xiamen Shi'],
    ['台州市', 'Taizhou Shi'],
    ['蚌埠市', 'Bengbu Shi'],
    ['长子县', 'Zhangzi Xian'],
    ['长武县', 'Changwu Xian'],
    ['成都市', 'Chengdu Shi'],
    ['都匀市', 'Duyun Shi'],
    ['曾都区', 'Zengdu Qu'],
    ['喀什地区', 'Kashi Diqu'],
    ['什邡市', 'Shifang Shi'],
    ['六合区', 'Luhe Qu'],
    ['六枝特区', 'Liuzhi Tequ'],
    ['洪洞县', 'Hongtong Xian'],
    ['歙县', 'She Xian'],
    ['吕梁市', 'Lüliang Shi'],
    ['广西壮族自治区', 'Guangxi Zhuangzu Zizhiqu'],
    ['恩施土家族苗族自治州', 'Enshi Tujiazu Miaozu Zizhizhou'],
    ['柳州市住房和城乡建设局', 'Liuzhou Shi Zhufang he Chengxiang Jianshe Ju'],
    ['西乡塘区教育局', 'Xixiangtang Qu Jiaoyu Ju'],
    ['国家税务总局柳州市税务局', 'Guojia Shuiwu Zongju Liuzhou Shi Shuiwu Ju'],
    ['柳州市柳北区发展和改革委员会', 'Liuzhou Shi Liubei Qu Fazhan he Gaige Weiyuanhui'],
    ['白沙镇人民政府', 'Baisha Zhen Renmin Zhengfu'],
    ['柳州市工业和信息化局', 'Liuzhou Shi Gongye he Xinxihua Ju'],
    ['柳州市第3中学', 'Liuzhou Shi Di 3 Zhongxue'],
    ['A 县', 'A Xian'],
  ])('of %s is %s', (name, pinyin) => {
    expect(spell(name).pinyin).toBe(pinyin);
  });

  it('of a place is what was stated of it, in the names of its agencies, too, with and without its level', () => {
    const stated = createSpeller([
      { name: '松阳县', pinyin: 'Zhongyang Xian' },
      { name: '喀什市', pinyin: 'Kashgar' },
    ]);
    expect(stated('松阳县教育局').pinyin).toBe('Zhongyang Xian Jiaoyu Ju');
    expect(stated('松阳教育局').pinyin).toMatch(/^Zhongyang/);
    expect(stated('松阳县教育局').initials).toBe('zyxjyj');
    // A character beyond the first 65 536 is one character.
    const rare = createSpeller([{ name: '𫚉鱼区', pinyin: 'Gongyu Qu' }]);
    expect(rare('𫚉鱼区教育局').pinyin).toBe('Gongyu Qu Jiaoyu Ju');
    // What is no syllables says nothing of a character.
    expect(stated('喀什市教育局').pinyin).toBe('Kashi Shi Jiaoyu Ju');
  });

  it('has every character of a name, in its order', () => {
    const letters = fc.constantFrom(
      '柳',
      '州',
      '市',
      '西',
      '族',
      '自',
      '治',
      '县',
      '教',
      '育',
      '局',
      '和',
      'A',
      '3',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 12 }), (parts) => {
        const { initials, pinyin } = spell(parts.join(''));
        const firsts =
          pinyin
            .toLowerCase()
            .match(/[a-zü0-9]+/g)
            ?.join('') ?? '';
        let at = 0;
        for (const initial of initials) at = firsts.indexOf(initial, at) + 1 || Number.POSITIVE_INFINITY;
        expect(at).toBeLessThan(Number.POSITIVE_INFINITY);
      }),
    );
  });
});

describe('a name is found', () => {
  it.each([
    ['lzs', '柳州市'],
    ['liuzhou', '柳州市'],
    ['Liuzhou', '柳州市'],
    ['gongan', '柳北区公安局'],
    ['lvliang', '吕梁市'],
    ['liubei gongan', '柳北区公安局'],
    ['LZS', '柳州市'],
    ['ｌｚｓ', '柳州市'],
    ['州市', '柳州市'],
    ['wjw', '柳北区卫生健康委员会'],
    ['卫健委', '柳北区卫生健康委员会'],
    ['柳北 健康', '柳北区卫生健康委员会'],
    ['lbq 健康', '柳北区卫生健康委员会'],
    ['gaj', '柳北区公安局'],
    ['some-id', '柳北区公安局'],
  ])('by %s: %s', (query, name) => {
    expect(isFound(query, named(name))).toBe(true);
  });

  it.each([
    ['', '柳州市'],
    ['桂林', '柳州市'],
    ['ls', '拉萨海关总署'.slice(2)],
    ['zl', '柳州市'],
    ['iu', '柳州市'],
    ['liuzhoz', '柳州市'],
    ['柳北 教育', '柳北区公安局'],
  ])('not by “%s”: %s', (query, name) => {
    expect(isFound(query, named(name))).toBe(false);
  });

  it('by another of its names', () => {
    expect(isFound('发改委', named('柳州市发展和改革委员会', '市发改委'))).toBe(true);
  });

  it('by its place, which its name need not repeat', () => {
    expect(isFound('柳北区档案馆', named('档案馆'), '柳北区')).toBe(true);
    expect(isFound('lbqdag', named('档案馆'), '柳北区')).toBe(true);
    expect(isFound('柳北 档案', named('档案馆'), '柳北区')).toBe(true);
    expect(isFound('柳北区档案馆', named('档案馆'))).toBe(false);
  });

  it('not by its place alone', () => {
    expect(isFound('柳北区', named('档案馆'), '柳北区')).toBe(false);
    expect(isFound('柳北 lbq', named('档案馆'), '柳北区')).toBe(false);
  });

  it('the sooner the more of it was said', () => {
    expect(far('柳州', '柳州市')).toBeLessThan(far('柳州', '广西柳州监狱'));
    expect(far('lzs', '柳州市')).toBeLessThan(far('lzs', '柳州市教育局'));
    expect(far('卫健委', '卫健委')).toBeLessThan(far('卫健委', '卫生健康委员会'));
  });
});

describe('looking through many names', () => {
  const letter = fc.constantFrom('柳', '北', '区', '公', '安', '局', '教', '育', 'a', '1');
  const text = fc.array(letter, { minLength: 1, maxLength: 6 }).map((letters) => letters.join(''));
  const asked = fc.oneof(
    text,
    text.map((one) => spellName(one).initials),
    text.map((one) =>
      spellName(one)
        .pinyin.toLowerCase()
        .replaceAll(/[^a-z0-9]/g, ''),
    ),
    fc.tuple(text, text).map((words) => words.join(' ')),
  );

  it('passes over no name that is meant', () => {
    fc.assert(
      fc.property(asked, text, fc.array(text, { maxLength: 3 }), (query, name, places) => {
        const terms = searchTerms(query);
        const above = places.flatMap((place) => named(place).spellings);
        const isMeant = measureDistance(terms, named(name), above) !== undefined;
        expect(isMeant && !mayBeMeant(remainders(terms, above), named(name))).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('passes over those that have nothing of it', () => {
    const wanted = remainders(searchTerms('柳北公安'), named('柳北区').spellings);
    expect(mayBeMeant(wanted, named('公安局'))).toBe(true);
    expect(mayBeMeant(wanted, named('教育局'))).toBe(false);
  });
});

it('keeps names as they are, in the order of their ids', () => {
  const names = [
    { ...named('乙局', '别名'), id: 'b' },
    { ...named('甲局'), id: 'a' },
  ];
  expect(fromStoredNames(toStoredNames(names))).toEqual([names[1], names[0]]);
  expect(toStoredNames(names)).toEqual(toStoredNames(names.toReversed()));
});
