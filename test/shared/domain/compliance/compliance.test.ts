import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../../shared/domain/basics/calendar.ts';
import type { AgencyCompliance } from '../../../../shared/domain/compliance/compliance.ts';
import {
  CHANGE_NAMES,
  listChanges,
  countAgencies,
  filingShare,
  hasChanges,
  LIST_NAMES,
  pickList,
  setApart,
  makeNaming,
  onTimeShare,
} from '../../../../shared/domain/compliance/compliance.ts';
import { anAgencyYear, aSummary, instant, isoDay } from '../../../support/a-summary.ts';

const SINCE = instant('2025-02-09T00:00Z');
const accepted = (id: string, more: Partial<AgencyCompliance> = {}) =>
  anAgencyYear(id, { state: 'accepted', submissionId: `${id}-1`, ...more });

/**
 * Any agency's year that can be: lateness needs a report, which the office may have returned since; being overdue needs
 * that none is in force. Who is not obliged (any more) may have filed, too.
 */
const anyAgency = (id: string): fc.Arbitrary<AgencyCompliance> =>
  fc
    .record({
      state: fc.constantFrom('not-obliged', 'missing', 'returned', 'flagged', 'accepted'),
      days: fc.nat(3),
      district: fc.constantFrom('450200', '450205', '450206'),
      kind: fc.constantFrom('department', 'government', 'consolidated'),
      submission: fc.nat(2),
    })
    .map(({ state, days, district, kind, submission }) =>
      anAgencyYear(id, {
        state,
        district,
        kind,
        lateDays: state === 'missing' ? 0 : days,
        overdueDays: state === 'missing' || state === 'returned' ? days : 0,
        submissionId: state === 'missing' ? undefined : `${id}-${submission}`,
        correctedAt: state === 'not-obliged' && days > 1 ? SINCE : undefined,
        zero: state === 'not-obliged' && days > 2 ? 'confirmed' : undefined,
      }),
    );
const anyAgencies = fc
  .nat(8)
  .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => anyAgency(`a${i}`))));

describe('the counts', () => {
  it('of states make up what is expected, and those of kinds and children the whole', () => {
    fc.assert(
      fc.property(anyAgencies, (agencies) => {
        const summary = aSummary({
          agencies,
          code: '450200',
          children: [
            { code: '450206', name: '乙' },
            { code: '450205', name: '甲' },
          ],
        });
        const { counts } = summary;
        expect(counts.accepted + counts.returned + counts.missing).toBe(counts.expected);
        const own = agencies.filter(({ kind }) => kind !== 'consolidated');
        expect(counts.expected + counts.notObliged).toBe(own.length);
        const kinds = summary.byKind.filter(({ kind }) => kind !== 'consolidated');
        const districts = [
          ...summary.children,
          countAgencies(own.filter(({ district }) => district === '450200')),
        ];
        for (const parts of [kinds, districts])
          expect(parts.reduce((sum, { accepted: n }) => sum + n, 0)).toBe(counts.accepted);
        expect(summary.children.map(({ code }) => code)).toEqual(['450205', '450206']);
      }),
    );
  });

  it('and the lists tell of the same agencies', () => {
    fc.assert(
      fc.property(anyAgencies, (agencies) => {
        const summary = aSummary({ agencies });
        const byState = (['missing', 'returned', 'accepted'] as const).flatMap((name) =>
          pickList(summary, name).map(({ id }) => id),
        );
        const { own, consolidated } = setApart(agencies.filter(({ state }) => state !== 'not-obliged'));
        expect(byState.sort()).toEqual(own.map(({ id }) => id).sort());
        expect(summary.agencies).toHaveLength(own.length + consolidated.length);
        for (const name of LIST_NAMES)
          expect(summary.agencies.filter((line) => pickList(summary, name).includes(line))).toEqual(
            pickList(summary, name),
          );
        // One word, one number: whatever the reports about whole regions are.
        // A returned correction is in no count: its report is counted as accepted.
        for (const name of LIST_NAMES)
          if (name !== 'returnedCorrection')
            expect(summary.counts[name]).toBe(pickList(summary, name).length);
        expect(onTimeShare(summary.counts).part).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('leave a report in force where its correction was returned, and list that, too', () => {
    const latestAt = instant('2025-02-11T00:00Z');
    const summary = aSummary({
      agencies: [
        accepted('a', { errors: 2, latestAt }),
        accepted('b'),
        anAgencyYear('c', { state: 'returned', errors: 1 }),
      ],
    });
    expect(pickList(summary, 'returnedCorrection').map(({ id }) => id)).toEqual(['a']);
    expect(pickList(summary, 'returned').map(({ id }) => id)).toEqual(['c']);
    expect(summary.counts).toMatchObject({ accepted: 2, returned: 1 });
    // Told once, when it came.
    const marks = new Map(summary.agencies.map((agency) => [agency.id, agency]));
    const changed = (since: string) =>
      listChanges(instant(since), marks, summary.agencies).newlyReturned.map(({ id }) => id);
    expect(changed('2025-02-10T00:00Z')).toEqual(['a']);
    expect(changed('2025-02-11T00:00Z')).toEqual([]);
  });

  it('have no late report that the office returned: none of it is in force, in time or late', () => {
    const summary = aSummary({
      agencies: [accepted('a'), anAgencyYear('b', { state: 'returned', lateDays: 4, submissionId: 'b-1' })],
    });
    expect(summary.counts).toMatchObject({ expected: 2, accepted: 1, returned: 1, late: 0 });
    expect(onTimeShare(summary.counts)).toEqual({ part: 1, whole: 2 });
    expect(pickList(summary, 'late')).toEqual([]);
  });

  it('say nothing else of an agency that was taken off the roster after it had filed', () => {
    const { counts } = aSummary({
      agencies: [
        accepted('a'),
        anAgencyYear('b', {
          state: 'not-obliged',
          lateDays: 4,
          correctedAt: SINCE,
          zero: 'confirmed',
          submissionId: 'b-2',
        }),
      ],
    });
    expect(counts).toMatchObject({ expected: 1, notObliged: 1, late: 0, corrected: 0, zeroConfirmed: 0 });
    expect(onTimeShare(counts)).toEqual({ part: 1, whole: 1 });
  });

  it('know a zero report that is confirmed from one that is not, and the rates from their counts', () => {
    const { counts } = aSummary({
      agencies: [
        accepted('a', { zero: 'confirmed' }),
        accepted('b', { zero: 'unconfirmed', state: 'flagged' }),
        accepted('c', { lateDays: 3 }),
        anAgencyYear('d'),
      ],
    });
    expect(counts).toMatchObject({ zeroConfirmed: 1, zeroUnconfirmed: 1, late: 1, missing: 1 });
    expect(filingShare(counts)).toEqual({ part: 3, whole: 4 });
    expect(onTimeShare(counts)).toEqual({ part: 2, whole: 4 });
  });
});

describe('names that stand alone', () => {
  it('have the district where several agencies bear them, and the id where that is the same', () => {
    const summary = aSummary({
      agencies: [
        anAgencyYear('a', { name: '民政局' }),
        anAgencyYear('b', { name: '民政局', district: '450203', districtName: '鱼峰区' }),
        anAgencyYear('c', { name: '办公室' }),
        anAgencyYear('d', { name: '办公室' }),
        anAgencyYear('e', { name: '教育局' }),
      ],
    });
    expect(summary.agencies.map(makeNaming(summary))).toEqual([
      '民政局\uff08柳北区\uff09',
      '民政局\uff08鱼峰区\uff09',
      '办公室\uff08c\uff09',
      '办公室\uff08d\uff09',
      '教育局',
    ]);
  });
});

describe('the lists', () => {
  it('begin with what is most urgent', () => {
    const { agencies } = aSummary({
      agencies: [
        accepted('e'),
        accepted('d', { lateDays: 9 }),
        anAgencyYear('c', { state: 'returned', overdueDays: 4 }),
        anAgencyYear('b', { overdueDays: 4 }),
        anAgencyYear('a', { overdueDays: 20, state: 'returned' }),
        accepted('f', { state: 'flagged' }),
        anAgencyYear('g'),
      ],
    });
    expect(agencies.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'g', 'f', 'd', 'e']);
  });

  it('leave out whom the roster does not oblige', () => {
    const summary = aSummary({ agencies: [anAgencyYear('a', { state: 'not-obliged' })] });
    expect(summary.agencies).toEqual([]);
    expect(summary.counts).toMatchObject({ expected: 0, notObliged: 1 });
    expect(summary.deadlines).toEqual([]);
  });
});

describe('what changed', () => {
  const changed = (before: AgencyCompliance | undefined, now: AgencyCompliance) => {
    const changes = listChanges(SINCE, new Map(before ? [[before.id, before]] : []), [now]);
    return CHANGE_NAMES.filter((name) => changes[name].length > 0);
  };
  const missing = anAgencyYear('a');
  const returned = anAgencyYear('a', { state: 'returned', submissionId: 's1' });
  const inForce = accepted('a', { submissionId: 's2' });
  const corrected = { ...inForce, submissionId: 's3', correctedAt: SINCE };
  const LATER = instant('2025-02-10T00:00Z');
  const returnedAt = (at: Instant): AgencyCompliance['office'] => ({
    returned: { submissionId: 's4', at, until: isoDay('2025-02-20'), reason: '合计有误' },
  });

  it.each([
    ['nothing', missing, missing, []],
    ['accepted at last', missing, inForce, ['newlyAccepted']],
    ['accepted, who was not on the roster before', undefined, inForce, ['newlyAccepted']],
    ['accepted late', missing, { ...inForce, lateDays: 2 }, ['newlyAccepted', 'newlyLate']],
    [
      'accepted late, and overdue before',
      { ...missing, overdueDays: 1 },
      { ...inForce, lateDays: 2 },
      ['newlyAccepted'],
    ],
    ['the deadline went by', missing, { ...missing, overdueDays: 1 }, ['newlyLate']],
    ['one more day', { ...missing, overdueDays: 1 }, { ...missing, overdueDays: 2 }, []],
    ['returned', missing, returned, ['newlyReturned']],
    ['returned again', returned, { ...returned, submissionId: 's9' }, ['newlyReturned']],
    ['still returned', returned, returned, []],
    ['corrected', inForce, { ...inForce, submissionId: 's3', correctedAt: SINCE }, ['corrected']],
    ['corrected again', corrected, { ...corrected, submissionId: 's4', correctedAt: LATER }, ['corrected']],
    [
      'a correction that was returned since, an earlier one in force again',
      { ...corrected, submissionId: 's4', correctedAt: LATER },
      { ...corrected, office: returnedAt(LATER) },
      ['newlyReturned'],
    ],
    [
      'the same, and no return is open any more',
      { ...corrected, submissionId: 's4', correctedAt: LATER },
      corrected,
      [],
    ],
    [
      'a correction that was filed and another that was returned',
      inForce,
      { ...corrected, office: returnedAt(LATER) },
      ['newlyReturned'],
    ],
    ['found to have been received earlier', inForce, { ...inForce, submissionId: 's0' }, []],
    ['re-opened by another report', inForce, { ...inForce, state: 'flagged' as const }, ['reopened']],
    ['explained', { ...inForce, state: 'flagged' as const }, inForce, []],
    [
      'corrected, and with an open warning now',
      inForce,
      { ...inForce, state: 'flagged' as const, submissionId: 's3', correctedAt: SINCE },
      ['corrected', 'reopened'],
    ],
  ])('%s', (_, before, now, expected) => {
    expect(changed(before, now)).toEqual(expected);
  });

  it('is nothing against itself', () => {
    fc.assert(
      fc.property(anyAgencies, (agencies) => {
        const { changes } = aSummary({ agencies, earlier: agencies });
        expect(hasChanges(changes)).toBe(false);
      }),
    );
  });
});

describe('deadlines', () => {
  it('stand each once, with how many they bind', () => {
    const { deadlines } = aSummary({
      agencies: [
        anAgencyYear('a'),
        anAgencyYear('b'),
        anAgencyYear('c', { kind: 'government', deadline: isoDay('2025-03-31') }),
        anAgencyYear('d', { state: 'not-obliged', deadline: isoDay('2025-12-31') }),
        anAgencyYear('hz', { kind: 'consolidated', deadline: isoDay('2025-03-31') }),
        anAgencyYear('hz2', { kind: 'consolidated', deadline: isoDay('2025-04-30') }),
      ],
    });
    expect(deadlines).toEqual([
      { day: '2025-01-31', agencies: 2, consolidated: 0 },
      { day: '2025-03-31', agencies: 1, consolidated: 1 },
      { day: '2025-04-30', agencies: 0, consolidated: 1 },
    ]);
  });
});
