/**
 * A region as of an instant within a day, for offices: it is told from every report below, so that the public is told of regions
 * with others below by day. A province or the nation is told by day to everybody: its reports are more than one answer can read.
 */
import { regionCodeSchema } from '../../shared/contracts/api/api-parameters.ts';
import { endOfChinaDay, tellChinaDay, type Instant } from '../../shared/domain/basics/calendar.ts';
import { tellLevel } from '../../shared/domain/basics/region.ts';
import { refuseDayNotKept } from '../http/day-not-kept.ts';
import { leadToDay } from '../http/lead-to-day.ts';
import { describeRequestProblem } from '../http/problem.ts';
import { RequestError } from '../http/request-error.ts';
import { readAsOfParam, readYearParam } from '../http/params.ts';
import { OfficeRefusal } from './office-problem.ts';
import type { OfficeApp, OfficeDeps } from './ports.ts';
import { demandMay } from './who-asks.ts';

export function routeExactRegion(app: OfficeApp, deps: Pick<OfficeDeps, 'table' | 'now'>): void {
  app.get('/api/v1/office/regions/:code/years/:year{[0-9]{4}}', async (c) => {
    const code = regionCodeSchema.safeParse(c.req.param('code')).data;
    if (code === undefined) throw new OfficeRefusal('malformed-call');
    demandMay(c, 'see-desk', { kind: 'region', region: code });
    const now = deps.now();
    const { at, year } = parsed(() => ({
      at: readAsOfParam(c.req.query('asOf'), now),
      year: readYearParam(c.req.param('year'), now),
    }));
    // Few ask.
    const [{ readTableAt }, { readRegionView }, { writeRegionYearAnswer }] = await Promise.all([
      import('../../shared/pipeline/as-of.ts'),
      import('../region/region-view.ts'),
      import('../api/answers.ts'),
    ]);
    const isWide = ['nation', 'province'].includes(tellLevel(code));
    const led = isWide && at !== undefined && !isEndOfDay(at) ? leadToDay(c, now) : undefined;
    if (led) return led;
    const table = at === undefined ? deps.table : readTableAt(deps.table, at, { byDay: isWide });
    const view = await orNotKept(readRegionView(table, { code, year, now: at ?? now, extent: 'whole' }));
    if (view === 'not-kept') return describeRequestProblem(c, refuseDayNotKept());
    if (!view) throw new OfficeRefusal('no-such-path');
    return c.json({ ...writeRegionYearAnswer(view, undefined), asOf: at });
  });
}

const isEndOfDay = (at: Instant): boolean => endOfChinaDay(tellChinaDay(at)) === at;

/** A province's day that is not kept yet is answered as it is to everybody. */
const orNotKept = <View>(view: Promise<View>): Promise<View | 'not-kept'> =>
  view.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'DayNotKeptError') return 'not-kept';
    throw error;
  });

/** What public answers refuse with words of their own is a malformed call here. */
function parsed<Asked>(read: () => Asked): Asked {
  try {
    return read();
  } catch (error) {
    throw error instanceof RequestError ? new OfficeRefusal('malformed-call') : error;
  }
}
