import type { Piece } from './block-list.ts';
import { PICTURE } from './tidy-text.ts';
import { findElement, type TreeElement } from './tree.ts';

const NAMES = ['img', 'drawing', 'pict', 'object'];

/** A cell that holds a picture and no words is not blank: what it says can't be read. */
export function markPicture(cell: TreeElement, pieces: Piece[]): Piece[] {
  const isEmpty = pieces.every((piece) => piece.kind === 'text' && piece.text.trim() === '');
  const picture = isEmpty ? NAMES.flatMap((name) => findElement(cell, name) ?? [])[0] : undefined;
  return picture && !isSpacer(picture) ? [{ kind: 'text', text: PICTURE }] : pieces;
}

/** Old pages hold cells open with pictures of one dot. */
const isSpacer = ({ attributes }: TreeElement): boolean =>
  [attributes['width'], attributes['height']].some((side) => side === '0' || side === '1');
