/** `gouji verify`: proves that every total equals the sum of the reports in force; exit 1 and a list where not. */
import { parseArgs } from 'node:util';
import { chinaYearOf } from '../shared/domain/calendar.ts';
import { FIRST_REPORT_YEAR } from '../shared/domain/catalogue.ts';
import { verifyYear } from '../shared/pipeline/verify.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { COMMANDS } from './commands.ts';
import { connect } from './connect.ts';
import { sayLine } from './terminal.ts';

export async function verify(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: COMMANDS.verify.options });
  const { table, bucket } = await connect(values.endpoint);
  let wrong = 0;
  for (let year = FIRST_REPORT_YEAR; year <= chinaYearOf(systemClock()); year++) {
    const { reports, totals, discrepancies } = await verifyYear(table, bucket, year);
    sayLine(`${year}: ${totals} totals, ${reports} reports in force, ${discrepancies.length} discrepancies`);
    for (const { id, says } of discrepancies) sayLine(`  ${id}: ${says.zh} / ${says.en}`);
    wrong += discrepancies.length;
  }
  return wrong === 0 ? 0 : 1;
}
