/** `gouji convert FILE… [--json] [--out DIR] [--year Y] [--agency ID] [--last-year FILE]`: reports of other files. */
import { parseArgs } from 'node:util';
import { AGENCY_ID } from '../shared/domain/basics/place.ts';
import type { Report } from '../shared/domain/form/report.ts';
import { FIRST_REPORT_YEAR } from '../shared/domain/form/catalogue.ts';
import { COMMANDS } from './commands.ts';
import { answerAtTerminal, canAsk } from './answer-asks.ts';
import { convertSource, openSource, type Converted, type Known } from './convert-file.ts';
import { UsageError } from './exit-codes.ts';
import { printConversion } from './print-conversion.ts';
import { readLastYear } from './read-last-year.ts';
import { sayText } from './terminal.ts';
import { openDraftFolder } from './write-drafts.ts';

export async function convert(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: COMMANDS.convert.options,
  });
  if (positionals.length === 0) throw new UsageError('which files?');
  const known = listKnown(
    readYear(values.year),
    readAgencyId(values.agency),
    await readLastYear(values['last-year']),
  );
  const mayAsk = !values.json && canAsk();
  const isWriting = !values.json || values.out !== undefined;
  const writeDraft = openDraftFolder(values.out ?? '.');
  const results: Converted[] = [];
  for (const file of positionals) {
    const result = await convertFile(file, known, mayAsk);
    results.push(result);
    // One after the other: what was answered so far is kept, whatever becomes of the next.
    const written = isWriting ? await writeDraft(result) : undefined;
    if (!values.json) printConversion(result, written);
  }
  if (values.json) sayText(`${JSON.stringify(results, null, 2)}\n`);
  if (results.some(({ outcome }) => outcome === 'refused')) return 2;
  return results.some(({ outcome }) => outcome === 'asks') ? 1 : 0;
}

async function convertFile(file: string, known: Known, mayAsk: boolean): Promise<Converted> {
  const source = await openSource(file);
  if (source.kind === 'done') return source.converted;
  const first = convertSource(file, source.layout, known);
  return mayAsk ? answerAtTerminal(first, source.layout, known) : first;
}

function readYear(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const year = Number(text);
  if (!/^\d{4}$/.test(text) || year < FIRST_REPORT_YEAR)
    throw new UsageError(`--year ${text} 不是报告年度 / is no report year`);
  return year;
}

function readAgencyId(id: string | undefined): string | undefined {
  if (id !== undefined && !AGENCY_ID.test(id))
    throw new UsageError(`--agency ${id} 不是机构标识 / is no agency’s id`);
  return id;
}

/** Last year's report says who the agency is, where the file names the same, or the id does. */
function listKnown(
  year: number | undefined,
  agencyId: string | undefined,
  lastYear: Report | undefined,
): Known {
  if (lastYear === undefined) return { year, agencyId };
  const agency = { ...lastYear.agency, district: lastYear.district };
  if (agencyId !== undefined && agencyId !== agency.id)
    throw new UsageError(
      `--last-year 是 ${agency.id} 的报告,不是 ${agencyId} 的 / is the report of ${agency.id}, not of ${agencyId}`,
    );
  return agencyId === undefined ? { year, lastYear, roster: [agency] } : { year, lastYear, agency };
}
