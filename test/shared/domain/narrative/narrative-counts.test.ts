import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStatedCounts } from '../../../../shared/domain/narrative/narrative-counts.ts';
import { VOCABULARY } from '../../../../shared/domain/narrative/narrative-words.ts';
import { ReadingBudget } from '../../../../shared/domain/narrative/reading-budget.ts';
import { fullWidth, inChinese } from '../../../support/chinese-numerals.ts';

const OF = { year: 2024, agencyName: '柳北区教育局' };
const read = (text: string): string[] =>
  readStatedCounts(text, OF, new ReadingBudget()).map(({ thing, value }) => `${thing} ${value}`);

describe('statedCounts finds', () => {
  it.each<[string, string[]]>([
    ['2024年,我局共收到政府信息公开申请9件。', ['received 9']],
    ['2024年,区教育局共收到政府信息公开申请9件。', ['received 9']],
    ['本年新收政府信息公开申请数量为12宗', ['received 12']],
    ['全年共收到9件政府信息公开申请,均已办理。', ['received 9']],
    ['收到公民、法人和其他组织申请共12件,其中自然人申请10件。', ['received 12']],
    ['收到的依申请公开事项共计三件。', ['received 3']],
    ['通过信函、网络等方式共收到政府信息公开申请5件', ['received 5']],
    ['依申请公开方面,全年收到申请8件,办结7件,结转下年度1件。', ['received 8', 'handled 7', 'carriedOut 1']],
    ['新收政府信息公开申请9件,上年结转2件;办结10件。', ['received 9', 'handled 10', 'carriedIn 2']],
    ['受理政府信息公开申请一百零五件', ['accepted 105']],
    ['收办信息公开申请案件21件', ['accepted 21']],
    ['办理依申请公开18件', ['processed 18']],
    ['按期答复政府信息公开申请18件', ['answered 18']],
    ['收到政府信息公开申请9件,另有2件申请按规定顺延到下年度答复', ['received 9', 'carriedOut 2']],
    ['政府信息公开申请结转2025年继续办理3件', ['carriedOut 3']],
    ['2023年结转政府信息公开申请3件', ['carriedIn 3']],
    ['因政府信息公开引起的行政复议2件、行政诉讼3件。', ['reconsideration 2', 'litigation 3']],
    ['有1件涉及政府信息公开工作的行政复议', ['reconsideration 1']],
    ['政府信息公开行政复议、行政诉讼案件共3件', ['disputes 3']],
    ['本年度未收到政府信息公开申请。', ['received 0']],
    ['没有收到公民、法人和其他组织的政府信息公开申请', ['received 0']],
    ['未发生因政府信息公开引起的行政复议和行政诉讼。', ['reconsideration 0', 'litigation 0']],
    ['没有因政府信息公开引起的复议和诉讼。', ['reconsideration 0', 'litigation 0']],
    ['未发生行政诉讼案件', ['litigation 0']],
    ['未发生行政复议', ['reconsideration 0']],
    ['2024年1月1日至12月31日,本机关收到政府信息公开申请9件', ['received 9']],
    ['二〇二四年收到政府信息公开申请9件', ['received 9']],
    ['受理政府信息公开申\n请 1 2 件', ['accepted 12']],
  ])('%s', (text, expected) => {
    expect(read(text).toSorted()).toEqual(expected.toSorted());
  });
});

describe('statedCounts passes over', () => {
  it.each([
    '全系统共收到政府信息公开申请120件。',
    '各学校收到政府信息公开申请3件。',
    '12月收到政府信息公开申请1件。',
    '10月以来收到政府信息公开申请5件。',
    '截至3月底,收到政府信息公开申请5件。',
    '疫情期间收到政府信息公开申请1件。',
    '涉及商业秘密的,收到政府信息公开申请2件。',
    '鱼峰区教育局收到政府信息公开申请2件。',
    '因政府信息公开引起的上诉案件中,行政诉讼2件。',
    '收到政府信息公开申请比上年增加9件。',
    '2023年收到政府信息公开申请9件。',
    '与去年收到政府信息公开申请9件相比有所减少',
    '上半年收到政府信息公开申请4件',
    '平均每月收到政府信息公开申请3件',
    '自条例施行以来累计收到政府信息公开申请300件',
    '通过网络收到政府信息公开申请5件',
    '收到网络申请5件,信函申请6件',
    '收到自然人申请80件',
    '其中收到政府信息公开申请3件',
    '各乡镇收到政府信息公开申请30件',
    '区公安局收到政府信息公开申请12件',
    '收到群众信件9件,办结9件',
    '受理咨询120件,答复120件',
    '收到政府信息公开申请人补正材料2件',
    '受理网络问政182件',
    '办结人大建议5件、政协提案3件',
    '收到行政许可申请5件,办结5件',
    '受理行政复议案件230件,行政诉讼应诉12件。',
    '受理政府信息公开行政复议案件5件',
    '政府信息公开行政复议中,结果维持2件、结果纠正1件',
    '政府信息公开申请办结率百分之九十',
    '收到政府信息公开申请9件次',
    '收到政府信息公开申请约9件',
    '收到政府信息公开申请30余件',
    '答复申请人9件',
    '办结上年结转的政府信息公开申请1件',
    '结转2023年继续办理3件',
    '2022年结转2件申请',
    '未收到政府信息公开申请人的补正材料',
    '部分单位未收到政府信息公开申请',
    '未发生行政诉讼败诉案件',
    '无其他需要报告的事项。',
    '发布规范性文件9件',
    '收到政府信息公开申请十十件',
    '不予处理政府信息公开申请2件,不予受理政府信息公开申请1件',
    '尚未办结政府信息公开申请2件,未按期答复政府信息公开申请1件',
    '协助区政府答复政府信息公开申请3件',
    '区政府收到政府信息公开申请12件',
    '二〇二三年收到政府信息公开申请3件',
    '1至6月,收到政府信息公开申请9件',
    '其中:受理网上申请5件,受理政府信息公开申请4件',
    '政府信息公开未经复议直接起诉的行政诉讼2件,复议后起诉的行政诉讼1件',
    '收到政府信息公开申请约9件,协助区政府答复政府信息公开申请2件',
    '',
  ])('%s', (text) => {
    expect(read(text)).toEqual([]);
  });
});

describe('statedCounts', () => {
  it('reads a number back in every notation, and says where it stands', () => {
    const notations = [String, fullWidth, inChinese, (n: number) => n.toLocaleString('en')];
    const forms = [
      (n: string) => `收到政府信息公开申请${n}件`,
      (n: string) => `新收依申请公开 ${n} 件`,
      (n: string) => `收到${n}件政府信息公开申请`,
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999 }),
        fc.constantFrom(...notations),
        fc.constantFrom(...forms),
        fc.constantFrom('', '本年度,', '公开信息三条。\n2024年,我局共'),
        (value, notation, form, before) => {
          const words = form(notation(value));
          const text = `${before}${words}。`;
          const [count, ...more] = readStatedCounts(text, OF, new ReadingBudget());
          expect(more).toEqual([]);
          expect(count).toMatchObject({ thing: 'received', value });
          expect(text.slice(count!.start, count!.end)).toBe(words);
        },
      ),
    );
  });

  it('needs neither a year nor a name', () => {
    const of = { year: undefined, agencyName: undefined };
    expect(readStatedCounts('2020年区公安局收到政府信息公开申请2件', of, new ReadingBudget())).toHaveLength(
      1,
    );
  });

  /** Steps that a text takes for each of its UTF-16 units. */
  function stepsEach(text: string): number {
    const budget = new ReadingBudget(Infinity);
    const counting = { steps: 0 };
    budget.spend = (steps) => void (counting.steps += steps);
    readStatedCounts(text, OF, budget);
    return counting.steps / text.length;
  }
  const words = Object.values(VOCABULARY).flat();

  it('takes as many steps for a long text as for its parts, whatever words it repeats', () => {
    const part = fc.array(fc.constantFrom(...words, '9件', '1,000,', '一十', '12月', '2025年', '某', ' '), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(part, (parts) => {
        const text = parts.join('').repeat(Math.ceil(20_000 / parts.join('').length));
        expect(stepsEach(text)).toBeLessThan(80);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    '收到申请1件,',
    '收到申请人的',
    '收到的',
    '通过和和和和的',
    '1,000,',
    '1,000,000件',
    '收到通过、、、、、、的',
    '未发生被因信息公开工作申请',
    '1件信息公开工作申请',
    '一十',
    '复议诉讼',
    '结转2025年继续',
    '申 请',
  ])('takes no long time over a mebibyte of %s', (repeated) => {
    for (const verb of ['收到', '申请', '没有', ''])
      expect(stepsEach(`${verb}${repeated.repeat(350_000 / repeated.length)}申请9件`)).toBeLessThan(20);
  });
});
