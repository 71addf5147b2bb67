import { describe, expect, it } from 'vitest';
import { CATALOGUES, EDITIONS } from '../../../../shared/domain/form/catalogue.ts';
import { noFigures, type Figures } from '../../../../shared/domain/form/figures.ts';
import { PATH_STEPS, readStepRate, tracePath } from '../../../../shared/domain/form/path-of-year.ts';

function stating(edition: Figures['edition'], cells: Readonly<Record<string, number>>): Figures {
  const figures = noFigures(edition);
  for (const [path, value] of Object.entries(cells)) {
    const cell = CATALOGUES[edition].cellByPath.get(path);
    if (!cell) throw new Error(`no cell ${path}`);
    figures.cells[cell.index] = value;
  }
  return figures;
}
const CASES = {
  '/applications/received/total': 90,
  '/applications/carriedIn/total': 10,
  '/applications/results/granted/total': 40,
  '/applications/results/partial/total': 8,
  '/applications/results/total/total': 80,
  '/applications/carriedOut/total': 20,
  '/reconsideration/total': 31,
  '/reconsideration/pending': 1,
  '/reconsideration/corrected': 6,
  '/litigation/direct/total': 3,
  '/litigation/direct/corrected': 1,
  '/litigation/afterReconsideration/total': 5,
  '/litigation/afterReconsideration/pending': 2,
};

describe('the path of a year', () => {
  it.each(EDITIONS)('has every step with what it is set against, in edition %s', (edition) => {
    const steps = tracePath(stating(edition, CASES));
    expect(steps.map(({ key, count, against }) => [key, count, against?.share.whole])).toEqual([
      ['received', 90, undefined],
      ['carriedIn', 10, undefined],
      ['toHandle', 100, undefined],
      ['results', 80, 100],
      ['disclosed', 48, 80],
      ['notDisclosed', 32, 80],
      ['carriedOut', 20, 100],
      ['reconsiderations', 31, 80],
      ['reconsiderationsEnded', 30, 31],
      ['reconsiderationsCorrected', 6, 30],
      ['direct', 3, 80],
      ['afterReconsideration', 5, 31],
      ['lawsuits', 8, 80],
      ['lawsuitsEnded', 6, 8],
      ['lawsuitsCorrected', 1, 6],
      ['ended', 36, undefined],
      ['corrected', 7, 36],
    ]);
  });

  it('tells a rate of 30 cases, and none of fewer', () => {
    const rates = new Map(
      tracePath(stating('2021', CASES)).map((step) => [step.key, readStepRate(step)] as const),
    );
    expect(rates.get('reconsiderationsCorrected')).toBe(6 / 30);
    expect(rates.get('lawsuitsCorrected')).toBeUndefined();
    expect(rates.get('received')).toBeUndefined();
  });

  it('of nothing is nothing, without a rate', () => {
    const steps = tracePath(noFigures('2021'));
    expect(steps).toHaveLength(PATH_STEPS.length);
    expect(steps.every((step) => step.count === 0 && readStepRate(step) === undefined)).toBe(true);
  });
});
