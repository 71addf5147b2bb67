/**
 * Which function answers what, as routes of an HTTP API: as the paths of `wiring.ts`, but for `*`, which there is any text and here
 * one part of an address, or at its end all of the rest.
 */
import {
  ACCOUNT_PATH,
  OFFICE_PATHS,
  VALIDATE_PATH,
  type DOWNLOAD_PATHS,
} from '../../shared/contracts/wiring.ts';

/** `/office/*` is `/office/{proxy+}`; within a path a part is a named one. */
export const spellRoute = (path: string): string =>
  path
    .split('/')
    .map((part, i, { length }) => (part !== '*' ? part : i === length - 1 ? '{proxy+}' : `{part${i}}`))
    .join('/');

const FORMATS = ['csv', 'xlsx', 'json', 'docx'];
/** A route can't tell `2025.csv` from `2025`, so that each year has one, from the first of the form on: as many as a system will see. */
const YEARS = Array.from({ length: 40 }, (_, i) => 2019 + i);

const DOWNLOADS: Readonly<Record<(typeof DOWNLOAD_PATHS)[number], readonly string[]>> = {
  '/regions/*/tables/*': [
    '/regions/*/years/*/tables/*',
    '/regions/*/years/*/figures/tables/*',
    '/regions/*/departments/tables/*',
  ],
  '/regions/*/consolidated.docx': ['/regions/*/years/*/consolidated.docx'],
  '/agencies/*/form.*': FORMATS.map((format) => `/agencies/*/years/*/form.${format}`),
  '/agencies/*/document.json': ['/agencies/*/years/*/submissions/*/document.json'],
  '/compare/tables/*': ['/compare/tables/*'],
  '/agencies/*/tables/*': ['/agencies/*/tables/*', '/agencies/*/years/*/assessment/tables/*'],
  '/compliance/*/tables/*': ['/compliance/*/*/tables/*', '/compliance/*/*/assessment/tables/*'],
  '/api/v1/archive/*/*': ['/api/v1/archive/*/*'],
  '/api/v1/dictionary.csv': ['/api/v1/dictionary.csv'],
  '/api/v1/regions/*.csv': YEARS.map((year) => `/api/v1/regions/*/years/${year}.csv`),
};

export type Answering = 'web' | 'downloads' | 'account' | 'office';

interface SiteRoute {
  /** `ANY <path>`, or `$default` for whatever has no other. */
  readonly key: string;
  readonly answering: Answering;
  /** Has a rate of its own. */
  readonly isThrottled?: 'posts' | 'office' | 'account';
}

const routeTo = (
  answering: Answering,
  paths: readonly string[],
  isThrottled?: SiteRoute['isThrottled'],
): SiteRoute[] =>
  paths.map((path) => ({
    key: `ANY ${spellRoute(path)}`,
    answering,
    ...(isThrottled !== undefined && { isThrottled }),
  }));

export const SITE_ROUTES: readonly SiteRoute[] = [
  { key: '$default', answering: 'web' },
  ...routeTo('web', [VALIDATE_PATH], 'posts'),
  ...routeTo('downloads', Object.values(DOWNLOADS).flat()),
  ...routeTo('account', [ACCOUNT_PATH], 'account'),
  ...routeTo('office', OFFICE_PATHS, 'office'),
];
