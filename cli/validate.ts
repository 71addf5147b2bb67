/** `gouji validate FILE… [--last-year FILE] [--json]`: checks documents offline. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Edition } from '../shared/domain/form/catalogue.ts';
import { checkDocument, followsReport } from '../shared/domain/verdict/check-report.ts';
import type { Report } from '../shared/domain/form/report.ts';
import type { Finding } from '../shared/domain/findings/finding.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { COMMANDS } from './commands.ts';
import { UsageError } from './exit-codes.ts';
import { chooseExitCode, outcomeOfFile, printOutcome, type FileOutcome } from './print-findings.ts';
import { readLastYear } from './read-last-year.ts';
import { sayText } from './terminal.ts';
import { describeUnreadable } from './unreadable-file.ts';

export async function validate(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: COMMANDS.validate.options,
  });
  if (positionals.length === 0) throw new UsageError('which files?');
  const lastYear = await readLastYear(values['last-year']);
  const results: { file: string; outcome: FileOutcome; findings: readonly Finding[] }[] = [];
  const editions = new Map<string, Edition>();
  for (const file of positionals) {
    const bytes = await readFile(file).catch(describeUnreadable);
    if (bytes instanceof Uint8Array) {
      const { outcome, findings, report } = checkDocument(bytes, systemClock(), { lastYear });
      if (lastYear && report) refuseOther(file, report, lastYear);
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

/** Another agency's, or of another year, would be compared in silence, or not at all. */
function refuseOther(file: string, report: Report, lastYear: Report): void {
  if (followsReport(report, lastYear)) return;
  const { year, agency } = report;
  throw new UsageError(
    `--last-year 是 ${lastYear.agency.id} ${lastYear.year} 年度的报告,${file} 是 ${agency.id} ${year} 年度的,不能比对 / ` +
      `is the report of ${lastYear.agency.id} for ${lastYear.year}, ${file} that of ${agency.id} for ${year}: they do not follow one another`,
  );
}
