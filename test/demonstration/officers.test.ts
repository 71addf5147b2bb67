import { expect, it } from 'vitest';
import { demonstration } from '../../demonstration/index.ts';
import { DEMONSTRATION_OFFICERS } from '../../demonstration/officers.ts';

it('the demonstration’s persons are of agencies and regions that it has, and of every role', () => {
  const { regions, roster } = demonstration();
  for (const officer of DEMONSTRATION_OFFICERS) {
    if (officer.role === 'agency') expect(roster.map(({ id }) => id)).toContain(officer.agency);
    if (officer.role === 'oversight') expect(regions.map(({ code }) => code)).toContain(officer.region);
  }
  expect(new Set(DEMONSTRATION_OFFICERS.map(({ role }) => role))).toEqual(
    new Set(['agency', 'oversight', 'operator']),
  );
});
