/** S1 and S2 for places inside a document that can be read. */
import { DECIMALS, MAX_COUNT, type CellKind, type Edition } from './catalogue.ts';
import { placeName } from './cell-names.ts';
import { CREDIT_CODE_LENGTH } from './credit-code.ts';
import { DOCUMENT_SHAPES, type ObjectShape } from './document-shape.ts';
import type { Finding, Stated } from './finding.ts';
import type { JsonType } from './json-scanner.ts';
import { findNearestName } from './nearest-name.ts';
import { isShownWhole, pointer, shown } from './quotation.ts';
import { findingOf } from './rule-catalogue.ts';
import type { NumberProblem } from './stated-number.ts';
import type { Text } from './text.ts';

const s2 = (path: string, found: Stated, expected: Stated, zh: string, en: string): Finding =>
  findingOf('S2', path, found, expected, zh, en);

export function duplicateKey(path: string, key: string): Finding {
  const name = shown(key);
  const place = isShownWhole(path) ? path : undefined;
  return findingOf(
    'S1',
    path,
    name,
    null,
    `键“${name}”在同一个对象里出现了两次${place === undefined ? '' : `(${place})`},无法确定以哪个为准。请删去一个。`,
    `The key "${name}" is there twice in one object${place === undefined ? '' : ` (${place})`}: which one holds? Remove one.`,
  );
}

export function loneSurrogate(path: string): Finding {
  return findingOf(
    'S1',
    path,
    null,
    null,
    `${shown(path)} 的文字里有残缺的 \\u 转义(半个字符)。请重新输入这段文字。`,
    `The text at ${shown(path)} holds half a character, a broken \\u escape. Type it anew.`,
  );
}

export function unknownKey(edition: Edition, shape: ObjectShape, base: string, key: string): Finding {
  const path = pointer(base + shape.path, [key]);
  const name = shown(key);
  const otherEdition = edition === '2019' ? '2021' : '2019';
  if (shapeAt(otherEdition, shape.path)?.byKey.has(key))
    return s2(
      path,
      name,
      null,
      `“${name}”是 ${otherEdition} 版的项目,这份报告用的是 ${edition} 版,没有这一项。请删去,或核对 edition。`,
      `"${name}" belongs to edition ${otherEdition}; this report is of edition ${edition}. Remove it, or check the edition.`,
    );
  const nearest = findNearestName(key, shape.byKey.keys());
  if (nearest !== undefined)
    return s2(
      path,
      name,
      nearest,
      `没有“${name}”这个键,是否应为“${nearest}”?请改正,否则这一格的数会丢失。`,
      `There is no key "${name}": should it be "${nearest}"? Correct it, or its figure is lost.`,
    );
  return s2(
    path,
    name,
    null,
    `${placeName(edition, shape.path).zh}没有“${name}”这个键。请删去,或改成格式规定的键。`,
    `There is no key "${name}" in: ${placeName(edition, shape.path).en}. Remove it, or use a key of the format.`,
  );
}

function shapeAt(edition: Edition, path: string): ObjectShape | undefined {
  const keys = path.split('/').slice(1);
  return keys.reduce<ObjectShape | undefined>(
    (shape, key) => shape?.byKey.get(key)?.inner,
    DOCUMENT_SHAPES[edition],
  );
}

export function missingKey(edition: Edition, path: string, key: string): Finding {
  const { zh, en } = placeName(edition, path);
  return s2(
    path,
    null,
    null,
    `缺少${zh}(键“${key}”)。请补上;没有的数填 0,没有的文字填 ""。`,
    `Missing: ${en} (key "${key}"). Add it; write 0 where there is none, "" where there is no text.`,
  );
}

export type Wanted = 'number' | 'text' | 'object' | 'array' | 'true';
const WANTED: Readonly<Record<Wanted, Text>> = {
  number: { zh: '数字', en: 'a number' },
  text: { zh: '带双引号的文字', en: 'text in double quotes' },
  object: { zh: '对象 { }', en: 'an object { }' },
  array: { zh: '数组 [ ]', en: 'an array [ ]' },
  true: { zh: 'true', en: 'true' },
};
const TYPES: Readonly<Record<JsonType, Text>> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  object: { zh: '对象', en: 'an object' },
  array: { zh: '数组', en: 'an array' },
  boolean: { zh: 'true/false', en: 'true or false' },
  null: { zh: 'null', en: 'null' },
};

export function mistyped(
  edition: Edition,
  path: string,
  wanted: Wanted,
  type: JsonType,
  found: Stated,
): Finding {
  const name = placeName(edition, path);
  const cure =
    wanted === 'number' && type === 'string'
      ? { zh: '请去掉引号', en: 'Remove the quotes' }
      : wanted === 'number'
        ? { zh: '没有的数填 0', en: 'Write 0 where there is none' }
        : wanted === 'true'
          ? { zh: '不确认零报告时请删去此键', en: 'Leave the key out where no zero report is confirmed' }
          : { zh: '请改正', en: 'Correct it' };
  return s2(
    path,
    found,
    null,
    `${name.zh}应为${WANTED[wanted].zh},现在是${TYPES[type].zh}。${cure.zh}。`,
    `${name.en} must be ${WANTED[wanted].en}, but is ${TYPES[type].en}. ${cure.en}.`,
  );
}

const MAX_SAFE = Number.MAX_SAFE_INTEGER;

export function badNumber(
  edition: Edition,
  path: string,
  kind: CellKind,
  raw: string,
  problem: NumberProblem,
): Finding {
  const name = placeName(edition, path);
  const text = shown(raw);
  const { zh, en } = numberReason(problem, kind);
  // Others are rounded, or beyond what can be stored.
  const isExact =
    /^-?[0-9.]+$/.test(text) && String(Number(raw)) === raw && Math.abs(Number(raw)) <= MAX_SAFE;
  const found = isExact ? Number(raw) : text;
  return s2(path, found, null, `${name.zh}填的是 ${text},${zh}。`, `${name.en} is ${text}: ${en}.`);
}

function numberReason(problem: NumberProblem, kind: CellKind): Text {
  switch (problem) {
    case 'negative':
      return { zh: '不能是负数', en: 'it must not be negative' };
    case 'minus-zero':
      return { zh: '请写 0', en: 'write 0' };
    case 'fraction':
      return { zh: '应为整数,不带小数点', en: 'a whole number without a decimal point is due' };
    case 'exponent':
      return { zh: '不能用科学记数法,请写出全部数字', en: 'write out all digits, without an exponent' };
    case 'too-many-decimals':
      return {
        zh: `小数最多 ${DECIMALS[kind]} 位`,
        en: `at most ${DECIMALS[kind]} decimals are allowed`,
      };
    case 'too-large':
      return DECIMALS[kind] === 0
        ? { zh: `超过上限 ${MAX_COUNT},请核对`, en: `more than ${MAX_COUNT}, check it` }
        : {
            zh: '达到或超过一千亿元,请核对金额的单位',
            en: 'a hundred billion yuan or more, check the unit of the amount',
          };
  }
}

const FORMATS = {
  edition: { zh: '应为 "2019" 或 "2021"', en: 'must be "2019" or "2021"' },
  year: { zh: '应为 2019 年以来的四位年份', en: 'must be a year of four digits, 2019 or later' },
  agencyId: {
    zh: '应为机关名录中的编号:小写字母、数字和连字符,2 至 63 个字符',
    en: 'must be an id of the roster: 2 to 63 small letters, digits and hyphens',
  },
  district: { zh: '应为六位数字的行政区划代码', en: 'must be a district code of six digits' },
  day: { zh: '应为实际存在的日期,写成 2025-01-31', en: 'must be a day that exists, as 2025-01-31' },
  url: {
    zh: '应为 http:// 或 https:// 开头的网址',
    en: 'must be an address that begins with http:// or https://',
  },
  creditCode: {
    zh: `应为 ${CREDIT_CODE_LENGTH} 个字符`,
    en: `must have ${CREDIT_CODE_LENGTH} characters`,
  },
  warning: {
    zh: '应为某条警告的编号,例如 "Y1"',
    en: 'must be the id of a warning, as "Y1"',
  },
  filled: { zh: '不能为空', en: 'must not be empty' },
} as const satisfies Record<string, Text>;
export type Format = keyof typeof FORMATS;

export function misformatted(
  edition: Edition,
  path: string,
  format: Format,
  found: string | number,
): Finding {
  const name = placeName(edition, path);
  const text = typeof found === 'string' ? shown(found) : found;
  return s2(
    path,
    text,
    null,
    `${name.zh}填的是“${text}”,${FORMATS[format].zh}。`,
    `${name.en} is "${text}"; it ${FORMATS[format].en}.`,
  );
}

export function tooLong(edition: Edition, path: string, length: number, most: number): Finding {
  const name = placeName(edition, path);
  return s2(
    path,
    length,
    most,
    `${name.zh}有 ${length} 个字符,最多 ${most} 个。请精简。`,
    `${name.en} has ${length} characters; at most ${most} are allowed. Shorten it.`,
  );
}

export function tooMany(edition: Edition, path: string, count: number, most: number): Finding {
  const name = placeName(edition, path);
  return s2(
    path,
    count,
    most,
    `${name.zh}有 ${count} 条,最多 ${most} 条。请合并或删去多余的。`,
    `${name.en} has ${count} entries; at most ${most} are allowed. Join some, or remove those that are not needed.`,
  );
}
