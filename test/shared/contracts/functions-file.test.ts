import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseFunctions } from '../../../shared/contracts/files/functions-file.ts';
import { parseRoster } from '../../../shared/contracts/files/roster-file.ts';
import {
  BUILT_IN_FUNCTIONS,
  findFunction,
  indexFunctions,
} from '../../../shared/domain/roster/agency-functions.ts';

const HEAD = 'id,name,english,patterns\n';
const complaints = (text: string) => {
  const parsed = parseFunctions(text, 'csv');
  return parsed.kind === 'bad' ? parsed.complaints.map(({ line, column }) => `${line} ${column}`) : [];
};

describe('a file of functions', () => {
  it('is what the documentation shows to begin with: the built-in list', () => {
    const text = readFileSync(new URL('../../../docs/functions.csv', import.meta.url), 'utf8');
    expect(parseFunctions(text, 'csv')).toMatchObject({ kind: 'ok', entries: BUILT_IN_FUNCTIONS });
  });

  it('is read with Chinese heads, without English names and patterns', () => {
    expect(parseFunctions('标识,名称\nschools,学校\n', 'csv')).toMatchObject({
      kind: 'ok',
      entries: [{ id: 'schools', name: { zh: '学校', en: '学校' }, patterns: [] }],
    });
    expect(parseFunctions(HEAD, 'csv')).toMatchObject({ kind: 'ok', entries: [] });
  });

  it.each([
    ['an id is no id', 'Schools,学校,,\n', ['2 id']],
    ['an id is that of what is left', 'other,学校,,\n', ['2 id']],
    ['a name is missing', 'schools,,,\n', ['2 name']],
    ['a pattern is one character', 'schools,学校,,教育|学\n', ['2 patterns']],
    ['an id stands twice', 'schools,学校,,\nschools,学堂,,\n', ['3 id']],
    ['a name stands twice', 'schools,学校,,\npupils,学校,,\n', ['3 name']],
  ])('is refused where %s', (_, text, expected) => {
    expect(complaints(HEAD + text)).toEqual(expected);
  });

  it('has at most 100 lines', () => {
    const lines = (n: number) => Array.from({ length: n }, (_, i) => `f${i},职能${i},,\n`).join('');
    expect(complaints(HEAD + lines(100))).toEqual([]);
    expect(complaints(HEAD + lines(101))).toEqual(['1 ']);
  });
});

describe('a roster’s function', () => {
  const named = indexFunctions(undefined);
  const functions = { find: (text: string) => findFunction(text, named)?.id, told: 'housing(住房城乡建设)' };
  const read = (head: string, cell: string) =>
    parseRoster(`id,name,district,kind,from,${head}\nx-ju,柳北区某局,450205,部门,2019,${cell}\n`, 'csv', {
      functions,
      known: new Map([
        [
          'x-ju',
          {
            id: 'x-ju',
            name: '柳北区某局',
            aliases: [],
            kind: 'department',
            district: '450205',
            from: 2019,
            predecessors: [],
            function: 'audit',
          },
        ],
      ]),
    });
  const told = (head: string, cell: string) => {
    const parsed = read(head, cell);
    return parsed.kind === 'ok'
      ? parsed.agencies[0]?.function
      : parsed.complaints.map(({ column }) => column);
  };

  it('is named by its id or its name, and kept as its id', () => {
    expect([told('function', 'housing'), told('职能', '住房城乡建设')]).toEqual(['housing', 'housing']);
  });

  it('stays where the file has no such column, and goes where its cell is empty', () => {
    expect([told('aliases', ''), told('function', '')]).toEqual(['audit', undefined]);
  });

  it('is complained of where the list has none of that name', () => {
    expect(told('function', '住建厅')).toEqual(['function']);
  });
});
