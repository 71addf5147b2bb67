/** Answers that tell their version: 304 before anything is rendered, and from memory where nothing has changed. */
import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { HtmlEscapedString } from 'hono/utils/html';
import { tellChinaDay, printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { showControlsInLines } from '../../shared/domain/basics/shown-controls.ts';
import type { WebDeps } from '../ports.ts';
import type { PageContext } from '../site/page-context.ts';
import type { Moment } from './as-of.ts';
import { cachingOfAnswer, cachingOfPage } from './caching.ts';
import { makeEntityTag, isHeld } from './entity-tag.ts';
import { keepBody, type KeptAnswers, type KeptBody } from './kept-answers.ts';
import { readNamesInPinyin } from './names-in-pinyin.ts';
import { makePage } from './page.ts';
import { digest, versionNow } from './recording.ts';

export interface Serving extends WebDeps {
  readonly kept: KeptAnswers;
}

interface Question<View> {
  readonly type: string;
  readonly caching: string;
  /** What the answer depends on besides what is read, its address, the day and the code. */
  readonly frame: readonly string[];
  /** Through the moment's table and bucket. */
  readonly read: () => Promise<View>;
  readonly write: (view: View, version: string) => Promise<Written> | Written;
}

interface Written {
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Stands for the minute of a page: it is told anew whenever a kept page is given. */
const MINUTE = `minute-${randomUUID()}`;
/** A page of two requests is cheap to prove; one made of dozens is as cheap to make. */
const MAX_READS_TO_KEEP = 4;

export function answerPage<View>(
  c: Context,
  serving: Serving,
  moment: Moment,
  {
    read,
    view,
    year,
    frame = [],
    names = true,
  }: {
    readonly read: () => Promise<View>;
    readonly view: (page: PageContext, view: View) => HtmlEscapedString | Promise<HtmlEscapedString>;
    readonly year?: number;
    readonly frame?: readonly string[];
    /** `false`: the page names no region and no agency, and is there without a table. */
    readonly names?: boolean;
  },
): Promise<Response> {
  const page = makePage(c, serving, moment);
  return answer(c, serving, moment, {
    type: 'text/html; charset=UTF-8',
    caching: cachingOfPage(moment, moment.now, year),
    frame: [
      // No later day can be chosen on a page of the past, whichever day that is.
      tellChinaDay(moment.now),
      page.lang,
      String(page.langInAddress),
      page.theme,
      String(page.themeInAddress),
      ...(page.loadedPercent === undefined ? [] : [`loaded ${page.loadedPercent}`]),
      ...frame,
    ],
    // Side by side; the names are in the answer's version, too.
    read: () => Promise.all([read(), names ? readNamesInPinyin(moment, page.lang) : undefined]),
    write: async ([found, pinyin], version) => {
      const mayChange = moment.asOf === undefined && moment.recording.reads().length > 0;
      const shown = await view(
        { ...page, pinyin, asOf: MINUTE, version: mayChange ? version : undefined },
        found,
      );
      return { text: showControlsInLines(shown.toString()) };
    },
  });
}

export function answerJson<View, Answer extends object>(
  c: Context,
  serving: Serving,
  moment: Moment,
  {
    read,
    answer: answerOf,
    year,
    frame = [],
    headers,
  }: {
    readonly read: () => Promise<View>;
    readonly answer: (view: View) => Answer;
    readonly headers?: (answer: Answer) => Readonly<Record<string, string>>;
    readonly year?: number;
    readonly frame?: readonly string[];
  },
): Promise<Response> {
  return answer(c, serving, moment, {
    type: 'application/json',
    caching: cachingOfAnswer(moment, moment.now, year),
    frame,
    read,
    write: (view) => {
      const found = answerOf(view);
      return { text: JSON.stringify(found), headers: headers?.(found) ?? {} };
    },
  });
}

export function answerText<View>(
  c: Context,
  serving: Serving,
  moment: Moment,
  {
    text,
    headers,
    year,
    ...question
  }: Omit<Question<View>, 'caching' | 'write'> & {
    readonly text: (view: View) => string | Promise<string>;
    readonly headers: (view: View) => Readonly<Record<string, string>>;
    readonly year?: number;
  },
): Promise<Response> {
  return answer(c, serving, moment, {
    ...question,
    caching: cachingOfAnswer(moment, moment.now, year),
    write: async (view) => ({ text: await text(view), headers: headers(view) }),
  });
}

async function answer<View>(
  c: Context,
  serving: Serving,
  moment: Moment,
  { type, caching, frame, read, write }: Question<View>,
): Promise<Response> {
  const { kept, assets, store } = serving;
  const { recording } = moment;
  const framed = digest([...frame, assets.build, store, tellChinaDay(moment.at)]);
  const name = `${framed} ${c.req.url}`;
  const known = kept.get(name);
  const current = known && (await versionNow(known.reads));

  const respond = (version: string, body: KeptBody | undefined): Response | undefined => {
    const tag = makeEntityTag(version, framed);
    const isCurrent = isHeld(c.req.header('if-none-match'), tag);
    const needsBody = !isCurrent && c.req.method !== 'HEAD';
    if (needsBody && !body) return undefined;
    c.header('etag', tag);
    c.header('cache-control', caching);
    if (isCurrent) return c.body(null, 304);
    c.header('content-type', type);
    for (const [header, value] of Object.entries(body?.headers ?? {})) c.header(header, value);
    return needsBody && body ? c.body(body.bytes(printChinaMinute(moment.at))) : c.body(null);
  };

  const again = known && current === known.version ? respond(known.version, known.body) : undefined;
  if (again) return again;

  const view = await read();
  const version = recording.version();
  const isKept = recording.readsTableAlone() && recording.reads().length <= MAX_READS_TO_KEEP;
  const keep = (body: KeptBody | undefined): void => {
    if (isKept) kept.set(name, { reads: recording.reads(), version, body });
  };
  const short = respond(version, undefined);
  if (short) {
    keep(undefined);
    return short;
  }
  const written = await write(view, version);
  const body = keepBody(written.text, MINUTE, written.headers);
  keep(body);
  const whole = respond(version, body);
  if (!whole) throw new TypeError('an answer with a body was not given');
  return whole;
}
