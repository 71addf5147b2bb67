import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { mentionedIn, parseRegions, parseRoster } from '../../../shared/contracts/files/roster-file.ts';
import { decodeTable } from '../../../shared/contracts/files/table-file.ts';

const HEAD = 'id,name,aliases,district,kind,from,to,predecessors,mail,dataset';
const GOOD = '450205-jyj,柳北区教育局,,450205,department,2019,,,jyj@example.org,';

function complaintsOf(parsed: ReturnType<typeof parseRoster> | ReturnType<typeof parseRegions>) {
  return parsed.kind === 'bad' ? parsed.complaints.map(({ line, column }) => `${line} ${column}`) : [];
}

describe('parseRoster', () => {
  it('reads every column, several aliases and predecessors, and leaves out what is empty', () => {
    const text = `${HEAD}\n450205-a,甲局,,450205,department,2019,2021,,,\n${GOOD}\n450205-b,乙局,甲局|旧乙局;老乙局,450205,township,2022,,450205-a|450205-jyj,,synthetic\n`;
    expect(parseRoster(text, 'csv')).toEqual({
      kind: 'ok',
      cleaned: [],
      absent: ['phone', 'reminders', 'function', 'pinyin'],
      agencies: [
        {
          id: '450205-a',
          name: '甲局',
          aliases: [],
          kind: 'department',
          district: '450205',
          from: 2019,
          to: 2021,
          predecessors: [],
        },
        {
          id: '450205-jyj',
          name: '柳北区教育局',
          aliases: [],
          kind: 'department',
          district: '450205',
          from: 2019,
          predecessors: [],
          mail: 'jyj@example.org',
        },
        {
          id: '450205-b',
          name: '乙局',
          aliases: ['甲局', '旧乙局', '老乙局'],
          kind: 'township',
          dataset: 'synthetic',
          district: '450205',
          from: 2022,
          predecessors: ['450205-a', '450205-jyj'],
        },
      ],
    });
  });

  it('tolerates a BOM, CRLF, blank lines, quotes and columns in another order', () => {
    const text =
      '\uFEFFname,id,from,kind,district\r\n"甲局,本级",450205-a,2019,department,450205\r\n\r\n,,,,\r\n';
    const parsed = parseRoster(text, 'csv');
    expect(parsed.kind === 'ok' && parsed.agencies).toMatchObject([{ id: '450205-a', name: '甲局,本级' }]);
  });

  it('reads the same from JSON', () => {
    const entry = {
      id: '450205-a',
      name: '甲局',
      aliases: ['子;丑'],
      district: '450205',
      kind: 'institution',
      from: 2019,
      to: null,
    };
    const parsed = parseRoster(JSON.stringify([entry]), 'json');
    expect(parsed.kind === 'ok' && parsed.agencies).toEqual([
      {
        id: '450205-a',
        name: '甲局',
        aliases: ['子;丑'],
        district: '450205',
        kind: 'institution',
        from: 2019,
        predecessors: [],
      },
    ]);
  });

  it.each([
    ['an id in capitals', '450205-JYJ,甲局,,450205,department,2019,,,,', '2 id'],
    ['an empty name', '450205-a,,,450205,department,2019,,,,', '2 name'],
    ['a line break in a name', '450205-a,"甲\n局",,450205,department,2019,,,,', '3 name'],
    ['a very long name', `450205-a,${'局'.repeat(101)},,450205,department,2019,,,,`, '2 name'],
    ['a district that is no code', '450205-a,甲局,,柳北区,department,2019,,,,', '2 district'],
    ['an unknown kind', '450205-a,甲局,,450205,bureau,2019,,,,', '2 kind'],
    ['a first year before the form', '450205-a,甲局,,450205,department,2018,,,,', '2 from'],
    ['aliases that commas join', '450205-a,甲局,"子局,丑局",450205,department,2019,,,,', '2 aliases'],
    ['aliases that a slash joins', '450205-a,甲局,子局/丑局,450205,department,2019,,,,', '2 aliases'],
    ['a first year that is none', '450205-a,甲局,,450205,department,2019年,,,,', '2 from'],
    ['a last year that is none', '450205-a,甲局,,450205,department,2019,至今,,,', '2 to'],
    ['a last year before the first', '450205-a,甲局,,450205,department,2022,2021,,,', '2 to'],
    ['an unknown predecessor', '450205-a,甲局,,450205,department,2022,,450205-z,,', '2 predecessors'],
    ['an agency that precedes itself', '450205-a,甲局,,450205,department,2022,,450205-a,,', '2 predecessors'],
    ['a broken mail address', '450205-a,甲局,,450205,department,2019,,,nobody,', '2 mail'],
    ['an unknown dataset', '450205-a,甲局,,450205,department,2019,,,,demo', '2 dataset'],
    ['a line with a cell too few', '450205-a,甲局,,450205,department,2019,,,', '2 '],
    ['a second line for an agency', `${GOOD}\n${GOOD}`, '3 id'],
    ['unpaired quotes', '450205-a,甲"局,,450205,department,2019,,,,', '2 '],
  ])('complains of %s, with its line', (_, lines, expected) => {
    expect(complaintsOf(parseRoster(`${HEAD}\n${lines}\n`, 'csv'))).toEqual([expected]);
  });

  it('gives all complaints at once, in the order of the lines, and nothing else', () => {
    const text = `${HEAD}\nA,,,1,x,1,,,,\n${GOOD}\n450205-b,乙局,,450205,department,2019,,450205-z,,`;
    expect(complaintsOf(parseRoster(text, 'csv'))).toEqual([
      '2 id',
      '2 name',
      '2 district',
      '2 kind',
      '2 from',
      '4 predecessors',
    ]);
  });

  it('names missing, unknown and doubled columns of the head', () => {
    expect(complaintsOf(parseRoster('id,name,name,kind,from,Distrikt\n', 'csv'))).toEqual([
      '1 district',
      '1 name',
      '1 Distrikt',
    ]);
  });

  it.each([
    ['an empty file', '', 'csv', '1 '],
    ['a file that is not UTF-8', `${HEAD}\n450205-a,\uFFFD\uFFFD,,450205,department,2019,,,,`, 'csv', '2 '],
    ['text that is not JSON', '[{', 'json', '1 '],
    ['JSON that is no list', '{"id": "450205-a"}', 'json', '1 '],
    [
      'an unknown key',
      '[{"id":"a1","name":"甲","district":"450205","kind":"department","from":2019,"x":1}]',
      'json',
      '1 x',
    ],
    [
      'a value of the wrong type',
      '[{"id":"a1","name":{},"district":"450205","kind":"department","from":2019}]',
      'json',
      '1 name',
    ],
  ] as const)('complains of %s', (_, text, format, expected) => {
    expect(complaintsOf(parseRoster(text, format))[0]).toBe(expected);
  });

  it('knows what is loaded already', () => {
    const text = `${HEAD}\n450205-b,乙局,,450205,department,2022,,450205-a,,`;
    const regions = new Set(['450205']);
    expect(parseRoster(text, 'csv', { regions, agencies: new Set(['450205-a']) }).kind).toBe('ok');
    expect(complaintsOf(parseRoster(text, 'csv', { regions: new Set() }))).toEqual([
      '2 district',
      '2 predecessors',
    ]);
  });
});

describe('contacts', () => {
  const parse = (mail: string, reminders: string) =>
    parseRoster(
      `id,name,district,kind,from,mail,reminders\n450205-a,甲局,450205,department,2019,${mail},${reminders}\n`,
      'csv',
    );

  it.each([
    ['', undefined],
    ['yes', undefined],
    ['是', undefined],
    ['no', false],
    ['No', false],
    ['否', false],
  ])('reads reminders “%s”', (cell, expected) => {
    const parsed = parse('jyj@example.org', cell);
    expect(parsed.kind === 'ok' && parsed.agencies[0]?.reminders).toBe(expected);
    expect(parsed.kind === 'ok' && parsed.agencies[0]?.mail).toBe('jyj@example.org');
  });

  const phoneOf = (cell: string) => {
    const parsed = parseRoster(
      `机构标识,机关名称,区划,类别,起始年度,联系电话\n450205-a,甲局,450205,部门,2019,${cell}\n`,
      'csv',
    );
    return parsed.kind === 'ok' ? parsed.agencies[0]?.phone : complaintsOf(parsed);
  };

  it.each([
    ['', undefined],
    ['0772-2812345', '0772-2812345'],
    ['0772—2812345转8001', '0772-2812345转8001'],
    ['(0772)2812345', '(0772)2812345'],
    ['+86 772 2812345', '+86 772 2812345'],
    ['12345', '12345'],
    ['0772-2812345;13800000000', '0772-2812345、13800000000'],
  ])('reads the telephone “%s”', (cell, expected) => {
    expect(phoneOf(cell)).toBe(expected);
  });

  it.each(['张三 2812345', '=HYPERLINK(1)', '110', '2812345<b>', '1234567890123456789', '2812345 转'])(
    'complains of “%s”, which is no telephone number',
    (cell) => {
      expect(phoneOf(cell)).toEqual(['2 phone']);
    },
  );

  it('complains of a word that is neither', () => {
    expect(complaintsOf(parse('', 'never'))).toEqual(['2 reminders']);
  });

  it('reads a region’s office, and complains of a broken address', () => {
    const regions = (mail: string) => parseRegions(`code,name,mail\n000000,全国,${mail}\n`, 'csv');
    expect(regions('zwgk@example.org')).toMatchObject({
      kind: 'ok',
      regions: [{ code: '000000', name: '全国', mail: 'zwgk@example.org' }],
    });
    const none = regions('');
    expect(none.kind === 'ok' && none.regions).toEqual([{ code: '000000', name: '全国' }]);
    expect(complaintsOf(regions('zwgk'))).toEqual(['2 mail']);
  });

  it.each([
    '王科长<wang@example.cn>',
    'wang@example.cn。',
    '政务公开办@example.cn',
    'wang@@example.cn',
    'wang@example',
    'wang@-.cn',
    'wang@example.cn\u0000',
    `${'w'.repeat(250)}@example.cn`,
  ])('complains of %j, which no mail server would take', (mail) => {
    expect(complaintsOf(parse(`"${mail}"`, ''))).toEqual(['2 mail']);
  });

  it.each(['zwgk@example.gov.cn', 'Zwgk.Ban+2024@mail-1.example.gov.cn', '0772_123@qq.com'])(
    'takes %j',
    (mail) => {
      expect(parse(mail, '')).toMatchObject({ kind: 'ok', agencies: [{ mail }] });
    },
  );
});

describe('an agency that has filed elsewhere', () => {
  const text = `${HEAD}\n${GOOD}\n`;

  it('is complained of in its line, beside all else', () => {
    const loaded = { regions: new Set<string>(), filedElsewhere: new Set(['450205-jyj']) };
    expect(complaintsOf(parseRoster(text, 'csv', loaded))).toEqual(['2 district', '2 district']);
    expect(complaintsOf(parseRoster(text, 'csv', { filedElsewhere: new Set(['450205-gaj']) }))).toEqual([]);
  });

  it('is found among what the file mentions, whatever is wrong with it', () => {
    expect(mentionedIn(`${HEAD}\n450205-b,,,4,x,1,,450205-a|Z,,\n`, 'csv')).toEqual({
      agencies: [{ id: '450205-b', district: '4' }],
      predecessors: ['450205-a'],
    });
  });
});

describe('lists in a cell', () => {
  it('are separated by full-width signs too, and by the comma of lists', () => {
    const text = `${HEAD}\n450205-a,甲局,子\uff1b丑\uff5c寅、卯,450205,department,2019,,,,\n`;
    const parsed = parseRoster(text, 'csv');
    expect(parsed.kind === 'ok' && parsed.agencies[0]?.aliases).toEqual(['子', '丑', '寅', '卯']);
  });
});

describe('a file as an office has it', () => {
  const [FIELDS, JYJ] = [
    ['id', 'name', 'district', 'kind', 'from', 'to', 'aliases'],
    ['450205-jyj', '柳北区教育局', '450205', 'department', '2019', '', '区教育局'],
  ];
  const ENTRY = {
    id: '450205-jyj',
    name: '柳北区教育局',
    aliases: ['区教育局'],
    kind: 'department',
    district: '450205',
    from: 2019,
    predecessors: [],
  };
  const agenciesIn = (text: string) => {
    const parsed = parseRoster(text, 'csv');
    return parsed.kind === 'ok' ? parsed.agencies : parsed.complaints.map(({ problem }) => problem.en);
  };

  it.each([',', ';', '\t', '|', '\uff0c', '\uff1b'])('may be separated by %j', (separator) => {
    const text = [FIELDS, JYJ].map((cells) => cells.join(separator)).join('\r\n');
    expect(agenciesIn(text)).toEqual([ENTRY]);
    expect(agenciesIn(`sep=${separator}\r\n\ufeff${text}`)).toEqual([ENTRY]);
  });

  it('names the separators where it has none of them', () => {
    expect(agenciesIn([FIELDS, JYJ].map((cells) => cells.join(' ')).join('\n'))[0]).toMatch(
      /^Cells must be separated by commas, tabs or semicolons/,
    );
  });

  it('may have Chinese heads and kinds, marks of what must be filled in, and spaces', () => {
    const text = `*机构标识,机关名称（必填）,区划 代码,机关类型,起始年度,终止年度,曾用名/别名,邮箱
450205-jyj,柳北区教育局,450205,部门,2019,,区教育局,
450205-gov,柳北区人民政府,450205,政府,2019,,,
450205-zhen,长塘镇,450205,乡镇（街道）,2019,,,
450205-sch,第一中学,450205,事业单位,2019,,,
450205-all,柳北区,450205,汇总,2019,,,`;
    const agencies = agenciesIn(text);
    expect(agencies[0]).toEqual(ENTRY);
    expect(agencies.map((one) => typeof one === 'object' && one.kind)).toEqual([
      'department',
      'government',
      'township',
      'institution',
      'consolidated',
    ]);
    const regions = parseRegions('区划代码,区划名称,邮箱\n000000,全国,\n', 'csv');
    expect(regions).toMatchObject({ kind: 'ok', regions: [{ code: '000000', name: '全国' }] });
    expect(agenciesIn('机构标识,名称,区划,类别,起始年度,名称\n')).toEqual([expect.stringContaining('twice')]);
  });

  it('may have empty columns and lines, and cells for them, but no text under an empty head', () => {
    const [head, line] = [FIELDS.join(','), JYJ.join(',')];
    expect(agenciesIn(`,,\n\n${head},,\n${line},,\n${line.replace('jyj', 'gaj')},,,,\n,,,,,,,,,\n`)).toEqual([
      ENTRY,
      { ...ENTRY, id: '450205-gaj' },
    ]);
    expect(agenciesIn(`${head},,\n${line},备注,\n`)).toEqual([
      'Column 8 has text but no name in the head: name it, or remove the column.',
    ]);
  });

  it('may have what can’t be seen or looks the same: it is cleaned, and that is told', () => {
    const parsed = parseRoster(
      `id,name,district,kind,from,aliases
450205-a,柳北区\u200b司法局,４50205,department,2024,
450205-b,\u2f6f桥区民政局,450205,department,2024,
450205-c,柳北区财政局\u00ad,450205,department,2024,区 财政局
450205-d,柳北区\u2060审计局（本级）,450205,department,2024,
450205-e,Liubei  Office,450205,department,2024,
450205-f,柳北区水利局,450205,department,2024,
`,
      'csv',
    );
    expect(parsed.kind === 'ok' && parsed.agencies.map(({ name, aliases }) => [name, ...aliases])).toEqual([
      ['柳北区司法局'],
      ['石桥区民政局'],
      ['柳北区财政局', '区财政局'],
      ['柳北区审计局（本级）'],
      ['Liubei Office'],
      ['柳北区水利局'],
    ]);
    expect(parsed.kind === 'ok' && parsed.cleaned).toEqual([
      { line: 2, column: 'name', before: '柳北区⟨U+200B⟩司法局', after: '柳北区司法局' },
      { line: 2, column: 'district', before: '⟨U+FF14⟩50205', after: '450205' },
      { line: 3, column: 'name', before: '⟨U+2F6F⟩桥区民政局', after: '石桥区民政局' },
      { line: 4, column: 'name', before: '柳北区财政局⟨U+00AD⟩', after: '柳北区财政局' },
      { line: 4, column: 'aliases', before: '区⟨U+0020⟩财政局', after: '区财政局' },
      { line: 5, column: 'name', before: '柳北区⟨U+2060⟩审计局（本级）', after: '柳北区审计局（本级）' },
      { line: 6, column: 'name', before: 'Liubei ⟨U+0020⟩Office', after: 'Liubei Office' },
    ]);
  });
});

describe('a column that the file does not have', () => {
  const known = new Map([
    [
      '450205-jyj',
      {
        id: '450205-jyj',
        name: '教育局',
        aliases: ['区教育局'],
        kind: 'department' as const,
        district: '450205',
        from: 2019,
        to: 2022,
        predecessors: ['450205-old'],
        mail: 'jyj@example.org',
        phone: '0772-2812345',
        reminders: false as const,
        dataset: 'synthetic' as const,
      },
    ],
  ]);
  const read = (text: string, format: 'csv' | 'json' = 'csv') => {
    const parsed = parseRoster(text, format, { known, agencies: new Set(['450205-old']) });
    return parsed.kind === 'ok' ? parsed.agencies[0] : parsed;
  };

  it('leaves things as they are; an empty cell clears', () => {
    expect(read('id,name,district,kind,from\n450205-jyj,柳北区教育局,450205,department,2019')).toEqual({
      ...known.get('450205-jyj'),
      name: '柳北区教育局',
    });
    expect(
      read(
        'id,name,district,kind,from,to,aliases,predecessors,mail,phone,reminders,dataset\n450205-jyj,柳北区教育局,450205,department,2019,,,,,,,',
      ),
    ).toEqual({
      id: '450205-jyj',
      name: '柳北区教育局',
      aliases: [],
      kind: 'department',
      district: '450205',
      from: 2019,
      predecessors: [],
    });
  });

  it('is a key that an entry of JSON lacks; null clears', () => {
    const entry = { id: '450205-jyj', name: '教育局', district: '450205', kind: 'department', from: 2019 };
    expect(read(JSON.stringify([entry]), 'json')).toEqual(known.get('450205-jyj'));
    expect(read(JSON.stringify([{ ...entry, to: null }]), 'json')).not.toHaveProperty('to');
  });

  it('leaves a region’s office as it is, too', () => {
    const offices = new Map([['000000', { mail: 'zwgk@example.org' }]]);
    expect(parseRegions('code,name\n000000,全国', 'csv', { offices })).toMatchObject({
      regions: [{ mail: 'zwgk@example.org' }],
    });
    const cleared = parseRegions('code,name,mail\n000000,全国,', 'csv', { offices });
    expect(cleared.kind === 'ok' && cleared.regions).toEqual([{ code: '000000', name: '全国' }]);
  });
});

describe('how a name is read', () => {
  const REGION = '000000,全国';
  const regions = (head: string, more: string, offices = new Map<string, object>()) =>
    parseRegions(`code,name${head}\n${REGION}${more}\n`, 'csv', { offices });
  const entry = { id: '450205-jyj', name: '教育局', district: '450205', kind: 'department', from: 2019 };
  const agency = (more: object, loaded = {}) =>
    parseRoster(JSON.stringify([{ ...entry, ...more }]), 'json', loaded);

  it('is stated in a column that files need not have', () => {
    expect(regions(',拼音', ',Quan  Guo')).toMatchObject({ regions: [{ pinyin: 'Quan Guo' }] });
    expect(agency({ pinyin: 'Jiaoyu Ju' })).toMatchObject({ agencies: [{ pinyin: 'Jiaoyu Ju' }] });
    const without = regions('', '');
    expect(without.kind === 'ok' && without.regions[0]).not.toHaveProperty('pinyin');
  });

  it('stays where a file lacks the column, but not of another name; an empty cell takes it away', () => {
    const offices = new Map([['000000', { name: '全国', pinyin: 'Quan Guo' }]]);
    expect(regions('', '', offices)).toMatchObject({ regions: [{ pinyin: 'Quan Guo' }] });
    for (const parsed of [
      regions(',pinyin', ',', offices),
      regions('', '', new Map([['000000', { name: '中国', pinyin: 'Zhongguo' }]])),
    ])
      expect(parsed.kind === 'ok' && parsed.regions[0]).not.toHaveProperty('pinyin');
    const known = new Map([
      [
        '450205-jyj',
        { ...entry, kind: 'department' as const, aliases: [], predecessors: [], pinyin: 'Jiaoyu Ju' },
      ],
    ]);
    expect(agency({}, { known })).toMatchObject({ agencies: [{ pinyin: 'Jiaoyu Ju' }] });
    const renamed = agency({ name: '教育体育局' }, { known });
    expect(renamed.kind === 'ok' && renamed.agencies[0]).not.toHaveProperty('pinyin');
  });

  it('has Latin letters alone: anything else is told with its line, reason and cure', () => {
    for (const parsed of [regions(',pinyin', ',Quánguó'), agency({ pinyin: '教育局' })]) {
      const [told] = parsed.kind === 'bad' ? parsed.complaints : [];
      expect(told?.column).toBe('pinyin');
      expect(told?.problem.zh).toContain('不带声调');
      expect(told?.problem.en).toContain('leave it empty');
    }
  });
});

describe('regions that begin, end and follow one another', () => {
  const HEAD_OF_REGIONS =
    'code,name,from,to,predecessors\n000000,全国,,,\n990000,试点省,,,\n990100,松山市,,,\n';
  const parsed = (lines: string, loaded = {}) => parseRegions(`${HEAD_OF_REGIONS}${lines}`, 'csv', loaded);
  const last = (result: ReturnType<typeof parseRegions>) =>
    result.kind === 'ok' ? result.regions.at(-1) : result.complaints;

  it('have years and predecessors, several of them where they were merged', () => {
    expect(
      last(parsed('990103,松岭县,,2022,\n990105,南山县,,2022,\n990104,松岭区,2023,,990103、990105\n')),
    ).toEqual({ code: '990104', name: '松岭区', from: 2023, predecessors: ['990103', '990105'] });
    const chinese = parseRegions(
      '区划代码,名称,起始年度,截止年度,前身\n000000,全国,,,\n990000,试点省,2020,2024,\n',
      'csv',
    );
    expect(last(chinese)).toEqual({ code: '990000', name: '试点省', from: 2020, to: 2024 });
  });

  it('may follow one that is loaded already, not one that nobody knows, and not themselves', () => {
    const line = '990104,松岭区,2023,,990103\n';
    expect(complaintsOf(parsed(line, { regions: new Set(['990103']) }))).toEqual([]);
    expect(complaintsOf(parsed(line))).toEqual(['5 predecessors']);
    expect(complaintsOf(parsed('990104,松岭区,2023,,990104\n'))).toEqual(['5 predecessors']);
    expect(complaintsOf(parsed('990104,松岭区,2023,,松岭县\n'))).toEqual(['5 predecessors']);
  });

  it('have years of reports, the last not before the first', () => {
    expect(complaintsOf(parsed('990104,松岭区,今年,1999,\n'))).toEqual(['5 from', '5 to']);
    expect(complaintsOf(parsed('990104,松岭区,2023,2022,\n'))).toEqual(['5 to']);
    expect(complaintsOf(parsed('990104,松岭区,2023,2023,\n'))).toEqual([]);
    const offices = new Map([['000000', { to: 2022 }]]);
    const from = (year: number) => parseRegions(`code,name,from\n000000,全国,${year}\n`, 'csv', { offices });
    expect(complaintsOf(from(2023))).toEqual(['2 to']);
    expect(complaintsOf(from(2022))).toEqual([]);
  });

  it('are followed once by each, and with no region within another', () => {
    expect(last(parsed('990103,松岭县,,2022,\n990104,松岭区,2023,,990103|990103\n'))).toMatchObject({
      predecessors: ['990103'],
    });
    expect(complaintsOf(parsed('990103,松岭县,,2022,\n990204,松岭区,2023,,990103|990100\n'))).toContain(
      '6 predecessors',
    );
    expect(complaintsOf(parsed('990104,松岭区,2023,,990100\n'))).toEqual(['5 predecessors']);
  });

  it('keep what is loaded where the file lacks the columns; an empty cell clears', () => {
    const offices = new Map([['000000', { from: 2020, to: 2024, predecessors: ['990103'] }]]);
    const regions = new Set(['990103']);
    expect(last(parseRegions('code,name\n000000,全国\n', 'csv', { offices, regions }))).toEqual({
      code: '000000',
      name: '全国',
      from: 2020,
      to: 2024,
      predecessors: ['990103'],
    });
    const cleared = parseRegions('code,name,from,to,predecessors\n000000,全国,,,\n', 'csv', { offices });
    expect(last(cleared)).toEqual({ code: '000000', name: '全国' });
  });
});

describe('decodeTable', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  /** code,name\n450205,柳北区\n450202,城中区\n450200,柳州市\n450000,广西壮族自治区 */
  const GBK = Uint8Array.from(
    Buffer.from(
      '636f64652c6e616d650a3435303230352cc1f8b1b1c7f80a3435303230322cb3c7d6d0c7f80a3435303230302cc1f8d6ddcad00a3435303030302cb9e3cef7d7b3d7e5d7d4d6cec7f80a',
      'hex',
    ),
  );
  const lineOf = (bytes: Uint8Array): number | undefined => {
    const decoded = decodeTable(bytes);
    return decoded.kind === 'bad' ? decoded.complaints[0]?.line : undefined;
  };

  it('reads UTF-8 with and without a BOM, and GBK as Excel writes it', () => {
    for (const text of ['code,name\n450205,柳北区\n', '\ufeffcode,name\n450205,柳北区\n', 'code,name\n']) {
      const decoded = decodeTable(utf8(text));
      expect(decoded.kind === 'ok' && decoded.text).toBe(text.replace('\ufeff', ''));
    }
    const decoded = decodeTable(GBK);
    expect(decoded.kind === 'ok' && decoded.text).toBe(
      'code,name\n450205,柳北区\n450202,城中区\n450200,柳州市\n450000,广西壮族自治区\n',
    );
  });

  it('reads UTF-16 with a BOM, as "Unicode text" of Excel is, and complains where it is damaged or has none', () => {
    const text = 'code\tname\n450205\t柳北区\n';
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [little, big]) {
      const decoded = decodeTable(new Uint8Array(bytes));
      expect(decoded.kind === 'ok' && decoded.text).toBe(text);
      expect(lineOf(new Uint8Array(bytes.subarray(0, -1)))).toBe(1);
      expect(lineOf(new Uint8Array(bytes.subarray(2)))).toBe(1);
    }
  });

  it('complains of UTF-8 in which a byte was lost, with its line: it is no GBK', () => {
    const whole = utf8('code,name\n450205,柳北区\n450202,城中区\n450200,柳州市\n');
    const at = whole.indexOf(0xe5);
    expect(lineOf(whole.filter((_, i) => i !== at))).toBe(2);
    expect(lineOf(whole.subarray(0, whole.length - 2))).toBe(4);
    // Names of even lengths: these bytes are GBK, too, and would read 鏌冲寳.
    const even = utf8('code,name\n450205,柳北\n450202,城中\n450200,柳州\n450000,广西\n');
    even[34] = 0xb5;
    expect(lineOf(even)).toBe(3);
  });

  it('complains of damaged GBK, an Excel workbook, and a BOM before what is no UTF-8', () => {
    expect(lineOf(new Uint8Array([...GBK.subarray(0, 20), 0xff, ...GBK.subarray(20)]))).toBe(2);
    expect(lineOf(utf8('PK\u0003\u0004'))).toBe(1);
    expect(lineOf(new Uint8Array([0xef, 0xbb, 0xbf, ...GBK]))).toBe(2);
  });
});

describe('parseRegions', () => {
  const NATION_TO_CITY = 'code,name\n000000,全国\n450000,广西壮族自治区\n450200,柳州市\n';

  it('reads codes and names', () => {
    const parsed = parseRegions(`${NATION_TO_CITY}450205,柳北区\n`, 'csv');
    expect(parsed.kind === 'ok' && parsed.regions.at(-1)).toEqual({ code: '450205', name: '柳北区' });
  });

  it.each([
    ['a code of five digits', '45020,柳北区', '5 code'],
    ['an empty name', '450205,', '5 name'],
    ['a code that is there twice', '450200,柳州', '5 code'],
    ['a region without its parent', '450305,七星区', '5 code'],
  ])('complains of %s', (_, line, expected) => {
    expect(complaintsOf(parseRegions(`${NATION_TO_CITY}${line}\n`, 'csv'))).toEqual([expected]);
  });

  it('begins with the region that all others lie within, without those above it', () => {
    const city = 'code,name\n450200,柳州市\n450205,柳北区\n450202,城中区\n';
    const parsed = parseRegions(city, 'csv');
    expect(parsed.kind === 'ok' && parsed.regions.map(({ code }) => code)).toEqual([
      '450200',
      '450205',
      '450202',
    ]);
    expect(parseRegions('code,name\n450205,柳北区\n', 'csv').kind).toBe('ok');
    // Two cities lie within no region of the file; nor does one beside another that is loaded.
    expect(complaintsOf(parseRegions(`${city}450300,桂林市\n`, 'csv'))).toEqual(['2 code', '5 code']);
    const beside = { regions: new Set(['450200']) };
    expect(complaintsOf(parseRegions('code,name\n450300,桂林市\n', 'csv', beside))).toEqual(['2 code']);
    expect(parseRegions('code,name\n450000,广西\n', 'csv', beside).kind).toBe('ok');
    // A slip of the code of one of its counties is still told.
    expect(complaintsOf(parseRegions(city.replace('450202', '540202'), 'csv'))).toEqual(['2 code', '4 code']);
  });

  it('accepts additions whose parent is loaded already', () => {
    expect(parseRegions('code,name\n450205,柳北区', 'csv', { regions: new Set(['450200']) }).kind).toBe('ok');
  });

  it('knows that a municipality has no prefecture level', () => {
    expect(parseRegions('code,name\n000000,全国\n310000,上海市\n310101,黄浦区', 'csv').kind).toBe('ok');
  });
});

it('loads the regions and the roster of the published reports', () => {
  const folder = fileURLToPath(new URL('../../../demonstration/published/', import.meta.url));
  expect(parseRegions(readFileSync(`${folder}regions.csv`, 'utf8'), 'csv').kind).toBe('ok');
  const roster = parseRoster(readFileSync(`${folder}roster.csv`, 'utf8'), 'csv');
  expect(roster.kind === 'ok' && roster.agencies).toHaveLength(15);
});
