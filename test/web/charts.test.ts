import { describe, expect, it } from 'vitest';
import { CATALOGUES, editionOf } from '../../shared/domain/catalogue.ts';
import { outcomesOf, disclosureOf, resultsOf } from '../../shared/domain/derived-figures.ts';
import { noFigures, type Figures } from '../../shared/domain/figures.ts';
import { childrenChart, MAX_BARS } from '../../web/charts/children-chart.ts';
import {
  formatChange,
  formatDifference,
  formatNumber,
  formatRatio,
  formatShare,
} from '../../web/charts/format.ts';
import { totalAt } from '../../web/charts/spec.ts';
import { outcomesChart, receivedChart } from '../../web/charts/years-charts.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** Figures with these totals; keys are rows of `applications`. */
function figuresOf(year: number, totals: Record<string, number>): Figures {
  const figures = noFigures(editionOf(year));
  for (const [row, value] of Object.entries(totals)) {
    const cell = CATALOGUES[figures.edition].cellByPath.get(`/applications/${row}/total`);
    if (!cell) throw new Error(`no row ${row}`);
    figures.cells[cell.index] = value;
  }
  return figures;
}

const YEAR = figuresOf(2023, {
  received: 20,
  carriedIn: 3,
  'results/granted': 5,
  'results/partial': 1,
  'results/refused/stateSecret': 2,
  'results/refused/inquiryMatters': 1,
  'results/unavailable/notHeld': 4,
  'results/declined/repeated': 3,
  'results/otherHandling/notCorrected': 1,
  'results/otherHandling/other': 2,
  'results/total': 19,
  carriedOut: 4,
});

describe('outcomes', () => {
  it('gather the rows of each group, and add up to the form’s total', () => {
    expect(outcomesOf(YEAR)).toEqual({
      granted: 5,
      partial: 1,
      refused: 3,
      unavailable: 4,
      declined: 3,
      other: 3,
    });
    expect(Object.values(outcomesOf(YEAR)).reduce((a, b) => a + b)).toBe(resultsOf(YEAR));
  });

  it('make the disclosure rate: granted and partly disclosed of all results', () => {
    expect(disclosureOf(YEAR)).toEqual({ part: 6, whole: 19 });
  });
});

describe('charts over the years', () => {
  const years = [
    { year: 2020, figures: figuresOf(2020, { received: 12 }) },
    { year: 2021, figures: undefined },
    { year: 2022, figures: figuresOf(2022, {}) },
    { year: 2023, figures: YEAR },
  ];

  it('leave a gap where no report is in force, and draw a reported zero', () => {
    const { labels, series } = receivedChart(years, 'en');
    expect(labels).toEqual(['2020', '2021', '2022', '2023']);
    expect(series.map(({ key, values }) => [key, values])).toEqual([
      ['received', [12, null, 0, 20]],
      ['carried-in', [0, null, 0, 3]],
    ]);
    expect(totalAt(receivedChart(years, 'en'), 1)).toBeNull();
  });

  it('say in a sentence what the data show', () => {
    expect(receivedChart(years, 'en').description).toBe('From 2020 to 2023, most were received in 2023: 20.');
    expect(receivedChart(years.slice(3), 'en').description).toBe('Only 2023 has figures: 20 received.');
    expect(receivedChart(years.slice(1, 2), 'en').description).toBe('No figures yet.');
    expect(plain(outcomesChart(years, 'en').description)).toBe(
      'The most frequent outcome of 2023 is “Granted”: 5, 26.3 % of all.',
    );
  });

  it('keep the six outcomes in the form’s order', () => {
    expect(outcomesChart(years, 'zh-CN').series.map(({ name, values }) => [name, values[3]])).toEqual([
      ['予以公开', 5],
      ['部分公开', 1],
      ['不予公开', 3],
      ['无法提供', 4],
      ['不予处理', 3],
      ['其他处理', 3],
    ]);
  });
});

describe('the chart of children', () => {
  const child = (name: string, handled: number) => ({
    name,
    figures: figuresOf(2023, { 'results/granted': handled, 'results/total': handled }),
  });

  it('puts the one that handled most first, and leaves out what has no shares', () => {
    const { labels } = childrenChart(
      'agencies',
      [child('a', 1), child('b', 9), child('c', 0), { name: 'd', figures: undefined }],
      'en',
    );
    expect(labels).toEqual(['b', 'a']);
  });

  it('folds the tail away in the drawing and says so', () => {
    const many = Array.from({ length: MAX_BARS + 3 }, (_, i) => child(`n${i}`, i + 1));
    const spec = childrenChart('regions', many, 'en');
    expect([spec.labels.length, spec.folded]).toEqual([MAX_BARS + 3, 3]);
    expect(spec.description).toContain('3 more are in the data table');
  });
});

describe('numbers', () => {
  it('are grouped, and undefined is not zero', () => {
    expect([0, 999, 1000, 1234567, -12, undefined, null].map((n) => plain(formatNumber(n)))).toEqual([
      '0',
      '999',
      '1 000',
      '1 234 567',
      '−12',
      '–',
      '–',
    ]);
    expect(plain(formatNumber(20592090.5, 2))).toBe('20 592 090.5');
    expect(formatNumber(31.8572, 6)).toBe('31.8572');
  });

  it('have one decimal as percentages, and none where there is nothing to divide', () => {
    expect(plain(formatRatio(0.6125))).toBe('61.3 %');
    expect(formatShare({ part: 0, whole: 0 })).toBe('–');
    expect(plain(formatChange(-0.031))).toBe('−3.1 %');
    expect([formatDifference(8), formatDifference(-8), formatDifference(0)]).toEqual(['+8', '−8', '±0']);
  });
});
