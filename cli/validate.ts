/** `gouji validate FILE… [--json]`: checks documents offline. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Edition } from '../shared/domain/form/catalogue.ts';
import { checkDocument } from '../shared/domain/verdict/check-report.ts';
import type { Finding } from '../shared/domain/findings/finding.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { COMMANDS } from './commands.ts';
import { UsageError } from './exit-codes.ts';
import { chooseExitCode, outcomeOfFile, printOutcome, type FileOutcome } from './print-findings.ts';
import { sayText } from './terminal.ts';
import { describeUnreadable } from './unreadable-file.ts';

export async function validate(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: COMMANDS.validate.options,
  });
  if (positionals.length === 0) throw new UsageError('which files?');
  const results: { file: string; outcome: FileOutcome; findings: readonly Finding[] }[] = [];
  const editions = new Map<string, Edition>();
  for (const file of positionals) {
    const bytes = await readFile(file).catch(describeUnreadable);
    if (bytes instanceof Uint8Array) {
      const { outcome, findings, report } = checkDocument(bytes, systemClock());
      if (report) editions.set(file, report.figures.edition);
      results.push({ file, outcome: outcomeOfFile(outcome, findings), findings });
    } else {
      results.push({ file, outcome: 'unreadable', findings: [bytes] });
    }
  }
  if (values.json) sayText(`${JSON.stringify(results, null, 2)}\n`);
  else
    for (const { file, outcome, findings } of results)
      printOutcome(file, outcome, findings, editions.get(file));
  return chooseExitCode(results.map(({ outcome }) => outcome));
}
