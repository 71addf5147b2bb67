import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromStoredSignal, toStoredSignal } from '../../../../shared/contracts/table/stored-signal.ts';
import { CorruptItemError } from '../../../../shared/errors.ts';
import {
  addSignals,
  addTallies,
  equalSignals,
  makeSignal,
  type Signal,
} from '../../../../shared/domain/standing/signal.ts';

const rules = fc.uniqueArray(fc.constantFrom('A1', 'Y1', 'Q4', 'D1'));
const signal: fc.Arbitrary<Signal> = fc
  .record({ kind: fc.constantFrom('department', 'township'), fired: rules, open: rules, explained: rules })
  .map(({ kind, fired, open, explained }) =>
    makeSignal(kind as 'department', {
      fired,
      open: open.filter((rule) => fired.includes(rule)),
      explained: explained.filter((rule) => fired.includes(rule) && !open.includes(rule)),
    }),
  );

describe('signals', () => {
  it('add up in any order and grouping, and nothing changes them', () => {
    fc.assert(
      fc.property(signal, signal, signal, (a, b, c) => {
        expect(addSignals([a, b])).toEqual(addSignals([b, a]));
        expect(addSignals([addSignals([a, b]), c])).toEqual(addSignals([a, addSignals([b, c])]));
        expect(equalSignals(addSignals([a, new Map()]), a)).toBe(true);
      }),
    );
  });

  it('of a rule: fired is corrected, explained or open, each once', () => {
    fc.assert(
      fc.property(fc.array(signal), (all) => {
        for (const { fired, corrected, explained } of addSignals(all).values())
          expect(corrected + explained).toBeLessThanOrEqual(fired);
        const tallies = all.flatMap((one) => [...one.values()]);
        expect(addTallies(addSignals(all).values())).toEqual(addTallies(tallies));
      }),
    );
  });

  it('are read back as they are stored', () => {
    fc.assert(
      fc.property(signal, (one) => {
        expect(equalSignals(fromStoredSignal(toStoredSignal(one)), one)).toBe(true);
      }),
    );
    expect(toStoredSignal(new Map())).toBeUndefined();
    for (const broken of ['{', '{"department.Y1":[1]}', '{"department.Y1":[1,2,"3"]}'])
      expect(() => fromStoredSignal(broken)).toThrow(CorruptItemError);
  });
});
