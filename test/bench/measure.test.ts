import { describe, expect, it } from 'vitest';
import { compare, findPercentile, measureSpread } from '../../bench/measure.ts';
import { holds, writeMarkdownTable } from '../../bench/print-figures.ts';

describe('percentiles', () => {
  it('are values that were measured, by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0, 0.5, 0.99, 1].map((share) => findPercentile(hundred, share))).toEqual([1, 50, 99, 100]);
    expect(measureSpread([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  });
  it('are not a number where nothing was measured', () => {
    expect(findPercentile([], 0.99)).toBeNaN();
  });
});

describe('a comparison', () => {
  it('tells that twice the work takes longer', async () => {
    const work = (times: number) => (): number => {
      let sum = 0;
      for (let i = 0; i < times; i++) sum += Math.sqrt(i);
      return sum;
    };
    const { ratio } = await compare(5, work(4_000_000), work(1_000_000));
    expect(ratio.median).toBeGreaterThan(1);
  });
});

describe('a figure', () => {
  const figure = { what: 'x', value: 30, unit: '' };
  it('holds at its limit only where it may reach it', () => {
    expect(holds({ ...figure, target: { below: 30 } })).toBe(false);
    expect(holds({ ...figure, target: { atMost: 30 } })).toBe(true);
    expect(holds(figure)).toBeUndefined();
    expect(holds({ ...figure, value: Number.NaN, target: { atMost: 30 } })).toBe(false);
  });
  it('stands in the table with its verdict; one without a target does not', () => {
    const table = writeMarkdownTable([
      { ...figure, target: { below: 30 } },
      { ...figure, what: 'y' },
    ]);
    expect(table).toContain('| x | 30 | < 30 | falls short |');
    expect(table).not.toContain('y');
  });
});
