/** What a spreadsheet must not run and a reader of CSV must find again. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCsvLines } from '../../../shared/letters/csv-lines.ts';

describe('lines of CSV', () => {
  it('end with CRLF, and begin with a byte order mark where one is asked for', () => {
    expect(writeCsvLines([['机构', 1], [], [null, '']])).toBe('机构,1\r\n\r\n,\r\n');
    expect(writeCsvLines([['a']], { bom: true })).toBe('\ufeffa\r\n');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['说"好"', '"说""好"""'],
    ['两\r\n行', '"两\r\n行"'],
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    [-1, '-1'],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\uff1d1', "'\uff1d1"],
    ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
    ['a\u001bb', 'a\\u001bb'],
  ])('write %j as %s', (cell, written) => {
    expect(writeCsvLines([[cell]])).toBe(`${written}\r\n`);
  });

  it('are read again as they were written', () => {
    const text = fc
      .string({
        unit: fc.constantFrom('a', '局', ' ', '"', ',', ';', '\n', '\t', "'", '=', '+', '-', '@', '\\'),
      })
      .map((cell) => cell.replace(/^[=+\-@\t]+/, ''));
    const cell = fc.oneof(text, fc.integer());
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));
    fc.assert(
      fc.property(table, (lines) => {
        expect(parse(writeCsvLines(lines), { record_delimiter: '\r\n' })).toEqual(
          lines.map((cells) => cells.map(String)),
        );
      }),
    );
  });
});
