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
    { head: { zh: '机构标识', en: 'Id' }, cell: ({ id }) => id },
    { head: { zh: '机构', en: 'Agency' }, cell: ({ name }) => name },
    { head: { zh: '地区代码', en: 'District code' }, cell: ({ district }) => district },
    { head: { zh: '地区', en: 'District' }, cell: ({ districtName }) => districtName ?? '' },
    { head: { zh: '类别', en: 'Kind' }, cell: ({ kind }, language) => KIND_WORDS[kind][language] },
    { head: { zh: '年度', en: 'Year' }, cell: () => year },
    { head: { zh: '状态', en: 'State' }, cell: (line, language) => stateInFile(line)[language] },
    {
      head: { zh: '零报告', en: 'Zero report' },
      cell: ({ zero }, language) => (zero ? ZERO_WORDS[zero][language] : ''),
    },
    { head: { zh: '截止日', en: 'Deadline' }, cell: ({ deadline }) => deadline },
    { head: { zh: '延期理由', en: 'Reason of the extension' }, cell: ({ extension }) => extension ?? '' },
    { head: { zh: '逾期天数', en: 'Days overdue' }, cell: ({ overdueDays }) => overdueDays },
    { head: { zh: '迟报天数', en: 'Days late' }, cell: ({ lateDays }) => lateDays },
    {
      head: { zh: '首次接收\uff08北京时间\uff09', en: 'First accepted (China time)' },
      cell: ({ firstAcceptedAt }) => instant(firstAcceptedAt),
    },
    {
      head: { zh: '更正\uff08北京时间\uff09', en: 'Corrected (China time)' },
      cell: ({ correctedAt }) => instant(correctedAt),
    },
    {
      head: { zh: '最近报送\uff08北京时间\uff09', en: 'Newest submission (China time)' },
      cell: ({ latestAt }) => instant(latestAt),
    },
    { head: { zh: '未结处数', en: 'Open findings' }, cell: ({ open }) => open.count },
    {
      head: { zh: '未结核对结果', en: 'What is open' },
      cell: ({ open }, language) => openText(year, open.findings, language).join('\n'),
    },
    {
      head: { zh: '变化', en: 'Change' },
      cell: ({ id }, language) =>
        (changed.get(id) ?? []).map((name) => CHANGE_WORDS[name][language]).join(' '),
    },
    // Empty: contacts are not everybody's. Whoever counts columns finds the others where they were.
    { head: { zh: '联系邮箱', en: 'Contact' }, cell: () => '' },
    {
      head: LIST_WORDS.returnedCorrection,
      cell: (line) => (LISTS.returnedCorrection(line) ? instant(line.latestAt) : ''),
    },
    {
      head: { zh: '数据来源', en: 'Data' },
      cell: ({ dataset }, language) => (dataset === 'synthetic' ? SYNTHETIC_WORD[language] : ''),
    },
    {
      head: { zh: '公布日期', en: 'Published on' },
      cell: ({ publication }) => publication?.publishedOn ?? '',
    },
    {
      head: { zh: '公布情况', en: 'Publication' },
      cell: ({ publication }, language) =>
        publication ? PUBLICATION_WORDS[publication.state][language] : '',
    },
    {
      head: { zh: '公布逾期天数', en: 'Published days late' },
      cell: ({ publication }) => (publication?.publishedOn === undefined ? '' : publication.lateDays),
    },
    {
      head: { zh: '公布网址检查', en: 'Published page' },
      cell: ({ publication }, language) =>
        publication?.source ? SOURCE_WORDS[publication.source][language] : '',
    },
    ...(lines.some(({ internal }) => internal) ? INTERNAL_COLUMNS : []),
    ...(lines.some(({ office }) => office) ? OFFICE_COLUMNS : []),
    ...(lines.some(({ nameInYear }) => nameInYear !== undefined)
      ? [{ head: { zh: '当年名称', en: 'Name in that year' }, cell: ({ nameInYear = '' }) => nameInYear }]
      : []),
  ];
}

const INTERNAL_COLUMNS: readonly Column[] = [
  { head: { zh: '内部时限', en: 'Internal date' }, cell: ({ internal }) => internal?.until ?? '' },
  {
    head: { zh: '内部时限依据', en: 'Reason of the internal date' },
    cell: ({ internal }) => internal?.reason ?? '',
  },
  {
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
    head: { zh: '主管部门', en: 'Office' },
    cell: (line, language) =>
      listOfficeWords(line)
        .map((word) => word[language])
        .join('\n'),
  },
  {
    head: { zh: '更正期限', en: 'To be corrected by' },
    cell: (line) =>
      listDemands(line)
        .map(({ until }) => until)
        .join('\n'),
  },
  {
    head: { zh: '更正理由', en: 'Reason of the correction' },
    cell: (line) =>
      listDemands(line)
        .map(({ reason = '' }) => reason)
        .join('\n'),
  },
];

/** What a document states stands in findings, too: it moves no cursor, and begins no line of a mail that is not ours. */
/** Those of agencies in the order given, behind them those of kinds that are added to nothing. */
export function writeComplianceCsv(
  { year, changes }: Pick<ComplianceSummary, 'year' | 'changes'>,
  lines: readonly ComplianceLine[],
  language: Language = 'zh',
): string {
  const columns = columnsOf(year, changes, lines);
  const { own, consolidated, vertical } = setApart(lines);
  return stringify(
    [
      columns.map(({ head }) => head[language]),
      ...[...own, ...consolidated, ...vertical].map((line) =>
        columns.map(({ cell }) => shownCell(cell(line, language))),
      ),
    ],
    // A name that begins like a formula is not run by a spreadsheet.
    { bom: true, record_delimiter: 'windows', quote_record_delimiter: true, escape_formulas: true },
  );
}
