/** Saved pages, Word's and WPS' web pages, and what browsers put on the clipboard. Nothing is fetched and nothing is run. */
import type { Layout } from '../../domain/convert/layout.ts';
import { BlockList, type Piece } from '../block-list.ts';
import { refuseLostText } from '../text/mojibake.ts';
import { listElements, parseHtml, readText, type TreeElement } from '../tree.ts';
import { isHidden, isSetApart, NOT_READ } from './not-read.ts';
import { readPositioned } from './positioned.ts';
import { readHtmlTable } from './html-table.ts';
import { PieceWriter } from './piece-writer.ts';

/** `keepsLines`: line ends outside of tables are meant, as in Markdown with a table in HTML. */
export function readHtml(source: string, { keepsLines = false } = {}): Layout {
  const tree = parseHtml(source);
  const list = new BlockList();
  const positioned = readPositioned(tree);
  if (positioned) for (const { text, page } of positioned) list.addText(text, { page });
  else list.add(readPieces(tree, keepsLines));
  for (const block of list.blocks) {
    if (block.kind === 'paragraph') refuseLostText(block.text);
    else for (const { text } of block.rows.flat()) refuseLostText(text);
  }
  return { kind: 'html', blocks: list.blocks, meta: readMeta(tree) };
}

/** A page within something else. */
export const readHtmlPieces = (source: string): Piece[] => readPieces(parseHtml(source), false);

function readPieces(root: TreeElement, keepsLines: boolean): Piece[] {
  const writer = new PieceWriter();
  const visit = (element: TreeElement, keeps: boolean): void => {
    for (const child of element.children) {
      if (typeof child === 'string') writer.write(child, keeps);
      else if (!NOT_READ.has(child.name) && !isHidden(child)) open(child, keeps);
    }
  };
  const open = (element: TreeElement, keeps: boolean): void => {
    if (element.name === 'br' || element.name === 'hr') return writer.end();
    if (element.name === 'input') return writeField(element, writer);
    if (element.name === 'table') {
      writer.end();
      const { caption, rows } = readHtmlTable(element, (cell) => readPieces(cell, false));
      if (caption) visit(caption, false);
      return writer.push({ kind: 'table', rows });
    }
    const isBlock = BLOCKS.has(element.name);
    if (isBlock) writer.end();
    if (isSetApart(element) && readText(element).trim() !== '') writer.doubt();
    visit(element, keeps || element.name === 'pre');
    if (isBlock) writer.end();
  };
  visit(root, keepsLines);
  writer.end();
  return writer.pieces;
}

/** A saved page knows what a field said at first, and not what was typed into it. */
function writeField({ attributes }: TreeElement, writer: PieceWriter): void {
  const { type = 'text', value = '' } = attributes;
  if (!['text', 'number', 'tel'].includes(type.toLowerCase())) return;
  writer.write(value, false);
  writer.doubt();
}

/** What a page says of itself: the names are the page's. */
function readMeta(root: TreeElement): Record<string, string> {
  const said: Record<string, string> = {};
  const visit = (element: TreeElement): void => {
    for (const child of listElements(element)) {
      const { name, property, content = '' } = child.attributes;
      const key = name ?? property ?? '';
      if (child.name === 'meta' && key !== '' && content !== '') said[key] ??= content.trim();
      else if (child.name === 'title' && element.name !== 'svg') said['title'] ??= readText(child).trim();
      else visit(child);
    }
  };
  visit(root);
  return said;
}

const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header html legend li main ol option p pre section summary tbody td tfoot th ' +
    'thead tr ul'
  ).split(' '),
);
