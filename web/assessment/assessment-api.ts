import { Hono } from 'hono';
import type {
  AgencyAssessmentAnswer,
  AssessmentAnswer,
} from '../../shared/contracts/api/assessment-answers.ts';
import { answerJson, type Serving } from '../http/answer.ts';
import { readMoment } from '../http/as-of.ts';
import { readAgencyParam, readRegionParam, readYearParam } from '../http/params.ts';

/** What they are told from is loaded when it is asked for, as for the pages. */
const loadAnswers = () => import('./assessment-answer.ts');

export const routeAssessmentApi = (serving: Serving) =>
  new Hono()
    .get('/compliance/:code/:year/assessment', (c) => {
      const moment = readMoment(c, serving);
      const code = readRegionParam(c.req.param('code'));
      const year = readYearParam(c.req.param('year'), moment.at);
      return answerJson(c, serving, moment, {
        year,
        read: async () => (await loadAnswers()).answerAssessment(moment.listing(), code, { year }, moment.at),
        answer: (answer): AssessmentAnswer => ({ ...answer, asOf: moment.asOf }),
      });
    })
    .get('/agencies/:id/years/:year/assessment', (c) => {
      const moment = readMoment(c, serving);
      const id = readAgencyParam(c.req.param('id'));
      const year = readYearParam(c.req.param('year'), moment.at);
      return answerJson(c, serving, moment, {
        year,
        read: async () => (await loadAnswers()).answerAgencyAssessment(moment.table, id, year, moment.at),
        answer: (answer): AgencyAssessmentAnswer => ({ ...answer, asOf: moment.asOf }),
      });
    });
