import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyRepair } from '../../../../bench/apply-repair.ts';
import { CATALOGUES, type Edition } from '../../../../shared/domain/form/catalogue.ts';
import { checkDocument } from '../../../../shared/domain/verdict/check-report.ts';
import { checkSums } from '../../../../shared/domain/rules/sums/check-sums.ts';
import { findDigitSlip } from '../../../../shared/domain/suspects/digit-slips.ts';
import { noFigures, type Figures } from '../../../../shared/domain/form/figures.ts';
import type { Finding } from '../../../../shared/domain/findings/finding.ts';
import { nameSuspects } from '../../../../shared/domain/suspects/name-suspects.ts';
import { computeResiduals, SUMS } from '../../../../shared/domain/form/sum-equations.ts';
import type { Suspect } from '../../../../shared/domain/findings/suspect.ts';
import { groupBySuspect, writeSuspectText } from '../../../../shared/domain/suspects/suspect-text.ts';
import { at, figuresOf } from '../../../support/a-report.ts';

const NOW = at('2026-01-15T08:00:00+08:00');
const ROW = 7;
const { rows: ROWS, results: RESULTS, resultsTotal: RESULTS_TOTAL } = SUMS['2021'];

/** Table 三 from the results and what is carried, all else added up. */
function balanced(
  edition: Edition,
  results: readonly (readonly number[])[],
  carried: readonly number[],
): Figures {
  const { cells } = noFigures(edition);
  const sums = SUMS[edition];
  const set = (row: readonly number[] | undefined, column: number, value: number): void => {
    const [cell, total] = [row?.[column], row?.at(-1)];
    if (cell === undefined || total === undefined) return;
    cells[cell] = value;
    cells[total]! += value;
  };
  for (let c = 0; c < ROW - 1; c++) {
    let handled = 0;
    for (const [r, row] of sums.results.entries()) {
      const value = results[r]?.[c] ?? 0;
      handled += value;
      set(row, c, value);
    }
    set(sums.resultsTotal, c, handled);
    const [carriedIn, carriedOut] = [Math.min(carried[c] ?? 0, handled), carried[(c + 1) % ROW] ?? 0];
    set(sums.rows[0], c, handled + carriedOut - carriedIn);
    set(sums.rows[1], c, carriedIn);
    set(sums.rows.at(-1), c, carriedOut);
  }
  return { edition, cells };
}

const count = fc.oneof(fc.constant(0), fc.nat(30), fc.nat(100_000));
const figures: fc.Arbitrary<Figures> = fc
  .record({
    edition: fc.constantFrom<Edition>('2019', '2021'),
    results: fc.array(fc.array(count, { minLength: 6, maxLength: 6 }), { minLength: 21, maxLength: 21 }),
    carried: fc.array(count, { minLength: 7, maxLength: 7 }),
  })
  .map(({ edition, results, carried }) => balanced(edition, results, carried));
const applicationCells = (edition: Edition): number[] => SUMS[edition].rows.flat();

function spoilt({ edition, cells }: Figures, changes: readonly (readonly [number, number])[]): Figures {
  const copy = cells.slice();
  for (const [cell, value] of changes) copy[cell] = value;
  return { edition, cells: copy };
}
const named = (broken: Figures): readonly Finding[] => nameSuspects(broken, checkSums(broken));
const suspectsIn = (broken: Figures): (Suspect | undefined)[] =>
  groupBySuspect(named(broken)).map(({ suspect }) => suspect);
const brief = (findings: readonly Finding[]): string[] => findings.map(({ rule, path }) => `${rule} ${path}`);
const pathOf = (edition: Edition, cell: number): string | undefined => SUMS[edition].pathOf.get(cell);

/** Natural persons, enterprises and non-profits in a few rows, so that slips can be told. */
const BASE = balanced(
  '2021',
  RESULTS.map((_, r) => (r === 0 ? [52, 13, 0, 4] : r === 1 ? [38, 0, 7] : r === 10 ? [21, 9] : [])),
  [3, 1],
);
const at2021 = (row: string, column: string): number =>
  CATALOGUES['2021'].cellByPath.get(`/applications/${row}/${column}`)!.index;
const valueAt = (cell: number): number => BASE.cells[cell]!;

describe('the equations', () => {
  it('fail where the rules find something, and nowhere else', () => {
    fc.assert(
      fc.property(
        figures,
        fc.array(fc.tuple(fc.nat(189), fc.nat(50)), { maxLength: 6 }),
        (whole, changes) => {
          const broken = spoilt(
            whole,
            changes.filter(([cell]) => pathOf(whole.edition, cell) !== undefined),
          );
          const sums = SUMS[broken.edition];
          const failing = [...computeResiduals(sums, broken.cells).entries()].flatMap(([i, residual]) =>
            residual === 0 ? [] : [`${sums.equations[i]!.rule} ${sums.equations[i]!.path}`],
          );
          expect(failing.toSorted()).toEqual(brief(checkSums(broken)).toSorted());
        },
      ),
    );
  });
});

describe('one wrong cell of table 三', () => {
  it('is named first and alone with the value that it had, whichever it is', () => {
    fc.assert(
      fc.property(figures, fc.nat(), count, (whole, place, value) => {
        const all = applicationCells(whole.edition);
        const cell = all[place % all.length]!;
        fc.pre(whole.cells[cell] !== value);
        const broken = spoilt(whole, [[cell, value]]);
        const findings = named(broken);
        const suspects = suspectsIn(broken);
        expect(suspects).toHaveLength(1);
        expect(suspects[0]).toMatchObject({
          path: pathOf(whole.edition, cell),
          found: value,
          value: whole.cells[cell],
          clears: findings.length,
        });
      }),
    );
  });

  it('is named beside an undecidable row of table 四', () => {
    const [total] = RESULTS_TOTAL.slice(-1);
    const row = CATALOGUES['2021'].rowByPath.get('/reconsideration')!.cells.map(({ index }) => index);
    const broken = spoilt(BASE, [[total!, 1], [row[0]!, 5], [row[4]!, 7]]); // prettier-ignore
    const suspects = suspectsIn(broken);
    expect(suspects).toHaveLength(2);
    expect(suspects[0]).toMatchObject({ path: '/applications/results/total/total', value: valueAt(total!) });
    expect(suspects[1]).toMatchObject({ candidates: { length: 5 } });
  });
});

describe('a suspect', () => {
  it('that is applied clears the findings that refer to it and makes none', () => {
    fc.assert(
      fc.property(
        figures,
        fc.array(fc.tuple(fc.nat(), fc.nat(40)), { minLength: 1, maxLength: 4 }),
        (whole, plan) => {
          const all = [
            ...CATALOGUES[whole.edition].cells.filter(({ index }) => index < 190).map(({ index }) => index),
          ];
          const broken = spoilt(
            whole,
            plan.map(([place, value]) => [all[place % all.length]!, value] as const),
          );
          for (const { suspect, findings } of groupBySuspect(named(broken))) {
            if (!suspect) continue;
            const repairs = 'path' in suspect ? [suspect] : suspect.candidates;
            for (const repair of repairs) {
              expect(repair.clears).toBe(findings.length);
              const left = brief(checkSums(applyRepair(broken, repair)));
              const others = brief(checkSums(broken)).filter((line) => !brief(findings).includes(line));
              expect(left).toEqual(others);
            }
          }
        },
      ),
    );
  });

  it('is never alone where two single cells explain the findings', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 5, maxLength: 5 }), (values) => {
        const row = CATALOGUES['2021'].rowByPath.get('/litigation/direct')!.cells.map(({ index }) => index);
        const broken = spoilt(
          BASE,
          row.map((cell, i) => [cell, values[i]!] as const),
        );
        const short = values[4]! - values.slice(0, 4).reduce((sum, value) => sum + value, 0);
        fc.pre(short !== 0);
        const possible = 1 + values.slice(0, 4).filter((value) => value + short >= 0).length;
        const [suspect] = suspectsIn(broken);
        if (possible === 1) expect(suspect).toMatchObject({ path: '/litigation/direct/total' });
        else expect(suspect).toMatchObject({ candidates: { length: possible } });
      }),
    );
  });

  it('does not depend on the order of the findings', () => {
    const broken = spoilt(BASE, [[at2021('received', 'other'), 8], [at2021('results/granted', 'research'), 5]]); // prettier-ignore
    const findings = checkSums(broken);
    const bySuspect = (list: readonly Finding[]): unknown =>
      list.toSorted((a, b) => (a.rule + a.path < b.rule + b.path ? -1 : 1));
    expect(bySuspect(nameSuspects(broken, findings.toReversed()))).toEqual(
      bySuspect(nameSuspects(broken, findings)),
    );
  });

  it('takes no part in what could not be read', () => {
    const broken = spoilt(BASE, [[at2021('received', 'other'), Number.NaN], [at2021('results/granted', 'total'), 1]]); // prettier-ignore
    expect(suspectsIn(broken)).toMatchObject([{ path: '/applications/results/granted/total' }]);
  });

  it('is wanting where too much is wrong, and nothing is found where nothing is', () => {
    const many = ROWS.slice(2, 9).flatMap((row, i) =>
      row.slice(0, 5).map((cell, c) => [cell, 3 * i + 7 * c * c + 1] as const),
    );
    expect(suspectsIn(spoilt(BASE, many)).every((suspect) => suspect === undefined)).toBe(true);
    expect(nameSuspects(BASE, checkSums(BASE))).toEqual([]);
  });
});

describe('the smallest set of cells', () => {
  /** Every cell with every value that some failing equation could ask for. */
  const changesOf = ({ edition, cells }: Figures): [number, number][] => {
    const residuals = [...computeResiduals(SUMS[edition], cells)];
    const wanted = new Set(
      residuals.filter((residual) => residual !== 0).flatMap((residual) => [residual, -residual]),
    );
    return applicationCells(edition).flatMap((cell) =>
      [...wanted].flatMap((by): [number, number][] =>
        cells[cell]! + by < 0 ? [] : [[cell, cells[cell]! + by]],
      ),
    );
  };
  const failingIn = ({ edition, cells }: Figures): number =>
    computeResiduals(SUMS[edition], cells).filter((residual) => residual !== 0).length;
  /** A cell is in three equations at most. */
  const pairsOf = (broken: Figures): Set<string> => {
    const pairs = new Set<string>();
    for (const first of changesOf(broken)) {
      const half = spoilt(broken, [first]);
      if (failingIn(half) > 3) continue;
      for (const second of changesOf(half))
        if (second[0] !== first[0] && failingIn(spoilt(half, [second])) === 0)
          pairs.add([first, second].toSorted((a, b) => a[0] - b[0]).join(';'));
    }
    return pairs;
  };

  it('is alone just where trying all pairs finds one, unless a slip explains all', () => {
    const near = fc.tuple(fc.integer({ min: 0, max: 24 }), fc.nat(6), fc.nat(12));
    fc.assert(
      fc.property(
        near,
        near,
        fc.boolean(),
        fc.boolean(),
        ([r1, c1, v1], [r2, c2, v2], sameRow, sameColumn) => {
          const a = ROWS[r1]![c1]!;
          const b = ROWS[sameRow ? r1 : r2]![sameColumn ? c1 : c2]!;
          fc.pre(a !== b && BASE.cells[a] !== v1 && BASE.cells[b] !== v2);
          const broken = spoilt(BASE, [[a, v1], [b, v2]]); // prettier-ignore
          const groups = groupBySuspect(named(broken));
          // Two faults apart, one cell for both, or a slip: told elsewhere.
          fc.pre(groups.length === 1);
          const suspect = groups[0]!.suspect;
          const slip = suspect && ('path' in suspect ? suspect.slip : suspect.candidates[0]!.slip);
          fc.pre(slip === undefined || slip === 'cells');
          const pairs = pairsOf(broken);
          expect(pairs.size).toBeGreaterThan(0);
          if (pairs.size === 1) expect(suspect).toMatchObject({ slip: 'cells', changes: { length: 2 } });
          else expect(suspect).toMatchObject({ candidates: { length: Math.min(pairs.size, 5) } });
          if (suspect && 'candidates' in suspect)
            expect(suspect.candidates.length + (suspect.more ?? 0)).toBe(pairs.size);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a typical slip', () => {
  const granted = ROWS[2]!;
  const totals = ROWS.map((row) => row[6]!);
  const from = (
    line: readonly number[],
    order: readonly (number | undefined)[],
  ): (readonly [number, number])[] =>
    line.map((cell, i) => {
      const source = order[i];
      return [cell, source === undefined ? 0 : valueAt(line[source]!)] as const;
    });
  const less = (minuend: readonly number[], subtrahend: readonly number[]): (readonly [number, number])[] =>
    minuend.map((cell, i) => [cell, valueAt(cell) - valueAt(subtrahend[i]!)] as const);

  it.each<[string, readonly (readonly [number, number])[], string]>([
    ['swapped in a row', from(granted.slice(0, 2), [1, 0]), 'swapped'],
    ['swapped in a column', from([ROWS[2]![0]!, ROWS[3]![0]!], [1, 0]), 'swapped'],
    ['transposed', [[at2021('results/granted', 'naturalPerson'), 25]], 'transposed'],
    ['a digit dropped', [[at2021('results/granted', 'naturalPerson'), 5]], 'digit'],
    ['a digit doubled', [[at2021('results/partial', 'naturalPerson'), 388]], 'digit'],
    ['a row shifted', from(granted, [undefined, 0, 1, 2, 3, 4, 5]), 'shifted'],
    ['a row shifted back', from(granted, [1, 2, 3, 4, 5, 6, undefined]), 'shifted'],
    [
      'a column shifted',
      from(
        ROWS.map((row) => row[0]!),
        ROWS.map((_, r) => (r === 0 ? undefined : r - 1)),
      ),
      'shifted',
    ],
    ['one total left', [[at2021('results/partial', 'total'), 0]], 'total-left'],
    ['every total of a row left', totals.map((cell) => [cell, 0] as const), 'total-left'],
    ['every total of a column left', RESULTS_TOTAL.map((cell) => [cell, 0] as const), 'total-left'],
    ['a row forgotten', less(RESULTS_TOTAL, ROWS[3]!), 'row-forgotten'],
    [
      'a column forgotten',
      less(
        totals,
        ROWS.map((row) => row[1]!),
      ),
      'row-forgotten',
    ],
    [
      'organisations forgotten',
      RESULTS_TOTAL.map((cell, c) => [cell, c % 6 === 0 ? valueAt(RESULTS_TOTAL[6]!) : 0] as const),
      'organisations-forgotten',
    ],
    ['no slip: two cells at once', [[at2021('results/granted', 'other'), 3], [at2021('results/partial', 'other'), 6]], 'cells'], // prettier-ignore
    ['no slip: a figure quite different', [[at2021('results/granted', 'naturalPerson'), 61]], 'cell'],
  ])('%s', (_, changes, slip) => {
    const broken = spoilt(BASE, changes);
    const suspects = suspectsIn(broken);
    expect(suspects).toHaveLength(1);
    expect(suspects[0]).toMatchObject({ slip });
    const [suspect] = suspects;
    if (suspect && 'path' in suspect) expect(applyRepair(broken, suspect)).toEqual(BASE);
  });

  it('that two places may have made has both as candidates', () => {
    const twice = balanced('2021', RESULTS.map((_, r) => (r < 2 ? [8, 3] : [])), []); // prettier-ignore
    const broken = spoilt(twice, [[ROWS[2]![0]!, 3], [ROWS[2]![1]!, 8]]); // prettier-ignore
    // The other row would have to be swapped as well for the columns to agree, so its own figures tell it apart.
    expect(suspectsIn(broken)).toMatchObject([
      { slip: 'swapped', path: '/applications/results/granted/naturalPerson' },
    ]);
    const both = spoilt(twice, [[ROWS[2]![0]!, 3], [ROWS[2]![1]!, 8], [ROWS[3]![0]!, 3], [ROWS[3]![1]!, 8]]); // prettier-ignore
    expect(suspectsIn(both).every((suspect) => suspect === undefined || 'candidates' in suspect)).toBe(true);
    const ambiguous = spoilt(
      balanced(
        '2021',
        RESULTS.map((_, r) => (r === 0 ? [8, 3] : r === 1 ? [3, 8] : [])),
        [],
      ),
      [[ROWS[2]![0]!, 3], [ROWS[2]![1]!, 8]], // prettier-ignore
    );
    expect(suspectsIn(ambiguous)).toMatchObject([
      {
        candidates: [
          { slip: 'swapped', path: '/applications/results/granted/naturalPerson' },
          { slip: 'swapped', path: '/applications/results/partial/naturalPerson' },
        ],
      },
    ]);
  });
});

describe('what was done to the digits', () => {
  it.each([
    [12, 21, 'transposed'], [1203, 1230, 'transposed'], [1, 12, 'digit'], [5, 105, 'digit'], [122, 12, 'digit'], [112, 12, 'digit'],
    [12, 31, undefined], [0, 7, undefined], [123, 12, undefined], [21, 1, undefined], [1, 10, 'digit'], [0, 0, undefined],
  ] as const)('%i for %i', (found, right, slip) => {
    expect(findDigitSlip(found, right)).toBe(slip);
  }); // prettier-ignore
});

describe('the published reports', () => {
  const suspectsOf = (file: string): string[] => {
    const path = fileURLToPath(new URL(`../../../../demonstration/published/${file}.json`, import.meta.url));
    const { findings } = checkDocument(new Uint8Array(readFileSync(path)), NOW);
    return groupBySuspect(findings.filter(({ rule }) => rule.startsWith('A'))).map(({ suspect }) => {
      if (!suspect) return 'nothing';
      const repairs = 'path' in suspect ? [suspect] : suspect.candidates;
      return repairs
        .map(({ slip, clears, changes }) => {
          const [first] = changes;
          return `${slip} ${first?.path.replace('/applications/', '')} ${first?.found}→${first?.value} (${changes.length}, clears ${clears})`;
        })
        .join(' or ');
    });
  };
  it.each([
    ['2019-shanghai-zfbgt', ['total-left results/granted/total 0→272 (11, clears 12)']],
    ['2020-pingtan-zrzyst', ['cells results/unavailable/notHeld/legalService 1→0 (2, clears 2)']],
    [
      '2020-pingtan',
      [
        'cells results/granted/naturalPerson 6→0 (2, clears 2) or cells results/partial/naturalPerson 6→0 (2, clears 2)',
      ],
    ],
    ['2021-pingtan-zrzyst', ['organisations-forgotten results/total/naturalPerson 18→16 (2, clears 4)']],
    [
      '2023-hongzequ',
      [
        'total-left /reconsideration/total 0→11 (1, clears 1)',
        'total-left /litigation/afterReconsideration/total 0→5 (1, clears 1) or cell /litigation/afterReconsideration/upheld 5→0 (1, clears 1)',
      ],
    ],
    ['2023-pingtan-zrzyst', ['cells results/partial/commercial 1→0 (2, clears 3)']],
    ['2024-shanghai-kewei', ['total-left carriedOut/total 0→1 (1, clears 2)']],
    ['2022-pingtan', []],
  ])('%s', (file, expected) => {
    expect(suspectsOf(file)).toEqual(expected);
  });
});

describe('the sentence', () => {
  it('says of one cell what it is, what it should be and why', () => {
    const broken = spoilt(figuresOf(), [[at2021('received', 'naturalPerson'), 21]]);
    const [suspect] = suspectsIn(broken);
    expect(writeSuspectText('2021', suspect!)).toEqual({
      zh: '表三「本年新收政府信息公开申请数量·自然人」填的是 21,应为 12(两位数字颠倒)。改后,下列 2 处同时平衡。',
      en: 'Table III "Applications received this year / Natural persons" is 21 and should be 12 (digits transposed). With that, these 2 findings vanish.',
    });
  });

  it('lists the cells of a slip, and the candidates with how many more there are', () => {
    const changes = [
      { path: '/applications/results/granted/naturalPerson', found: 1, value: 2 },
      { path: '/applications/results/granted/commercial', found: 2, value: 1 },
    ];
    const swapped = { ...changes[0]!, slip: 'swapped', clears: 2, changes } as const;
    expect(writeSuspectText('2021', swapped)).toEqual({
      zh: '下列 2 格应一并改正(相邻两格互换): 表三「予以公开·自然人」由 1 改为 2,表三「予以公开·商业企业」由 2 改为 1。改后,下列 2 处同时平衡。',
      en: '2 cells should be changed together (two neighbouring cells swapped): Table III "Granted / Natural persons" from 1 to 2, Table III "Granted / Commercial enterprises" from 2 to 1. With that, these 2 findings vanish.',
    });
    const one = { ...changes[0]!, slip: 'cell', clears: 1, changes: changes.slice(0, 1) } as const;
    expect(writeSuspectText('2021', one).en).toMatch(/should be 2\. With that, this finding vanishes\.$/);
    const { zh, en } = writeSuspectText('2021', { candidates: [one, { ...swapped, clears: 1 }], more: 3 });
    expect(zh).toMatch(
      /^下列 1 处有几种改法同样说得通,无法断定是哪一种: \(1\) .*; \(2\) .*。另有至少 3 种。/,
    );
    expect(en).toMatch(
      /^Several explanations of this finding are equally good: \(1\) .*; \(2\) .* At least 3 more/,
    );
    expect(writeSuspectText('2021', { candidates: [swapped, swapped] }).en).not.toContain('more');
  });
});
