/** Everything that can be taken along. A function of its own: its libraries and its time are not a page's. */
import { create as contentDisposition } from 'content-disposition';
import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import { AGENCY_KINDS, chinaMinuteOf, type AgencyKind } from '../../shared/domain/calendar.ts';
import { editionOf } from '../../shared/domain/catalogue.ts';
import { NATION } from '../../shared/domain/region.ts';
import { cachingOf, momentOf, type Moment } from '../http/as-of.ts';
import { agencyParam, regionParam, yearParam } from '../http/params.ts';
import { failureProblem, requestProblem } from '../http/problem.ts';
import { readerOf, type Reader } from '../http/reader.ts';
import { RequestError } from '../http/request-error.ts';
import { securityHeaders } from '../http/security-headers.ts';
import { readAgencyForm, type AgencyForm } from '../model/agency-form.ts';
import { readRegionView, type NamedRegion, type RegionView } from '../model/region-view.ts';
import type { WebDeps } from '../ports.ts';
import { formTable } from '../tables/form-table.ts';
import { regionTable } from '../tables/region-tables.ts';
import type { Provenance, TakenTable } from '../tables/table.ts';
import { zhCn, type Texts } from '../texts/zh-cn.ts';
import { agencyYearPath, href, regionPath } from '../views/page-context.ts';
import { bulkCsv } from './bulk-csv.ts';
import { csvFile } from './csv-file.ts';
import { jsonFile } from './json-file.ts';
import { officialDocx, type OfficialReport } from './official-docx.ts';
import { streamOf } from './stream-of.ts';
import { xlsxFile } from './xlsx-file.ts';

export type DownloadDeps = Pick<WebDeps, 'table' | 'now' | 'log'>;

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
type Format = keyof typeof TYPES;

export function createDownloads(deps: DownloadDeps): Hono {
  const app = new Hono();
  app.use(securityHeaders);
  app.use(compress());
  app.get('/regions/:code/years/:year/tables/:file{[a-z-]+\\.(csv|xlsx|json)}', async (c) => {
    const asked = askedOf(c, deps);
    const [name = '', extension] = c.req.param('file').split('.');
    const wanted = kindParam(c.req.query('kind'));
    const view = await regionViewOf(c, asked, wanted);
    // Of a region with child regions only the list of its own agencies can be narrowed.
    const kind = name === 'agencies' || view.kind === wanted ? wanted : undefined;
    const table = regionTable(view, name, { lang: asked.reader.lang, kind });
    if (!table) throw new RequestError(404, (t) => t.tableUnknown);
    const { t } = asked.reader;
    const taken = { ...table, provenance: regionProvenance(view, asked, kind) };
    const place = nameOf(view.region, t);
    return sendTable(c, asked, taken, formatOf(extension), {
      chinese: `${t.titleOf(place, view.year)}-${table.title}`,
      plain: `${view.region.code}-${view.year}-${name}`,
    });
  });
  app.get('/regions/:code/years/:year/consolidated.docx', async (c) => {
    const asked = askedOf(c, deps);
    const view = await regionViewOf(c, asked);
    const title = `${nameOf(view.region, zhCn)}${view.year}年政府信息公开工作年度报告`;
    const bytes = await officialDocx({
      title,
      edition: editionOf(view.year),
      figures: view.total.figures,
      ...regionNotes(view, asked),
    });
    return send(c, asked, bytes, 'docx', {
      chinese: title,
      plain: `${view.region.code}-${view.year}-consolidated`,
    });
  });
  app.get('/agencies/:id/years/:year/:file{form\\.(csv|xlsx|json|docx)}', async (c) => {
    const asked = askedOf(c, deps);
    const { at, table } = asked.moment;
    const id = agencyParam(c.req.param('id'));
    const form = await readAgencyForm(table, id, yearParam(c.req.param('year'), at), at);
    if (!form) throw new RequestError(404, (t) => t.agencyUnknown(id));
    const format = formatOf(c.req.param('file').split('.')[1]);
    return sendForm(c, asked, form, format);
  });
  app.get('/api/v1/regions/:code/years/:file{[^/]+\\.csv}', async (c) => {
    const asked = askedOf(c, deps);
    const { at, asOf, table } = asked.moment;
    const code = regionParam(c.req.param('code'));
    const year = yearParam(c.req.param('file').replace(/\.csv$/, ''), at);
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
    const lines = bulkCsv({
      region: { name, children },
      year,
      at,
      origin: asked.origin,
      childrenOf: (below) => table.children(below, year),
    });
    return send(c, asked, streamOf(lines), 'csv', {
      chinese: `${name}${year}年全部报告`,
      plain: `${code}-${year}`,
    });
  });
  app.notFound((c) => requestProblem(c, new RequestError(404, (t) => t.noSuchPath)));
  app.onError((error, c) => {
    if (error instanceof RequestError) return requestProblem(c, error);
    const requestId = crypto.randomUUID();
    deps.log.error('a download failed', { requestId, error });
    return failureProblem(c, requestId);
  });
  return app;
}

/** What a request is asked by whom, of when, and under which address the site is. */
interface Asked {
  readonly reader: Reader;
  readonly moment: Moment;
  readonly origin: string;
  readonly caching: string;
}

function askedOf(c: Context, deps: DownloadDeps): Asked {
  const moment = momentOf(c, deps);
  return {
    reader: readerOf(c, 'zh-CN'),
    moment,
    origin: originOf(c),
    caching: cachingOf(moment, deps.now()),
  };
}

/** Behind the distribution the request names the function; the distribution says under which name it was asked. */
function originOf(c: Context): string {
  const asked = c.req.header('x-forwarded-host');
  return asked !== undefined && HOST.test(asked) ? `https://${asked}` : new URL(c.req.url).origin;
}
const HOST = /^[a-z0-9.-]+(:[0-9]+)?$/i;

async function regionViewOf(
  c: Context,
  { moment: { at, table } }: Asked,
  kind?: AgencyKind,
): Promise<RegionView> {
  const code = regionParam(c.req.param('code'));
  const year = yearParam(c.req.param('year'), at);
  const view = await readRegionView(table, code, year, at, kind === 'consolidated' ? undefined : kind);
  if (!view) throw new RequestError(404, (t) => t.regionUnknown(code));
  return view;
}

function kindParam(value: string | undefined): AgencyKind | undefined {
  const kind = AGENCY_KINDS.find((known) => known === value);
  if (value !== undefined && kind === undefined)
    throw new RequestError(400, (t) => t.kindUnknown(AGENCY_KINDS.join(', ')), 'kind');
  return kind;
}

function formatOf(extension: string | undefined): Format {
  const known = extension !== undefined && Object.hasOwn(TYPES, extension);
  return known && (extension === 'csv' || extension === 'xlsx' || extension === 'docx') ? extension : 'json';
}

const nameOf = ({ code, name }: NamedRegion, t: Texts): string =>
  code === NATION ? t.nation : (name ?? code);

/** The page that shows the table: in the file's language, of the instant that was asked for. */
function linkTo({ origin, reader, moment }: Asked, path: string): string {
  return origin + href({ lang: reader.lang, langInAddress: reader.inAddress, past: moment.asOf }, path);
}

function regionProvenance(view: RegionView, asked: Asked, kind: AgencyKind | undefined): Provenance {
  const { t } = asked.reader;
  const { filters } = t.take;
  const { region, year, total } = view;
  return {
    source: t.take.sourceIs,
    filter: [
      { key: 'region', label: filters.region, value: `${nameOf(region, t)} ${region.code}` },
      { key: 'year', label: filters.year, value: String(year) },
      ...(kind === undefined ? [] : [{ key: 'kind', label: filters.kind, value: t.kinds[kind] }]),
      {
        key: 'reports',
        label: filters.reports,
        value: `${total.reports.accepted} / ${total.reports.expected}`,
      },
    ],
    asOf: asked.moment.at,
    link: linkTo(asked, regionPath(region.code, year)),
  };
}

function agencyProvenance({ roster, region, year, standing, inForce }: AgencyForm, asked: Asked): Provenance {
  const { t } = asked.reader;
  const { filters } = t.take;
  return {
    source: t.take.sourceIs,
    filter: [
      { key: 'agency', label: filters.agency, value: `${roster.name} ${roster.id}` },
      { key: 'region', label: filters.region, value: `${nameOf(region, t)} ${region.code}` },
      { key: 'year', label: filters.year, value: String(year) },
      { key: 'state', label: filters.state, value: t.states[standing.state] },
      ...(inForce
        ? [
            {
              key: 'version',
              label: filters.version,
              value: t.take.asOfIs(chinaMinuteOf(inForce.receivedAt)),
            },
          ]
        : []),
    ],
    asOf: asked.moment.at,
    link: linkTo(asked, agencyYearPath(roster.id, year)),
  };
}

function regionNotes(view: RegionView, asked: Asked): Pick<OfficialReport, 'place' | 'foot' | 'notes'> {
  const { accepted, expected, synthetic } = view.total.reports;
  const instant = zhCn.take.asOfIs(chinaMinuteOf(asked.moment.at));
  return {
    place: zhCn.take.docx.toWrite,
    foot: zhCn.take.docx.counted(String(expected), String(accepted), instant),
    notes: [
      ...(synthetic > 0 ? [zhCn.data.syntheticBanner(String(synthetic))] : []),
      `${zhCn.take.source}：${zhCn.take.sourceIs}`,
      `${zhCn.take.link}：${linkTo(asked, regionPath(view.region.code, view.year))}`,
    ],
  };
}

async function sendForm(c: Context, asked: Asked, form: AgencyForm, format: Format): Promise<Response> {
  const { lang, t } = asked.reader;
  const { roster, year, figures, standing, inForce } = form;
  const edition = editionOf(year);
  const names = {
    chinese: `${t.titleOf(roster.name, year)}-${t.agency.form}`,
    plain: `${roster.id}-${year}-form`,
  };
  const provenance = agencyProvenance(form, asked);
  if (format !== 'docx') {
    const table = formTable(figures, { edition, title: t.take.agencyForm, lang, t });
    return sendTable(c, asked, { ...table, provenance }, format, names);
  }
  const instant = zhCn.take.asOfIs(chinaMinuteOf(asked.moment.at));
  const bytes = await officialDocx({
    title: `${roster.name}${year}年政府信息公开工作年度报告`,
    edition,
    figures,
    place: zhCn.take.docx.onThePage,
    foot: zhCn.take.docx.agency(
      zhCn.states[standing.state],
      inForce && chinaMinuteOf(inForce.receivedAt),
      instant,
    ),
    notes: [
      ...(roster.dataset === 'synthetic' ? [zhCn.data.syntheticHint] : []),
      `${zhCn.take.link}：${provenance.link}`,
    ],
  });
  return send(c, asked, bytes, 'docx', names);
}

interface FileNames {
  readonly chinese: string;
  /** For what cannot read the other (RFC 6266). */
  readonly plain: string;
}

async function sendTable(
  c: Context,
  asked: Asked,
  table: TakenTable,
  format: Format,
  names: FileNames,
): Promise<Response> {
  const { t } = asked.reader;
  const body =
    format === 'xlsx' ? await xlsxFile(table, t) : format === 'csv' ? csvFile(table, t) : jsonFile(table);
  return send(c, asked, body, format, names);
}

function send(
  c: Context,
  { caching }: Asked,
  body: string | Uint8Array | ReadableStream,
  format: Format,
  { chinese, plain }: FileNames,
): Response {
  return c.body(
    typeof body === 'string' || body instanceof ReadableStream ? body : Uint8Array.from(body),
    200,
    {
      'content-type': TYPES[format],
      'content-disposition': contentDisposition(`${fileSystemName(chinese)}.${format}`, {
        fallback: `${plain}.${format}`,
      }),
      'cache-control': caching,
      vary: 'Accept-Language, Cookie',
      'access-control-allow-origin': '*',
    },
  );
}

/** Characters that a file's name may not have on some system. */
const fileSystemName = (name: string): string => name.replaceAll(/[\\/:*?"<>|\s]+/g, ' ').trim();
