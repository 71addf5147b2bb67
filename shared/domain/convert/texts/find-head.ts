/** The head of the report: whose it is, of which year, where it was published, who signed. */
import type { Ask } from '../conversion.ts';
import { findAgency, type FoundAgency } from './find-agency.ts';
import { findPublication, type Publication } from './find-publication.ts';
import type { Sections, TablePlaces } from './find-sections.ts';
import { findSignature } from './find-signature.ts';
import { findTitle, type Title } from './find-title.ts';
import type { Given } from '../given.ts';
import type { Layout } from '../layout.ts';
import { CELL, type Tape } from '../tape/tape.ts';

interface SignedTexts {
  readonly preamble: string;
  readonly overview: string;
  readonly problems: string;
  readonly other: string;
  readonly signature?: { readonly name: string; readonly date: string };
}

interface Head {
  readonly year: number | undefined;
  readonly titleYears: readonly number[];
  readonly agency: { readonly id: string | null; readonly name: string | null; readonly creditCode?: string };
  readonly district: string | undefined;
  readonly publication: Publication;
  /** Where the text begins, behind title and lines of the page. */
  readonly bodyStart: number;
  readonly asks: readonly Ask[];
  /** The texts without the signature that stands at their end. */
  readonly sign: (sections: Sections) => SignedTexts;
}

/** The end of a text, where it is signed. */
const TAIL = 500;
const ISSUER = /(?:发布机构|发布单位|信息来源|来源|作者)[:：][ \t]*([\u4e00-\u9fff（）()]{4,40})/;
const PERIOD = /(20\d\d)\s*年\s*(?:度\s*)?1\s*月\s*1\s*日[^。]{0,16}12\s*月\s*31/;

export function findHead(layout: Layout, tape: Tape, places: TablePlaces, given: Given): Head {
  const { raw } = tape;
  const tables = places.proactive?.start ?? places.applications?.start ?? raw.length;
  const before = raw.slice(0, tables);
  const title = findTitle(layout, tape, tables);
  const signed = findSignature(raw.slice(-TAIL), []);
  const issuer = ISSUER.exec(before)?.[1];
  const names = [...title.names, ...(signed ? [signed.name] : []), ...(issuer === undefined ? [] : [issuer])];
  const found: FoundAgency = given.agency
    ? { agency: given.agency, candidates: [], name: given.agency.name }
    : findAgency(names, given.roster ?? [], title.names);
  const year = tellYear(given.year, title, before);
  const known = found.agency;
  const signers = [known?.name, ...(known?.aliases ?? []), found.name, ...title.names].flatMap(
    (name) => name ?? [],
  );
  return {
    year: year.year,
    titleYears: title.years,
    agency: {
      id: known?.id ?? null,
      name: known?.name ?? found.name ?? null,
      ...(known?.creditCode === undefined ? {} : { creditCode: known.creditCode }),
    },
    district: known?.district,
    publication: findPublication(layout, before),
    bodyStart: skipChrome(before, title.end),
    asks: [...year.asks, ...askAgency(found)],
    sign: (sections) => takeSignature(sections, signers),
  };
}

function tellYear(
  given: number | undefined,
  title: Title,
  before: string,
): { readonly year: number | undefined; readonly asks: readonly Ask[] } {
  const period = PERIOD.exec(before)?.[1];
  const stated = title.years.length > 0 ? title.years : period === undefined ? [] : [Number(period)];
  const [only] = stated;
  const ask = (why: 'no-year' | 'contradicting', candidates: readonly number[]): Ask[] => [
    {
      path: '/year',
      why,
      text: '',
      cells: ['/year'],
      ...(candidates.length > 0 ? { candidates: candidates.map((year) => [year]) } : {}),
    },
  ];
  if (given !== undefined)
    return {
      year: given,
      asks: stated.length === 0 || stated.includes(given) ? [] : ask('contradicting', [given, ...stated]),
    };
  if (only !== undefined && stated.length === 1) return { year: only, asks: [] };
  return { year: undefined, asks: ask('no-year', stated) };
}

function askAgency({ agency, candidates, name }: FoundAgency): Ask[] {
  if (agency !== undefined) return [];
  return [
    {
      path: '/agency',
      why: 'no-agency',
      text: name ?? '',
      cells: ['/agency/id', '/agency/name', '/district'],
      ...(candidates.length > 0
        ? { candidates: candidates.map(({ id, name: known, district }) => [id, known, district]) }
        : {}),
    },
  ];
}

const CHROME =
  /(?:相关链接|文件下载|附件下载|打印|浏览次数|浏览量|阅读次数|字体|字号|分享到?|正文)[^\n，。]{0,20}?(?:[:：]|\]|】|=+|\n)|(?:QQ空间|微信|微博)(?=\s)/g;
const PAGE_LINE =
  /^\s*(?:来源|信息来源|发布|作者|时间|浏览|字体|打印|文号|索引号|标题|栏目|本地目录|原文链接|页面链接|=+|【)/;

/** What a page says of itself is no sentence. */
const isPageLine = (line: string): boolean => PAGE_LINE.test(line) && !line.includes('。');

/** Behind the title, what the page says of itself and its buttons, and the title once more. */
function skipChrome(before: string, from: number): number {
  let start = from;
  const overview = before.search(/一\s*、?\s*总\s*体\s*情\s*况/);
  const end = overview < start ? before.length : overview;
  for (const match of before.slice(0, end).matchAll(CHROME))
    if (match.index + match[0].length > start && !before.slice(from, match.index).includes('。'))
      start = match.index + match[0].length;
  for (;;) {
    const newline = before.indexOf('\n', start);
    if (newline < 0 || newline >= end) break;
    const line = before.slice(start, newline);
    if (line.trim() !== '' && !line.includes(CELL) && !isPageLine(line)) break;
    start = newline + 1;
  }
  const again =
    /^\s*[^\n，。；《]{0,40}20\d\d\s*年\s*度?\s*[^\n，。；《]{0,20}信息公开[^\n，。；《》]{0,10}?报告/.exec(
      before.slice(start, end),
    );
  return again ? start + again[0].length : start;
}

/** The last text that has one bears the signature. */
function takeSignature(sections: Sections, names: readonly string[]): SignedTexts {
  const { preamble, overview, problems, other } = sections;
  const last = other === '' ? problems : other;
  const found = findSignature(last, names);
  if (!found)
    return other === ''
      ? { preamble, overview, problems: cutBlankSignature(problems, names), other: '' }
      : { preamble, overview, problems, other: cutPage(cutBlankSignature(other, names)) };
  const left = last.slice(0, found.start).trim();
  const signature = { name: found.name, date: found.date };
  return other === ''
    ? { preamble, overview, problems: left, other: '', signature }
    : { preamble, overview, problems, other: left, signature };
}

const BLANK_DATE = /(?<=^|\s)年\s+月\s+日\s*$/;

/** The form's own lines for who signs and when, where nobody has put a date in. */
function cutBlankSignature(text: string, names: readonly string[]): string {
  const [blank] = BLANK_DATE.exec(text) ?? [];
  if (blank === undefined) return text;
  const before = text.slice(0, -blank.length).trimEnd();
  const name = names.find((each) => each !== '' && before.endsWith(each)) ?? '';
  return before.slice(0, before.length - name.length).trimEnd();
}

/** What a page has behind its text. */
function cutPage(text: string): string {
  const lastSentence = text.lastIndexOf('。') + 1;
  const at = text.slice(lastSentence).search(/附件下载|扫一扫|打印本页|关闭窗口/);
  return (at < 0 ? text : text.slice(0, lastSentence + at)).trim();
}
