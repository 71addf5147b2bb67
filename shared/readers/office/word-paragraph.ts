import type { Piece } from '../block-list.ts';
import { findChild, listElements, readText, type TreeElement } from '../tree.ts';
import { chooseAlternative } from './word-alternative.ts';

interface WordParagraph {
  readonly text: string;
  /** What stands in its text boxes. */
  readonly boxes: readonly Piece[];
  /** Its end was deleted. */
  readonly isJoined: boolean;
  /** Struck out by hand, or a mark above the line: it may not count. */
  readonly isDoubtful: boolean;
}

type BlockReader = (parent: TreeElement) => Piece[];

export function readWordParagraph(paragraph: TreeElement, readBlocks: BlockReader): WordParagraph {
  const boxes: Piece[] = [];
  let isDoubtful = false;
  const read = (element: TreeElement): string => element.children.map(readChild).join('');
  const readChild = (child: TreeElement | string): string => {
    if (typeof child === 'string' || SILENT.has(child.name)) return '';
    const said = WRITTEN.get(child.name);
    if (said !== undefined) return said;
    if (child.name === 't') return readText(child);
    if (child.name === 'sym') return readSymbol(child);
    if (child.name === 'r') {
      if (isOn(child, 'vanish')) return '';
      isDoubtful ||= isSetApart(child) && readText(child).trim() !== '';
      return read(child);
    }
    if (child.name === 'AlternateContent') return read(chooseAlternative(child));
    if (child.name === 'txbxContent') {
      boxes.push(...readBlocks(child));
      return '';
    }
    // Words in a drawing are a chart's or a picture's, except those in its boxes.
    if (DRAWN.has(child.name)) {
      for (const box of findBoxes(child)) boxes.push(...readBlocks(box));
      return '';
    }
    return read(child);
  };
  const text = read(paragraph);
  const mark = findChild(findChild(paragraph, 'pPr') ?? paragraph, 'rPr');
  return { text, boxes, isJoined: mark !== undefined && findChild(mark, 'del') !== undefined, isDoubtful };
}

/** Properties, field codes, phonetic guides, and what was deleted or moved away. */
const SILENT: ReadonlySet<string> = new Set([
  'pPr',
  'rPr',
  'sdtPr',
  'smartTagPr',
  'del',
  'moveFrom',
  'delText',
  'instrText',
  'delInstrText',
  'fldData',
  'rt',
]);

const WRITTEN: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['ptab', '\t'],
  ['br', '\n'],
  ['cr', '\n'],
  ['noBreakHyphen', '-'],
]);

const DRAWN: ReadonlySet<string> = new Set(['drawing', 'pict', 'object']);

function findBoxes(drawing: TreeElement): TreeElement[] {
  return listElements(drawing).flatMap((child) => {
    if (child.name === 'txbxContent') return [child];
    return findBoxes(child.name === 'AlternateContent' ? chooseAlternative(child) : child);
  });
}

function isOn(run: TreeElement, property: string): boolean {
  const properties = findChild(run, 'rPr');
  const stated = properties && findChild(properties, property);
  return stated !== undefined && !['0', 'false', 'off'].includes(stated.attributes['val'] ?? '');
}

function isSetApart(run: TreeElement): boolean {
  const properties = findChild(run, 'rPr');
  const raised = properties && findChild(properties, 'vertAlign')?.attributes['val'];
  return isOn(run, 'strike') || isOn(run, 'dstrike') || raised === 'superscript' || raised === 'subscript';
}

/** A character of a symbol font, which lays them at U+F000 and above. */
function readSymbol({ attributes }: TreeElement): string {
  const code = Number.parseInt(attributes['char'] ?? '', 16);
  if (!Number.isInteger(code) || code < 0x20) return '';
  return String.fromCharCode(code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code & 0xffff);
}
