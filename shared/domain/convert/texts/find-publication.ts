/** When and where a report was published, as its page states it. */
import { isIsoDay, type IsoDay } from '../../basics/calendar.ts';
import type { Layout } from '../layout.ts';
import { CELL } from '../tape/tape.ts';

export interface Publication {
  readonly publishedOn?: IsoDay;
  readonly sourceUrl?: string;
}

const DATE = '(20\\d\\d)\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})(?!\\d)';
const PUBLISHED = new RegExp(`(?<![\\u4e00-\\u9fff])(?:日期|时间)\\s*[:：]?\\s*${DATE}(?!日?\\s*[至到起])`);
const PUBLISHED_FIRST = new RegExp(
  `(?:(?:发布|公布|公开)(?:(?:日期|时间)\\s*[:：]?|\\s*[:：])|(?<![\\u4e00-\\u9fff])(?:发布|公布|公开))\\s*${DATE}(?!日?\\s*[至到起])`,
);
const ADDRESS =
  /(?:原文链接|原文地址|原文网址|网页地址|来源网址|链接地址|网址|来源)\s*[:：]\s*(https?:\/\/[^\s<>"'，。；）)]+)/;
const META_DATES = ['pubdate', 'publishdate', 'publishedtime', 'article:published_time', 'date'];
const META_ADDRESSES = ['url', 'og:url', 'canonical'];
/** The lines of a page that speak of itself stand before its text, or right behind the title. */
const WITHIN = 1500;

/** `head`: what stands before the first section. */
export function findPublication({ meta }: Layout, head: string): Publication {
  const entries = Object.entries(meta ?? {});
  const stated = (names: readonly string[]): string | undefined =>
    names.flatMap((name) =>
      entries.flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : [])),
    )[0];
  const near = head.slice(0, WITHIN).replaceAll(CELL, ' ');
  const day =
    readDay(new RegExp(DATE).exec(stated(META_DATES) ?? '')) ??
    readDay(PUBLISHED_FIRST.exec(near)) ??
    readDay(PUBLISHED.exec(near));
  const address = readAddress(stated(META_ADDRESSES)) ?? readAddress(ADDRESS.exec(near)?.[1]);
  return {
    ...(day === undefined ? {} : { publishedOn: day }),
    ...(address === undefined ? {} : { sourceUrl: address }),
  };
}

function readDay(match: RegExpExecArray | null): IsoDay | undefined {
  if (!match) return undefined;
  const [, year = '', month = '', day = ''] = match;
  return writeDay(Number(year), Number(month), Number(day));
}

export function writeDay(year: number, month: number, day: number): IsoDay | undefined {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isIsoDay(text) ? text : undefined;
}

const readAddress = (address: string | undefined): string | undefined =>
  address !== undefined && /^https?:\/\/\S+$/.test(address) ? address : undefined;
