import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type {
  ComplianceAnswer,
  ComplianceListAnswer,
  DepartmentsAnswer,
  Health,
  PublicationsAnswer,
  RegionYearAnswer,
} from '../../shared/contracts/api/api-answers.ts';
import type { FiguresAnswer } from '../../shared/contracts/api/figures-answer.ts';
import { versionCursorSchema } from '../../shared/contracts/api/api-parameters.ts';
import { MAX_DOCUMENT_BYTES } from '../../shared/contracts/bucket/object-keys.ts';
import { isIsoDay } from '../../shared/domain/basics/calendar.ts';
import { findSlotToCompare } from '../../shared/domain/compliance/summary-slots.ts';
import { askPublications } from '../publications/ask-publications.ts';
import { answerJson, type Serving } from '../http/answer.ts';
import { readMoment, readNow } from '../http/as-of.ts';
import { refuseOtherKinds } from '../http/content-kind.ts';
import { writeLinks } from '../http/links.ts';
import {
  readAgencyParam,
  countsConsolidated,
  listParam,
  pageParams,
  pairAsked,
  readRegionParam,
  readSinceParam,
  readYearParam,
  yearRange,
} from '../http/params.ts';
import { RequestError, found, foundPair } from '../http/request-error.ts';
import { routeAssessmentApi } from '../assessment/assessment-api.ts';
import { routeArchiveApi } from '../archive/archive-api.ts';
import { readAgencyYearPart } from '../agency/agency-view.ts';
import {
  writeAgencyYearAnswer,
  writeRegionYearAnswer,
  writePublicationsAnswer,
  writeSeriesAnswer,
  writeVerdictAnswer,
} from './answers.ts';
import { descriptionText } from './api-description.ts';
import { complianceYear } from '../compliance/compliance-params.ts';
import { departmentsQuery } from '../departments/departments-params.ts';
import { writeDiffAnswer, writeReceiptAnswer } from './history-answers.ts';
import { readReceipt, readVersionDiff } from '../history/history-view.ts';
import { readRuleSignals } from '../rules/rule-signal.ts';
import { readRegionView, readSeries } from '../region/region-view.ts';
import { searchAnswer, searchNames } from '../search/search-view.ts';
import { writeRulesAnswer } from './rules-answer.ts';

/** A document one byte too large still gets its finding (S1); what is far larger is not read at all. */
const MAX_BODY_BYTES = MAX_DOCUMENT_BYTES + 65_536;

export const api = (serving: Serving) =>
  new Hono()
    .use(async (c, next) => {
      await next();
      if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-cache');
    })
    .route('/', routeArchiveApi(serving))
    .route('/', routeAssessmentApi(serving))
    .get('/health', async (c) => {
      const parts = await serving.health?.();
      const loading = serving.loading?.();
      const isFailing = parts?.some(({ status }) => status === 'failing') === true;
      const health: Health = {
        status: isFailing ? 'failing' : 'ok',
        version: serving.version,
        ...(parts && { parts: [...parts] }),
        ...(loading && { loading }),
      };
      return c.json(health, isFailing ? 503 : 200);
    })
    .get('/rules', (c) => {
      const moment = readNow(serving);
      return answerJson(c, serving, moment, {
        read: () => readRuleSignals(moment.table, moment.at),
        answer: writeRulesAnswer,
      });
    })
    .get('/openapi.json', (c) => {
      // Every deployment may describe more.
      const text = descriptionText(serving.assets);
      if (text === undefined) throw new RequestError(404, (t) => t.noSuchPath);
      c.header('cache-control', 'public, max-age=3600');
      c.header('content-type', 'application/json');
      return c.body(text);
    })
    .get('/search', (c) => {
      const moment = readNow(serving);
      return answerJson(c, serving, moment, {
        read: () => searchNames(moment.table, c.req.query('q') ?? ''),
        answer: searchAnswer,
      });
    })
    .get('/connection', (c) => {
      if (!serving.connection) throw new RequestError(404, (t) => t.noConnection);
      return c.json(serving.connection);
    })
    .get('/regions/:code/years/:year', (c) => {
      const moment = readMoment(c, serving);
      const code = readRegionParam(c.req.param('code'));
      const year = readYearParam(c.req.param('year'), moment.at);
      const paged = pageParams(c.req.query('limit'), c.req.query('cursor'));
      return answerJson(c, serving, moment, {
        year,
        read: () =>
          found(readRegionView(moment.table, { code, year, now: moment.at, extent: 'whole' }), (t) =>
            t.regionUnknown(code),
          ),
        answer: (view): RegionYearAnswer => ({
          ...writeRegionYearAnswer(view, paged),
          asOf: moment.asOf,
        }),
        headers: ({ page }) => writeLinks(c, page),
      });
    })
    .get('/regions/:code/years/:year/publications', (c) => {
      const { moment, year, read } = askPublications(c, serving);
      return answerJson(c, serving, moment, {
        year,
        read,
        answer: (view): PublicationsAnswer => ({ ...writePublicationsAnswer(view), asOf: moment.asOf }),
      });
    })
    .get('/regions/:code/years/:year/figures', (c) => {
      const moment = readMoment(c, serving);
      const code = readRegionParam(c.req.param('code'));
      const year = readYearParam(c.req.param('year'), moment.at);
      return answerJson(c, serving, moment, {
        year,
        read: async () => {
          const { answerFigures } = await import('../figures/figures-answer.ts');
          return answerFigures(moment, { code, year }, c.req.query());
        },
        answer: (answer): FiguresAnswer => ({ ...answer, asOf: moment.asOf }),
      });
    })
    .get('/regions/:code/departments', (c) => {
      const moment = readMoment(c, serving);
      const code = readRegionParam(c.req.param('code'));
      const query = departmentsQuery(c.req.query(), moment.at);
      return answerJson(c, serving, moment, {
        year: Math.max(query.year, query.before ?? query.year),
        read: async () => {
          // Loaded when it is asked for, as the page is.
          const { answerDepartments } = await import('../departments/departments-answer.ts');
          return answerDepartments(moment, code, query, moment.at);
        },
        answer: (answer): DepartmentsAnswer => ({ ...answer, asOf: moment.asOf }),
      });
    })
    .get('/regions/:code/series', (c) => {
      const code = readRegionParam(c.req.param('code'));
      const moment = readMoment(c, serving);
      const years = yearRange(c.req.query('from'), c.req.query('to'), moment.at);
      return answerJson(c, serving, moment, {
        read: () => found(readSeries(moment.table, code, years), (t) => t.regionUnknown(code)),
        answer: (series) => ({ ...writeSeriesAnswer(series), asOf: moment.asOf }),
      });
    })
    .get('/compliance/:code/:year', (c) => {
      const moment = readMoment(c, serving);
      const { asOf, at, now } = moment;
      const code = readRegionParam(c.req.param('code'));
      const year = complianceYear(c.req.param('year'), now);
      const list = listParam(c.req.query('list'));
      const basis = countsConsolidated(c.req.query('consolidated')) ? 'with-consolidated' : 'agencies';
      const since = readSinceParam(c.req.query('since'), at);
      const paged = pageParams(c.req.query('limit'), c.req.query('cursor'));
      return answerJson(c, serving, moment, {
        year,
        frame: [findSlotToCompare(at)],
        read: async (): Promise<ComplianceAnswer | ComplianceListAnswer> => {
          // A page of a summary that was kept goes on in the same one.
          const slot = paged?.cursor?.id ?? '';
          const question = { code, year, now, asOf, since, upTo: isIsoDay(slot) ? slot : undefined };
          // Loaded when it is asked for, as the page is.
          const [{ readTold }, { writeCompliance }] = await Promise.all([
            import('../compliance/compliance-summary.ts'),
            import('./compliance-answers.ts'),
          ]);
          const told = await found(readTold(moment.recording, question), (t) => t.regionUnknown(code));
          return writeCompliance(told, { basis, list, asked: paged });
        },
        answer: (answer): ComplianceAnswer | ComplianceListAnswer => ({ ...answer, asOf }),
        headers: (answer) => writeLinks(c, answer.page),
      });
    })
    .get('/agencies/:id/disclosure', async (c) => {
      const moment = readNow(serving);
      const id = readAgencyParam(c.req.param('id'));
      const { readDisclosure, writeDisclosureAnswer } = await import('../agency/disclosure-view.ts');
      return answerJson(c, serving, moment, {
        read: () => found(readDisclosure(moment.table, id, moment.at), (t) => t.agencyUnknown(id)),
        answer: writeDisclosureAnswer,
      });
    })
    .get('/agencies/:id/years/:year', (c) => {
      const moment = readMoment(c, serving);
      const id = readAgencyParam(c.req.param('id'));
      const year = readYearParam(c.req.param('year'), moment.at);
      const paged = pageParams(c.req.query('limit'), c.req.query('cursor'), versionCursorSchema);
      return answerJson(c, serving, moment, {
        read: () => found(readAgencyYearPart(moment, id, year, moment.at, paged), (t) => t.agencyUnknown(id)),
        answer: (part) => ({ ...writeAgencyYearAnswer(part), asOf: moment.asOf }),
        headers: ({ page }) => writeLinks(c, page),
      });
    })
    .get('/agencies/:id/years/:year/diff', (c) => {
      const moment = readMoment(c, serving);
      const id = readAgencyParam(c.req.param('id'));
      const year = readYearParam(c.req.param('year'), moment.now);
      return answerJson(c, serving, moment, {
        read: () =>
          foundPair(readVersionDiff(moment, id, year, pairAsked(c.req.query())), (t) => t.agencyUnknown(id)),
        answer: (diff) => writeDiffAnswer(id, year, diff),
      });
    })
    .get('/agencies/:id/years/:year/submissions/:submissionId', (c) => {
      const moment = readNow(serving);
      const id = readAgencyParam(c.req.param('id'));
      const year = readYearParam(c.req.param('year'), moment.at);
      return answerJson(c, serving, moment, {
        read: () =>
          found(readReceipt(moment, id, year, c.req.param('submissionId')), (t) => t.submissionUnknown),
        answer: ({ submission, receipt, isKeptBack }) => writeReceiptAnswer(submission, receipt, isKeptBack),
      });
    })
    .post(
      '/validate',
      refuseOtherKinds,
      bodyLimit({
        maxSize: MAX_BODY_BYTES,
        onError: () => {
          throw new RequestError(413, (t) => t.documentTooLarge);
        },
      }),
      async (c) => {
        // Loaded when it is asked for: all rules, which no page at its start needs.
        const { checkDocument } = await import('../../shared/domain/verdict/check-report.ts');
        const bytes = new Uint8Array(await c.req.arrayBuffer());
        return c.json(writeVerdictAnswer(checkDocument(bytes, serving.now())));
      },
    );
