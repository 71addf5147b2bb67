import { describe, expect, it } from 'vitest';
import { AGENCY_KINDS } from '../../../../shared/domain/basics/calendar.ts';
import {
  citeDeadline,
  computeDeadline,
  computeLastDeadline,
} from '../../../../shared/domain/basics/deadlines.ts';

const NATION = '000000';
const PROVINCE = '450000';
const CITY = '450200';
/** A district of a prefecture, one of a municipality, and a county directly below its province. */
const COUNTIES = ['450205', '310101', '429004'];

describe('the law’s deadlines', () => {
  it('are 31 January at every level for agencies, a government’s own report among them', () => {
    for (const kind of AGENCY_KINDS)
      for (const district of [NATION, PROVINCE, CITY, ...COUNTIES])
        if (kind !== 'consolidated') expect(computeDeadline({ kind, district }, 2024)).toBe('2025-01-31');
  });

  it('go up level by level for consolidated reports: 20 February, 10 March, 31 March', () => {
    const of = (district: string) => computeDeadline({ kind: 'consolidated', district }, 2024);
    expect(COUNTIES.map(of)).toEqual(['2025-02-20', '2025-02-20', '2025-02-20']);
    expect([CITY, PROVINCE, NATION].map(of)).toEqual(['2025-03-10', '2025-03-31', '2025-03-31']);
    expect(computeLastDeadline(2024)).toBe('2025-03-31');
  });

  it('hold for every report year', () => {
    expect(computeDeadline({ kind: 'consolidated', district: CITY }, 2019)).toBe('2020-03-10');
  });

  it('name the section that they stand in', () => {
    expect(citeDeadline({ kind: 'government', district: CITY }).zh).toContain('二(一)');
    expect(citeDeadline({ kind: 'consolidated', district: CITY }).zh).toContain('二(二)');
  });
});
