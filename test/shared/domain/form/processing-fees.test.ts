import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromStoredFees, toStoredFees } from '../../../../shared/contracts/table/stored-fees.ts';
import {
  addFees,
  equalFees,
  FEE_PARTS,
  isAnyStated,
  NO_FEES,
  readFee,
  takeFees,
  type ProcessingFees,
} from '../../../../shared/domain/form/processing-fees.ts';
import type { ProcessingFee } from '../../../../shared/domain/form/report.ts';

const stated = fc.option(fc.nat(99_999_999_999), { nil: undefined });
const fee: fc.Arbitrary<ProcessingFee | undefined> = fc.option(
  fc
    .record({ notices: stated, noticedFen: stated, collectedFen: stated })
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))),
  { nil: undefined },
);
const fees: fc.Arbitrary<ProcessingFees> = fc
  .array(fee, { maxLength: 5 })
  .map((some) => addFees(some.map(takeFees)));

describe('fees added up', () => {
  it('are a commutative monoid', () => {
    fc.assert(
      fc.property(fees, fees, fees, (a, b, c) => {
        expect(addFees([addFees([a, b]), c])).toEqual(addFees([a, addFees([b, c])]));
        expect(addFees([a, b])).toEqual(addFees([b, a]));
        expect(addFees([a, NO_FEES])).toEqual(a);
        expect(addFees([])).toEqual(NO_FEES);
      }),
    );
  });

  it('are the sums of what was stated, in whatever order and grouping, and how many stated it', () => {
    fc.assert(
      fc.property(fc.array(fee, { maxLength: 9 }), fc.nat(9), (reports, cut) => {
        const groups = [reports.slice(cut), reports.slice(0, cut)].map((some) => addFees(some.map(takeFees)));
        const total = addFees(groups);
        for (const { part, key, perUnit } of FEE_PARTS) {
          const values = reports.flatMap((one) => one?.[part] ?? []);
          const sum = values.reduce((so, value) => so + value, 0);
          expect(total[part]).toEqual({ sum, stated: values.length });
          expect(readFee(total, key)).toBe(values.length === 0 ? undefined : sum / perUnit);
        }
        expect(isAnyStated(total)).toBe(reports.some((one) => Object.keys(one ?? {}).length > 0));
      }),
    );
  });

  it('are read from the table as they were written', () => {
    fc.assert(
      fc.property(fees, fees, (a, b) => {
        expect(fromStoredFees(toStoredFees(a))).toEqual(a);
        expect(equalFees(a, b)).toBe(toStoredFees(a) === toStoredFees(b));
      }),
    );
    expect(toStoredFees(NO_FEES)).toBeUndefined();
    expect(() => fromStoredFees('{"notices":1}')).toThrow(/do not fit/);
    expect(() => fromStoredFees('{')).toThrow(/not JSON/);
  });

  it('never leave the exact integers', () => {
    const much = takeFees({ collectedFen: Number.MAX_SAFE_INTEGER });
    expect(() => addFees([much, takeFees({ collectedFen: 1 })])).toThrow(RangeError);
  });
});
