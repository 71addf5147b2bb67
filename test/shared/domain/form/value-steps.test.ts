import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideIntoSteps, findStep } from '../../../../shared/domain/form/value-steps.ts';

describe('values in steps', () => {
  it('are each in one, and a higher one is never in a lower step', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50)), (values) => {
        const steps = divideIntoSteps(values, 5);
        expect(steps.length).toBeLessThanOrEqual(5);
        const found = values.toSorted((a, b) => a - b).map((value) => findStep(steps, value));
        expect(found).toEqual(found.toSorted((a, b) => a - b));
        expect(found).not.toContain(-1);
        for (const value of values) {
          const step = steps[findStep(steps, value)];
          expect(step && step.from <= value && value <= step.to).toBe(true);
        }
      }),
    );
  });

  it('hold about as many each', () => {
    expect(divideIntoSteps([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5)).toEqual([
      { from: 1, to: 2 },
      { from: 3, to: 4 },
      { from: 5, to: 6 },
      { from: 7, to: 8 },
      { from: 9, to: 10 },
    ]);
    expect(divideIntoSteps([0, 0, 0, 0, 7], 5)).toEqual([
      { from: 0, to: 0 },
      { from: 7, to: 7 },
    ]);
    expect(divideIntoSteps([], 5)).toEqual([]);
  });
});
