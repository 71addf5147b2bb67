import { describe, expect, it } from 'vitest';
import { langOfHeader, langOfTag } from '../../web/texts/language.ts';
import { typesetChinese } from '../../shared/domain/basics/typeset.ts';

describe('the browser’s wish', () => {
  it.each([
    ['zh-TW,en;q=0.9', 'zh-CN'],
    ['en-US,en;q=0.9,zh;q=0.8', 'en'],
    ['de, zh;q=0.1, en;q=0.2', 'en'],
    ['de', undefined],
    ['', undefined],
    ['english', undefined],
  ])('%s → %s', (header, lang) => {
    expect(langOfHeader(header)).toBe(lang);
  });

  it('is not taken from nonsense', () => {
    expect([langOfTag(''), langOfTag('<script>'), langOfTag('ZH_hans')]).toEqual([
      undefined,
      undefined,
      'zh-CN',
    ]);
  });
});

describe('Chinese as print sets it', () => {
  it.each([
    ['填的是 12,应为 21。', '填的是 12\uff0c应为 21。'],
    ['(三)不予公开', '\uff08三\uff09不予公开'],
    ['接口(JSON)', '接口\uff08JSON\uff09'],
    ['金额(10 000 元):多', '金额\uff0810 000 元\uff09\uff1a多'],
    ['应为 33(本列(一)至(六)之和)。', '应为 33\uff08本列\uff08一\uff09至\uff08六\uff09之和\uff09。'],
    ['见 (a)(乙)', '见 (a)\uff08乙\uff09'],
    ['Table 3, row (2): 1,000', 'Table 3, row (2): 1,000'],
  ])('%s', (stored, set) => {
    expect(typesetChinese(stored)).toBe(set);
  });
});
