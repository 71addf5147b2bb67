/**
 * JSON Schemas of both editions, drawn from the document's shape. They accept the documents in which the decoder finds
 * no S2, except for what a schema cannot say, which `test/shared/domain/document/report-schema.test.ts` lists.
 */
import { CATALOGUES, DECIMALS, FIRST_REPORT_YEAR, MAX_COUNT, MAX_FEN } from '../form/catalogue.ts';
import type { CellKind, Edition } from '../form/catalogue.ts';
import { placeName } from '../form/cell-names.ts';
import { CREDIT_CODE_LENGTH } from '../basics/credit-code.ts';
import {
  MAX_EXPLANATION_LENGTH,
  MAX_EXPLANATIONS,
  MAX_NAME_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_NOTES,
  MAX_PLACE_LENGTH,
  MAX_URL_LENGTH,
} from '../findings/document-limits.ts';
import { DOCUMENT_SHAPES, LIST_SHAPES, type Entry, type ObjectShape } from './document-shape.ts';
import { AGENCY_ID } from '../basics/place.ts';
import { RULES } from '../rules/rule-book.ts';
import type { Text } from '../basics/text.ts';

type SchemaValue = string | number | boolean | readonly SchemaValue[] | Schema;
export interface Schema {
  readonly [keyword: string]: SchemaValue;
}

const t = (zh: string, en: string): Text => ({ zh, en });
const both = ({ zh, en }: Text): string => `${zh} – ${en}`;
const words = (title: Text, description: Text): Schema => ({
  title: both(title),
  description: both(description),
});

/** Every day of the Gregorian calendar, 29 February only in leap years: as `isIsoDay`. */
const DAY =
  '^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)' +
  '|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$';

/**
 * No `multipleOf` for money: 0.01 is no binary fraction, and validators that divide would refuse amounts that are right.
 * How many decimals are allowed is said in words; the decoder, which reads the digits, enforces it.
 */
const NUMBERS: Readonly<Record<CellKind, Schema>> = {
  count: { type: 'integer', minimum: 0, maximum: MAX_COUNT },
  change: { type: 'integer', minimum: -MAX_COUNT, maximum: MAX_COUNT },
  yuan: { type: 'number', minimum: 0, maximum: MAX_FEN / 10 ** DECIMALS.yuan },
  wanYuan: { type: 'number', minimum: 0, maximum: MAX_FEN / 10 ** DECIMALS.wanYuan },
};
const UNITS: Readonly<Record<CellKind, Text>> = {
  count: t('整数,没有的填 0', 'a whole number, 0 where there is none'),
  change: t('整数,减少的填负数', 'a whole number, negative for a decrease'),
  yuan: t('单位:元,最多 2 位小数', 'in yuan, at most 2 decimals'),
  wanYuan: t('单位:万元,最多 6 位小数', 'in 10 000 yuan, at most 6 decimals'),
};

/** What is said of a text, flag or list beyond its name, and what it must keep to. */
const PLACES: Readonly<Record<string, readonly [Text, Schema]>> = {
  '/edition': [t('格式版本', 'which of the two formats'), {}],
  '/year': [
    t('数字所属的年度,不是公布的年度', 'the year of the figures, not of publication'),
    // Four digits; whether the year has ended is rule S4.
    { type: 'integer', minimum: FIRST_REPORT_YEAR, maximum: 9999 },
  ],
  '/agency/id': [
    t('机关名录中的编号', 'the agency’s id in the roster'),
    { type: 'string', pattern: AGENCY_ID.source },
  ],
  '/agency/name': [t('与机关名录一致', 'as in the roster'), { type: 'string', maxLength: MAX_NAME_LENGTH }],
  '/agency/creditCode': [
    t('18 位,末位是校验位(GB 32100-2015)', '18 characters, the last one checks the others (GB 32100-2015)'),
    { type: 'string', minLength: CREDIT_CODE_LENGTH, maxLength: CREDIT_CODE_LENGTH },
  ],
  '/district': [
    t('所属人民政府的六位代码(GB/T 2260)', 'six digits (GB/T 2260) of the people’s government it belongs to'),
    { type: 'string', pattern: '^[0-9]{6}$' },
  ],
  '/publishedOn': [t('写成 2025-01-31', 'as 2025-01-31'), { type: 'string', pattern: DAY }],
  '/sourceUrl': [
    t('以 http:// 或 https:// 开头', 'begins with http:// or https://'),
    { type: 'string', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://', maxLength: MAX_URL_LENGTH },
  ],
  '/preamble': [
    t(
      '第一部分之前的文字:依据、统计期限、查阅方式、联系方式',
      'what stands before section I: legal basis, period of the statistics, where to read it, contact',
    ),
    { type: 'string' },
  ],
  '/signature/name': [t('落款的单位名称', 'who signs'), { type: 'string', maxLength: MAX_NAME_LENGTH }],
  '/signature/date': [t('写成 2025-01-20', 'as 2025-01-20'), { type: 'string', pattern: DAY }],
  '/narrative/overview': [t('正文第一部分', 'section I of the narrative'), { type: 'string' }],
  '/narrative/problems': [t('正文第五部分', 'section V of the narrative'), { type: 'string' }],
  '/narrative/other': [
    t('正文第六部分,没有的填 ""', 'section VI, "" where there is none'),
    { type: 'string' },
  ],
  '/notes': [
    t('表中单元格旁或表下的文字', 'remarks that the form bears at a cell or below a table'),
    { maxItems: MAX_NOTES },
  ],
  '/nil': [
    t(
      '只写 true:确认没有收到和办理申请;否则不写',
      'only true: no application was received or handled; otherwise left out',
    ),
    { const: true },
  ],
  '/explanations': [
    t('对警告的说明', 'the agency’s explanations of warnings'),
    { maxItems: MAX_EXPLANATIONS },
  ],
};
const PLACE: readonly [Text, Schema] = [
  t('所指位置(JSON Pointer)', 'the place that is meant (JSON Pointer)'),
  { type: 'string', maxLength: MAX_PLACE_LENGTH },
];
const ELEMENTS: Readonly<Record<string, readonly [title: Text, Text, Schema]>> = {
  '/notes/path': [t('位置', 'Place'), ...PLACE],
  '/notes/text': [
    t('内容', 'Text'),
    t('附注原文', 'the remark, letter by letter'),
    { type: 'string', maxLength: MAX_NOTE_LENGTH },
  ],
  '/explanations/rule': [
    t('规则', 'Rule'),
    t('警告的编号', 'the id of the warning'),
    { type: 'string', enum: [...RULES.explainable] },
  ],
  '/explanations/path': [t('位置', 'Place'), ...PLACE],
  '/explanations/text': [
    t('说明', 'Explanation'),
    t('不能为空', 'must not be empty'),
    { type: 'string', pattern: '\\S', maxLength: MAX_EXPLANATION_LENGTH },
  ],
};

export function reportSchema(edition: Edition): Schema {
  const name = t(
    `政府信息公开工作年度报告(${edition} 版)`,
    `Yearly report on government information disclosure (edition ${edition})`,
  );
  const years =
    edition === '2019'
      ? t('用于 2019、2020 年度', 'for 2019 and 2020')
      : t('用于 2021 年度及以后', 'for 2021 and later');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    // A name, not an address: the same schema is served by every installation.
    $id: `urn:gouji:schema:report-${edition}`,
    ...words(name, years),
    ...objectSchema(edition, DOCUMENT_SHAPES[edition], entrySchema),
    $defs: NUMBERS,
  };
}

function objectSchema(
  edition: Edition,
  { entries }: ObjectShape,
  schemaOf: (edition: Edition, entry: Entry) => Schema,
): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.filter(({ required }) => required).map(({ key }) => key),
    properties: Object.fromEntries(entries.map((entry) => [entry.key, schemaOf(edition, entry)])),
  };
}

function entrySchema(edition: Edition, entry: Entry): Schema {
  const { path, slot, kind, inner, index } = entry;
  const name = placeName(edition, path);
  const [description, constraints] = PLACES[path] ?? [undefined, {}];
  const cell = CATALOGUES[edition].cellByPath.get(path);
  const row = CATALOGUES[edition].rowByPath.get(path);
  if (cell)
    return {
      ...words(cell.column.label, t(`${name.zh};${UNITS[kind].zh}`, `${name.en}; ${UNITS[kind].en}`)),
      $ref: `#/$defs/${kind}`,
    };
  if (row && inner)
    return {
      ...words(row.label, headsOf(name, row.heads)),
      ...objectSchema(edition, inner, entrySchema),
    };
  if (inner) return { ...words(name, name), ...objectSchema(edition, inner, entrySchema) };
  if (path === '/edition') return { ...words(name, description ?? name), const: edition };
  if (slot === 'list') {
    const element = LIST_SHAPES[index];
    if (!element) throw new RangeError(`${path} has no elements`);
    return {
      ...words(name, description ?? name),
      type: 'array',
      ...constraints,
      items: objectSchema(edition, element, (_, { key }) => elementSchema(`${path}/${key}`)),
    };
  }
  if (slot === 'number' && description === undefined)
    return { ...words(name, UNITS[kind]), $ref: `#/$defs/${kind}` };
  return { ...words(name, description ?? name), ...constraints };
}

/** The printed heads above a row, or its name where it has none. */
function headsOf(name: Text, heads: readonly Text[]): Text {
  return heads.length === 0
    ? name
    : t(
        `${name.zh};${heads.map(({ zh }) => zh).join(' › ')}`,
        `${name.en}; ${heads.map(({ en }) => en).join(' › ')}`,
      );
}

function elementSchema(path: string): Schema {
  const element = ELEMENTS[path];
  if (!element) throw new RangeError(`nothing is said of ${path}`);
  const [title, description, constraints] = element;
  return { ...words(title, description), ...constraints };
}
