import { Hono, type Context } from 'hono';
import { lastEndedYear } from '../../shared/domain/basics/calendar.ts';
import { findSlotToCompare } from '../../shared/domain/compliance/summary-slots.ts';
import { answerPage, answerText, type Serving } from '../http/answer.ts';
import { readMoment, readNow, type Moment } from '../http/as-of.ts';
import { leadTo } from '../http/lead-to.ts';
import { LedOnError } from '../http/led-on.ts';
import { readAsOfParam, readRegionParam, readSinceParam } from '../http/params.ts';
import { recogniseReader } from '../http/reader.ts';
import { found } from '../http/request-error.ts';
import { readHomeCode } from '../region/region-view.ts';
import { compliancePath } from '../site/page-context.ts';
import { complianceQuery, complianceYear } from './compliance-params.ts';
import { csvName } from './compliance-query.ts';
import type { ComplianceView } from './compliance-view.ts';

/** The compliance of a region and a year, as a page and as a file. */
export const routeCompliance = (serving: Serving) =>
  new Hono()
    .get('/compliance', async (c) => {
      const home = await readHomeCode(serving);
      return home === undefined ? leadTo(c, '/') : leadToCompliance(c, serving, home);
    })
    .get('/compliance/:code', (c) => leadToCompliance(c, serving, readRegionParam(c.req.param('code'))))
    .get('/compliance/:code/:year{.+\\.csv}', (c) => {
      const { year, moment, read } = complianceOf(c, serving, c.req.param('year').replace(/\.csv$/, ''));
      const { lang } = recogniseReader(c, 'zh-CN');
      c.header('vary', 'Accept-Language, Cookie');
      return answerText(c, serving, moment, {
        type: 'text/csv; charset=utf-8',
        year,
        frame: [lang, findSlotToCompare(moment.at)],
        read: async () => {
          // CSV's writer is loaded when it is asked for: all pages start sooner.
          const [{ writeComplianceCsv }, { selectLines }, { told, query }] = await Promise.all([
            import('../../shared/letters/compliance-csv.ts'),
            import('./chosen-lines.ts'),
            read(),
          ]);
          if (told.kind === 'kept') throw leadToStream();
          const { summary } = told;
          const lines = selectLines(summary, query);
          if (lines.length > MOST_AT_ONCE) throw leadToStream();
          return {
            ...{ summary, query },
            write: () => writeComplianceCsv(summary, lines, lang === 'en' ? 'en' : 'zh'),
          };
        },
        text: ({ write }) => write(),
        headers: ({ summary, query }) => ({
          'content-disposition': `attachment; filename="${csvName(summary, query)}"`,
        }),
      });
    })
    .get('/compliance/:code/:year', (c) => {
      const { year, moment, read } = complianceOf(c, serving, c.req.param('year'));
      return answerPage(c, serving, moment, {
        year,
        frame: [findSlotToCompare(moment.at)],
        read: async () => {
          // Loaded when it is asked for: all other pages start sooner.
          const { CompliancePage } = await import('./compliance-page.tsx');
          return { view: await read(), CompliancePage };
        },
        view: (page, { view, CompliancePage }) => <CompliancePage page={page} view={view} />,
      });
    });

/** A line may have three kilobytes, and a function answers six megabytes at most. */
const MOST_AT_ONCE = 2000;

/** A file of very many agencies is sent while it is read. */
const leadToStream = () =>
  new LedOnError(
    (address) => {
      address.pathname = address.pathname.replace(/\.csv$/, '/tables/agencies.csv');
      // There an empty day is none.
      if (address.searchParams.get('asOf') === '') address.searchParams.delete('asOf');
    },
    (t) => t.toldByStream,
  );

function leadToCompliance(c: Context, serving: Serving, code: string): Response {
  const { at } = readMoment(c, serving);
  return leadTo(c, compliancePath(code, lastEndedYear(at)));
}

function complianceOf(
  c: Context,
  serving: Serving,
  yearText: string,
): { readonly year: number; readonly moment: Moment; readonly read: () => Promise<ComplianceView> } {
  const moment = readNow(serving);
  const { now, recording } = moment;
  const code = readRegionParam(c.req.param('code'));
  // A form sends an empty day for now.
  const day = c.req.query('asOf');
  const asOf = readAsOfParam(day === '' ? undefined : day, now);
  const order = {
    code,
    year: complianceYear(yearText, now),
    query: complianceQuery(c.req.query()),
    asOf,
    now,
    since: readSinceParam(c.req.query('since'), asOf ?? now),
  };
  return {
    year: order.year,
    moment: { ...moment, at: asOf ?? now, asOf },
    read: async () => {
      const { readCompliance } = await import('./compliance-view.ts');
      return found(readCompliance(recording, order), (t) => t.regionUnknown(code));
    },
  };
}
