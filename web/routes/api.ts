import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { complianceAnswer } from '../../shared/contracts/compliance-answer.ts';
import { MAX_DOCUMENT_BYTES } from '../../shared/contracts/object-keys.ts';
import { checkDocument } from '../../shared/domain/check-report.ts';
import { slotBefore } from '../../shared/domain/summary-slots.ts';
import { complianceAt } from '../../shared/pipeline/compliance-at.ts';
import { answerJson, type Serving } from '../http/answer.ts';
import { momentOf, nowOf } from '../http/as-of.ts';
import { refuseOtherKinds } from '../http/content-kind.ts';
import { agencyParam, regionParam, yearParam, yearRange } from '../http/params.ts';
import { RequestError, found } from '../http/request-error.ts';
import { readAgencyYearRecord } from '../model/agency-view.ts';
import { agencyYearAnswer, regionYearAnswer, seriesAnswer, verdictAnswer } from '../model/answers.ts';
import { readRuleSignals } from '../model/rule-signal.ts';
import { readRegionView, readSeries } from '../model/region-view.ts';
import { rulesAnswer } from '../model/rules-answer.ts';

/** A document one byte too large still gets its finding (S1); what is far larger is not read at all. */
const MAX_BODY_BYTES = MAX_DOCUMENT_BYTES + 65_536;

export const api = (serving: Serving) =>
  new Hono()
    .use(async (c, next) => {
      await next();
      if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-cache');
    })
    .get('/health', (c) => c.json({ status: 'ok', version: serving.version }))
    .get('/rules', (c) => {
      const moment = nowOf(serving);
      return answerJson(c, serving, moment, {
        read: () => readRuleSignals(moment.table, moment.at),
        answer: rulesAnswer,
      });
    })
    .get('/connection', (c) => {
      if (!serving.connection) throw new RequestError(404, (t) => t.noConnection);
      return c.json(serving.connection);
    })
    .get('/regions/:code/years/:year', (c) => {
      const moment = momentOf(c, serving);
      const code = regionParam(c.req.param('code'));
      const year = yearParam(c.req.param('year'), moment.at);
      return answerJson(c, serving, moment, {
        year,
        read: () => found(readRegionView(moment.table, code, year, moment.at), (t) => t.regionUnknown(code)),
        answer: (view) => ({ ...regionYearAnswer(view), asOf: moment.asOf }),
      });
    })
    .get('/regions/:code/series', (c) => {
      const code = regionParam(c.req.param('code'));
      const moment = momentOf(c, serving);
      const years = yearRange(c.req.query('from'), c.req.query('to'), moment.at);
      return answerJson(c, serving, moment, {
        read: () => found(readSeries(moment.table, code, years), (t) => t.regionUnknown(code)),
        answer: (series) => ({ ...seriesAnswer(series), asOf: moment.asOf }),
      });
    })
    .get('/compliance/:code/:year', (c) => {
      const moment = momentOf(c, serving);
      const { asOf, at, now } = moment;
      const code = regionParam(c.req.param('code'));
      const year = yearParam(c.req.param('year'), at);
      return answerJson(c, serving, moment, {
        year,
        frame: [slotBefore(at)],
        read: () =>
          found(complianceAt(moment.recording.table, { code, year, now, asOf }), (t) =>
            t.regionUnknown(code),
          ),
        answer: (summary) => ({ ...complianceAnswer(summary), asOf }),
      });
    })
    .get('/agencies/:id/years/:year', (c) => {
      const moment = momentOf(c, serving);
      const id = agencyParam(c.req.param('id'));
      const year = yearParam(c.req.param('year'), moment.at);
      return answerJson(c, serving, moment, {
        year,
        read: () => found(readAgencyYearRecord(moment, id, year, moment.at), (t) => t.agencyUnknown(id)),
        answer: (record) => ({ ...agencyYearAnswer(record), asOf: moment.asOf }),
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
      async (c) =>
        c.json(verdictAnswer(checkDocument(new Uint8Array(await c.req.arrayBuffer()), serving.now()))),
    );
