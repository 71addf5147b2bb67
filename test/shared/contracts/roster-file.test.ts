import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseRegions, parseRoster } from '../../../shared/contracts/roster-file.ts';

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

  it('accepts additions whose parent is loaded already', () => {
    expect(parseRegions('code,name\n450205,柳北区', 'csv', { regions: new Set(['450200']) }).kind).toBe('ok');
  });

  it('knows that a municipality has no prefecture level', () => {
    expect(parseRegions('code,name\n000000,全国\n310000,上海市\n310101,黄浦区', 'csv').kind).toBe('ok');
  });
});

const reports = fileURLToPath(new URL('../../../../shared/real-reports/', import.meta.url));
describe.skipIf(!existsSync(reports))('the published reports (skipped where they are not at hand)', () => {
  it('have a roster and regions that load', () => {
    expect(parseRegions(readFileSync(`${reports}regions.csv`, 'utf8'), 'csv').kind).toBe('ok');
    const roster = parseRoster(readFileSync(`${reports}roster.csv`, 'utf8'), 'csv');
    expect(roster.kind === 'ok' && roster.agencies).toHaveLength(15);
  });
});
