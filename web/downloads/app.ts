/** Everything that can be taken along. A function of its own: its libraries and its time are not a page's. */
import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import { AGENCY_KINDS, isCountedKind, type AgencyKind } from '../../shared/domain/basics/calendar.ts';
import { isTextWithheld } from '../../shared/domain/standing/acts/office-standing.ts';
import { decodeShown } from '../../shared/domain/document/redact-document.ts';
import { chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import { NATION } from '../../shared/domain/basics/region.ts';
import { refuseUnknownParameters } from '../http/known-parameters.ts';
import { isHeld } from '../http/entity-tag.ts';
import { refuseDayNotKept, refuseTooManyReplayed } from '../http/day-not-kept.ts';
import { leadToDay } from '../http/lead-to-day.ts';
import { answerLedOn, LedOnError } from '../http/led-on.ts';
import { readAgencyParam, readDatasetParam, readRegionParam, readYearParam } from '../http/params.ts';
import { describeFailureProblem, describeRequestProblem } from '../http/problem.ts';
import { asSharesIn } from '../region/region-params.ts';
import { RequestError } from '../http/request-error.ts';
import { sendSecurityHeaders } from '../http/security-headers.ts';
import { readAgencyForm, type AgencyForm } from '../agency/agency-form.ts';
import { readAgencyYears, readSubmissionItem, tellPlace } from '../agency/agency-view.ts';
import { readUploadedDocument } from '../agency/uploaded-document.ts';
import { readDraft } from '../region/region-draft.ts';
import { readRegionView, type RegionView } from '../region/region-view.ts';
import type { WebBucket, WebDeps } from '../ports.ts';
import { layAgencyTable } from '../agency/agency-tables.tsx';
import { formTable } from '../form/form-table.ts';
import { layRegionTable } from '../region/region-tables.ts';
import { DayNotKeptError, ExactInstantError, TooManyReplayedError } from '../../shared/pipeline/as-of.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { nameRegion } from '../site/named-region.ts';
import { regionTitle } from '../site/page-context.ts';
import { readAsked, type Asked } from './asked.ts';
import { sendArchiveFile } from './archive-file.ts';
import { writeBulkCsv } from './bulk-csv.ts';
import { tellDigest } from './digest.ts';
import type { OfficialReport } from './official-docx.ts';
import {
  agencyNotes,
  agencyProvenance,
  agencyYearsProvenance,
  regionNotes,
  regionProvenance,
} from './provenance.ts';
import { draftSections, emptySections, reportSections } from './report-text.ts';
import { chooseFormat, send, sendTable, type Format } from './send.ts';
import { makeStream } from './stream-of.ts';

type DownloadDeps = Pick<WebDeps, 'table' | 'summaries' | 'now' | 'log' | 'archive'> & {
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
    const dataset = c.req.query('dataset');
    const leftOut = readDatasetParam(dataset);
    if (leftOut && name !== 'agencies') throw new RequestError(400, (t) => t.datasetInTotals, 'dataset');
    const shown = leftOut
      ? { ...view, agencies: view.agencies.filter(({ dataset }) => !leftOut(dataset)) }
      : view;
    const table = layRegionTable(shown, name, { lang: asked.reader.lang, kind, asShares });
    if (!table) throw new RequestError(404, (t) => t.tableUnknown);
    const { t } = asked.reader;
    const taken = { ...table, provenance: regionProvenance(shown, asked, { kind, asShares, dataset }) };
    const place = nameRegion(view.region, t);
    return sendTable(c, asked, taken, chooseFormat(extension), {
      chinese: `${regionTitle(t, place, { year: view.year, kind })}-${table.title}${nameDatasets(dataset)}`,
      plain: `${view.region.code}-${view.year}-${name}${nameDatasets(dataset)}`,
    });
  });
  app.get('/regions/:code/years/:year/figures/tables/:file{[a-z-]+\\.(csv|xlsx|json)}', async (c) =>
    (await loadFigures()).sendFigures(c, readAsked(c, deps)),
  );
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
  app.get('/agencies/:id/years/:year/submissions/:submissionId/document.json', (c) =>
    sendDocument(c, readAsked(c, deps), deps),
  );
  app.get('/compare/tables/:file{(side|years)\\.(csv|xlsx|json)}', async (c) =>
    (await loadComparing()).sendComparison(c, readAsked(c, deps)),
  );
  app.get(
    '/compliance/:code/:year/tables/:file{(agencies\\.(csv|xlsx)|changes\\.xlsx|notice\\.docx)}',
    async (c) => {
      // With what tells compliance: the other files start sooner.
      const { sendComplianceFile } = await import('./compliance-files.ts');
      const onFailure = (error: unknown): void => tellBroken(deps, error);
      return sendComplianceFile(c, { ...deps, onFailure }, c.req.param('file'));
    },
  );
  app.get(
    '/regions/:code/departments/tables/:file{(functions|agencies|regions|reasons)\\.(csv|xlsx|json)}',
    async (c) => (await loadComparing()).sendDepartments(c, readAsked(c, deps)),
  );
  app.get('/compliance/:code/:year/assessment/tables/:file{(scores|facts)\\.(csv|xlsx|json)}', async (c) =>
    (await loadAssessing()).sendAssessment(c, readAsked(c, deps)),
  );
  app.get('/agencies/:id/years/:year/assessment/tables/:file{(scores|facts)\\.(csv|xlsx|json)}', async (c) =>
    (await loadAssessing()).sendAgencyAssessment(c, readAsked(c, deps)),
  );
  app.get('/api/v1/regions/:code/years/:file{[^/]+\\.csv}', (c) => sendBulk(c, deps));
  app.get('/api/v1/archive/:part/:file', (c) =>
    sendArchiveFile(c, { archive: deps.archive, onFailure: (error) => tellBroken(deps, error) }),
  );
  app.get('/api/v1/dictionary.csv', async (c) => {
    const { writeDictionaryCsv } = await import('./dictionary-csv.ts');
    return send(c, readAsked(c, deps), writeDictionaryCsv(), 'csv', {
      chinese: '数据字典',
      plain: 'dictionary',
    });
  });
  app.notFound((c) => describeRequestProblem(c, new RequestError(404, (t) => t.noSuchPath)));
  app.onError((error, c) => {
    if (error instanceof RequestError) return describeRequestProblem(c, error);
    if (error instanceof DayNotKeptError) return describeRequestProblem(c, refuseDayNotKept());
    if (error instanceof TooManyReplayedError) return describeRequestProblem(c, refuseTooManyReplayed());
    if (error instanceof LedOnError) return answerLedOn(c, error);
    const led = error instanceof ExactInstantError ? leadToDay(c, deps.now()) : undefined;
    if (led) return led;
    const requestId = crypto.randomUUID();
    deps.log.error('a download failed', { requestId, error });
    return describeFailureProblem(c, requestId);
  });
  return app;
}

const tellBroken = ({ log }: Pick<DownloadDeps, 'log'>, error: unknown): void =>
  log.error('a download broke off', { requestId: crypto.randomUUID(), error });

/** What a file leaves out is in its name. */
const nameDatasets = (dataset: string | undefined): string =>
  dataset === undefined ? '' : `-${dataset.replaceAll(',', '-')}`;

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

/** The very bytes that were uploaded: their hash is the one that is shown. */
async function sendDocument(
  c: Context,
  asked: Asked,
  { bucket }: Pick<DownloadDeps, 'bucket'>,
): Promise<Response> {
  const { at, table } = asked.moment;
  const id = readAgencyParam(c.req.param('id'));
  const year = readYearParam(c.req.param('year'), at);
  const found = await readUploadedDocument({ table, bucket }, id, year, c.req.param('submissionId') ?? '');
  if (found.kind === 'missing') throw new RequestError(404, (t) => t.submissionUnknown);
  if (found.kind === 'kept') throw new RequestError(404, (t) => t.documentKept);
  const tag = `"${found.sha256}"`;
  c.header('etag', tag);
  if (isHeld(c.req.header('if-none-match'), tag)) return c.body(null, 304);
  for (const [name, value] of Object.entries(tellDigest(c, found.sha256))) c.header(name, value);
  return send(c, asked, found.bytes, 'json', {
    chinese: `${id}-${year}`,
    plain: `${id}-${year}`,
  });
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
  const dataset = c.req.query('dataset');
  const leftOut = readDatasetParam(dataset);
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
    leavesOut: leftOut && (({ item }) => leftOut(item.agency.dataset)),
    childrenOf: (below) => table.children(below, year),
  });
  const body = makeStream(lines, (error) => tellBroken(deps, error));
  return send(c, asked, body, 'csv', {
    chinese: `${name}${year}年全部报告${nameDatasets(dataset)}`,
    plain: `${code}-${year}${nameDatasets(dataset)}`,
  });
}

/** The other files start sooner. */
const loadAssessing = () => import('./assessment-files.ts');
const loadComparing = () => import('./comparison-files.ts');
const loadFigures = () => import('./figure-files.ts');
/** A quarter of all code, which a Word file alone needs. */
const loadWriter = async () => (await import('./official-docx.ts')).writeOfficialDocx;
