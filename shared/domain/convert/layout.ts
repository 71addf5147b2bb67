/**
 * A file of any kind as blocks in reading order: what a reader (`shared/readers`) makes of it and recognition reads. Knows
 * nothing of the form.
 */

/** Where something stood in its file; what its kind of file doesn't have is left out. All count from 1. */
export interface SourcePlace {
  readonly page?: number;
  readonly line?: number;
  readonly sheet?: string;
  readonly table?: number;
  readonly row?: number;
  readonly column?: number;
  /** Among paragraphs. */
  readonly paragraph?: number;
}

/**
 * Why a reader does not vouch for a text: deleted revisions may stand in it (`revision`), or what belongs together was put
 * together from positions (`torn`).
 */
export type Doubt = 'revision' | 'torn';

export interface LayoutCell {
  /** Lines within a cell are parted by `\n`. */
  readonly text: string;
  readonly colSpan: number;
  readonly rowSpan: number;
  readonly place: SourcePlace;
  readonly doubt?: Doubt;
}

interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
  readonly place: SourcePlace;
  readonly doubt?: Doubt;
}

/** Cells in the order of their rows; a cell that spans rows stands in its first one. */
export interface LayoutTable {
  readonly kind: 'table';
  readonly rows: readonly (readonly LayoutCell[])[];
  readonly place: SourcePlace;
}

export type Block = Paragraph | LayoutTable;

/** `text` where the file has no structure of its own: lines as they came. */
export type FileKind = 'docx' | 'doc' | 'xlsx' | 'xls' | 'odt' | 'ods' | 'pdf' | 'html' | 'text' | 'json';

export interface Layout {
  readonly kind: FileKind;
  readonly blocks: readonly Block[];
  /** A page's own statements of itself, from its head (`<meta>`, `<title>`): what it is called to what it says. */
  readonly meta?: Readonly<Record<string, string>>;
}
