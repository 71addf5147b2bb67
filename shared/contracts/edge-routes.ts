/** Which function answers which address, and by which door: behaviors of the distribution on AWS, and of the edge on one machine. */
import {
  ACCOUNT_PATH,
  DOWNLOAD_PATHS,
  OFFICE_PATHS,
  VALIDATE_PATH,
  type FunctionName,
  type WIRING,
} from './wiring.ts';

/** Functions that requests start. */
export type SiteFunction = {
  [Name in FunctionName]: (typeof WIRING)[Name]['trigger'] extends { readonly kind: 'http' } ? Name : never;
}[FunctionName];

export interface EdgeRoute {
  /** `*` is any text, as CloudFront has it. */
  readonly path: string;
  readonly name: SiteFunction;
  /** `url` and `stream` are function URLs, for what is only read; `api` is an HTTP API, which takes bodies. */
  readonly door: 'url' | 'stream' | 'api';
}

/** The first that matches answers; every other path is the web function's. */
export const EDGE_ROUTES: readonly EdgeRoute[] = [
  ...DOWNLOAD_PATHS.map((path) => ({ path, name: 'downloads', door: 'stream' }) as const),
  { path: VALIDATE_PATH, name: 'web', door: 'api' },
  { path: ACCOUNT_PATH, name: 'account', door: 'api' },
  ...OFFICE_PATHS.map((path) => ({ path, name: 'office', door: 'api' }) as const),
];
const OTHERWISE: EdgeRoute = { path: '*', name: 'web', door: 'url' };

/** `own`: routes before those of the deployment. */
export function createEdgeRouter(own: readonly EdgeRoute[] = []): (path: string) => EdgeRoute {
  const matchers = [...own, ...EDGE_ROUTES].map((route) => ({ route, pattern: makePattern(route.path) }));
  return (path) => matchers.find(({ pattern }) => pattern.test(path))?.route ?? OTHERWISE;
}

/** What tells whether an address is one of a path as CloudFront has it. */
export function makePattern(path: string): RegExp {
  const parts = path.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`);
}
