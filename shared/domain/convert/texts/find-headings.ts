/** Where the sections of a report begin: by near headings behind a number, in lines or run together. */
import { compactLabel, findNear, mayBeNear } from '../tape/near-label.ts';
import { keepHan } from '../tape/characters.ts';

export interface Heading {
  readonly start: number;
  /** Where the section's text begins. */
  readonly end: number;
}

const NUMBER =
  /(?:^|(?<=\n))[ \t]*[一二三四五六七八](?:\s*[、.．,]|(?=[\u4e00-\u9fff]))|[一二三四五六七八]\s*[、．]/g;
const BARE = /(?<=^|\n)[ \t]*(?=[\u4e00-\u9fff])/g;
/** Behind a heading: （有关情况附表）, a full stop. */
const REST =
  /^[ \t]*(?:\((?![一二三四五六七八九十]+\))[^()\n]{0,8}(?:表|附件|附)[^()\n]{0,4}\))?[。.:;：；]?/;
/** A heading that has its line for itself ends with it. */
const LINE_END = /^[ \t]*[\u4e00-\u9fff]{0,8}[。:：]?[ \t]*(?=\n)/;
const NEAR = 0.65;

export const HEADINGS = {
  overview: ['总体情况'],
  proactive: ['主动公开政府信息情况', '主动公开情况'],
  applications: ['收到和处理政府信息公开申请情况'],
  disputes: ['政府信息公开行政复议行政诉讼情况', '因政府信息公开工作被申请行政复议提起行政诉讼情况'],
  problems: [
    '存在的主要问题及改进情况',
    '政府信息公开工作存在的主要问题及改进情况',
    '存在的主要问题和改进情况',
  ],
  other: ['其他需要报告的事项', '其他需要报告事项'],
} as const;

/** All places between `from` and `to` where such a heading stands, in order. `text`: as compared. */
export function findHeadings(
  text: string,
  labels: readonly string[],
  from: number,
  to: number,
  bare = false,
): Heading[] {
  const part = text.slice(from, to);
  const found: Heading[] = [];
  // A number at once before the very words needs no mark, wherever it stands.
  const exact = new RegExp(`[一二三四五六七八]\\s*(?=${labels.map(allowSpaces).join('|')})`, 'g');
  const starts = bare ? [...part.matchAll(BARE)] : [...part.matchAll(NUMBER), ...part.matchAll(exact)];
  for (const match of starts.sort((a, b) => a.index - b.index)) {
    const start = match.index + match[0].length;
    if ((found.at(-1)?.end ?? 0) > from + match.index) continue;
    // 一是总体情况 is no heading: without its mark a number stands at once before the words.
    const isMarked = bare || /[、.．,]$/.test(match[0]);
    const end = matchLabel(part, start, labels, isMarked ? 1 : 0);
    if (end === undefined) continue;
    const behind = part.slice(end, end + 20);
    const rest = (LINE_END.exec(behind) ?? REST.exec(behind))?.[0].length ?? 0;
    found.push({ start: from + match.index, end: from + end + rest });
  }
  return found;
}

const allowSpaces = (label: string): string => Array.from(label).join('\\s*');

/** The end of a label that begins at `start`, or nearly there. */
function matchLabel(
  text: string,
  start: number,
  labels: readonly string[],
  mostBefore: number,
): number | undefined {
  let best: { readonly end: number; readonly score: number } | undefined;
  for (const label of labels.map(compactLabel)) {
    const { han, offsets } = readHan(text, start, label.length + 2);
    if (han === label || han.startsWith(label)) return offsets[label.length - 1]! + 1;
    if (!mayBeNear(han, label)) continue;
    const near = findNear(han, label, NEAR);
    if (near === undefined || near.start > mostBefore || (best !== undefined && near.score <= best.score))
      continue;
    best = { end: offsets[near.end - 1]! + 1, score: near.score };
  }
  return best?.end;
}

/** The next Chinese characters, in their sentence, and where they stand. */
function readHan(text: string, start: number, count: number): { han: string; offsets: number[] } {
  let han = '';
  const offsets: number[] = [];
  for (let at = start; at < text.length && han.length < count; at++) {
    const character = text.charAt(at);
    if (/[。，,;；:：()\d]/.test(character)) break;
    if (keepHan(character) === '') continue;
    han += character;
    offsets.push(at);
  }
  return { han, offsets };
}
