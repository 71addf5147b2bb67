import { describe, expect, it } from 'vitest';
import { CATALOGUES } from '../../../../shared/domain/form/catalogue.ts';
import { decodeReport } from '../../../../shared/domain/document/decode-report.ts';
import { MAX_DOCUMENT_BYTES } from '../../../../shared/domain/findings/document-limits.ts';
import { readFigure } from '../../../../shared/domain/form/figures.ts';
import type { Finding } from '../../../../shared/domain/findings/finding.ts';
import type { Report } from '../../../../shared/domain/form/report.ts';
import { LARGE_DOCUMENTS } from '../../../fixtures/large-documents.ts';
import { aReport, bytesOf } from '../../../support/a-report.ts';

const brief = ({ rule, path, found }: Finding): string => `${rule} ${path} ${String(found)}`;
const decode = (document: object | string | Uint8Array) =>
  decodeReport(document instanceof Uint8Array ? document : bytesOf(document));
const findingsOf = (document: object | string | Uint8Array): string[] => decode(document).findings.map(brief);
function reportOf(document: object | string | Uint8Array): Report {
  const decoded = decode(document);
  expect(decoded.findings).toEqual([]);
  if (decoded.kind !== 'read' || !decoded.report) throw new Error('no report');
  return decoded.report;
}

const TEXT = JSON.stringify(aReport());
/** The document with a part of its text replaced. */
function swap(from: string, to: string, text = TEXT): string {
  expect(text).toContain(from);
  return text.replace(from, () => to);
}
const received = '/applications/received/naturalPerson';
/** The document with one count written otherwise. */
const counted = (literal: string): string =>
  swap('"received":{"naturalPerson":12', `"received":{"naturalPerson":${literal}`);

describe('a document that is well formed', () => {
  it('becomes a report, every value where the form has it', () => {
    const document = aReport({
      set: {
        '/agency/creditCode': '91350100M000100Y43',
        '/preamble': '本报告依据条例编制。',
        '/signature': { name: '柳北区教育局', date: '2025-01-20' },
        '/processingFee': { notices: 2, collectedCny: 40.05 },
        '/notes': [{ path: '/proactive/rules/made', text: '其中修订16件' }],
        '/nil': true,
        '/explanations': [{ rule: 'Y1', path: '/applications/carriedIn/total', text: '机构合并。' }],
      },
    });
    const { figures, ...rest } = reportOf(document);
    expect(rest).toEqual({
      edition: '2021',
      year: 2024,
      agency: { id: '450205-jyj', name: '柳北区教育局', creditCode: '91350100M000100Y43' },
      district: '450205',
      publishedOn: '2025-01-20',
      sourceUrl: 'https://www.example.gov.cn/zfxxgk/',
      preamble: '本报告依据条例编制。',
      signature: { name: '柳北区教育局', date: '2025-01-20' },
      narrative: document['narrative'],
      processingFee: { notices: 2, collectedFen: 4005 },
      notes: document['notes'],
      nil: true,
      explanations: document['explanations'],
    });
    expect(readFigure(figures, '/applications/results/total/naturalPerson')).toBe(13);
    expect(figures.cells[CATALOGUES['2021'].cellByPath.get('/proactive/fees/amountWanCny')!.index]).toBe(
      12_345_678,
    );
  });

  it('is the same report in whatever way it is laid out', () => {
    const report = reportOf(TEXT);
    const spaced = TEXT.replace(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g, (token) =>
      token.startsWith('"') ? token : ` \t\r\n${token} \n`,
    );
    for (const text of [
      spaced,
      JSON.stringify(aReport(), null, 2),
      JSON.stringify(aReport(), null, '\t'),
      JSON.stringify(aReport(), null, 1),
      `\uFEFF${TEXT}`,
      `\n\n ${TEXT} \r\n`,
      swap('"edition"', '"\\u0065dition"'),
      swap('柳北区教育局', '\\u67f3\\u5317\\u533a教育局'),
      swap('"year":2024,', '').replace('"district"', '"year":2024,"district"'),
    ])
      expect(reportOf(text)).toEqual(report);
  });

  it.each([2, 3, 4, 7])(
    'has nothing but space between its cells, also where %i make up the indentation',
    (width) => {
      const pretty = JSON.stringify(aReport(), null, width);
      const report = reportOf(pretty);
      for (const cell of ['"commercial": 3', '"research": 0', '"pending": 1', '"petition"']) {
        const end = pretty.indexOf(cell);
        const start = pretty.lastIndexOf('\n', end);
        for (let place = start; place < end; place++) {
          const put = (character: string): string =>
            pretty.slice(0, place) + character + pretty.slice(place + 1);
          expect(decode(put('x')).kind).toBe('unreadable');
          expect(decode(put('\u0001')).kind).toBe('unreadable');
          expect(reportOf(put('\t'))).toEqual(report);
        }
      }
    },
  );

  it('may have its keys in any order, the edition last', () => {
    const backwards = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, inner]) => [key, backwards(inner)]),
          )
        : value;
    for (const year of [2019, 2024]) {
      const document = aReport({ year });
      expect(reportOf(backwards(document) as object)).toEqual(reportOf(document));
    }
  });

  it('holds text of any script, in and beside figures that follow it', () => {
    const text = 'é柳𠮷🀄"\\/\n\u0000\u2028';
    const report = reportOf(aReport({ set: { '/narrative/overview': text, '/narrative/other': text } }));
    expect(report.narrative).toMatchObject({ overview: text, other: text });
    const escaped = swap('解读形式单一,将予改进。', '\\ud842\\udfb7\\t\\/\\u00e9');
    expect(reportOf(escaped).narrative.problems).toBe('𠮷\t/é');
  });

  it('states money to the fen', () => {
    const amount = (literal: string): number | undefined => {
      const text = JSON.stringify(aReport({ year: 2019 })).replace('1234567.89', literal);
      return reportOf(text).figures.cells[
        CATALOGUES['2019'].cellByPath.get('/proactive/procurement/amountCny')!.index
      ];
    };
    expect(amount('0.29')).toBe(29);
    expect(amount('1.1')).toBe(110);
    expect(amount('4.00')).toBe(400);
    expect(amount('0')).toBe(0);
    expect(amount('75394432.52')).toBe(7_539_443_252);
    expect(amount('99999999999.99')).toBe(9_999_999_999_999);
    expect(() => amount('100000000000')).toThrow();
  });
});

describe('S1: what cannot be read', () => {
  const utf16 = (text: string, bom: number[]): Uint8Array =>
    new Uint8Array([
      ...bom,
      ...Array.from(text, (unit) => [unit.charCodeAt(0) & 255, unit.charCodeAt(0) >> 8]).flat(),
    ]);
  it.each<[string, string | Uint8Array, RegExp]>([
    ['an empty file', '', /空的/],
    ['space only', ' \r\n', /空的/],
    ['a BOM only', '\uFEFF', /空的/],
    ['UTF-16 with a BOM', utf16(TEXT, [0xff, 0xfe]), /UTF-16/],
    ['UTF-16 without', utf16('{"a":1}', []), /UTF-16/],
    ['GBK', new Uint8Array([0x7b, 0x22, 0xc4, 0xea, 0xb6, 0xc8, 0x22, 0x7d]), /GBK/],
    ['a Word file', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), /Word/],
    ['an old Word file', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), /Word/],
    ['a PDF', '%PDF-1.7', /PDF/],
    ['RTF', '{\\rtf1\\ansi', /RTF/],
    ['a page', '\n<!DOCTYPE html>', /网页/],
    ['an array', `[${TEXT}]`, /不是一份报告/],
    ['null', 'null', /不是一份报告/],
    ['a cut document', TEXT.slice(0, 500), /第 1 行第 \d+ 列:文件在这里中断/],
    ['something behind it', `${TEXT}\n}`, /第 2 行第 1 列:报告结束之后/],
    ['a comma too many', swap('"total":0}}}', '"total":0,}}}'), /最后一项之后不能有逗号/],
    ['a missing comma', swap('"year":2024,', '"year":2024 '), /逗号/],
    ['a missing colon', swap('"year":2024', '"year" 2024'), /冒号/],
    ['a missing value', counted(''), /应为数字/],
    ['a leading zero', counted('012'), /前导 0/],
    ['a full-width comma', swap('"year":2024,', '"year":2024\uFF0C'), /全角/],
    ['a full-width digit', counted('\uFF11'), /全角/],
    ['a full-width semicolon', swap('"year":2024,', '"year":2024\uFF1B'), /“\uFF1B”是全角符号/],
    ['a corner bracket for a quote', swap('"year":', '\u300Cyear\u300D:'), /“\u300C”是全角符号/],
    ['a single smart quote', swap('"year":', '\u2018year\u2019:'), /“\u2018”是全角符号/],
    [
      'a smart quote at a text’s end',
      swap('柳北区教育局"}', '柳北区教育局\u201D}\n'),
      /第 1 行.*全角引号“\u201D”/,
    ],
    ['separators in a number', counted('1,003'), /千分位/],
    ['a unit behind a number', counted('3件'), /单位/],
    ['a stroke for none', counted('/'), /没有的数填 0/],
    ['a dash for none', counted('\u2014'), /没有的数填 0/],
    [
      'a no-break space before a key',
      swap('"year":', '\u00A0"year":'),
      /第 1 行第 \d+ 列:这里有一个看不见的字符 U\+00A0\(不换行空格\),请删去/,
    ],
    ['a full-width space', swap('"year":', '\u3000"year":'), /U\+3000\(全角空格\)/],
    ['a zero-width space before a colon', swap('"year":', '"year"\u200B:'), /U\+200B\(零宽空格\)/],
    ['a byte order mark in the middle', swap('"year":', '\uFEFF"year":'), /U\+FEFF\(字节顺序标记\)/],
    ['a line separator for a line break', swap('"year":', '\u2028"year":'), /U\+2028\(行分隔符\)/],
    ['a next-line control', swap('"year":2024', '"year":2024\u0085'), /U\+0085/],
    ['a tag character', swap('"year":2024', '"year":2024\u{E0041}'), /U\+E0041/],
    ['an invisible character before all', `\u200B${TEXT}`, /第 1 行第 1 列:.*U\+200B/],
    ['an invisible character behind all', `${TEXT}\u00A0`, /U\+00A0/],
    ['a bad escape', swap('柳北区', '柳\\x北'), /反斜杠/],
    ['a cut escape', swap('柳北区', '柳\\u12'), /反斜杠/],
    ['a raw line break in text', swap('柳北区', '柳北区\n'), /换行/],
    ['more than a mebibyte', `${TEXT}${' '.repeat(MAX_DOCUMENT_BYTES)}`, /超过上限/],
    ['33 levels', swap('"year":', `"a":${'['.repeat(32)}${']'.repeat(32)},"year":`), /32 层/],
    ['10 000 levels', '{"a":'.repeat(10_000), /32 层/],
    ['a million levels', '['.repeat(1_000_000), /32 层/],
  ])('%s', (_, document, message) => {
    const { kind, findings } = decode(document);
    expect(kind).toBe('unreadable');
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ rule: 'S1', severity: 'error', path: '' });
    expect(findings[0]!.message.zh).toMatch(message);
  });

  it('counts line and column in characters', () => {
    const text = '{\n  "edition": "2021",\n  "year": 2024,\n  "district": "柳北" x }';
    expect(decode(text).findings[0]!.message.en).toMatch(/^Line 4, column 20:/);
  });

  it('allows 32 levels', () => {
    expect(findingsOf(swap('"year":', `"a":${'['.repeat(31)}${']'.repeat(31)},"year":`))).toEqual([
      'S2 /a a',
    ]);
  });

  it.each([
    ['a key of the document', swap('"year":2024', '"year":2024,"year":2024'), '/year'],
    ['a key that is there in two spellings', swap('"year":2024', '"year":2024,"\\u0079ear":2024'), '/year'],
    ['a cell', counted('12,"naturalPerson":12'), received],
    ['a row', swap('"carriedIn":', '"received":{"a":[]},"carriedIn":'), '/applications/received'],
  ])('names the place of a duplicate: %s', (_, text, path) => {
    const decoded = decode(text);
    expect(decoded).toMatchObject({ kind: 'read', report: undefined });
    expect(decoded.findings.map(({ rule, path: place }) => `${rule} ${place}`)).toEqual([`S1 ${path}`]);
  });

  it('names duplicates in what is unknown, too', () => {
    expect(findingsOf(swap('"year":', '"x":{"a/b":[0,{"~":1,"~":2}]},"x":1,"year":'))).toEqual([
      'S1 /x/a~1b/1/~0 ~',
      'S1 /x x',
      'S2 /x x',
    ]);
  });

  it('names the place of half a character', () => {
    expect(findingsOf(swap('柳北区教育局', '\\ud842'))).toEqual(['S1 /agency/name null']);
  });
});

describe('S2: a figure that is written as text', () => {
  it.each<[string, number]>([
    ...[
      '/',
      '\uFF0F',
      '-',
      '--',
      '\u2014',
      '\u2014\u2014',
      '\u2013',
      '',
      ' ',
      '\u3000',
      '无',
      '没有',
      'N/A',
      '0',
      '\uFF10',
      '00',
      '0件',
    ].map((text): [string, number] => [text, 0]),
    ['3', 3],
    ['\uFF13', 3],
    ['\uFF11\uFF12', 12],
    ['3件', 3],
    ['3 件次', 3],
    ['1,003', 1003],
    ['1\uFF0C003\uFF0C004件', 1_003_004],
    ['1 003', 1003],
    ['1\u00A0003', 1003],
    [' 12\u200B', 12],
    ['007', 7],
    ['+5', 5],
  ])('%j: the sentence tells what to write, and that is right', (text, number) => {
    const [finding, ...more] = decode(counted(JSON.stringify(text))).findings;
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ rule: 'S2', path: received, found: text, expected: number });
    expect(finding?.message.zh).toMatch(
      number === 0 ? /没有的数请填 0,不加引号。$/ : new RegExp(`请填 ${number},不加引号。$`),
    );
    expect(finding?.message.en).toContain(`rite ${number}`);
    expect(findingsOf(counted(String(number)))).toEqual([]);
  });

  it.each([
    '1,03',
    '1.5',
    '约3',
    '-3',
    '3+4',
    '十二',
    '1e3',
    '1,0033',
    '3元',
    '12,',
    '1.003.004',
    '9999999999',
  ])('%j: what it means is not guessed', (text) => {
    const [finding] = decode(counted(JSON.stringify(text))).findings;
    expect(finding).toMatchObject({ rule: 'S2', path: received, found: text, expected: null });
    expect(finding?.message.zh).toMatch(/请改成数字,不加引号。$/);
  });

  it('an amount keeps its decimals and its unit', () => {
    const amount = (text: string, year = 2019) =>
      decode(JSON.stringify(aReport({ year })).replace('1234567.89', JSON.stringify(text))).findings[0]
        ?.expected;
    expect(amount('1,234,567.89元')).toBe(1_234_567.89);
    expect(amount('0.50')).toBe(0.5);
    expect(amount('1.5万元')).toBeNull();
    expect(amount('3件')).toBeNull();
  });

  it('a year is no 0', () => {
    const year = (value: unknown) =>
      decode(swap('"year":2024', `"year":${JSON.stringify(value)}`)).findings[0];
    expect(year('2024年')).toMatchObject({ path: '/year', expected: null });
    expect(year('\uFF12024')).toMatchObject({ path: '/year', expected: 2024 });
    for (const none of ['', '/', null]) expect(year(none)?.message.zh).not.toMatch(/填 0/);
  });

  it('names the invisible character in a key or a text that looks right', () => {
    const told = (text: string) =>
      decode(text)
        .findings.map(({ message }) => message.zh)
        .join('');
    expect(told(swap('"year":2024', '"year\u200B":2024'))).toContain('U+200B(零宽空格)');
    expect(told(swap('"district":"450205"', '"district":"450205\u00A0"'))).toContain('U+00A0(不换行空格)');
    expect(told(swap('"district":"450205"', '"district":"45020"'))).not.toContain('看不见');
  });
});

describe('S2: structure', () => {
  it.each([
    ['1e3', '1e3'],
    ['12.0', '12.0'],
    ['-0', '-0'],
    ['-12', '-12'],
    ['0.5', '0.5'],
    ['1000000000', '1000000000'],
    ['9007199254740993', '9007199254740993'],
    ['1e400', '1e400'],
    ['"12"', '12'],
    ['null', 'null'],
    ['true', 'true'],
    ['[12]', 'null'],
    ['{"a":12}', 'null'],
  ])('a count written %s', (literal, found) => {
    const decoded = decode(counted(literal));
    expect(decoded).toMatchObject({ kind: 'read', report: undefined });
    expect(decoded.findings.map(brief)).toEqual([`S2 ${received} ${found}`]);
  });

  it('a count of a hundred thousand digits is told in short', () => {
    const [finding] = decode(counted('9'.repeat(100_000))).findings;
    expect(finding).toMatchObject({ rule: 'S2', path: received });
    expect(JSON.stringify(finding).length).toBeLessThan(1000);
  });

  it('a signed change may be negative, and nothing else may', () => {
    const old = JSON.stringify(aReport({ year: 2019 }));
    expect(findingsOf(old)).toEqual([]);
    expect(findingsOf(swap('"change":-3', '"change":-0', old))).toEqual([
      'S2 /proactive/licensing/change -0',
    ]);
    expect(findingsOf(swap('"decisions":40', '"decisions":-40', old))).toEqual([
      'S2 /proactive/licensing/decisions -40',
    ]);
    expect(findingsOf(swap('1234567.89', '-1.5', old))).toEqual(['S2 /proactive/procurement/amountCny -1.5']);
  });

  it.each(['12.3456789', '1e2', '10000000', '10000000.000000', '100000000', '123456789012345678'])(
    'money in 10 000 yuan written %s',
    (literal) => {
      expect(findingsOf(swap('12.345678', literal))).toHaveLength(1);
    },
  );

  it.each<[string, Record<string, unknown>, string[]]>([
    ['an edition that does not exist', { '/edition': '2020' }, ['S2 /edition 2020']],
    ['an edition that is a number', { '/edition': 2021 }, ['S2 /edition 2021']],
    ['a year before all', { '/year': 2018 }, ['S2 /year 2018']],
    ['an agency id with capitals', { '/agency/id': '450205-JYJ' }, ['S2 /agency/id 450205-JYJ']],
    ['a short credit code', { '/agency/creditCode': '1145' }, ['S2 /agency/creditCode 1145']],
    ['a district of five digits', { '/district': '45020' }, ['S2 /district 45020']],
    ['a day that does not exist', { '/publishedOn': '2025-02-29' }, ['S2 /publishedOn 2025-02-29']],
    ['a day written otherwise', { '/publishedOn': '2025/1/31' }, ['S2 /publishedOn 2025/1/31']],
    [
      'a script for an address',
      { '/sourceUrl': 'javascript:alert(1)' },
      ['S2 /sourceUrl javascript:alert(1)'],
    ],
    ['an address without a host', { '/sourceUrl': 'https://' }, ['S2 /sourceUrl https://']],
    ['a preamble that is no text', { '/preamble': [] }, ['S2 /preamble null']],
    ['a signature that is a name only', { '/signature': '柳北区教育局' }, ['S2 /signature 柳北区教育局']],
    ['a signature without a date', { '/signature': { name: '柳北区教育局' } }, ['S2 /signature/date null']],
    [
      'a signature of no day',
      { '/signature': { name: '局', date: '2025-1-20' } },
      ['S2 /signature/date 2025-1-20'],
    ],
    ['nil that is false', { '/nil': false }, ['S2 /nil false']],
    ['null for what is optional', { '/publishedOn': null }, ['S2 /publishedOn null']],
    ['a section that is text', { '/narrative': '无' }, ['S2 /narrative 无']],
    ['notes that are no list', { '/notes': {} }, ['S2 /notes null']],
    [
      'elements of lists',
      {
        '/notes': ['x', { path: '/a', text: 1 }, { path: '/a' }],
        '/explanations': [{ rule: 'A1', path: '/a', text: ' ', by: 'x' }],
      },
      [
        'S2 /notes/0 null',
        'S2 /notes/1/text 1',
        'S2 /notes/2/text null',
        'S2 /explanations/0/by by',
        'S2 /explanations/0/rule A1',
        'S2 /explanations/0/text  ',
      ],
    ],
    ['a fee of text', { '/processingFee': { notices: '2' } }, ['S2 /processingFee/notices 2']],
    [
      'keys that an object inherits',
      { '/__proto__': { year: 1 }, '/constructor': 1, '/agency/toString': 1 },
      ['S2 /__proto__ __proto__', 'S2 /constructor constructor', 'S2 /agency/toString toString'],
    ],
  ])('%s', (_, set, expected) => {
    expect(findingsOf(aReport({ set }))).toEqual(expected);
  });

  it('tells the key that a misspelt one probably means', () => {
    const text = swap('"received":{"naturalPerson"', '"received":{"natrualPerson"');
    expect(decode(text).findings).toMatchObject([
      { rule: 'S2', path: '/applications/received/natrualPerson', expected: 'naturalPerson' },
      { rule: 'S2', path: received },
    ]);
    expect(findingsOf(swap('"year":', '"a":1,"year":'))).toEqual(['S2 /a a']);
  });

  it('tells keys of the other edition from unknown ones', () => {
    const { findings } = decode(
      aReport({
        year: 2019,
        set: { '/applications/results/otherHandling/feeUnpaid': {}, '/processingFee': {} },
      }),
    );
    expect(findings.map(({ path }) => path)).toEqual([
      '/processingFee',
      '/applications/results/otherHandling/feeUnpaid',
    ]);
    for (const { message } of findings) expect(message.zh).toMatch(/2021 版的项目/);
  });

  it('reads by the edition that the year tells where there is none', () => {
    expect(findingsOf(aReport({ year: 2019, without: ['/edition'] }))).toEqual(['S2 /edition null']);
    expect(findingsOf(aReport({ year: 2019, without: ['/edition', '/year'] }))).toEqual([
      'S2 /edition null',
      'S2 /year null',
    ]);
  });

  it('reports what is missing by its outermost place, and everything at once', () => {
    expect(findingsOf({})).toHaveLength(9);
    expect(
      findingsOf(
        aReport({
          set: { '/applications/received/research': -1, '/surplus': 1 },
          without: ['/district', '/applications/carriedIn', '/applications/results/granted/other'],
        }),
      ),
    ).toEqual([
      'S2 /surplus surplus',
      'S2 /district null',
      'S2 /applications/received/research -1',
      'S2 /applications/carriedIn null',
      'S2 /applications/results/granted/other null',
    ]);
  });

  it('says once that a report for 2019 may have had another shape', () => {
    const without = ['/proactive/fees', '/applications/carriedIn', '/reconsideration'];
    const shape = (year: number, ...paths: string[]) =>
      decode(aReport({ year, without: paths })).findings.map(({ message }) => message.zh.includes('60号二'));
    expect(shape(2019, ...without)).toEqual([true, false, false]);
    expect(shape(2020, ...without)).toEqual([false, false, false]);
    expect(shape(2019, '/district')).toEqual([false]);
  });

  it('builds a report in spite of findings where all that it needs can be read', () => {
    expect(decode(aReport({ set: { '/surplus': 1, '/nil': false } }))).toMatchObject({
      kind: 'read',
      report: { nil: false, year: 2024 },
    });
  });
});

describe('hostile documents', () => {
  // How long it takes is the bench `large-documents`'s to say; what is quadratic takes minutes, and so fails here.
  it.each(Object.entries(LARGE_DOCUMENTS))('a mebibyte of %s is answered, in short', (_, fill) => {
    const { findings } = decode(fill(MAX_DOCUMENT_BYTES));
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.length).toBeLessThanOrEqual(1000);
    expect(JSON.stringify(findings).length).toBeLessThan(MAX_DOCUMENT_BYTES);
  });
});
