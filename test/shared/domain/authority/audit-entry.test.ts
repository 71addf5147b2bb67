/** Where an entry of the audit trail lies, and whose it is. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  listAuditMonths,
  nameAuditScope,
  sortAudit,
  type AuditedThing,
  type AuditEntry,
} from '../../../../shared/domain/authority/audit-entry.ts';
import { liesWithin } from '../../../../shared/domain/authority/may.ts';
import { makeInstant } from '../../../../shared/domain/basics/calendar.ts';

const agency = (district: string): AuditedThing => ({ kind: 'agency', agency: 'jyj', district });
const region = (code: string): AuditedThing => ({ kind: 'region', region: code });
const SYSTEM: AuditedThing = { kind: 'system' };

test.each([
  [agency('450205'), '450000'],
  [agency('450000'), '450000'],
  [agency('110105'), '110000'],
  [agency('000000'), '000000'],
  [region('450200'), '450000'],
  [SYSTEM, 'system'],
])('%j lies in the partition of %s', (on, scope) => {
  expect(nameAuditScope(on)).toBe(scope);
});

describe('an office', () => {
  it.each([
    ['450200', agency('450205'), true],
    ['450200', agency('450200'), true],
    ['450200', agency('450300'), false],
    ['450200', agency('450000'), false],
    ['450205', region('450200'), false],
    ['000000', agency('450205'), true],
    ['000000', SYSTEM, false],
  ])('of %s sees what is told of %j: %s', (within, on, sees) => {
    expect(liesWithin(on, within)).toBe(sees);
  });
});

it('lists every month of an interval once, the last first', () => {
  const day = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2031, 11, 31) });
  fc.assert(
    fc.property(day, day, (a, b) => {
      const [from, until] = [makeInstant(Math.min(a, b)), makeInstant(Math.max(a, b))];
      const expected = new Set<string>();
      for (let at = Math.max(a, b); at >= Math.min(a, b); at -= 86_400_000)
        expected.add(makeInstant(at).slice(0, 7));
      expected.add(from.slice(0, 7));
      expect(listAuditMonths(from, until)).toEqual([...expected]);
    }),
  );
});

it('reads from the newest on, a report behind the request that led to it, though the store tells whole seconds', () => {
  const entry = (act: string, ms: number): AuditEntry => ({
    ...{ id: act, act, by: { kind: 'unknown' }, on: agency('450205'), detail: '' },
    at: makeInstant(Date.UTC(2026, 0, 10, 3, 0, 5, ms)),
  });
  const told = [entry('receive', 0), entry('file', 340), entry('sign-in', 0), entry('return', 2000)];
  const read = sortAudit(told);
  expect(read.map(({ act }) => act)).toEqual(['return', 'receive', 'file', 'sign-in']);
  // No instant is another than it was.
  expect(read).toEqual(expect.arrayContaining(told));
});
