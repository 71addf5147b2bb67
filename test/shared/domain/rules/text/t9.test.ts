import { describe, expect, it } from 'vitest';
import { judgeText } from '../../../../support/judge-text.ts';
import { runExample } from '../../../../support/run-example.ts';
import { makeTextExample } from '../../../../../shared/domain/rules/rule-examples.ts';

const PATH = '/narrative/problems';

describe('T9', () => {
  it.each([
    '略',
    '同上。',
    '(从略)',
    '详见附件。',
    '具体情况见附表三的第二页说明。',
    '暂无。',
    '不存在问题',
    '本单位政府信息公开工作不存在明显问题。',
    '我局未发现存在的问题和不足。',
    '更新偏慢。',
    '本机关政府信息公开工作没有其他需要说明的问题。',
    '无突出问题。',
    '目前没有发现存在的问题',
  ])('finds %j', (words) => {
    expect(judgeText('T9', { [PATH]: words })).toMatchObject([
      { path: PATH, severity: 'warning', passage: { start: 0, end: words.length } },
    ]);
  });

  it.each([
    '没有大的问题,但个别栏目更新偏慢。',
    '答复书不够规范,详见附件;将统一文本。',
    '存在人手不足、经验不够的问题。',
    '不存在重大问题,今后将逐月通报更新情况。',
    '一是解读形式单一;二是更新偏慢。',
    '公开的主动性不够强,暂无专职人员。',
    '存在公开内容更新没有及时跟上的问题。',
    '无障碍阅读功能不完善的问题。',
    '政务新媒体无专人维护的问题。',
  ])('passes %j', (words) => {
    expect(judgeText('T9', { [PATH]: words })).toEqual([]);
  });

  it.each(['', '无', '无。', ' ', '……'])('leaves %j to the rule on empty sections', (words) => {
    const { findings } = runExample(makeTextExample('', '', { [PATH]: words }).filing);
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([['Q2', PATH]]);
  });

  it('lets section VI be short', () => {
    expect(judgeText('T9', { '/narrative/other': '略' })).toEqual([]);
  });
});
