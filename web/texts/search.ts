/** Words of finding, which every page of errors has. */
import { writeStretch } from '../../shared/domain/basics/stretch.ts';
import type { Lang } from './language.ts';
import { levelsEn, levelsZhCn } from './levels.ts';

const searchZhCn = {
  heading: '查找地区和机构',
  hint: '名称的一部分、简称（卫健委）或拼音（lzs、liuzhou）；几个词用空格分开，例如 柳北 教育。',
  titleOf: (query: string) => `查找：${query}`,
  found: (query: string, n: string) => `「${query}」：找到 ${n} 个。`,
  more: (total: string, shown: string, left: string) =>
    `找到 ${total} 个：这里是最接近的 ${shown} 个，另有 ${left} 个。写详细些更容易找到，例如加上地名。`,
  shown: (from: string, to: string, total: string) => `第 ${writeStretch(from, to)} 个，共 ${total} 个`,
  others: '查看全部',
  pages: '其余的结果',
  nothing: (query: string) => `没有找到「${query}」。请换一个写法，或只写名称的一部分。`,
  levels: levelsZhCn,
};

const searchEn: typeof searchZhCn = {
  heading: 'Find regions and agencies',
  hint: 'A part of the name, its short form (卫健委), or pinyin (liuzhou, or its initials lzs); several words with spaces between them, for example 柳北 教育.',
  titleOf: (query) => `Find: ${query}`,
  found: (query, n) => `“${query}”: ${n} found.`,
  more: (total, shown, left) =>
    `${total} found: these are the nearest ${shown}, and there are ${left} more. Writing more of the name finds it sooner, for example the place.`,
  shown: (from, to, total) => `${writeStretch(from, to)} of ${total}`,
  others: 'See all',
  pages: 'Other results',
  nothing: (query) => `“${query}” was not found. Try another spelling, or a part of the name.`,
  levels: levelsEn,
};

export const SEARCH_TEXTS: Readonly<Record<Lang, typeof searchZhCn>> = { 'zh-CN': searchZhCn, en: searchEn };
