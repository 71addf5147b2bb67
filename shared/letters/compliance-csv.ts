/** Compliance as CSV: one line for each agency, UTF-8 with a byte order mark, so that Excel reads it. */
import { stringify } from 'csv-stringify/sync';
import { printChinaMinute, type Instant, type IsoDay } from '../domain/basics/calendar.ts';
import {
  CHANGE_NAMES,
  LISTS,
  setApart,
  type ChangeName,
  type ComplianceChanges,
  type ComplianceLine,
  type ComplianceSummary,
} from '../domain/compliance/compliance.ts';
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
  readonly cell: (line: ComplianceLine, language: Language) => string | number;
}

const shownCell = (cell: string | number): string | number =>
  typeof cell === 'string' ? showControlsInLines(cell) : cell;
const instant = (at: Instant | undefined): string => (at === undefined ? '' : printChinaMinute(at));

/** Internal dates, an office's words, and names that some agency had in the year, have columns behind the others, where there are any. */
function columnsOf(
  year: number,
  changes: ComplianceChanges,
  lines: readonly ComplianceLine[],
): readonly Column[] {
  const changed = new Map<string, ChangeName[]>();
  for (const name of CHANGE_NAMES)
    for (const { id } of changes[name]) changed.set(id, [...(changed.get(id) ?? []), name]);
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
      cell: ({ id }, language) =>
        (changed.get(id) ?? []).map((name) => CHANGE_WORDS[name][language]).join(' '),
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
    ...(lines.some(({ internal }) => internal) ? INTERNAL_COLUMNS : []),
    ...(lines.some(({ office }) => office) ? OFFICE_COLUMNS : []),
    ...(lines.some(({ nameInYear }) => nameInYear !== undefined)
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
  { year, changes, basis }: Pick<ComplianceSummary, 'year' | 'changes' | 'basis'>,
  lines: readonly ComplianceLine[],
  language: Language = 'zh',
): ComplianceLaid {
  const columns = columnsOf(year, changes, lines);
  const { own, consolidated, vertical } = setApart(lines, basis);
  return {
    columns: columns.map(({ key, head }) => ({ key, head: head[language] })),
    rows: [...own, ...consolidated, ...vertical].map((line) =>
      columns.map(({ cell }) => shownCell(cell(line, language))),
    ),
  };
}

export function writeComplianceCsv(
  summary: Pick<ComplianceSummary, 'year' | 'changes' | 'basis'>,
  lines: readonly ComplianceLine[],
  language: Language = 'zh',
): string {
  const { columns, rows } = layCompliance(summary, lines, language);
  return stringify(
    [columns.map(({ head }) => head), ...rows],
    // A name that begins like a formula is not run by a spreadsheet.
    { bom: true, record_delimiter: 'windows', quote_record_delimiter: true, escape_formulas: true },
  );
}
