import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wilsonInterval } from '../../../../shared/domain/form/wilson-interval.ts';

it.each([
  // Newcombe 1998, table I, method 3 (score without continuity correction).
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
  // Its mirror.
  [20, 20, 0.8389, 1],
])('of %i of %i is published as %f to %f', (part, whole, low, high) => {
  const interval = wilsonInterval({ part, whole });
  expect(interval?.low).toBeCloseTo(low, 4);
  expect(interval?.high).toBeCloseTo(high, 4);
});

it('is none of nothing, and of what is no part', () => {
  expect(wilsonInterval({ part: 0, whole: 0 })).toBeUndefined();
  expect(wilsonInterval({ part: 21, whole: 20 })).toBeUndefined();
  expect(wilsonInterval({ part: -1, whole: 20 })).toBeUndefined();
  expect(wilsonInterval({ part: Number.NaN, whole: Number.NaN })).toBeUndefined();
});

it('holds the share, lies between 0 and 1, mirrors itself, and narrows with more cases', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }).chain((whole) => fc.tuple(fc.nat(whole), fc.constant(whole))),
      ([part, whole]) => {
        const { low, high } = wilsonInterval({ part, whole }) ?? { low: Number.NaN, high: Number.NaN };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(part / whole);
        expect(high).toBeGreaterThanOrEqual(part / whole);
        expect(high).toBeLessThanOrEqual(1);
        const mirrored = wilsonInterval({ part: whole - part, whole });
        expect(mirrored?.low).toBeCloseTo(1 - high, 12);
        const more = wilsonInterval({ part: 4 * part, whole: 4 * whole });
        expect((more?.high ?? 1) - (more?.low ?? 0)).toBeLessThan(high - low);
      },
    ),
  );
});
