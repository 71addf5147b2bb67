import { describe, expect, it } from 'vitest';
import { traceProgress } from '../../shared/domain/standing/filings.ts';
import {
  drawBurnUp,
  filedBy,
  tableDays,
  type BurnUp,
  type YearProgress,
} from '../../web/compliance/burn-up.ts';
import { isoDay } from '../support/a-summary.ts';

const aYear = (year: number, filed: Record<string, number>, expected = 10): YearProgress => ({
  year,
  expected,
  progress: traceProgress(new Map(Object.entries(filed).map(([day, count]) => [isoDay(day), count]))),
});

function chartOf(
  now: YearProgress,
  earlier: readonly YearProgress[],
  today = '2026-11-25',
  deadlines = [`${now.year + 1}-01-31`, `${now.year + 1}-03-31`],
): BurnUp {
  const chart = drawBurnUp({
    now,
    earlier,
    deadlines: deadlines.map(isoDay),
    internalDates: [],
    today: isoDay(today),
  });
  if (!chart) throw new Error('there is no chart');
  return chart;
}
const placeOf = ({ days }: BurnUp, day: string): number => days.indexOf(isoDay(day));

describe('filings against earlier years', () => {
  it('go from 1 January to 30 April', () => {
    const { days } = chartOf(aYear(2024, { '2025-01-20': 3 }), []);
    expect([days[0], days.at(-1), days.length]).toEqual(['2025-01-01', '2025-04-30', 120]);
  });

  it('go on to the end of the month of the last report, but not beyond June', () => {
    expect(chartOf(aYear(2024, { '2025-05-01': 1 }), []).days.at(-1)).toBe('2025-05-31');
    expect(chartOf(aYear(2024, { '2025-04-30': 1 }), []).days.at(-1)).toBe('2025-04-30');
    expect(chartOf(aYear(2024, {}), [aYear(2023, { '2024-10-01': 1 })]).days.at(-1)).toBe('2025-06-30');
  });

  it('are set side by side by days from the departments’ deadline, leap day or not', () => {
    const chart = chartOf(aYear(2024, { '2025-03-01': 4 }), [aYear(2023, { '2024-02-29': 5 })]);
    const [now, before] = chart.lines;
    const march = placeOf(chart, '2025-03-01');
    expect([now, before].map((line) => line && filedBy(line, march)?.part)).toEqual([4, 5]);
    expect([now, before].map((line) => line && filedBy(line, march - 1)?.part)).toEqual([0, 0]);
    expect(chartOf(aYear(2023, {}), []).days).toContain('2024-02-29');
  });

  it('are shares of who was expected in their own year', () => {
    const chart = chartOf(aYear(2024, { '2025-01-05': 5 }, 10), [aYear(2023, { '2024-01-05': 5 }, 20)]);
    const wholes = chart.lines.map((line) => filedBy(line, 10));
    expect(wholes).toEqual([
      { part: 5, whole: 10 },
      { part: 5, whole: 20 },
    ]);
  });

  it('end today, and say nothing of the days to come', () => {
    const chart = chartOf(aYear(2024, { '2025-01-05': 5, '2025-02-05': 1 }), [], '2025-01-20');
    const [now] = chart.lines;
    if (!now) throw new Error('no line');
    expect(filedBy(now, placeOf(chart, '2025-01-20'))).toEqual({ part: 5, whole: 10 });
    expect(filedBy(now, placeOf(chart, '2025-01-21'))).toBeUndefined();
    expect(now.steps).toHaveLength(1);
  });

  it('leave out years without a roster or a report, and show the last four others', () => {
    const years = [2019, 2020, 2021, 2022].map((year) => aYear(year, { [`${year + 1}-01-05`]: 1 }));
    const chart = chartOf(aYear(2025, {}), [...years, aYear(2023, {}), aYear(2024, { '2025-01-05': 1 }, 0)]);
    expect(chart.lines.map(({ year }) => year)).toEqual([2025, 2022, 2021, 2020, 2019]);
  });

  it('are none where nobody was ever expected', () => {
    expect(
      drawBurnUp({
        now: aYear(2024, {}, 0),
        earlier: [],
        deadlines: [],
        internalDates: [],
        today: isoDay('2025-03-01'),
      }),
    ).toBeUndefined();
  });

  it('have a table with every week, every deadline, today and the last day', () => {
    const chart = chartOf(aYear(2024, {}), [], '2025-02-05', ['2025-01-31', '2025-02-17', '2025-03-31']);
    const days = tableDays(chart).map((place) => chart.days[place]);
    for (const day of ['2025-01-03', '2025-01-31', '2025-02-05', '2025-02-07', '2025-02-17', '2025-04-30'])
      expect(days).toContain(day);
    expect(days).not.toContain('2025-02-18');
  });
});
