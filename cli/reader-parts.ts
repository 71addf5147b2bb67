/** The large libraries of the readers, as Node finds them: loaded when the first file needs them. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Parts } from '../shared/readers/parts.ts';

export const NODE_PARTS: Parts = {
  loadPdf: async () => ({
    library: await import('pdfjs-dist/legacy/build/pdf.mjs'),
    readCharacterMap,
  }),
  loadXls: () => import('@e965/xlsx'),
};

async function readCharacterMap(name: string): Promise<Uint8Array | undefined> {
  if (!/^[\w-]+$/u.test(name)) return undefined;
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  try {
    return new Uint8Array(await readFile(join(folder, 'cmaps', `${name}.bcmap`)));
  } catch {
    return undefined;
  }
}
