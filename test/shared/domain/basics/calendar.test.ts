import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  tellChinaDay,
  printChinaMinute,
  tellChinaYear,
  countDays,
  countDaysLate,
  countEpochMs,
  makeInstant,
  isIsoDay,
  lastEndedYear,
  parseInstant,
} from '../../../../shared/domain/basics/calendar.ts';
import { computeLevelDeadline } from '../../../../shared/domain/basics/deadlines.ts';
import { countLateDays, tellState } from '../../../../shared/domain/standing/agency-year.ts';
import { at } from '../../../support/a-report.ts';

describe('days', () => {
  it.each(['2024-02-29', '2000-02-29', '2025-12-31', '2025-01-01'])('%s exists', (day) => {
    expect(isIsoDay(day)).toBe(true);
  });

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2025-04-31',
    '2025-13-01',
    '2025-00-10',
    '2025-01-00',
    '2025-1-1',
    '',
    '2025-01-011',
    '2025/01/01',
    '２025-01-01',
    ' 025-01-01',
    '2025-01-0x',
  ])('%s does not', (day) => {
    expect(isIsoDay(day)).toBe(false);
  });

  it('exist just where the Gregorian calendar has them', () => {
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(14), fc.nat(33), (year, month, day) => {
        const text = [
          String(year).padStart(4, '0'),
          ...[month, day].map((part) => String(part).padStart(2, '0')),
        ].join('-');
        const date = new Date(`${text}T00:00:00Z`);
        const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
        expect(isIsoDay(text)).toBe(exists);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('instants', () => {
  it('have a zone, and are kept in UTC', () => {
    expect(parseInstant('2025-01-31T23:59:59+08:00')).toBe('2025-01-31T15:59:59.000Z');
    expect(parseInstant('2025-01-31T23:59Z')).toBe('2025-01-31T23:59:00.000Z');
    for (const text of [
      '2025-01-31T23:59:59',
      '2025-02-30T00:00:00Z',
      '2025-01-31',
      'now',
      '9999-12-31T23:59:59-08:00',
    ])
      expect(parseInstant(text)).toBeUndefined();
  });

  it('fall on the day of China', () => {
    expect(tellChinaDay(at('2025-01-31T15:59:59.999Z'))).toBe('2025-01-31');
    expect(tellChinaDay(at('2025-01-31T16:00:00.000Z'))).toBe('2025-02-01');
    expect(printChinaMinute(at('2025-01-31T16:05:00.000Z'))).toBe('2025-02-01 00:05');
    expect(tellChinaYear(at('2025-12-31T16:00:00Z'))).toBe(2026);
    expect(lastEndedYear(at('2025-12-31T15:59:59Z'))).toBe(2024);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (ms) => {
        expect(tellChinaDay(makeInstant(ms))).toBe(new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10));
        expect(countEpochMs(makeInstant(ms))).toBe(ms);
      }),
    );
  });
});

describe('deadlines', () => {
  it('last until midnight in China; after that each day counts', () => {
    const deadline = computeLevelDeadline('department', 'county', 2024);
    expect(countDaysLate(deadline, at('2025-01-31T15:59:59Z'))).toBe(0);
    expect(countDaysLate(deadline, at('2025-01-31T16:00:00Z'))).toBe(1);
    expect(countDaysLate(deadline, at('2025-03-01T00:00:00Z'))).toBe(29);
    const cityReport = computeLevelDeadline('consolidated', 'prefecture', 2024);
    expect(countDays(deadline, cityReport)).toBe(38);
    expect(countLateDays(cityReport, at('2025-03-12T00:00:00Z'))).toBe(2);
    expect(countLateDays(deadline, undefined)).toBe(0);
  });
});

describe('the state of an agency-year', () => {
  it.each([
    [{ obliged: false, submitted: true, inForce: { openWarnings: 0 } }, 'not-obliged'],
    [{ obliged: true, submitted: false }, 'missing'],
    [{ obliged: true, submitted: true }, 'returned'],
    [{ obliged: true, submitted: true, inForce: { openWarnings: 2 } }, 'flagged'],
    [{ obliged: true, submitted: true, inForce: { openWarnings: 0 } }, 'accepted'],
  ])('%o is %s', (filing, state) => {
    expect(tellState(filing)).toBe(state);
  });
});
