/** `gouji audit`: who did what, the newest first. */
import { parseArgs } from 'node:util';
import { isAuditedAct, type AuditEntry } from '../shared/domain/authority/audit-entry.ts';
import {
  addDays,
  countEpochMs,
  endOfChinaDay,
  isIsoDay,
  makeInstant,
  tellChinaDay,
  type Instant,
  type IsoDay,
} from '../shared/domain/basics/calendar.ts';
import { isRegionCode, tellLevel } from '../shared/domain/basics/region.ts';
import { writeAuditCsv, writeAuditLine } from '../shared/letters/audit-text.ts';
import { listAudit } from '../shared/pipeline/list-audit.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { COMMANDS } from './commands.ts';
import { connect } from './connect.ts';
import { UsageError } from './exit-codes.ts';
import { sayLine, sayText, warnLine } from './terminal.ts';

/** Where no first day is given. */
const DAYS_BACK = 31;

export async function audit(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: COMMANDS.audit.options });
  if (values.json && values.csv) throw new UsageError('audit prints JSON or CSV, not both');
  const { region, act } = values;
  if (region !== undefined && !isRegionCode(region))
    throw new UsageError(`--region "${region}" is no code of six digits (GB/T 2260), such as 450200`);
  if (act !== undefined && !isAuditedAct(act))
    throw new UsageError(`--act "${act}" is no act that is audited`);
  const to = values.to === undefined ? tellChinaDay(systemClock()) : readDay('--to', values.to);
  const from = values.from === undefined ? addDays(to, -DAYS_BACK) : readDay('--from', values.from);
  if (from > to) throw new UsageError(`--from ${from} is after --to ${to}`);
  const { table, trail } = await connect(values.endpoint);
  const provinces = (await table.regions())
    .map(({ code }) => code)
    .filter((code) => tellLevel(code) === 'province');
  const entries: AuditEntry[] = [];
  for await (const entry of listAudit(
    { trail, provinces },
    {
      from: startOfChinaDay(from),
      until: startOfChinaDay(addDays(to, 1)),
      within: region,
      act,
      mail: values.by,
    },
  ))
    if (values.json || values.csv) entries.push(entry);
    else sayLine(writeAuditLine(entry));
  if (values.json) sayText(`${JSON.stringify(entries, null, 2)}\n`);
  else if (values.csv) sayText(writeAuditCsv(entries));
  else warnLine(`${from} – ${to}`);
  return 0;
}

function readDay(option: string, text: string): IsoDay {
  if (!isIsoDay(text)) throw new UsageError(`${option} "${text}" is no day, such as 2026-01-31`);
  return text;
}

const startOfChinaDay = (day: IsoDay): Instant =>
  makeInstant(countEpochMs(endOfChinaDay(addDays(day, -1))) + 1);
