/** T8: the processing fee, its figures against one another and against the text. */
import { describe, expect, it } from 'vitest';
import type { Patch } from '../../../../../shared/domain/rules/rule-examples.ts';
import { readFeeStatements } from '../../../../../shared/domain/narrative/fee-statements.ts';
import { findByRule } from '../../../../support/tell-rules.ts';

interface Fee {
  notices?: number;
  noticedCny?: number;
  collectedCny?: number;
}
const UNPAID = '/applications/results/otherHandling/feeUnpaid/total';
const ALL_FEES = '/proactive/fees/amountWanCny';

const tell = (fee: Fee | undefined, set: Patch = {}, edition: '2019' | '2021' = '2021') =>
  findByRule(
    'T8',
    { '/narrative/overview': '全年收到申请12件。', '/narrative/other': '', ...set },
    {
      ...(fee && {
        rewrite: { from: '"district"', to: `"processingFee":${JSON.stringify(fee)},"district"` },
      }),
      ...(edition === '2019' && { year: 2020, edition, receivedAt: '2027-01-10T12:00:00+08:00' }),
    },
  );

describe('the figures of the fee', () => {
  const plenty = { [ALL_FEES]: 1 };
  it.each<[string, Fee | undefined, Patch, string[]]>([
    ['more unpaid than notices', { notices: 1 }, { [UNPAID]: 2 }, [UNPAID]],
    ['more unpaid than no notice', { notices: 0 }, { [UNPAID]: 1 }, [UNPAID]],
    ['as many', { notices: 2 }, { [UNPAID]: 2 }, []],
    ['unpaid, the notices left out', { noticedCny: 10 }, { [UNPAID]: 2 }, []],
    ['nothing filled in', undefined, { [UNPAID]: 2 }, []],
    [
      'a fen more collected than noticed',
      { noticedCny: 120.1, collectedCny: 120.11 },
      plenty,
      ['/processingFee/collectedCny'],
    ],
    ['the same', { noticedCny: 120.1, collectedCny: 120.1 }, plenty, []],
    ['less', { noticedCny: 120.1, collectedCny: 0 }, plenty, []],
    ['collected, the amount noticed left out', { collectedCny: 99 }, plenty, []],
    ['a fen more than all fees', { collectedCny: 3000.02 }, { [ALL_FEES]: 0.300001 }, [ALL_FEES]],
    ['more than two decimals could hide', { collectedCny: 3050.01 }, { [ALL_FEES]: 0.3 }, [ALL_FEES]],
    ['what two decimals hide', { collectedCny: 120 }, { [ALL_FEES]: 0.01 }, []],
    ['what four decimals hide', { collectedCny: 3001.5 }, { [ALL_FEES]: 0.3001 }, []],
    ['more than four decimals hide', { collectedCny: 3001.51 }, { [ALL_FEES]: 0.3001 }, [ALL_FEES]],
    ['all fees, exactly', { collectedCny: 3000.01 }, { [ALL_FEES]: 0.300001 }, []],
    ['collected, beside no fees at all', { collectedCny: 50.01 }, { [ALL_FEES]: 0 }, [ALL_FEES]],
    [
      'three at once',
      { notices: 0, noticedCny: 51, collectedCny: 52 },
      { [UNPAID]: 1 },
      [ALL_FEES, UNPAID, '/processingFee/collectedCny'],
    ],
  ])('of %s', (_, fee, set, paths) => {
    expect(
      tell(fee, set)
        .map(({ path }) => path)
        .sort(),
    ).toEqual([...paths].sort());
  });

  it('are not compared in edition 2019', () => {
    expect(tell(undefined, {}, '2019')).toEqual([]);
  });

  it('are told with both sides', () => {
    expect(tell({ collectedCny: 3050.01 }, { [ALL_FEES]: 0.3 })).toMatchObject([
      { severity: 'warning', found: 0.3, expected: 0.305001 },
    ]);
    expect(tell({ notices: 1 }, { [UNPAID]: 2 })).toMatchObject([{ found: 2, expected: 1 }]);
  });
});

describe('what the text says of the fee', () => {
  const fee: Fee = { notices: 3, noticedCny: 120, collectedCny: 80.5 };
  const say = (text: string, of: Fee = fee) => tell(of, { [ALL_FEES]: 1, '/narrative/other': text });

  it.each([
    ['本年度未收取信息处理费。', '未收取信息处理费', 80.5],
    ['全年没有产生政府信息公开信息处理费。', '没有产生政府信息公开信息处理费', 80.5],
    ['信息处理费收取情况:无。', '处理费收取情况:无', 80.5],
    ['2026年信息处理费为0元。', '处理费为0元', 80.5],
    ['信息处理费方面,没有发出收费通知。', '没有发出收费通知', 3],
    ['依规收取信息处理费90元。', '依规收取信息处理费90元', 80.5],
    ['共收取信息处理费0.9万元。', '共收取信息处理费0.9万元', 80.5],
    ['信息处理费实收八十元。', '信息处理费实收八十元', 80.5],
    ['发出信息处理费收费通知4件。', '收费通知4件', 3],
    ['发出三十份收费通知。', '三十份收费通知', 3],
    ['信息处理费通知金额１３０元。', '信息处理费通知金额130元', 120],
    ['信息处理费 1,300 元。', '信息处理费1,300元', 120],
    ['收取信息处\n理费90元。', '收取信息处理费90元', 80.5],
  ])('contradicts what is filled in: %s', (text, found, expected) => {
    expect(say(text)).toMatchObject([{ rule: 'T8', path: '/narrative/other', found, expected }]);
  });

  it.each([
    ['收取信息处理费80.5元。'],
    ['收取信息处理费80.50元,发出收费通知3件,通知金额120元。'],
    ['信息处理费120元。'],
    ['信息处理费八十余元。'],
    ['收取信息处理费约80元。'],
    ['收取张某信息处理费50元,收取李某信息处理费30.5元。'],
    ['2025年收取信息处理费900元。'],
    ['上年未收取信息处理费,今年起收取。'],
    ['信息处理费标准为每件30页以上收100元。'],
    ['信息处理费按件计收10元/件。'],
    ['3件申请因申请人逾期未缴纳信息处理费不再处理。'],
    ['全区各单位收取信息处理费9000元。'],
    ['退还多收的信息处理费5元。'],
    ['减免信息处理费20元。'],
    ['行政事业性收费300万元,与信息处理费分列。'],
    ['依法发出收费通知叁件。'],
    ['全年收取停车费用7000元。'],
    ['信息处理费无法当面缴清的,可以汇款。'],
    ['无信息处理费投诉。'],
    ['没有信息处理费欠缴情况。'],
    ['无信息处理费退费情形。'],
    ['未收取信息处理费以外的任何费用。'],
  ])('fits, or is not about it: %s', (text) => {
    expect(say(text)).toEqual([]);
  });

  it.each<[string, Fee]>([
    ['未收取信息处理费。', { notices: 3, noticedCny: 120 }],
    ['收取信息处理费90元。', { noticedCny: 120 }],
    ['信息处理费90元。', { collectedCny: 80 }],
    ['发出收费通知9件。', { collectedCny: 80 }],
    ['未收取信息处理费。', { collectedCny: 0 }],
    ['未发出收费通知。', { notices: 0 }],
  ])('is not compared with what is left out, and none is 0: %s', (text, of) => {
    expect(say(text, of)).toEqual([]);
  });

  it('holds where one of two places fits, and is told once a section', () => {
    const told = tell(fee, {
      [ALL_FEES]: 1,
      '/narrative/overview': '收取信息处理费80.5元。',
      '/narrative/other': '收取信息处理费90元,发出收费通知5件,通知金额7元。',
    });
    expect(told.map(({ path }) => path)).toEqual(['/narrative/other']);
  });

  it('is marked where it was written', () => {
    const [finding] = say('其他事项,\n收取信息 处理费 90 元。');
    expect(finding?.passage).toEqual({ path: '/narrative/other', start: 6, end: 19 });
  });

  it('takes no longer than its length', () => {
    for (const text of ['收费通知1元', '处理费', '未向', '1', '通知收取', '处理费1元,', '。处理费1元'].map(
      (words) => words.repeat(350_000 / words.length),
    )) {
      const before = performance.now();
      readFeeStatements(`处理费${text}`, 2026);
      expect(performance.now() - before).toBeLessThan(1500);
    }
  });
});
