import { describe, expect, it } from 'vitest';
import { judgeText, readMarked } from '../../../../support/judge-text.ts';

const PATH = '/preamble';

describe('T2, of a report for 2026', () => {
  it.each([
    ['统计期限为2025年1月1日至12月31日。', '统计期限为2025年1月1日至12月31日'],
    ['数据的统计期限自2026年1月1日起至2025年12月31日止。', '数据的统计期限自2026年1月1日起至2025年12月31日'],
    ['所列数据统计时间:2026.1.1-2026.11.30。', '数据统计时间:2026.1.1-2026.11.30'],
    ['统计期限从２０２５年１月１日到１２月３１日。', '统计期限从２０２５年１月１日到１２月３１日'],
    ['统计期间为2026年1月10日 至2026年12月31日。', '统计期间为2026年1月10日 至2026年12月31日'],
    ['统计周期是二〇二五年1月1日至12月31日。', '统计周期是二〇二五年1月1日至12月31日'],
  ])('finds %j', (words, marked) => {
    const [finding, ...more] = judgeText('T2', { [PATH]: words });
    expect(more).toEqual([]);
    expect(finding && readMarked(finding, { [PATH]: words })).toBe(marked);
  });

  it.each([
    '统计期限为2026年1月1日至2026年12月31日。',
    '统计期限为2026年1月1日起至12月31日止。',
    '统计期限自2026-01-01至2026-12-31。',
    '统计期限为当年1月1日至12月31日。',
    '本报告反映全年情况。',
    '清理了2021年1月1日至2025年12月31日制发的文件。',
    '数据截至2026年12月31日。',
  ])('passes %j', (words) => {
    expect(judgeText('T2', { [PATH]: words })).toEqual([]);
  });
});
