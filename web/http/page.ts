import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { chinaMinuteOf } from '../../shared/domain/calendar.ts';
import type { WebDeps } from '../ports.ts';
import type { PageContext } from '../views/page-context.ts';
import type { Moment } from './as-of.ts';
import { LANG_COOKIE, readerOf } from './reader.ts';

const YEAR_S = 31_536_000;

/**
 * The reader and the moment of a page; a language asked for in the address is remembered. `moment`: of a page that can
 * be asked for as of an instant.
 */
export function pageOf(c: Context, { now, assets }: WebDeps, moment?: Pick<Moment, 'asOf'>): PageContext {
  const { lang, t, inAddress } = readerOf(c, 'zh-CN');
  if (inAddress && getCookie(c, LANG_COOKIE) !== lang)
    setCookie(c, LANG_COOKIE, lang, { path: '/', maxAge: YEAR_S, sameSite: 'Lax' });
  c.header('cache-control', 'no-cache');
  c.header('vary', 'Accept-Language, Cookie');
  return {
    lang,
    t,
    langInAddress: inAddress,
    path: c.req.path,
    query: queryOf(c.req.url),
    asOf: chinaMinuteOf(moment?.asOf ?? now()),
    past: moment?.asOf,
    styles: assets.styles,
    charts: assets.charts,
    check: assets.check,
    fresh: assets.fresh,
    version: undefined,
  };
}

function queryOf(url: string): string {
  const { searchParams } = new URL(url);
  for (const name of ['lang', 'asOf']) searchParams.delete(name);
  return searchParams.toString();
}
