import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatShare } from '../../../../shared/domain/form/number-text.ts';
import { tenthsOfPercent } from '../../../../shared/domain/basics/rounding.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** In integers: half away from zero, and neither none nor all unless exactly so. */
function exactTenths(part: bigint, whole: bigint): bigint {
  const tenths = (2n * 1000n * part + whole) / (2n * whole);
  if (tenths === 0n && part > 0n) return 1n;
  if (tenths === 1000n && part !== whole) return part < whole ? 999n : 1001n;
  return tenths;
}

const MOST = 10 ** 12;
const counts = fc.record({
  part: fc.oneof(fc.nat(5_000), fc.integer({ min: 0, max: MOST })),
  whole: fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: MOST })),
});

describe('rates', () => {
  it('round as integers would, whatever the counts', () => {
    fc.assert(
      fc.property(counts, ({ part, whole }) => {
        expect(BigInt(tenthsOfPercent(part / whole))).toBe(exactTenths(BigInt(part), BigInt(whole)));
        expect(tenthsOfPercent(-part / whole)).toBe(-tenthsOfPercent(part / whole) || 0);
      }),
      { numRuns: 5_000 },
    );
  });

  it('round away from zero what lies halfway, and one case beside it to its own side', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 998 }),
        fc.integer({ min: 1, max: MOST / 2_000 }),
        (half, times) => {
          const [part, whole] = [(2 * half + 1) * times, 2_000 * times];
          expect(tenthsOfPercent(part / whole)).toBe(half + 1);
          expect(tenthsOfPercent((part - 1) / whole)).toBe(
            Number(exactTenths(BigInt(part - 1), BigInt(whole))),
          );
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [23, 80, '28.8 %'],
    [3_999, 4_000, '99.9 %'],
    [4_001, 4_000, '100.1 %'],
    [4_000, 4_000, '100.0 %'],
    [1, 4_000, '0.1 %'],
    [0, 4_000, '0.0 %'],
    [1, 1_000_000_000, '0.1 %'],
    [0, 0, '–'],
  ])('say %i of %i as %s', (part, whole, text) => {
    expect(plain(formatShare({ part, whole }))).toBe(text);
  });
});
