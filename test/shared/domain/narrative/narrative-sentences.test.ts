/**
 * Rule Q1 over sentences in the manner of reports, written for this table: half of them honest, which must say nothing, half
 * of them contradict the figures beside which they stand.
 */
import { describe, expect, it } from 'vitest';
import {
  findContradictions,
  readNarrativeCounts,
} from '../../../../shared/domain/narrative/check-narrative.ts';
import { ReadingBudget } from '../../../../shared/domain/narrative/reading-budget.ts';
import { figuresOf } from '../../../support/a-report.ts';

const OF = { year: 2024, agencyName: '柳北区教育局' };

/** New, carried in, finished, carried out; reconsideration, litigation directly and after reconsideration. */
type Case = readonly [number, number, number, number, number, number, number];
const SMALL: Case = [9, 2, 10, 1, 3, 1, 2];
const ONE: Case = [1, 1, 2, 0, 0, 0, 0];
const LARGE: Case = [10_023, 12, 10_030, 5, 20, 30, 4];
const NONE: Case = [0, 0, 0, 0, 0, 0, 0];

const figures = ([received, carriedIn, handled, carriedOut, reviewed, direct, after]: Case) =>
  figuresOf({
    set: {
      '/applications/received/total': received,
      '/applications/carriedIn/total': carriedIn,
      '/applications/results/total/total': handled,
      '/applications/carriedOut/total': carriedOut,
      '/reconsideration/total': reviewed,
      '/litigation/direct/total': direct,
      '/litigation/afterReconsideration/total': after,
    },
  });

const HONEST: readonly (readonly [Case, readonly string[]])[] = [
  [
    SMALL,
    [
      // With those carried in.
      '共收到政府信息公开申请11件(其中上年结转2件),已办结10件。',
      '全年共收到依申请公开11件(含上年结转2件)。',
      '收到政府信息公开申请11件,其中上年度结转2件,本年新收9件。',
      '收到政府信息公开申请11件,其中本年新收9件,上年结转2件。',
      '本年度收到信息公开申请11件,包括2023年结转的2件。',
      '收到政府信息公开申请11件(包含上一年度结转申请2件)。',
      '加上上年结转的2件,我局共收到政府信息公开申请11件。',
      '连同上年结转2件,全年共收到政府信息公开申请11件。',
      '收到政府信息公开申请11件,其中2件为上年结转。',
      '接收政府信息公开申请11件(内含上年结转)。',
      '共收到申请十一件(其中结转两件),均依法处理。',
      '收到申请11件,含去年结转2件,政府信息公开工作平稳有序。',
      '共受理政府信息公开申请11件(其中上年结转2件)。',
      '收到政府信息公开申请９件，上年结转２件，办结１０件，结转下年度１件。',
      '新收政府信息公开申请9件,上年结转2件,合计11件。',
      '新收政府信息公开申请9件,加上年结转2件,共办理11件。',
      '新收到政府信息公开申请9件(不含上年结转2件)。',
      // Received, accepted, handled.
      '2024年,我局新收政府信息公开申请9件。',
      '二〇二四年共收到政府信息公开申请九件。',
      '截至12月31日,共收到政府信息公开申请9件。',
      '截至2024年12月底,共收到政府信息公开申请9件。',
      '2024年1月1日至2024年12月31日,收到政府信息公开申请9件。',
      '全年受理政府信息公开申请9件。',
      '全年受理政府信息公开申请11件。',
      '收办依申请公开11宗。',
      '办理政府信息公开申请10件。',
      '政府信息公开申请9件,均已按期办结。',
      '申请9件,均已办结。',
      '政府信息公开申请数:9。',
      '收到政府信息公开申请数量:9。',
      '收到依申请公开信息9条。',
      '收到政府信息公开申请9份、办结10份。',
      '办结政府信息公开申请10件(其中上年结转1件)。',
      '办结申请10件,其中含上年结转1件;政府信息公开申请均未超期。',
      '答复政府信息公开申请10件,其中上年结转1件。',
      '本年度共答复政府信息公开申请9件。',
      // Parts.
      '收到政府信息公开申请9件,其中自然人申请7件、法人申请2件。',
      '收到政府信息公开申请9件,其中网络申请5件,信函申请3件,当面申请1件。',
      '当面收到政府信息公开申请4件,网络收到政府信息公开申请5件。',
      '通过信函收到政府信息公开申请3件。',
      '通过政府网站平台收到申请5件,通过邮寄收到申请4件,政府信息公开渠道畅通。',
      '其中,收到企业提出的政府信息公开申请2件。',
      '予以公开政府信息公开申请4件,部分公开2件,无法提供3件。',
      '不予公开政府信息公开申请2件。',
      '不予受理政府信息公开申请1件。',
      '逾期答复政府信息公开申请0件。',
      '撤回政府信息公开申请1件。',
      '上半年收到政府信息公开申请4件。',
      '第三季度收到政府信息公开申请3件。',
      '2024年1月1日至6月30日,收到政府信息公开申请4件。',
      '5月15日,收到政府信息公开申请1件。',
      // Other years, other bodies, other matters.
      '2023年收到政府信息公开申请20件。',
      '较上年收到的政府信息公开申请20件减少11件。',
      '上年收到政府信息公开申请20件,今年收到政府信息公开申请9件。',
      '2022年收到政府信息公开申请31件,2023年收到20件,2024年收到9件。',
      '近三年累计收到政府信息公开申请60件。',
      '区公安局收到政府信息公开申请56件。',
      '各镇乡收到政府信息公开申请15件。',
      '全系统收到政府信息公开申请86件。',
      '区政府办转办政府信息公开申请3件。',
      '协助上级机关答复政府信息公开申请4件。',
      '收到群众来信31件,办结31件。',
      '受理12345热线工单420件,办结419件。',
      '收到行政许可申请88件,均已办结。',
      '受理入学申请3200件。',
      '办理人大代表建议6件、政协提案5件。',
      '主动公开政府信息1520条。',
      '对政府信息公开申请的办结率为100%。',
      '收到政府信息公开申请约10件。',
      '收到政府信息公开申请近20件。',
      '收到政府信息公开申请10余件。',
      '接待政府信息公开申请咨询35件次。',
      // Carried, disputed.
      '结转下年度继续办理的政府信息公开申请1件。',
      '1件政府信息公开申请结转至2025年办理。',
      '另有1件申请依法顺延至下年度答复,政府信息公开申请无超期。',
      '结转上年度政府信息公开申请2件。',
      '因政府信息公开引起的行政复议3件、行政诉讼3件。',
      '政府信息公开行政诉讼3件,其中未经复议直接起诉1件,复议后起诉2件。',
      '政府信息公开行政复议3件,结果维持2件,结果纠正1件。',
      '政府信息公开行政复议、行政诉讼共6件。',
      '因信息公开被提起行政诉讼3起。',
      '没有发生因政府信息公开败诉的行政诉讼。',
      '未收到申请人对政府信息公开答复的异议。',
    ],
  ],
  [
    ONE,
    [
      '共收到政府信息公开申请2件(其中上年结转1件),均已办结。',
      '新收到政府信息公开申请1件,上年结转1件,均已办结。',
      '全年收到1件政府信息公开申请,无结转下年度办理的申请。',
      '没有结转下年的申请。',
      '未发生行政复议、行政诉讼。',
      '没有因政府信息公开工作引起的行政复议、行政诉讼等情况。',
    ],
  ],
  [
    LARGE,
    [
      '全年收到政府信息公开申请10,023件。',
      '全年收到政府信息公开申请10 023件。',
      '全年收到政府信息公开申请1万件。',
      '全年收到政府信息公开申请1.0万件。',
      '全年收到政府信息公开申请一万零二十三件。',
      '全年收到政府信息公开申请１００２３件。',
      '共办结政府信息公开申请10,030件,结转下年度5件。',
      '收到政府信息公开申请10,035件(含上年结转12件)。',
      '政府信息公开类行政诉讼34件。',
    ],
  ],
  [
    NONE,
    [
      '本年度未收到政府信息公开申请。',
      '我局未收到公民、法人或其他组织提出的政府信息公开申请。',
      '无政府信息公开申请。',
      '无上年结转,无结转下年度办理的政府信息公开申请。',
      '未收到政府信息公开申请,未发生因政府信息公开引起的行政复议和行政诉讼。',
      '收到政府信息公开申请0件。',
      '办理行政许可申请12件,收到政府信息公开申请0件。',
    ],
  ],
];

const CONTRADICTING: readonly (readonly [Case, readonly (readonly [string, ...string[]])[]])[] = [
  [
    SMALL,
    [
      ['新收政府信息公开申请8件。', 'received 8 9'],
      ['2024年,我局共收到政府信息公开申请12件。', 'received 12 9'],
      ['共收到政府信息公开申请12件(其中上年结转2件)。', 'receivedAndCarriedIn 12 11'],
      ['全年共收到依申请公开20件(含上年结转2件)。', 'receivedAndCarriedIn 20 11'],
      ['收到政府信息公开申请8件,包括2023年结转的2件。', 'receivedAndCarriedIn 8 11'],
      ['收到政府信息公开申请11件(其中上年结转3件)。', 'carriedIn 3 2'],
      ['加上上年结转的2件,我局共收到政府信息公开申请13件。', 'receivedAndCarriedIn 13 11'],
      ['收到政府信息公开申请13件,其中2件为上年结转。', 'receivedAndCarriedIn 13 11'],
      ['收到政府信息公开申请11件。', 'received 11 9'],
      ['收到政府信息公开申请１１件。', 'received 11 9'],
      ['收到政府信息公开申请十二件。', 'received 12 9'],
      ['收到十二件政府信息公开申请。', 'received 12 9'],
      ['收到政府信息公开申请19起。', 'received 19 9'],
      ['收到依申请公开信息8条。', 'received 8 9'],
      ['收到信息公开申请8宗,均已答复。', 'received 8 9'],
      ['收到8项政府信息公开申请。', 'received 8 9'],
      ['接收政府信息公开申请案件10件。', 'received 10 9'],
      ['接到群众提交的政府信息公开申请10件。', 'received 10 9'],
      ['收到公民、法人和其他组织提出的政府信息公开申请共计10件。', 'received 10 9'],
      ['通过网络、信函等方式共收到政府信息公开申请8件。', 'received 8 9'],
      ['接收通过邮寄、网络提交的各类政府信息公开申请共计8件。', 'received 8 9'],
      ['收到政府信息公开申请数量:8。', 'received 8 9'],
      ['政府信息公开申请数:8。', 'processed 8 9'],
      ['申请8件,均已办结。', 'processed 8 9'],
      ['政府信息公开申请12件,均已按期答复。', 'processed 12 9'],
      ['截至12月31日,共收到政府信息公开申请8件。', 'received 8 9'],
      ['截至2024年12月底,共收到政府信息公开申请8件。', 'received 8 9'],
      ['1至12月,收到政府信息公开申请8件。', 'received 8 9'],
      ['二〇二四年共收到政府信息公开申请二十件。', 'received 20 9'],
      ['2023年收到政府信息公开申请9件,2024年收到政府信息公开申请20件。', 'received 20 9'],
      ['区教育局共收到政府信息公开申请8件。', 'received 8 9'],
      ['柳北区教育局全年收到政府信息公开申请8件。', 'received 8 9'],
      ['收到政府信息公开申请8件,其中自然人申请7件、法人申请1件。', 'received 8 9'],
      ['收到政府信息公开申请8件,其中网络申请5件,信函申请3件。', 'received 8 9'],
      ['当面收到政府信息公开申请4件,我局收到政府信息公开申请共7件。', 'received 7 9'],
      ['收到行政许可申请88件,收到政府信息公开申请8件。', 'received 8 9'],
      ['收到群众来信31件。收到政府信息公开申请8件。', 'received 8 9'],
      ['依申请公开方面,全年收到申请8件。', 'received 8 9'],
      ['依申请公开方面,收到8件,均已答复。', 'received 8 9'],
      ['政府信息公开申请工作扎实,新收8件;办结10件。', 'received 8 9'],
      ['受理政府信息公开申请10件。', 'accepted 10 9'],
      ['收办依申请公开12宗。', 'accepted 12 9'],
      ['全年受理政府信息公开申请13件(其中上年结转2件)。', 'receivedAndCarriedIn 13 11'],
      ['办理政府信息公开申请8件。', 'processed 8 9'],
      ['办结政府信息公开申请9件。', 'handled 9 10'],
      ['政府信息公开申请办结11件。', 'handled 11 10'],
      ['政府信息公开申请已全部办理完毕9件。', 'handled 9 10'],
      ['收到政府信息公开申请9件,办结9件。', 'handled 9 10'],
      ['办结申请9件,政府信息公开申请无超期。', 'handled 9 10'],
      ['答复政府信息公开申请8件。', 'answered 8 10'],
      ['按时答复依申请公开12件。', 'answered 12 10'],
      ['政府信息公开申请上年结转3件。', 'carriedIn 3 2'],
      ['2023年结转政府信息公开申请1件。', 'carriedIn 1 2'],
      ['结转上年度政府信息公开申请1件。', 'carriedIn 1 2'],
      ['新收政府信息公开申请9件,上年度结转一件。', 'carriedIn 1 2'],
      ['无上年结转。', 'carriedIn 0 2'],
      ['上年无结转。', 'carriedIn 0 2'],
      ['收到政府信息公开申请9件,没有上年度结转的申请。', 'carriedIn 0 2'],
      ['结转下年度继续办理的政府信息公开申请2件。', 'carriedOut 2 1'],
      ['2件政府信息公开申请结转至2025年办理。', 'carriedOut 2 1'],
      ['另有3件申请依法顺延至下年度答复。', 'carriedOut 3 1'],
      ['政府信息公开申请转下一年度办理2件。', 'carriedOut 2 1'],
      ['没有结转下年的申请。', 'carriedOut 0 1'],
      ['无结转下年度继续办理的政府信息公开申请。', 'carriedOut 0 1'],
      ['因政府信息公开引起的行政复议2件。', 'reconsideration 2 3'],
      ['政府信息公开行政复议案件5起。', 'reconsideration 5 3'],
      ['有2件涉及政府信息公开工作的行政复议。', 'reconsideration 2 3'],
      ['因政府信息公开引起的行政诉讼1件。', 'litigation 1 3'],
      ['政府信息公开行政诉讼2件,其中复议后起诉2件。', 'litigation 2 3'],
      ['有4起因政府信息公开引起的行政诉讼案件。', 'litigation 4 3'],
      ['政府信息公开行政复议、行政诉讼共5件。', 'disputes 5 6'],
      ['本年度未收到政府信息公开申请。', 'received 0 9'],
      ['没有收到公民、法人和其他组织的政府信息公开申请。', 'received 0 9'],
      ['无政府信息公开申请。', 'received 0 9'],
      ['未发生行政复议、行政诉讼。', 'reconsideration 0 3', 'litigation 0 3'],
      ['没有发生因政府信息公开工作而引起的行政复议、行政诉讼等情况。', 'reconsideration 0 3', 'litigation 0 3'],
      ['未发生因政府信息公开引起的行政诉讼案件。', 'litigation 0 3'],
    ],
  ],
  [ONE, [['共收到政府信息公开申请3件(其中上年结转1件),均已办结。', 'receivedAndCarriedIn 3 2']]],
  [
    LARGE,
    [
      ['全年收到政府信息公开申请10,024件。', 'received 10024 10023'],
      ['全年收到政府信息公开申请2万件。', 'received 20000 10023'],
      ['全年收到政府信息公开申请1.2万件。', 'received 12000 10023'],
      ['全年收到政府信息公开申请一万零二十四件。', 'received 10024 10023'],
      ['全年收到政府信息公开申请１，０２３件。', 'received 1023 10023'],
      ['共办结政府信息公开申请10,003件。', 'handled 10003 10030'],
      ['政府信息公开类行政诉讼30件。', 'litigation 30 34'],
    ],
  ],
  [
    NONE,
    [
      ['收到政府信息公开申请1件。', 'received 1 0'],
      ['上年结转政府信息公开申请1件。', 'carriedIn 1 0'],
      ['结转2025年继续办理政府信息公开申请1件。', 'carriedOut 1 0'],
      ['因政府信息公开引起的行政诉讼一件。', 'litigation 1 0'],
    ],
  ],
]; // prettier-ignore

const told = (sentence: string, of: Case): string[] =>
  findContradictions(readNarrativeCounts([sentence], OF, new ReadingBudget()), figures(of)).map(
    ({ thing, stated, expected }) => `${thing} ${stated} ${expected}`,
  );

describe('an honest sentence', () => {
  it.each(HONEST.flatMap(([of, sentences]) => sentences.map((sentence) => [sentence, of] as const)))(
    '%s',
    (sentence, of) => {
      expect(told(sentence, of)).toEqual([]);
    },
  );
});

describe('a sentence that contradicts the figures', () => {
  it.each(
    CONTRADICTING.flatMap(([of, sentences]) =>
      sentences.map(([sentence, ...expected]) => [sentence, of, expected] as const),
    ),
  )('%s', (sentence, of, expected) => {
    expect(told(sentence, of).toSorted()).toEqual(expected.toSorted());
  });
});

it('has as many sentences as were asked for, both ways', () => {
  const [honest, contradicting] = [HONEST, CONTRADICTING].map((table) =>
    table.reduce((sum, [, sentences]) => sum + sentences.length, 0),
  );
  expect(honest! + contradicting!).toBeGreaterThanOrEqual(150);
  expect(Math.min(honest!, contradicting!)).toBeGreaterThan(70);
});
