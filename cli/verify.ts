/** `gouji verify`: proves that every total equals the sum of the reports in force; exit 1 and a list where not. */
import { parseArgs } from 'node:util';
import { chinaYearOf } from '../shared/domain/calendar.ts';
import { FIRST_REPORT_YEAR } from '../shared/domain/catalogue.ts';
import { verifyYear } from '../shared/pipeline/verify.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { connect, DEFAULT_ENDPOINT } from './connect.ts';

export async function verify(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { endpoint: { type: 'string', default: DEFAULT_ENDPOINT } },
  });
  const { table, bucket } = await connect(values.endpoint);
  let wrong = 0;
  for (let year = FIRST_REPORT_YEAR; year <= chinaYearOf(systemClock()); year++) {
    const { reports, totals, discrepancies } = await verifyYear(table, bucket, year);
    process.stdout.write(
      `${year}: ${totals} totals, ${reports} reports in force, ${discrepancies.length} discrepancies\n`,
    );
    for (const { id, says } of discrepancies) process.stdout.write(`  ${id}: ${says.zh} / ${says.en}\n`);
    wrong += discrepancies.length;
  }
  return wrong === 0 ? 0 : 1;
}
