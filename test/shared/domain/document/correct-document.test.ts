import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../../../shared/domain/verdict/check-report.ts';
import { makeInstant } from '../../../../shared/domain/basics/calendar.ts';
import { CATALOGUES } from '../../../../shared/domain/form/catalogue.ts';
import { correctDocument } from '../../../../shared/domain/document/correct-document.ts';
import { readFigure } from '../../../../shared/domain/form/figures.ts';
import { aBalancedReport } from '../../../support/a-balanced-report.ts';
import { aBrokenReport, SPOILED, THE_REPAIR } from '../../../support/a-broken-report.ts';

const NOW = makeInstant(Date.UTC(2025, 5, 1));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (document: Uint8Array | undefined): string | undefined =>
  document && new TextDecoder('utf-8', { ignoreBOM: true }).decode(document);

describe('a corrected document', () => {
  it.each([
    ['{"a":{"b":1}}', '{"a":{"b":7}}'],
    [
      '{ "x" : "机关\\u5c40" ,\r\n\t"a" : { "b" : 123e4 } }\n',
      '{ "x" : "机关\\u5c40" ,\r\n\t"a" : { "b" : 7 } }\n',
    ],
    [
      '\uFEFF{"机关":[{"a":{"b":1}}],"a":{"z":null,"b":1}}',
      '\uFEFF{"机关":[{"a":{"b":1}}],"a":{"z":null,"b":7}}',
    ],
    // A number that was written as text, a key written with an escape, a key that stands twice.
    ['{"a":{"b":"1"}}', '{"a":{"b":7}}'],
    ['{"\\u0061":{"b":1}}', '{"\\u0061":{"b":7}}'],
    ['{"a":{"b":1,"b":2}}', '{"a":{"b":7,"b":7}}'],
    ['{"a/b":1,"a":{"b":1}}', '{"a/b":1,"a":{"b":7}}'],
  ])('%s keeps everything but the figure', (before, after) => {
    expect(text(correctDocument(bytes(before), [{ path: '/a/b', value: 7 }]))).toBe(after);
  });

  it('takes several changes, in any order', () => {
    const changes = [
      { path: '/b', value: 100 },
      { path: '/a', value: 0 },
    ];
    expect(text(correctDocument(bytes('{"a":11,"c":[1],"b":2}'), changes))).toBe('{"a":0,"c":[1],"b":100}');
  });

  it.each(['{"a":{}}', '{"a":[1]}', '{"a":{"b":{}}}', '{"a":{"b":1}', '[]', '', '{"a":{"b":1}} x'])(
    'is not made of %s, which does not state the figure',
    (before) => {
      expect(correctDocument(bytes(before), [{ path: '/a/b', value: 7 }])).toBeUndefined();
    },
  );

  it('is not made of bytes that are not UTF-8', () => {
    expect(correctDocument(Uint8Array.of(0x7b, 0xb1, 0xed, 0x7d), [])).toBeUndefined();
  });

  it('is accepted where the repair was right', () => {
    const corrected = correctDocument(bytes(JSON.stringify(aBrokenReport(), null, '\t')), THE_REPAIR.changes);
    const { outcome, report } = checkDocument(corrected ?? bytes(''), NOW);
    expect([outcome, report && readFigure(report.figures, SPOILED)]).toEqual(['accepted', 21]);
  });

  it('states whatever cells are set to whatever counts, and nothing else anew', () => {
    const cells = CATALOGUES['2021'].cells.filter(({ path }) => path.startsWith('/applications/'));
    const count = fc.integer({ min: 0, max: 999_999_999 });
    const changes = fc.uniqueArray(
      fc.record({ path: fc.constantFrom(...cells.map(({ path }) => path)), value: count }),
      {
        selector: ({ path }) => path,
        maxLength: 12,
      },
    );
    const report = aBrokenReport();
    fc.assert(
      fc.property(changes, fc.constantFrom(undefined, 1, '\t'), (wanted, indent) => {
        const expected = structuredClone(report) as unknown as Record<string, unknown>;
        for (const { path, value } of wanted) {
          const keys = path.slice(1).split('/');
          const last = keys.pop() ?? '';
          const row = keys.reduce((at, key) => at[key] as Record<string, unknown>, expected);
          row[last] = value;
        }
        const corrected = correctDocument(bytes(JSON.stringify(report, null, indent)), wanted);
        expect(text(corrected)).toBe(JSON.stringify(expected, null, indent));
      }),
    );
  });

  it('is readable whatever was written as text, with what the sentence says to write', () => {
    const cells = CATALOGUES['2021'].cells.filter(({ column }) => column.kind === 'count');
    const written = fc.constantFrom('/', '\u2014', '', '\uFF13', '1,003', '3件', ' 7\u200B', '00012');
    const spoiled = fc.uniqueArray(fc.record({ cell: fc.constantFrom(...cells), as: written }), {
      selector: ({ cell }) => cell.path,
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(spoiled, (slips) => {
        const report = structuredClone(aBrokenReport()) as unknown as Record<string, unknown>;
        for (const { cell, as } of slips) {
          const keys = cell.path.slice(1).split('/');
          const last = keys.pop() ?? '';
          keys.reduce((at, key) => at[key] as Record<string, unknown>, report)[last] = as;
        }
        const document = bytes(JSON.stringify(report));
        const cures = checkDocument(document, NOW).findings.filter(({ rule }) => rule === 'S2');
        expect(cures.map(({ path }) => path).toSorted()).toEqual(
          slips.map(({ cell }) => cell.path).toSorted(),
        );
        const corrected = correctDocument(
          document,
          cures.map(({ path, expected }) => ({ path, value: Number(expected) })),
        );
        const rules = checkDocument(corrected ?? bytes(''), NOW).findings.map(({ rule }) => rule);
        expect(rules.filter((rule) => rule === 'S1' || rule === 'S2')).toEqual([]);
      }),
    );
  });

  it('is readable by every repair that is offered, however large the figures', () => {
    const cells = CATALOGUES['2021'].cells.filter(({ path }) => path.startsWith('/applications/'));
    const spoil = fc.record({
      received: fc.constantFrom(3, 21, 123_456_789, 999_999_999),
      cell: fc.constantFrom(...cells),
      value: fc.oneof(fc.nat(99), fc.integer({ min: 0, max: 999_999_999 })),
    });
    fc.assert(
      fc.property(spoil, ({ received, cell, value }) => {
        const report: unknown = aBalancedReport({
          agencyId: 'shenji-ju',
          district: '450205',
          year: 2024,
          received,
        });
        const document = correctDocument(bytes(JSON.stringify(report)), [{ path: cell.path, value }]);
        const { findings } = checkDocument(document ?? bytes(''), NOW);
        for (const { suspect } of findings) {
          const repairs =
            suspect === undefined ? [] : 'candidates' in suspect ? suspect.candidates : [suspect];
          for (const { changes } of repairs) {
            const corrected = correctDocument(document ?? bytes(''), changes);
            const rules = checkDocument(corrected ?? bytes(''), NOW).findings.map(({ rule }) => rule);
            expect(rules.filter((rule) => rule === 'S1' || rule === 'S2')).toEqual([]);
          }
        }
      }),
    );
  });
});
