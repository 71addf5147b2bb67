/** From a file, or what was copied, to a document or what recognition makes of it. */
import { convertLayout } from '../../../shared/domain/convert/convert-layout.ts';
import { readClipboard } from '../../../shared/readers/clipboard.ts';
import { readFile } from '../../../shared/readers/read-file.ts';
import type { ReadResult } from '../../../shared/readers/read-result.ts';
import type { Converted, ConvertRequest, ConvertSource } from '../../file/converted.ts';
import { readReport } from '../../file/source/told-report.ts';
import { BROWSER_PARTS } from './convert-parts.ts';

export async function convertSource({ source, given }: ConvertRequest): Promise<Converted> {
  const read = await readSource(source);
  if (read.kind === 'document') return read;
  if (read.kind === 'refused') {
    const { fileKind, refusal } = read;
    return { kind: 'conversion', conversion: { outcome: 'refused', kind: fileKind, refusal } };
  }
  const { agency, year, lastYear } = given;
  const conversion = convertLayout(read.layout, {
    year,
    // Not as the one that it is: a file that is another agency's says so.
    roster: agency && [agency],
    lastYear: readReport(lastYear),
  });
  return { kind: 'conversion', conversion };
}

const readSource = (source: ConvertSource): Promise<ReadResult> =>
  source.kind === 'file' ? readFile(source.bytes, BROWSER_PARTS) : readClipboard(source);
