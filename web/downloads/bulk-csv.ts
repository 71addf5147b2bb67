/**
 * Every report below a region as CSV: one line for each agency with every cell of the form. One line of heads, names
 * that stay as they are (cells by their JSON Pointer), and nothing else, so that a program reads it as it comes.
 */
import { chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { listYearColumns, type BulkLine } from '../../shared/domain/standing/bulk-columns.ts';
import { writeCsvLines } from '../../shared/letters/csv-lines.ts';
import { walkLines, type WalkedYear } from '../../shared/pipeline/bulk/walk-lines.ts';
import { agencyYearPath } from '../site/page-context.ts';

interface BulkQuestion extends WalkedYear {
  /** Where the site is: `https://gouji.example`. */
  readonly origin: string;
  /** Whether a line is left out. */
  readonly leavesOut?: ((line: BulkLine) => boolean) | undefined;
}

/** Chunks of the file, a region at a time: none waits for the whole. */
export async function* writeBulkCsv({
  origin,
  leavesOut = () => false,
  ...walked
}: BulkQuestion): AsyncGenerator<string, void, undefined> {
  const columns = listYearColumns(chooseEdition(walked.year));
  yield writeCsvLines([columns.map(({ name }) => name)], { bom: true });
  const linkTo = (id: string): string => `${origin}${agencyYearPath(id, walked.year)}`;
  for await (const all of walkLines(walked, linkTo)) {
    const lines = all.filter((line) => !leavesOut(line));
    if (lines.length > 0) yield writeCsvLines(lines.map((line) => columns.map(({ read }) => read(line))));
  }
}
