/** Filings by day as a total keeps them: one text, there and back. */
import { describe, expect, it } from 'vitest';
import { fromStoredFilings, toStoredFilings } from '../../../shared/contracts/table/stored-filings.ts';
import { toIsoDay } from '../../../shared/domain/basics/calendar.ts';
import { CorruptItemError } from '../../../shared/errors.ts';

describe('stored filings', () => {
  it('come back as they were, by day', () => {
    const filings = new Map([
      [toIsoDay('2025-01-20'), 3],
      [toIsoDay('2025-01-17'), 12],
    ]);
    expect(toStoredFilings(filings)).toBe('{"2025-01-17":12,"2025-01-20":3}');
    expect(fromStoredFilings(toStoredFilings(filings))).toEqual(filings);
    expect(fromStoredFilings(toStoredFilings(new Map())).size).toBe(0);
  });

  it.each([
    '{"2025-02-30":1}',
    '{"2025-01-17":"1"}',
    '{"2025-01-17":null}',
    '[["2025-01-17",1]]',
    '{"2025',
    '7',
  ])('that are none are a damaged item: %s', (text) =>
    expect(() => fromStoredFilings(text)).toThrow(CorruptItemError),
  );
});
