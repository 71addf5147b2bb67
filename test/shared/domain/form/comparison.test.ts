import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  poolValues,
  readComparable,
  readInterval,
  inOrder,
  isTooFew,
  computeMedian,
  peerMedian,
  rankAmong,
  readMeasure,
  type Value,
  type YearStated,
} from '../../../../shared/domain/form/comparison.ts';
import { MEASURES } from '../../../../shared/domain/form/measures.ts';
import { CATALOGUES } from '../../../../shared/domain/form/catalogue.ts';
import { noFigures, type Figures } from '../../../../shared/domain/form/figures.ts';

function figures(cells: Readonly<Record<string, number>>): Figures {
  const all = noFigures('2021');
  for (const [path, value] of Object.entries(cells)) {
    const cell = CATALOGUES['2021'].cellByPath.get(path);
    if (!cell) throw new Error(`no cell ${path}`);
    all.cells[cell.index] = value;
  }
  return all;
}
const stated = (cells: Readonly<Record<string, number>>): YearStated => ({
  figures: figures(cells),
  reports: undefined,
});
/** Handled so many, refused so many of them. */
const refusing = (refused: number, handled: number): YearStated =>
  stated({
    '/applications/results/refused/stateSecret/total': refused,
    '/applications/results/total/total': handled,
  });
const values = (...years: readonly YearStated[]): (Value | undefined)[] =>
  years.map((year) => readMeasure('refusalRate', year));
const share = (value: Value | undefined) => (value?.kind === 'rate' ? value.share : undefined);

const WHOLE = stated({
  '/applications/received/total': 100,
  '/applications/carriedIn/total': 20,
  '/applications/results/granted/total': 40,
  '/applications/results/partial/total': 10,
  '/applications/results/refused/stateSecret/total': 5,
  '/applications/results/refused/inquiryMatters/total': 7,
  '/applications/results/unavailable/notHeld/total': 8,
  '/applications/results/declined/petition/total': 6,
  '/applications/results/otherHandling/other/total': 4,
  '/applications/results/total/total': 80,
  '/applications/carriedOut/total': 40,
  '/reconsideration/corrected': 3,
  '/reconsideration/pending': 2,
  '/reconsideration/total': 12,
  '/litigation/direct/corrected': 1,
  '/litigation/direct/total': 4,
  '/litigation/afterReconsideration/corrected': 1,
  '/litigation/afterReconsideration/pending': 1,
  '/litigation/afterReconsideration/total': 5,
});

describe('a measure', () => {
  it('reads the figures by its definition', () => {
    expect(readMeasure('received', WHOLE)).toEqual({ kind: 'count', count: 100 });
    expect(readMeasure('results', WHOLE)).toEqual({ kind: 'count', count: 80 });
    expect(readMeasure('carriedOut', WHOLE)).toEqual({ kind: 'count', count: 40 });
    expect(share(readMeasure('disclosureRate', WHOLE))).toEqual({ part: 50, whole: 80 });
    // Without petitions, and what was handled otherwise.
    expect(share(readMeasure('resolvableRate', WHOLE))).toEqual({ part: 50, whole: 70 });
    expect(share(readMeasure('notHeldRate', WHOLE))).toEqual({ part: 8, whole: 80 });
    expect(share(readMeasure('otherHandlingRate', WHOLE))).toEqual({ part: 4, whole: 80 });
    expect(share(readMeasure('refusalRate', WHOLE))).toEqual({ part: 12, whole: 80 });
    expect(share(readMeasure('unavailableRate', WHOLE))).toEqual({ part: 8, whole: 80 });
    expect(share(readMeasure('declinedRate', WHOLE))).toEqual({ part: 6, whole: 80 });
    expect(share(readMeasure('completionRate', WHOLE))).toEqual({ part: 80, whole: 120 });
    expect(share(readMeasure('reconsiderationCorrectionRate', WHOLE))).toEqual({ part: 3, whole: 10 });
    expect(share(readMeasure('litigationCorrectionRate', WHOLE))).toEqual({ part: 2, whole: 8 });
    expect(share(readMeasure('disputeRate', WHOLE))).toEqual({ part: 21, whole: 80 });
    const filed = { figures: undefined, reports: { expected: 40, accepted: 36, late: 6 } };
    expect(share(readMeasure('filingRate', filed))).toEqual({ part: 36, whole: 40 });
    expect(share(readMeasure('onTimeRate', filed))).toEqual({ part: 30, whole: 40 });
  });

  it('has no resolvable rate where nothing could have been disclosed', () => {
    const petitions = stated({
      '/applications/results/declined/petition/total': 40,
      '/applications/results/total/total': 40,
    });
    expect(readMeasure('resolvableRate', petitions)).toBeUndefined();
    expect(share(readMeasure('declinedRate', petitions))).toEqual({ part: 40, whole: 40 });
  });

  it('has an interval where it is the share of a whole', () => {
    const disputed = readMeasure('disputeRate', WHOLE);
    expect(readInterval('refusalRate', readMeasure('refusalRate', WHOLE))?.low).toBeCloseTo(0.0879, 4);
    expect(readInterval('disputeRate', disputed)).toBeUndefined();
    const filed = { figures: undefined, reports: { expected: 40, accepted: 36, late: 6 } };
    expect(readInterval('filingRate', readMeasure('filingRate', filed))).toBeUndefined();
    expect(readInterval('results', readMeasure('results', WHOLE))).toBeUndefined();
  });

  it('has no value where nothing was reported, or there is nothing to take a rate of', () => {
    for (const measure of MEASURES)
      expect(readMeasure(measure, { figures: undefined, reports: undefined })).toBeUndefined();
    expect(readMeasure('refusalRate', refusing(0, 0))).toBeUndefined();
    expect(readMeasure('received', stated({}))).toEqual({ kind: 'count', count: 0 });
  });
});

describe('too few cases', () => {
  it('are 29; 30 are enough', () => {
    const few = readMeasure('refusalRate', refusing(10, 29));
    const enough = readMeasure('refusalRate', refusing(10, 30));
    expect([few && isTooFew('refusalRate', few), enough && isTooFew('refusalRate', enough)]).toEqual([
      true,
      false,
    ]);
    expect(readComparable('refusalRate', few)).toBeUndefined();
    expect(readComparable('refusalRate', enough)).toBeCloseTo(1 / 3);
  });

  it('of filing are 9 agencies; of counts there are none', () => {
    const filed = (expected: number) =>
      readMeasure('filingRate', { figures: undefined, reports: { expected, accepted: expected, late: 0 } });
    expect(readComparable('filingRate', filed(9))).toBeUndefined();
    expect(readComparable('filingRate', filed(10))).toBe(1);
    expect(readComparable('received', { kind: 'count', count: 0 })).toBe(0);
  });

  it('count neither in the median nor in the ranks', () => {
    const peers = values(refusing(3, 30), refusing(6, 30), refusing(9, 30), refusing(29, 29), refusing(0, 1));
    expect(peerMedian('refusalRate', peers)).toEqual({
      median: 0.2,
      compared: 3,
      known: 5,
      pooled: { kind: 'rate', share: { part: 47, whole: 120 } },
    });
    expect(peers.map((peer) => rankAmong('refusalRate', peer, peers)?.rank)).toEqual([
      3,
      2,
      1,
      undefined,
      undefined,
    ]);
  });

  it('stand behind all others, the unknown last', () => {
    const items = [undefined, refusing(28, 29), refusing(3, 30), refusing(30, 30)].map(
      (year) => year && readMeasure('refusalRate', year),
    );
    expect(inOrder('refusalRate', items, (item) => item).map((value) => share(value)?.whole ?? null)).toEqual(
      [30, 30, 29, null],
    );
    expect(share(inOrder('refusalRate', items, (item) => item)[0])?.part).toBe(30);
  });
});

const someShares = fc.array(
  fc.integer({ min: 1, max: 1_000_000 }).chain((whole) => fc.nat(whole).map((part) => ({ part, whole }))),
  { minLength: 1, maxLength: 40 },
);
const ratio = ({ part, whole }: { part: number; whole: number }): number => part / whole;
const counts = (...numbers: readonly number[]) => numbers.map((part) => ({ part, whole: 1 }));
const somePeers = fc.array(
  fc.nat(200).chain((handled) => fc.nat(handled).map((refused) => values(refusing(refused, handled))[0])),
  { maxLength: 20 },
);

describe('a median', () => {
  it('lies between the least and the greatest, whatever their order', () => {
    fc.assert(
      fc.property(someShares, fc.infiniteStream(fc.nat()), (shares, keys) => {
        const median = computeMedian(shares) ?? Number.NaN;
        expect(median).toBeGreaterThanOrEqual(Math.min(...shares.map(ratio)));
        expect(median).toBeLessThanOrEqual(Math.max(...shares.map(ratio)));
        const shuffled = shares
          .map((share) => ({ share, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ share }) => share);
        expect(computeMedian(shuffled)).toBe(median);
      }),
    );
  });

  it('has as many on one side as on the other', () => {
    fc.assert(
      fc.property(someShares, (shares) => {
        const median = computeMedian(shares) ?? Number.NaN;
        const below = shares.filter((share) => ratio(share) < median).length;
        const above = shares.filter((share) => ratio(share) > median).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(shares.length / 2);
      }),
    );
  });

  it('is of none undefined, of two their mean', () => {
    expect(computeMedian([])).toBeUndefined();
    expect(computeMedian(counts(1, 4))).toBe(2.5);
    expect(computeMedian(counts(9, 1, 4))).toBe(4);
  });

  it('is computed from the counts, so that it is rounded like the rates beside it', () => {
    // 11/80 and 7/16 lie around 23/80; the mean of the two doubles is what 23/80 is, whatever they are added like.
    fc.assert(
      fc.property(fc.nat(22), (away) => {
        const [low, high] = [23 - away, 23 + away].map((part) => ({ part, whole: 80 }));
        expect(computeMedian([low, high].flatMap((share) => share ?? []))).toBe(23 / 80);
      }),
    );
  });

  it('needs three with enough cases, and does not change with those that have too few', () => {
    expect(peerMedian('refusalRate', values(refusing(3, 30), refusing(6, 30))).median).toBeUndefined();
    fc.assert(
      fc.property(somePeers, fc.array(fc.nat(29), { maxLength: 5 }), (peers, small) => {
        const { median, compared } = peerMedian('refusalRate', peers);
        const more = peerMedian('refusalRate', [...peers, ...values(...small.map((n) => refusing(n, 29)))]);
        expect([more.median, more.compared]).toEqual([median, compared]);
        expect(median === undefined).toBe(compared < 3);
      }),
    );
  });

  it('ranks each between the first and the last', () => {
    fc.assert(
      fc.property(somePeers, (peers) => {
        const numbers = peers.flatMap((peer) => readComparable('refusalRate', peer) ?? []);
        for (const peer of peers) {
          const number = readComparable('refusalRate', peer);
          const rank = rankAmong('refusalRate', peer, peers);
          expect(rank === undefined).toBe(number === undefined);
          if (!rank || number === undefined) continue;
          // Those before it, those that share its rank, and those behind it are all of them.
          const behind = numbers.filter((other) => other < number).length;
          expect(rank.rank - 1 + rank.sharedBy + behind).toBe(numbers.length);
          expect(rank.among).toBe(numbers.length);
          expect(rank.rank === 1).toBe(number === Math.max(...numbers));
        }
      }),
    );
  });
});

describe('years told as one', () => {
  const pool = (...years: readonly YearStated[]) => poolValues('refusalRate', values(...years));

  it('add up their cases, and take the rate of the sums', () => {
    expect(pool(refusing(1, 10), refusing(2, 12), refusing(0, 9))).toEqual({
      kind: 'rate',
      share: { part: 3, whole: 31 },
    });
    // What a year alone had too few of, three have enough of.
    expect(readComparable('refusalRate', pool(refusing(1, 10), refusing(2, 12), refusing(0, 9)))).toBeCloseTo(
      3 / 31,
    );
    expect(readComparable('refusalRate', pool(refusing(1, 10), refusing(2, 12)))).toBeUndefined();
  });

  it('count an agency once against the limit of filing rates', () => {
    const year = (expected: number): YearStated => ({
      figures: undefined,
      reports: { expected, accepted: expected - 1, late: 0 },
    });
    const filed = (...expected: readonly number[]) =>
      poolValues(
        'filingRate',
        expected.map((one) => readMeasure('filingRate', year(one))),
      );
    expect(filed(4, 4, 4)).toEqual({ kind: 'rate', share: { part: 9, whole: 12 }, agencies: 4 });
    expect(readComparable('filingRate', filed(9, 9, 8))).toBeUndefined();
    expect(readComparable('filingRate', filed(9, 10, 8))).toBeCloseTo(24 / 27);
  });

  it('leave out years without a value, and have none where no year has', () => {
    expect(poolValues('refusalRate', [undefined, ...values(refusing(3, 30))])).toEqual({
      kind: 'rate',
      share: { part: 3, whole: 30 },
    });
    expect(poolValues('refusalRate', [undefined, undefined])).toBeUndefined();
  });

  const count = (n: number): Value => ({ kind: 'count', count: n });

  it('carry out what the newest of them carries out, and nothing where that is not known', () => {
    expect(poolValues('carriedOut', [count(5), count(7)])).toEqual(count(7));
    expect(poolValues('received', [count(5), count(7)])).toEqual(count(12));
    expect(poolValues('carriedOut', [count(5), undefined])).toBeUndefined();
  });

  it('count in all of their years, or not at all', () => {
    expect(poolValues('received', [count(5), undefined, count(7)])).toBeUndefined();
    expect(poolValues('received', [undefined])).toBeUndefined();
  });

  it('count what is open at a year’s end once: such rates are the newest year’s', () => {
    const rate = (part: number, whole: number): Value => ({ kind: 'rate', share: { part, whole } });
    for (const measure of ['completionRate', 'disputeRate'] as const) {
      expect(poolValues(measure, [rate(5, 10), rate(10, 15), rate(12, 40)])).toEqual(rate(12, 40));
      expect(poolValues(measure, [rate(5, 10), undefined])).toBeUndefined();
    }
    // One year's peers, all as one.
    expect(peerMedian('completionRate', [rate(1, 2), rate(2, 3)]).pooled).toEqual(rate(3, 5));
    expect(peerMedian('carriedOut', [count(5), count(7)]).pooled).toEqual(count(12));
  });

  it('are what the sum of the figures says, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(200)), { minLength: 1, maxLength: 5 }), (years) => {
        const each = years.map(([refused, more]) => refusing(refused, refused + more + 1));
        const whole = refusing(
          years.reduce((sum, [refused]) => sum + refused, 0),
          years.reduce((sum, [refused, more]) => sum + refused + more + 1, 0),
        );
        expect(pool(...each)).toEqual(readMeasure('refusalRate', whole));
        expect(pool(...each.toReversed())).toEqual(pool(...each));
      }),
    );
  });
});
