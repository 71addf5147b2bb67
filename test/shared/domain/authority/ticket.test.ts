import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMisfit, TICKET_VALID_S, type Ticket } from '../../../../shared/domain/authority/ticket.ts';
import { countEpochMs, makeInstant, parseInstant } from '../../../../shared/domain/basics/calendar.ts';

const AT = parseInstant('2026-01-20T08:00:00Z') ?? makeInstant(0);
const later = (s: number) => makeInstant(countEpochMs(AT) + s * 1000);
const TICKET: Ticket = {
  hash: 'f0',
  by: { kind: 'person', mail: 'li@example.cn', name: '李' },
  place: { district: '450205', agencyId: 'a-1', year: 2025 },
  sha256: 'ab',
  sizeBytes: 12,
  at: AT,
  until: later(TICKET_VALID_S),
};
const UPLOAD = {
  submissionId: 'v-1',
  place: TICKET.place,
  sha256: 'ab',
  sizeBytes: 12,
  receivedAt: later(3),
};

describe('a ticket', () => {
  it('covers the upload that it was given for', () => {
    expect(findMisfit(TICKET, UPLOAD)).toBeUndefined();
  });

  it.each([
    ['another agency', { place: { ...TICKET.place, agencyId: 'a-2' } }, 'place'],
    ['another district', { place: { ...TICKET.place, district: '450202' } }, 'place'],
    ['another year', { place: { ...TICKET.place, year: 2024 } }, 'place'],
    ['a key that names nobody', { place: undefined }, 'place'],
    ['another document', { sha256: 'cd' }, 'content'],
    ['another size', { sizeBytes: 13 }, 'content'],
    ['what is too large to be read', { sha256: undefined }, 'content'],
    ['what came long after', { receivedAt: later(TICKET_VALID_S + 600) }, 'time'],
    ['what came before', { receivedAt: later(-60) }, 'time'],
  ] as const)('does not cover %s', (_, change, misfit) => {
    expect(findMisfit(TICKET, { ...UPLOAD, ...change })).toBe(misfit);
  });

  it('covers the submission that used it when that is received again, and no other', () => {
    const used = { ...TICKET, usedBy: 'v-1' };
    expect(findMisfit(used, UPLOAD)).toBeUndefined();
    expect(findMisfit(used, { ...UPLOAD, submissionId: 'v-2' })).toBe('used');
  });

  it('lets any clock differ by seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: TICKET_VALID_S + 10 }), (s) => {
        expect(findMisfit(TICKET, { ...UPLOAD, receivedAt: later(s) })).toBeUndefined();
      }),
    );
  });
});
