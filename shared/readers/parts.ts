/** The large libraries, which whoever runs the readers fetches when a file needs them: a browser and Node fetch differently. */

export interface Parts {
  readonly loadPdf: () => Promise<PdfParts>;
  readonly loadXls: () => Promise<XlsLibrary>;
}

/** pdfjs-dist, and its character maps: without them, fonts that are not embedded have no text. */
export interface PdfParts {
  readonly library: PdfLibrary;
  /** The packed map of that name, such as `UniGB-UCS2-H`; `undefined` where there is none. */
  readonly readCharacterMap: (name: string) => Promise<Uint8Array | undefined>;
}

/** What is used of pdfjs-dist. */
export interface PdfLibrary {
  getDocument(options: PdfOptions): { readonly promise: Promise<PdfDocument>; destroy(): Promise<void> };
  /** The numbers of drawing operations, by name. */
  readonly OPS: Readonly<Record<string, number>>;
}

interface PdfOptions {
  readonly data: Uint8Array;
  readonly verbosity: number;
  readonly disableFontFace: boolean;
  readonly useSystemFonts: boolean;
  readonly isEvalSupported: boolean;
  readonly isOffscreenCanvasSupported: boolean;
  readonly isImageDecoderSupported: boolean;
  readonly useWasm: boolean;
  readonly useWorkerFetch: boolean;
  readonly enableXfa: boolean;
  readonly maxImageSize: number;
  readonly BinaryDataFactory: new () => object;
}

export interface PdfDocument {
  readonly numPages: number;
  getPage(number: number): Promise<PdfPage>;
}

export interface PdfPage {
  getViewport(options: { readonly scale: number }): {
    readonly width: number;
    readonly height: number;
    readonly transform: readonly number[];
  };
  getTextContent(): Promise<{ readonly items: readonly unknown[] }>;
  getOperatorList(): Promise<{ readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] }>;
  getAnnotations(): Promise<readonly unknown[]>;
  cleanup(): unknown;
}

/** What is used of @e965/xlsx. */
export interface XlsLibrary {
  read(bytes: Uint8Array, options: XlsOptions): XlsBook;
}

interface XlsOptions {
  readonly type: 'array';
  readonly cellNF: boolean;
  readonly cellFormula: boolean;
  readonly cellHTML: boolean;
  readonly bookVBA: boolean;
}

interface XlsBook {
  readonly SheetNames: readonly string[];
  readonly Sheets: Readonly<Record<string, unknown>>;
  readonly Workbook?: unknown;
}
