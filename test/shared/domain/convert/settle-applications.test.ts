import { expect, test } from 'vitest';
import {
  settleApplications,
  type OpenRow,
} from '../../../../shared/domain/convert/tables/settle-applications.ts';
import { CATALOGUES } from '../../../../shared/domain/form/catalogue.ts';

/** A row that may say any of these, all of one applicant kind. */
const open = (key: string, ...values: readonly number[]): OpenRow => ({
  row: CATALOGUES['2021'].rowByPath.get(`/applications/${key}`)!,
  readings: values.map((value) => [value, 0, 0, 0, 0, 0, value]),
});
const UP_TO_40 = Array.from({ length: 40 }, (_, i) => i);

test('a search that was given up decides nothing: what it has not seen may be right, too', () => {
  const rows = settleApplications([
    open('received', ...UP_TO_40),
    open('carriedIn', 0, 1),
    open('results/granted', ...UP_TO_40),
    open('results/total', ...UP_TO_40),
    open('carriedOut', ...UP_TO_40),
  ]);
  expect(rows.map(({ why }) => why)).toEqual(rows.map(() => 'several-readings'));
  expect(rows[1]?.candidates).toHaveLength(2);
});

test('one that comes to its end decides', () => {
  const rows = settleApplications([
    open('received', 3),
    open('carriedIn', 0, 1),
    open('results/granted', 3, 4),
    open('results/total', 3, 4),
    open('carriedOut', 0),
  ]);
  expect(rows.map(({ why }) => why)).toEqual([
    undefined,
    ...new Array(3).fill('several-readings'),
    undefined,
  ]);
  expect(
    settleApplications([
      open('received', 3),
      open('carriedIn', 0, 1),
      open('results/granted', 3, 4),
      open('results/total', 4),
      open('carriedOut', 0),
    ])[1]?.values,
  ).toEqual([1, 0, 0, 0, 0, 0, 1]);
});
