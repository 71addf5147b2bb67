import { describe, expect, it } from 'vitest';
import { CATALOGUES, type Edition } from '../../shared/domain/form/catalogue.ts';
import { noFigures } from '../../shared/domain/form/figures.ts';
import { lastYearsFigure } from '../../web/form/last-year.ts';

/** Every cell states its place in the form. */
function lastYear(edition: Edition) {
  const figures = noFigures(edition);
  for (const { index, column } of CATALOGUES[edition].cells)
    figures.cells[index] = column.kind === 'count' ? index + 1 : 0;
  return { year: 2020, figures };
}

describe('a figure of the year before', () => {
  it('is that of the same cell', () => {
    expect(lastYearsFigure(lastYear('2021'), '2021', '/applications/received/total')).toBe(7);
    expect(lastYearsFigure(lastYear('2019'), '2021', '/applications/received/total')).toBe(7);
  });

  it('is none where that year’s form had no such cell, or one that is only alike', () => {
    const before = lastYear('2019');
    for (const path of [
      '/proactive/rules/made',
      // 处理决定数量 beside 本年处理决定数量.
      '/proactive/licensing/decisions',
      '/applications/results/otherHandling/notCorrected/total',
      // (六)其他处理 beside 3.其他.
      '/applications/results/otherHandling/other/total',
    ])
      expect(lastYearsFigure(before, '2021', path), path).toBeUndefined();
  });
});
