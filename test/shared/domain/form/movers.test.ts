import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tellMovement } from '../../../../shared/domain/form/movers.ts';

const cases = fc.option(fc.nat(100_000), { nil: undefined });

describe('what moved a total', () => {
  it('adds up to the difference, whoever reported in either year', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ before: cases, now: cases })), (parts) => {
        const { from, to, movers } = tellMovement(parts.map((part, item) => ({ item, ...part })));
        expect(movers.reduce((sum, { change }) => sum + change, 0)).toBe(to - from);
        const sizes = movers.map(({ change }) => Math.abs(change));
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        expect(sizes).not.toContain(0);
      }),
    );
  });

  it('names who is new with all it has, and who is gone with all it had', () => {
    const { movers } = tellMovement([
      { item: 'new', before: undefined, now: 7 },
      { item: 'gone', before: 9, now: undefined },
      { item: 'same', before: 4, now: 4 },
    ]);
    expect(movers.map(({ item, change }) => [item, change])).toEqual([
      ['gone', -9],
      ['new', 7],
    ]);
  });
});
