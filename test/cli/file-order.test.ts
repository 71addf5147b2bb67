import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { compareFiles } from '../../cli/file-order.ts';

describe('the order of files', () => {
  it.each([
    [['2024.json', '2024.2.json', '2024.10.json']],
    [['2.json', '10.json']],
    [['a/9.JSON', 'a/10.json', 'b/1.json']],
    [['报告.json', '报告2.json', '报告10.json']],
  ])('is by number: %j', (files) => {
    expect(files.toReversed().toSorted(compareFiles)).toEqual(files);
  });

  it('takes 2 and 02 for the same number', () => {
    const sorted = ['10.json', '3.json', '02.json', '2.json'].toSorted(compareFiles);
    expect(sorted).toEqual(['02.json', '2.json', '3.json', '10.json']);
  });

  it('is an order, whatever the names', () => {
    const name = fc.string({ unit: fc.constantFrom('0', '1', '2', '9', 'a', '.', '/', '-') });
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        expect(Math.sign(compareFiles(a, b)) + Math.sign(compareFiles(b, a))).toBe(0);
        expect(compareFiles(a, b) === 0).toBe(a === b);
        if (compareFiles(a, b) <= 0 && compareFiles(b, c) <= 0)
          expect(compareFiles(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
