import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseScheme } from '../../../shared/contracts/files/scheme-file.ts';

const HEAD = 'indicator,measure,deduction,per,limit,within,source,english,group,cap\n';
const complaints = (text: string) => {
  const parsed = parseScheme(text, 'csv');
  return parsed.kind === 'bad' ? parsed.complaints.map(({ line, column }) => `${line} ${column}`) : [];
};

describe('a file of a scheme', () => {
  it('is a line an indicator, in points of two decimals', () => {
    const text = `${HEAD}按时报送,filed-late,0.5,1,5,3,某办法第六条,On time,,\n未报送,missing,10,,,,某办法第七条,,,\n`;
    expect(parseScheme(text, 'csv')).toMatchObject({
      kind: 'ok',
      rules: [
        {
          indicator: { zh: '按时报送', en: 'On time' },
          fact: 'filed-late',
          deductionHundredths: 50,
          per: 1,
          limitHundredths: 500,
          within: 3,
          source: '某办法第六条',
        },
        {
          indicator: { zh: '未报送', en: '未报送' },
          fact: 'missing',
          deductionHundredths: 1_000,
          limitHundredths: 1_000,
          source: '某办法第七条',
        },
      ],
    });
  });

  it('is read with Chinese heads and words of facts; without a line it takes the scheme away', () => {
    expect(parseScheme('指标,事实,扣分,依据\n按时,迟报,2,某办法\n', 'csv')).toMatchObject({
      kind: 'ok',
      rules: [{ fact: 'filed-late', deductionHundredths: 200, limitHundredths: 200 }],
    });
    expect(parseScheme(HEAD, 'csv')).toMatchObject({ kind: 'ok', rules: [] });
  });

  it.each([
    ['there is no such fact', '按时,late,1,,,,某办法,,,\n', ['2 measure']],
    ['the name is missing', ',missing,1,,,,某办法,,,\n', ['2 indicator']],
    ['no document lays it down', '按时,missing,1,,,,,,,\n', ['2 source']],
    ['nothing is deducted', '按时,missing,0,,,,某办法,,,\n', ['2 deduction']],
    ['points have three decimals', '按时,missing,0.125,,,,某办法,,,\n', ['2 deduction']],
    ['each has no limit', '按时,filed-late,1,1,,,某办法,,,\n', ['2 limit']],
    ['the limit is below one deduction', '按时,filed-late,2,1,1,,某办法,,,\n', ['2 limit']],
    ['it is for each of none', '按时,filed-late,1,0,5,,某办法,,,\n', ['2 per']],
    ['what is free is no number', '按时,filed-late,1,,,几天,某办法,,,\n', ['2 within']],
    ['text may repeat nothing', '照搬,repeated-text,1,,,,某办法,,,\n', ['2 within']],
    ['an item has no points', '按时,missing,1,,,,某办法,,年度报告,\n', ['2 cap']],
    [
      'an item is worth two things',
      '按时,missing,1,,,,某办法,,年度报告,4\n退回,returned,1,,,,某办法,,年度报告,5\n',
      ['3 cap'],
    ],
    [
      'an indicator stands twice',
      '按时,missing,1,,,,某办法,,,\n按时,returned,1,,,,某办法,,,\n',
      ['3 indicator'],
    ],
  ])('is refused where %s', (_, text, expected) => {
    expect(complaints(HEAD + text)).toEqual(expected);
  });

  it('says what to write in the place of what it does not know', () => {
    const parsed = parseScheme(`${HEAD}按时,late,1,,,,某办法,,,\n`, 'csv');
    const [told] = parsed.kind === 'bad' ? parsed.complaints : [];
    expect(told?.problem.zh).toContain('filed-late(迟报)');
    expect(told?.problem.en).toContain('write one of missing, filed-late');
  });

  it('has at most 40 lines', () => {
    const lines = (n: number) =>
      Array.from({ length: n }, (_, i) => `指标${i},missing,1,,,,某办法,,,\n`).join('');
    expect(complaints(HEAD + lines(40))).toEqual([]);
    expect(complaints(HEAD + lines(41))).toEqual(['1 ']);
  });
});

it.each([
  ['licheng-2020', 7],
  ['yuhuan-2018', 3],
])('the documentation’s example %s is one', (name, count) => {
  const text = readFileSync(new URL(`../../../docs/schemes/${name}.csv`, import.meta.url), 'utf8');
  const parsed = parseScheme(text, 'csv');
  expect(parsed.kind === 'ok' ? parsed.rules : parsed).toHaveLength(count);
});
