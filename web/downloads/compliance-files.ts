/** A region's compliance as files: a list, what changed, and the notice (通报) of an office. */
import type { Context } from 'hono';
import type { ChangedLine } from '../../shared/domain/compliance/compliance.ts';
import { LIST_WORDS } from '../../shared/domain/compliance/state-words.ts';
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { layCompliance, streamComplianceCsv } from '../../shared/letters/compliance-csv.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { compliance, MOST_IN_WORKBOOK } from '../compliance/compliance-address.ts';
import { complianceQuery, complianceYear } from '../compliance/compliance-params.ts';
import { chooseChanged, chooseLines, type Chosen } from '../compliance/chosen-lines.ts';
import { readCompliance, type ComplianceView } from '../compliance/compliance-view.ts';
import { readRegionParam, readSinceParam } from '../http/params.ts';
import { RequestError } from '../http/request-error.ts';
import type { WebDeps } from '../ports.ts';
import { csvName, tellBasis, type ComplianceQuery } from '../compliance/compliance-query.ts';
import { noteBasis } from '../site/basis-note.ts';
import type { Provenance, Table } from '../site/table.ts';
import { inLang } from '../texts/language.ts';
import { NOTICE_WORDS } from '../texts/notice-zh-cn.ts';
import { nameRegion } from '../site/named-region.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { linkTo, readAsked, type Asked } from './asked.ts';
import { makeNotice, pickForNotice, readForNotice } from './compliance-notice.ts';
import { send, sendTable } from './send.ts';
import { makeStream } from './stream-of.ts';

interface FileDeps extends Pick<WebDeps, 'table' | 'summaries' | 'now'> {
  /** Learns of what breaks off while it is sent. */
  readonly onFailure: (error: unknown) => void;
}

/** Read at once of those that are sent while they are read. */
const LINES_AT_ONCE = 2000;

/** `file`: one of those that the route lets through. */
export async function sendComplianceFile(c: Context, deps: FileDeps, file: string): Promise<Response> {
  const asked = readAsked(c, deps);
  const view = await readAskedView(c, deps, asked);
  if (file === 'notice.docx') return sendNotice(c, asked, view);
  const { summary } = view;
  const list = file === 'changes.xlsx' ? pickChanged(view, asked) : pickListed(view, asked);
  if (file === 'agencies.csv') return streamCsv(c, deps, asked, view, list);
  if (list.chosen.total > MOST_IN_WORKBOOK)
    throw new RequestError(413, (t) => t.tooManyForWorkbook(formatNumber(MOST_IN_WORKBOOK)));
  const table = layLines(view, list, await list.chosen.read(0, list.chosen.total), asked);
  const name = nameRegion(summary.region, asked.reader.t);
  const { code } = summary.region;
  return sendTable(c, asked, { ...table, provenance: tellProvenance(view, list, asked) }, 'xlsx', {
    chinese: [
      asked.reader.t.compliance.title(name, summary.year),
      table.title,
      ...list.narrowed.flatMap(({ key, value }) => (key === 'list' ? [] : [value])),
    ].join('-'),
    plain: [code, summary.year, table.name, list.query.kind, list.query.district]
      .filter((part) => part !== undefined)
      .join('-'),
  });
}

/** Whose lines a workbook has, and what of the address they are chosen by. */
interface LinesTaken extends Pick<Table, 'name' | 'title'> {
  readonly chosen: Chosen;
  readonly query: Partial<ComplianceQuery>;
  /** In words, beside region and year. */
  readonly narrowed: Provenance['filter'];
}

/** As the page reads it. */
async function readAskedView(c: Context, deps: FileDeps, { moment }: Asked): Promise<ComplianceView> {
  const { now, asOf, at } = moment;
  const code = readRegionParam(c.req.param('code'));
  const view = await readCompliance(deps, {
    ...{ code, now, asOf },
    year: complianceYear(c.req.param('year'), now),
    query: complianceQuery(c.req.query()),
    since: readSinceParam(c.req.query('since'), at),
  });
  if (!view) throw new RequestError(404, (t) => t.regionUnknown(code));
  return view;
}

/** All lines that are asked for, as many as there are: the first are read before the answer begins. */
async function streamCsv(
  c: Context,
  { onFailure }: FileDeps,
  asked: Asked,
  { summary, outline, query }: ComplianceView,
  { chosen }: LinesTaken,
): Promise<Response> {
  const first = await chosen.read(0, LINES_AT_ONCE);
  async function* readOn(): AsyncGenerator<readonly ChangedLine[]> {
    yield first;
    for (let from = LINES_AT_ONCE; from < chosen.total; from += LINES_AT_ONCE)
      yield await chosen.read(from, from + LINES_AT_ONCE);
  }
  const language = asked.reader.lang === 'en' ? 'en' : 'zh';
  const body = makeStream(streamComplianceCsv(summary, outline, readOn(), language), onFailure);
  const name = csvName(summary, query).replace(/\.csv$/, '');
  return send(c, asked, body, 'csv', { chinese: name, plain: name });
}

/** Whatever the address narrows: what changed, and whatever came in besides. */
function pickChanged({ told, query }: ComplianceView, { reader: { t } }: Asked): LinesTaken {
  return {
    name: 'changes',
    title: t.compliance.changes.heading,
    chosen: chooseChanged(told),
    query: { since: query.since, consolidated: query.consolidated },
    narrowed: [],
  };
}

function pickListed({ summary, told, query }: ComplianceView, { reader: { t, lang } }: Asked): LinesTaken {
  const { list, kind, district } = query;
  const { lists, districts } = t.compliance;
  const { region, children } = summary;
  const child = children.find(({ code }) => code === district);
  const name = list === undefined ? lists.heading : inLang(LIST_WORDS[list], lang);
  return {
    name: list ?? 'agencies',
    title: name,
    chosen: chooseLines(told, query),
    query,
    narrowed: [
      ...(list === undefined ? [] : [{ key: 'list', label: lists.heading, value: name }]),
      ...(kind === undefined ? [] : [{ key: 'kind', label: t.take.filters.kind, value: t.kinds[kind] }]),
      ...(district === undefined
        ? []
        : [
            {
              key: 'district',
              label: t.take.filters.within,
              value:
                district === region.code
                  ? districts.ownLevel(nameRegion(region, t))
                  : `${child?.name ?? ''} ${district}`.trim(),
            },
          ]),
    ],
  };
}

function layLines(
  { summary }: ComplianceView,
  { name, title }: LinesTaken,
  lines: readonly ChangedLine[],
  { reader }: Asked,
): Table {
  const laid = layCompliance(summary, lines, reader.lang === 'en' ? 'en' : 'zh');
  // Empty in CSV, where others count columns: here nobody does.
  const isTaken = (i: number): boolean => laid.columns[i]?.key !== 'contact';
  const columns = laid.columns.filter((_, i) => isTaken(i));
  const rows = laid.rows.map((row) => row.filter((_, i) => isTaken(i)));
  return {
    name,
    title,
    columns: columns.map(({ key, head }, i) => ({
      key,
      label: head,
      // A year is no count: it has no thousands.
      type: key !== 'year' && rows.some((row) => typeof row[i] === 'number') ? 'number' : 'text',
    })),
    rows: rows.map((row) =>
      row.map((cell, i) => (cell === '' ? null : columns[i]?.key === 'year' ? String(cell) : cell)),
    ),
  };
}

function tellProvenance(view: ComplianceView, { query, narrowed }: LinesTaken, asked: Asked): Provenance {
  const { t } = asked.reader;
  const { filters } = t.take;
  const { summary, changes } = view;
  const { synthetic, obliged } = view.outline;
  const { region, year, at, basis } = summary;
  return {
    source: t.take.sourceIs,
    filter: [
      { key: 'region', label: filters.region, value: `${nameRegion(region, t)} ${region.code}` },
      { key: 'year', label: filters.year, value: String(year) },
      noteBasis({ basis, obliged }, t),
      ...narrowed,
      {
        key: 'since',
        label: t.compliance.changes.heading,
        value: t.compliance.changes.since(printChinaMinute(changes.since)),
      },
      ...(synthetic > 0
        ? [{ key: 'dataset', label: t.take.dataset, value: t.data.syntheticBanner(formatNumber(synthetic)) }]
        : []),
    ],
    asOf: at,
    link: linkTo(asked, compliance(view, { query })),
  };
}

/** In Chinese, whoever asks: it is an office's own document. */
async function sendNotice(c: Context, asked: Asked, view: ComplianceView): Promise<Response> {
  const { summary, outline, changes, told, query } = view;
  const { region, year, at } = summary;
  const name = nameRegion(region, zhCn);
  const lists =
    told.kind === 'kept'
      ? await readForNotice(told.kept, tellBasis(query.consolidated))
      : pickForNotice(told.summary);
  const facts = { head: summary, outline, changes };
  // In Chinese as well, or in the language of whoever opens it.
  const reader = { ...asked.reader, inAddress: false };
  const link = linkTo({ ...asked, reader }, compliance(view, {}));
  const { writeNoticeDocx } = await import('./notice-docx.ts');
  const bytes = await writeNoticeDocx(makeNotice({ facts, ...lists }, name), {
    foot: `${zhCn.compliance.title(name, year)}，${zhCn.asOf(printChinaMinute(at))}`,
    notes: [NOTICE_WORDS.told(zhCn.take.sourceIs), NOTICE_WORDS.address(link)],
  });
  return send(c, asked, bytes, 'docx', {
    chinese: NOTICE_WORDS.fileName(name, year),
    plain: `${region.code}-${year}-notice`,
  });
}
