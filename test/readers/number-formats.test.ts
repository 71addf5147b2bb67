/** What a sheet's format shows beside a number belongs to it. */
import { expect, test } from 'vitest';
import { writeInFormat } from '../../shared/readers/sheet/cell-value.ts';

test.each([
  [undefined, '125000'],
  ['General', '125000'],
  ['#,##0.00_ ;[Red]-#,##0.00', '125000'],
  ['_ * #,##0_ ;_ * -#,##0_ ', '125000'],
  ['0"元"', '125000元'],
  ['0.00"万元"', '125000万元'],
  ['"¥"#,##0.00', '125000元'],
  ['[$￥-804]#,##0.00', '125000元'],
  // Shown in thousands, or with a point set in: 12.5 for 125000.
  ['#,##0.0,', '=125000'],
  ['0!.0,', '=125000'],
  ['0"."0,', '=125000'],
])('%s', (code, written) => {
  expect(writeInFormat('125000', code)).toBe(written);
});
