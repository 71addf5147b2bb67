import { describe, expect, it } from 'vitest';
import { isIsoDay, type AgencyKind, type IsoDay } from '../../../../shared/domain/basics/calendar.ts';
import { deadlineFor } from '../../../../shared/domain/basics/deadlines.ts';
import { findDates, type CalendarEntry } from '../../../../shared/domain/standing/calendar-entry.ts';

const YEAR = 2024;
const day = (text: string): IsoDay => {
  if (!isIsoDay(text)) throw new Error(text);
  return text;
};
const entry = (scope: string, until: string, kind?: AgencyKind, year = YEAR): CalendarEntry => ({
  year,
  scope,
  until: day(until),
  reason: `${scope} ${kind ?? '*'}`,
  kind,
});
const of = (kind: AgencyKind = 'department', more: Partial<Parameters<typeof findDates>[1]> = {}) => ({
  district: '450205',
  agencyId: '450205-jyj',
  kind,
  year: YEAR,
  ...more,
});
const reasonOf = (entries: readonly CalendarEntry[], who = of()): string | undefined =>
  findDates(entries, who).extension?.reason;

const NATION = entry('000000', '2025-02-01');
const PROVINCE = entry('450000', '2025-02-02');
const CITY = entry('450200', '2025-02-03');
const DISTRICT = entry('450205', '2025-02-04');
const DISTRICT_KIND = entry('450205', '2025-02-05', 'department');
const AGENCY = entry('450205-jyj', '2025-02-06');
const AGENCY_KIND = entry('450205-jyj', '2025-02-07', 'department');

describe('the extension that binds an agency-year', () => {
  it('is the most specific: the agency’s before the nearest region’s, with a kind before without', () => {
    const all = [NATION, PROVINCE, CITY, DISTRICT, DISTRICT_KIND, AGENCY, AGENCY_KIND];
    const order = ['450205-jyj department', '450205-jyj *', '450205 department', '450205 *', '450200 *'];
    for (const entries of [all, all.toReversed()]) {
      let left: readonly CalendarEntry[] = entries;
      for (const reason of [...order, '450000 *', '000000 *', undefined]) {
        expect(reasonOf(left)).toBe(reason);
        left = left.filter((one) => one.reason !== reason);
      }
    }
  });

  it('is the nearer region’s without a kind before the farther one’s with it', () => {
    expect(reasonOf([entry('450200', '2025-03-01', 'department'), DISTRICT])).toBe('450205 *');
  });

  it.each([
    ['another year', entry('450205', '2025-02-28', undefined, 2023)],
    ['another kind', entry('450205', '2025-02-28', 'township')],
    ['the district beside it', entry('450202', '2025-02-28')],
    ['another agency', entry('450205-jyj2', '2025-02-28')],
    [
      'a district below its own region',
      entry('450205', '2025-02-28'),
      of('department', { district: '450200' }),
    ],
    ['a day that is the statutory deadline itself', entry('450205', '2025-01-31')],
    ['a day before a county report’s deadline', entry('450205', '2025-02-20'), of('consolidated')],
  ])('is not that of %s', (_, one, who = of()) => {
    expect(findDates([one], who)).toEqual({});
  });

  it('is that of the day after the statutory deadline', () => {
    expect(findDates([entry('450205', '2025-02-01')], of()).extension).toEqual({
      until: '2025-02-01',
      reason: '450205 *',
    });
    expect(reasonOf([entry('450205', '2025-02-21')], of('consolidated'))).toBe('450205 *');
  });

  it('falls back to the region’s where the agency’s own does not extend', () => {
    expect(reasonOf([entry('450205-jyj', '2025-01-15'), CITY])).toBe('450200 *');
  });

  it('reaches counties that lie directly below a province or a municipality', () => {
    expect(reasonOf([entry('420000', '2025-02-03')], of('department', { district: '429004' }))).toBeDefined();
    expect(reasonOf([entry('310000', '2025-02-03')], of('department', { district: '310101' }))).toBeDefined();
    expect(
      reasonOf([entry('310100', '2025-02-03')], of('department', { district: '310101' })),
    ).toBeUndefined();
  });
});

describe('the deadline of an agency-year', () => {
  it('is the extension’s day where there is one, else the statutory one', () => {
    const department = { kind: 'department', district: '450205' } as const;
    expect(deadlineFor(department, YEAR, undefined)).toBe('2025-01-31');
    expect(deadlineFor({ kind: 'consolidated', district: '450200' }, YEAR, undefined)).toBe('2025-03-10');
    expect(deadlineFor(department, YEAR, { until: day('2025-02-28') })).toBe('2025-02-28');
  });
});

describe('the internal date that binds an agency-year', () => {
  const internal = (scope: string, until: string, kind?: AgencyKind): CalendarEntry => ({
    ...entry(scope, until, kind),
    type: 'internal',
  });
  const untilOf = (entries: readonly CalendarEntry[], who = of()): string | undefined =>
    findDates(entries, who).internal?.until;
  const CITY_DATE = internal('450200', '2025-01-20');

  it('is the nearest region’s, for all that is below it', () => {
    expect(untilOf([CITY_DATE])).toBe('2025-01-20');
    expect(untilOf([CITY_DATE, internal('450205', '2025-01-25')])).toBe('2025-01-25');
    expect(untilOf([CITY_DATE, internal('450205', '2025-01-25', 'township')])).toBe('2025-01-20');
    expect(untilOf([CITY_DATE], of('department', { district: '450300' }))).toBeUndefined();
  });

  it('stands beside an extension, and leaves the deadline as it is', () => {
    const dates = findDates([CITY_DATE, DISTRICT], of());
    expect([dates.internal?.until, dates.extension?.until]).toEqual(['2025-01-20', '2025-02-04']);
    const who = { kind: 'department' as const, district: '450205' };
    expect(deadlineFor(who, YEAR, findDates([CITY_DATE], of()).extension)).toBe('2025-01-31');
  });

  it('never lengthens: a day that does not lie before the law’s binds nobody', () => {
    const late = internal('450200', '2025-02-20', 'consolidated');
    expect(untilOf([late], of('consolidated'))).toBeUndefined();
    expect(untilOf([late], of('consolidated', { district: '450200' }))).toBe('2025-02-20');
  });

  it('binds no unit of a vertical system, and no extension does', () => {
    expect(findDates([CITY_DATE, DISTRICT], of('vertical'))).toEqual({});
  });
});
