import { Hono, type Context } from 'hono';
import { except } from 'hono/combine';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Serving } from './http/answer.ts';
import { cachingOfLost } from './http/caching.ts';
import { openToOtherSites } from './http/cross-origin.ts';
import { refuseUnknownParameters } from './http/known-parameters.ts';
import { showControlsInLines } from '../shared/domain/basics/shown-controls.ts';
import { createKeptAnswers } from './http/kept-answers.ts';
import { refuseDayNotKept, refuseTooManyReplayed } from './http/day-not-kept.ts';
import { leadToDay } from './http/lead-to-day.ts';
import { answerLedOn, LedOnError } from './http/led-on.ts';
import { makePage } from './http/page.ts';
import { describeFailureProblem, describeRequestProblem } from './http/problem.ts';
import { RequestError } from './http/request-error.ts';
import { sendSecurityHeaders } from './http/security-headers.ts';
import { tellBucketOrigin } from '../shared/contracts/api/connection.ts';
import { DayNotKeptError, ExactInstantError, TooManyReplayedError } from '../shared/pipeline/as-of.ts';
import type { WebDeps } from './ports.ts';
import { api } from './api/api-routes.ts';
import { assetFiles } from './http/asset-files.ts';
import { listSchemaFiles } from './api/schema-files.ts';
import { routeHome } from './home/home-routes.tsx';
import { routeRegions } from './region/region-routes.tsx';
import { routeDepartments } from './departments/departments-routes.tsx';
import { routeFigures } from './figures/figures-routes.tsx';
import { routePublications } from './publications/publications-routes.tsx';
import { routeAgencies } from './agency/agency-routes.tsx';
import { routeHistory } from './history/history-routes.tsx';
import { routeCompliance } from './compliance/compliance-routes.tsx';
import { compareRoutes } from './compare/compare-routes.tsx';
import { searchRoutes } from './search/search-routes.tsx';
import { checkRoutes } from './check/check-routes.tsx';
import { routeFiling } from './file/file-routes.tsx';
import { routeRules } from './rules/rules-routes.tsx';
import { routeAssessment } from './assessment/assessment-routes.tsx';
import { routeArchive } from './archive/archive-routes.tsx';
import { routeApiPages } from './api/api-page-routes.tsx';
import type { ErrorProps } from './site/error-page.tsx';
import { ERROR_TEXTS } from './texts/errors.ts';

const CONNECTION_PATH = '/api/v1/connection';

/** The pages, by feature. No two answer the same address. */
const PAGES = [
  routeHome,
  routeRegions,
  routeDepartments,
  routeAssessment,
  routeFigures,
  routePublications,
  routeAgencies,
  routeHistory,
  routeCompliance,
  compareRoutes,
  searchRoutes,
  checkRoutes,
  routeFiling,
  routeRules,
  routeApiPages,
  routeArchive,
];

/** Dashboard and API. Needs nothing but its parameters, so tests call `createApp(deps).request(path)`. */
export function createApp(deps: WebDeps): Hono {
  const app = new Hono();
  const serving: Serving = { ...deps, kept: createKeptAnswers() };
  app.use(sendSecurityHeaders(deps.connection && tellBucketOrigin(deps.connection)));
  // What leads to the stores is for programs on this machine, never for a page elsewhere.
  app.use('/api/*', except(CONNECTION_PATH, openToOtherSites));
  app.use('/schemas/*', openToOtherSites);
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (c, methods) => answerMethods(c, deps, methods) }));
  app.use(refuseUnknownParameters);
  app.route('/api/v1', api(serving));
  app.route('/assets', assetFiles(deps.assets));
  app.route('/schemas', listSchemaFiles());
  for (const routes of PAGES) app.route('/', routes(serving));
  app.notFound((c) => leadOn(c) ?? answerRequestError(c, deps, new RequestError(404, (t) => t.noSuchPath)));
  app.onError((error, c) => {
    if (error instanceof RequestError) return answerRequestError(c, deps, error);
    if (error instanceof DayNotKeptError) return answerRequestError(c, deps, refuseDayNotKept());
    if (error instanceof TooManyReplayedError) return answerRequestError(c, deps, refuseTooManyReplayed());
    if (error instanceof LedOnError) return answerLedOn(c, error);
    const led = error instanceof ExactInstantError ? leadToDay(c, deps.now()) : undefined;
    if (led) return led;
    const requestId = crypto.randomUUID();
    deps.log.error('a request failed', { requestId, error });
    if (isApi(c)) return describeFailureProblem(c, requestId);
    const page = makePage(c, deps);
    const { failed, failedText } = ERROR_TEXTS[page.lang];
    return showError({ page, heading: failed, text: failedText, requestId }).then((text) =>
      c.html(text, 500),
    );
  });
  return app;
}

/** What may be done at an address where something else was tried, or asked for by OPTIONS. */
function answerMethods(c: Context, deps: WebDeps, methods: readonly string[]): Response | Promise<Response> {
  const allow = [...methods, 'OPTIONS'].join(', ');
  if (c.req.method === 'OPTIONS') return c.body(null, 204, { allow });
  const refused = new RequestError(405, (t) => t.methodNotAllowed(c.req.method, allow), undefined, { allow });
  return answerRequestError(c, deps, refused);
}

/** An address that was written with a slash at its end. Never to another host, which two slashes would name. */
function leadOn(c: Context): Response | undefined {
  const { pathname, search } = new URL(c.req.url);
  const path = pathname.replace(/\/+$/, '').replace(/^\/+/, '/');
  const isAsked = c.req.method === 'GET' || c.req.method === 'HEAD';
  return isAsked && path !== '' && pathname.endsWith('/') ? c.redirect(path + search, 301) : undefined;
}

/** Loaded when something goes wrong: all other pages start sooner. An address may hold controls, too. */
async function showError(props: ErrorProps): Promise<string> {
  const { ErrorPage } = await import('./site/error-page.tsx');
  return showControlsInLines((await (<ErrorPage {...props} />)).toString());
}

/** What the address resembles. Whoever comes by a wrong one gets an answer even where the names can't be read. */
async function tellWhere(c: Context, { table }: WebDeps, { status, headers }: RequestError) {
  if (status !== 404 || headers['retry-after'] !== undefined) return {};
  const [, first, sought] = c.req.path.split('/');
  const { findNearestPage } = await import('./search/nearest-page.ts');
  const nearest = await findNearestPage(table, c.req.path).catch(() => undefined);
  return { nearest, sought: first === 'agencies' ? sought?.slice(0, 40) : undefined };
}

const isApi = (c: Context): boolean => c.req.path.startsWith('/api/');

function answerRequestError(c: Context, deps: WebDeps, error: RequestError): Response | Promise<Response> {
  if (isApi(c)) return describeRequestProblem(c, error);
  const page = makePage(c, deps);
  const t = ERROR_TEXTS[page.lang];
  const heading = {
    400: t.badRequest,
    // What comes later is there to be asked for again.
    404: error.headers['retry-after'] === undefined ? t.notFound : t.notYet,
    405: t.method,
    413: t.tooLarge,
    415: t.kind,
  }[error.status];
  // What comes later is asked for again before that.
  if (error.status === 404 && error.headers['retry-after'] === undefined)
    c.header('cache-control', cachingOfLost());
  for (const [name, value] of Object.entries(error.headers)) c.header(name, value);
  return tellWhere(c, deps, error)
    .then((where) => showError({ page, heading, text: error.detail(t), ...where }))
    .then((text) => c.html(text, error.status));
}
