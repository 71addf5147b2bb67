import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LAWSUITS,
  PROACTIVE_SERIES,
  countCorrections,
  listReasons,
} from '../../shared/domain/form/breakdowns.ts';
import { BUILT_IN_ANNOTATIONS } from '../../shared/domain/form/annotations.ts';
import { CATALOGUES, chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { sumOutcomes, countDisclosed, sumResults } from '../../shared/domain/form/derived-figures.ts';
import { noFigures, toStored, type Figures } from '../../shared/domain/form/figures.ts';
import {
  drawApplicantsChart,
  drawDisputesChart,
  drawReasonsChart,
} from '../../web/region/breakdown-charts.ts';
import { MAX_BARS, drawChildrenChart, foldBars, type ChildFigures } from '../../web/region/children-chart.ts';
import {
  formatChange,
  formatDifference,
  formatNumber,
  formatRatio,
  formatShare,
} from '../../shared/domain/form/number-text.ts';
import { drawProactiveCharts, layProactiveTable } from '../../web/region/proactive-charts.ts';
import { totalAt, type ChartSpec, type Drawing } from '../../web/site/spec.ts';
import { drawOutcomesChart, drawReceivedChart } from '../../web/region/years-charts.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** Figures with these totals; keys are rows of `applications`. */
function figuresOf(year: number, totals: Record<string, number>): Figures {
  const figures = noFigures(chooseEdition(year));
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
    expect(sumOutcomes(YEAR)).toEqual({
      granted: 5,
      partial: 1,
      refused: 3,
      unavailable: 4,
      declined: 3,
      other: 3,
    });
    expect(Object.values(sumOutcomes(YEAR)).reduce((a, b) => a + b)).toBe(sumResults(YEAR));
  });

  it('make the disclosure rate: granted and partly disclosed of all results', () => {
    expect(countDisclosed(YEAR)).toEqual({ part: 6, whole: 19 });
  });
});

const drawn = ({ id, drawing }: ChartSpec): Drawing => {
  if (!drawing) throw new Error(`${id} draws nothing`);
  return drawing;
};
const says = (spec: ChartSpec): string => plain(spec.description);

describe('charts over the years', () => {
  const years = [
    { year: 2020, figures: figuresOf(2020, { received: 12 }) },
    { year: 2021, figures: undefined },
    { year: 2022, figures: figuresOf(2022, { received: 16 }) },
    { year: 2023, figures: YEAR },
  ];

  it('leave a gap where no report is in force, and draw a reported zero', () => {
    const drawing = drawn(drawReceivedChart(years, 2023, 'en'));
    expect(drawing.labels).toEqual(['2020', '2021', '2022', '2023']);
    expect(drawing.series.map(({ key, values }) => [key, values])).toEqual([
      ['received', [12, null, 16, 20]],
      ['carried-in', [0, null, 0, 3]],
    ]);
    expect(drawing.ends).toEqual(['12', '–', '16', '23']);
    expect(totalAt(drawing, 1)).toBeNull();
    expect(drawReceivedChart(years, 2023, 'en').table.rows[1]).toEqual(['2021', null, null, null]);
  });

  it('say in a sentence what the data show', () => {
    expect(says(drawReceivedChart(years, 2023, 'en'))).toBe(
      '2023: 20 applications, 16 the year before; of those handled, 31.6 % disclosed in whole or part.',
    );
    expect(says(drawReceivedChart(years, 2023, 'zh-CN'))).toBe(
      '2023年\uff1a新收 20 件申请\uff0c上年 16 件\uff1b办结的 31.6 % 予以公开或部分公开。',
    );
    // Nothing was handled, and the year before has no figures: neither is said.
    expect(says(drawReceivedChart(years, 2022, 'en'))).toBe('2022: 16 applications.');
    expect(says(drawReceivedChart(years, 2021, 'en'))).toBe('No figures for 2021 yet.');
    expect(says(drawReceivedChart(years.slice(1, 2), 2021, 'en'))).toBe('No figures yet.');
    expect(says(drawOutcomesChart(years, 2023, false, 'en'))).toBe(
      '2023: 19 handled; 31.6 % disclosed in whole or part, 15.8 % refused. The most frequent outcome is “Granted”.',
    );
    expect(says(drawOutcomesChart(years, 2022, false, 'en'))).toBe('2022: nothing was handled.');
  });

  it('tell a change of few cases, or to none, by the counts, of more in percent', () => {
    const saysOf = (before: number, now: number): string =>
      says(
        drawReceivedChart(
          [
            { year: 2022, figures: figuresOf(2022, { received: before }) },
            { year: 2023, figures: figuresOf(2023, { received: now }) },
          ],
          2023,
          'zh-CN',
        ),
      );
    expect(saysOf(1, 0)).toBe('2023年：新收 0 件申请，上年 1 件。');
    expect(saysOf(0, 5)).toBe('2023年：新收 5 件申请，上年 0 件。');
    expect(saysOf(29, 58)).toBe('2023年：新收 58 件申请，上年 29 件。');
    expect(saysOf(400, 0)).toBe('2023年：新收 0 件申请，上年 400 件。');
    expect(saysOf(7, 7)).toBe('2023年：新收 7 件申请，与上年相同。');
    expect(saysOf(30, 60)).toBe('2023年：新收 60 件申请，比上年多 100.0 %。');
    expect(saysOf(4_000, 1)).toBe('2023年：新收 1 件申请，比上年少 99.9 %。');
  });

  it('put none before the others of several that are the most', () => {
    const tied = { 'results/granted': 4, 'results/partial': 4, 'results/total': 9 };
    const saysOf = (refused: number): string =>
      says(
        drawOutcomesChart(
          [{ year: 2023, figures: figuresOf(2023, { ...tied, 'results/refused/stateSecret': refused }) }],
          2023,
          false,
          'zh-CN',
        ),
      );
    expect(saysOf(1)).toContain('最多的结果是予以公开、部分公开（并列）。');
    expect(saysOf(5)).toContain('最多的结果是不予公开。');
  });

  it('draw nothing where no year has figures', () => {
    expect(drawReceivedChart(years.slice(1, 2), 2021, 'en').drawing).toBeUndefined();
    expect(drawOutcomesChart(years.slice(1, 2), 2021, true, 'en').drawing).toBeUndefined();
  });

  it('keep the six outcomes in the form’s order', () => {
    const { series } = drawn(drawOutcomesChart(years, 2023, false, 'zh-CN'));
    expect(series.map(({ name, values }) => [name, values[3]])).toEqual([
      ['予以公开', 5],
      ['部分公开', 1],
      ['不予公开', 3],
      ['无法提供', 4],
      ['不予处理', 3],
      ['其他处理', 3],
    ]);
  });

  it('are counts or shares, and a share is undefined where nothing was handled', () => {
    const counts = drawOutcomesChart(years, 2023, false, 'en');
    const shares = drawOutcomesChart(years, 2023, true, 'en');
    expect([drawn(counts).asShares, drawn(shares).asShares]).toEqual([false, true]);
    expect(counts.table.rows[3]).toEqual(['2023', 5, 1, 3, 4, 3, 3, 19, 6 / 19]);
    expect(shares.table.rows[3]).toEqual([
      '2023',
      5 / 19,
      1 / 19,
      3 / 19,
      4 / 19,
      3 / 19,
      3 / 19,
      19,
      6 / 19,
    ]);
    expect(shares.table.rows[2]).toEqual(['2022', null, null, null, null, null, null, 0, null]);
  });
});

describe('the chart of children', () => {
  const child = (name: string, granted: number, refused = 0): ChildFigures => ({
    name,
    path: `/${name}`,
    figures: figuresOf(2023, {
      'results/granted': granted,
      'results/refused/stateSecret': refused,
      'results/total': granted + refused,
    }),
  });

  it('puts the one that handled most first, and leaves out what has no shares', () => {
    const { spec } = drawChildrenChart(
      'agencies',
      [child('a', 1), child('b', 9), child('c', 0), { name: 'd', path: '/d', figures: undefined }],
      MAX_BARS,
      'en',
    );
    expect(drawn(spec).labels).toEqual(['b', 'a']);
    expect(spec.paths).toEqual(['/b', '/a']);
  });

  it('names no child by a rate of fewer than thirty cases', () => {
    const { spec } = drawChildrenChart(
      'agencies',
      [child('a', 30, 10), child('b', 41), child('c', 1, 1)],
      MAX_BARS,
      'en',
    );
    expect(says(spec)).toBe(
      'Of the 3 agencies that handled any, b handled most: 41, disclosure rate 100.0 %; among those that handled 30 or more, disclosure rates run from 75.0 % to 100.0 %.',
    );
  });

  it('says of several that handled most that they are several, and of one rate that it is one', () => {
    const saysOf = (...children: readonly ChildFigures[]): string =>
      says(drawChildrenChart('agencies', children, MAX_BARS, 'zh-CN').spec);
    expect(saysOf(child('a', 40), child('b', 40), child('c', 1))).toBe(
      '有办理结果的 3 个机构中，a、b并列最多：各 40 件；办结 30 件以上的，公开率都是 100.0 %。',
    );
    expect(saysOf(...['a', 'b', 'c', 'd'].map((name) => child(name, 2)))).toBe(
      '有办理结果的 4 个机构中，a、b、c等 4 个并列最多：各 2 件。',
    );
  });

  it('folds the tail into one bar and says so', () => {
    const many = Array.from({ length: MAX_BARS + 3 }, (_, i) => child(`n${i}`, i + 1));
    const { spec, folded, shown } = drawChildrenChart('regions', many, MAX_BARS, 'en');
    expect([folded, shown]).toEqual([3, MAX_BARS + 3]);
    expect(drawn(spec).labels.at(-1)).toBe('3 others');
    expect(drawn(spec).ends.at(-1)).toBe('6');
    expect(spec.table.rows).toHaveLength(MAX_BARS + 1);
  });

  it('folds nothing into a bar for one alone', () => {
    const many = Array.from({ length: MAX_BARS + 1 }, (_, i) => child(`n${i}`, i + 1));
    const { spec, folded } = drawChildrenChart('regions', many, MAX_BARS, 'en');
    expect([folded, drawn(spec).labels.length]).toEqual([0, MAX_BARS + 1]);
  });

  it('adds up to the same totals however much is folded', () => {
    const outcome = fc.nat({ max: 500 });
    const children = fc.array(fc.tuple(outcome, outcome), { maxLength: 40 });
    fc.assert(
      fc.property(children, fc.integer({ min: 1, max: 45 }), (counts, maxBars) => {
        const all = counts.map(([granted, refused], i) => child(`n${i}`, granted, refused));
        const { bars, folded } = foldBars(all, maxBars, 'others');
        const sum = (of: (bar: (typeof bars)[number]) => number): number =>
          bars.reduce((total, bar) => total + of(bar), 0);
        expect(sum(({ outcomes }) => outcomes.granted)).toBe(counts.reduce((n, [granted]) => n + granted, 0));
        expect(sum(({ outcomes }) => outcomes.refused)).toBe(
          counts.reduce((n, [, refused]) => n + refused, 0),
        );
        expect(sum(({ total }) => total)).toBe(counts.reduce((n, [g, r]) => n + g + r, 0));
        expect(bars.length).toBeLessThanOrEqual(maxBars + 1);
        const handled = counts.filter(([granted, refused]) => granted + refused > 0).length;
        expect(folded > 0 ? bars.length - 1 + folded : bars.length).toBe(handled);
      }),
    );
  });
});

/** Figures with these cells, by JSON Pointer. */
function cellsOf(year: number, cells: Record<string, number>): Figures {
  const figures = noFigures(chooseEdition(year));
  for (const [path, value] of Object.entries(cells)) {
    const cell = CATALOGUES[figures.edition].cellByPath.get(path);
    if (!cell) throw new Error(`no cell ${path}`);
    figures.cells[cell.index] = toStored(cell.column.kind, value);
  }
  return figures;
}

describe('what a year’s totals divide into', () => {
  const years = {
    now: { year: 2023, figures: YEAR },
    before: undefined,
    annotations: BUILT_IN_ANNOTATIONS,
  };

  it('has every reason of the form, in its order, the same in both editions', () => {
    const counts = (year: number): number[] =>
      (['refused', 'unavailable', 'declined'] as const).map(
        (outcome) => listReasons(noFigures(chooseEdition(year)), outcome).length,
      );
    expect([counts(2020), counts(2023)]).toEqual([
      [8, 3, 5],
      [8, 3, 5],
    ]);
  });

  it('says which reason is the most frequent, and takes shares of the reasons together', () => {
    const spec = drawReasonsChart('refused', years, 'en');
    expect(says(spec)).toBe('2023: 3 refused, most often for “State secret”: 2, 66.7 %.');
    expect(drawn(spec).ends.map(plain)).toEqual(['2 · 66.7 %', '0', '0', '0', '0', '0', '0', '1 · 33.3 %']);
    expect(spec.table.rows.at(-1)).toEqual(['Total', 3, 1, null]);
    expect(spec.table.rows[1]).toEqual(['Prohibited by law or regulation', 0, 0, null]);
  });

  it('tells a tie of reasons as a tie', () => {
    const figures = figuresOf(2023, {
      'results/refused/stateSecret': 2,
      'results/refused/inquiryMatters': 2,
      'results/refused/internalAffairs': 1,
    });
    const spec = drawReasonsChart(
      'refused',
      { now: { year: 2023, figures }, before: undefined, annotations: BUILT_IN_ANNOTATIONS },
      'zh-CN',
    );
    expect(says(spec)).toBe(
      '2023年不予公开 5 件，最多的理由是「属于国家秘密」、「属于行政查询事项」：并列，各 2 件，各占 40.0 %。',
    );
  });

  it('sets last year beside it', () => {
    const before = { year: 2022, figures: figuresOf(2022, { 'results/refused/thirdPartyRights': 4 }) };
    const spec = drawReasonsChart('refused', { ...years, before }, 'zh-CN');
    expect(says(spec)).toBe(
      '2023年不予公开 3 件\uff08上年 4 件\uff09\uff0c最多的理由是「属于国家秘密」\uff1a2 件\uff0c占 66.7 %。',
    );
    expect(spec.table.rows[3]).toEqual(['保护第三方合法权益', 0, 0, 4]);
  });

  it('says so where there is nothing to show', () => {
    const none = { before: undefined, annotations: BUILT_IN_ANNOTATIONS };
    const nothing = { now: { year: 2024, figures: noFigures('2021') }, ...none };
    const missing = { now: { year: 2024, figures: undefined }, ...none };
    expect(
      [
        drawReasonsChart('declined', nothing, 'en'),
        drawApplicantsChart(nothing, 'en'),
        drawDisputesChart(nothing, 'en'),
      ].map(says),
    ).toEqual([
      '2024: nothing was declined.',
      '2024: no application was received.',
      '2024: no reconsideration and no lawsuit.',
    ]);
    expect(drawApplicantsChart(nothing, 'en').drawing).toBeUndefined();
    expect(says(drawApplicantsChart(missing, 'en'))).toBe('No figures for 2024 yet.');
    expect(drawApplicantsChart(missing, 'en').table.rows).toEqual([]);
  });

  it('tells who applies', () => {
    const figures = cellsOf(2023, {
      '/applications/received/naturalPerson': 6,
      '/applications/received/commercial': 1,
      '/applications/received/legalService': 1,
    });
    const spec = drawApplicantsChart(
      { now: { year: 2023, figures }, before: undefined, annotations: BUILT_IN_ANNOTATIONS },
      'en',
    );
    expect(says(spec)).toBe(
      '2023: of 8 received, 6 (75.0 %) came from natural persons and 2 (25.0 %) from organisations.',
    );
    expect(drawn(spec).series.map(({ values }) => values)).toEqual([[6, 1, 0, 0, 1, 0]]);
  });

  it('counts one as one in English', () => {
    const figures = cellsOf(2023, {
      '/applications/received/total': 1,
      '/reconsideration/corrected': 1,
      '/reconsideration/total': 1,
    });
    expect(
      says(
        drawDisputesChart(
          { now: { year: 2023, figures }, before: undefined, annotations: BUILT_IN_ANNOTATIONS },
          'en',
        ),
      ),
    ).toBe('2023: 1 reconsideration, 0 lawsuits; of the 1 that has ended, 1 (100.0 %) was corrected.');
    expect(says(drawReceivedChart([{ year: 2023, figures }], 2023, 'en'))).toBe('2023: 1 application.');
  });

  it('marks disputes of the year in which going to court began to require reconsideration', () => {
    const drawn = (year: number) => {
      const figures = noFigures(chooseEdition(year));
      figures.cells[CATALOGUES['2021'].cellByPath.get('/reconsideration/total')?.index ?? 0] = 3;
      return drawDisputesChart(
        { now: { year, figures }, before: undefined, annotations: BUILT_IN_ANNOTATIONS },
        'zh-CN',
      );
    };
    const { drawing, description, table } = drawn(2024);
    expect(drawing?.labels.every((label) => label.endsWith('†'))).toBe(true);
    expect(description).toContain('† 2024年起复议前置：');
    expect(table.rows.map((cells) => cells.at(-1))).toEqual(
      Array.from({ length: 3 }, () => expect.stringContaining('（2023 年修订）第二十三条') as unknown),
    );
    const other = drawn(2023);
    expect(other.description).not.toContain('†');
    expect(other.drawing?.labels.join('')).not.toContain('†');
    expect(other.table.columns.map(({ key }) => key)).not.toContain('annotation');
  });

  it('tells how disputes ended, and takes the correction rate of those that have', () => {
    const figures = cellsOf(2023, {
      '/reconsideration/upheld': 3,
      '/reconsideration/corrected': 1,
      '/reconsideration/pending': 2,
      '/reconsideration/total': 6,
      '/litigation/direct/corrected': 1,
      '/litigation/direct/total': 1,
      '/litigation/afterReconsideration/pending': 4,
      '/litigation/afterReconsideration/total': 4,
    });
    const spec = drawDisputesChart(
      { now: { year: 2023, figures }, before: undefined, annotations: BUILT_IN_ANNOTATIONS },
      'en',
    );
    expect(says(spec)).toBe(
      '2023: 6 reconsiderations, 5 lawsuits; of the 5 that have ended, 2 (40.0 %) were corrected.',
    );
    expect(spec.table.rows.map((row) => row.slice(1))).toEqual([
      [3, 1, 0, 2, 6, 0.25],
      [0, 1, 0, 0, 1, 1],
      [0, 0, 0, 4, 4, null],
    ]);
    expect(countCorrections(figures, LAWSUITS)).toEqual({ part: 1, whole: 1 });
  });
});

describe('proactive disclosure', () => {
  const years = [
    { year: 2019, figures: undefined },
    {
      year: 2020,
      figures: cellsOf(2020, { '/proactive/licensing/decisions': 50, '/proactive/rules/newlyMade': 2 }),
    },
    {
      year: 2021,
      figures: cellsOf(2021, { '/proactive/licensing/decisions': 60, '/proactive/rules/made': 3 }),
    },
    {
      year: 2022,
      figures: cellsOf(2022, { '/proactive/licensing/decisions': 75, '/proactive/fees/amountWanCny': 1.25 }),
    },
  ];
  const chartOf = (row: string, year: number): ChartSpec =>
    drawProactiveCharts(years, year, 'en').find(({ id }) => id === `proactive-${row}`)!;

  it('goes on across the change of form, drawn as two series with a break between', () => {
    const drawing = drawn(chartOf('licensing', 2022));
    expect(drawing.breakBefore).toBe(2);
    expect(drawing.series.map(({ key, values }) => [key, values])).toEqual([
      ['edition-2019', [null, 50, null, null]],
      ['edition-2021', [null, null, 60, 75]],
    ]);
    expect(chartOf('rules', 2021).table.rows).toEqual([
      ['2019', 'Newly made', null],
      ['2020', 'Newly made', 2],
      ['2021', 'Made this year', 3],
      ['2022', 'Made this year', 0],
    ]);
  });

  it('compares with last year within an edition, never across the change', () => {
    expect(says(chartOf('licensing', 2022))).toBe(
      '2022: decisions of this year 75, 25.0 % more than the year before.',
    );
    expect(says(chartOf('licensing', 2021))).toBe('2021: decisions of this year 60.');
  });

  it('continues only cells that count the same thing', () => {
    expect(PROACTIVE_SERIES.map(({ key }) => key)).toEqual([
      'rules',
      'normativeDocuments',
      'licensing',
      'penalties',
      'coercion',
    ]);
  });

  it('has every cell of each edition', () => {
    const rows = (at: number): unknown[][] =>
      layProactiveTable(years[at]!, years[at - 1], 'en').rows.map((row) => [...row]);
    expect(rows(1)).toHaveLength(6 + 4 * 3 + 2 + 2);
    expect(rows(3)).toHaveLength(6 + 1 + 2 + 1);
    expect(rows(3).at(-1)).toEqual(['Administrative fees', 'Amount (10 000 yuan)', 1.25, 0]);
    expect(rows(2).map((row) => row[3])).toEqual(Array.from({ length: 10 }, () => null));
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
