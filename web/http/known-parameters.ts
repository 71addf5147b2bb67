/** What each route may be asked for: a parameter that it does not know is never silently passed over. */
import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import { findNearest } from '../../shared/domain/basics/edit-distance.ts';
import { RequestError } from './request-error.ts';

const FILE = ['lang', 'asOf'];
const PAGED = ['lang', 'asOf', 'limit', 'cursor'];
const COMPLIANCE = ['asOf', 'list', 'kind', 'district', 'sort', 'page'];

/** By the routes' own patterns. A page knows `lang` and `theme`, too. */
export const PAGE_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  '/': ['asOf'],
  '/rules': [],
  '/check': [],
  '/file': ['agency', 'year', 'step', 'q'],
  '/api': [],
  '/search': ['q'],
  '/compare': ['asOf', 'measure', 'year', 'with', 'q'],
  '/regions': ['asOf'],
  '/regions/:code': ['asOf'],
  '/regions/:code/years': ['asOf'],
  '/regions/:code/years/:year': ['asOf', 'kind', 'measure', 'bars', 'regionsFrom', 'agenciesFrom'],
  '/regions/:code/years/:year/publications': ['asOf'],
  '/regions/:code/years/:year/draft': ['asOf'],
  '/compliance': COMPLIANCE,
  '/compliance/:code': COMPLIANCE,
  '/compliance/:code/:year': COMPLIANCE,
  '/agencies/:id': ['asOf'],
  '/agencies/:id/years': ['asOf'],
  '/agencies/:id/years/:year': ['asOf', 'previous'],
  '/agencies/:id/years/:year/history': ['asOf', 'from', 'to', 'page'],
  '/agencies/:id/years/:year/submissions': ['asOf'],
  '/agencies/:id/years/:year/submissions/:submissionId': ['asOf', 'previous'],
};

export const FILE_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  '/compliance/:code/:year{.+\\.csv}': ['lang', ...COMPLIANCE],
  '/regions/:code/years/:year/tables/:file{[a-z-]+\\.(csv|xlsx|json)}': [...FILE, 'kind', 'measure'],
  '/regions/:code/years/:year/consolidated.docx': FILE,
  '/agencies/:id/tables/:file{[a-z-]+\\.(csv|xlsx|json)}': FILE,
  '/agencies/:id/years/:year/:file{form\\.(csv|xlsx|json|docx)}': FILE,
  '/compare/tables/:file{(side|years)\\.(csv|xlsx|json)}': [...FILE, 'measure', 'year', 'with'],
};

export const API_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/health': ['lang'],
  '/api/v1/rules': ['lang'],
  '/api/v1/openapi.json': ['lang'],
  '/api/v1/search': ['lang', 'q'],
  '/api/v1/connection': ['lang'],
  '/api/v1/validate': ['lang'],
  '/api/v1/regions/:code/years/:year': PAGED,
  '/api/v1/regions/:code/years/:file{[^/]+\\.csv}': FILE,
  '/api/v1/regions/:code/years/:year/publications': FILE,
  '/api/v1/regions/:code/years/:year/publications.html': FILE,
  '/api/v1/regions/:code/series': ['lang', 'asOf', 'from', 'to'],
  '/api/v1/compliance/:code/:year': [...PAGED, 'list'],
  '/api/v1/agencies/:id/years/:year': PAGED,
  '/api/v1/agencies/:id/years/:year/diff': [...FILE, 'from', 'to'],
  '/api/v1/agencies/:id/years/:year/submissions/:submissionId': ['lang'],
};

/** What messengers and advertisers append to links that people pass on. */
const TRACKING =
  /^(?:utm_\w*|spm|isappinstalled|from|share\w*|scene|clicktime|enterid|nsukey|timestamp|weixin\w*|bd_vid|\w*clid)$/i;

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
  const hasPast = known.includes('asOf');
  // A page without a past shows the present, and has to say so.
  // `instant`: what the address asked for before it was led to its day.
  return unknownIn(c, ['lang', 'theme', ...(hasPast ? ['instant'] : []), ...known]).find(
    ({ name, meant }) => meant !== undefined || (!hasPast && nameMeantBy(name, ['asOf']) !== undefined),
  );
}
