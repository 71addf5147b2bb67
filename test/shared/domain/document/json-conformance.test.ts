/**
 * RFC 8259, clause by clause: what is no JSON is refused with a reason and a place, what is JSON is read as what it says.
 * `JSON.parse` over strictly decoded UTF-8 tells which; our own limits (nesting, size, duplicate keys, one object) are added.
 */
import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../../../shared/domain/verdict/check-report.ts';
import { decodeReport } from '../../../../shared/domain/document/decode-report.ts';
import { aReport, at, bytesOf } from '../../../support/a-report.ts';

const NOW = at('2026-01-15T08:00:00+08:00');

// prettier-ignore
const NUMBERS = [
  '0', '-0', '1', '-1', '10', '01', '-01', '00', '+1', '++1', '-', '+', '--1', '1-', '.5', '-.5', '5.', '-5.', '0.', '0.0', '1.0', '1.5', '1..5', '1.5.5',
  '0e1', '0E1', '0e+1', '0e-1', '1e', '1E', '1e+', '1e-', '1e1.5', '1e1', '1E400', '-1e400', '1e-400', '1eE2', '0x1', '0X1F', '0b1', '0o7', '1_000', '1,000', '1 000',
  'NaN', 'nan', '-NaN', 'Infinity', '-Infinity', '+Infinity', 'inf', '１', '１２', '٣', '1٣', '½', '一', '2.e3', '9007199254740993', '123456789012345678901234567890', '-9.9e99', '1a', '0a', '1 ', ' 1', '1\u00A0',
];
// prettier-ignore
const LITERALS = [
  'true', 'false', 'null', 'True', 'FALSE', 'Null', 'NULL', 'tru', 'truee', 'nul', 'nulll', 'fals', 'undefined', 'None', 'nil', 'yes', 'a', '*', '&', '@', '#', '?', '$', '\\', '/', '//', '/* */', '/**/1', '1//', '1/*x*/',
  "''", "'a'", '`a`', '“a”', '"a', 'a"', '""', '"a"', '"a" "b"', '"a",', ',"a"', '(1)', '<null>', '[object Object]', '1;', '{', '}', '[', ']', '{}', '[]', '{]', '[}', '{}}', '[]]', '[[]', '{"a":{}', ',', ',,', ':', '::', '=', '\u2060', '\uFEFF1',
  '[1]', '[1,]', '[,1]', '[1,,2]', '[,]', '[1 2]', '[1:2]', '["a":1]', '[1', '[1,', '["', '["a', '[{', '[{}', '[[1]', '[1]]', '[1]x', '[\n1\n]', '[\f1]', '[\v1]', '[\u00A01]', '[\u20281]', '[\r\n\t 1]', '[\u00001]', '[-]', '[-a]', '[.]', '[true,false,null]', '[tru]', '[{}{}]',
];
// prettier-ignore
const MEMBERS = [
  '"a":1', '"a" : 1', '"a":1,', ',"a":1', '"a":1,,"b":2', '"a"', '"a":', ':1', '"a"::1', '"a":1:2', '"a":1 "b":2', '"a":1;"b":2', '"a"=1', '"a" 1', "'a':1", 'a:1', '1:1', 'null:1', 'true:1', '{}:1', '[]:1', '"a":a', '"a":\'b\'', '"a":"b', '"a:1', 'a":1',
  '"a":1,"a":1', '"a":1,"a":2', '"a":1,"\\u0061":2', '"":1', '"":1,"":2', '"__proto__":1', '"__proto__":{},"__proto__":{}', '"constructor":{"prototype":{}}', '"toString":1', '"a":1}', '{"a":1', '"a":{"a":{"a":1}}', '"a":1/**/', '"a":1//', '//"a":1', '#a\n"a":1', '"a":1\u0000', '"a":undefined', '"a":1\u00A0', '\u00A0"a":1', '\uFEFF"a":1', '“a”:1', '"a"：1', '"a":1，"b":2', '...', '"a":...', '"a\u0000":1', '"a\nb":1', '"\\x":1', '"\\ud800":1',
];
// prettier-ignore
const STRINGS = [
  'a', '', ' ', '柳州', '𠮷', '\\"', '\\\\', '\\/', '\\b\\f\\n\\r\\t', '\\u0041', '\\u0000', '\\u001f', '\\u00e9', '\\uD842\\uDFB7', '\\ud800', '\\udc00', '\\udc00\\ud800', '\\uD842x', '\\uD842\\u0041', '\\uFFFE', '\\uFFFF', '\u007f', '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\u0080',
  '\\a', '\\v', '\\0', '\\x41', '\\u', '\\u1', '\\u12', '\\u123', '\\u123g', '\\U0041', '\\u{41}', '\\ ', '\\\n', '\\\u00e9', '\\\'', '\\', '\\\\\\', '"', '\\""', '\u0000', '\u0001', '\u001f', '\n', '\r', '\t', '\b', '\\u-123', '\\u+123', '\\u 123', '\\uD800\\', '\\uD800\\u', '\\uD800\\u1', '\\uD842\\uDFB', '\\n\\', 'a\\',
];
const WHOLE: readonly (readonly [string, Uint8Array])[] = (
  [
    ['nothing', []],
    ['a BOM alone', [0xef, 0xbb, 0xbf]],
    ['half a BOM', [0xef, 0xbb, 0x7b, 0x7d]],
    ['UTF-16 with a BOM', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
    ['UTF-16 without one', [0x7b, 0x00, 0x7d, 0x00]],
    ['big-endian UTF-16', [0xfe, 0xff, 0x00, 0x7b, 0x00, 0x7d]],
    ['UTF-32', [0xff, 0xfe, 0x00, 0x00, 0x7b, 0x00, 0x00, 0x00]],
    ['GBK', [0x7b, 0x22, 0xc1, 0xf8, 0xd6, 0xdd, 0x22, 0x3a, 0x31, 0x7d]],
    ['a lone continuation', [0x7b, 0x22, 0x80, 0x22, 0x3a, 0x31, 0x7d]],
    ['an overlong slash', [0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]],
    ['an overlong NUL', [0x7b, 0x22, 0xe0, 0x80, 0x80, 0x22, 0x3a, 0x31, 0x7d]],
    ['a surrogate in UTF-8', [0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d]],
    ['CESU-8', [0x7b, 0x22, 0xed, 0xa1, 0x82, 0xed, 0xbe, 0xb7, 0x22, 0x3a, 0x31, 0x7d]],
    ['beyond U+10FFFF', [0x7b, 0x22, 0xf4, 0xbf, 0xbf, 0xbf, 0x22, 0x3a, 0x31, 0x7d]],
    ['a cut character', [0x7b, 0x22, 0xe6, 0x9f]],
    ['Latin-1', [0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d]],
    ['a NUL behind', [0x7b, 0x7d, 0x00]],
    ['a byte FF', [0xff]],
  ] as const
).map(([name, bytes]) => [name, Uint8Array.from(bytes)] as const);

const strict = new TextDecoder('utf-8', { fatal: true });
/** What the standard says of the bytes; `undefined`: no JSON. A BOM at the start is tolerated, as RFC 8259 allows. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strict.decode(bytes));
  } catch {
    return undefined;
  }
}
const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON, but no text: half of a character's pair. Where the form has a text, that is refused. */
const hasHalfName = (value: unknown): boolean => {
  const { agency } = Object(value) as { agency?: { name?: unknown } };
  return typeof agency?.name === 'string' && !agency.name.isWellFormed();
};

const REPORT = JSON.stringify(aReport());
const swap = (from: string, to: string): string => {
  if (!REPORT.includes(from)) throw new Error(`${from} is not in the report`);
  return REPORT.replace(from, () => to);
};
/** A piece at every place where such a piece may stand. */
const CASES: readonly (readonly [string, Uint8Array, { readonly isDuplicate?: boolean }])[] = [
  ...WHOLE.map(([name, bytes]) => [name, bytes, {}] as const),
  ...[...NUMBERS, ...LITERALS].flatMap((piece) =>
    [
      piece,
      `{"a":${piece}}`,
      `[${piece}]`,
      swap('"year":2024', `"year":${piece}`),
      swap(':12,', `:${piece},`),
    ].map((text, i) => [`${piece} at place ${i}`, bytesOf(text), {}] as const),
  ),
  ...MEMBERS.flatMap((piece) =>
    [
      `{${piece}}`,
      swap('"edition"', `${piece},"edition"`),
      swap('"proactive":{', `"proactive":{${piece},`),
    ].map(
      (text, i) =>
        [
          `${piece} at place ${i}`,
          bytesOf(text),
          { isDuplicate: /^"([^"]*)":.*,"(?:\1|\\u0061)":/.test(piece) },
        ] as const,
    ),
  ),
  ...STRINGS.flatMap((piece) =>
    [`"${piece}"`, `{"${piece}":1}`, swap('"name":"', `"name":"${piece}`)].map(
      (text, i) => [`${piece} at place ${i}`, bytesOf(text), {}] as const,
    ),
  ),
];

describe('a text that may or may not be JSON', () => {
  it('comes in at least a thousand kinds, of which many are JSON and most are not', () => {
    const read = CASES.filter(([, bytes]) => isObject(parsed(bytes))).length;
    expect(CASES.length).toBeGreaterThan(1000);
    expect(read).toBeGreaterThan(150);
    expect(CASES.length - read).toBeGreaterThan(600);
  });

  it('is read just where the standard reads an object, and refused with a reason elsewhere', () => {
    const wrong = CASES.flatMap(([name, bytes, { isDuplicate = false }]) => {
      const { kind, findings } = decodeReport(bytes);
      const isRefused = findings.some(({ rule, message }) => rule === 'S1' && message.zh !== '');
      const isRead = kind === 'read' && !isRefused;
      // A key twice is no fault of the text, but one of its two values would be lost.
      const standard = parsed(bytes);
      const isRight = isObject(standard) && !isDuplicate && !hasHalfName(standard) ? isRead : isRefused;
      return isRight ? [] : [`${JSON.stringify(name)}: ${kind}`];
    });
    expect(wrong).toEqual([]);
  });

  it('is never misread: what is accepted says what the standard reads', () => {
    let accepted = 0;
    for (const [name, bytes] of CASES) {
      const decoded = decodeReport(bytes);
      const { outcome } = checkDocument(bytes, NOW);
      if (decoded.kind !== 'read' || !decoded.report || outcome !== 'accepted') continue;
      accepted += 1;
      expect(parsed(bytes), name).toMatchObject({
        year: decoded.report.year,
        agency: { name: decoded.report.agency.name },
      });
    }
    expect(accepted).toBeGreaterThan(10);
  });
});
