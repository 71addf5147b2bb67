/** What must hold for any document: beside `JSON.parse`, there and back, and without an exception. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUES, MAX_COUNT, MAX_FEN, type Edition } from '../../../../shared/domain/form/catalogue.ts';
import { isIsoDay } from '../../../../shared/domain/basics/calendar.ts';
import { checkDocument } from '../../../../shared/domain/verdict/check-report.ts';
import { decodeReport } from '../../../../shared/domain/document/decode-report.ts';
import { encodeReport } from '../../../../shared/domain/document/encode-report.ts';
import { nestFigures } from '../../../../shared/domain/form/figures.ts';
import type { Report } from '../../../../shared/domain/form/report.ts';
import { aReport, at, bytesOf } from '../../../support/a-report.ts';

const NOW = at('2026-01-15T08:00:00+08:00');

const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((value) => value.toWellFormed());
const filled = text.map((value) => `说明${value}`);

function aRandomReport(edition: Edition): fc.Arbitrary<Report> {
  const { cells, width } = CATALOGUES[edition];
  const values = fc.tuple(
    ...cells.map(({ column: { kind } }) => {
      if (kind === 'change') return fc.integer({ min: -MAX_COUNT, max: MAX_COUNT });
      return fc.oneof(
        { weight: 2, arbitrary: fc.constant(0) },
        fc.integer({ min: 0, max: 120 }),
        fc.maxSafeNat().map((value) => value % (kind === 'count' ? MAX_COUNT + 1 : MAX_FEN + 1)),
      );
    }),
  );
  const fee = fc.record(
    {
      notices: fc.nat(MAX_COUNT),
      noticedFen: fc.nat(),
      collectedFen: fc.nat(),
    },
    { requiredKeys: [] },
  );
  return fc
    .record({
      year: edition === '2019' ? fc.constantFrom(2019, 2020) : fc.integer({ min: 2021, max: 2100 }),
      agency: fc.record(
        {
          id: fc.constantFrom('450205-jyj', 'a1', '0-'),
          name: text,
          creditCode: fc.constant('91350100M000100Y43'),
        },
        { requiredKeys: ['id', 'name'] },
      ),
      district: fc.constantFrom('450205', '000000'),
      publishedOn: fc.constantFrom(undefined, '2020-02-29', '2025-01-31'),
      sourceUrl: fc.constantFrom(undefined, 'http://a.cn/年报?x="1"'),
      preamble: fc.option(text, { nil: undefined }),
      signature: fc.option(fc.record({ name: text, date: fc.constant('2025-01-20') }), { nil: undefined }),
      narrative: fc.record({ overview: text, problems: text, other: text }),
      processingFee: fc.option(fee, { nil: undefined }),
      notes: fc.array(fc.record({ path: text, text }), { maxLength: 3 }),
      nil: fc.boolean(),
      explanations: fc.array(fc.record({ rule: fc.constantFrom('Y1', 'Q4'), path: text, text: filled }), {
        maxLength: 2,
      }),
      values,
    })
    .map(({ values: stated, publishedOn, sourceUrl, preamble, signature, processingFee, ...rest }) => {
      const figures = { edition, cells: new Float64Array(width) };
      cells.forEach(({ index }, i) => (figures.cells[index] = stated[i]! + 0));
      const hasFee = edition === '2021' && processingFee && Object.keys(processingFee).length > 0;
      return {
        ...rest,
        edition,
        figures,
        ...(publishedOn !== undefined && isIsoDay(publishedOn) ? { publishedOn } : {}),
        ...(sourceUrl === undefined ? {} : { sourceUrl }),
        ...(preamble === undefined ? {} : { preamble }),
        ...(signature && isIsoDay(signature.date)
          ? { signature: { ...signature, date: signature.date } }
          : {}),
        ...(hasFee ? { processingFee } : {}),
      };
    });
}

describe.each(['2019', '2021'] as const)('any report of edition %s', (edition) => {
  it('is the same after it was written and read', () => {
    fc.assert(
      fc.property(aRandomReport(edition), (report) => {
        const decoded = decodeReport(bytesOf(encodeReport(report)));
        expect(decoded).toEqual({ kind: 'read', report, findings: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('says what JSON.parse reads in it', () => {
    fc.assert(
      fc.property(aRandomReport(edition), fc.constantFrom(0, 1, 2, 7, '\t'), (report, indent) => {
        const parsed: Record<string, unknown> = JSON.parse(encodeReport(report));
        const decoded = decodeReport(bytesOf(JSON.stringify(parsed, null, indent)));
        if (decoded.kind !== 'read' || !decoded.report) throw new Error('not read');
        const { figures, narrative, agency } = decoded.report;
        const { proactive, applications, reconsideration, litigation } = parsed;
        expect(nestFigures(figures)).toEqual({ proactive, applications, reconsideration, litigation });
        expect({ narrative, agency }).toEqual({ narrative: parsed['narrative'], agency: parsed['agency'] });
      }),
      { numRuns: 200 },
    );
  });
});

const BASES = [aReport(), aReport({ year: 2019 })].flatMap((document) => [
  JSON.stringify(document),
  JSON.stringify(document, null, 2),
]);
const SNIPPETS = [
  '"', '\\', ',', ':', '{', '}', '[', ']', '0', '1', '-', '.', 'e', 'E', '+', 't', 'null', 'true', 'fals', ' ', '\n', '\t', '\u0001',
  '00', '1.', '.5', '-0', '1e5', '"a":1,', '"year":1,', '\\u12', '\\u0041', '\\n', '柳', '𠮷', '\uFF0C', '\u00A0', '\u2028', '//', '"\\ud800"',
]; // prettier-ignore

/** A few edits at random places: insertions, deletions, repetitions, a cut end. */
const mutated = fc
  .tuple(
    fc.constantFrom(...BASES),
    fc.array(
      fc.tuple(
        fc.constantFrom('insert', 'delete', 'replace', 'repeat', 'cut'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(12),
        fc.constantFrom(...SNIPPETS),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([base, edits]) =>
    edits
      .reduce((document, [how, share, length, snippet]) => {
        const place = Math.floor(share * document.length);
        const before = document.slice(0, place);
        const after = document.slice(place);
        switch (how) {
          case 'insert':
            return before + snippet + after;
          case 'delete':
            return before + after.slice(length);
          case 'replace':
            return before + snippet + after.slice(length);
          case 'repeat':
            return before + after.slice(0, length) + after;
          default:
            return length > 9 ? before : document;
        }
      }, base)
      .toWellFormed(),
  );

function parses(document: string): boolean {
  try {
    JSON.parse(document);
    return true;
  } catch {
    return false;
  }
}

describe('any document', () => {
  it('can be read just where JSON.parse can read it, and is an object', () => {
    let broken = 0;
    fc.assert(
      fc.property(mutated, (document) => {
        const { kind, findings } = decodeReport(bytesOf(document));
        const isRead = parses(document) && document.trimStart().startsWith('{');
        expect(kind).toBe(isRead ? 'read' : 'unreadable');
        if (!isRead) expect(findings).toMatchObject([{ rule: 'S1', path: '' }]);
        broken += isRead ? 0 : 1;
      }),
      { numRuns: 6000 },
    );
    // Both sides are met often.
    expect(broken).toBeGreaterThan(1000);
    expect(broken).toBeLessThan(5900);
  });

  it('that has no finding of structure says what JSON.parse reads', () => {
    fc.assert(
      fc.property(mutated, (document) => {
        const decoded = decodeReport(bytesOf(document));
        if (decoded.findings.length > 0 || decoded.kind !== 'read') return;
        const { proactive, applications, reconsideration, litigation, year, narrative } =
          JSON.parse(document);
        expect(nestFigures(decoded.report!.figures)).toEqual({
          proactive,
          applications,
          reconsideration,
          litigation,
        });
        expect(decoded.report).toMatchObject({ year, narrative });
      }),
      { numRuns: 3000 },
    );
  });

  it('is answered with findings, never with an exception', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json({ maxDepth: 6 }).map((json) => bytesOf(json.toWellFormed())),
      mutated.map(bytesOf),
      fc.tuple(mutated, fc.nat(), fc.nat(255)).map(([document, place, byte]) => {
        const bytes = bytesOf(document);
        if (bytes.length > 0) bytes[place % bytes.length] = byte;
        return bytes;
      }),
    );
    fc.assert(
      fc.property(anything, (bytes) => {
        const { findings, outcome } = checkDocument(bytes, NOW);
        for (const { path, message } of findings) {
          expect(path === '' || path.startsWith('/')).toBe(true);
          expect(message.zh.length * message.en.length).toBeGreaterThan(0);
        }
        expect(outcome === 'returned').toBe(findings.some(({ severity }) => severity === 'error'));
      }),
      { numRuns: 4000 },
    );
  });

  it('with a single cell replaced by any JSON value is returned, or has that value', () => {
    const paths = CATALOGUES['2021'].cells.map(({ path }) => path);
    const number = fc.oneof(
      fc.integer({ min: -5, max: 2_000_000_000 }).map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.constantFrom('1.0', '-0', '0.00', '1e2', '12.30', '0.000001', '999999999', '1000000000'),
      fc.json({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), number, (path, literal) => {
        const document = JSON.stringify(aReport({ set: { [path]: '@' } })).replace('"@"', () => literal);
        const decoded = decodeReport(bytesOf(document));
        if (decoded.kind !== 'read') throw new Error('unreadable');
        if (decoded.report) {
          const { proactive, applications, reconsideration, litigation } = JSON.parse(document);
          expect(decoded.findings).toEqual([]);
          expect(nestFigures(decoded.report.figures)).toEqual({
            proactive,
            applications,
            reconsideration,
            litigation,
          });
        } else expect(decoded.findings[0]!.path.startsWith(path)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
