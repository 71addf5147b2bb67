/** Everything that can be taken along. A function of its own: its libraries and its time are not a page's. */
import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import { AGENCY_KINDS, isCountedKind, type AgencyKind } from '../../shared/domain/basics/calendar.ts';
import { isTextWithheld } from '../../shared/domain/standing/acts/office-standing.ts';
import { decodeShown } from '../../shared/domain/document/redact-document.ts';
import { chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { layYears, listStandings } from '../compare/compare-tables.tsx';
import { refuseUnknownParameters } from '../http/known-parameters.ts';
import { leadToDay } from '../http/lead-to-day.ts';
import { compareQuery } from '../compare/compare-params.ts';
import { readComparison } from '../compare/compare-view.ts';
import { readAgencyParam, readRegionParam, readYearParam } from '../http/params.ts';
import { describeFailureProblem, describeRequestProblem } from '../http/problem.ts';
import { asSharesIn } from '../region/region-params.ts';
import { RequestError } from '../http/request-error.ts';
import { sendSecurityHeaders } from '../http/security-headers.ts';
import { readAgencyForm, type AgencyForm } from '../agency/agency-form.ts';
import { readAgencyYears, readSubmissionItem, tellPlace } from '../agency/agency-view.ts';
import { readDraft } from '../region/region-draft.ts';
import { readRegionView, type RegionView } from '../region/region-view.ts';
import type { WebBucket, WebDeps } from '../ports.ts';
import { layRows } from '../site/table.ts';
import { layAgencyTable } from '../agency/agency-tables.tsx';
import { formTable } from '../form/form-table.ts';
import { layRegionTable } from '../region/region-tables.ts';
import { ExactInstantError } from '../../shared/pipeline/as-of.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { regionTitle } from '../site/page-context.ts';
import { readAsked, type Asked } from './asked.ts';
import { writeBulkCsv } from './bulk-csv.ts';
import type { OfficialReport } from './official-docx.ts';
import {
  agencyNotes,
  agencyProvenance,
  comparisonProvenance,
  agencyYearsProvenance,
  nameRegion,
  regionNotes,
  regionProvenance,
} from './provenance.ts';
import { draftSections, emptySections, reportSections } from './report-text.ts';
import { chooseFormat, send, sendTable, type Format } from './send.ts';
import { makeStream } from './stream-of.ts';

type DownloadDeps = Pick<WebDeps, 'table' | 'now' | 'log'> & {
  readonly bucket: Pick<WebBucket, 'archived'>;
};

export function createDownloads(deps: DownloadDeps): Hono {
  const app = new Hono();
  app.use(sendSecurityHeaders());
  app.use(compress());
  app.use(refuseUnknownParameters);
  app.get('/regions/:code/years/:year/tables/:file{[a-z-]+\\.(csv|xlsx|json)}', async (c) => {
    const asked = readAsked(c, deps);
    const [name = '', extension] = c.req.param('file').split('.');
    const wanted = kindParam(c.req.query('kind'));
    const view = await regionViewOf(c, asked, wanted);
    // Where a region has child regions, only the list of its own agencies can be narrowed.
    const kind = name === 'agencies' || view.kind === wanted ? wanted : undefined;
    // The one table that the page shows in two ways.
    const asShares = name === 'chart-outcomes' && asSharesIn(c.req.query());
    const table = layRegionTable(view, name, { lang: asked.reader.lang, kind, asShares });
    if (!table) throw new RequestError(404, (t) => t.tableUnknown);
    const { t } = asked.reader;
    const taken = { ...table, provenance: regionProvenance(view, asked, { kind, asShares }) };
    const place = nameRegion(view.region, t);
    return sendTable(c, asked, taken, chooseFormat(extension), {
      chinese: `${regionTitle(t, place, { year: view.year, kind })}-${table.title}`,
      plain: `${view.region.code}-${view.year}-${name}`,
    });
  });
  app.get('/regions/:code/years/:year/consolidated.docx', async (c) => {
    const asked = readAsked(c, deps);
    const view = await regionViewOf(c, asked);
    const title = officialTitle(nameRegion(view.region, zhCn), view.year);
    const bytes = await (
      await loadWriter()
    )({
      title,
      edition: chooseEdition(view.year),
      figures: view.total.figures,
      mark: zhCn.draft.mark,
      sections: draftSections(await readDraft(asked.moment.table, view, asked.moment.at)),
      ...regionNotes(view, asked),
    });
    return send(c, asked, bytes, 'docx', {
      chinese: title,
      plain: `${view.region.code}-${view.year}-consolidated`,
    });
  });
  app.get('/agencies/:id/tables/:file{[a-z-]+\\.(csv|xlsx|json)}', async (c) => {
    const asked = readAsked(c, deps);
    const { at, table } = asked.moment;
    const id = readAgencyParam(c.req.param('id'));
    const view = await readAgencyYears(table, id, at);
    if (!view) throw new RequestError(404, (t) => t.agencyUnknown(id));
    const [name = '', extension] = c.req.param('file').split('.');
    const found = layAgencyTable(view, name, asked.reader.lang);
    if (!found) throw new RequestError(404, (t) => t.tableUnknown);
    const taken = { ...found, provenance: agencyYearsProvenance(view, asked) };
    return sendTable(c, asked, taken, chooseFormat(extension), {
      chinese: `${view.roster.name}-${found.title}`,
      plain: `${id}-${name}`,
    });
  });
  app.get('/agencies/:id/years/:year/:file{form\\.(csv|xlsx|json|docx)}', async (c) => {
    const asked = readAsked(c, deps);
    const { at, table } = asked.moment;
    const id = readAgencyParam(c.req.param('id'));
    const form = await readAgencyForm(table, id, readYearParam(c.req.param('year'), at), at);
    if (!form) throw new RequestError(404, (t) => t.agencyUnknown(id));
    const format = chooseFormat(c.req.param('file').split('.')[1]);
    return format === 'docx' ? sendReport(c, asked, form, deps) : sendForm(c, asked, form, format);
  });
  app.get('/compare/tables/:file{(side|years)\\.(csv|xlsx|json)}', async (c) => {
    const asked = readAsked(c, deps);
    const { at, table: source } = asked.moment;
    const [name = '', extension] = c.req.param('file').split('.');
    const view = await readComparison(source, compareQuery(new URL(c.req.url).searchParams, at), at);
    const { lang } = asked.reader;
    const table = name === 'side' ? layRows(listStandings(view, lang)) : layYears(view, lang);
    const taken = { ...table, provenance: comparisonProvenance(view, asked) };
    return sendTable(c, asked, taken, chooseFormat(extension), {
      chinese: table.title,
      plain: `compare-${view.measure}-${name === 'side' ? view.year : 'years'}`,
    });
  });
  app.get('/api/v1/regions/:code/years/:file{[^/]+\\.csv}', (c) => sendBulk(c, deps));
  app.notFound((c) => describeRequestProblem(c, new RequestError(404, (t) => t.noSuchPath)));
  app.onError((error, c) => {
    if (error instanceof RequestError) return describeRequestProblem(c, error);
    const led = error instanceof ExactInstantError ? leadToDay(c, deps.now()) : undefined;
    if (led) return led;
    const requestId = crypto.randomUUID();
    deps.log.error('a download failed', { requestId, error });
    return describeFailureProblem(c, requestId);
  });
  return app;
}

const officialTitle = (name: string, year: number): string => `${name}${year}年政府信息公开工作年度报告`;

async function regionViewOf(
  c: Context,
  { moment: { at, table } }: Asked,
  kind?: AgencyKind,
): Promise<RegionView> {
  const code = readRegionParam(c.req.param('code'));
  const year = readYearParam(c.req.param('year'), at);
  const view = await readRegionView(table, {
    code,
    year,
    now: at,
    kind: kind && isCountedKind(kind) ? kind : undefined,
    extent: 'whole',
  });
  if (!view) throw new RequestError(404, (t) => t.regionUnknown(code));
  return view;
}

function kindParam(value: string | undefined): AgencyKind | undefined {
  const kind = AGENCY_KINDS.find((known) => known === value);
  if (value !== undefined && kind === undefined)
    throw new RequestError(400, (t) => t.kindUnknown(AGENCY_KINDS.join(', ')), 'kind');
  return kind;
}

const nameForm = ({ roster, year }: AgencyForm, { reader: { t } }: Asked) => ({
  chinese: `${t.titleOf(nameInYear(roster, year), year)}-${t.agency.form}`,
  plain: `${roster.id}-${year}-form`,
});

function sendForm(
  c: Context,
  asked: Asked,
  form: AgencyForm,
  format: Exclude<Format, 'docx'>,
): Response | Promise<Response> {
  const { lang, t } = asked.reader;
  const edition = chooseEdition(form.year);
  const table = formTable(form.figures, { edition, title: t.take.agencyForm, lang, t });
  const taken = { ...table, provenance: agencyProvenance(form, asked) };
  return sendTable(c, asked, taken, format, nameForm(form, asked));
}

/** The report in force as it was filed: its text is in the archive alone. */
async function sendReport(
  c: Context,
  asked: Asked,
  form: AgencyForm,
  { bucket }: Pick<DownloadDeps, 'bucket'>,
): Promise<Response> {
  const { roster, year, figures } = form;
  const shown = await readShownText(asked.moment.table, bucket, form);
  const bytes = await (
    await loadWriter()
  )({
    title: officialTitle(nameInYear(roster, year), year),
    edition: chooseEdition(year),
    figures,
    ...shown,
    ...agencyNotes(form, asked),
  });
  return send(c, asked, bytes, 'docx', nameForm(form, asked));
}

type ShownText = Pick<OfficialReport, 'preamble' | 'sections' | 'signature'>;

/** As the agency's page shows it: a text that bears private data, or was taken away, is not. */
async function readShownText(
  table: Pick<WebDeps['table'], 'submissionsAt'>,
  bucket: DownloadDeps['bucket'],
  { roster, year, inForce, acts }: AgencyForm,
): Promise<ShownText> {
  const { docx } = zhCn.take;
  if (!inForce) return { sections: emptySections(docx.notInForce) };
  const { withheld } = zhCn.agency;
  const place = tellPlace({ roster, year });
  const [submission, bytes] = await Promise.all([
    readSubmissionItem(table, place, inForce.submissionId),
    bucket.archived(inForce.sha256),
  ]);
  if (submission?.redacted) return { sections: emptySections(withheld.redacted) };
  if (isTextWithheld(acts, inForce)) return { sections: emptySections(withheld.office) };
  const decoded = bytes && decodeShown(bytes);
  if (decoded?.isWithheld === true) return { sections: emptySections(withheld['private-data']) };
  const report = decoded?.kind === 'read' ? decoded.report : undefined;
  return report
    ? { preamble: report.preamble, sections: reportSections(report), signature: report.signature }
    : { sections: emptySections(docx.onThePage) };
}

/** Every report below a region: what is known of the region is read first, the rest while it is sent. */
async function sendBulk(c: Context, deps: DownloadDeps): Promise<Response> {
  const asked = readAsked(c, deps);
  const { at, asOf, table } = asked.moment;
  const code = readRegionParam(c.req.param('code'));
  const year = readYearParam(c.req.param('file')?.replace(/\.csv$/, ''), at);
  const [children, { names, years }] = await Promise.all([
    table.children(code, year),
    table.regionYears(code, asOf === undefined ? [year] : [], [code]),
  ]);
  const isKnown =
    code === NATION ||
    names.has(code) ||
    years.size > 0 ||
    children.agencies.length + children.regions.length > 0;
  if (!isKnown) throw new RequestError(404, (t) => t.regionUnknown(code));
  const name = names.get(code) ?? (code === NATION ? zhCn.nation : code);
  const lines = writeBulkCsv({
    region: { name, children },
    year,
    at,
    origin: asked.origin,
    childrenOf: (below) => table.children(below, year),
  });
  const body = makeStream(lines, (error) => {
    deps.log.error('a download broke off', { requestId: crypto.randomUUID(), error });
  });
  return send(c, asked, body, 'csv', {
    chinese: `${name}${year}年全部报告`,
    plain: `${code}-${year}`,
  });
}

/** A quarter of all code, which a Word file alone needs. */
const loadWriter = async () => (await import('./official-docx.ts')).writeOfficialDocx;
