import { describe, expect, it } from 'vitest';
import { parseSince } from '../../../../shared/domain/compliance/since.ts';
import { instant } from '../../../support/a-summary.ts';

/** A Wednesday morning in China. */
const AT = instant('2026-01-21T09:05+08:00');
/** A Monday morning. */
const MONDAY = instant('2026-01-19T09:05+08:00');

describe('the instant that changes are told since', () => {
  it.each([
    ['yesterday', AT, '2026-01-20T08:00+08:00'],
    ['monday', AT, '2026-01-19T08:00+08:00'],
    // Today is never the last Monday: nothing has changed since this morning.
    ['monday', MONDAY, '2026-01-12T08:00+08:00'],
    ['monday', instant('2026-01-20T00:30+08:00'), '2026-01-19T08:00+08:00'],
    ['yesterday', instant('2026-01-01T00:00+08:00'), '2025-12-31T08:00+08:00'],
  ] as const)('is, by the name %s at %s, %s', (name, at, expected) => {
    expect(parseSince(name, at)).toBe(instant(expected));
  });

  it.each([
    ['2026-01-20', '2026-01-20T00:00+08:00'],
    ['2026-01-20T08:00', '2026-01-20T08:00+08:00'],
    ['2026-01-20T08:00:30', '2026-01-20T08:00:30+08:00'],
    ['2026-01-20T00:00:00Z', '2026-01-20T08:00+08:00'],
    // A plus sign that was not escaped.
    ['2026-01-20T08:00 08:00', '2026-01-20T08:00+08:00'],
  ])('is read of %s', (text, expected) => {
    expect(parseSince(text, AT)).toBe(instant(expected));
  });

  it('is none before the regulation came into force', () => {
    expect(parseSince('2008-05-01', AT)).toBe(instant('2008-05-01T00:00+08:00'));
    for (const text of ['2008-04-30', '0000-01-02', '0000-01-01T00:00:00Z', '+275760-09-13T00:00:00Z'])
      expect(parseSince(text, AT)).toBeUndefined();
  });

  it.each(['', 'Yesterday', 'tuesday', '2026-02-30', '2026-01-20T25:00', '8:00'])('is not “%s”', (text) => {
    expect(parseSince(text, AT)).toBeUndefined();
  });
});
