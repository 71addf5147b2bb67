/** One trait of rows each, with the near miss. */
import { describe, expect, test } from 'vitest';
import { convertLayout } from '../../../../shared/domain/convert/convert-layout.ts';
import type { Ask, ConversionNote } from '../../../../shared/domain/convert/conversion.ts';
import type { Given } from '../../../../shared/domain/convert/given.ts';
import { decodeReport } from '../../../../shared/domain/document/decode-report.ts';
import { aFlatReport, asLines, type FlatReport } from '../../../support/layouts/a-flat-report.ts';

const AGENCY = { id: '450205-slj', name: '青石县水利局', district: '450205' };

interface Read {
  readonly asks: readonly Ask[];
  readonly notes: readonly ConversionNote[];
  readonly document: unknown;
  readonly at: (path: string) => unknown;
}

function read(report: FlatReport, given: Given = {}): Read {
  const conversion = convertLayout(asLines(aFlatReport(report)), { agency: AGENCY, ...given });
  if (conversion.outcome === 'refused') throw new Error(conversion.refusal);
  const { asks, notes, document } = conversion;
  const at = (path: string): unknown =>
    path
      .slice(1)
      .split('/')
      .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document);
  return { asks, notes, document, at };
}

const valuesAt = ({ at }: Read, path: string): unknown[] => Object.values(at(path) as object);
const NATURAL_8 = '8000008';
/** Eight cases that were granted. */
const EIGHT = {
  '/applications/received': NATURAL_8,
  '/applications/results/granted': NATURAL_8,
  '/applications/results/total': NATURAL_8,
};
const RULES = '/proactive/rules';
const NORMATIVE = '/proactive/normativeDocuments';

test('a whole report asks nothing, and is one that can be decoded', () => {
  const { asks, document } = read({ rows: EIGHT });
  expect(asks).toEqual([]);
  expect(decodeReport(new TextEncoder().encode(JSON.stringify(document)))).toMatchObject({
    kind: 'read',
    findings: [],
  });
});

describe('labels', () => {
  const path = '/applications/results/refused/prohibitedByLaw';
  test.each([
    '2.其他法律行政止公开',
    '2、其它法律行政法规禁止公开',
    '其他法律法规禁止公开',
    '2.其他法律 行政法规禁止公开',
  ])('%s is the row', (label) => {
    const { asks, at } = read({ labels: { [path]: label }, rows: { ...EIGHT, [path]: '0000000' } });
    expect(asks).toEqual([]);
    expect(at(`${path}/total`)).toBe(0);
  });

  test('a row that is not there is asked for, never 0', () => {
    const result = read({ labels: { [path]: '' } });
    expect(result.asks).toMatchObject([{ path, why: 'missing-row' }]);
    expect(valuesAt(result, path)).toEqual(new Array(7).fill(null));
  });

  test('a row of table two that is not there is asked for', () => {
    expect(read({ labels: { [RULES]: '' } }).asks).toMatchObject([{ path: RULES, why: 'missing-row' }]);
  });

  test('a misprint is said', () => {
    const { notes } = read({ labels: { [path]: '2.其他法律行政止公开' } });
    expect(notes).toContainEqual(expect.objectContaining({ why: 'label-misprinted', path }));
    expect(read({}).notes).toEqual([]);
  });

  test('a row that the form does not have is left out, and said', () => {
    const { asks, notes } = read({ rows: { [NORMATIVE]: '3 1 9 其他主动公开文件186 86 255' } });
    expect(asks).toEqual([]);
    expect(notes).toMatchObject([{ why: 'row-not-in-form' }]);
  });
});

describe('figures that run together', () => {
  test.each([
    ['190000019', [19, 0, 0, 0, 0, 0, 19]],
    ['16 00 2 0 018', [16, 0, 0, 2, 0, 0, 18]],
    ['0 0 0 0 0 00', [0, 0, 0, 0, 0, 0, 0]],
  ])('%s', (figures, values) => {
    const path = '/applications/received';
    const result = read({
      rows: {
        [path]: figures,
        '/applications/results/granted': figures,
        '/applications/results/total': figures,
      },
    });
    expect(result.asks).toEqual([]);
    expect(valuesAt(result, path)).toEqual(values);
  });

  test.each([
    ['columns that another way leaves fewer wrong', '2 10 0 0 0 0 12'],
    ['columns that can’t be added up', '70000016'],
  ])('%s: a row that is parted by its own sum alone is asked about', (_, total) => {
    // 21,0,0,0,0,0,21 adds up, 2,10,0,0,0,0,21 may be a total with a slip.
    const granted = '/applications/results/granted';
    const result = read({
      rows: {
        '/applications/received': '2 10 0 0 0 0 12',
        [granted]: '210000021',
        '/applications/results/total': total,
      },
    });
    expect(valuesAt(result, granted)).toEqual(new Array(7).fill(null));
    const [asked] = result.asks.filter(({ path }) => path === granted);
    expect(asked).toMatchObject({ why: 'several-readings' });
    expect(asked?.candidates).toEqual(
      expect.arrayContaining([
        [21, 0, 0, 0, 0, 0, 21],
        [2, 10, 0, 0, 0, 0, 21],
      ]),
    );
  });

  test('the whole table decides what a row does not: 110000011', () => {
    // 1,10,0,0,0,0,11 and 11,0,0,0,0,0,11 add up; the columns say which.
    const rows = {
      '/applications/received': '110000011',
      '/applications/results/granted': '10000001',
      '/applications/results/total': '110000011',
    };
    const undecided = read({ rows: { ...rows, '/applications/results/granted': '110000011' } });
    expect(undecided.asks.map(({ path }) => path)).toEqual([
      '/applications/received',
      '/applications/results/granted',
      '/applications/results/total',
    ]);
    const decided = read({ rows: { ...rows, '/applications/results/granted': '11 0 0 0 0 0 11' } });
    expect(decided.asks).toEqual([]);
    expect(valuesAt(decided, '/applications/received')).toEqual([11, 0, 0, 0, 0, 0, 11]);
  });

  test('a total that is wrong stays wrong', () => {
    const result = read({ rows: { ...EIGHT, '/applications/results/granted': '8100008' } });
    expect(valuesAt(result, '/applications/results/granted')).toEqual([8, 1, 0, 0, 0, 0, 8]);
    expect(result.asks).toEqual([]);
  });

  test('figures that fit no way are asked about', () => {
    const { asks } = read({ rows: { '/applications/received': '12345678901' } });
    expect(asks).toMatchObject([{ path: '/applications/received', why: 'no-reading' }]);
  });

  test('the number of the next label is no figure, with its point or without', () => {
    const path = '/applications/results/unavailable/notHeld';
    const next = '/applications/results/unavailable/notCompiled';
    for (const label of ['2.没有现成信息需要另行制作', '2没有现成信息需要另行制作']) {
      const result = read({
        rows: { ...EIGHT, '/applications/results/granted': '0000000', [path]: NATURAL_8 },
        labels: { [next]: label },
      });
      expect(result.asks).toEqual([]);
      expect(valuesAt(result, path)).toEqual([8, 0, 0, 0, 0, 0, 8]);
    }
  });

  test('a year behind the last figure is no figure', () => {
    const fees = '/proactive/fees';
    expect(read({ rows: { [fees]: '02023年收费平稳。' } }).at(`${fees}/amountWanCny`)).toBe(0);
    expect(read({ rows: { [fees]: '12.5(二)主动公开工作有序。' } }).at(`${fees}/amountWanCny`)).toBe(12.5);
  });

  test('rows of table two are asked about with all they may be, and only those', () => {
    const { asks, at } = read({ rows: { [NORMATIVE]: '5615', [RULES]: '106' } });
    expect(asks).toMatchObject([
      {
        path: NORMATIVE,
        why: 'several-readings',
        candidates: [
          [5, 6, 15],
          [5, 61, 5],
          [56, 1, 5],
        ],
      },
    ]);
    expect(at(RULES)).toEqual({ made: 1, repealed: 0, inForce: 6 });
  });

  test('table four is parted by its totals', () => {
    const { asks, at } = read({ disputes: '000003001410001' });
    expect(asks).toEqual([]);
    expect(at('/litigation/direct')).toMatchObject({ upheld: 3, pending: 1, total: 4 });
    const parted = read({ disputes: '1000010' + '00000' + '00000' });
    expect(parted.at('/reconsideration')).toEqual({
      upheld: 10,
      corrected: 0,
      other: 0,
      pending: 0,
      total: 10,
    });
  });

  test('a row of table four that its total leaves open is asked about, the others not', () => {
    const { asks, at } = read({ disputes: '1100011' + '00000' + '30003' });
    expect(asks).toMatchObject([
      {
        path: '/reconsideration',
        why: 'several-readings',
        candidates: [
          [1, 10, 0, 0, 11],
          [11, 0, 0, 0, 11],
        ],
      },
    ]);
    expect(at('/reconsideration/upheld')).toBeNull();
    expect(at('/litigation/afterReconsideration')).toMatchObject({ upheld: 3, total: 3 });
  });
});

describe('blanks', () => {
  test.each(['/ / / / / / /', '- - - - - - -', '— — — — — — —', '0 / 0 / 0 / 0'])(
    '%s is 0, said once',
    (figures) => {
      const result = read({
        rows: { '/applications/carriedIn': figures, '/applications/carriedOut': figures },
      });
      expect(result.asks).toEqual([]);
      expect(result.notes.filter(({ why }) => why === 'blanks-as-zero')).toHaveLength(1);
      expect(valuesAt(result, '/applications/carriedIn')).toEqual(new Array(7).fill(0));
    },
  );

  test('rows whose labels run together are blank', () => {
    const rows = {
      '/applications/results/otherHandling/feeUnpaid': '',
      '/applications/results/otherHandling/other': '',
    };
    const { asks, notes } = read({ rows });
    expect(asks).toEqual([]);
    expect(notes).toMatchObject([{ why: 'blanks-as-zero' }]);
  });

  test('six figures for seven cells are asked about', () => {
    const path = '/applications/carriedOut';
    expect(read({ rows: { [path]: '000000' } }).asks).toMatchObject([
      { path, why: 'partly-blank', candidates: [new Array(7).fill(0)] },
    ]);
    const [ask] = read({ rows: { [path]: '2 0 2' } }).asks;
    expect(ask).toMatchObject({ path, why: 'partly-blank' });
    expect(ask!.candidates).toBeUndefined();
  });
});

test('figures that stand apart and are too few: one may be blank, unless each has to be parted', () => {
  expect(read({ rows: { [NORMATIVE]: '2 14' } }).asks).toMatchObject([
    { path: NORMATIVE, why: 'several-readings', candidates: [[2, 1, 4]] },
  ]);
  const { asks, at } = read({ rows: { [NORMATIVE]: '2 014', [RULES]: '00 0' } });
  expect(asks).toEqual([]);
  expect(at(NORMATIVE)).toEqual({ made: 2, repealed: 0, inForce: 14 });
  // 12 and 1 and 13 add up with blanks between them, too.
  const path = '/applications/received';
  expect(read({ rows: { [path]: '120 100 220' } }).asks[0]).toMatchObject({ path });
});

describe('changes and amounts', () => {
  const fees = '/proactive/fees';
  const procurement = '/proactive/procurement';
  test.each([
    ['0+11', [0, 11]],
    ['15-15', [15, -15]],
    ['3 减4', [3, -4]],
    ['3 增4', [3, 4]],
  ])('a change: %s', (figures, values) => {
    const result = read({ year: 2020, rows: { [fees]: figures } });
    expect(result.asks).toEqual([]);
    expect(valuesAt(result, fees)).toEqual(values);
  });

  test('16减12 may be a difference: asked', () => {
    expect(read({ year: 2020, rows: { [fees]: '16减12' } }).asks).toMatchObject([
      { path: fees, candidates: [[16, -12]] },
    ]);
  });

  test.each([
    ['1个246900元', [1, 246_900]],
    ['3个 3443000元', [3, 3_443_000]],
    ['8 45.82万元', [8, 458_200]],
    ['2笔 984361.05元', [2, 984_361.05]],
    ['0 0', [0, 0]],
  ])('an amount: %s', (figures, values) => {
    const result = read({ year: 2020, rows: { [procurement]: figures } });
    expect(result.asks).toEqual([]);
    expect(valuesAt(result, procurement)).toEqual(values);
  });

  test('an amount that states no unit is asked about, with both', () => {
    const text = aFlatReport({ year: 2020, rows: { [procurement]: '3 147230' } }).replace(
      '采购总金额(元)',
      '采购总金额',
    );
    const conversion = convertLayout(asLines(text), { agency: AGENCY });
    expect(conversion).toMatchObject({
      asks: [
        {
          path: procurement,
          why: 'no-unit',
          candidates: [
            [3, 147_230],
            [3, 1_472_300_000],
          ],
        },
      ],
    });
  });

  test.each([
    ['收费金额(单位:元)', 7.816],
    ['收费金额(单位:万元)', 78_160],
  ])('an amount is in the unit of its head: %s', (head, amount) => {
    const text = aFlatReport({ rows: { [fees]: '78160' } }).replace(/收费金额[^\d行]*/, head);
    expect(text).toContain(head);
    expect(convertLayout(asLines(text), { agency: AGENCY })).toMatchObject({
      asks: [],
      document: { proactive: { fees: { amountWanCny: amount } } },
    });
  });

  test('yuan where the form wants 10 000 yuan', () => {
    const { at, notes } = read({ rows: { [fees]: '78160元' } });
    expect(at(`${fees}/amountWanCny`)).toBe(7.816);
    expect(notes).toMatchObject([{ why: 'unit-converted', path: `${fees}/amountWanCny` }]);
  });

  test('a remark goes to the notes of the report', () => {
    const { at, document } = read({ rows: { [NORMATIVE]: '22(其中修订16件) 5 300' } });
    expect(at(NORMATIVE)).toEqual({ made: 22, repealed: 5, inForce: 300 });
    expect(document).toMatchObject({ notes: [{ path: `${NORMATIVE}/made`, text: '其中修订16件' }] });
  });
});

describe('the other edition’s table', () => {
  test('what means the same is carried over, the rest is asked for', () => {
    const { asks, at, notes } = read({
      proactive: '2019',
      rows: { [NORMATIVE]: '12 11 23', '/proactive/licensing': '3 0 188', '/proactive/fees': '2 0' },
    });
    expect(asks).toMatchObject([
      { path: '/edition', why: 'other-edition' },
      { path: NORMATIVE, why: 'other-edition', cells: [`${NORMATIVE}/repealed`] },
      { path: '/proactive/fees', why: 'other-edition' },
    ]);
    expect(at(NORMATIVE)).toEqual({ made: 12, repealed: null, inForce: 23 });
    expect(at('/proactive/licensing')).toEqual({ decisions: 188 });
    expect(notes).toContainEqual(expect.objectContaining({ why: 'other-edition' }));
  });

  test('one row (六)其他处理 stands at its last row', () => {
    const { asks, at, notes } = read({
      applications: '2019',
      rows: {
        ...EIGHT,
        '/applications/results/granted': '0000000',
        '/applications/results/otherHandling/other': NATURAL_8,
      },
    });
    expect(asks).toEqual([]);
    expect(at('/applications/results/otherHandling/other')).toMatchObject({ total: 8 });
    expect(at('/applications/results/otherHandling/feeUnpaid')).toMatchObject({ total: 0 });
    expect(notes).toMatchObject([{ why: 'one-row-other-handling' }]);
  });

  test('three rows are one in the older form', () => {
    const { asks, at } = read({
      year: 2020,
      applications: '2021',
      rows: {
        ...EIGHT,
        '/applications/results/granted': '5000005',
        '/applications/results/otherHandling/notCorrected': '2000002',
        '/applications/results/otherHandling/other': '1000001',
      },
    });
    expect(asks).toEqual([]);
    expect(at('/applications/results/otherHandling')).toMatchObject({ other: { total: 3 } });
  });
});

describe('last year’s report', () => {
  const lastYear = (report: FlatReport) => {
    const { document } = read(report);
    const decoded = decodeReport(new TextEncoder().encode(JSON.stringify(document)));
    if (decoded.kind !== 'read' || !decoded.report) throw new Error('no report');
    return decoded.report;
  };

  test('decides what is in force', () => {
    const before = lastYear({ year: 2022, rows: { [NORMATIVE]: '0 0 16' } });
    const { asks, at, notes } = read({ rows: { [NORMATIVE]: '5615' } }, { lastYear: before });
    expect(asks).toEqual([]);
    expect(at(NORMATIVE)).toEqual({ made: 5, repealed: 6, inForce: 15 });
    expect(notes).toMatchObject([{ why: 'decided-by-last-year', path: NORMATIVE }]);
  });

  test('that fits none, or several, decides nothing', () => {
    const before = lastYear({ year: 2022, rows: { [NORMATIVE]: '0 0 99' } });
    expect(read({ rows: { [NORMATIVE]: '5615' } }, { lastYear: before }).asks).toHaveLength(1);
  });

  test('decides items of the older form', () => {
    const before = lastYear({ year: 2019, rows: { '/proactive/licensing': '70 2 5' } });
    const { at } = read({ year: 2020, rows: { '/proactive/licensing': '72171051' } }, { lastYear: before });
    // 72 is settled, what follows is not: 17/1051 and 1/71051 remain.
    expect(at('/proactive/licensing')).toMatchObject({ previousItems: null });
    const again = read({ year: 2020, rows: { '/proactive/licensing': '7200' } }, { lastYear: before });
    expect(again.at('/proactive/licensing')).toEqual({ previousItems: 72, change: 0, decisions: 0 });
  });
});
