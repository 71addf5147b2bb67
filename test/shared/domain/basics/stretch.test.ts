import { expect, test } from 'vitest';
import { writeStretch } from '../../../../shared/domain/basics/stretch.ts';

test.each([
  [2019, 2021, '2019–2021'],
  [2019, 2019, '2019'],
  ['2026-01-01', '2026-01-01', '2026-01-01'],
  [2019, undefined, '2019–'],
  [undefined, 2021, '–2021'],
  [undefined, undefined, ''],
])('from %s to %s is %j', (first, last, text) => {
  expect(writeStretch(first, last)).toBe(text);
});
