import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIsoDay } from '../../../../shared/domain/basics/calendar.ts';
import {
  addFilings,
  equalFilings,
  traceProgress,
  type Filings,
} from '../../../../shared/domain/standing/filings.ts';

const day = fc
  .integer({ min: 1, max: 28 })
  .map((n) => `2025-01-${String(n).padStart(2, '0')}`)
  .filter(isIsoDay);
const filings: fc.Arbitrary<Filings> = fc
  .array(fc.tuple(day, fc.integer({ min: 1, max: 9 })), { maxLength: 9 })
  .map((entries) => new Map(entries));

describe('filings by day', () => {
  it('add up in any order and grouping', () => {
    fc.assert(
      fc.property(fc.array(filings, { maxLength: 6 }), fc.nat(6), (all, cut) => {
        const parts = [addFilings(all.slice(cut)), addFilings(all.slice(0, cut))];
        expect(equalFilings(addFilings(all), addFilings(parts))).toBe(true);
      }),
    );
  });

  it('accumulate to their sum, day by day', () => {
    fc.assert(
      fc.property(filings, (some) => {
        const points = traceProgress(some);
        expect(points.map((point) => point.day)).toEqual([...some.keys()].sort());
        expect(points.at(-1)?.filed ?? 0).toBe([...some.values()].reduce((sum, count) => sum + count, 0));
      }),
    );
  });
});
