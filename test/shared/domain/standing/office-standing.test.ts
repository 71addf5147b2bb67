/** What corrects a report that the office returned, and what only comes near to it. */
import { describe, expect, it } from 'vitest';
import { makeInstant, toIsoDay, type Instant } from '../../../../shared/domain/basics/calendar.ts';
import type { KeptAct } from '../../../../shared/domain/standing/acts/act.ts';
import { findRectification, listMarks } from '../../../../shared/domain/standing/acts/office-standing.ts';

const instant = (text: string): Instant => makeInstant(Date.parse(text));
const head = (n: number, says: string, receivedAt: string) => ({
  submissionId: `s${n}`,
  order: `o${n}`,
  sha256: says,
  receivedAt: instant(receivedAt),
  outcome: 'accepted' as const,
});
const FIRST = head(1, 'a', '2024-01-20T02:00:00Z');
const RETURN: KeptAct = {
  kind: 'return',
  id: 'return',
  at: instant('2024-03-01T02:00:00Z'),
  why: '表三合计与台账不符',
  until: toIsoDay('2024-03-15'),
  submission: FIRST,
};
const AGAIN = head(3, 'a', '2024-03-05T02:00:00Z');
const OTHER = head(4, 'b', '2024-03-08T02:00:00Z');

describe('a returned report', () => {
  it('is corrected by the first that says something else', () => {
    expect(findRectification([RETURN], FIRST, [OTHER, AGAIN, FIRST])).toMatchObject({
      submissionId: 's1',
      correctedAt: OTHER.receivedAt,
      days: 7,
    });
  });

  it.each([
    ['the same once more', AGAIN],
    ['what was received before it was returned', head(2, 'b', '2024-02-20T02:00:00Z')],
    ['what the checks returned', { ...OTHER, outcome: 'returned' as const }],
  ])('is not corrected by %s', (_, other) => {
    const told = findRectification([RETURN], FIRST, [other, FIRST]);
    expect(told).toMatchObject({ submissionId: 's1' });
    expect(told).not.toHaveProperty('correctedAt');
    expect(told).not.toHaveProperty('days');
  });
});

describe('of a demand and a confirmation', () => {
  const at = (day: string) => instant(`2024-03-${day}T02:00:00Z`);
  const demand = (day: string): KeptAct => ({ ...RETURN, kind: 'demand', id: `d${day}`, at: at(day) });
  const confirm = (day: string): KeptAct => ({
    kind: 'confirm',
    id: `c${day}`,
    at: at(day),
    why: '',
    submission: FIRST,
  });
  const kinds = (acts: readonly KeptAct[]) => listMarks(acts, FIRST).map(({ kind }) => kind);

  it('the later holds, in whatever order they are read', () => {
    for (const order of [(acts: KeptAct[]) => acts, (acts: KeptAct[]) => acts.toReversed()]) {
      expect(kinds(order([confirm('01'), demand('02')]))).toEqual(['demanded']);
      expect(kinds(order([demand('01'), confirm('02')]))).toEqual(['confirmed']);
      expect(kinds(order([demand('01'), confirm('02'), demand('03')]))).toEqual(['demanded']);
    }
  });

  it('the earlier holds again once the later is withdrawn', () => {
    const withdrawn: KeptAct = { kind: 'withdraw', id: 'w', at: at('03'), why: '误操作', act: 'd02' };
    expect(kinds([confirm('01'), demand('02'), withdrawn])).toEqual(['confirmed']);
  });
});
