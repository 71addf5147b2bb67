/** Who asks for a file, as of when, and under which address the site is. */
import type { Context } from 'hono';
import { readInstants, type Instants } from '../http/as-of.ts';
import { cachingOfAnswer } from '../http/caching.ts';
import { recogniseReader, type Reader } from '../http/reader.ts';
import type { WebDeps } from '../ports.ts';
import { href } from '../site/page-context.ts';

/** The language of files for whoever names none. */
export const FILE_LANGUAGE = 'zh-CN';

export interface Asked {
  readonly reader: Reader;
  readonly moment: Instants;
  readonly origin: string;
  readonly caching: string;
}

export function readAsked(c: Context, deps: Pick<WebDeps, 'table' | 'now' | 'archive'>): Asked {
  const moment = readInstants(c, deps);
  return {
    reader: recogniseReader(c, FILE_LANGUAGE),
    moment,
    origin: originOf(c),
    caching: cachingOfAnswer(moment, moment.now),
  };
}

/** Behind the distribution the request names the function; the distribution says under which name it was asked. */
function originOf(c: Context): string {
  const asked = c.req.header('x-forwarded-host');
  const { protocol, origin } = new URL(c.req.url);
  return asked !== undefined && HOST.test(asked) ? `${protocol}//${asked}` : origin;
}
const HOST = /^[a-z0-9.-]+(:[0-9]+)?$/i;

/** The page that shows the table: in the file's language, of the instant that was asked for. */
export function linkTo({ origin, reader, moment }: Asked, path: string): string {
  return origin + href({ lang: reader.lang, langInAddress: reader.inAddress, past: moment.asOf }, path);
}

/** The same as it is told now, for good, or at the end of this day where regions lie below: short enough for paper, in whichever language a reader has. */
export const linkToInstant = ({ origin, reader, moment }: Asked, path: string): string =>
  origin + href({ lang: reader.lang, langInAddress: false, past: moment.at }, path);
