/** OpenDocument texts and sheets. Deleted text lies apart from the body, so that it never comes along. */
import type { Layout } from '../../domain/convert/layout.ts';
import { BlockList, type Piece, type PieceCell } from '../block-list.ts';
import { RefusedError } from '../refused.ts';
import { findElement, listElements, parseXml, type TreeElement } from '../tree.ts';
import type { Archive } from '../zip/archive.ts';

/** The content of an OpenDocument file. */
export async function readOpenDocument(archive: Archive): Promise<TreeElement> {
  if (archive.has('META-INF/manifest.xml')) {
    const manifest = await archive.readText('META-INF/manifest.xml');
    if (/<(?:\w+:)?encryption-data\b/u.test(manifest)) throw new RefusedError('encrypted');
  }
  return parseXml(await archive.readText('content.xml'));
}

export function readOdt(content: TreeElement): Layout {
  const body = findElement(content, 'body');
  if (!body) throw new RefusedError('damaged', 'no body');
  const list = new BlockList();
  list.add(readBlocks(body));
  return { kind: 'odt', blocks: list.blocks };
}

function readBlocks(parent: TreeElement): Piece[] {
  return listElements(parent).flatMap((child): Piece[] => {
    if (NOT_READ.has(child.name)) return [];
    if (child.name === 'p' || child.name === 'h') {
      const boxes: Piece[] = [];
      const text = readParagraph(child, boxes);
      return [{ kind: 'text', text }, ...boxes];
    }
    if (child.name === 'table') return [{ kind: 'table', rows: listRows(child) }];
    return readBlocks(child);
  });
}

/** Text of a paragraph; what stands in boxes goes to `boxes`. */
function readParagraph(paragraph: TreeElement, boxes: Piece[]): string {
  return paragraph.children
    .map((child) => {
      if (typeof child === 'string') return child.replace(/[ \t\r\n]+/gu, ' ');
      if (NOT_READ.has(child.name)) return '';
      if (child.name === 's')
        return ' '.repeat(Math.min(100, Math.max(1, Number(child.attributes['c'] ?? '1') || 1)));
      if (child.name === 'tab') return '\t';
      if (child.name === 'line-break') return '\n';
      if (child.name === 'text-box') {
        boxes.push(...readBlocks(child));
        return '';
      }
      return readParagraph(child, boxes);
    })
    .join('');
}

/** Also of a cell in a sheet. */
export const readCellText = (cell: TreeElement): string =>
  readBlocks(cell)
    .map((piece) => (piece.kind === 'text' ? piece.text : ''))
    .join('\n');

function listRows(table: TreeElement): PieceCell[][] {
  return listElements(table).flatMap((child) => {
    if (child.name === 'table-row') return [listCells(child)];
    return ROW_GROUPS.has(child.name) ? listRows(child) : [];
  });
}

const listCells = (row: TreeElement): PieceCell[] =>
  listElements(row)
    .filter(({ name }) => name === 'table-cell')
    .flatMap((cell) => {
      const pieces = readBlocks(cell);
      const repeated = Math.min(MOST_REPEATED, readSpan(cell, 'number-columns-repeated'));
      const [colSpan, rowSpan] = [
        readSpan(cell, 'number-columns-spanned'),
        readSpan(cell, 'number-rows-spanned'),
      ];
      return Array.from({ length: repeated }, () => ({ pieces, colSpan, rowSpan }));
    });

export function readSpan({ attributes }: TreeElement, name: string): number {
  const span = Number(attributes[name] ?? '1');
  return Number.isSafeInteger(span) && span >= 1 ? span : 1;
}

export const ROW_GROUPS: ReadonlySet<string> = new Set([
  'table-header-rows',
  'table-rows',
  'table-row-group',
]);
const MOST_REPEATED = 1000;

/** Changes, remarks at the edge, foot notes, declarations, readings above characters. */
const NOT_READ: ReadonlySet<string> = new Set([
  'tracked-changes',
  'annotation',
  'note',
  'sequence-decls',
  'variable-decls',
  'user-field-decls',
  'forms',
  'ruby-text',
  'desc',
  'title',
]);
