import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod/mini';
import { printChinaMinute, tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import { instantParamSchema } from '../../shared/contracts/api/api-parameters.ts';
import type { WebDeps } from '../ports.ts';
import { THEMES } from '../../shared/contracts/site-parameters.ts';
import type { PageContext } from '../site/page-context.ts';
import { hasPast, misreadIn } from './known-parameters.ts';
import type { Moment } from './as-of.ts';
import { LANG_COOKIE, recogniseReader } from './reader.ts';

const THEME_COOKIE = 'theme';
const themeSchema = z.enum(THEMES);
const YEAR_S = 31_536_000;

type PageDeps = Pick<WebDeps, 'now' | 'loading'> & { readonly assets: Omit<WebDeps['assets'], 'files'> };

/**
 * The reader and the moment of a page; a language asked for in the address is remembered. `moment` is given for a page
 * that can be asked for as of an instant.
 */
export function makePage(
  c: Context,
  { now, assets, loading }: PageDeps,
  moment?: Pick<Moment, 'asOf'>,
): PageContext {
  const { lang, t, inAddress } = recogniseReader(c, 'zh-CN');
  if (inAddress && getCookie(c, LANG_COOKIE) !== lang)
    setCookie(c, LANG_COOKIE, lang, { path: '/', maxAge: YEAR_S, sameSite: 'Lax' });
  c.header('cache-control', 'no-cache');
  c.header('vary', 'Accept-Language, Cookie');
  const at = moment?.asOf ?? now();
  return {
    lang,
    t,
    langInAddress: inAddress,
    ...themeOf(c),
    path: c.req.path,
    query: queryOf(c.req.url),
    at,
    asOf: printChinaMinute(at),
    past: moment?.asOf,
    today: hasPast(c) ? tellChinaDay(now()) : undefined,
    // Led to a day, an address has the day besides.
    instant: c.req.query('asOf') === undefined ? undefined : instantIn(c),
    misread: misreadIn(c),
    loadedPercent: tellPercent(loading?.()),
    styles: assets.styles,
    charts: assets.charts,
    drawing: assets.drawing,
    check: assets.check[lang],
    filing: assets.filing[lang],
    converter: assets.converter,
    fresh: assets.fresh,
    version: undefined,
  };
}

const tellPercent = (loading: ReturnType<NonNullable<WebDeps['loading']>>): number | undefined =>
  loading && Math.floor((loading.done * 100) / Math.max(loading.total, 1));

/** `?theme=`, which is remembered, else the cookie, else as the reader's system has it. */
function themeOf(c: Context): Pick<PageContext, 'theme' | 'themeInAddress'> {
  const asked = themeSchema.safeParse(c.req.query('theme')).data;
  if (asked !== undefined) {
    if (getCookie(c, THEME_COOKIE) !== asked)
      setCookie(c, THEME_COOKIE, asked, { path: '/', maxAge: YEAR_S, sameSite: 'Lax' });
    return { theme: asked, themeInAddress: true };
  }
  return { theme: themeSchema.safeParse(getCookie(c, THEME_COOKIE)).data ?? 'auto', themeInAddress: false };
}

function instantIn(c: Context): string | undefined {
  const at = instantParamSchema.safeParse(c.req.query('instant')).data;
  return at && printChinaMinute(at);
}

function queryOf(url: string): string {
  const { searchParams } = new URL(url);
  for (const name of ['lang', 'theme', 'asOf', 'instant']) searchParams.delete(name);
  return searchParams.toString();
}
