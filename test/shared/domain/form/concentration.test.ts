import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concentrate } from '../../../../shared/domain/form/concentration.ts';

describe('how unevenly something is spread', () => {
  it('rises from nothing to all, never above the diagonal', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 1 }), (counts) => {
        const { lorenz, total } = concentrate(counts);
        fc.pre(total > 0);
        expect(lorenz[0]).toEqual([0, 0]);
        expect(lorenz.at(-1)).toEqual([1, 1]);
        for (const [i, [members, count]] of lorenz.entries()) {
          expect(count).toBeLessThanOrEqual(members + 1e-9);
          const [before, had] = lorenz[i - 1] ?? [-1, 0];
          expect(members).toBeGreaterThan(before);
          expect(count).toBeGreaterThanOrEqual(had);
        }
      }),
    );
  });

  it('says the fewest that carry half: one fewer would not', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 1 }), (counts) => {
        const { half, total } = concentrate(counts);
        fc.pre(total > 0);
        const falling = counts.toSorted((a, b) => b - a);
        const first = (n: number): number => falling.slice(0, n).reduce((sum, count) => sum + count, 0);
        expect(half?.count).toBe(first(half?.members ?? 0));
        expect(first(half?.members ?? 0) * 2).toBeGreaterThanOrEqual(total);
        expect(first((half?.members ?? 1) - 1) * 2).toBeLessThan(total);
      }),
    );
  });

  it('takes exactly half for half, and nothing where there is nothing', () => {
    expect(concentrate([5, 3, 2]).half).toEqual({ members: 1, count: 5 });
    expect(concentrate([4, 3, 3]).half).toEqual({ members: 2, count: 7 });
    expect(concentrate([0, 0])).toEqual({ members: 2, total: 0, half: undefined, lorenz: [] });
    expect(concentrate([])).toMatchObject({ members: 0, half: undefined });
  });
});
