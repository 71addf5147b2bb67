import { describe, expect, it } from 'vitest';
import type { Reporter } from '../../../shared/domain/basics/deadlines.ts';
import { agenciesNamedIn, parseCalendar } from '../../../shared/contracts/files/calendar-file.ts';

const LOADED = {
  regions: new Set(['450200', '450205']),
  agencies: new Map<string, Reporter>([
    ['450205-jyj', { kind: 'department' as const, district: '450205' }],
    ['450205-gov', { kind: 'government' as const, district: '450205' }],
  ]),
  calendar: [{ year: 2023, scope: '450205', kind: 'department' as const }],
};
const HEAD = 'year,scope,kind,until,reason';
const parse = (...lines: string[]) => parseCalendar([HEAD, ...lines].join('\n'), 'csv', LOADED);
const complaintsOf = (...lines: string[]): string[] => {
  const parsed = parse(...lines);
  return parsed.kind === 'bad' ? parsed.complaints.map(({ line, column }) => `${line} ${column}`) : [];
};

describe('parseCalendar', () => {
  it('reads a region’s, an agency’s and the nation’s, one line for each kind', () => {
    expect(
      parse(
        '2024,450205,department|township,2025-02-28,暴雪',
        '2024,450205-jyj,,2025-03-15,"搬迁,另有文"',
        '2024,000000,,2025-04-15,国办通知',
      ),
    ).toEqual({
      kind: 'ok',
      cleaned: [],
      lines: [
        { year: 2024, scope: '450205', kind: 'department', until: '2025-02-28', reason: '暴雪' },
        { year: 2024, scope: '450205', kind: 'township', until: '2025-02-28', reason: '暴雪' },
        { year: 2024, scope: '450205-jyj', kind: undefined, until: '2025-03-15', reason: '搬迁,另有文' },
        { year: 2024, scope: '000000', kind: undefined, until: '2025-04-15', reason: '国办通知' },
      ],
    });
  });

  it('reads a day that lies behind the deadline of the counties alone', () => {
    expect(parse('2024,450200,consolidated,2025-03-05,暴雪')).toMatchObject({
      kind: 'ok',
      lines: [{ scope: '450200', kind: 'consolidated', until: '2025-03-05' }],
    });
  });

  it('reads days as Excel writes them, a leap day too, and an empty one as a withdrawal', () => {
    expect(parse('2023,450205,township,2024/2/29,疫情', '2023,450205,department,,撤销')).toMatchObject({
      kind: 'ok',
      lines: [{ until: '2024-02-29' }, { kind: 'department', until: undefined, reason: '撤销' }],
    });
  });

  it('reads Chinese heads and kinds, separated as Excel does', () => {
    const text = '报告年度;适用范围;机关类别;延至;原因;;\n2024;450205;部门、乡镇;2025/2/28;暴雪\u200b;;\n';
    expect(parseCalendar(text, 'csv', LOADED)).toMatchObject({
      kind: 'ok',
      lines: [
        { scope: '450205', kind: 'department', until: '2025-02-28', reason: '暴雪' },
        { kind: 'township', until: '2025-02-28' },
      ],
      cleaned: [{ line: 2, column: 'reason', before: '暴雪⟨U+200B⟩', after: '暴雪' }],
    });
  });

  it('reads the same from JSON', () => {
    const json = JSON.stringify([
      { year: 2024, scope: '450205', kind: ['department'], until: '2025-02-28', reason: '暴雪' },
    ]);
    expect(parseCalendar(json, 'json', LOADED)).toMatchObject({
      kind: 'ok',
      lines: [{ kind: 'department', until: '2025-02-28' }],
    });
  });

  it.each([
    ['a year before the form', '2018,450205,,2019-04-30,因', '2 year'],
    ['a year that is none', '二〇二四,450205,,2025-04-30,因', '2 year'],
    ['an unknown region', '2024,450206,,2025-04-30,因', '2 scope'],
    ['an unknown agency', '2024,450205-gaj,,2025-04-30,因', '2 scope'],
    ['an unknown kind', '2024,450205,bureau,2025-04-30,因', '2 kind'],
    ['a kind that the agency is not of', '2024,450205-jyj,township,2025-04-30,因', '2 kind'],
    ['a day that is none', '2024,450205,,2025-02-30,因', '2 until'],
    ['a leap day of a common year', '2024,450205-jyj,,2025-02-29,因', '2 until'],
    ['a day of the next year but one', '2024,450205,,2026-01-01,因', '2 until'],
    ['the statutory deadline itself', '2024,450205,department,2025-01-31,因', '2 until'],
    ['a day before the deadline of a kind that it binds', '2024,450205,,2025-02-20,因', '2 until'],
    [
      'a day before the deadline of each level that it is for',
      '2024,450200,consolidated,2025-02-20,因',
      '2 until',
    ],
    ['a day that is a government’s own deadline', '2024,450205-gov,,2025-01-31,因', '2 until'],
    ['an extension without a reason', '2024,450205-jyj,,2025-02-28,', '2 reason'],
    ['a withdrawal of what is not there', '2023,450205,,,因', '2 until'],
    [
      'a second line for the same',
      '2024,450205-jyj,,2025-02-28,因\n2024,450205-jyj,,2025-03-01,因',
      '3 scope',
    ],
    [
      'a second line for one of its kinds',
      '2024,450205,department|township,2025-02-28,因\n2024,450205,township,2025-03-01,因',
      '3 scope',
    ],
  ])('complains of %s, with its line', (_, lines, expected) => {
    expect(complaintsOf(...lines.split('\n'))).toEqual([expected]);
  });

  it('takes the day after the deadline, the last day of the next year, and the same scope with and without a kind', () => {
    expect(
      complaintsOf(
        '2024,450205,department,2025-02-01,因',
        '2024,450205-gov,,2025-04-01,因',
        '2024,450205,,2025-12-31,因',
        '2025,450205,department,2026-02-01,因',
      ),
    ).toEqual([]);
  });

  it('gives all complaints at once, in the order of the lines', () => {
    expect(
      complaintsOf('2018,4502,bureau,31.1.2025,', '2024,450205-jyj,,2025-02-28,因', '2024,x1,,,'),
    ).toEqual(['2 year', '2 scope', '2 kind', '2 reason', '2 until', '4 scope', '4 reason']);
  });

  it('tells which agencies a file names, whatever is wrong with it', () => {
    const text = `${HEAD}\n2018,450205-jyj,x,,\n2024,450205,,,\n2024,"no id",,,\n`;
    expect(agenciesNamedIn(text, 'csv')).toEqual(['450205-jyj']);
  });
});

describe('parseCalendar, of internal dates', () => {
  const parseTyped = (...lines: string[]) =>
    parseCalendar(['year,scope,kind,type,until,reason', ...lines].join('\n'), 'csv', {
      ...LOADED,
      agencies: new Map([
        ...LOADED.agencies,
        ['450205-sw', { kind: 'vertical' as const, district: '450205' }],
      ]),
      calendar: [{ year: 2023, scope: '450205', type: 'internal' as const }],
    });
  const complaintsTyped = (...lines: string[]): string[] => {
    const parsed = parseTyped(...lines);
    return parsed.kind === 'bad'
      ? parsed.complaints.map(({ line, column, problem }) => `${line} ${column} ${problem.zh}`)
      : [];
  };

  it('reads them beside extensions, by either word', () => {
    expect(
      parseTyped(
        '2024,450200,,internal,2025-01-20,市里要求',
        '2024,450205,department,内部时限,2025/1/15,区里要求',
        '2024,450205,department,延期,2025-02-10,暴雪',
        '2023,450205,,internal,,取消',
      ),
    ).toMatchObject({
      kind: 'ok',
      lines: [
        { scope: '450200', kind: undefined, type: 'internal', until: '2025-01-20' },
        { scope: '450205', kind: 'department', type: 'internal', until: '2025-01-15' },
        { scope: '450205', kind: 'department', type: undefined, until: '2025-02-10' },
        { year: 2023, type: 'internal', until: undefined },
      ],
    });
  });

  it('reads them from JSON', () => {
    const text = JSON.stringify([
      { year: 2024, scope: '450205', type: 'internal', until: '2025-01-20', reason: '市里要求' },
    ]);
    expect(parseCalendar(text, 'json', LOADED)).toMatchObject({
      kind: 'ok',
      lines: [{ type: 'internal', until: '2025-01-20' }],
    });
  });

  it('lets one be before the deadline of the city’s own consolidated report alone', () => {
    expect(complaintsTyped('2024,450200,consolidated,internal,2025-03-05,市里要求')).toEqual([]);
  });

  it.each([
    [
      '2024,450200,,internal,2025-01-31,x',
      '1 until 内部时限 2025-01-31 不早于 department 的法定期限 2025-01-31',
    ],
    ['2024,450205,consolidated,internal,2025-02-20,x', '1 until 内部时限 2025-02-20 不早于 consolidated'],
    ['2024,450205,,internal,2024-12-31,x', '1 until 内部时限 2024-12-31 应晚于 2024-12-31'],
    ['2024,450205,,internal,,x', '1 until 没有可以撤销的内部时限'],
    ['2023,450205,,,,x', '1 until 没有可以撤销的延期'],
    ['2024,450205,,内部,2025-01-20,x', '1 type 期限类别“内部”应为 extension(延期)、internal(内部时限) 之一'],
    ['2024,450205,,internal,2025-01-20,', '1 reason 没有写明原因'],
    ['2024,450205,vertical,internal,2025-01-20,x', '1 kind 机关类别“vertical”应为'],
    ['2024,450205-sw,,internal,2025-01-20,x', '1 scope 450205-sw 是垂直管理系统单位'],
  ])('complains of %s', (line, complaint) => {
    expect(complaintsTyped(line)).toEqual([expect.stringContaining(complaint.replace(/^1/, '2'))]);
  });

  it('complains of two lines that set the same', () => {
    expect(
      complaintsTyped('2024,450205,,internal,2025-01-20,x', '2024,450205,,internal,2025-01-21,y'),
    ).toEqual([expect.stringMatching(/^3 scope 同一年度、范围、类别和期限类别在第 2 行/)]);
  });
});
