import type { LoadedRegion } from '../../shared/domain/roster/loaded-region.ts';
import type { CalendarRecord } from '../../shared/domain/standing/calendar-entry.ts';
import { describe, expect, it } from 'vitest';
import { complainOfSizes } from '../../cli/complain-of-sizes.ts';
import { CALENDAR_COLUMNS } from '../../shared/contracts/files/calendar-file.ts';
import { REGION_COLUMNS } from '../../shared/contracts/files/roster-file.ts';
import { readTable } from '../../shared/contracts/files/table-file.ts';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import { RECORD_SIZES } from '../../shared/adapters/table/record-sizes.ts';
import { measureCalendar, measureRegions } from '../../shared/pipeline/measure-load.ts';

const SINCE = parseInstant('2025-01-01T00:00:00Z')!;

const city = (below: number): LoadedRegion => ({
  code: '450200',
  name: '柳州市',
  below: Array.from({ length: below }, (_, i) => ({ code: String(450_201 + i), name: '长'.repeat(60) })),
});
const extension = (changes: number): CalendarRecord => ({
  year: 2024,
  scope: '450200',
  reason: '台风',
  since: SINCE,
  before: Array.from({ length: changes }, () => ({ reason: '长'.repeat(60), since: SINCE })),
});

describe('what a load would write', () => {
  it('is measured against what an item takes: a region with those below it', () => {
    expect(measureRegions(RECORD_SIZES, [city(1000)])).toEqual([]);
    const tooLarge = measureRegions(RECORD_SIZES, [city(3000)]);
    expect(tooLarge).toMatchObject([{ what: 'region', id: '450200' }]);
    const file = readTable('code,name\n000000,全国\n450200,柳州市\n', 'csv', REGION_COLUMNS);
    const { complaints } = complainOfSizes(tooLarge, file, 'code');
    expect(complaints).toMatchObject([{ line: 3, column: 'code' }]);
    expect(complaints[0]?.problem.zh).toContain('最多 400 KB');
  });

  it('is measured with the history that it goes on: an extension that was changed too often', () => {
    expect(measureCalendar(RECORD_SIZES, [extension(1000)], [])).toEqual([]);
    const tooLarge = measureCalendar(RECORD_SIZES, [extension(3000)], []);
    const file = readTable('year,scope,until,reason\n2024,450200,2025-03-01,台风\n', 'csv', CALENDAR_COLUMNS);
    const { complaints } = complainOfSizes(tooLarge, file, 'scope');
    expect(complaints).toMatchObject([{ line: 2, column: 'scope' }]);
    expect(complaints[0]?.problem.zh).toContain('修改次数过多');
  });
});
