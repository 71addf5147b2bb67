/** `gouji load regions FILE`, `gouji load roster FILE`: an operator's data, from CSV or JSON; all of it or nothing. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parseRegions, parseRoster } from '../shared/contracts/roster-file.ts';
import { chinaYearOf } from '../shared/domain/calendar.ts';
import { loadRegions, loadRoster, unknownDistricts } from '../shared/pipeline/load-roster.ts';
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
  const parsed = what === 'regions' ? parseRegions(text, format) : parseRoster(text, format);
  if (parsed.kind === 'bad') {
    for (const { line, column, problem } of parsed.complaints)
      process.stderr.write(`${file}:${line} ${column}: ${problem.zh} / ${problem.en}\n`);
    process.stderr.write(`nothing was loaded: ${parsed.complaints.length} complaint(s)\n`);
    return 1;
  }
  const { table } = await connect(values.endpoint);
  if ('regions' in parsed) {
    await loadRegions(table, parsed.regions);
    process.stdout.write(`${parsed.regions.length} regions loaded\n`);
    return 0;
  }
  const unknown = await unknownDistricts(table, parsed.agencies);
  if (unknown.length > 0) {
    process.stderr.write(`nothing was loaded: load these regions first: ${unknown.join(', ')}\n`);
    return 1;
  }
  await loadRoster(table, parsed.agencies, chinaYearOf(systemClock()));
  process.stdout.write(`${parsed.agencies.length} agencies loaded\n`);
  return 0;
}
