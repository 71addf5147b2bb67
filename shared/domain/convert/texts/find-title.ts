/** What a report calls itself: its title in the text, or what the page says of itself. */
import type { Layout } from '../layout.ts';
import type { Tape } from '../tape/tape.ts';

export interface Title {
  /** Before the year, or between the year and the words that all titles have; cut at spaces. */
  readonly names: readonly string[];
  readonly years: readonly number[];
  /** Where the body begins, in the tape. */
  readonly end: number;
}

const YEAR = '(20\\s?\\d\\s?\\d|二[〇零○O0][〇零○O0一二三四五六七八九]{2})';
/** 2024年1月18日 is when it was written. */
const NO_MONTH = '(?!\\s*[\\d一二三四五六七八九十]{1,3}\\s*月)';
const TITLE = new RegExp(
  `([^\\n，。；：、:;《》]{0,60}?)(?:关于\\s*)?${YEAR}\\s*年${NO_MONTH}\\s*(?:度\\s*)?([^\\n，。；：、《》]{0,24}?)\\s*(?:政\\s*府\\s*)?信\\s*息\\s*公\\s*开\\s*(?:工\\s*作\\s*)?(?:情\\s*况\\s*)?(?:年\\s*度\\s*)?(?:工\\s*作\\s*)?(?:情\\s*况\\s*)?(?:报\\s*告|年\\s*报)`,
);
/** 宿迁市 … 2023年报告, 区统计局信息公开工作年度报告. */
const SHORT = new RegExp(
  `()${YEAR}\\s*年${NO_MONTH}\\s*(?:度\\s*)?([^\\n，。；：、]{0,12}?)(?:报\\s*告|年\\s*报)`,
);
/** The year behind it in brackets, or none. */
const YEARLESS = new RegExp(
  `([^\\n，。；：、:;《》]{2,40}?)\\s*(?:政\\s*府\\s*)?信\\s*息\\s*公\\s*开\\s*(?:工\\s*作\\s*)?年\\s*度\\s*报\\s*告(?:\\s*[(（]\\s*${YEAR}\\s*年?\\s*度?\\s*[)）])?`,
);
const CHINESE_DIGITS = '〇一二三四五六七八九';
/** A title stands at the beginning. */
const WITHIN = 3000;
const META_NAMES = ['articletitle', 'og:title', 'title'];
const LABELLED = /^[ \t]*(?:标题|文件名称|名称|题名)[:：][ \t]*(.+)$/m;

export function findTitle(layout: Layout, tape: Tape, before: number): Title {
  const head = tape.raw.slice(0, Math.min(before, WITHIN));
  const stated = [...readMeta(layout), ...(LABELLED.exec(head)?.slice(1) ?? [])];
  const fromMeta = stated.flatMap((title) => matchTitle(title) ?? []);
  const inText = matchTitle(dropLabelled(head));
  const found = [...fromMeta, ...(inText ? [inText] : [])];
  const fallback = found.length > 0 ? [] : matchFallback(head);
  const all = found.length > 0 ? found : fallback;
  return {
    names: [...new Set(all.flatMap(({ names }) => names))],
    years: [...new Set(all.flatMap(({ year }) => (year === undefined ? [] : [year])))],
    end: inText?.end ?? fallback[0]?.end ?? 0,
  };
}

interface Matched {
  readonly names: readonly string[];
  readonly year: number | undefined;
  readonly end: number;
}

const readMeta = ({ meta }: Layout): string[] =>
  Object.entries(meta ?? {}).flatMap(([name, value]) =>
    META_NAMES.includes(name.toLowerCase()) ? [value] : [],
  );

/** As long as it was: lines in which a page states its own title are not the title. */
const dropLabelled = (head: string): string =>
  head.replaceAll(/^[ \t]*(?:标题|文件名称|名称|题名|本地目录|原文链接|栏目)[:：].*$/gm, (line) =>
    ' '.repeat(line.length),
  );

function matchTitle(text: string): Matched | undefined {
  let from = 0;
  for (;;) {
    const match = TITLE.exec(text.slice(from));
    if (!match) return undefined;
    const [whole, before = '', year = '', between = ''] = match;
    const start = from + match.index;
    // What a sentence says of a report is no title, nor what another's is called.
    const behind = text.slice(start + whole.length, start + whole.length + 6);
    const isInSentence = /[，、,]\s*$/.test(text.slice(Math.max(0, start - 3), start));
    if (!isInSentence && !/^\s*(?:的?通知|的?要求|编制|有关|格式|》)/.test(behind))
      return {
        names: [...cutNames(before), ...cutNames(between), ...cutNames(lineAbove(text, start, before))],
        year: readYear(year),
        end: start + whole.length,
      };
    from = start + whole.length;
  }
}

/** A title that is set in two lines has the name in the first. */
function lineAbove(text: string, start: number, before: string): string {
  if (before.trim() !== '') return '';
  return text.slice(0, start).trimEnd().split('\n').at(-1) ?? '';
}

function matchFallback(head: string): Matched[] {
  const short = SHORT.exec(head.slice(0, 300));
  const line = head.slice(0, 300).split('\n')[0] ?? '';
  if (short)
    return [
      {
        names: [...line.slice(0, 40).split(/[\s\-–—]+/), short[3] ?? ''].flatMap(cutNames),
        year: readYear(short[2] ?? ''),
        end: 0,
      },
    ];
  const yearless = YEARLESS.exec(head);
  if (!yearless) return [];
  const [whole, name = '', year] = yearless;
  return year === undefined
    ? [{ names: cutNames(name), year: undefined, end: 0 }]
    : [{ names: cutNames(name), year: readYear(year), end: yearless.index + whole.length }];
}

/** Pieces that may be a name: the whole without spaces, and its last piece. */
function cutNames(text: string): string[] {
  const trimmed = text
    .replace(/^.*[-–—_|]+\s*/, '')
    .replace(/关于\s*$/, '')
    .trim();
  if (trimmed === '') return [];
  const pieces = trimmed.split(/\s+/);
  return [...new Set([pieces.join(''), pieces.at(-1)!])].filter(
    (name) => name !== '政府' && /[\u4e00-\u9fff]{2}/.test(name),
  );
}

/** 2024, 20 24, 二〇二四: zeros are written in many ways. */
export function readYear(text: string): number | undefined {
  const digits = Array.from(text.replaceAll(/\s/g, ''), (digit) => {
    if (/\d/.test(digit)) return digit;
    return String(Math.max(CHINESE_DIGITS.indexOf(digit), 0));
  }).join('');
  const year = Number(digits);
  return year >= 2000 && year < 2100 ? year : undefined;
}
