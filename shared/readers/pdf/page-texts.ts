import { guessWidth, type Placed } from '../lines-from-positions.ts';
import type { PdfPage } from '../parts.ts';
import { combine, toMatrix, type Matrix } from './matrix.ts';

/** How far above its base line a text's middle lies, in its height. */
const ASCENT = 0.85;

/** The texts of a page where they stand; what is written aslant, as a mark across the page, is left out. */
export async function readPageTexts(page: PdfPage, view: Matrix): Promise<Placed[]> {
  const { items } = await page.getTextContent();
  return items.flatMap((item) => {
    if (typeof item !== 'object' || item === null || !('str' in item) || !('transform' in item)) return [];
    const own = toMatrix(item.transform);
    const { str } = item;
    if (!own || typeof str !== 'string' || str.trim() === '') return [];
    const width = 'width' in item && typeof item.width === 'number' ? item.width : 0;
    const [a, b, c, d, e, f] = combine(view, own);
    if (Math.abs(b) > Math.abs(a) * 0.05) return [];
    const height = Math.hypot(c, d);
    const text = str.trim();
    // Spaces at its end would reach into the next cell.
    const visible = str.endsWith(text) ? width : Math.min(width, guessWidth(str.trimEnd(), height));
    return [{ text, left: e, top: f - height * ASCENT, width: visible, height }];
  });
}

/** Bold that is drawn twice, a little apart, is one text. */
export function dropDoubles(texts: readonly Placed[]): Placed[] {
  const seen = new Map<string, Placed[]>();
  return texts.filter((text) => {
    const others = seen.get(text.text) ?? [];
    const reach = text.height * 0.15;
    const isDouble = others.some(
      ({ left, top }) => Math.abs(left - text.left) < reach && Math.abs(top - text.top) < reach,
    );
    if (!isDouble) seen.set(text.text, [...others.slice(-RECENT), text]);
    return !isDouble;
  });
}

/** A double is drawn soon after. */
const RECENT = 20;
