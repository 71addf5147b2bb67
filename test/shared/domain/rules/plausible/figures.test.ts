/** T16, T17, T18, T19: what figures can't plausibly be, and Y2's hint where a stock was taken for what is new. */
import { describe, expect, it } from 'vitest';
import { at, bytesOf, figuresOf } from '../../../../support/a-report.ts';
import { toIsoDay, type AgencyKind } from '../../../../../shared/domain/basics/calendar.ts';
import type { ReadValues } from '../../../../../shared/domain/form/read-values.ts';
import { ReadingBudget } from '../../../../../shared/domain/narrative/reading-budget.ts';
import {
  exampleDocument,
  makeTextExample,
  NO_APPLICATION,
  type Patch,
} from '../../../../../shared/domain/rules/rule-examples.ts';
import { DISPUTES_PLAUSIBLE, RULES_BY_THEIR_MAKERS } from '../../../../../shared/domain/rules/rule-list.ts';
import { checkDocument } from '../../../../../shared/domain/verdict/check-report.ts';
import { findByRule } from '../../../../support/tell-rules.ts';

const row = (key: string, made: number, repealed: number, inForce: number): Patch => ({
  [`/proactive/${key}/made`]: made,
  [`/proactive/${key}/repealed`]: repealed,
  [`/proactive/${key}/inForce`]: inForce,
});
const documents = (...counts: [number, number, number]): Patch => row('normativeDocuments', ...counts);
const CARRIED: Patch = { '/applications/carriedOut/naturalPerson': 2, '/applications/carriedOut/total': 2 };
const OLD = { year: 2021, receivedAt: '2027-01-10T12:00:00+08:00' } as const;

describe('T16', () => {
  it.each<[string, Patch, Parameters<typeof findByRule>[2], string[]]>([
    ['fewer in force than made', documents(5, 0, 4), {}, ['normativeDocuments']],
    ['fewer than what is left of those made', documents(5, 2, 2), {}, ['normativeDocuments']],
    ['as many', documents(5, 2, 3), {}, []],
    ['more repealed than made', documents(1, 6, 0), {}, []],
    [
      'both rows',
      { ...documents(5, 0, 0), ...row('rules', 3, 0, 2) },
      { kind: 'consolidated' },
      ['rules', 'normativeDocuments'],
    ],
    ['a report of last year, which is compared instead', documents(5, 0, 4), { previous: CARRIED }, []],
    [
      'one of last year in the other edition',
      documents(5, 0, 4),
      { ...OLD, previous: CARRIED },
      ['normativeDocuments'],
    ],
    [
      'a report of before the rule',
      documents(5, 0, 4),
      { year: 2025, receivedAt: '2026-01-10T12:00:00+08:00' },
      [],
    ],
  ])('of %s', (_, set, filing, rows) => {
    expect(findByRule('T16', set, filing).map(({ path }) => path)).toEqual(
      rows.map((key) => `/proactive/${key}/inForce`),
    );
  });

  it('is told of a document that nobody files, too', () => {
    const bytes = bytesOf(exampleDocument(makeTextExample('', '', documents(5, 2, 2)).filing));
    const { findings } = checkDocument(bytes, at('2027-01-20T12:00:00+08:00'));
    expect(findings).toMatchObject([{ rule: 'T16', found: 2, expected: 3, severity: 'warning' }]);
  });
});

describe('Y2', () => {
  const say = (now: [number, number, number], then: [number, number, number]): boolean[] =>
    findByRule('Y2', documents(...now), { previous: { ...CARRIED, ...documents(...then) } }).map(
      ({ message }) => message.zh.includes('12 月 31 日'),
    );

  it.each<[string, [number, number, number], [number, number, number], boolean[]]>([
    ['what was made, two years running', [4, 0, 4], [6, 0, 6], [true]],
    ['what was made, this year alone', [4, 0, 4], [6, 0, 9], [false]],
    ['what was made, last year alone', [4, 0, 5], [6, 0, 6], [false]],
    ['nothing, two years running', [0, 1, 0], [0, 0, 0], [false]],
    ['what was made, before there was anything', [4, 0, 4], [0, 0, 0], []],
  ])('hints at the stock where it is %s', (_, now, then, hints) => {
    expect(say(now, then)).toEqual(hints);
  });
});

describe('T17', () => {
  const RULES_MADE = figuresOf({ year: 2026, set: { '/proactive/rules/made': 1 } });
  const tell = (kind: string | undefined, district: string | undefined): number =>
    RULES_BY_THEIR_MAKERS.check(
      { ...RULES_MADE, numbers: [], texts: [], lists: [], nil: false } satisfies ReadValues,
      {
        at: at('2027-01-10T12:00:00+08:00'),
        // One that a later version knows is a string, too.
        kind: kind as AgencyKind | undefined,
        place: district === undefined ? undefined : { district, agencyId: 'a', year: 2026 },
        budget: new ReadingBudget(),
      },
    ).length;

  const PLACES = ['450000', '310000', '450200', '450205', '310101', '429004'];
  it.each([
    ['department', [0, 0, 1, 1, 1, 1]],
    ['government', [0, 0, 0, 1, 1, 1]],
    ['consolidated', [0, 0, 0, 1, 1, 1]],
    ['township', [1, 1, 1, 1, 1, 1]],
    ['institution', [1, 1, 1, 1, 1, 1]],
    ['vertical', [0, 0, 0, 0, 0, 0]],
    [undefined, [0, 0, 0, 0, 0, 0]],
  ])('of a %s', (kind, times) => {
    expect(PLACES.map((district) => tell(kind, district))).toEqual(times);
  });

  it('says nothing where no place is known', () => {
    expect(tell('township', undefined)).toBe(0);
  });

  it.each<[string, Patch, string[]]>([
    ['made', row('rules', 1, 0, 0), ['made']],
    ['in force', row('rules', 0, 0, 2), ['inForce']],
    ['both, told once', row('rules', 1, 0, 2), ['inForce']],
    ['neither', row('rules', 0, 0, 0), []],
    ['only repealed', row('rules', 0, 2, 0), []],
    ['normative documents', documents(1, 0, 9), []],
  ])('of rules that are %s', (_, set, cells) => {
    expect(findByRule('T17', set).map(({ path }) => path)).toEqual(
      cells.map((cell) => `/proactive/rules/${cell}`),
    );
  });
});

describe('T18', () => {
  const disputes = (reconsidered: number, sued = 0): Patch => ({
    '/reconsideration/upheld': reconsidered,
    '/reconsideration/total': reconsidered,
    '/litigation/direct/upheld': sued,
    '/litigation/direct/total': sued,
  });
  const pending = (count: number): Patch => ({
    ...CARRIED,
    '/litigation/afterReconsideration/pending': count,
    '/litigation/afterReconsideration/total': count,
  });

  it.each<[string, Patch, Patch | undefined, string[]]>([
    ['more than were handled', disputes(14), CARRIED, ['warning']],
    ['as many as were handled', disputes(13), CARRIED, []],
    ['more, all groups together', disputes(9, 6), CARRIED, ['warning']],
    ['more, with those pending', disputes(14), pending(1), []],
    ['more than those pending, too', disputes(16), pending(2), ['warning']],
    [
      'five late cases without any application',
      { ...NO_APPLICATION, '/nil': true, ...disputes(5) },
      { ...NO_APPLICATION, '/nil': true },
      [],
    ],
    [
      'six of them',
      { ...NO_APPLICATION, '/nil': true, ...disputes(6) },
      { ...NO_APPLICATION, '/nil': true },
      ['warning'],
    ],
    ['more, last year unknown', disputes(14), undefined, ['info']],
    ['fewer, last year unknown', disputes(12), undefined, []],
  ])('of %s', (_, set, previous, severities) => {
    expect(findByRule('T18', set, previous && { previous }).map(({ severity }) => severity)).toEqual(
      severities,
    );
  });

  it('stands at the group that has most', () => {
    expect(findByRule('T18', disputes(3, 14), { previous: CARRIED })).toMatchObject([
      { path: '/litigation/direct/total', found: 17, expected: 13 },
    ]);
  });

  it('counts what was pending at all agencies that were merged', () => {
    const report = {
      year: 2026,
      figures: figuresOf({ year: 2026, set: { ...NO_APPLICATION, ...disputes(8) } }),
      name: 'a',
      publishedOn: toIsoDay('2027-01-10'),
    };
    const of = (count: number) =>
      figuresOf({ year: 2025, set: { ...pending(count), '/reconsideration/pending': 0 } });
    const tell = (openers: (ReturnType<typeof of> | undefined)[]): unknown[] =>
      DISPUTES_PLAUSIBLE.check(report, { previous: of(99), openers }).map(({ expected, severity }) => [
        expected,
        severity,
      ]);
    expect(tell([of(4), of(4)])).toEqual([]);
    expect(tell([of(4), of(3)])).toEqual([[7, undefined]]);
    expect(tell([of(4), undefined])).toEqual([[0, 'info']]);
  });
});

describe('T19', () => {
  const otherwise = (
    cells: Partial<Record<'notCorrected' | 'feeUnpaid' | 'other', number>>,
    handled: number,
  ): Patch => ({
    ...Object.fromEntries(
      Object.entries(cells).map(([key, count]) => [
        `/applications/results/otherHandling/${key}/total`,
        count,
      ]),
    ),
    '/applications/results/total/total': handled,
  });

  it.each<[string, Patch, number]>([
    ['five of 24', otherwise({ other: 5 }, 24), 1],
    ['five of 25', otherwise({ other: 5 }, 25), 0],
    ['four of four', otherwise({ other: 4 }, 4), 0],
    ['three rows together', otherwise({ notCorrected: 2, feeUnpaid: 1, other: 2 }, 20), 1],
    ['many of very many', otherwise({ notCorrected: 90 }, 900), 0],
    ['none', otherwise({}, 13), 0],
  ])('of %s', (_, set, times) => {
    expect(findByRule('T19', set)).toHaveLength(times);
  });

  it('knows the one row of edition 2019, and weighs nothing', () => {
    const set = otherwise({ other: 6 }, 13);
    const filing = { year: 2020, edition: '2019', receivedAt: '2027-01-10T12:00:00+08:00' } as const;
    expect(findByRule('T19', set, filing)).toMatchObject([{ severity: 'info', found: 6 }]);
  });
});
