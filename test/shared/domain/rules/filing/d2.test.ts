/** D2: filing before publishing is the normal order; reports received before that was so keep their state. */
import { expect, it } from 'vitest';
import { addDays, toIsoDay } from '../../../../../shared/domain/basics/calendar.ts';
import { noFigures } from '../../../../../shared/domain/form/figures.ts';
import { PUBLISHED_PLAUSIBLY } from '../../../../../shared/domain/rules/filing/d2-published-plausibly.ts';
import { TEXT_RULES_SINCE } from '../../../../../shared/domain/rules/text-rules-since.ts';

const tell = (year: number, uploadedOn: string, publishedOn: string, deadline: string): string[] =>
  PUBLISHED_PLAUSIBLY.check(
    { year, figures: noFigures('2021'), name: undefined, publishedOn: toIsoDay(publishedOn) },
    { uploadedOn: toIsoDay(uploadedOn), deadline: toIsoDay(deadline) },
  ).map(({ expected, message: { zh } }) => `${String(expected)} ${zh}`);

it.each([
  ['in the year of the report', '2027-01-20', '2026-12-31', '2027-01-31', /^2027-01-01 .*尚未结束/],
  ['five days after the upload', '2027-01-20', '2027-01-25', '2027-01-31', undefined],
  ['thirty days after it', '2027-01-20', '2027-02-19', '2027-03-31', undefined],
  ['thirty-one days after it', '2027-01-20', '2027-02-20', '2027-03-31', /^2027-02-19 .*晚 30 天以上/],
  ['after the deadline', '2027-01-20', '2027-02-01', '2027-01-31', /^2027-01-31 .*晚于截止日/],
] as const)('published %s', (_, uploadedOn, publishedOn, deadline, said) => {
  const told = tell(2026, uploadedOn, publishedOn, deadline);
  expect(told).toEqual(said === undefined ? [] : [expect.stringMatching(said)]);
});

it('what was received earlier is judged as it was then', () => {
  const before = addDays(TEXT_RULES_SINCE, -1);
  const deadline = addDays(TEXT_RULES_SINCE, 60);
  expect(tell(2025, before, TEXT_RULES_SINCE, deadline)).toEqual([
    expect.stringMatching(`^${before} .*晚于上传日 ${before}。`),
  ]);
  expect(tell(2025, TEXT_RULES_SINCE, addDays(TEXT_RULES_SINCE, 1), deadline)).toEqual([]);
});
