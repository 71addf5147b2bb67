/** `gouji rebuild`: every standing and every total made anew from uploads, history and archive. */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { chinaYearOf } from '../shared/domain/calendar.ts';
import { yearsUpTo } from '../shared/pipeline/load-roster.ts';
import { rebuildAll } from '../shared/pipeline/rebuild-all.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { connect, DEFAULT_ENDPOINT } from './connect.ts';
import { waitingSays } from './replay.ts';

export async function rebuild(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { endpoint: { type: 'string', default: DEFAULT_ENDPOINT } },
  });
  const system = await connect(values.endpoint);
  const { received, waiting, failures } = await rebuildAll(
    {
      ...system,
      now: systemClock,
      sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    },
    yearsUpTo(chinaYearOf(systemClock())),
    (year, { reports, mended, removed }) => {
      const items = [...mended, ...removed];
      process.stdout.write(`${year}: ${reports} reports in force, ${items.length} items mended\n`);
      for (const id of items) process.stdout.write(`  ${id}\n`);
    },
  );
  if (received > 0) process.stdout.write(`${received} uploads received again\n`);
  if (waiting > 0) process.stdout.write(`${waitingSays(waiting)}\n`);
  for (const failure of failures) process.stderr.write(`  ${failure}\n`);
  return failures.length === 0 && waiting === 0 ? 0 : 1;
}
