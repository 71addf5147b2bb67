/** `gouji rebuild`: every standing and every total made anew from uploads, history and archive. */
import { hashBytes } from '../shared/adapters/hash-bytes.ts';
import { parseArgs } from 'node:util';
import { tellChinaYear } from '../shared/domain/basics/calendar.ts';
import { yearsUpTo } from '../shared/pipeline/load-roster.ts';
import { rebuildAll } from '../shared/pipeline/rebuild-all.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { COMMANDS } from './commands.ts';
import { connect } from './connect.ts';
import { waitingSays } from './replay.ts';
import { sayLine, warnLine } from './terminal.ts';

export async function rebuild(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: COMMANDS.rebuild.options });
  const system = await connect(values.endpoint);
  const { received, waiting, acts, redacted, failures } = await rebuildAll(
    {
      ...system,
      now: systemClock,
      sha256: hashBytes,
    },
    yearsUpTo(tellChinaYear(systemClock())),
    (year, { reports, mended, removed }) => {
      const items = [...mended, ...removed];
      sayLine(`${year}: ${reports} reports in force, ${items.length} items mended`);
      for (const id of items) sayLine(`  ${id}`);
    },
  );
  for (const key of redacted) sayLine(`redaction finished: ${key}`);
  if (acts > 0) sayLine(`${acts} acts of offices restored from their copies`);
  if (received > 0) sayLine(`${received} uploads received again`);
  if (waiting > 0) sayLine(waitingSays(waiting));
  for (const failure of failures) warnLine(`  ${failure}`);
  return failures.length === 0 && waiting === 0 ? 0 : 1;
}
