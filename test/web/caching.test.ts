/** An answer is kept longer only once no deadline of its year can be open any more. */
import { expect, it } from 'vitest';
import { addDays, endOfChinaDay } from '../../shared/domain/basics/calendar.ts';
import { tellLatestExtension } from '../../shared/domain/standing/calendar-entry.ts';
import { cachingOfPage } from '../../web/http/caching.ts';

it('a year is open until the last day that an extension may go to', () => {
  const latest = tellLatestExtension(2024);
  const at = (days: number) => cachingOfPage({ asOf: undefined }, endOfChinaDay(addDays(latest, days)), 2024);
  expect(at(0)).toMatch(/s-maxage=5$/);
  expect(at(1)).toMatch(/s-maxage=300$/);
});
