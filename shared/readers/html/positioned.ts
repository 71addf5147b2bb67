/** Pages whose paragraphs stand at pixels, as pdftohtml writes them: their order in the source is no order. */
import { guessWidth, joinInLines, type Placed } from '../lines-from-positions.ts';
import { listElements, readText, type TreeElement } from '../tree.ts';

interface PageLine {
  readonly text: string;
  readonly page: number;
}

const USUAL_SIZE_PX = 16;
const LINE_HEIGHT = 1.3;

/** `undefined` where the page sets its text itself. */
export function readPositioned(root: TreeElement): PageLine[] | undefined {
  const sizes = readSizes(root);
  const pages: Placed[][] = [];
  let [at, other] = [0, 0];
  const visit = (element: TreeElement, sheet: Placed[]): void => {
    const children = listElements(element);
    const holdsPlaced = children.some((child) => findPixels(child) !== undefined);
    const here = holdsPlaced ? [] : sheet;
    if (holdsPlaced) pages.push(here);
    for (const child of children) {
      const pixels = child.name === 'p' || child.name === 'span' ? findPixels(child) : undefined;
      if (pixels) {
        at++;
        here.push(...placeLines(child, pixels, sizes));
      } else {
        if (child.name === 'p' || child.name === 'td') other++;
        visit(child, here);
      }
    }
  };
  visit(root, []);
  if (at < 5 || at < 10 * other) return undefined;
  return pages.flatMap((placed, i) => joinInLines(placed).map((text) => ({ text, page: i + 1 })));
}

interface Pixels {
  readonly left: number;
  readonly top: number;
}

function findPixels({ attributes }: TreeElement): Pixels | undefined {
  const style = attributes['style'] ?? '';
  if (!/position\s*:\s*absolute/iu.test(style)) return undefined;
  const read = (side: string): number =>
    Number(new RegExp(`(?:^|[;\\s])${side}\\s*:\\s*(-?[\\d.]+)px`, 'iu').exec(style)?.[1] ?? Number.NaN);
  const pixels = { left: read('left'), top: read('top') };
  return Number.isFinite(pixels.left) && Number.isFinite(pixels.top) ? pixels : undefined;
}

function placeLines(
  element: TreeElement,
  { left, top }: Pixels,
  sizes: ReadonlyMap<string, number>,
): Placed[] {
  const size = sizes.get(element.attributes['class'] ?? '') ?? USUAL_SIZE_PX;
  return readBroken(element)
    .split('\n')
    .map((line, i) => {
      const text = line.replace(/[\s\u00a0]+/gu, ' ').trim();
      return { text, left, top: top + i * size * LINE_HEIGHT, width: guessWidth(text, size), height: size };
    })
    .filter(({ text }) => text !== '');
}

const readBroken = (element: TreeElement): string =>
  element.children
    .map((child) => {
      if (typeof child === 'string') return child.replace(/[\r\n]+/gu, ' ');
      return child.name === 'br' ? '\n' : readBroken(child);
    })
    .join('');

/** Font sizes by class: `.ft10{font-size:19px;`. */
function readSizes(root: TreeElement): Map<string, number> {
  const sizes = new Map<string, number>();
  const visit = (element: TreeElement): void => {
    for (const child of listElements(element)) {
      if (child.name !== 'style') visit(child);
      else {
        for (const [, name = '', size] of readText(child).matchAll(/\.([\w-]+)\{font-size:([\d.]+)px/gu)) {
          sizes.set(name, Number(size));
        }
      }
    }
  };
  visit(root);
  return sizes;
}
