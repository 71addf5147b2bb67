/** `gouji rebuild`: every standing and every total made anew from uploads, history and archive. */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { chinaYearOf } from '../shared/domain/calendar.ts';
import { FIRST_REPORT_YEAR } from '../shared/domain/catalogue.ts';
import { rebuildYear } from '../shared/pipeline/rebuild.ts';
import { receiveForgotten } from '../shared/pipeline/reconcile.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { connect, DEFAULT_ENDPOINT, type RunningSystem } from './connect.ts';
import { waitingSays } from './replay.ts';

export async function rebuild(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { endpoint: { type: 'string', default: DEFAULT_ENDPOINT } },
  });
  const system = await connect(values.endpoint);
  let failures = await rebuildYears(system);
  // What history has lost is in the bucket; the items are whole by now, and take it up.
  const { received, waiting, failed } = await receiveLost(system);
  if (waiting > 0) process.stdout.write(`${waitingSays(waiting)}\n`);
  if (received > 0) {
    process.stdout.write(`${received} uploads received again\n`);
    failures = await rebuildYears(system);
  }
  const all = new Set([...failures, ...failed]);
  for (const failure of all) process.stderr.write(`  ${failure}\n`);
  return all.size === 0 && waiting === 0 ? 0 : 1;
}

/** Answers what could not be made anew, and why. */
async function rebuildYears(system: RunningSystem): Promise<string[]> {
  const failed: string[] = [];
  for (let year = FIRST_REPORT_YEAR; year <= chinaYearOf(systemClock()); year++) {
    const { reports, mended, removed, failures } = await rebuildYear(system, year);
    process.stdout.write(
      `${year}: ${reports} reports in force, ${mended.length + removed.length} items mended\n`,
    );
    for (const id of [...mended, ...removed]) process.stdout.write(`  ${id}\n`);
    failed.push(...failures);
  }
  return failed;
}

async function receiveLost(
  system: RunningSystem,
): Promise<{ received: number; waiting: number; failed: string[] }> {
  const failed: string[] = [];
  const found = await receiveForgotten(
    {
      ...system,
      now: systemClock,
      sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    },
    { graceMs: 0 },
    async (what, work) => {
      try {
        await work();
      } catch (error) {
        failed.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
  );
  return { ...found, failed };
}
