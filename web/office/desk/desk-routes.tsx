/** The desk and the rectification ledger: what waits, the same as files, and one act about several agencies. */
import { readFields } from '../../http/form-fields.ts';
import { DESK_PATH, LEDGER_PATH } from '../../site/office-address.ts';
import { layRows } from '../../site/table.ts';
import { recogniseReader } from '../../http/reader.ts';
import { makeOfficePage, showPage } from '../office-page.tsx';
import { OfficeRefusal } from '../office-problem.ts';
import type { OfficeApp, OfficeContext, OfficeDeps } from '../ports.ts';
import { demandMay, whoAsks } from '../who-asks.ts';
import { performBulk, previewBulk, readBulk, readIdentified } from './bulk-acts.ts';
import { sendFile } from './desk-files.ts';
import { queryText, readDeskQuery, readLedgerQuery, readYear, type PlaceFilter } from './desk-query.ts';
import { chooseRegion, listOwnRegions, readChoice } from './desk-region.ts';
import { readDeskView } from './desk-view.ts';
import { readLedgerView } from './ledger-view.ts';

export function routeDesk(app: OfficeApp, deps: OfficeDeps): void {
  app.get('/desk', async (c) => {
    const at = deps.now();
    const query = readDeskQuery(c.req.query(), at);
    const whose = demandDesk(c, query.region);
    if (whose === undefined) return showChoice(c, deps, DESK_PATH, query);
    const { principal, code } = whose;
    const view = found(await readDeskView(deps.table, { principal, code, query, at }));
    const page = makeOfficePage(c, deps);
    // Loaded when it is asked for, with what replays histories: the rest starts sooner.
    const [{ DeskPage }, { drawDeskChanges }] = await Promise.all([
      import('./desk-page.tsx'),
      import('./desk-changes.tsx'),
    ]);
    const changes = await drawDeskChanges(deps.table, page, view);
    return showPage(c, <DeskPage page={page} view={view} changes={changes} />);
  });
  app.get('/desk/:file{list\\.(csv|xlsx)}', async (c) => {
    const at = deps.now();
    const query = { ...readDeskQuery(c.req.query(), at), page: 1 };
    const { principal, code } = demandOne(c, query.region);
    const view = found(await readDeskView(deps.table, { principal, code, query, at }, 'whole'));
    const list = view.list ?? 'newly-filed';
    const { lang } = recogniseReader(c, 'zh-CN');
    const { region, year } = view;
    const { layDeskList } = await import('./desk-table.ts');
    return sendFile(c, deps, principal, {
      table: layDeskList(view, list, lang),
      region,
      year,
      at,
      counting: view,
      path: `${DESK_PATH}${queryText({ ...query, region: code, list })}`,
    });
  });
  app.get('/desk/rectifications', async (c) => {
    const at = deps.now();
    const query = readLedgerQuery(c.req.query(), at);
    const whose = demandDesk(c, query.region);
    if (whose === undefined) return showChoice(c, deps, LEDGER_PATH, query);
    const view = found(await readLedgerView(deps.table, { ...whose, query, at }));
    // Loaded when it is asked for: the rest starts sooner.
    const { LedgerPage } = await import('./ledger-page.tsx');
    return showPage(c, <LedgerPage page={makeOfficePage(c, deps)} view={view} />);
  });
  app.get('/desk/:file{rectifications\\.(csv|xlsx)}', async (c) => {
    const at = deps.now();
    const query = { ...readLedgerQuery(c.req.query(), at), page: 1 };
    const { principal, code } = demandOne(c, query.region);
    const view = found(await readLedgerView(deps.table, { principal, code, query, at }));
    const { region, year } = view;
    const { layLedger } = await import('./ledger-table.tsx');
    return sendFile(c, deps, principal, {
      table: layRows(layLedger(view, recogniseReader(c, 'zh-CN').lang)),
      region,
      year,
      at,
      path: `${LEDGER_PATH}${queryText({ ...query, region: code })}`,
    });
  });
  app.post('/desk/preview', async (c) => {
    const { page, principal, fields, year, back } = await readForm(c, deps);
    const asked = readBulk(fields, year);
    const { BulkFaultPage, BulkPreviewPage } = await loadPages();
    if ('zh' in asked) return showPage(c, <BulkFaultPage page={page} back={back} fault={asked} />, 422);
    const rows = await previewBulk(deps, principal, asked);
    const shown = { page, back, region: fields('region') ?? '', year, asked, rows };
    return showPage(c, <BulkPreviewPage {...shown} />);
  });
  app.post('/desk/acts', async (c) => {
    const { page, principal, fields, year, back } = await readForm(c, deps);
    const rows = readIdentified(fields.all('row'), year);
    // The rows have more in them than those of a list.
    const asked = readBulk(
      Object.assign((name: string) => fields(name), {
        all: () => rows.map(({ on, submissionId }) => [on.district, on.agencyId, submissionId].join(' ')),
      }),
      year,
    );
    const { BulkDonePage, BulkFaultPage } = await loadPages();
    if ('zh' in asked) return showPage(c, <BulkFaultPage page={page} back={back} fault={asked} />, 422);
    const done = await performBulk(deps, principal, asked, rows);
    return showPage(c, <BulkDonePage page={page} back={back} asked={asked} rows={done} />);
  });
}

/** Few acts are done on many. */
const loadPages = () => import('./bulk-pages.tsx');

/** Whose desk is asked for; `undefined` where the person has to choose. Whoever has none is refused. */
function demandDesk(c: OfficeContext, asked: string | undefined) {
  const principal = whoAsks(c);
  const [own] = listOwnRegions(principal);
  const wanted = asked ?? own;
  // One whose grant waits for the second step, or who has an agency's alone, is told so.
  if (wanted === undefined) return { principal: demandMay(c, 'see-desk', { kind: 'system' }), code: '' };
  demandMay(c, 'see-desk', { kind: 'region', region: wanted });
  const code = chooseRegion(principal, asked);
  return code === undefined ? undefined : { principal, code };
}

function demandOne(c: OfficeContext, asked: string | undefined) {
  const whose = demandDesk(c, asked);
  if (!whose)
    throw new OfficeRefusal('malformed', {
      zh: '请在地址里写明地区：region=450200。',
      en: 'Say in the address which region: region=450200.',
    });
  return whose;
}

async function showChoice(
  c: OfficeContext,
  deps: OfficeDeps,
  path: string,
  { region, year }: PlaceFilter & { readonly region: string | undefined; readonly year: number },
): Promise<Response> {
  const choice = await readChoice(deps.table, whoAsks(c), region);
  const { ChoosePage } = await import('./choose-page.tsx');
  return showPage(c, <ChoosePage page={makeOfficePage(c, deps)} path={path} year={year} choice={choice} />);
}

function found<View>(view: View | undefined): View {
  if (view === undefined)
    throw new OfficeRefusal('no-such-path', {
      zh: '名录中没有这个地区。',
      en: 'There is no such region on record.',
    });
  return view;
}

/** Whoever has no desk has nothing to do here; what may be done about which agency is asked for each. */
async function readForm(c: OfficeContext, deps: OfficeDeps) {
  const fields = await readFields(c);
  const { principal } = demandOne(c, fields('region'));
  const year = readYear({ year: fields('year') ?? '' }, deps.now());
  const back = new URLSearchParams(fields('back') ?? '').toString();
  return { page: makeOfficePage(c, deps), principal, fields, year, back: back === '' ? '' : `?${back}` };
}
