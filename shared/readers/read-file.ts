/** One entry for the page and the command line: a file of any kind, told by its first bytes and never by its name. */
import { guard } from './guard.ts';
import { LIMITS } from './limits.ts';
import type { Parts } from './parts.ts';
import { readPdf } from './pdf/read-pdf.ts';
import { readArchive } from './read-archive.ts';
import { readCompound } from './read-compound.ts';
import type { ReadResult } from './read-result.ts';
import { readTextFile } from './read-text-file.ts';
import { RefusedError } from './refused.ts';
import { tellContainer } from './tell-container.ts';

export async function readFile(bytes: Uint8Array, parts: Parts): Promise<ReadResult> {
  return readNested(bytes, parts, 0);
}

async function readNested(bytes: Uint8Array, parts: Parts, depth: number): Promise<ReadResult> {
  if (bytes.length > LIMITS.fileBytes) return { kind: 'refused', refusal: 'too-large' };
  const container = tellContainer(bytes);
  return guard(undefined, async () => {
    switch (container) {
      case 'empty':
        throw new RefusedError('empty');
      case 'picture':
        throw new RefusedError('scan', 'a picture');
      case 'other':
        throw new RefusedError('unknown-kind');
      case 'zip':
        return readArchive(bytes, depth, (inner) => readNested(inner, parts, depth + 1));
      case 'pdf':
        return guard('pdf', async () => ({
          kind: 'layout',
          layout: await readPdf(bytes, await parts.loadPdf()),
        }));
      case 'ole':
        return readCompound(bytes, parts);
      case 'text':
        return readTextFile(bytes);
    }
  });
}
