import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CATALOGUES,
  DECIMALS,
  EDITIONS,
  MAX_COUNT,
  MAX_FEN,
  type Edition,
} from '../../../../shared/domain/form/catalogue.ts';
import {
  addFigures,
  equalFigures,
  readFigure,
  fromStored,
  nestFigures,
  noFigures,
  readRow,
  toStored,
  type Figures,
} from '../../../../shared/domain/form/figures.ts';
import { aReport, figuresOf } from '../../../support/a-report.ts';

const figures = (edition: Edition): fc.Arbitrary<Figures> =>
  fc
    .array(fc.integer({ min: -1000, max: 1_000_000_000_000 }), {
      minLength: CATALOGUES[edition].width,
      maxLength: CATALOGUES[edition].width,
    })
    .map((cells) => ({ edition, cells: Float64Array.from(cells) }));

describe.each(EDITIONS)('figures of edition %s', (edition) => {
  const add = (...summands: Figures[]): Figures => addFigures(edition, summands);

  it('add up to the same in any order and grouping', () => {
    fc.assert(
      fc.property(figures(edition), figures(edition), figures(edition), (a, b, c) => {
        expect(equalFigures(add(a, b), add(b, a))).toBe(true);
        expect(equalFigures(add(add(a, b), c), add(a, add(b, c)))).toBe(true);
        expect(equalFigures(add(a, b, c), add(add(a, b), c))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('stay as they are when nothing is added', () => {
    fc.assert(
      fc.property(figures(edition), (a) => {
        expect(equalFigures(add(a, noFigures(edition)), a)).toBe(true);
        expect(add(a).cells).not.toBe(a.cells);
      }),
      { numRuns: 20 },
    );
    expect(equalFigures(add(), noFigures(edition))).toBe(true);
  });

  it('nest as the document does', () => {
    const year = edition === '2019' ? 2019 : 2024;
    const { proactive, applications, reconsideration, litigation } = aReport({ year });
    expect(nestFigures(figuresOf({ year }))).toEqual({
      proactive,
      applications,
      reconsideration,
      litigation,
    });
  });
});

describe('figures', () => {
  it('of different editions are not added, and not equal', () => {
    expect(() => addFigures('2021', [noFigures('2019')])).toThrow(RangeError);
    expect(equalFigures(noFigures('2019'), noFigures('2021'))).toBe(false);
  });

  it('that leave the exact integers are an error, not a wrong sum', () => {
    const huge = noFigures('2021');
    huge.cells[0] = Number.MAX_SAFE_INTEGER;
    expect(() => addFigures('2021', [huge, huge])).toThrow(RangeError);
  });

  it('add up where 900 reports state the most that each cell takes', () => {
    const most = noFigures('2021');
    for (const { index, column } of CATALOGUES['2021'].cells)
      most.cells[index] = DECIMALS[column.kind] === 0 ? MAX_COUNT : MAX_FEN;
    const sum = addFigures(
      '2021',
      Array.from({ length: 900 }, () => most),
    );
    expect(readFigure(sum, '/proactive/fees/amountWanCny')).toBe(8_999_999_999.9991);
    expect(readFigure(sum, '/applications/received/total')).toBe(900 * MAX_COUNT);
  });

  it('are found by their place, in their unit', () => {
    const some = figuresOf();
    expect(readFigure(some, '/applications/received/total')).toBe(15);
    expect(readFigure(some, '/proactive/fees/amountWanCny')).toBe(12.345678);
    expect(readFigure(some, '/proactive/procurement/amountCny')).toBeUndefined();
    expect(readRow(some, CATALOGUES['2021'].rowByPath.get('/reconsideration')!)).toEqual([1, 0, 0, 1, 2]);
  });

  it('keep money to the fen on its way to the stated number and back', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('yuan', 'wanYuan'), (fen, kind) => {
        expect(toStored(kind, fromStored(kind, fen))).toBe(fen);
      }),
    );
  });
});
