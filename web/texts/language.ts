import type { Text } from '../../shared/domain/basics/text.ts';
import { typesetChinese } from '../../shared/domain/basics/typeset.ts';

export type Lang = 'zh-CN' | 'en';
export const LANGS: readonly Lang[] = ['zh-CN', 'en'];

/** The side of a bilingual text that a reader of `lang` gets. */
export function inLang(text: Text, lang: Lang): string {
  return lang === 'en' ? text.en : typesetChinese(text.zh);
}

/** `en-GB` → en, `zh-TW` → zh-CN; `undefined` for what we don't speak. */
export function langOfTag(tag: string): Lang | undefined {
  const primary = tag.trim().toLowerCase().split(/[-_;]/, 1)[0];
  return primary === 'zh' ? 'zh-CN' : primary === 'en' ? 'en' : undefined;
}

/** The best language of an Accept-Language header, by its quality values. */
export function langOfHeader(header: string): Lang | undefined {
  const wishes = header.split(',').flatMap((wish) => {
    const lang = langOfTag(wish);
    const quality = Number(/;\s*q=([0-9.]+)/.exec(wish)?.[1] ?? 1);
    return lang !== undefined && quality > 0 ? [{ lang, quality }] : [];
  });
  return wishes.sort((a, b) => b.quality - a.quality)[0]?.lang;
}
