/** The reader's language: `?lang=`, else the cookie, else Accept-Language, else the route's own. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
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
  const asked = langOfTag(c.req.query('lang') ?? '');
  const lang =
    asked ??
    langOfTag(getCookie(c, LANG_COOKIE) ?? '') ??
    langOfHeader(c.req.header('accept-language') ?? '') ??
    fallback;
  return { lang, t: TEXTS[lang], inAddress: asked !== undefined };
}
