/** What people call a place in a report: 表三「部分公开·自然人」. Labels are the catalogue's, without their numbering. */
import { CATALOGUES, type Cell, type Edition, type Row, type TableKey } from './catalogue.ts';
import type { Text } from '../basics/text.ts';

const TABLES: Readonly<Record<TableKey, Text>> = {
  proactive: { zh: '表二', en: 'Table II' },
  applications: { zh: '表三', en: 'Table III' },
  reconsideration: { zh: '表四', en: 'Table IV' },
  litigation: { zh: '表四', en: 'Table IV' },
};

const OTHER_PLACES: ReadonlyMap<string, Text> = new Map(
  (
    [
      ['', '整份报告', 'The whole report'],
      ['/edition', '格式版本', 'Edition'],
      ['/year', '报告年度', 'Report year'],
      ['/agency', '机关', 'Agency'],
      ['/agency/id', '机关编号', 'Agency id'],
      ['/agency/name', '机关名称', 'Agency name'],
      ['/agency/creditCode', '统一社会信用代码', 'Credit code'],
      ['/district', '行政区划代码', 'District code'],
      ['/publishedOn', '公布日期', 'Date of publication'],
      ['/sourceUrl', '公布网址', 'Address of publication'],
      ['/preamble', '引言', 'Preamble'],
      ['/signature', '落款', 'Signature'],
      ['/signature/name', '落款·单位', 'Signature, name'],
      ['/signature/date', '落款·日期', 'Signature, date'],
      ['/narrative', '正文', 'Narrative'],
      ['/narrative/overview', '一、总体情况', 'I. Overview'],
      ['/narrative/problems', '五、存在的主要问题及改进情况', 'V. Problems and improvements'],
      ['/narrative/other', '六、其他需要报告的事项', 'VI. Other matters'],
      ['/processingFee', '信息处理费', 'Processing fee'],
      ['/processingFee/notices', '信息处理费·收费通知件数', 'Processing fee, notices'],
      ['/processingFee/noticedCny', '信息处理费·通知金额(元)', 'Processing fee, amount noticed (yuan)'],
      ['/processingFee/collectedCny', '信息处理费·实收金额(元)', 'Processing fee, amount collected (yuan)'],
      ['/notes', '表中备注', 'Notes'],
      ['/proactive', '表二 主动公开政府信息情况', 'Table II, proactive disclosure'],
      ['/applications', '表三 收到和处理政府信息公开申请情况', 'Table III, applications'],
      ['/applications/results', '表三 本年度办理结果', 'Table III, results'],
      ['/applications/results/refused', '表三 不予公开', 'Table III, refused'],
      ['/applications/results/unavailable', '表三 无法提供', 'Table III, unavailable'],
      ['/applications/results/declined', '表三 不予处理', 'Table III, declined'],
      ['/applications/results/otherHandling', '表三 其他处理', 'Table III, other handling'],
      ['/litigation', '表四 行政诉讼', 'Table IV, litigation'],
      ['/nil', '零报告确认', 'Confirmation of a zero report'],
      ['/explanations', '情况说明', 'Explanations'],
    ] as const
  ).map(([path, zh, en]) => [path, { zh, en }]),
);

const strip = (label: Text): Text => ({
  zh: label.zh.replace(/^([一二三四]、|\([一二三四五六七]\)|\d\.)/, '').replace(/\(区分.*\)$/, ''),
  en: label.en.replace(/^([IVX]+\.|\(\d\)|\d\.) /, ''),
});
const join = (parts: readonly Text[]): Text => ({
  zh: parts.map(({ zh }) => zh).join('·'),
  en: parts.map(({ en }) => en).join(' / '),
});

/** The innermost head says which 总计 or 其他 it is, and which group a numbered row belongs to. */
function rowParts({ label, heads, table, key }: Row): Text[] {
  const head = heads.at(-1);
  const needsHead = table === 'litigation' || heads.length > 1 || key === 'results.total';
  return [...(head && needsHead ? [strip(head)] : []), strip(label)];
}

const quoted = (table: TableKey, name: Text): Text => ({
  zh: `${TABLES[table].zh}「${name.zh}」`,
  en: `${TABLES[table].en} "${name.en}"`,
});

function rowName(row: Row): Text {
  return quoted(row.table, join(rowParts(row)));
}

function cellName(row: Row, cell: Cell): Text {
  return quoted(row.table, join([...rowParts(row), cell.column.label]));
}

const NAMES: Readonly<Record<Edition, Map<string, Text>>> = {
  '2019': namesOf('2019'),
  '2021': namesOf('2021'),
};

function namesOf(edition: Edition): Map<string, Text> {
  const names = new Map(OTHER_PLACES);
  for (const row of CATALOGUES[edition].rows) {
    names.set(row.path, rowName(row));
    for (const cell of row.cells) names.set(cell.path, cellName(row, cell));
  }
  return names;
}

/** Lists have hundreds of elements at most: a longer number is something else. */
const LIST_ELEMENT = /^(\/notes|\/explanations)\/(\d{1,4})(?:\/(rule|path|text))?$/;

const ELEMENT_PARTS: Readonly<Record<string, Text>> = {
  rule: { zh: '规则编号', en: 'rule' },
  path: { zh: '所指位置', en: 'place' },
  text: { zh: '文字', en: 'text' },
};

/** 情况说明第 2 条的文字. */
function elementName(edition: Edition, path: string): Text | undefined {
  const [, list, index, key] = LIST_ELEMENT.exec(path) ?? [];
  const name = list === undefined ? undefined : NAMES[edition].get(list);
  const part = key === undefined ? undefined : ELEMENT_PARTS[key];
  const entry = Number(index) + 1;
  return (
    name && {
      zh: `${name.zh}第 ${entry} 条${part ? `的${part.zh}` : ''}`,
      en: `${name.en}, entry ${entry}${part ? `, ${part.en}` : ''}`,
    }
  );
}

/** The name of any place that the format knows; of one that it does not know, the name of what holds it. */
export function placeName(edition: Edition, path: string): Text {
  for (let known = path; known.includes('/'); known = known.slice(0, known.lastIndexOf('/'))) {
    const name = findPlaceName(edition, known);
    if (name) return name;
  }
  return findPlaceName(edition, path.startsWith('/') ? '' : path) ?? { zh: `「${path}」`, en: `"${path}"` };
}

/** Undefined where the format knows no such place. */
export function findPlaceName(edition: Edition, path: string): Text | undefined {
  return NAMES[edition].get(path) ?? elementName(edition, path);
}

/** All places of the form, in its order, by what people call them. */
export const listPlaces = (edition: Edition): readonly (readonly [path: string, name: Text])[] => [
  ...NAMES[edition],
];
