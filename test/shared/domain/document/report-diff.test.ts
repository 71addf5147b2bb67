import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUES, DECIMALS, EDITIONS, type Edition } from '../../../../shared/domain/form/catalogue.ts';
import { decodeDraft } from '../../../../shared/domain/document/decode-report.ts';
import { noFigures, type Figures } from '../../../../shared/domain/form/figures.ts';
import type { Report } from '../../../../shared/domain/form/report.ts';
import { applyChanges, diffFigures, diffReports } from '../../../../shared/domain/document/report-diff.ts';
import { readStatedReport, type StatedReport } from '../../../../shared/domain/document/stated-report.ts';
import { aReport, bytesOf, figuresOf } from '../../../support/a-report.ts';

/** A cell in ten is one that could not be read. */
const cell = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: -1000, max: 9_999_999_999_999 }) },
  { weight: 1, arbitrary: fc.constant(NaN) },
);
const figures = (edition: Edition): fc.Arbitrary<Figures> =>
  fc
    .array(cell, { minLength: CATALOGUES[edition].width, maxLength: CATALOGUES[edition].width })
    .map((cells) => ({ edition, cells: Float64Array.from(cells) }));
/** The figures and others that differ from them in some cells. */
const pairs = (edition: Edition): fc.Arbitrary<[Figures, Figures]> =>
  fc
    .tuple(figures(edition), fc.dictionary(fc.nat(CATALOGUES[edition].width - 1).map(String), cell))
    .map(([before, changed]) => {
      const cells = before.cells.slice();
      for (const [index, value] of Object.entries(changed)) cells[Number(index)] = value;
      return [before, { edition, cells }];
    });
const formOf = (figures: Figures): number[] =>
  CATALOGUES[figures.edition].cells.map(({ index }) => figures.cells[index] ?? NaN);

describe.each(EDITIONS)('figures of edition %s', (edition) => {
  it('do not differ from themselves', () => {
    fc.assert(
      fc.property(figures(edition), (a) => {
        expect(diffFigures(a, { edition, cells: a.cells.slice() })).toEqual([]);
      }),
    );
  });

  it('become the other by their difference, and back by the difference turned round', () => {
    fc.assert(
      fc.property(pairs(edition), ([a, b]) => {
        const changes = diffFigures(a, b);
        expect(formOf(applyChanges(a, changes))).toEqual(formOf(b));
        expect(diffFigures(b, a)).toEqual(
          changes.map(({ path, before, after }) => ({ path, before: after, after: before })),
        );
      }),
    );
  });

  it('differ in each cell of the form by itself, in its order and unit', () => {
    const zero = noFigures(edition);
    const all = applyChanges(
      zero,
      CATALOGUES[edition].cells.map(({ path }) => ({ path, before: 0, after: 3 })),
    );
    expect(diffFigures(zero, all)).toEqual(
      CATALOGUES[edition].tables
        .flatMap(({ rows }) => rows)
        .flatMap(({ cells }) => cells)
        .map(({ path }) => ({ path, before: 0, after: 3 })),
    );
    for (const { path, index, column } of CATALOGUES[edition].cells) {
      const cells = zero.cells.slice();
      cells[index] = 10 ** DECIMALS[column.kind];
      expect(diffFigures(zero, { edition, cells })).toEqual([{ path, before: 0, after: 1 }]);
    }
  });
});

describe('figures', () => {
  it('of different editions are compared in the cells that both have', () => {
    const changes = diffFigures(figuresOf({ year: 2020 }), figuresOf({ year: 2024 }));
    expect(changes.map(({ path }) => path)).toEqual([]);
    const more = figuresOf({ year: 2024, set: { '/applications/received/total': 16 } });
    expect(diffFigures(figuresOf({ year: 2020 }), more)).toEqual([
      { path: '/applications/received/total', before: 15, after: 16 },
    ]);
  });

  it('are not changed where neither version could be read, and are where one could', () => {
    const unread = figuresOf();
    const { index } = CATALOGUES['2021'].cellByPath.get('/applications/received/total')!;
    unread.cells[index] = NaN;
    expect(diffFigures(unread, { ...unread, cells: unread.cells.slice() })).toEqual([]);
    expect(diffFigures(unread, figuresOf())).toEqual([
      { path: '/applications/received/total', before: NaN, after: 15 },
    ]);
  });

  it('take no change of a cell that their edition lacks', () => {
    expect(() => applyChanges(noFigures('2019'), [{ path: '/nowhere', before: 0, after: 1 }])).toThrow(
      'edition 2019 has no cell /nowhere',
    );
  });
});

function stated(overrides: Parameters<typeof aReport>[0] = {}): StatedReport {
  const decoded = decodeDraft(bytesOf(aReport(overrides)));
  if (decoded.kind !== 'read') throw new Error('unreadable');
  return readStatedReport(decoded.draft);
}
const NOTHING = { facts: [], narrative: [], notes: [], explanations: [] };

describe('reports', () => {
  it('do not differ from themselves, read as a report or as what is left of one', () => {
    const decoded = decodeDraft(bytesOf(aReport({ set: { '/processingFee/noticedCny': 12.5 } })));
    const report: Report | undefined = decoded.kind === 'read' ? decoded.report : undefined;
    expect(report && diffReports(report, report)).toEqual(NOTHING);
    expect(report && diffReports(report, stated({ set: { '/processingFee/noticedCny': 12.5 } }))).toEqual(
      NOTHING,
    );
  });

  it('differ in a preamble', () => {
    const path = '/preamble';
    expect(diffReports(stated(), stated({ set: { [path]: '本报告依据条例编制。' } })).narrative).toEqual([
      { path, before: undefined, after: '本报告依据条例编制。' },
    ]);
  });

  const CHANGES: [path: string, value: unknown, before: unknown][] = [
    ['/agency/name', '柳北区教育体育局', '柳北区教育局'],
    ['/publishedOn', '2025-02-01', '2025-01-20'],
    ['/sourceUrl', 'https://www.example.gov.cn/b', 'https://www.example.gov.cn/zfxxgk/'],
    ['/signature/name', '柳北区教育局', undefined],
    ['/signature/date', '2025-01-20', undefined],
    ['/nil', true, false],
    ['/processingFee/notices', 2, undefined],
    ['/processingFee/noticedCny', 10.25, undefined],
    ['/processingFee/collectedCny', 0.1, undefined],
    ['/agency/creditCode', '11450205007951234Q', undefined],
  ];
  it.each(CHANGES)('differ in %s', (path, value, before) => {
    const [a, b] = [stated(), stated({ set: { [path]: value } })];
    expect(diffReports(a, b)).toEqual({ ...NOTHING, facts: [{ path, before, after: value }] });
    expect(diffReports(b, a)).toEqual({ ...NOTHING, facts: [{ path, before: value, after: before }] });
  });

  it('differ in a text of the narrative', () => {
    const path = '/narrative/problems';
    expect(diffReports(stated(), stated({ set: { [path]: '无。' } }))).toEqual({
      ...NOTHING,
      narrative: [{ path, before: '解读形式单一,将予改进。', after: '无。' }],
    });
    // Not stated is not empty.
    expect(diffReports(stated({ set: { [path]: '' } }), stated({ without: [path] })).narrative).toEqual([
      { path, before: '', after: undefined },
    ]);
  });

  it('differ in notes and explanations by their place, not by their order', () => {
    const note = (path: string, text: string) => ({ path, text });
    const of = (...notes: object[]) => stated({ set: { '/notes': notes } });
    const [a, b] = [note('/proactive', '一'), note('/applications', '二')];
    expect(diffReports(of(a, b), of(b, a)).notes).toEqual([]);
    expect(diffReports(of(a, b), of(note('/applications', '三'))).notes).toEqual([
      { path: '/applications', before: '二', after: '三' },
      { path: '/proactive', before: '一', after: undefined },
    ]);
    expect(diffReports(of(a), of(a, note('/proactive', '又'))).notes).toEqual([
      { path: '/proactive', before: '一', after: '一\n又' },
    ]);
    const explained = (rule: string) =>
      stated({ set: { '/explanations': [{ rule, path: '/proactive', text: '一' }] } });
    expect(diffReports(explained('Y1'), explained('Y4')).explanations).toEqual([
      { rule: 'Y4', path: '/proactive', before: undefined, after: '一' },
      { rule: 'Y1', path: '/proactive', before: '一', after: undefined },
    ]);
  });
});
