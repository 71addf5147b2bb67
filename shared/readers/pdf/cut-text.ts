/** A text that a PDF writes in one go although it stands in several cells. */
import type { Placed } from '../lines-from-positions.ts';

interface CutText extends Placed {
  /** Cut within a word, so that where is a guess. */
  readonly isTorn: boolean;
}

/** How wide a digit is in these texts, in their height: of figures that stand alone the one in the middle. */
export function measureDigits(texts: readonly Placed[]): number {
  const ratios = texts
    .filter(({ text }) => /^\d+$/u.test(text))
    .map(({ text, width, height }) => width / height / text.length)
    .sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? 0.5;
}

/**
 * Parts left and right of the borders that a text crosses, each without spaces at its ends. `digit`: how wide a digit is, in
 * the text's height.
 */
export function cutText(placed: Placed, borders: readonly number[], digit: number): CutText[] {
  const inside = borders.filter((at) => at > placed.left + 1 && at < placed.left + placed.width - 1);
  if (inside.length === 0) return [{ ...placed, isTorn: false }];
  const { characters, starts } = measure(placed, digit);
  const end = placed.left + placed.width;
  let isTorn = false;
  const cuts = inside.map((at) => {
    const near = findSpace(characters, starts, at, placed.height * 0.4);
    isTorn ||= near === undefined;
    return near ?? nearest(starts, at);
  });
  const edges = [0, ...cuts, characters.length];
  return edges.slice(1).flatMap((to, i) => {
    const from = edges[i] ?? 0;
    const part = characters.slice(from, to);
    const text = part.join('').trim();
    if (text === '') return [];
    const blanks = part.findIndex((character) => character.trim() !== '');
    const left = starts[from + blanks] ?? placed.left;
    const last = part.findLastIndex((character) => character.trim() !== '');
    const right = starts[from + last + 1] ?? end;
    return [{ ...placed, text, left, width: right - left, isTorn }];
  });
}

interface Measured {
  readonly characters: readonly string[];
  /** Where each character begins, and after the last one where it ends. */
  readonly starts: readonly number[];
}

/** Chinese characters are square, others as wide as digits; what is left over lies in the spaces. */
function measure({ text, left, width, height }: Placed, digit: number): Measured {
  const characters = Array.from(text);
  const widths = characters.map((character) => {
    if (character.trim() === '') return 0;
    return (character.codePointAt(0) ?? 0) >= 0x2e80 ? height : height * digit;
  });
  const spaces = characters.filter((character) => character.trim() === '').length;
  const known = widths.reduce((sum, one) => sum + one, 0);
  const scale = spaces === 0 || known > width ? width / known : 1;
  const space = spaces === 0 ? 0 : Math.max(0, width - known * scale) / spaces;
  const starts = [left];
  for (const [i, character] of characters.entries()) {
    starts.push((starts[i] ?? left) + (character.trim() === '' ? space : (widths[i] ?? 0) * scale));
  }
  return { characters, starts };
}

function findSpace(
  characters: readonly string[],
  starts: readonly number[],
  at: number,
  reach: number,
): number | undefined {
  const i = characters.findIndex(
    (character, i) =>
      character.trim() === '' && (starts[i] ?? 0) - reach <= at && at <= (starts[i + 1] ?? 0) + reach,
  );
  return i < 0 ? undefined : i;
}

function nearest(starts: readonly number[], at: number): number {
  let best = 0;
  for (const [i, start] of starts.entries()) {
    if (Math.abs(start - at) < Math.abs((starts[best] ?? 0) - at)) best = i;
  }
  return best;
}
