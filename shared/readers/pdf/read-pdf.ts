/** PDFs that hold text. Tables are what lies between ruled lines; a page that is a picture is said to be one. */
import type { Layout } from '../../domain/convert/layout.ts';
import { BlockList } from '../block-list.ts';
import { LIMITS } from '../limits.ts';
import type { PdfDocument, PdfLibrary, PdfPage, PdfParts } from '../parts.ts';
import { RefusedError } from '../refused.ts';
import { addPages } from './join-pages.ts';
import { IDENTITY, toMatrix } from './matrix.ts';
import { arrangePage, type Page } from './page-blocks.ts';
import { refuseHostilePdf } from './hostile-pdf.ts';
import { dropDoubles, readPageTexts } from './page-texts.ts';
import { readTypedTexts } from './typed-texts.ts';
import { findTables } from './ruled-table.ts';
import { readRules } from './rules.ts';

export async function readPdf(bytes: Uint8Array, { library, readCharacterMap }: PdfParts): Promise<Layout> {
  await refuseHostilePdf(bytes);
  const missing = new Set<string>();
  const task = library.getDocument({
    // The library takes the bytes for itself.
    data: bytes.slice(),
    ...OPTIONS,
    BinaryDataFactory: makeFactory(readCharacterMap, missing),
  });
  try {
    const pages = await readPages(await task.promise, library);
    const [map] = missing;
    if (map !== undefined) throw new RefusedError('no-character-map', map);
    refuseWithoutText(pages);
    const list = new BlockList();
    addPages(pages.map(arrangePage), list);
    return { kind: 'pdf', blocks: list.blocks };
  } catch (error) {
    throw translate(error);
  } finally {
    await task.destroy();
  }
}

/** Nothing is drawn: no fonts of the system, no code made from the file, no pictures larger than a dot. */
const OPTIONS = {
  verbosity: 0,
  disableFontFace: true,
  useSystemFonts: false,
  isEvalSupported: false,
  isOffscreenCanvasSupported: false,
  isImageDecoderSupported: false,
  useWasm: false,
  useWorkerFetch: false,
  enableXfa: false,
  maxImageSize: 1024,
};

/** Hands over character maps; remembers those that are wanted and not there, since their text would be lost in silence. */
function makeFactory(readCharacterMap: PdfParts['readCharacterMap'], missing: Set<string>): new () => object {
  return class {
    async fetch({
      kind,
      filename,
    }: {
      readonly kind: string;
      readonly filename: string;
    }): Promise<Uint8Array> {
      if (kind !== 'cMapUrl') throw new Error('only character maps');
      const name = filename.replace(/\.bcmap$/u, '');
      const map = await readCharacterMap(name);
      if (!map) {
        missing.add(name);
        throw new Error(`no map ${name}`);
      }
      return map;
    }
  };
}

interface ReadPage extends Page {
  /** How often something is written on it, whether it can be read or not. */
  readonly written: number;
  /** Written so that nobody sees it: what a program thinks that a picture says. */
  readonly invisible: number;
}

async function readPages(document: PdfDocument, library: PdfLibrary): Promise<ReadPage[]> {
  if (document.numPages > LIMITS.pages) throw new RefusedError('too-large', `${document.numPages} pages`);
  const started = performance.now();
  const pages: ReadPage[] = [];
  let drawn = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const read = await readPage(page, number, library);
    pages.push(read);
    page.cleanup();
    drawn += read.texts.length;
    if (drawn > LIMITS.drawn || performance.now() - started > LIMITS.pdfMs)
      throw new RefusedError('too-costly', 'pages');
  }
  return pages;
}

async function readPage(page: PdfPage, number: number, library: PdfLibrary): Promise<ReadPage> {
  const { height, transform } = page.getViewport({ scale: 1 });
  const view = toMatrix(transform) ?? IDENTITY;
  const texts = dropDoubles([...(await readPageTexts(page, view)), ...(await readTypedTexts(page, view))]);
  const operators = await page.getOperatorList();
  const { tables, loose } = findTables(readRules(operators, view, library.OPS));
  return { number, height, texts, tables, loose, ...countWriting(operators, library.OPS) };
}

type Operators = Awaited<ReturnType<PdfPage['getOperatorList']>>;

function countWriting(
  { fnArray, argsArray }: Operators,
  operations: Readonly<Record<string, number>>,
): { readonly written: number; readonly invisible: number } {
  let [written, invisible, mode] = [0, 0, 0];
  for (const [i, operation] of fnArray.entries()) {
    if (operation === operations['showText']) {
      written++;
      if (mode === INVISIBLE) invisible++;
    } else if (operation === operations['setTextRenderingMode']) {
      const args: unknown = argsArray[i];
      mode = Array.isArray(args) ? Number(args[0]) : 0;
    }
  }
  return { written, invisible };
}

const INVISIBLE = 3;

/** A scan has no text; a font that does not say which characters it draws has text that means nothing. */
function refuseWithoutText(pages: readonly ReadPage[]): void {
  if (pages.length === 0) throw new RefusedError('empty');
  const text = pages.flatMap(({ texts }) => texts.map((placed) => placed.text)).join('');
  const written = pages.reduce((sum, page) => sum + page.written, 0);
  const invisible = pages.reduce((sum, page) => sum + page.invisible, 0);
  if (text === '') throw new RefusedError(written > 0 ? 'no-character-map' : 'scan');
  if (invisible * 2 > written) throw new RefusedError('scan', 'text that a program read from a picture');
  const unreadable = text.match(/[\u0000-\u0008\ue000-\uf8ff\ufffd]/gu)?.length ?? 0;
  if (unreadable * 20 > text.length)
    throw new RefusedError('no-character-map', `${unreadable} unknown characters`);
}

function translate(error: unknown): unknown {
  if (error instanceof RefusedError || !(error instanceof Error)) return error;
  if (error.name === 'PasswordException') return new RefusedError('encrypted');
  return new RefusedError('damaged', error.message);
}
