/** What a head tells of a list's editions is what there is, or that somebody has to look. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeInstant, type Instant } from '../../../../shared/domain/basics/calendar.ts';
import { findVersion } from '../../../../shared/domain/basics/version.ts';
import { addEdition, findEdition, listEditions } from '../../../../shared/domain/narrative/phrase-list.ts';
import { markRedacted, mayBeRedacted } from '../../../../shared/domain/standing/redaction-marks.ts';

const minutes = fc.integer({ min: 0, max: 90 });
const instant = (minute: number): Instant => makeInstant(Date.UTC(2026, 0, 1) + minute * 60_000);

it('names the edition that holds at any instant, in whatever order editions were put', () => {
  fc.assert(
    fc.property(fc.array(minutes, { maxLength: 60, size: 'max' }), fc.nat(60), minutes, (put, from, at) => {
      const first = listEditions(put.slice(0, from).map(instant));
      const told = put.slice(from).map(instant).reduce(addEdition, first);
      const all = [...new Set(put)].sort((a, b) => a - b).map((minute) => ({ since: instant(minute) }));
      const found = findEdition(told, instant(at));
      if (found === 'unknown') expect(all.length).toBeGreaterThan(20);
      else expect(found).toBe(findVersion(all, instant(at))?.since ?? 'none');
      expect(told.since.length).toBeLessThanOrEqual(20);
      if (all.length <= 20) expect(told.isWhole).toBe(true);
    }),
  );
});

it('names none before those that others may lie before', () => {
  const told = { since: [instant(10)], isWhole: false };
  expect(addEdition(told, instant(5))).toEqual(told);
  expect(findEdition(told, instant(7))).toBe('unknown');
  expect(addEdition(told, instant(15)).since).toEqual([instant(10), instant(15)]);
});

it('tells of every document that has a record, however many there are', () => {
  const hash = fc.string({ unit: fc.constantFrom('0', '1', '7', 'a', 'f'), minLength: 64, maxLength: 64 });
  fc.assert(
    fc.property(fc.array(fc.array(hash, { maxLength: 260 }), { maxLength: 4 }), hash, (raised, other) => {
      const told = raised.reduce<ReturnType<typeof markRedacted>>(
        (known, one) => markRedacted(one, known),
        [],
      );
      for (const one of raised.flat()) {
        expect(mayBeRedacted(told, { sha256: one })).toBe(true);
        expect(mayBeRedacted(told, { sha256: null, content: one })).toBe(true);
      }
      if (raised.flat().length === 0) expect(mayBeRedacted(told, { sha256: other })).toBe(false);
    }),
    { numRuns: 30 },
  );
  expect(mayBeRedacted(undefined, { sha256: 'a' })).toBe(true);
  expect(mayBeRedacted(markRedacted(['abcdef01']), { sha256: '0123', content: undefined })).toBe(false);
});
