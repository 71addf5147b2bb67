/**
 * A region as of an instant within a day, for offices: it is told from every report below, so that the public is told of regions
 * with others below by day.
 */
import { regionCodeSchema } from '../../shared/contracts/api/api-parameters.ts';
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
    const table = at === undefined ? deps.table : readTableAt(deps.table, at);
    const view = await readRegionView(table, { code, year, now: at ?? now, extent: 'whole' });
    if (!view) throw new OfficeRefusal('no-such-path');
    return c.json({ ...writeRegionYearAnswer(view, undefined), asOf: at });
  });
}

/** What public answers refuse with words of their own is a malformed call here. */
function parsed<Asked>(read: () => Asked): Asked {
  try {
    return read();
  } catch (error) {
    throw error instanceof RequestError ? new OfficeRefusal('malformed-call') : error;
  }
}
