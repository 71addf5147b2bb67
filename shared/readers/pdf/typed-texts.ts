/** What was typed onto a page: into the fields of a form, or over it. It is no part of the page's own text. */
import { guessWidth, type Placed } from '../lines-from-positions.ts';
import type { PdfPage } from '../parts.ts';
import { map, toNumbers, type Matrix } from './matrix.ts';

const SIZE = 10;

export async function readTypedTexts(page: PdfPage, view: Matrix): Promise<Placed[]> {
  const annotations = await page.getAnnotations();
  return annotations.flatMap((annotation) => {
    if (!isObject(annotation)) return [];
    const [x1, y1, x2, y2] = toNumbers(annotation['rect']) ?? [];
    const text = readTyped(annotation).trim();
    if (text === '' || x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined)
      return [];
    const [a, b] = [map(view, x1, y1), map(view, x2, y2)];
    const [left, width] = [Math.min(a.x, b.x), Math.abs(a.x - b.x)];
    const lines = text.split(/\r\n|[\r\n]/u);
    const top = (a.y + b.y - lines.length * SIZE) / 2;
    // In the middle of its box, and no wider: it belongs where the box is.
    return lines.map((line, i) => {
      const own = Math.min(width, guessWidth(line, SIZE));
      return { text: line, left: left + (width - own) / 2, top: top + i * SIZE, width: own, height: SIZE };
    });
  });
}

function readTyped({ subtype, fieldValue, contentsObj }: Readonly<Record<string, unknown>>): string {
  if (subtype === 'Widget' && typeof fieldValue === 'string') return fieldValue;
  const over = subtype === 'FreeText' && isObject(contentsObj) ? contentsObj['str'] : undefined;
  return typeof over === 'string' ? over : '';
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
