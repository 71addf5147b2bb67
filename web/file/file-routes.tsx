import { Hono, type Context } from 'hono';
import { yearSchema } from '../../shared/contracts/api/api-parameters.ts';
import { answerPage, type Serving } from '../http/answer.ts';
import { readNow } from '../http/as-of.ts';
import { readAgencyParam } from '../http/params.ts';
import { RequestError } from '../http/request-error.ts';
import { FILE_PATH } from '../site/page-context.ts';
import type { FilingAsked } from './filing-view.ts';
import { isStep } from './filing-start.ts';

/** The page on which a report is made, checked and taken along. What is typed there stays in the browser. */
export const routeFiling = (serving: Serving) =>
  new Hono().get(FILE_PATH, (c) => {
    const moment = readNow(serving);
    const asked = readAsked(c);
    const wanted = c.req.query('step') ?? '';
    return answerPage(c, serving, moment, {
      read: async () => {
        // Loaded when it is asked for: all other pages start sooner.
        const [{ FilePage }, { readFiling }] = await Promise.all([
          import('./file-page.tsx'),
          import('./filing-view.ts'),
        ]);
        return { view: await readFiling(moment, asked), FilePage };
      },
      view: (page, { view, FilePage }) => (
        // Nothing asks whether what is shown has changed since: the answer could not tell what was typed here.
        <FilePage
          page={{ ...page, version: undefined }}
          view={view}
          step={isStep(wanted) ? wanted : undefined}
        />
      ),
    });
  });

/** A form sends an empty one where nothing was typed. */
function readAsked(c: Context): FilingAsked {
  const { agency = '', year = '', q = '' } = c.req.query();
  return {
    agencyId: agency === '' ? undefined : readAgencyParam(agency),
    year: year === '' ? undefined : readYear(year),
    query: q.trim(),
  };
}

/** A year that has no reports yet is told on the page. */
function readYear(text: string): number {
  const result = yearSchema.safeParse(text);
  if (!result.success) throw new RequestError(400, (t) => t.yearMalformed, 'year');
  return result.data;
}
