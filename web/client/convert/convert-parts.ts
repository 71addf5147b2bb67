/** The large libraries of the readers, as the browser fetches them: each is a file of its own, asked for when needed. */
import type { Parts } from '../../../shared/readers/parts.ts';

export const BROWSER_PARTS: Parts = {
  loadPdf: async () => {
    // Where the part that parses is at hand, the library starts no worker of its own: this is one already.
    const [library, pdfjsWorker, { readCharacterMap }] = await Promise.all([
      import('pdfjs-dist/legacy/build/pdf.mjs'),
      import('pdfjs-dist/legacy/build/pdf.worker.mjs'),
      import('./character-maps.ts'),
    ]);
    Object.assign(globalThis, { pdfjsWorker });
    return { library, readCharacterMap };
  },
  loadXls: () => import('@e965/xlsx'),
};
