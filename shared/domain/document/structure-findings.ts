/** S1 and S2 for places inside a document that can be read. */
import { DECIMALS, MAX_COUNT, type CellKind, type Edition } from '../form/catalogue.ts';
import { findPlaceName, placeName } from '../form/cell-names.ts';
import { CREDIT_CODE_LENGTH } from '../basics/credit-code.ts';
import { DOCUMENT_SHAPES, type ObjectShape } from './document-shape.ts';
import { findNearest } from '../basics/edit-distance.ts';
import { createFinding, type Finding, type Stated } from '../findings/finding.ts';
import type { JsonType } from './json-scanner.ts';
import { findInvisible, tellInvisible } from '../basics/invisible-characters.ts';
import { readNumberInText } from '../narrative/number-in-text.ts';
import { pointer, shown } from '../findings/quotation.ts';
import type { NumberProblem } from '../form/stated-number.ts';
import type { Text } from '../basics/text.ts';
import { DOCUMENT_READABLE } from '../rules/structure/s1-document-readable.ts';
import { STRUCTURE_COMPLETE } from '../rules/structure/s2-structure-complete.ts';

const s1 = (path: string, found: Stated, zh: string, en: string): Finding =>
  createFinding(DOCUMENT_READABLE, { path, found, expected: null, message: { zh, en } });
const s2 = (path: string, found: Stated, expected: Stated, zh: string, en: string): Finding =>
  createFinding(STRUCTURE_COMPLETE, { path, found, expected, message: { zh, en } });

/** What a place is called; where the format knows no such place, what the document writes there. */
function nameItem(edition: Edition, path: string, key: string): Text {
  const invisible = findInvisible(key);
  return (
    findPlaceName(edition, path) ?? {
      zh: `“${shown(key)}”${invisible ? `(含看不见的字符 ${invisible.name.zh})` : ''}`,
      en: `"${shown(key)}"${invisible ? ` (with an invisible character, ${invisible.name.en})` : ''}`,
    }
  );
}

export function duplicateKey(edition: Edition, path: string, key: string): Finding {
  const { zh, en } = nameItem(edition, path, key);
  return s1(
    path,
    shown(key),
    `${zh}写了两次,无法确定以哪个为准。请删去一个。`,
    `${en} is there twice: which one holds? Remove one.`,
  );
}

export function loneSurrogate(edition: Edition, path: string): Finding {
  const { zh, en } = placeName(edition, path);
  return s1(
    path,
    null,
    `${zh}的文字里有残缺的字符(半个字)。请重新输入这段文字。`,
    `${en} holds half a character. Type the text anew.`,
  );
}

/** `found` is the key as written, `expected` the one that is probably meant: for whoever wrote the program. */
export function unknownKey(edition: Edition, shape: ObjectShape, base: string, key: string): Finding {
  const place = base + shape.path;
  const path = pointer(place, [key]);
  const { zh, en } = nameItem(edition, path, key);
  const otherEdition = edition === '2019' ? '2021' : '2019';
  if (shapeAt(otherEdition, shape.path)?.byKey.has(key)) {
    const name = placeName(otherEdition, path);
    return s2(
      path,
      shown(key),
      null,
      `${name.zh}是 ${otherEdition} 版的项目,这份报告用的是 ${edition} 版,没有这一项。请删去,或核对格式版本。`,
      `${name.en} belongs to edition ${otherEdition}; this report is of edition ${edition}. Remove it, or check the edition.`,
    );
  }
  const nearest = findNearest(key, shape.byKey.keys());
  const meant = nearest === undefined ? undefined : placeName(edition, pointer(place, [nearest]));
  const within = placeName(edition, place);
  return s2(
    path,
    shown(key),
    nearest ?? null,
    meant
      ? `${zh}不是格式规定的写法,可能是指${meant.zh}。请改正,否则这一项会丢失。`
      : `${within.zh}里没有${zh}这一项。请删去,或改成格式规定的项目。`,
    meant
      ? `${en} is not how the format writes it: perhaps ${meant.en} is meant. Correct it, or it is lost.`
      : `${within.en} has no item ${en}. Remove it, or use one of the format.`,
  );
}

function shapeAt(edition: Edition, path: string): ObjectShape | undefined {
  const keys = path.split('/').slice(1);
  return keys.reduce<ObjectShape | undefined>(
    (shape, key) => shape?.byKey.get(key)?.inner,
    DOCUMENT_SHAPES[edition],
  );
}

export function missingKey(edition: Edition, path: string): Finding {
  const { zh, en } = placeName(edition, path);
  return s2(
    path,
    null,
    null,
    `缺少${zh}。请补上;没有的数填 0,没有的文字留空。`,
    `Missing: ${en}. Add it; write 0 where there is none, and leave a text empty.`,
  );
}

export type Wanted = 'number' | 'text' | 'object' | 'array' | 'true';
const WANTED: Readonly<Record<Wanted, Text>> = {
  number: { zh: '数字', en: 'a number' },
  text: { zh: '文字', en: 'text' },
  object: { zh: '分项 { }', en: 'a group of items { }' },
  array: { zh: '列表 [ ]', en: 'a list [ ]' },
  true: { zh: '“是”', en: '“yes”' },
};
const TYPES: Readonly<Record<JsonType, Text>> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  object: { zh: '分项', en: 'a group of items' },
  array: { zh: '列表', en: 'a list' },
  boolean: { zh: '“是”或“否”', en: '“yes” or “no”' },
  null: { zh: '空值', en: 'empty' },
};

export function mistyped(
  edition: Edition,
  path: string,
  kind: CellKind,
  wanted: Wanted,
  type: JsonType,
  found: Stated,
): Finding {
  const name = placeName(edition, path);
  if (wanted === 'number' && type === 'string') return numberInText(name, path, String(found), kind);
  const cure =
    path === '/year'
      ? { zh: '请填四位年份,例如 2024', en: 'Write a year of four digits, as 2024' }
      : wanted === 'number'
        ? { zh: '没有的数填 0', en: 'Write 0 where there is none' }
        : wanted === 'true'
          ? { zh: '不确认零报告时请删去这一项', en: 'Leave it out where no zero report is confirmed' }
          : { zh: '请改正', en: 'Correct it' };
  return s2(
    path,
    found,
    null,
    `${name.zh}应为${WANTED[wanted].zh},现在是${TYPES[type].zh}。${cure.zh}。`,
    `${name.en} must be ${WANTED[wanted].en}, but is ${TYPES[type].en}. ${cure.en}.`,
  );
}

/** By content: what means nothing is 0; what means a number is that number. */
function numberInText(name: Text, path: string, found: string, kind: CellKind): Finding {
  const number = path === '/year' && /^\D*$/.test(found) ? undefined : readNumberInText(found, kind);
  const cure =
    number === undefined
      ? { zh: '请改成数字,不加引号', en: 'Write a number, without quotes' }
      : number === '0'
        ? { zh: '没有的数请填 0,不加引号', en: 'Write 0 where there is none, without quotes' }
        : { zh: `请填 ${number},不加引号`, en: `Write ${number}, without quotes` };
  const text = shown(found);
  const invisible = tellInvisible(text);
  return s2(
    path,
    text,
    number === undefined ? null : Number(number),
    `${name.zh}写的是文字“${text}”,应为数字。${cure.zh}。${number === undefined ? invisible.zh : ''}`,
    `${name.en} is the text "${text}", where a number is due. ${cure.en}.${number === undefined ? invisible.en : ''}`,
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
  const invisible = tellInvisible(String(found));
  return s2(
    path,
    text,
    null,
    `${name.zh}填的是“${text}”,${FORMATS[format].zh}。${invisible.zh}`,
    `${name.en} is "${text}"; it ${FORMATS[format].en}.${invisible.en}`,
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

export function moreFindings(count: number): Finding {
  return s2(
    '',
    count,
    null,
    `另有 ${count} 处问题没有列出。请先改正以上各处,再检查一次。`,
    `There are ${count} more findings. Correct those above and check again.`,
  );
}
