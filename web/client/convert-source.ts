/** From a file, or what was copied, to a document or what recognition makes of it. */
import type { Converted, ConvertRequest, ConvertSource } from '../file/converted.ts';
import { readClipboard } from '../../shared/readers/clipboard.ts';
import { readFile } from '../../shared/readers/read-file.ts';
import type { ReadResult } from '../../shared/readers/read-result.ts';

const PARTS = { loadPdf: () => Promise.reject(new Error()), loadXls: () => Promise.reject(new Error()) };

export async function convertSource({ source }: ConvertRequest): Promise<Converted> {
  const read = await readSource(source);
  if (read.kind === 'document') return read;
  if (read.kind === 'refused') {
    const { fileKind, refusal } = read;
    return { kind: 'conversion', conversion: { outcome: 'refused', kind: fileKind, refusal } };
  }
  return {
    kind: 'conversion',
    conversion: { outcome: 'refused', kind: read.layout.kind, refusal: 'not-a-report' },
  };
}

const readSource = (source: ConvertSource): Promise<ReadResult> =>
  source.kind === 'file' ? readFile(source.bytes, PARTS) : readClipboard(source);
