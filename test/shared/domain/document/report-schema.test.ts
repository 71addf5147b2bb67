/** The JSON Schemas beside the validator: what a schema accepts has no S2, and the other way round. */
import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demonstration } from '../../../../demonstration/index.ts';
import { CATALOGUES, EDITIONS, type Edition } from '../../../../shared/domain/form/catalogue.ts';
import { decodeReport } from '../../../../shared/domain/document/decode-report.ts';
import { reportSchema, type Schema } from '../../../../shared/domain/document/report-schema.ts';
import { RULES } from '../../../../shared/domain/rules/rule-book.ts';
import { exampleDocument } from '../../../../shared/domain/rules/rule-examples.ts';
import { aReport, bytesOf } from '../../../support/a-report.ts';

const ajv = new Ajv2020({ strict: true, allErrors: false });
const SCHEMAS = {
  '2019': ajv.compile(reportSchema('2019')),
  '2021': ajv.compile(reportSchema('2021')),
};
const YEARS: Readonly<Record<Edition, number>> = { '2019': 2019, '2021': 2024 };

type Verdict = 'accepts' | 'refuses' | 'S1';
function bySchema(edition: Edition, text: string): Verdict {
  return SCHEMAS[edition](JSON.parse(text)) ? 'accepts' : 'refuses';
}
function byValidator(text: string): Verdict {
  const { findings } = decodeReport(bytesOf(text));
  if (findings.some(({ rule }) => rule === 'S2')) return 'refuses';
  return findings.some(({ rule }) => rule === 'S1') ? 'S1' : 'accepts';
}
const bothOf = (edition: Edition, document: object | string): [Verdict, Verdict] => {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  return [bySchema(edition, text), byValidator(text)];
};
const ACCEPTED = ['accepts', 'accepts'];
const REFUSED = ['refuses', 'refuses'];

/** With every optional part. */
const whole = (edition: Edition, set: Readonly<Record<string, unknown>> = {}): object =>
  aReport({
    year: YEARS[edition],
    set: {
      '/agency/creditCode': '91350100M000100Y43',
      ...(edition === '2021'
        ? { '/processingFee': { notices: 1, noticedCny: 10.5, collectedCny: 0.01 } }
        : {}),
      '/preamble': '本报告依据条例编制。',
      '/signature': { name: '柳北区教育局', date: '2025-01-20' },
      '/notes': [{ path: '/proactive', text: '其中修订16件' }],
      '/nil': true,
      '/explanations': [{ rule: 'Y1', path: '/applications/carriedIn/total', text: '机构合并。' }],
      ...set,
    },
  });

/** Every place of a document, from the root down, the elements of its lists included. */
function placesOf(node: unknown, path = ''): string[] {
  return typeof node === 'object' && node !== null
    ? [path, ...Object.entries(node).flatMap(([key, inner]) => placesOf(inner, `${path}/${key}`))]
    : [path];
}

describe('what both accept', () => {
  const folder = new URL('../../../../demonstration/published/', import.meta.url);
  const published = readdirSync(folder).filter((name) => /^\d{4}-.*\.json$/.test(name));

  it('are the published reports', () => {
    expect(published).toHaveLength(28);
    for (const name of published) {
      const text = readFileSync(new URL(name, folder), 'utf8');
      const edition: Edition = text.includes('"edition": "2019"') ? '2019' : '2021';
      expect([name, ...bothOf(edition, text)]).toEqual([name, ...ACCEPTED]);
    }
  });

  it('are reports with every part, and with the optional ones left out', () => {
    for (const edition of EDITIONS) {
      expect(bothOf(edition, whole(edition))).toEqual(ACCEPTED);
      const optional = ['/publishedOn', '/sourceUrl'];
      expect(bothOf(edition, aReport({ year: YEARS[edition], without: optional }))).toEqual(ACCEPTED);
    }
  });
});

describe('generated reports and the catalogue’s examples', () => {
  it('are judged alike', () => {
    const seen = { accepts: 0, refuses: 0, S1: 0 };
    let n = 0;
    for (const { document } of demonstration().filings) {
      // One in seven of some two thousand, and every flaw that is planted in those.
      if (n++ % 7 !== 0) continue;
      const text = typeof document === 'string' ? document : new TextDecoder().decode(document);
      const validator = byValidator(text);
      seen[validator]++;
      if (validator === 'S1') continue;
      const edition: Edition = /"edition":\s*"2019"/.test(text) ? '2019' : '2021';
      expect([text.slice(0, 80), bySchema(edition, text)]).toEqual([text.slice(0, 80), validator]);
    }
    expect(seen.accepts).toBeGreaterThan(200);
  });

  it.each(RULES.all.filter(({ id }) => id !== 'S1'))('$id', ({ id, entry }) => {
    const { fires, passes } = entry().examples;
    for (const { filing } of [fires, passes]) {
      const [schema, validator] = bothOf(filing.edition, exampleDocument(filing));
      expect(schema).toBe(validator);
    }
    expect(bothOf('2021', exampleDocument(fires.filing))[1] === 'refuses').toBe(id === 'S2');
  });
});

const WRONG_VALUES: readonly unknown[] = [null, true, false, 'x', '', '0', -1, 0.5, 1e10, [], {}, [1], [{}]];

describe.each(EDITIONS)('a report of edition %s, spoilt in one place', (edition) => {
  const places = placesOf(whole(edition)).slice(1);
  const agree = (document: object): Verdict => {
    const [schema, validator] = bothOf(edition, document);
    expect([JSON.stringify(document).length, schema]).toEqual([JSON.stringify(document).length, validator]);
    return schema;
  };

  it('has a key left out', () => {
    let refused = 0;
    for (const place of places) {
      // An element of a list is removed with the list.
      if (/\/\d+$/.test(place)) continue;
      const document = JSON.parse(JSON.stringify(whole(edition))) as object;
      const keys = place.slice(1).split('/');
      const last = keys.pop()!;
      const holder = keys.reduce<Record<string, unknown>>(
        (node, key) => node[key] as Record<string, unknown>,
        document as Record<string, unknown>,
      );
      Reflect.deleteProperty(holder, last);
      if (agree(document) === 'refuses') refused++;
      // Renamed: one missing, one unknown.
      holder[`${last}x`] = 0;
      expect(agree(document)).toBe('refuses');
    }
    expect(refused).toBeGreaterThan(CATALOGUES[edition].cells.length);
  });

  it('has a value of another type or out of range', () => {
    for (const place of places) for (const value of WRONG_VALUES) agree(whole(edition, { [place]: value }));
  });

  it('has a key that is not known, in any object', () => {
    for (const place of ['', ...places].filter((path) => isObject(whole(edition), path)))
      for (const key of ['$schema', 'x', 'Total', '__proto__', 'constructor'])
        expect(agree(whole(edition, { [`${place}/${key}`]: 0 }))).toBe('refuses');
  });

  it('has the other edition’s tables or name', () => {
    const other = edition === '2019' ? '2021' : '2019';
    const document = whole(edition) as Record<string, unknown>;
    const alien = whole(other) as Record<string, unknown>;
    expect(agree({ ...document, proactive: alien['proactive'] })).toBe('refuses');
    expect(agree({ ...document, applications: alien['applications'] })).toBe('refuses');
    // Read by the other form, it lacks that one's keys.
    for (const one of EDITIONS)
      expect(bySchema(one, JSON.stringify({ ...document, edition: other }))).toBe('refuses');
    expect(byValidator(JSON.stringify({ ...document, edition: other }))).toBe('refuses');
  });

  it.each<[string, readonly unknown[], Verdict]>([
    ['/edition', ['2020', '', 'edition'], 'refuses'],
    ['/year', [2018, 0, 10_000, 2024.5], 'refuses'],
    ['/year', [2019, 2024, 9999], 'accepts'],
    ['/agency/id', ['a', 'A1', '-a', 'a'.repeat(64), 'a_b', 'a\n', '机关'], 'refuses'],
    ['/agency/id', ['a1', '0-', 'a'.repeat(63)], 'accepts'],
    ['/agency/name', ['名'.repeat(201)], 'refuses'],
    ['/agency/name', ['', '名'.repeat(200)], 'accepts'],
    ['/agency/creditCode', ['', '9'.repeat(17), '9'.repeat(19)], 'refuses'],
    ['/agency/creditCode', ['i'.repeat(18), '码'.repeat(18)], 'accepts'],
    ['/district', ['45020', '4502050', '45020x', '450205\n'], 'refuses'],
    ['/district', ['450205', '000000'], 'accepts'],
    ['/publishedOn', ['2025-2-01', '2025-02-29', '1900-02-29', '2025-13-01', '2025-04-31', '2025-00-10', '2025-01-00', '20250101', '2025-01-01T00:00', ' 2025-01-01'], 'refuses'], // prettier-ignore
    ['/publishedOn', ['2024-02-29', '2000-02-29', '0000-02-29', '2025-12-31', '2025-02-28', '9999-01-01'], 'accepts'], // prettier-ignore
    ['/signature', [null, '柳北区教育局', {}, { name: '柳北区教育局' }, { date: '2025-01-20' }, { name: '局', date: '2025-1-20' }, { name: '局'.repeat(500), date: '2025-01-20' }], 'refuses'], // prettier-ignore
    ['/signature', [{ name: '', date: '2025-01-20' }], 'accepts'],
    ['/sourceUrl', ['', 'ftp://a.cn', 'a.cn', ' http://a.cn', `http://a.cn/${'a'.repeat(1990)}`], 'refuses'],
    ['/sourceUrl', ['HTTP://A.cn', 'https://a.cn/年报?x="1"', `http://a.cn/${'a'.repeat(1988)}`], 'accepts'],
    ['/nil', [false, 'true', 1], 'refuses'],
    ['/narrative/overview', ['', '字'.repeat(50_000)], 'accepts'],
    ['/explanations/0/rule', ['A1', 'S2', 'y1', '', 'Y9'], 'refuses'],
    ['/explanations/0/rule', ['Y4', 'Q6', 'C1', 'D2'], 'accepts'],
    ['/explanations/0/text', ['', ' ', '\u3000\n\u00a0\ufeff', 'x'.repeat(1001)], 'refuses'],
    ['/explanations/0/text', ['无', ` ${'x'.repeat(999)}`], 'accepts'],
    ['/explanations/0/path', ['x'.repeat(161)], 'refuses'],
    ['/notes/0/path', ['x'.repeat(161)], 'refuses'],
    ['/notes/0/path', ['', 'x'.repeat(160)], 'accepts'],
    ['/notes/0/text', ['x'.repeat(5001)], 'refuses'],
    ['/notes/0/text', ['', 'x'.repeat(5000)], 'accepts'],
    ['/notes', [Array.from({ length: 401 }, () => ({ path: '', text: '' })), [[]], ['x']], 'refuses'],
    ['/notes', [[], Array.from({ length: 400 }, () => ({ path: '', text: '' }))], 'accepts'],
    ['/explanations', [Array.from({ length: 101 }, () => ({ rule: 'Y1', path: '', text: 'x' }))], 'refuses'],
    [
      '/explanations',
      [[], Array.from({ length: 100 }, () => ({ rule: 'Y1', path: '', text: 'x' }))],
      'accepts',
    ],
    ['/applications/received/total', [0, 999_999_999], 'accepts'],
    ['/applications/received/total', [1_000_000_000, -1, 1.5, Number.MAX_SAFE_INTEGER], 'refuses'],
  ])('%s: %#', (place, values, expected) => {
    for (const value of values) {
      expect([value, agree(whole(edition, { [place]: value }))]).toEqual([value, expected]);
    }
  });
});

function isObject(document: object, path: string): boolean {
  const node = path
    .split('/')
    .slice(1)
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], document);
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

describe('money', () => {
  const FEES = '/proactive/fees/amountWanCny';
  const PROCUREMENT = '/proactive/procurement/amountCny';

  it('has no multipleOf: every amount of whole fen is accepted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999_999_999_999 }), (fen) => {
        expect(bothOf('2019', whole('2019', { [PROCUREMENT]: fen / 100 }))).toEqual(ACCEPTED);
        const wan = JSON.stringify(fen / 1e6);
        // Spelt by JavaScript with an exponent below a millionth, which the validator refuses.
        if (!wan.includes('e'))
          expect(bothOf('2021', whole('2021', { [FEES]: fen / 1e6 }))).toEqual(ACCEPTED);
      }),
      { numRuns: 200 },
    );
  });

  it('ends one fen below a hundred billion yuan', () => {
    expect(bothOf('2019', whole('2019', { [PROCUREMENT]: 99_999_999_999.99 }))).toEqual(ACCEPTED);
    expect(bothOf('2019', whole('2019', { [PROCUREMENT]: 100_000_000_000 }))).toEqual(REFUSED);
    expect(bothOf('2021', whole('2021', { [FEES]: 9_999_999.999999 }))).toEqual(ACCEPTED);
    expect(bothOf('2021', whole('2021', { [FEES]: 10_000_000 }))).toEqual(REFUSED);
  });
});

/** A value of any kind at any place of a document. */
const anyValue = fc.oneof(
  fc.constantFrom(...WRONG_VALUES),
  fc.integer({ min: -10, max: 2_000_000_000 }),
  fc.string({ maxLength: 30 }),
  fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown),
);

/** Numbers whose spelling the validator refuses, among what is asserted below; strings are not made like addresses. */
const differsByNature = (text: string): boolean => /[\d.]e[+-]?\d|-0[,}\]]|\d\.\d/i.test(text);

describe.each(EDITIONS)('any document near to one of edition %s', (edition) => {
  it('is accepted by the schema where the validator reports no S2', () => {
    const places = placesOf(whole(edition)).slice(1);
    const change = fc.tuple(fc.constantFrom(...places), anyValue);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const inner = (a: string, b: string): boolean => a !== b && a.startsWith(`${b}/`);
        fc.pre(!changes.some(([a]) => changes.some(([b]) => inner(a, b))));
        const set = Object.fromEntries(changes);
        const spoilt = JSON.stringify(whole(edition, set));
        const [schema, validator] = bothOf(edition, spoilt);
        fc.pre(validator !== 'S1' && !(schema !== validator && differsByNature(spoilt)));
        expect([set, schema]).toEqual([set, validator]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('where they differ by nature', () => {
  const TEXT = JSON.stringify(whole('2021'));
  const swap = (from: string, to: string): string => {
    expect(TEXT).toContain(from);
    return TEXT.replace(from, () => to);
  };
  const CELL = '"decisions":40';
  const NAME = '柳北区教育局';

  it.each([
    ['a whole number spelt as a fraction', swap(CELL, '"decisions":40.0'), 'refuses'],
    ['a whole number spelt with an exponent', swap(CELL, '"decisions":4e1'), 'refuses'],
    ['minus zero', swap(CELL, '"decisions":-0'), 'refuses'],
    ['money with an exponent', swap('12.345678', '1e1'), 'refuses'],
    [
      'money with too many decimals, which multipleOf cannot tell',
      swap('12.345678', '12.3456789'),
      'refuses',
    ],
    ['money whose decimals are zeros too many', swap('12.345678', '12.0000000'), 'refuses'],
    // A schema counts characters, the validator UTF-16 units: a rare character counts as two.
    ['a name of 101 rare characters', swap(NAME, '𠮷'.repeat(101)), 'refuses'],
    [
      'an address that begins right and leads nowhere',
      swap('https://www.example.gov.cn/zfxxgk/', 'https://['),
      'refuses',
    ],
    // JSON.parse keeps the last of two keys, and half a character.
    ['a key that is there twice', swap(CELL, '"decisions":1,"decisions":40'), 'S1'],
    ['half a character', swap(NAME, '\\ud842'), 'S1'],
  ] as const)('the schema accepts %s', (_, text, validator) => {
    expect(bothOf('2021', text)).toEqual(['accepts', validator]);
  });

  it('the schema refuses a credit code of eighteen units with a rare character, which rule S5 refuses', () => {
    expect(bothOf('2021', swap('91350100M000100Y43', `${'9'.repeat(16)}𠮷`))).toEqual(['refuses', 'accepts']);
  });

  it('beyond a schema’s reach is what a document is before it is read: size, nesting, encoding', () => {
    const deep = `${'['.repeat(40)}${']'.repeat(40)}`;
    expect(bothOf('2021', swap(CELL, `"decisions":${deep}`))).toEqual(['refuses', 'S1']);
    const huge = swap('全年公开信息300条。', 'x'.repeat(1_100_000));
    expect(bothOf('2021', huge)).toEqual(['accepts', 'S1']);
    expect(() => bothOf('2021', `\uFEFF${TEXT}`)).toThrow(SyntaxError);
    expect(byValidator(`\uFEFF${TEXT}`)).toBe('accepts');
  });
});

describe('in an editor', () => {
  it.each(EDITIONS)(
    'every property of edition %s has a title and a description in both languages',
    (edition) => {
      const lacking: string[] = [];
      const walk = (schema: Schema, path: string): void => {
        for (const key of ['title', 'description'])
          if (!/[\u4e00-\u9fff].* – .*[A-Za-z]/.test(JSON.stringify(schema[key])))
            lacking.push(`${path} ${key}`);
        const items = schema['items'] as Schema | undefined;
        const properties = (schema['properties'] ?? items?.['properties'] ?? {}) as Record<string, Schema>;
        for (const [key, inner] of Object.entries(properties)) walk(inner, `${path}/${key}`);
      };
      walk(reportSchema(edition), '');
      expect(lacking).toEqual([]);
    },
  );
});
