import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromStoredFigures, toStoredFigures } from '../../../shared/contracts/table/stored-figures.ts';
import { CATALOGUES, EDITIONS, type Edition } from '../../../shared/domain/form/catalogue.ts';
import { equalFigures, noFigures, type Figures } from '../../../shared/domain/form/figures.ts';
import { CorruptItemError } from '../../../shared/errors.ts';

const yearOf: Record<Edition, number> = { '2019': 2020, '2021': 2024 };
const figuresOf = (edition: Edition): fc.Arbitrary<Figures> =>
  fc
    .array(
      fc.record({ cell: fc.nat({ max: CATALOGUES[edition].cells.length - 1 }), value: fc.maxSafeInteger() }),
      {
        maxLength: 40,
      },
    )
    .map((entries) => {
      const figures = noFigures(edition);
      for (const { cell, value } of entries) {
        const { index } = CATALOGUES[edition].cells[cell] ?? { index: 0 };
        figures.cells[index] = value;
      }
      return figures;
    });

describe.each(EDITIONS)('stored figures of edition %s', (edition) => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(figuresOf(edition), (figures) => {
        expect(equalFigures(fromStoredFigures(yearOf[edition], toStoredFigures(figures)), figures)).toBe(
          true,
        );
      }),
    );
  });

  it('leave out rows of zeros', () => {
    expect(toStoredFigures(noFigures(edition))).toBe('{}');
  });

  it.each([
    ['no JSON', '{'],
    ['an unknown row', '{"applications.unknown":[1]}'],
    ['a row too short', '{"applications.received":[1,0,0,0,0,0]}'],
    ['a fraction', '{"applications.received":[1.5,0,0,0,0,0,1]}'],
    ['text', '{"applications.received":["1",0,0,0,0,0,1]}'],
    ['no row', '{"applications.received":7}'],
  ])('that are %s are a corrupt item', (_, stored) => {
    expect(() => fromStoredFigures(yearOf[edition], stored)).toThrow(CorruptItemError);
  });
});

it('stored figures of the other edition are a corrupt item', () => {
  const stored = '{"proactive.procurement":[1,100]}';
  expect(() => fromStoredFigures(2024, stored)).toThrow(CorruptItemError);
  expect(fromStoredFigures(2020, stored).edition).toBe('2019');
});
