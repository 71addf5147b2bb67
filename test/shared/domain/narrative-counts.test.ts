import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrativeContradictions } from '../../../shared/domain/check-narrative.ts';
import { readNumeral } from '../../../shared/domain/chinese-number.ts';
import { statedCounts } from '../../../shared/domain/narrative-counts.ts';
import { figuresOf } from '../../support/a-report.ts';

const OF = { year: 2024, agencyName: '柳北区教育局' };
const counts = (text: string): string[] =>
  statedCounts(text, OF).map(({ thing, value }) => `${thing} ${value}`);

describe('the counts that a narrative states', () => {
  it.each([
    ['本年共收到政府信息公开申请9件。', ['received 9']],
    ['全年新收政府信息公开申请12件,其中自然人10件。', ['received 12']],
    ['我局收到公民、法人和其他组织申请共12件,其中网络申请7件。', ['received 12']],
    ['收到政府信息公开申请共计十二件。', ['received 12']],
    ['收到政府信息公开申请\uff11\uff12件\uff0c均按时答复。', ['received 12']],
    ['共收到 政府信息公开\n申请 1,234 件。', ['received 1234']],
    ['收到政府信息公开申请9件,办结8件,结转下年度继续办理1件。', ['received 9', 'handled 8', 'carriedOut 1']],
    ['上年结转2件,新收政府信息公开申请9件。', ['received 9', 'carriedIn 2']],
    ['2024年收到政府信息公开申请三件,另有1件结转下年度办理。', ['received 3', 'carriedOut 1']],
    ['受理政府信息公开申请9件。', ['accepted 9']],
    ['全年答复政府信息公开申请9件。', ['answered 9']],
    ['因政府信息公开引起行政复议2件,行政诉讼3件。', ['reconsideration 2', 'litigation 3']],
    ['本年度未收到政府信息公开申请。', ['received 0']],
    ['没有发生因政府信息公开引起的行政复议、行政诉讼。', ['reconsideration 0', 'litigation 0']],
  ])('are found: %s', (text, expected) => {
    expect(counts(text)).toEqual(expected);
  });

  it.each([
    ['其中自然人80件、企业1件。'],
    ['较上年增加12件,增长百分之二十。'],
    ['2023年收到政府信息公开申请9件。'],
    ['去年收到政府信息公开申请9件。'],
    ['通过网站收到政府信息公开申请5件。'],
    ['全年收到群众信件35件,均已回复。'],
    ['处理网上咨询182件。'],
    ['办结率100%。'],
    ['本机关撤回申请3件。'],
    ['作为复议机关,审理行政复议案件230件。'],
    ['收到信访件9件。'],
    ['发布文件12件。'],
    ['未收到申请人的补正材料。'],
    ['区水利局收到政府信息公开申请9件。'],
    ['下属单位收到政府信息公开申请9件。'],
    ['行政复议结果维持2件。'],
    ['部门平均收到政府信息公开申请3件。'],
  ])('are not found where they are of something else: %s', (text) => {
    expect(counts(text)).toEqual([]);
  });

  it('are found at their place in the text', () => {
    const text = '概况如下。\n今年 收到政府信息公开 申请 9 件,都已答复。';
    const [found] = statedCounts(text, OF);
    expect(text.slice(found?.start, found?.end)).toBe('收到政府信息公开 申请 9 件');
  });

  it('are read back whatever the numerals are', () => {
    const notations = (value: number): string[] => [
      String(value),
      value.toLocaleString('en'),
      String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
      inChinese(value),
    ];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (value) => {
        for (const numeral of notations(value))
          expect(counts(`共收到政府信息公开申请${numeral}件。`)).toEqual([`received ${value}`]);
      }),
    );
  });

  it('take no time in a text that is made to take it', () => {
    const text = `${'申请'.repeat(20_000)}${'收到的'.repeat(20_000)}${'一'.repeat(20_000)}件`;
    const started = performance.now();
    statedCounts(text, OF);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

/** 12 → 十二, 105 → 一百零五, 20350 → 二万零三百五十. */
function inChinese(value: number): string {
  const digits = '零一二三四五六七八九';
  const units = ['', '十', '百', '千', '万'];
  let text = '';
  const places = Array.from(String(value), Number);
  places.forEach((digit, i) => {
    const unit = units[places.length - 1 - i] ?? '';
    if (digit !== 0) text += (digits[digit] ?? '') + unit;
    else if (text !== '' && !text.endsWith('零') && places.slice(i).some((later) => later !== 0))
      text += '零';
  });
  return text.replace(/^一十/, '十');
}

describe('numerals', () => {
  it.each([
    ['二〇', 20],
    ['两', 2],
    ['十', 10],
    ['二十', 20],
    ['一百零五', 105],
    ['三千零五十', 3050],
    ['一万二千', 12_000],
    ['1,234', 1234],
  ])('%s', (text, value) => {
    expect(readNumeral(text)).toBe(value);
  });

  it.each(['十十', '百三千', '万万', ''])('%s is none', (text) => {
    expect(readNumeral(text)).toBeUndefined();
  });
});

describe('a contradiction', () => {
  const of = { year: 2024, agencyName: '柳北区教育局' };
  const figures = figuresOf({
    set: {
      '/applications/received/total': 9,
      '/applications/carriedIn/total': 1,
      '/applications/results/total/total': 10,
      '/applications/carriedOut/total': 0,
      '/litigation/direct/total': 1,
      '/litigation/afterReconsideration/total': 2,
      '/reconsideration/total': 0,
    },
  });
  const found = (text: string) =>
    narrativeContradictions([text, undefined, ''], figures, of).map(
      ({ thing, stated, expected }) => `${thing} ${stated} ${expected}`,
    );

  it.each([
    ['收到政府信息公开申请10件。', ['received 10 9']],
    ['收到政府信息公开申请9件,办结9件。', ['handled 9 10']],
    ['未收到政府信息公开申请。', ['received 0 9']],
    ['上年结转2件,收到政府信息公开申请9件。', ['carriedIn 2 1']],
    ['因政府信息公开引起行政诉讼2件。', ['litigation 2 3']],
    ['受理政府信息公开申请8件。', ['accepted 8 9']],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    '收到政府信息公开申请9件,办结10件。',
    // 受理, 收办: received with those carried in.
    '受理政府信息公开申请10件。',
    '受理政府信息公开申请9件。',
    // Both groups of lawsuits.
    '因政府信息公开引起行政诉讼3件。',
    // One of two counts is the table's: the other is a part.
    '收到政府信息公开申请9件。第一季度之后又收到政府信息公开申请4件。',
  ])('is none: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('names every cell that was read, so that an explanation of it lapses with any of them', () => {
    const [one] = narrativeContradictions(['因政府信息公开引起行政诉讼2件。'], figures, of);
    expect(one?.about).toEqual(['/litigation/direct/total', '/litigation/afterReconsideration/total']);
  });
});
