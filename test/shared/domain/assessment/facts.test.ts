/** Each fact of an assessment: one agency's year for which it is there, and a near miss. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseScheme } from '../../../../shared/contracts/files/scheme-file.ts';
import { FACT_NAMES, type FactName } from '../../../../shared/domain/assessment/fact-names.ts';
import { describeFacts, type Assessed, type Fact } from '../../../../shared/domain/assessment/facts.ts';
import { scoreFacts } from '../../../../shared/domain/assessment/score.ts';
import { parseInstant, toIsoDay, type Instant } from '../../../../shared/domain/basics/calendar.ts';
import { CATALOGUES } from '../../../../shared/domain/form/catalogue.ts';
import { noFigures, type Figures } from '../../../../shared/domain/form/figures.ts';
import {
  ASPECTS_TOLD,
  PARTS_KEPT,
  PUBLISHED_PLAUSIBLY,
  ROWS_ADD_UP,
  TEXT_AGREES,
  TEXT_NOT_REPEATED,
  TEXT_SAYS_SOMETHING,
} from '../../../../shared/domain/rules/rule-list.ts';
import type { KeptAct } from '../../../../shared/domain/standing/acts/act.ts';
import type { AgencyYear, InForce } from '../../../../shared/domain/standing/agency-year-record.ts';

const at = (text: string): Instant => parseInstant(text)!;
/** The report for 2026 is due on 31 January 2027. */
const IN_TIME = at('2027-01-20T02:00:00Z');
const NOW = at('2027-03-01T02:00:00Z');

const ENROLLED: AgencyYear = {
  revision: 1,
  district: '450205',
  year: 2026,
  agency: { id: 'jyj', name: '教育局', aliases: [], kind: 'department' },
  obliged: true,
  since: at('2026-01-01T00:00:00Z'),
};

const inForce = (more: Partial<InForce> = {}): InForce => ({
  submissionId: 's1',
  order: '1',
  receivedAt: IN_TIME,
  sha256: 'a1',
  nil: false,
  name: '教育局',
  figures: noFigures('2021'),
  warnings: [],
  openWarnings: 0,
  narrative: 'fingerprint',
  ...more,
});

const filed = (more: Partial<AgencyYear> = {}, report: Partial<InForce> = {}): AgencyYear => {
  const one = inForce(report);
  const { submissionId, order, receivedAt } = one;
  return {
    ...ENROLLED,
    inForce: one,
    latest: { submissionId, order, receivedAt, outcome: 'accepted', errors: 0, rules: [] },
    firstAccepted: { order, receivedAt },
    ...more,
  };
};

const facts = (
  item: AgencyYear,
  more: Partial<Omit<Assessed, 'item'>> = {},
  now = NOW,
): ReadonlyMap<FactName, Fact> =>
  new Map(
    describeFacts(
      { item, warnings: [], rules: [], repetition: undefined, copied: undefined, heads: [], ...more },
      now,
    ).map((fact) => [fact.name, fact]),
  );
const amount = (name: FactName, ...asked: Parameters<typeof facts>): number | string | undefined => {
  const fact = facts(...asked).get(name);
  return fact?.amount ?? fact?.unknown;
};

describe('what can’t be known', () => {
  it('is unknown, each for its reason, before anything was filed', () => {
    const known = facts(ENROLLED, {}, IN_TIME);
    expect([...known.values()].map(({ amount: told }) => told)).toEqual(FACT_NAMES.map(() => undefined));
    expect(known.get('missing')?.unknown).toBe('not-due');
    expect(known.get('filed-late')?.unknown).toBe('not-filed');
  });

  it('is all of it where the agency need not report', () => {
    for (const fact of facts({ ...filed(), obliged: false }).values())
      expect(fact).toEqual({ name: fact.name, amount: undefined, unknown: 'not-obliged', evidence: [] });
  });
});

describe('a missing report', () => {
  it('is one from the first day after the deadline on', () => {
    expect(amount('missing', ENROLLED, {}, at('2027-01-31T16:00:00Z'))).toBe(1);
    expect(amount('missing', ENROLLED, {}, at('2027-01-31T15:59:59Z'))).toBe('not-due');
    expect(facts(ENROLLED).get('missing')?.evidence).toEqual([
      { kind: 'deadline', day: '2027-01-31', isExtended: false },
      { kind: 'none-until', at: NOW },
    ]);
    expect(amount('missing', filed())).toBe(0);
  });

  it('is one that the office returned and that is not corrected, from the day after the one it has set on', () => {
    const returned: AgencyYear = {
      ...filed(),
      inForce: undefined,
      office: {
        actedAt: IN_TIME,
        returned: { submissionId: 's1', at: IN_TIME, until: toIsoDay('2027-02-28'), reason: '' },
      },
    };
    expect(amount('missing', returned)).toBe(1);
    expect(amount('missing', returned, {}, at('2027-02-28T15:00:00Z'))).toBe('not-due');
    const act = {
      ...{ id: 'r', kind: 'return', at: IN_TIME, until: toIsoDay('2027-02-28'), why: '' },
      submission: { submissionId: 's1', order: '1', sha256: 'a1' },
    } as const satisfies KeptAct;
    // The law’s day says nothing of a report that came before it.
    expect(facts({ ...returned, acts: [act] }).get('missing')?.evidence).toMatchObject([
      { kind: 'return', id: 'r', until: '2027-02-28', corrected: undefined, daysOver: 1 },
      { kind: 'none-until', at: NOW },
    ]);
  });
});

describe('lateness', () => {
  it('is counted from the first acceptable submission, by the day in China', () => {
    const late = at('2027-01-31T16:00:00Z');
    expect(amount('filed-late', filed({}, { receivedAt: late }))).toBe(1);
    expect(amount('filed-late', filed({}, { receivedAt: at('2027-01-31T15:59:59Z') }))).toBe(0);
    const corrected = filed({ firstAccepted: { order: '0', receivedAt: IN_TIME } }, { receivedAt: late });
    expect(amount('filed-late', corrected)).toBe(0);
    // Which submission that was is not kept: its history says so.
    expect(facts(corrected).get('filed-late')?.evidence[1]).toEqual({
      kind: 'received',
      at: IN_TIME,
      submissionId: undefined,
    });
  });

  it('goes by an extension', () => {
    const extension = { until: toIsoDay('2027-02-10'), reason: '台风', since: IN_TIME };
    const item = filed({ extension }, { receivedAt: at('2027-02-11T02:00:00Z') });
    expect(facts(item).get('filed-late')).toMatchObject({
      amount: 1,
      evidence: [{ day: '2027-02-10', isExtended: true }, {}],
    });
  });
});

describe('publication', () => {
  it('is late by the days after the law’s, and unknown where no day is stated', () => {
    expect(amount('published-late', filed({}, { publishedOn: toIsoDay('2027-02-03') }))).toBe(3);
    expect(amount('published-late', filed({}, { publishedOn: toIsoDay('2027-01-31') }))).toBe(0);
    expect(amount('published-late', filed())).toBe('not-stated');
    expect(amount('published-late', ENROLLED)).toBe('not-filed');
  });

  it('is not stated only when the day is over', () => {
    expect(amount('publication-not-stated', filed())).toBe(1);
    expect(amount('publication-not-stated', filed(), {}, IN_TIME)).toBe('not-due');
    expect(amount('publication-not-stated', filed({}, { publishedOn: toIsoDay('2027-02-03') }))).toBe(0);
  });
});

describe('parts that are missing', () => {
  const empty = { rule: TEXT_SAYS_SOMETHING.id, path: '/narrative/overview', isExplained: false };
  it('are counted by rule, among those that held when the report came', () => {
    const rules = [ASPECTS_TOLD.id, PARTS_KEPT.id, TEXT_AGREES.id];
    expect(facts(filed(), { rules }).get('incomplete')).toMatchObject({ amount: 2, whole: 6 });
    const early = filed({}, { receivedAt: at('2026-01-20T02:00:00Z') });
    expect(facts(early, { rules }).get('incomplete')).toMatchObject({ amount: 0, whole: 1 });
  });

  it('are counted out of what is asked of such an agency and edition', () => {
    const whole = (kind: AgencyYear['agency']['kind'], report: Partial<InForce> = {}) =>
      facts(filed({ agency: { ...ENROLLED.agency, kind } }, report)).get('incomplete')?.whole;
    expect(whole('department')).toBe(6);
    expect(whole('government')).toBe(7);
    expect(whole('township', { nil: true })).toBe(5);
    expect(whole('consolidated')).toBe(5);
    expect(whole('government', { figures: noFigures('2019') })).toBe(4);
  });

  it('are not counted where all of it is explained', () => {
    const rules = [TEXT_SAYS_SOMETHING.id];
    expect(amount('incomplete', filed(), { rules, warnings: [empty] })).toBe(1);
    const explained = { ...empty, isExplained: true };
    expect(amount('incomplete', filed(), { rules, warnings: [explained] })).toBe(0);
    expect(amount('incomplete', filed(), { rules, warnings: [explained, empty] })).toBe(1);
    expect(amount('incomplete', ENROLLED, { rules })).toBe('not-filed');
  });
});

describe('open findings', () => {
  const warning = { rule: TEXT_AGREES.id, path: '/narrative/overview', isExplained: false };
  it('are each open warning, but for what is missing or repeated', () => {
    const warnings = [
      warning,
      { ...warning, rule: TEXT_SAYS_SOMETHING.id },
      { ...warning, rule: TEXT_NOT_REPEATED.id },
      { ...warning, path: '/narrative/problems', isExplained: true },
    ];
    expect(amount('inconsistent', filed(), { warnings })).toBe(1);
    expect(facts(filed(), { warnings }).get('unexplained')).toMatchObject({ amount: 3, whole: 4 });
    expect(facts(filed(), { warnings: [] }).get('unexplained')).toMatchObject({ amount: 0, whole: 0 });
  });

  it('is a day of publication that can’t be, and none that is late, which is a fact of its own', () => {
    const warnings = [{ rule: PUBLISHED_PLAUSIBLY.id, path: '/publishedOn', isExplained: false }];
    const published = (day: string) => filed({}, { publishedOn: toIsoDay(day) });
    expect(amount('inconsistent', published('2027-02-03'), { warnings })).toBe(0);
    expect(amount('inconsistent', published('2026-12-03'), { warnings })).toBe(1);
    expect(amount('unexplained', published('2027-02-03'), { warnings })).toBe(1);
  });

  it('is each error of a submission that the checks returned, and of none that they accepted', () => {
    const latest = {
      submissionId: 's2',
      order: '2',
      receivedAt: NOW,
      outcome: 'returned' as const,
      errors: 2,
      rules: [ROWS_ADD_UP.id],
    };
    expect(amount('inconsistent', filed({ latest }), { warnings: [warning] })).toBe(3);
    expect(facts({ ...ENROLLED, latest }).get('inconsistent')?.evidence).toEqual([
      { kind: 'errors', count: 2, at: NOW, submissionId: 's2' },
    ]);
    expect(amount('inconsistent', filed())).toBe(0);
    expect(amount('inconsistent', ENROLLED)).toBe('not-filed');
  });
});

describe('returns', () => {
  const named = { submissionId: 's0', order: '0', sha256: 'a0' };
  const returned = {
    id: 'r1',
    kind: 'return',
    at: at('2027-01-21T02:00:00Z'),
    until: toIsoDay('2027-01-31'),
    why: '',
    submission: named,
  } as const satisfies KeptAct;
  const head = (receivedAt: Instant) => ({
    ...{ submissionId: 's1', order: '1', sha256: 'a1', receivedAt },
    outcome: 'accepted' as const,
  });
  const corrected = at('2027-02-01T02:00:00Z');

  it('are counted, those withdrawn and demands left out', () => {
    expect(amount('returned', filed({ acts: [returned] }))).toBe(1);
    const withdrawal = { id: 'w', kind: 'withdraw', at: NOW, why: '', act: 'r1' } as const;
    expect(amount('returned', filed({ acts: [returned, withdrawal] }))).toBe(0);
    expect(amount('returned', filed({ acts: [{ ...returned, kind: 'demand' }] }))).toBe(0);
    expect(amount('returned', ENROLLED)).toBe('not-filed');
  });

  it('have their correction’s instant, and are late after the day that was set', () => {
    const item = filed({ acts: [returned] });
    expect(facts(item, { heads: [head(corrected)] }).get('corrected-late')).toEqual({
      name: 'corrected-late',
      amount: 1,
      whole: 1,
      evidence: [
        {
          ...{ kind: 'return', id: 'r1', at: returned.at, until: '2027-01-31', submissionId: 's0' },
          ...{ corrected: { at: corrected, submissionId: 's1' }, days: 11, daysOver: 1 },
        },
      ],
    });
    expect(amount('corrected-late', item, { heads: [head(at('2027-01-31T15:00:00Z'))] })).toBe(0);
  });

  it('wait for nothing where the office took the report as it was, and else are told until now', () => {
    const confirmed = { id: 'c', kind: 'confirm', at: NOW, why: '', submission: named } as const;
    expect(amount('corrected-late', filed({ acts: [returned, confirmed] }))).toBe(0);
    const open = filed({ acts: [returned] });
    expect(facts(open).get('corrected-late')).toMatchObject({
      amount: 1,
      evidence: [{ corrected: undefined, days: 39, daysOver: 29 }],
    });
    expect(amount('corrected-late', open, {}, at('2027-01-30T02:00:00Z'))).toBe(0);
  });
});

describe('text', () => {
  it('repeats by the section that repeats most, where that was measured', () => {
    const repetition = { overview: 40, problems: 85 };
    expect(facts(filed(), { repetition }).get('repeated-text')).toMatchObject({
      amount: 85,
      evidence: [
        { section: 'overview', percent: 40, year: 2025 },
        { section: 'problems', percent: 85, year: 2025 },
      ],
    });
    expect(amount('repeated-text', filed(), { repetition: {} })).toBe('not-compared');
    expect(amount('repeated-text', filed())).toBe('not-compared');
  });

  it('is copied from another agency, or from last year as a whole', () => {
    const source = { kind: 'agency', agencyId: 'gaj', name: '公安局', year: 2026 } as const;
    expect(facts(filed(), { copied: { source, similarity: 0.914 } }).get('copied-text')).toMatchObject({
      amount: 1,
      evidence: [{ percent: 91, year: 2026, agency: { id: 'gaj', name: '公安局' } }],
    });
    expect(amount('copied-text', filed())).toBe(0);
    // Too short to be told from others.
    expect(amount('copied-text', filed({}, { narrative: undefined }))).toBe('not-compared');
  });
});

it('counts the disputes that were lost, of those decided, with their cells', () => {
  const figures: Figures = { edition: '2021', cells: noFigures('2021').cells.slice() };
  const set = (path: string, value: number): void => {
    figures.cells[CATALOGUES['2021'].cellByPath.get(path)!.index] = value;
  };
  set('/reconsideration/corrected', 2);
  set('/reconsideration/pending', 1);
  set('/reconsideration/total', 5);
  set('/litigation/direct/corrected', 1);
  set('/litigation/direct/total', 1);
  expect(facts(filed({}, { figures })).get('disputes-lost')).toMatchObject({
    amount: 3,
    whole: 5,
    evidence: [
      { kind: 'cell', path: '/reconsideration/corrected', value: 2 },
      { kind: 'cell', path: '/litigation/direct/corrected', value: 1 },
      { kind: 'cell', path: '/litigation/afterReconsideration/corrected', value: 0 },
    ],
  });
  expect(facts(filed()).get('disputes-lost')).toMatchObject({ amount: 0, whole: 0 });
});

it.each(['licheng-2020', 'yuhuan-2018'])('costs more by %s never to file than to file late', (name) => {
  const text = readFileSync(new URL(`../../../../docs/schemes/${name}.csv`, import.meta.url), 'utf8');
  const scheme = parseScheme(text, 'csv');
  if (scheme.kind !== 'ok') throw new Error(`${name} can't be read`);
  const points = (item: AgencyYear): number =>
    scoreFacts(scheme.rules, [...facts(item).values()]).scoreHundredths ?? NaN;
  const late = (publishedOn: string): AgencyYear =>
    filed({}, { receivedAt: at('2027-02-20T02:00:00Z'), publishedOn: toIsoDay(publishedOn) });
  expect(points(ENROLLED)).toBeLessThan(points(late('2027-01-31')));
  // Published late besides, it may lose all that there is to lose, and no more.
  expect(points(ENROLLED)).toBeLessThanOrEqual(points(late('2027-02-20')));
  // What a scheme gives for reports is gone as a whole.
  expect(scoreFacts(scheme.rules, [...facts(ENROLLED).values()]).deductedHundredths).toBe(
    scheme.rules[0]?.group?.limitHundredths,
  );
});
