import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  continuedFrom,
  existsIn,
  findSuccessors,
  type RegionSpan,
} from '../../../../shared/domain/basics/region-span.ts';

type Spanned = RegionSpan & { readonly code: string };

/** Whose figures the region's earlier years are told from, among these. */
function continuedIn(regions: readonly Spanned[], code: string): readonly string[] {
  const successors = findSuccessors(regions);
  const spans = new Map(regions.map((one) => [one.code, { ...one, successors: successors.get(one.code) }]));
  return continuedFrom(spans.get(code) ?? {}, (one) => spans.get(one));
}

describe('a region’s years', () => {
  it('are from its first to its last one, both included; all where neither is given', () => {
    const years = [2021, 2022, 2023, 2024, 2025];
    const of = (span: RegionSpan) => years.filter((year) => existsIn(span, year));
    expect(of({ from: 2022, to: 2024 })).toEqual([2022, 2023, 2024]);
    expect(of({ from: 2024 })).toEqual([2024, 2025]);
    expect(of({ to: 2021 })).toEqual([2021]);
    expect(of({})).toEqual(years);
  });
});

describe('a region that follows others', () => {
  it('goes on from one that got another code, and from all that were merged', () => {
    const merged: Spanned[] = [
      { code: 'a', to: 2022 },
      { code: 'b', to: 2021 },
      { code: 'c', from: 2023, predecessors: ['a', 'b'] },
    ];
    expect(continuedIn(merged, 'c')).toEqual(['a', 'b']);
    expect(continuedIn(merged, 'a')).toEqual([]);
  });

  it('does not go on from one that was split, nor from one that goes on beside it', () => {
    const split: Spanned[] = [
      { code: 'a', to: 2022 },
      { code: 'b', from: 2023, predecessors: ['a'] },
      { code: 'c', from: 2023, predecessors: ['a'] },
    ];
    expect(continuedIn(split, 'b')).toEqual([]);
    const beside = (to?: number): Spanned[] => [
      { code: 'a', to },
      { code: 'b', from: 2023, predecessors: ['a'] },
    ];
    expect(continuedIn(beside(), 'b')).toEqual([]);
    expect(continuedIn(beside(2023), 'b')).toEqual([]);
    expect(continuedIn(beside(2022), 'b')).toEqual(['a']);
  });

  it('that took another in has its own figures for the years before', () => {
    const takenIn: Spanned[] = [
      { code: 'a', to: 2022 },
      { code: 'b', predecessors: ['a'] },
    ];
    expect(continuedIn(takenIn, 'b')).toEqual([]);
  });
});

it('no year’s figures are told of two regions, however they follow one another', () => {
  const codes = ['a', 'b', 'c', 'd', 'e'];
  const year = fc.option(fc.integer({ min: 2019, max: 2025 }), { nil: undefined });
  const region = fc.record({ from: year, to: year, predecessors: fc.subarray(codes) });
  fc.assert(
    fc.property(fc.tuple(region, region, region, region, region), (spans) => {
      const regions = spans.map((span, i): Spanned => ({ ...span, code: codes[i] ?? '' }));
      const taken = codes.flatMap((code) => continuedIn(regions, code));
      expect(new Set(taken).size).toBe(taken.length);
    }),
  );
});
