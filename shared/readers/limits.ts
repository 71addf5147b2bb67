/** How much a reader takes in before it refuses: far above any report, far below what would freeze a page. */
export const LIMITS = {
  fileBytes: 20_000_000,
  /** All that an archive unpacks to, whatever its directory says. */
  unpackedBytes: 100_000_000,
  /** One part of an archive, and text that is read as text. */
  partBytes: 40_000_000,
  /** Unpacked bytes to packed ones; small parts, as templates full of blanks, may exceed it. */
  ratio: 200,
  ratioFromBytes: 5_000_000,
  entries: 2000,
  /** A zip in a zip in a zip. */
  archiveDepth: 2,
  /** Elements within elements. */
  depth: 400,
  elements: 400_000,
  /** Cells of all tables, spans counted as the cells that they cover. */
  gridCells: 200_000,
  /** That a single cell reaches over; browsers stop there, too. */
  columns: 1000,
  sheets: 100,
  blocks: 100_000,
  textLength: 8_000_000,
  pages: 100,
  /** Texts and lines drawn on all pages. */
  drawn: 400_000,
  /** Work on one PDF, looked at between its pages; the command line’s, for a page ends its worker sooner. */
  pdfMs: 60_000,
} as const;
