/** Old office files: Word, Excel, their relatives of WPS, and newer ones that are encrypted. */
import { readDoc } from './doc/read-doc.ts';
import { guard } from './guard.ts';
import { CompoundFile } from './ole/compound-file.ts';
import type { Parts } from './parts.ts';
import type { ReadResult } from './read-result.ts';
import { RefusedError } from './refused.ts';
import { readXls } from './sheet/xls.ts';

export async function readCompound(bytes: Uint8Array, parts: Parts): Promise<ReadResult> {
  const file = new CompoundFile(bytes);
  const { names } = file;
  if (names.includes('EncryptedPackage') || names.includes('EncryptionInfo'))
    throw new RefusedError('encrypted');
  if (names.some((name) => MACROS.has(name))) throw new RefusedError('macros');
  if (names.includes('WordDocument')) return guard('doc', () => ({ kind: 'layout', layout: readDoc(file) }));
  // Its words are in whatever code page the writer had.
  if (names.includes('Book')) throw new RefusedError('unknown-kind', 'an older Excel');
  if (names.includes('Workbook')) {
    return guard('xls', async () => ({ kind: 'layout', layout: readXls(bytes, await parts.loadXls()) }));
  }
  throw new RefusedError('unknown-kind', names.slice(0, 5).join(', '));
}

const MACROS: ReadonlySet<string> = new Set(['Macros', '_VBA_PROJECT_CUR', '_VBA_PROJECT', 'VBA']);
