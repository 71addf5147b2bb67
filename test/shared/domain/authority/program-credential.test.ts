import { describe, expect, it } from 'vitest';
import { makeInstant } from '../../../../shared/domain/basics/calendar.ts';
import type { Grant } from '../../../../shared/domain/authority/principal.ts';
import {
  isCredentialUseToldAnew,
  mayProgramFile,
  tellCredentialDays,
  tellCredentialEnd,
  tellCredentialState,
  type CredentialScope,
} from '../../../../shared/domain/authority/program-credential.ts';
import { readTokenId, spellProgramToken } from '../../../../shared/domain/authority/program-token.ts';

const at = (text: string) => makeInstant(Date.parse(text));

describe('the days that a credential may end with', () => {
  it.each([
    // The end of the coming season.
    ['2026-11-29T06:00:00Z', '2027-06-30'],
    ['2026-04-01T06:00:00Z', '2026-06-30'],
    // This one ends too soon, the next one is too far.
    ['2026-04-02T06:00:00Z', '2027-04-02'],
    ['2026-05-25T06:00:00Z', '2027-05-25'],
    ['2026-05-26T06:00:00Z', '2027-06-30'],
    ['2026-06-30T06:00:00Z', '2027-06-30'],
  ])('at %s offers %s', (now, offered) => {
    expect(tellCredentialDays(at(now)).offered).toBe(offered);
  });

  it('begin today in China, and are 400 at most', () => {
    expect(tellCredentialDays(at('2026-11-29T17:00:00Z'))).toMatchObject({
      first: '2026-11-30',
      last: '2028-01-04',
    });
  });

  it('hold until 24:00 in China', () => {
    const { first } = tellCredentialDays(at('2026-11-29T06:00:00Z'));
    const until = tellCredentialEnd(first);
    expect(tellCredentialState({ until }, at('2026-11-29T15:59:59.998Z'))).toBe('unclaimed');
    expect(tellCredentialState({ until }, at('2026-11-29T16:00:00Z'))).toBe('expired');
  });
});

describe('a program', () => {
  const agency = { kind: 'agency', agency: 'jyj', district: '450205' } as const;
  const scopes: Record<string, CredentialScope> = {
    own: agency,
    other: { ...agency, agency: 'sjj' },
    // As it was when the credential was made.
    moved: { ...agency, district: '450202' },
    district: { kind: 'region', region: '450205' },
    city: { kind: 'region', region: '450200' },
    beside: { kind: 'region', region: '450300' },
    nation: { kind: 'region', region: '000000' },
  };
  const grants: Record<string, Grant | undefined> = {
    clerk: { role: 'agency', agency: 'jyj', district: '450205' },
    'clerk of another': { role: 'agency', agency: 'sjj', district: '450205' },
    office: { role: 'oversight', region: '450200' },
    'office beside': { role: 'oversight', region: '450300' },
    operator: { role: 'operator' },
    nobody: undefined,
  };
  const may = (scope: string, grant: string) => {
    const held = grants[grant];
    const maker = held && { mail: 'a@b.cn', name: 'A', grants: [held], secondStep: true };
    return mayProgramFile({ scope: scopes[scope]! }, maker, agency);
  };

  it.each(
    Object.keys(scopes).flatMap((scope) => Object.keys(grants).map((grant) => [scope, grant] as const)),
  )('with a credential for %s that a %s made files where both reach', (scope, grant) => {
    const isInScope = ['own', 'moved', 'district', 'city', 'nation'].includes(scope);
    const mayStill = ['clerk', 'office'].includes(grant);
    expect(may(scope, grant)).toBe(!isInScope ? 'not-in-scope' : mayStill ? 'yes' : 'maker-may-not');
  });

  it('is told of once an hour', () => {
    const usedAt = at('2026-01-01T00:00:00Z');
    expect(isCredentialUseToldAnew({}, usedAt)).toBe(true);
    expect(isCredentialUseToldAnew({ usedAt }, at('2026-01-01T00:59:59Z'))).toBe(false);
    expect(isCredentialUseToldAnew({ usedAt }, at('2026-01-01T01:00:00Z'))).toBe(true);
  });
});

it('a token names its credential, and what is none names nothing', () => {
  const [id, secret] = ['A'.repeat(22), `${'b'.repeat(42)}_`];
  const token = spellProgramToken(id, secret);
  expect(readTokenId(token)).toBe(id);
  for (const none of ['', id, token.slice(0, -1), `${token}x`, token.replace('gjc_', 'gjd_'), ` ${token}`])
    expect(readTokenId(none)).toBeUndefined();
});
