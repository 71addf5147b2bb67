/** How near a text comes to a label: misprints, cut ends and words that got in between count against it. */
import { foldText, keepHan } from './characters.ts';

/** What stands before is looked at no further. */
const MAX_TAIL = 90;

/** The least number of insertions, deletions and substitutions that make `label` the end of `text`. */
function measureEnd(text: string, label: string): number {
  const tail = text.slice(-MAX_TAIL);
  // Row by row of the label; anything may stand before it, nothing behind it for free.
  let last = new Array<number>(tail.length + 1).fill(0);
  for (let i = 1; i <= label.length; i++) {
    const row = [i];
    for (let j = 1; j <= tail.length; j++)
      row.push(
        Math.min(last[j - 1]! + (label[i - 1] === tail[j - 1] ? 0 : 1), last[j]! + 1, row[j - 1]! + 1),
      );
    last = row;
  }
  return last[tail.length]!;
}

/** 1 where the text (Chinese characters alone) ends with the label, 0 where it has nothing of it. */
export function scoreEnd(text: string, label: string): number {
  if (text.endsWith(label)) return 1;
  return Math.max(0, 1 - measureEnd(text, label) / label.length);
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

/** The best place of a label in a text of Chinese characters; undefined where none is nearer than `least`. */
export function findNear(text: string, label: string, least: number, from = 0): Found | undefined {
  const exact = text.indexOf(label, from);
  if (exact >= 0) return { start: exact, end: exact + label.length, score: 1 };
  const within = text.slice(from);
  const width = within.length + 1;
  let last = new Array<number>(width).fill(0);
  let starts = Array.from({ length: width }, (_, j) => j);
  for (let i = 1; i <= label.length; i++) {
    const row = [i];
    const rowStarts = [0];
    for (let j = 1; j < width; j++) {
      const swap = last[j - 1]! + (label[i - 1] === within[j - 1] ? 0 : 1);
      const gone = last[j]! + 1;
      const added = row[j - 1]! + 1;
      const best = Math.min(swap, gone, added);
      row.push(best);
      rowStarts.push(best === swap ? starts[j - 1]! : best === gone ? starts[j]! : rowStarts[j - 1]!);
    }
    last = row;
    starts = rowStarts;
  }
  let end = 0;
  for (let j = 1; j < width; j++) if (last[j]! < last[end]!) end = j;
  const score = 1 - last[end]! / label.length;
  return score >= least ? { start: from + starts[end]!, end: from + end, score } : undefined;
}

/** Half of the label's characters stand in the words: else measuring is in vain. */
export function mayBeNear(words: string, label: string): boolean {
  let common = 0;
  for (const character of label) if (words.includes(character)) common++;
  return common * 2 >= label.length;
}

/** A label of the form as it is compared. */
export const compactLabel = (label: string): string => keepHan(foldText(label));
