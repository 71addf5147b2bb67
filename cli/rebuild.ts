/** `gouji rebuild`: every standing and every total made anew from the history and the archive. */
import { parseArgs } from 'node:util';
import { chinaYearOf } from '../shared/domain/calendar.ts';
import { FIRST_REPORT_YEAR } from '../shared/domain/catalogue.ts';
import { rebuildYear } from '../shared/pipeline/rebuild.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { COMMANDS } from './commands.ts';
import { connect } from './connect.ts';
import { sayLine, warnLine } from './terminal.ts';

export async function rebuild(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: COMMANDS.rebuild.options });
  const system = await connect(values.endpoint);
  let failed = 0;
  for (let year = FIRST_REPORT_YEAR; year <= chinaYearOf(systemClock()); year++) {
    const { reports, mended, failures } = await rebuildYear(system, year);
    sayLine(`${year}: ${reports} reports in force, ${mended.length} items mended`);
    for (const id of mended) sayLine(`  ${id}`);
    for (const failure of failures) warnLine(`  ${failure}`);
    failed += failures.length;
  }
  return failed === 0 ? 0 : 1;
}
