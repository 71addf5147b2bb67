/** A parameter that a route does not know is never silently passed over. */
import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { findNearest } from '../../shared/domain/basics/edit-distance.ts';
import {
  API_PARAMETERS,
  FILE_PARAMETERS,
  PAGE_PARAMETERS,
  TRACKING,
} from '../../shared/contracts/site-parameters.ts';
import { RequestError } from './request-error.ts';

/** How others call what is asked for here. */
const ALIASES: Readonly<Record<string, string>> = {
  after: 'cursor',
  at: 'asOf',
  date: 'asOf',
  day: 'asOf',
  time: 'asOf',
};

interface UnknownParameter {
  readonly name: string;
  /** The known one that it resembles. */
  readonly meant: string | undefined;
}

function unknownIn(c: Context, known: readonly string[]): UnknownParameter[] {
  const names = [...new Set(new URL(c.req.url).searchParams.keys())];
  return (
    names
      .filter((name) => !known.includes(name))
      // A program that asks an answer for `from` means a year.
      .filter((name) => !TRACKING.test(name) || (name === 'from' && c.req.path.startsWith('/api/')))
      .map((name) => ({ name, meant: nameMeantBy(name, known) }))
  );
}

function nameMeantBy(name: string, known: readonly string[]): string | undefined {
  const plain = name.replaceAll(/[-_\s]/g, '').toLowerCase();
  const alias = Object.hasOwn(ALIASES, plain) ? ALIASES[plain] : undefined;
  return alias !== undefined && known.includes(alias) ? alias : findNearest(plain, known);
}

/** The route that answers; middleware is registered for all methods. */
const routeIn = (c: Context): string => matchedRoutes(c).find(({ method }) => method !== 'ALL')?.path ?? '';

/** Whether somebody reads what is answered. */
export const isPage = (c: Context): boolean => PAGE_PARAMETERS[routeIn(c)] !== undefined;

/** Whether it can be asked for as of another day. */
export const hasPast = (c: Context): boolean => PAGE_PARAMETERS[routeIn(c)]?.includes('asOf') === true;

/** For files and answers to programs: nobody reads a notice there. */
export async function refuseUnknownParameters(c: Context, next: () => Promise<void>): Promise<void> {
  const route = routeIn(c);
  const known = API_PARAMETERS[route] ?? FILE_PARAMETERS[route];
  const [unknown] = known ? unknownIn(c, known) : [];
  if (unknown && known)
    throw new RequestError(400, (t) => t.parameterUnknown({ ...unknown, known }), unknown.name);
  await next();
}

/** What a page is asked for in vain: what resembles a parameter that it knows, or the past where it has none. */
export function misreadIn(c: Context): UnknownParameter | undefined {
  const known = PAGE_PARAMETERS[routeIn(c)];
  if (!known) return undefined;
  const isOfAnyDay = hasPast(c);
  // A page without a past shows the present, and has to say so.
  // `instant`: what the address asked for before it was led to its day.
  return unknownIn(c, ['lang', 'theme', ...(isOfAnyDay ? ['instant'] : []), ...known]).find(
    ({ name, meant }) => meant !== undefined || (!isOfAnyDay && nameMeantBy(name, ['asOf']) !== undefined),
  );
}
