/**
 * Reports in bulk, an agency's year a line: what is known of it, and every cell of the form. Files of a region's year, the
 * archive of all years and the data dictionary are drawn from these columns. Names stay as they are: programs read by them.
 */
import type { Instant } from '../basics/calendar.ts';
import { deadlineFor } from '../basics/deadlines.ts';
import type { Text } from '../basics/text.ts';
import { CATALOGUES, chooseEdition, EDITIONS, type CellKind, type Edition } from '../form/catalogue.ts';
import { fromStored } from '../form/figures.ts';
import { FEE_PARTS, readFee, takeFees } from '../form/processing-fees.ts';
import { countLateDays, tellState } from './agency-year.ts';
import type { AgencyYear } from './agency-year-record.ts';
import { tellPublication } from './publication.ts';
import { pickCheck } from './source-check.ts';

/** An agency's year, and what a line says beside. */
export interface BulkLine {
  readonly item: AgencyYear;
  readonly districtName: string;
  /** The instant that the file is of. */
  readonly at: Instant;
  /** The agency's page. */
  readonly link: string;
}

/** `null` where there is none: never zero. */
type BulkValue = string | number | null;

interface BulkColumn {
  readonly name: string;
  readonly read: (line: BulkLine) => BulkValue;
}

/** `code`: one of few words, or an id. */
export type FactType = 'text' | 'code' | 'number' | 'day' | 'instant';

/** What is known of an agency's year beside its form. */
interface FactColumn extends BulkColumn {
  readonly type: FactType;
  readonly label: Text;
  readonly says: Text;
}

const fact = (
  name: string,
  type: FactType,
  [labelZh, labelEn]: readonly [string, string],
  [zh, en]: readonly [string, string],
  read: FactColumn['read'],
): FactColumn => ({ name, type, label: { zh: labelZh, en: labelEn }, says: { zh, en }, read });

const dueOn = ({ agency, district, year, extension }: AgencyYear) =>
  deadlineFor({ kind: agency.kind, district }, year, extension);
const publicationIn = ({ item }: BulkLine) => tellPublication(item, dueOn(item));
const stateIn = ({ item: { obliged, inForce, latest } }: BulkLine) =>
  tellState({
    obliged,
    inForce: inForce && { openWarnings: inForce.openWarnings },
    submitted: latest !== undefined,
  });

export const FACT_COLUMNS: readonly FactColumn[] = [
  fact(
    'year',
    'number',
    ['年度', 'Year'],
    ['数字所属的年度', 'the year of the figures'],
    ({ item }) => item.year,
  ),
  fact(
    'edition',
    'code',
    ['格式', 'Edition'],
    [
      '年度报告格式:2019(2019、2020年度)或 2021(2021年度起),决定有哪些格',
      'edition of the form: 2019 (years 2019 and 2020) or 2021 (from 2021); it decides the cells',
    ],
    ({ item }) => chooseEdition(item.year),
  ),
  fact(
    'district',
    'code',
    ['地区代码', 'Region'],
    ['机构所属地区的行政区划代码(GB/T 2260)', 'code (GB/T 2260) of the region that the agency belongs to'],
    ({ item }) => item.district,
  ),
  fact(
    'districtName',
    'text',
    ['地区', 'Region’s name'],
    ['该地区的名称', 'name of that region'],
    ({ districtName }) => districtName,
  ),
  fact(
    'agency',
    'code',
    ['机构标识', 'Agency'],
    ['机构在名录中的标识', 'the agency’s id on the roster'],
    ({ item }) => item.agency.id,
  ),
  fact(
    'agencyName',
    'text',
    ['机构', 'Agency’s name'],
    ['机构今天的名称', 'the agency’s name of today'],
    ({ item }) => item.agency.name,
  ),
  fact(
    'agencyKind',
    'code',
    ['机构类别', 'Kind'],
    [
      'department 部门、government 政府、township 乡镇街道、institution 其他单位',
      'department, government, township or institution',
    ],
    ({ item }) => item.agency.kind,
  ),
  fact(
    'dataset',
    'code',
    ['数据来源', 'Dataset'],
    [
      'synthetic 演示数据(不是真实报告);published 取自已公布的报告;空:机构自己报送',
      'synthetic: demonstration data, no real report; published: from a published report; empty: filed by the agency',
    ],
    ({ item }) => item.agency.dataset ?? null,
  ),
  fact(
    'state',
    'code',
    ['状态', 'State'],
    [
      'accepted 已接收、flagged 待说明、returned 已退回、missing 未报送、not-obliged 无需报送',
      'accepted, flagged (with open warnings), returned, missing or not-obliged',
    ],
    stateIn,
  ),
  fact(
    'lateDays',
    'number',
    ['迟报天数', 'Days late'],
    [
      '第一份可接收的报告晚于截止日的天数;没有现行版本时为空',
      'days after the deadline of the first acceptable report; empty where none is in force',
    ],
    ({ item }) => (item.inForce ? countLateDays(dueOn(item), item.firstAccepted?.receivedAt) : null),
  ),
  fact(
    'nil',
    'code',
    ['零报告', 'Zero report'],
    ['true 或 false;没有现行版本时为空', 'true or false; empty where no report is in force'],
    ({ item: { inForce } }) => (inForce ? String(inForce.nil) : null),
  ),
  fact(
    'openWarnings',
    'number',
    ['未说明的警告', 'Open warnings'],
    ['现行版本中没有说明的警告数', 'warnings of the report in force that nobody has explained'],
    ({ item }) => item.inForce?.openWarnings ?? null,
  ),
  fact(
    'receivedAt',
    'instant',
    ['收到时间', 'Received at'],
    ['现行版本收到的时刻(UTC)', 'when the report in force was received (UTC)'],
    ({ item }) => item.inForce?.receivedAt ?? null,
  ),
  fact(
    'sha256',
    'code',
    ['文件指纹', 'Fingerprint'],
    ['现行版本原文件的 SHA-256', 'SHA-256 of the report in force as it was uploaded, byte by byte'],
    ({ item }) => item.inForce?.sha256 ?? null,
  ),
  fact(
    'asOf',
    'instant',
    ['截至', 'As of'],
    ['数字截至的时刻(UTC)', 'the instant of the figures (UTC)'],
    ({ at }) => at,
  ),
  fact(
    'link',
    'text',
    ['网页', 'Page'],
    ['机构该年度的网页;归档文件中为站内路径', 'the agency’s page; in the archive its path on the site'],
    ({ link }) => link,
  ),
  fact(
    'publication',
    'code',
    ['公布情况', 'Publication'],
    [
      'on-time 已按时公布、late 逾期公布、not-stated 未填;没有可公布的报告时为空',
      'on-time, late or not-stated; empty where there is nothing to publish',
    ],
    (line) => publicationIn(line)?.state ?? null,
  ),
  fact(
    'publishedOn',
    'day',
    ['公布日期', 'Published on'],
    ['报告或公布记录所填的公布日期', 'the day of publication, as stated'],
    (line) => publicationIn(line)?.publishedOn ?? null,
  ),
  fact(
    'sourceUrl',
    'text',
    ['公布网址', 'Address'],
    ['报告或公布记录所填的网址', 'the address of publication, as stated'],
    (line) => publicationIn(line)?.sourceUrl ?? null,
  ),
  fact(
    'source',
    'code',
    ['网址情况', 'What was found there'],
    [
      '上次查看该网址的结果:alive、changed、moved、gone、unreachable、not-checked;没有查看过时为空',
      'what the last look at that address found: alive, changed, moved, gone, unreachable or not-checked; empty where nobody looked',
    ],
    (line) => pickCheck(line.item.sourceCheck, publicationIn(line)?.sourceUrl)?.state ?? null,
  ),
];

/** A cell of the form as files name it: `row` and `column` together are its JSON Pointer in the report. */
export interface BulkCell {
  readonly path: string;
  readonly row: string;
  readonly column: string;
  readonly kind: CellKind;
  /**
   * `undefined` where no report is in force, or it does not state the cell: no zero. Whoever is not obliged counts nowhere: with
   * their figures a column would not add up to the total.
   */
  readonly read: (item: AgencyYear) => number | undefined;
}

const reportCounted = ({ obliged, inForce }: AgencyYear) => (obliged ? inForce : undefined);
/** Whether an agency's year has figures in bulk. */
export const hasFigures = (item: AgencyYear): boolean => reportCounted(item) !== undefined;

const FEES = '/processingFee';

/** Every cell of an edition's form, and the processing fee, which came with edition 2021. */
function listCells(edition: Edition): BulkCell[] {
  const form = CATALOGUES[edition].rows.flatMap((row) =>
    row.cells.map(({ path, index, column }): BulkCell => ({
      path,
      row: row.path,
      column: column.key,
      kind: column.kind,
      read: (item) => {
        const stored = reportCounted(item)?.figures.cells[index];
        return stored === undefined ? undefined : fromStored(column.kind, stored);
      },
    })),
  );
  const fees = FEE_PARTS.map(({ key }): BulkCell => ({
    path: `${FEES}/${key}`,
    row: FEES,
    column: key,
    kind: key === 'notices' ? 'count' : 'yuan',
    read: (item) => readFee(takeFees(reportCounted(item)?.processingFee), key),
  }));
  return edition === '2019' ? form : [...form, ...fees];
}

export const BULK_CELLS: Readonly<Record<Edition, readonly BulkCell[]>> = {
  '2019': listCells('2019'),
  '2021': listCells('2021'),
};

const asColumn = ({ path, read }: BulkCell): BulkColumn => ({
  name: path,
  read: ({ item }) => read(item) ?? null,
});

/** Columns of a year's file. */
export const listYearColumns = (edition: Edition): readonly BulkColumn[] => [
  ...FACT_COLUMNS,
  ...BULK_CELLS[edition].map(asColumn),
];

/** Every cell that any edition has, by its path: the newest edition's first. */
export const ALL_CELLS: readonly string[] = [
  ...new Set(EDITIONS.toReversed().flatMap((edition) => BULK_CELLS[edition].map(({ path }) => path))),
];

/** Heads of a file of all years: cells that one edition alone has are empty in the years of the other. */
export const ALL_YEARS_HEADS: readonly string[] = [...FACT_COLUMNS.map(({ name }) => name), ...ALL_CELLS];

export type TidyName = 'region' | 'agency' | 'year' | 'edition' | 'row' | 'column' | 'value' | 'dataset';

/** A cell a line: the same columns in the CSV, the Parquet file and the view of the SQLite file. */
export const TIDY_COLUMNS: readonly (Pick<FactColumn, 'type' | 'label' | 'says'> & {
  readonly name: TidyName;
})[] = [
  tidyFact('region', 'district'),
  tidyFact('agency', 'agency'),
  tidyFact('year', 'year'),
  tidyFact('edition', 'edition'),
  {
    name: 'row',
    type: 'code',
    label: { zh: '行', en: 'Row' },
    says: { zh: '报告中该行的位置(JSON Pointer)', en: 'the row’s place in the report (JSON Pointer)' },
  },
  {
    name: 'column',
    type: 'code',
    label: { zh: '列', en: 'Column' },
    says: { zh: '该行中的一列', en: 'one of the row’s columns' },
  },
  {
    name: 'value',
    type: 'number',
    label: { zh: '数字', en: 'Value' },
    says: {
      zh: '格中的数字,单位见数据字典;没有现行版本,或报告没有填时为空,不是 0',
      en: 'the cell’s number, in the unit that the data dictionary says; empty where no report is in force, or it does not state the cell: not 0',
    },
  },
  tidyFact('dataset', 'dataset'),
];

function tidyFact(name: TidyName, as: string) {
  const { type, label, says } = FACT_COLUMNS.find((column) => column.name === as)!;
  return { name, type, label, says };
}
