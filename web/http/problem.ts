/** Errors of the API as RFC 9457 problem details. */
import type { Context } from 'hono';
import type { RequestError } from './request-error.ts';
import { recogniseReader } from './reader.ts';
import { ERROR_TEXTS, type ErrorTexts } from '../texts/errors.ts';

const TITLES = {
  307: 'Temporary redirect',
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
  413: 'Content too large',
  415: 'Unsupported media type',
  500: 'Internal server error',
} as const;

interface Problem {
  readonly status: keyof typeof TITLES;
  readonly detail: string;
  readonly extra?: Readonly<Record<string, string>>;
}

function problem(c: Context, { status, detail, extra = {} }: Problem): Response {
  const instance = new URL(c.req.url).pathname;
  const body = { type: 'about:blank', title: TITLES[status], status, detail, instance, ...extra };
  c.header('cache-control', 'no-cache');
  c.header('vary', 'Accept-Language, Cookie');
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}

/** The API speaks English unless asked otherwise. */
const chooseTexts = (c: Context): ErrorTexts => ERROR_TEXTS[recogniseReader(c, 'en').lang];

export function describeRequestProblem(
  c: Context,
  { status, detail, field, headers }: RequestError,
): Response {
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  return problem(c, {
    status,
    detail: detail(chooseTexts(c)),
    ...(field === undefined ? {} : { extra: { field } }),
  });
}

/** Elsewhere, and why: for programs that follow no redirect. */
export function describeLeadOn(
  c: Context,
  location: string,
  detail: (texts: ErrorTexts) => string,
): Response {
  c.header('location', location);
  return problem(c, { status: 307, detail: detail(chooseTexts(c)) });
}

export function describeFailureProblem(c: Context, requestId: string): Response {
  return problem(c, { status: 500, detail: chooseTexts(c).failedText, extra: { requestId } });
}
