/** `gouji verify`: proves that uploads, history, archive, reports and totals say the same; exit 1 and a list where not. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { tellChinaYear } from '../shared/domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../shared/domain/form/catalogue.ts';
import { lasting, verifyUploads, verifyYear, type Discrepancy } from '../shared/pipeline/verify.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { COMMANDS } from './commands.ts';
import { connect } from './connect.ts';
import { sayLine, warnLine } from './terminal.ts';

/** Before what differs is looked at again: totals follow an upload within moments. */
const PAUSES_MS = [500, 2000];

export async function verify(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: COMMANDS.verify.options });
  const { table, bucket } = await connect(values.endpoint);
  const pauses = PAUSES_MS.map((ms) => () => sleep(ms));
  let wrong = 0;
  const tell = (says: string, discrepancies: readonly Discrepancy[]): void => {
    sayLine(`${says}, ${discrepancies.length} discrepancies`);
    for (const { id, says: what } of discrepancies) sayLine(`  ${id}: ${what.zh} / ${what.en}`);
    wrong += discrepancies.length;
  };
  for (let year = FIRST_REPORT_YEAR; year <= tellChinaYear(systemClock()); year++) {
    const { reports, totals, toRedact, discrepancies } = await lasting(
      () => verifyYear(table, bucket, year),
      pauses,
    );
    tell(`${year}: ${totals} totals, ${reports} reports in force`, discrepancies);
    for (const name of toRedact)
      warnLine(
        `  ${name}: 文字中有个人隐私数据,已不显示,请核实后运行 gouji redact / its texts bear private data of a person and are not shown: look, then run gouji redact`,
      );
  }
  const { versions, discrepancies } = await lasting(() => verifyUploads({ table, bucket }), pauses);
  tell(`uploads: ${versions} versions`, discrepancies);
  return wrong === 0 ? 0 : 1;
}
