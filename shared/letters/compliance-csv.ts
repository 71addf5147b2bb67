/** Compliance as CSV: one line for each agency, UTF-8 with a byte order mark, so that Excel reads it. */
import { stringify } from 'csv-stringify/sync';
import { printChinaMinute, type Instant, type IsoDay } from '../domain/basics/calendar.ts';
import {
  LISTS,
  setApart,
  type ChangedLine,
  type ComplianceLine,
  type ComplianceSummary,
} from '../domain/compliance/compliance.ts';
import { makeTellingChanges } from '../domain/compliance/line-index.ts';
import type { ComplianceOutline } from '../domain/compliance/outline.ts';
import { showControlsInLines } from '../domain/basics/shown-controls.ts';
import {
  CHANGE_WORDS,
  KIND_WORDS,
  LIST_WORDS,
  stateInFile,
  SYNTHETIC_WORD,
  ZERO_WORDS,
} from '../domain/compliance/state-words.ts';
import { listOfficeWords } from '../domain/compliance/office-in-lists.ts';
import { PUBLICATION_WORDS, SOURCE_WORDS } from '../domain/standing/publication-words.ts';
import type { Text } from '../domain/basics/text.ts';
import { openText } from './open-text.ts';

type Language = keyof Text;

interface Column {
  readonly key: string;
  readonly head: Text;
  readonly cell: (
    line: ComplianceLine,
    language: Language,
    changes: ChangedLine['changes'],
  ) => string | number;
}

const shownCell = (cell: string | number): string | number =>
  typeof cell === 'string' ? showControlsInLines(cell) : cell;
const instant = (at: Instant | undefined): string => (at === undefined ? '' : printChinaMinute(at));

/** Internal dates, an office's words, and names that some agency had in the year, have columns behind the others, where there are any. */
type Columns = Pick<ComplianceOutline, 'hasInternalDates' | 'hasOffices' | 'hasNamesInYear'>;

const findColumns = (lines: readonly ChangedLine[]): Columns => ({
  hasInternalDates: lines.some(({ line }) => line.internal),
  hasOffices: lines.some(({ line }) => line.office),
  hasNamesInYear: lines.some(({ line }) => line.nameInYear !== undefined),
});

function columnsOf(
  year: number,
  { hasInternalDates, hasOffices, hasNamesInYear }: Columns,
): readonly Column[] {
  return [
    { key: 'id', head: { zh: '机构标识', en: 'Id' }, cell: ({ id }) => id },
    { key: 'agency', head: { zh: '机构', en: 'Agency' }, cell: ({ name }) => name },
    { key: 'districtCode', head: { zh: '地区代码', en: 'District code' }, cell: ({ district }) => district },
    { key: 'district', head: { zh: '地区', en: 'District' }, cell: ({ districtName }) => districtName ?? '' },
    {
      key: 'kind',
      head: { zh: '类别', en: 'Kind' },
      cell: ({ kind }, language) => KIND_WORDS[kind][language],
    },
    { key: 'year', head: { zh: '年度', en: 'Year' }, cell: () => year },
    {
      key: 'state',
      head: { zh: '状态', en: 'State' },
      cell: (line, language) => stateInFile(line)[language],
    },
    {
      key: 'zero',
      head: { zh: '零报告', en: 'Zero report' },
      cell: ({ zero }, language) => (zero ? ZERO_WORDS[zero][language] : ''),
    },
    { key: 'deadline', head: { zh: '截止日', en: 'Deadline' }, cell: ({ deadline }) => deadline },
    {
      key: 'extension',
      head: { zh: '延期理由', en: 'Reason of the extension' },
      cell: ({ extension }) => extension ?? '',
    },
    {
      key: 'overdueDays',
      head: { zh: '逾期天数', en: 'Days overdue' },
      cell: ({ overdueDays }) => overdueDays,
    },
    { key: 'lateDays', head: { zh: '迟报天数', en: 'Days late' }, cell: ({ lateDays }) => lateDays },
    {
      key: 'firstAcceptedAt',
      head: { zh: '首次接收\uff08北京时间\uff09', en: 'First accepted (China time)' },
      cell: ({ firstAcceptedAt }) => instant(firstAcceptedAt),
    },
    {
      key: 'correctedAt',
      head: { zh: '更正\uff08北京时间\uff09', en: 'Corrected (China time)' },
      cell: ({ correctedAt }) => instant(correctedAt),
    },
    {
      key: 'latestAt',
      head: { zh: '最近报送\uff08北京时间\uff09', en: 'Newest submission (China time)' },
      cell: ({ latestAt }) => instant(latestAt),
    },
    { key: 'openCount', head: { zh: '未结处数', en: 'Open findings' }, cell: ({ open }) => open.count },
    {
      key: 'openFindings',
      head: { zh: '未结核对结果', en: 'What is open' },
      cell: ({ open }, language) => openText(year, open.findings, language).join('\n'),
    },
    {
      key: 'change',
      head: { zh: '变化', en: 'Change' },
      cell: (_, language, changes) => changes.map((name) => CHANGE_WORDS[name][language]).join(' '),
    },
    // Empty: contacts are not everybody's. Whoever counts columns finds the others where they were.
    { key: 'contact', head: { zh: '联系邮箱', en: 'Contact' }, cell: () => '' },
    {
      key: 'correctionReturnedAt',
      head: LIST_WORDS.returnedCorrection,
      cell: (line) => (LISTS.returnedCorrection(line) ? instant(line.latestAt) : ''),
    },
    {
      key: 'data',
      head: { zh: '数据来源', en: 'Data' },
      cell: ({ dataset }, language) => (dataset === 'synthetic' ? SYNTHETIC_WORD[language] : ''),
    },
    {
      key: 'publishedOn',
      head: { zh: '公布日期', en: 'Published on' },
      cell: ({ publication }) => publication?.publishedOn ?? '',
    },
    {
      key: 'publication',
      head: { zh: '公布情况', en: 'Publication' },
      cell: ({ publication }, language) =>
        publication ? PUBLICATION_WORDS[publication.state][language] : '',
    },
    {
      key: 'publishedLateDays',
      head: { zh: '公布逾期天数', en: 'Published days late' },
      cell: ({ publication }) => (publication?.publishedOn === undefined ? '' : publication.lateDays),
    },
    {
      key: 'publishedPage',
      head: { zh: '公布网址检查', en: 'Published page' },
      cell: ({ publication }, language) =>
        publication?.source ? SOURCE_WORDS[publication.source][language] : '',
    },
    ...(hasInternalDates ? INTERNAL_COLUMNS : []),
    ...(hasOffices ? OFFICE_COLUMNS : []),
    ...(hasNamesInYear
      ? [
          {
            key: 'nameInYear',
            head: { zh: '当年名称', en: 'Name in that year' },
            cell: ({ nameInYear = '' }) => nameInYear,
          },
        ]
      : []),
  ];
}

const INTERNAL_COLUMNS: readonly Column[] = [
  {
    key: 'internalDate',
    head: { zh: '内部时限', en: 'Internal date' },
    cell: ({ internal }) => internal?.until ?? '',
  },
  {
    key: 'internalReason',
    head: { zh: '内部时限依据', en: 'Reason of the internal date' },
    cell: ({ internal }) => internal?.reason ?? '',
  },
  {
    key: 'afterInternalDays',
    head: { zh: '已过内部时限天数', en: 'Days after the internal date' },
    cell: ({ afterInternalDays }) => afterInternalDays,
  },
];

const listDemands = ({
  office,
}: ComplianceLine): readonly { until: IsoDay; reason?: string | undefined }[] => [
  ...(office?.returned ? [office.returned] : []),
  ...(office?.marks ?? []).flatMap(({ until, reason }) => (until === undefined ? [] : [{ until, reason }])),
];
const OFFICE_COLUMNS: readonly Column[] = [
  {
    key: 'office',
    head: { zh: '主管部门', en: 'Office' },
    cell: (line, language) =>
      listOfficeWords(line)
        .map((word) => word[language])
        .join('\n'),
  },
  {
    key: 'correctBy',
    head: { zh: '更正期限', en: 'To be corrected by' },
    cell: (line) =>
      listDemands(line)
        .map(({ until }) => until)
        .join('\n'),
  },
  {
    key: 'correctReason',
    head: { zh: '更正理由', en: 'Reason of the correction' },
    cell: (line) =>
      listDemands(line)
        .map(({ reason = '' }) => reason)
        .join('\n'),
  },
];

/** What files have of each agency: a column for each fact, and the lines of agencies before those of kinds beside them. */
interface ComplianceLaid {
  readonly columns: readonly { readonly key: string; readonly head: string }[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/**
 * Those of agencies in the order given, behind them those of kinds that are added to nothing. What a document states stands in
 * findings, too: it moves no cursor, and begins no line of a mail that is not ours.
 */
export function layCompliance(
  { year, basis }: Pick<ComplianceSummary, 'year' | 'basis'>,
  lines: readonly ChangedLine[],
  language: Language = 'zh',
  there: Columns = findColumns(lines),
): ComplianceLaid {
  const columns = columnsOf(year, there);
  const { own, consolidated, vertical } = setApart(
    lines.map(({ line, changes }) => ({ kind: line.kind, line, changes })),
    basis,
  );
  return {
    columns: columns.map(({ key, head }) => ({ key, head: head[language] })),
    rows: [...own, ...consolidated, ...vertical].map(({ line, changes }) =>
      columns.map(({ cell }) => shownCell(cell(line, language, changes))),
    ),
  };
}

export function writeComplianceCsv(
  { year, changes, basis }: Pick<ComplianceSummary, 'year' | 'changes' | 'basis'>,
  lines: readonly ComplianceLine[],
  language: Language = 'zh',
): string {
  const tellChanges = makeTellingChanges(changes);
  const changed = lines.map((line) => ({ line, changes: tellChanges(line) }));
  const { columns, rows } = layCompliance({ year, basis }, changed, language);
  return writeHead(columns) + writeRows(rows);
}

/** The same for so many lines that they are written as they are read. `parts`: in order, none of them of a kind beside the others. */
export async function* streamComplianceCsv(
  told: Pick<ComplianceSummary, 'year' | 'basis'>,
  there: Columns,
  parts: AsyncIterable<readonly ChangedLine[]>,
  language: Language = 'zh',
): AsyncGenerator<string, void, undefined> {
  yield writeHead(layCompliance(told, [], language, there).columns);
  for await (const lines of parts) yield writeRows(layCompliance(told, lines, language, there).rows);
}

// A name that begins like a formula is not run by a spreadsheet.
const FORM = { record_delimiter: 'windows', quote_record_delimiter: true, escape_formulas: true } as const;
const writeHead = (columns: ComplianceLaid['columns']): string =>
  stringify([columns.map(({ head }) => head)], { bom: true, ...FORM });
const writeRows = (rows: ComplianceLaid['rows']): string =>
  stringify(
    rows.map((row) => [...row]),
    FORM,
  );
