/** Pages as one text: a table that goes on over a page break is one, and so is a paragraph. */
import type { BlockList } from '../block-list.ts';
import { arrangeCells, type EdgeCell } from '../edge-cells.ts';
import type { PageLine, PageTable } from './page-blocks.ts';

/** Borders on different pages that are one. */
const SAME = 6;

export function addPages(pages: readonly (readonly (PageTable | PageLine)[])[], list: BlockList): void {
  const blocks = joinTables(pages);
  const lines = blocks.filter((block) => block.kind === 'line');
  const edges = {
    left: Math.min(...lines.map(({ left }) => left)),
    right: Math.max(...lines.map(({ right }) => right)),
    // Without borders columns are known by gaps alone.
    hasTables: blocks.some((block) => block.kind === 'table'),
  };
  let paragraph: PageLine | undefined;
  const end = (): void => {
    if (paragraph) {
      const isTorn = paragraph.text.includes('\t') && (!edges.hasTables || isRow(paragraph.text));
      list.addText(paragraph.text, { page: paragraph.page }, isTorn ? 'torn' : undefined);
    }
    paragraph = undefined;
  };
  for (const block of blocks) {
    if (block.kind === 'table') {
      end();
      list.addTable(arrangeCells(block.cells, block.rowCount, SAME), { page: block.page });
    } else if (paragraph && goesOn(paragraph, block, edges)) {
      paragraph = { ...block, page: paragraph.page, text: joinWords(paragraph.text, block.text) };
    } else {
      end();
      paragraph = block;
    }
  }
  end();
}

/** A label and figures, or figures alone. */
const isRow = (text: string): boolean => text.split('\t').filter(isFigure).length >= 2;

/** The line above reaches to the edge, and this one begins at it. */
function goesOn(
  above: PageLine,
  line: PageLine,
  edges: { readonly left: number; readonly right: number },
): boolean {
  const size = line.height;
  const isNext = above.page !== line.page || line.top - above.top < size * 3.5;
  const isFull = above.right > edges.right - size * 1.6;
  const beginsAtEdge = line.left < edges.left + size * 0.8;
  return (
    isNext &&
    isFull &&
    beginsAtEdge &&
    Math.abs(above.height - size) < size * 0.4 &&
    !(above.text + line.text).includes('\t')
  );
}

const joinWords = (above: string, line: string): string =>
  /[A-Za-z,.]$/u.test(above) && /^[A-Za-z]/u.test(line) ? `${above} ${line}` : above + line;

function joinTables(pages: readonly (readonly (PageTable | PageLine)[])[]): (PageTable | PageLine)[] {
  const blocks: (PageTable | PageLine)[] = [];
  for (const page of pages) {
    const [first, ...rest] = page;
    const last = blocks.at(-1);
    const isOne =
      first?.kind === 'table' &&
      last?.kind === 'table' &&
      Math.abs(first.left - last.left) < SAME &&
      Math.abs(first.right - last.right) < SAME;
    if (isOne) blocks[blocks.length - 1] = joinTwo(last, first);
    else if (first) blocks.push(first);
    blocks.push(...rest);
  }
  return blocks;
}

/** `below` after `above`: a row that the page's end cut in two, and cells that reach over it, are one. */
function joinTwo(above: PageTable, below: PageTable): PageTable {
  const isCut = isRowCut(above, below);
  const isDoubtful = !isCut && isPerhapsCut(above, below);
  const doubtFigure = (cell: EdgeCell): EdgeCell =>
    isDoubtful && isFigure(cell.text) ? { ...cell, doubt: cell.doubt ?? 'torn' } : cell;
  const cells = above.cells.map((cell) => (isLast(cell, above) ? doubtFigure(cell) : cell));
  for (const cell of below.cells) {
    const i = cells.findIndex((upper) => isLast(upper, above) && hasSameSides(upper, cell));
    const upper = cells[i];
    const row = cell.row + above.rowCount - (isCut ? 1 : 0);
    if (upper && cell.row === 0 && (isCut || reachesOver(upper, cell))) {
      cells[i] = {
        ...upper,
        text: upper.text + cell.text,
        rowSpan: row + cell.rowSpan - upper.row,
        // A figure that the page's end cut in two.
        doubt:
          upper.doubt ?? cell.doubt ?? (isFigure(upper.text) && isFigure(cell.text) ? 'torn' : undefined),
      };
    } else cells.push({ ...(cell.row === 0 ? doubtFigure(cell) : cell), row });
  }
  return { ...above, cells, rowCount: above.rowCount + below.rowCount - (isCut ? 1 : 0) };
}

const isLast = ({ row, rowSpan }: EdgeCell, { rowCount }: PageTable): boolean => row + rowSpan === rowCount;

/** Figures without a label after figures, although their columns differ: which belongs to which can't be told. */
function isPerhapsCut(above: PageTable, below: PageTable): boolean {
  const lower = below.cells.filter(({ row, text }) => row === 0 && text !== '');
  const upper = above.cells.filter((cell) => isLast(cell, above));
  return (
    lower.length > 0 && lower.every(({ text }) => isFigure(text)) && upper.some(({ text }) => isFigure(text))
  );
}

const hasSameSides = (a: EdgeCell, b: EdgeCell): boolean =>
  Math.abs(a.left - b.left) < SAME && Math.abs(a.right - b.right) < SAME;

/** A label of its own begins with a number. */
const isNumbered = (text: string): boolean => /^[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]/u.test(text);

const reachesOver = (upper: EdgeCell, cell: EdgeCell): boolean =>
  (upper.rowSpan > 1 || cell.rowSpan > 1) && !isNumbered(cell.text) && !/\d/u.test(upper.text + cell.text);

/** Digits and nothing else. */
const isFigure = (text: string): boolean => text !== '' && /^[\d０-９\s.]+$/u.test(text);

/** The lower row begins no label, and says nothing that the upper one says whole. */
function isRowCut(above: PageTable, below: PageTable): boolean {
  const upper = above.cells.filter((cell) => isLast(cell, above));
  const lower = below.cells.filter(({ row }) => row === 0);
  if (upper.length !== lower.length || lower.some(({ text }) => isNumbered(text))) return false;
  const hasLabel = lower.some(({ text }) => text !== '' && !isFigure(text));
  const fits = lower.every((cell) => {
    const other = upper.find((candidate) => hasSameSides(candidate, cell));
    if (!other) return false;
    if (cell.text === '' || other.text === '') return true;
    return isFigure(cell.text) ? isFigure(other.text) && !hasLabel : !isFigure(other.text);
  });
  return fits && lower.some(({ text }) => text === '') && lower.some(({ text }) => text !== '');
}
