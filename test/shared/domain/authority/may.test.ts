/** Every act, by every role, everywhere: said once more, so that a change of the rules is seen. */
import { describe, expect, it } from 'vitest';
import { may, type Act, type On } from '../../../../shared/domain/authority/may.ts';
import type { Grant, Principal } from '../../../../shared/domain/authority/principal.ts';

const AGENCY: Grant = { role: 'agency', agency: '450205-jyj', district: '450205' };
const DISTRICT: Grant = { role: 'oversight', region: '450205' };
const CITY: Grant = { role: 'oversight', region: '450200' };
const MUNICIPALITY: Grant = { role: 'oversight', region: '310000' };
const NATION: Grant = { role: 'oversight', region: '000000' };
const OPERATOR: Grant = { role: 'operator' };

const PLACES = {
  own: { kind: 'agency', agency: '450205-jyj', district: '450205' },
  sibling: { kind: 'agency', agency: '450205-sjj', district: '450205' },
  // As its name begins.
  namesake: { kind: 'agency', agency: '450205-jyj2', district: '450205' },
  cityAgency: { kind: 'agency', agency: '450200-jyj', district: '450200' },
  neighbour: { kind: 'agency', agency: '450202-jyj', district: '450202' },
  shanghai: { kind: 'agency', agency: '310101-jyj', district: '310101' },
  district: { kind: 'region', region: '450205' },
  city: { kind: 'region', region: '450200' },
  province: { kind: 'region', region: '450000' },
  nation: { kind: 'region', region: '000000' },
  system: { kind: 'system' },
} as const satisfies Record<string, On>;
type PlaceName = keyof typeof PLACES;
const EVERYWHERE = Object.keys(PLACES) as PlaceName[];

/** Where each grant reaches, whatever it may do there. */
const REACH: readonly (readonly [string, Grant, readonly PlaceName[]])[] = [
  ['a clerk', AGENCY, ['own']],
  ['a district’s office', DISTRICT, ['own', 'sibling', 'namesake', 'district']],
  ['a city’s office', CITY, ['own', 'sibling', 'namesake', 'cityAgency', 'neighbour', 'district', 'city']],
  ['an office of a municipality', MUNICIPALITY, ['shanghai']],
  ['the nation’s office', NATION, EVERYWHERE.filter((place) => place !== 'system')],
  ['an operator', OPERATOR, EVERYWHERE],
];

const ROLES: Record<Act, string> = {
  file: 'agency oversight',
  'read-drafts': 'agency',
  'see-contacts': 'agency oversight operator',
  'see-notes': 'oversight',
  'see-desk': 'oversight operator',
  return: 'oversight',
  demand: 'oversight',
  confirm: 'oversight',
  'answer-explanation': 'oversight',
  extend: 'oversight',
  note: 'oversight',
  remind: 'oversight',
  withhold: 'oversight',
  'edit-roster': 'oversight operator',
  'record-publication': 'oversight operator',
  grant: 'oversight operator',
  'make-credential': 'agency oversight',
  'see-audit': 'oversight operator',
  load: 'operator',
};
const ACTS = Object.keys(ROLES) as Act[];
const person = (...grants: Grant[]): Principal => ({ mail: 'a@b.cn', name: '甲', grants, secondStep: false });

describe.each(REACH)('%s', (_, grant, places) => {
  it.each(ACTS)('may %s where the grant reaches, and nowhere else', (act) => {
    const isOfRole = ROLES[act].split(' ').includes(grant.role);
    const allowed = EVERYWHERE.filter((place) => may(person(grant), act, PLACES[place]));
    expect(allowed).toEqual(isOfRole ? EVERYWHERE.filter((place) => places.includes(place)) : []);
  });
});

describe.each(ACTS)('to %s', (act) => {
  it('nobody may who is not signed in, or to whom nothing is granted', () => {
    for (const place of EVERYWHERE) {
      expect(may(undefined, act, PLACES[place])).toBe(false);
      expect(may(person(), act, PLACES[place])).toBe(false);
    }
  });

  it('two grants let somebody do what either lets them do', () => {
    for (const place of EVERYWHERE)
      expect(may(person(AGENCY, OPERATOR), act, PLACES[place])).toBe(
        may(person(AGENCY), act, PLACES[place]) || may(person(OPERATOR), act, PLACES[place]),
      );
  });
});
