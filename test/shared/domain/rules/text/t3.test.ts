/** The report is of 2026 and was uploaded on 2027-01-20. */
import { describe, expect, it } from 'vitest';
import { decodeReport } from '../../../../../shared/domain/document/decode-report.ts';
import { exampleDocument, makeTextExample } from '../../../../../shared/domain/rules/rule-examples.ts';
import { checkDocument } from '../../../../../shared/domain/verdict/check-report.ts';
import { at, bytesOf } from '../../../../support/a-report.ts';
import { judgeText } from '../../../../support/judge-text.ts';

/** Without a signature, as older documents are. */
function judgeUnsigned(other: string) {
  const { signature, ...document } = JSON.parse(
    exampleDocument(makeTextExample('', '', { '/narrative/other': other }).filing),
  ) as Record<string, unknown>;
  expect(signature).toBeDefined();
  const bytes = bytesOf(document);
  expect(decodeReport(bytes).kind).toBe('read');
  return checkDocument(bytes, at('2027-01-20T10:00:00+08:00')).findings.filter(({ rule }) => rule === 'T3');
}

describe('T3', () => {
  it.each([
    ['2026-01-17', '2027-01-01'],
    ['2026-12-31', '2027-01-01'],
    ['2027-01-21', '2027-01-20'],
  ])('finds a signature of %s', (day, expected) => {
    expect(judgeText('T3', { '/signature/date': day })).toMatchObject([
      { path: '/signature/date', severity: 'warning', found: day, expected },
    ]);
  });

  it.each(['2027-01-01', '2027-01-20'])('passes a signature of %s', (day) => {
    expect(judgeText('T3', { '/signature/date': day })).toEqual([]);
  });

  it.each([
    '无。柳北区教育局2026年1月17日',
    '没有其他事项。\n\n柳北区教育局\n二〇二六年1月17日',
    '无。柳北区教育局 2027 年 1 月 28 日',
    '无其他事项。2026年1月17日',
    '无其他事项。区政府办公室 2026年1月17日',
    '无。柳北区教育局2026年1月17日。',
    '无。(柳北区教育局2026年1月17日)',
    '无。柳北区教育局 2026-01-17',
    '无。柳北区教育局2026.1.17',
    '无。柳北区教育局二〇二六年一月十七日',
    '无。柳北区教育局二〇二六年十二月三十一日。',
  ])('finds %j, where nothing else is signed', (other) => {
    expect(judgeUnsigned(other)).toMatchObject([{ path: '/narrative/other' }]);
  });

  it.each([
    '无。柳北区教育局2027年1月17日',
    '上述事项截至2026年12月31日',
    '专栏上线于2026年5月1日。',
    '2026年5月1日专栏上线,其他事项无。',
    '没有其他事项。',
    '',
    '无。柳北区教育局二〇二七年一月十七日。',
    '数据截至2026.12.31',
    '上述事项截至二〇二六年十二月三十一日。',
  ])('passes %j', (other) => {
    expect(judgeUnsigned(other)).toEqual([]);
  });
});
