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

/** How far the middles of texts in one line may lie apart, in their height. */
const SAME_LINE = 0.55;

/** Lines from top to bottom. Texts of different sizes in one line share its middle. */
export function groupInLines(placed: readonly Placed[]): Placed[][] {
  const middle = ({ top, height }: Placed): number => top + height / 2;
  const lines: { middle: number; items: Placed[] }[] = [];
  for (const item of placed.toSorted((a, b) => middle(a) - middle(b))) {
    const line = lines.at(-1);
    if (line && middle(item) - line.middle < Math.max(2, item.height * SAME_LINE)) line.items.push(item);
    else lines.push({ middle: middle(item), items: [item] });
  }
  return lines.map(({ items }) => items.toSorted((a, b) => a.left - b.left));
}

export function joinLine(items: readonly Placed[]): string {
  const figures = items.filter((item) => isFigure(item.text)).length;
  const isRow = figures >= 3 && figures > items.length / 2;
  let text = '';
  let right = Number.NEGATIVE_INFINITY;
  for (const item of items) {
    const gap = item.left - right;
    if (text !== '' && gap > item.height * GAP) text += '\t';
    else if (isApart(text, item.text, gap > item.height * WORD_GAP, isRow)) text += ' ';
    text += item.text;
    right = item.left + item.width;
  }
  return text;
}

/** Words and numbers that are not Chinese; in a row of figures also the first one and its label, however near they stand. */
const isApart = (before: string, after: string, hasGap: boolean, isRow: boolean): boolean =>
  (hasGap && /[\w,.;:]$/u.test(before) && /^\w/u.test(after)) ||
  (isRow && isFigure(after) && /[^\d\s.,\-+]$/u.test(before));

const isFigure = (text: string): boolean => /^\d+$/u.test(text);

/** About how wide a text is at a size, where nothing tells: Chinese characters are square, others half as wide. */
export function guessWidth(text: string, size: number): number {
  let halves = 0;
  for (const character of text) halves += isWide(character.codePointAt(0) ?? 0) ? 2 : 1;
  return (halves * size) / 2;
}

/** With dashes and quotation marks, which Chinese fonts have as wide as all else. */
const isWide = (point: number): boolean => point >= 0x2e80 || (point >= 0x2010 && point <= 0x2030);
