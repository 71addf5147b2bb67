/** Texts that stand somewhere on a page, as lines: those at one height, from left to right. */

export interface Placed {
  readonly text: string;
  readonly left: number;
  /** Grows downwards. */
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A gap as wide as a character parts what is not one word. */
const GAP = 0.9;
/** Between words and numbers that are not Chinese. */
const WORD_GAP = 0.2;

export function joinInLines(placed: readonly Placed[]): string[] {
  return groupInLines(placed).map(joinLine);
}

/** Lines from top to bottom. Texts of different sizes in one line share its middle. */
export function groupInLines(placed: readonly Placed[]): Placed[][] {
  const middle = ({ top, height }: Placed): number => top + height / 2;
  const lines: { middle: number; items: Placed[] }[] = [];
  for (const item of placed.toSorted((a, b) => middle(a) - middle(b))) {
    const line = lines.at(-1);
    if (line && middle(item) - line.middle < Math.max(2, item.height * 0.4)) line.items.push(item);
    else lines.push({ middle: middle(item), items: [item] });
  }
  return lines.map(({ items }) => items.toSorted((a, b) => a.left - b.left));
}

export function joinLine(items: readonly Placed[]): string {
  let text = '';
  let right = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    const gap = item.left - right;
    if (text !== '' && gap > item.height * GAP) text += '\t';
    else if (gap > item.height * WORD_GAP && /[\w,.;:]$/u.test(text) && /^\w/u.test(item.text)) text += ' ';
    text += item.text;
    right = item.left + item.width;
  }
  return text;
}

/** About how wide a text is at a size, where nothing tells: Chinese characters are square, others half as wide. */
export function guessWidth(text: string, size: number): number {
  let halves = 0;
  for (const character of text) halves += (character.codePointAt(0) ?? 0) >= 0x2e80 ? 2 : 1;
  return (halves * size) / 2;
}
