/** The reader's language: `?lang=`, else the cookie, else Accept-Language, else the route's own. */
import type { Context } from 'hono';
import { parse } from 'hono/utils/cookie';
import { langOfHeader, langOfTag, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { Texts } from '../texts/zh-cn.ts';

export const LANG_COOKIE = 'lang';

export interface Reader {
  readonly lang: Lang;
  readonly t: Texts;
  /** Whether the address names the language, so that links must keep it. */
  readonly inAddress: boolean;
}

export function recogniseReader(c: Context, fallback: Lang): Reader {
  const { lang, inAddress } = recogniseLanguage(c.req.raw, fallback);
  return { lang, t: TEXTS[lang], inAddress };
}

export function recogniseLanguage(
  { url, headers }: Pick<Request, 'url' | 'headers'>,
  fallback: Lang,
): Pick<Reader, 'lang' | 'inAddress'> {
  const asked = langOfTag(new URL(url).searchParams.get('lang') ?? '');
  const lang =
    asked ??
    langOfTag(parse(headers.get('cookie') ?? '', LANG_COOKIE)[LANG_COOKIE] ?? '') ??
    langOfHeader(headers.get('accept-language') ?? '') ??
    fallback;
  return { lang, inAddress: asked !== undefined };
}
