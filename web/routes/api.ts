import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { complianceAnswer } from '../../shared/contracts/compliance-answer.ts';
import { MAX_DOCUMENT_BYTES } from '../../shared/contracts/object-keys.ts';
import { checkDocument } from '../../shared/domain/check-report.ts';
import { cachingOf, momentOf } from '../http/as-of.ts';
import { complianceYear } from '../http/compliance-params.ts';
import { agencyParam, pairAsked, regionParam, yearParam, yearRange } from '../http/params.ts';
import { RequestError } from '../http/request-error.ts';
import { readAgencyYearRecord } from '../model/agency-view.ts';
import { agencyYearAnswer, findingAnswer, regionYearAnswer, seriesAnswer } from '../model/answers.ts';
import { diffAnswer, receiptAnswer } from '../model/history-answers.ts';
import { readReceipt, readVersionDiff } from '../model/history-view.ts';
import { readSummary } from '../model/compliance-summary.ts';
import { readRuleSignals } from '../model/rule-signal.ts';
import { readRegionView, readSeries } from '../model/region-view.ts';
import { searchAnswer, searchNames } from '../model/search-view.ts';
import { rulesAnswer } from '../model/rules-answer.ts';
import type { WebDeps } from '../ports.ts';

/** A document one byte too large still gets its finding (S1); what is far larger is not read at all. */
const MAX_BODY_BYTES = MAX_DOCUMENT_BYTES + 65_536;

export const api = (deps: WebDeps) =>
  new Hono()
    .use(async (c, next) => {
      await next();
      if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-cache');
    })
    .get('/health', (c) => c.json({ status: 'ok', version: deps.version }))
    .get('/rules', async (c) => c.json(rulesAnswer(await readRuleSignals(deps.table, deps.now()))))
    .get('/search', async (c) => c.json(searchAnswer(await searchNames(deps.table, c.req.query('q') ?? ''))))
    .get('/connection', (c) => {
      if (!deps.connection) throw new RequestError(404, (t) => t.noConnection);
      return c.json(deps.connection);
    })
    .get('/regions/:code/years/:year', async (c) => {
      const { table, at, asOf } = momentOf(c, deps);
      const code = regionParam(c.req.param('code'));
      const year = yearParam(c.req.param('year'), at);
      const view = await readRegionView(table, code, year, at);
      if (!view) throw new RequestError(404, (t) => t.regionUnknown(code));
      c.header('cache-control', cachingOf({ asOf }, deps.now()));
      return c.json({ ...regionYearAnswer(view), asOf });
    })
    .get('/regions/:code/series', async (c) => {
      const code = regionParam(c.req.param('code'));
      const { table, at, asOf } = momentOf(c, deps);
      const years = yearRange(c.req.query('from'), c.req.query('to'), at);
      const series = await readSeries(table, code, years);
      if (!series) throw new RequestError(404, (t) => t.regionUnknown(code));
      c.header('cache-control', cachingOf({ asOf }, deps.now()));
      return c.json({ ...seriesAnswer(series), asOf });
    })
    .get('/compliance/:code/:year', async (c) => {
      const { asOf } = momentOf(c, deps);
      const now = deps.now();
      const code = regionParam(c.req.param('code'));
      const year = complianceYear(c.req.param('year'), now);
      const summary = await readSummary(deps, { code, year, now, asOf });
      if (!summary) throw new RequestError(404, (t) => t.regionUnknown(code));
      c.header('cache-control', cachingOf({ asOf }, now));
      return c.json({ ...complianceAnswer(summary), asOf });
    })
    .get('/agencies/:id/years/:year', async (c) => {
      const { table, at, asOf } = momentOf(c, deps);
      const id = agencyParam(c.req.param('id'));
      const year = yearParam(c.req.param('year'), at);
      const record = await readAgencyYearRecord({ table, bucket: deps.bucket }, id, year, at);
      if (!record) throw new RequestError(404, (t) => t.agencyUnknown(id));
      c.header('cache-control', cachingOf({ asOf }, deps.now()));
      return c.json({ ...agencyYearAnswer(record), asOf });
    })
    .get('/agencies/:id/years/:year/diff', async (c) => {
      const id = agencyParam(c.req.param('id'));
      const year = yearParam(c.req.param('year'), deps.now());
      const stores = { table: momentOf(c, deps).table, bucket: deps.bucket };
      const diff = await readVersionDiff(stores, id, year, pairAsked(c.req.query()));
      if (!diff) throw new RequestError(404, (t) => t.agencyUnknown(id));
      if (typeof diff === 'string') throw new RequestError(404, (t) => t.noPair[diff]);
      return c.json(diffAnswer(id, year, diff));
    })
    .get('/agencies/:id/years/:year/submissions/:submissionId', async (c) => {
      const id = agencyParam(c.req.param('id'));
      const year = yearParam(c.req.param('year'), deps.now());
      const found = await readReceipt(deps, id, year, c.req.param('submissionId'));
      if (!found) throw new RequestError(404, (t) => t.submissionUnknown);
      return c.json(receiptAnswer(found.submission, found.receipt));
    })
    .post(
      '/validate',
      bodyLimit({
        maxSize: MAX_BODY_BYTES,
        onError: () => {
          throw new RequestError(413, (t) => t.documentTooLarge);
        },
      }),
      async (c) => {
        const { outcome, findings } = checkDocument(new Uint8Array(await c.req.arrayBuffer()), deps.now());
        return c.json({ outcome, findings: findings.map(findingAnswer) });
      },
    );
