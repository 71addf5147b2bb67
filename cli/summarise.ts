/** `gouji summarise [--region CODE] [--year Y] [--at INSTANT]`: the compliance summary of any instant, as a table. */
import { parseArgs } from 'node:util';
import { writeComplianceAnswer } from '../shared/contracts/api/compliance-answer.ts';
import { writeComplianceCsv } from '../shared/letters/compliance-csv.ts';
import { lastEndedYear, parseInstant, type Instant } from '../shared/domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../shared/domain/form/catalogue.ts';
import type { Granted } from '../shared/domain/authority/may.ts';
import { isRegionCode } from '../shared/domain/basics/region.ts';
import { readContacts } from '../shared/pipeline/read-contacts.ts';
import { complianceAt } from '../shared/pipeline/compliance-at.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { COMMANDS } from './commands.ts';
import { connect } from './connect.ts';
import { UsageError } from './exit-codes.ts';
import { writeSummaryTables } from './summary-tables.ts';
import { sayText } from './terminal.ts';

export async function summarise(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: COMMANDS.summarise.options });
  const now = systemClock();
  const at = values.at === undefined ? undefined : instantIn(values.at);
  const code = values.region;
  if (!isRegionCode(code))
    throw new UsageError(`--region "${code}" is no code of six digits (GB/T 2260), such as 450200`);
  const year = values.year === undefined ? lastEndedYear(at ?? now) : yearIn(values.year);
  const { table } = await connect(values.endpoint);
  const isPast = at !== undefined && at < now;
  const summary = await complianceAt(table, { code, year, now: at ?? now, asOf: isPast ? at : undefined });
  if (!summary) throw new UsageError(`no region ${code} is loaded / 没有载入地区 ${code}`);
  sayText(
    values.json
      ? `${JSON.stringify(writeComplianceAnswer(summary), null, 2)}\n`
      : values.csv
        ? writeComplianceCsv(summary, summary.agencies)
        : writeSummaryTables(summary, await readContacts(table, OPERATOR, summary.agencies)),
  );
  return 0;
}

/** Who reads the table itself. */
const OPERATOR: Granted = { grants: [{ role: 'operator' }] };

function instantIn(text: string): Instant {
  const at = parseInstant(text);
  if (at === undefined)
    throw new UsageError(`--at "${text}" is no instant with its zone, such as 2025-03-01T08:00+08:00`);
  return at;
}

function yearIn(text: string): number {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0;
  if (year < FIRST_REPORT_YEAR)
    throw new UsageError(`--year "${text}" is no year from ${FIRST_REPORT_YEAR} on`);
  return year;
}
