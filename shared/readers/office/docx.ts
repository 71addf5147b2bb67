/** Word's and WPS' .docx, read as if all its tracked changes were accepted. Automatic numbers are no text and stay away. */
import type { Layout } from '../../domain/convert/layout.ts';
import { BlockList, type Piece } from '../block-list.ts';
import { RefusedError } from '../refused.ts';
import { findElement, parseXml, type TreeElement } from '../tree.ts';
import type { Archive } from '../zip/archive.ts';
import { findMainPart } from './package.ts';
import { chooseAlternative } from './word-alternative.ts';
import { readWordTable } from './word-table.ts';
import { readWordParagraph } from './word-paragraph.ts';

export async function readDocx(archive: Archive): Promise<Layout> {
  const main = await findMainPart(archive, 'word/document.xml');
  return readWordXml(parseXml(await archive.readText(main)));
}

/** Also a document that is a single XML file: as Word 2003 writes it, or a package in one piece. */
export function readWordXml(tree: TreeElement): Layout {
  const body = findElement(tree, 'body');
  if (!body) throw new RefusedError('damaged', 'no body');
  const list = new BlockList();
  list.add(readWordBlocks(body));
  return { kind: 'docx', blocks: list.blocks };
}

/** Paragraphs and tables, through whatever wraps them. */
function readWordBlocks(parent: TreeElement): Piece[] {
  const pieces: Piece[] = [];
  /** Paragraphs whose end was deleted go on in the next one. */
  let carried = '';
  let isDoubtful = false;
  const end = (): void => {
    if (carried !== '')
      pieces.push({ kind: 'text', text: carried, doubt: isDoubtful ? 'revision' : undefined });
    carried = '';
    isDoubtful = false;
  };
  const visit = (element: TreeElement): void => {
    for (const child of element.children) {
      if (typeof child === 'string' || DROPPED.has(child.name)) continue;
      if (child.name === 'p') {
        const read = readWordParagraph(child, readWordBlocks);
        carried += read.text;
        isDoubtful ||= read.isDoubtful;
        if (!read.isJoined) end();
        pieces.push(...read.boxes);
      } else if (child.name === 'tbl')
        pieces.push({ kind: 'table', rows: readWordTable(child, readWordBlocks) });
      else if (child.name === 'AlternateContent') visit(chooseAlternative(child));
      else visit(child);
    }
  };
  visit(parent);
  end();
  return pieces;
}

/** Deleted, moved away, or not text. */
const DROPPED: ReadonlySet<string> = new Set([
  'del',
  'moveFrom',
  'sectPr',
  'sdtPr',
  'tblPr',
  'tcPr',
  'altChunk',
]);
