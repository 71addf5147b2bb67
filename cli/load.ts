/** `gouji load regions FILE`, `gouji load roster FILE`: an operator's data, from CSV or JSON; all of it or nothing. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseRegions, parseRoster, type Complaint } from '../shared/contracts/roster-file.ts';
import { chinaYearOf } from '../shared/domain/calendar.ts';
import { loadRegions, loadRoster, movedAgencies } from '../shared/pipeline/load-roster.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { connect, DEFAULT_ENDPOINT } from './connect.ts';
import { unreadableFile } from './unreadable-file.ts';
import { UsageError } from './usage.ts';

export async function load(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { endpoint: { type: 'string', default: DEFAULT_ENDPOINT } },
  });
  const [what, file] = positionals;
  if ((what !== 'regions' && what !== 'roster') || file === undefined)
    throw new UsageError('load what? gouji load regions FILE, or gouji load roster FILE');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { zh, en } = unreadableFile(error).message;
    throw new Error(`${file}: ${zh} / ${en}`, { cause: error });
  });
  const format = file.toLowerCase().endsWith('.json') ? 'json' : 'csv';
  const { table } = await connect(values.endpoint);
  const loaded = new Set((await table.regions()).map(({ code }) => code));
  if (what === 'regions') {
    const parsed = parseRegions(text, format, { regions: loaded });
    if (parsed.kind === 'bad') return complain(file, parsed.complaints);
    await loadRegions(table, parsed.regions);
    process.stdout.write(`${parsed.regions.length} regions loaded\n`);
    return 0;
  }
  // Which predecessors to ask the table for is known when the file is read.
  const draft = parseRoster(text, format, { regions: loaded, agencies: { has: () => true } });
  if (draft.kind === 'bad') return complain(file, draft.complaints);
  const predecessors = draft.agencies.flatMap(({ predecessors: ids }) => ids);
  const known = await table.rosterOf([...new Set(predecessors)]);
  const parsed = parseRoster(text, format, { regions: loaded, agencies: known });
  if (parsed.kind === 'bad') return complain(file, parsed.complaints);
  const runningYear = chinaYearOf(systemClock());
  const moved = await movedAgencies(table, parsed.agencies, runningYear);
  if (moved.length > 0) {
    process.stderr.write(
      `nothing was loaded: these agencies have reports in another district: ${moved.join(', ')}. ` +
        'End them with "to", and enrol the agency under a new id with the old one as its predecessor.\n',
    );
    return 1;
  }
  await loadRoster(table, parsed.agencies, systemClock());
  process.stdout.write(`${parsed.agencies.length} agencies loaded\n`);
  return 0;
}

function complain(file: string, complaints: readonly Complaint[]): number {
  for (const { line, column, problem } of complaints)
    process.stderr.write(`${file}:${line} ${column}: ${problem.zh} / ${problem.en}\n`);
  process.stderr.write(`nothing was loaded: ${complaints.length} complaint(s)\n`);
  return 1;
}
