/**
 * The form, once: tables, rows, columns and labels of both editions, and where each cell lies in a flat
 * array of figures. The decoder, the rules, the pages, the exports and the generator are drawn from it.
 *
 * Source: 国办公开办函〔2019〕60号 (edition 2019), 国办公开办函〔2021〕30号 (edition 2021).
 */
import type { Text } from '../basics/text.ts';

/** `2019` serves report years 2019 and 2020, `2021` every later one. */
export type Edition = '2019' | '2021';
export const EDITIONS: readonly Edition[] = ['2019', '2021'];
export const FIRST_REPORT_YEAR = 2019;

export function chooseEdition(year: number): Edition {
  return year <= 2020 ? '2019' : '2021';
}

/**
 * What a cell holds: a count 0 … 999 999 999, a signed change of one, or money.
 * Money is kept in fen (0.01 yuan): `yuan` cells state yuan with at most 2 decimals, `wanYuan` cells
 * 10 000 yuan with at most 6, so that both are whole numbers of fen.
 */
export type CellKind = 'count' | 'change' | 'yuan' | 'wanYuan';
export const DECIMALS: Readonly<Record<CellKind, number>> = { count: 0, change: 0, yuan: 2, wanYuan: 6 };
export const MAX_COUNT = 999_999_999;
/**
 * The largest amount in one cell, in fen: 一千亿元, 100 billion yuan, less a fen. A province's consolidated report may
 * state tens of billions (陕西's whole procurement of 2019: 414.59 亿元), an agency's stays far below. Sums are exact below
 * 2^53 fen, so 900 reports of one year may state the limit in one cell (900 × 10^13 < 2^53 ≈ 9.007 × 10^15); consolidated
 * reports are not added. Counts reach 2^53 at 9 007 199 reports that state the limit, many times the agencies there are.
 */
export const MAX_FEN = 9_999_999_999_999;

export type TableKey = 'proactive' | 'applications' | 'reconsideration' | 'litigation';

export interface Column {
  readonly key: string;
  readonly label: Text;
  /** What the form prints, where it leaves out the unit that a label needs. */
  readonly printed?: Text;
  readonly kind: CellKind;
}

export interface Cell {
  /** Where the cell lies in `Figures.cells`. The same for both editions outside `proactive`. */
  readonly index: number;
  /** JSON Pointer in the document: `/applications/received/total`. */
  readonly path: string;
  readonly column: Column;
}

export interface Row {
  readonly table: TableKey;
  /** Dotted path below the table: `results.refused.stateSecret`; empty for `reconsideration`. */
  readonly key: string;
  /** JSON Pointer in the document: `/applications/results/refused/stateSecret`. */
  readonly path: string;
  readonly label: Text;
  /** The printed heads above the row, outermost first: `三、本年度办理结果`, `(三)不予公开`. */
  readonly heads: readonly Text[];
  readonly cells: readonly Cell[];
}

interface Table {
  readonly key: TableKey;
  readonly label: Text;
  readonly rows: readonly Row[];
}

export interface Catalogue {
  readonly edition: Edition;
  /** In the form's order: 二 proactive, 三 applications, 四 reconsideration and litigation. */
  readonly tables: readonly Table[];
  readonly rows: readonly Row[];
  readonly cells: readonly Cell[];
  readonly rowByPath: ReadonlyMap<string, Row>;
  readonly cellByPath: ReadonlyMap<string, Cell>;
  /** Length of `Figures.cells`. */
  readonly width: number;
}

const t = (zh: string, en: string): Text => ({ zh, en });
const column = (key: string, zh: string, en: string, kind: CellKind = 'count'): Column => ({
  key,
  label: t(zh, en),
  kind,
});

/** The seven cells of every `applications` row; the last is the sum of the other six (rule A1). */
export const APPLICANT_COLUMNS: readonly Column[] = [
  column('naturalPerson', '自然人', 'Natural persons'),
  column('commercial', '商业企业', 'Commercial enterprises'),
  column('research', '科研机构', 'Research institutions'),
  column('nonprofit', '社会公益组织', 'Non-profit organisations'),
  column('legalService', '法律服务机构', 'Legal service providers'),
  column('other', '其他', 'Other organisations'),
  column('total', '总计', 'Total'),
];
export const APPLICANT_COUNT = APPLICANT_COLUMNS.length;

/** The five cells of a reconsideration or litigation row; the last is the sum of the other four (rule A4). */
export const DISPUTE_COLUMNS: readonly Column[] = [
  column('upheld', '结果维持', 'Upheld'),
  column('corrected', '结果纠正', 'Corrected'),
  column('other', '其他结果', 'Other result'),
  column('pending', '尚未审结', 'Pending'),
  column('total', '总计', 'Total'),
];

const RESULTS = t('三、本年度办理结果', 'III. Results of this year');
const REFUSED = t('(三)不予公开', '(3) Refused');
const UNAVAILABLE = t('(四)无法提供', '(4) Unavailable');
const DECLINED = t('(五)不予处理', '(5) Declined');
const OTHER_HANDLING = t('(六)其他处理', '(6) Other handling');

interface RowSpec {
  readonly key: string;
  readonly label: Text;
  readonly heads?: readonly Text[];
  /** Editions whose form has the row; both unless stated. */
  readonly only?: Edition;
}

/** The rows of table 三, in the form's order; the number in `report-format.md` is the place here plus one. */
const APPLICATION_ROWS: readonly RowSpec[] = [
  { key: 'received', label: t('一、本年新收政府信息公开申请数量', 'I. Applications received this year') },
  { key: 'carriedIn', label: t('二、上年结转政府信息公开申请数量', 'II. Carried in from last year') },
  { key: 'results.granted', label: t('(一)予以公开', '(1) Granted'), heads: [RESULTS] },
  {
    key: 'results.partial',
    label: t('(二)部分公开(区分处理的,只计这一情形,不计其他情形)', '(2) Partly disclosed'),
    heads: [RESULTS],
  },
  ...(
    [
      ['stateSecret', '1.属于国家秘密', '1. State secret'],
      ['prohibitedByLaw', '2.其他法律行政法规禁止公开', '2. Prohibited by law or regulation'],
      ['safetyAndStability', '3.危及“三安全一稳定”', '3. Endangers safety and stability'],
      ['thirdPartyRights', '4.保护第三方合法权益', '4. Third-party rights'],
      ['internalAffairs', '5.属于三类内部事务信息', '5. Internal affairs'],
      ['processInformation', '6.属于四类过程性信息', '6. Process information'],
      ['enforcementFiles', '7.属于行政执法案卷', '7. Enforcement files'],
      ['inquiryMatters', '8.属于行政查询事项', '8. Matters of administrative inquiry'],
    ] as const
  ).map(([key, zh, en]) => ({ key: `results.refused.${key}`, label: t(zh, en), heads: [RESULTS, REFUSED] })),
  ...(
    [
      ['notHeld', '1.本机关不掌握相关政府信息', '1. Not held'],
      ['notCompiled', '2.没有现成信息需要另行制作', '2. Would have to be compiled'],
      ['unclear', '3.补正后申请内容仍不明确', '3. Still unclear after correction'],
    ] as const
  ).map(([key, zh, en]) => ({
    key: `results.unavailable.${key}`,
    label: t(zh, en),
    heads: [RESULTS, UNAVAILABLE],
  })),
  ...(
    [
      ['petition', '1.信访举报投诉类申请', '1. Petition, report or complaint'],
      ['repeated', '2.重复申请', '2. Repeated application'],
      ['publication', '3.要求提供公开出版物', '3. Asks for a publication'],
      ['excessive', '4.无正当理由大量反复申请', '4. Excessive without reason'],
      ['reissue', '5.要求行政机关确认或重新出具已获取信息', '5. Asks to confirm or reissue'],
    ] as const
  ).map(([key, zh, en]) => ({
    key: `results.declined.${key}`,
    label: t(zh, en),
    heads: [RESULTS, DECLINED],
  })),
  {
    key: 'results.otherHandling.notCorrected',
    label: t(
      '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
      '1. Not corrected in time, no longer handled',
    ),
    heads: [RESULTS, OTHER_HANDLING],
    only: '2021',
  },
  {
    key: 'results.otherHandling.feeUnpaid',
    label: t(
      '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
      '2. Fee not paid in time, no longer handled',
    ),
    heads: [RESULTS, OTHER_HANDLING],
    only: '2021',
  },
  { key: 'results.otherHandling.other', label: t('3.其他', '3. Other'), heads: [RESULTS, OTHER_HANDLING] },
  { key: 'results.total', label: t('(七)总计', '(7) Total'), heads: [RESULTS] },
  { key: 'carriedOut', label: t('四、结转下年度继续办理', 'IV. Carried out to next year') },
];

/** In edition 2019 (六)其他处理 is one row without sub-rows. */
const OTHER_HANDLING_2019: RowSpec = {
  key: 'results.otherHandling.other',
  label: t('(六)其他处理', '(6) Other handling'),
  heads: [RESULTS],
};

const DISPUTE_ROWS = [
  { table: 'reconsideration', key: '', label: t('行政复议', 'Administrative reconsideration'), heads: [] },
  {
    table: 'litigation',
    key: 'direct',
    label: t('未经复议直接起诉', 'Sued directly, without reconsideration'),
    heads: [t('行政诉讼', 'Administrative litigation')],
  },
  {
    table: 'litigation',
    key: 'afterReconsideration',
    label: t('复议后起诉', 'Sued after reconsideration'),
    heads: [t('行政诉讼', 'Administrative litigation')],
  },
] as const;

const ITEM_1 = t('第二十条第(一)项', 'Article 20 (1)');
const ITEM_5 = t('第二十条第(五)项', 'Article 20 (5)');
const ITEM_6 = t('第二十条第(六)项', 'Article 20 (6)');
const ITEM_8 = t('第二十条第(八)项', 'Article 20 (8)');
const ITEM_9 = t('第二十条第(九)项', 'Article 20 (9)');

const DISCLOSURE_2019 = [
  column('newlyMade', '本年新制作数量', 'Newly made'),
  column('newlyDisclosed', '本年新公开数量', 'Newly disclosed'),
  column('totalDisclosed', '对外公开总数量', 'Disclosed in all'),
];
const ITEMS_2019 = [
  column('previousItems', '上一年项目数量', 'Items of last year'),
  column('change', '本年增/减', 'Change', 'change'),
  column('decisions', '处理决定数量', 'Decisions'),
];
const RULES_2021 = [
  column('made', '本年制发件数', 'Made this year'),
  column('repealed', '本年废止件数', 'Repealed this year'),
  column('inForce', '现行有效件数', 'In force'),
];
const DECISIONS_2021 = [column('decisions', '本年处理决定数量', 'Decisions of this year')];

interface ProactiveSpec {
  readonly key: string;
  readonly head: Text;
  readonly label: Text;
  readonly columns: readonly Column[];
}

const PROACTIVE: Readonly<Record<Edition, readonly ProactiveSpec[]>> = {
  '2019': [
    { key: 'rules', head: ITEM_1, label: t('规章', 'Rules'), columns: DISCLOSURE_2019 },
    {
      key: 'normativeDocuments',
      head: ITEM_1,
      label: t('规范性文件', 'Normative documents'),
      columns: DISCLOSURE_2019,
    },
    { key: 'licensing', head: ITEM_5, label: t('行政许可', 'Licensing'), columns: ITEMS_2019 },
    {
      key: 'otherServices',
      head: ITEM_5,
      label: t('其他对外管理服务事项', 'Other services'),
      columns: ITEMS_2019,
    },
    { key: 'penalties', head: ITEM_6, label: t('行政处罚', 'Penalties'), columns: ITEMS_2019 },
    { key: 'coercion', head: ITEM_6, label: t('行政强制', 'Coercive measures'), columns: ITEMS_2019 },
    {
      key: 'fees',
      head: ITEM_8,
      label: t('行政事业性收费', 'Administrative fees'),
      columns: ITEMS_2019.slice(0, 2),
    },
    {
      key: 'procurement',
      head: ITEM_9,
      label: t('政府集中采购', 'Central procurement'),
      columns: [
        column('projects', '采购项目数量', 'Projects'),
        {
          ...column('amountCny', '采购总金额(元)', 'Amount (yuan)', 'yuan'),
          printed: t('采购总金额', 'Amount'),
        },
      ],
    },
  ],
  '2021': [
    { key: 'rules', head: ITEM_1, label: t('规章', 'Rules'), columns: RULES_2021 },
    {
      key: 'normativeDocuments',
      head: ITEM_1,
      label: t('行政规范性文件', 'Administrative normative documents'),
      columns: RULES_2021,
    },
    { key: 'licensing', head: ITEM_5, label: t('行政许可', 'Licensing'), columns: DECISIONS_2021 },
    { key: 'penalties', head: ITEM_6, label: t('行政处罚', 'Penalties'), columns: DECISIONS_2021 },
    { key: 'coercion', head: ITEM_6, label: t('行政强制', 'Coercive measures'), columns: DECISIONS_2021 },
    {
      key: 'fees',
      head: ITEM_8,
      label: t('行政事业性收费', 'Administrative fees'),
      columns: [column('amountWanCny', '本年收费金额(单位:万元)', 'Amount (10 000 yuan)', 'wanYuan')],
    },
  ],
};

const TABLE_LABELS: Readonly<Record<TableKey, Text>> = {
  proactive: t('二、主动公开政府信息情况', 'II. Proactive disclosure'),
  applications: t('三、收到和处理政府信息公开申请情况', 'III. Applications received and handled'),
  reconsideration: t('四、行政复议情况', 'IV. Administrative reconsideration'),
  litigation: t('四、行政诉讼情况', 'IV. Administrative litigation'),
};

function rowAt(
  table: TableKey,
  key: string,
  label: Text,
  heads: readonly Text[],
  columns: readonly Column[],
  offset: number,
): Row {
  const path = `/${[table, ...key.split('.')].filter(Boolean).join('/')}`;
  return {
    table,
    key,
    path,
    label,
    heads,
    cells: columns.map((column, i) => ({ index: offset + i, path: `${path}/${column.key}`, column })),
  };
}

function buildCatalogue(edition: Edition): Catalogue {
  const applications: Row[] = [];
  let offset = 0;
  for (const spec of APPLICATION_ROWS) {
    if (spec.only === undefined || spec.only === edition) {
      const {
        key,
        label,
        heads = [],
      } = edition === '2019' && spec.key === OTHER_HANDLING_2019.key ? OTHER_HANDLING_2019 : spec;
      applications.push(rowAt('applications', key, label, heads, APPLICANT_COLUMNS, offset));
    }
    offset += APPLICANT_COLUMNS.length;
  }
  const disputes = DISPUTE_ROWS.map(({ table, key, label, heads }) => {
    const row = rowAt(table, key, label, heads, DISPUTE_COLUMNS, offset);
    offset += DISPUTE_COLUMNS.length;
    return row;
  });
  const proactive = PROACTIVE[edition].map(({ key, head, label, columns }) => {
    const row = rowAt('proactive', key, label, [head], columns, offset);
    offset += columns.length;
    return row;
  });
  const rows = [...proactive, ...applications, ...disputes];
  const cells = rows.flatMap((row) => row.cells);
  const tables = (['proactive', 'applications', 'reconsideration', 'litigation'] as const).map((key) => ({
    key,
    label: TABLE_LABELS[key],
    rows: rows.filter((row) => row.table === key),
  }));
  return {
    edition,
    tables,
    rows,
    cells,
    rowByPath: new Map(rows.map((row) => [row.path, row])),
    cellByPath: new Map(cells.map((cell) => [cell.path, cell])),
    width: offset,
  };
}

export const CATALOGUES: Readonly<Record<Edition, Catalogue>> = {
  '2019': buildCatalogue('2019'),
  '2021': buildCatalogue('2021'),
};

/** Places of the `applications` rows by key, the same in both editions: the row's `total` cell is the last of seven. */
export const APPLICATION_ROW_OFFSETS: ReadonlyMap<string, number> = new Map(
  APPLICATION_ROWS.map((row, i) => [row.key, i * APPLICANT_COLUMNS.length]),
);
export const APPLICATION_ROW_COUNT = APPLICATION_ROWS.length;

/** The index of a cell that the edition has. */
export function locateCell(edition: Edition, path: string): number {
  const cell = CATALOGUES[edition].cellByPath.get(path);
  if (!cell) throw new RangeError(`edition ${edition} has no cell ${path}`);
  return cell.index;
}
