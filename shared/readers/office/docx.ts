/** Word's and WPS' .docx, read as if all its tracked changes were accepted. Automatic numbers are no text and stay away. */
import type { Layout } from '../../domain/convert/layout.ts';
import { BlockList, type Piece } from '../block-list.ts';
import { RefusedError } from '../refused.ts';
import { findElement, parseXml, type TreeElement } from '../tree.ts';
import type { Archive } from '../zip/archive.ts';
import { findMainPart, readRelations } from './package.ts';
import { readWordChunk } from './word-chunk.ts';
import { chooseAlternative } from './word-alternative.ts';
import { readWordTable } from './word-table.ts';
import { readWordParagraph } from './word-paragraph.ts';

export async function readDocx(archive: Archive): Promise<Layout> {
  const main = await findMainPart(archive, 'word/document.xml');
  const body = findBody(parseXml(await archive.readText(main)));
  const relations = await readRelations(archive, main);
  const list = new BlockList();
  let from = 0;
  for (const [i, child] of body.children.entries()) {
    if (typeof child === 'string' || child.name !== 'altChunk') continue;
    list.add(readWordBlocks({ ...body, children: body.children.slice(from, i) }));
    list.add(await readWordChunk(child, archive, relations));
    from = i + 1;
  }
  list.add(readWordBlocks({ ...body, children: body.children.slice(from) }));
  return { kind: 'docx', blocks: list.blocks };
}

/** Also a document that is a single XML file: as Word 2003 writes it, or a package in one piece. */
export function readWordXml(tree: TreeElement): Layout {
  const list = new BlockList();
  list.add(readWordBlocks(findBody(tree)));
  return { kind: 'docx', blocks: list.blocks };
}

function findBody(tree: TreeElement): TreeElement {
  const body = findElement(tree, 'body');
  if (!body) throw new RefusedError('damaged', 'no body');
  return body;
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
