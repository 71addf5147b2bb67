/** Who may give and take which grant, whatever the page before it has asked. */
import { describe, expect, it } from 'vitest';
import { checkGrant, type GrantRefusal } from '../../../../shared/domain/authority/check-grant.ts';
import { placeGrant, type GrantRecord } from '../../../../shared/domain/authority/grant-record.ts';
import type { Grant } from '../../../../shared/domain/authority/principal.ts';
import { parseInstant, toIsoDay } from '../../../../shared/domain/basics/calendar.ts';

const TODAY = toIsoDay('2026-06-01');
const KEPT = { since: parseInstant('2026-01-01T00:00:00Z')!, by: { kind: 'operator' } } as const;
const principal = (grant: Grant) => ({
  mail: 'own@example.cn',
  name: '甲',
  grants: [grant],
  secondStep: true,
});
const CITY = principal({ role: 'oversight', region: '450200' });
const OPERATOR = principal({ role: 'operator' });
const oversight = (region: string, more: Partial<GrantRecord> = {}): GrantRecord =>
  ({ role: 'oversight', region, mail: 'other@example.cn', name: '乙', ...KEPT, ...more }) as GrantRecord;
const operator = (mail: string, more: Partial<GrantRecord> = {}): GrantRecord =>
  ({ role: 'operator', mail, name: mail, ...KEPT, ...more }) as GrantRecord;
const GONE = { to: toIsoDay('2026-05-31'), withdrawn: { why: '调离' } };

const check = (
  who: typeof CITY,
  after: GrantRecord,
  before?: GrantRecord,
  operators: readonly GrantRecord[] = [],
): GrantRefusal | undefined =>
  checkGrant(who, { before, after, operators, on: placeGrant(after, () => '450302') }, TODAY);

describe('a grant', () => {
  it.each<[string, typeof CITY, GrantRecord, GrantRecord | undefined, GrantRefusal | undefined]>([
    ['of one’s own region', CITY, oversight('450200'), undefined, undefined],
    ['of a district below', CITY, oversight('450205'), undefined, undefined],
    ['of the city beside', CITY, oversight('450300'), undefined, 'not-yours'],
    ['of the province above', CITY, oversight('450000'), undefined, 'not-yours'],
    ['of the nation', CITY, oversight('000000'), undefined, 'not-yours'],
    // Its code begins as the region's does, and it lies beside it, below the province.
    [
      'of a county of the province',
      principal({ role: 'oversight', region: '469000' }),
      oversight('469001'),
      undefined,
      'not-yours',
    ],
    ['of an operator', CITY, operator('other@example.cn'), undefined, 'not-yours'],
    ['of an operator, by one', OPERATOR, operator('other@example.cn'), undefined, undefined],
    [
      'by a clerk',
      principal({ role: 'agency', agency: 'jyj', district: '450205' }),
      oversight('450205'),
      undefined,
      'not-yours',
    ],
    ['to oneself', CITY, oversight('450205', { mail: 'own@example.cn' }), undefined, 'own'],
    ['that is there', CITY, oversight('450205'), oversight('450205'), 'unchanged'],
    [
      'that is there until another day',
      CITY,
      oversight('450205'),
      oversight('450205', { to: TODAY }),
      undefined,
    ],
    ['that was withdrawn', CITY, oversight('450205'), oversight('450205', GONE), undefined],
    ['that is over', CITY, oversight('450205', { to: toIsoDay('2026-05-31') }), undefined, 'ended'],
    ['until today', CITY, oversight('450205', { to: TODAY }), undefined, undefined],
  ])('%s', (_, who, after, before, refusal) => {
    expect(check(who, after, before)).toBe(refusal);
  });
});

describe('a withdrawal', () => {
  const withdraw = (grant: GrantRecord) => ({ ...grant, ...GONE });
  it('is of what is in force or will be', () => {
    const there = oversight('450205');
    expect(check(CITY, withdraw(there), there)).toBeUndefined();
    expect(
      check(CITY, withdraw(there), oversight('450205', { from: toIsoDay('2027-01-01') })),
    ).toBeUndefined();
    expect(check(CITY, withdraw(there), withdraw(there))).toBe('ended');
    expect(check(CITY, withdraw(there))).toBe('ended');
  });

  it('leaves an operator, and one whose days do not end', () => {
    const [first, second] = [operator('first@example.cn'), operator('second@example.cn')];
    const brief = operator('brief@example.cn', { to: toIsoDay('2026-12-31') });
    const take = (grant: GrantRecord, operators: readonly GrantRecord[]) =>
      check(OPERATOR, withdraw(grant), grant, operators);
    expect(take(first, [first, second])).toBeUndefined();
    expect(take(first, [first])).toBe('last-operator');
    expect(take(first, [first, withdraw(second)])).toBe('last-operator');
    expect(take(first, [first, brief])).toBe('last-operator');
    expect(take(brief, [first, brief])).toBeUndefined();
    // Where all of them end some day, one of them is enough.
    expect(
      take(brief, [brief, operator('other@example.cn', { to: toIsoDay('2026-12-31') })]),
    ).toBeUndefined();
  });
});
