import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeReport } from '../../../../shared/domain/document/decode-report.ts';
import { canonicalText } from '../../../../shared/domain/document/same-document.ts';
import { aBalancedReport } from '../../../support/a-balanced-report.ts';

type Json = Record<string, unknown>;

const DOCUMENT: Json = {
  ...aBalancedReport({ agencyId: 'aa', district: '450205', year: 2024, received: 10, carriedIn: 2 }),
  processingFee: { notices: 1, noticedCny: 12.5 },
  notes: [{ path: '/proactive/rules/made', text: '其中修订1件' }],
  explanations: [{ rule: 'Y1', path: '/applications/carriedIn/total', text: '上年漏报。' }],
};

function said(text: string): string {
  const decoded = decodeReport(new TextEncoder().encode(text));
  if (decoded.kind !== 'read' || !decoded.report) throw new Error(text);
  return canonicalText(decoded.report);
}

/** With its keys in another order, objects in objects included. */
function shuffled(value: unknown, rank: (key: string) => number): unknown {
  if (Array.isArray(value)) return value.map((inner) => shuffled(inner, rank));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]): [string, unknown] => [key, shuffled(inner, rank)])
      .sort(([a], [b]) => rank(a) - rank(b)),
  );
}

describe('what a document says', () => {
  const plain = said(JSON.stringify(DOCUMENT));

  it('is the same with other white space and other orders of keys', () => {
    fc.assert(
      fc.property(fc.nat({ max: 8 }), fc.integer({ min: 1, max: 997 }), (indent, seed) => {
        const rank = (key: string): number =>
          Array.from(key).reduce(
            (sum, character) => (sum * seed + (character.codePointAt(0) ?? 0)) % 1009,
            7,
          );
        expect(said(JSON.stringify(shuffled(DOCUMENT, rank), undefined, indent))).toBe(plain);
      }),
    );
    expect(said(JSON.stringify(DOCUMENT).replace('12.5', '12.50'))).toBe(plain);
  });

  it.each<[string, Json]>([
    ['a figure', { reconsideration: { upheld: 1, corrected: 0, other: 0, pending: 0, total: 1 } }],
    [
      'a text',
      {
        narrative: {
          overview: '2024年主动公开、依申请公开和信息管理平稳有序,平台和监督保障到位,未收取信息处理费',
          problems: '个别栏目信息更新不够及时。',
          other: '',
        },
      },
    ],
    [
      'white space within a text',
      {
        narrative: {
          overview: '2024年主动公开、依申请公开和信息管理平稳有序,平台和监督保障到位,未收取信息处理费。 ',
          problems: '个别栏目信息更新不够及时。',
          other: '',
        },
      },
    ],
    ['a fee', { processingFee: { notices: 1 } }],
    ['a note', { notes: [] }],
    [
      'an explanation',
      { explanations: [{ rule: 'Y1', path: '/applications/carriedIn/total', text: '并案。' }] },
    ],
    ['a day', { publishedOn: '2025-01-20' }],
    ['a name', { agency: { id: 'aa', name: '机关乙' } }],
  ])('is another with %s changed', (_, change) => {
    expect(said(JSON.stringify({ ...DOCUMENT, ...change }))).not.toBe(plain);
  });
});
