/** The words for what became of a report's publication, the same on pages, in files and in what a portal embeds. */
import type { Text } from '../basics/text.ts';
import type { PublicationStanding, PublicationState } from './publication.ts';
import type { SourceFault, SourceState } from './source-check.ts';

export const PUBLICATION_WORDS: Readonly<Record<PublicationState, Text>> = {
  'on-time': { zh: '已按时公布', en: 'Published in time' },
  late: { zh: '逾期公布', en: 'Published late' },
  'not-stated': { zh: '未填公布情况', en: 'Publication not stated' },
};

/** With the days of a late one. */
export function describePublication({ state, lateDays }: PublicationStanding): Text {
  const { zh, en } = PUBLICATION_WORDS[state];
  if (state !== 'late') return { zh, en };
  return { zh: `${zh} ${lateDays} 天`, en: `${en} by ${lateDays} ${lateDays === 1 ? 'day' : 'days'}` };
}

export const SOURCE_WORDS: Readonly<Record<SourceState, Text>> = {
  alive: { zh: '链接有效', en: 'Page is there' },
  changed: { zh: '页面有改动', en: 'Page has changed' },
  moved: { zh: '已转到别处', en: 'Page has moved' },
  gone: { zh: '页面已不存在', en: 'Page is gone' },
  unreachable: { zh: '打不开', en: 'Page can’t be opened' },
  'not-checked': { zh: '未检查', en: 'Not checked' },
};

export const FAULT_WORDS: Readonly<Record<SourceFault, Text>> = {
  'host-not-listed': { zh: '网站不在检查范围内', en: 'the site is not among those that are checked' },
  'address-not-public': { zh: '网址指向内部网络', en: 'the address leads into a private network' },
  'no-such-host': { zh: '找不到该网站', en: 'there is no such site' },
  'no-answer': { zh: '网站没有应答', en: 'the site does not answer' },
  'too-slow': { zh: '网站应答太慢', en: 'the site answers too slowly' },
  'too-large': { zh: '页面太大', en: 'the page is too large' },
  'too-many-redirects': { zh: '转来转去\uff0c没有页面', en: 'it leads from one address to the next' },
  refused: { zh: '网站不予提供', en: 'the site does not give it' },
  'not-a-page': { zh: '不是网页或文件', en: 'it is no page and no document' },
};
