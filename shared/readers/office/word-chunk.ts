/** A page that a Word file takes in as it is: what sites export as .docx often is nothing else. */
import type { Piece } from '../block-list.ts';
import { readHtmlPieces } from '../html/html.ts';
import { isMhtml, readMhtmlPage } from '../html/mhtml.ts';
import { decodeText } from '../text/decode.ts';
import type { TreeElement } from '../tree.ts';
import type { Archive } from '../zip/archive.ts';
import type { Relation } from './package.ts';

/** Empty where it is no page, or lies outside of the archive. */
export async function readWordChunk(
  chunk: TreeElement,
  archive: Archive,
  relations: readonly Relation[],
): Promise<Piece[]> {
  const part = relations.find(({ id }) => id === chunk.attributes['id'])?.target;
  if (part === undefined || !archive.has(part)) return [];
  const bytes = await archive.read(part);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return [];
  const text = decodeText(bytes);
  return readHtmlPieces(isMhtml(text) ? readMhtmlPage(text) : text);
}
