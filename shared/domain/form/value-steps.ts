/** Values in steps of about as many each, for colours: equal values share a step, and a higher one is never in a lower step. */

export interface ValueStep {
  readonly from: number;
  readonly to: number;
}

/** From the lowest on; fewer than asked where there are fewer different values. */
export function divideIntoSteps(values: readonly number[], most: number): ValueStep[] {
  const sorted = values.toSorted((a, b) => a - b);
  const steps: ValueStep[] = [];
  let begun = 0;
  for (let i = 1; i <= most && begun < sorted.length; i++) {
    const aim = Math.max(begun + 1, Math.round((i * sorted.length) / most));
    const last = sorted[aim - 1] ?? 0;
    // All that share the last value belong to it.
    const end = sorted.findLastIndex((value) => value === last) + 1;
    steps.push({ from: sorted[begun] ?? 0, to: last });
    begun = end;
  }
  return steps;
}

export const findStep = (steps: readonly ValueStep[], value: number): number =>
  steps.findIndex(({ to }) => value <= to);
