/** A score can be traced: whatever the scheme and the facts, the deductions are what the total lacks, and each has its evidence. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT_NAMES } from '../../../../shared/domain/assessment/fact-names.ts';
import type { Fact, ReturnEvidence } from '../../../../shared/domain/assessment/facts.ts';
import { sumWorth, type SchemeRule } from '../../../../shared/domain/assessment/scheme.ts';
import { scoreFacts } from '../../../../shared/domain/assessment/score.ts';
import { parseInstant, toIsoDay } from '../../../../shared/domain/basics/calendar.ts';

const rule = (more: Partial<SchemeRule> = {}): SchemeRule => ({
  indicator: { zh: '按时报送', en: 'On time' },
  fact: 'filed-late',
  deductionHundredths: 50,
  limitHundredths: 50,
  source: '某办法',
  ...more,
});
const late = (amount: number | undefined): Fact => ({ name: 'filed-late', amount, evidence: [] });
const deducted = (one: SchemeRule, fact: Fact): number | undefined =>
  scoreFacts([one], [fact]).indicators[0]?.deductedHundredths;

describe('an indicator', () => {
  it('is deducted once, or for each so many, up to its limit', () => {
    expect(deducted(rule(), late(3))).toBe(50);
    expect(deducted(rule(), late(0))).toBe(0);
    const each = rule({ per: 2, limitHundredths: 120 });
    expect([0, 1, 2, 3, 4, 5, 100].map((days) => deducted(each, late(days)))).toEqual([
      0, 50, 50, 100, 100, 120, 120,
    ]);
  });

  it('leaves so much free', () => {
    const free = rule({ per: 1, limitHundredths: 500, within: 3 });
    expect([3, 4, 6].map((days) => deducted(free, late(days)))).toEqual([0, 50, 150]);
    expect(deducted(rule({ within: 3 }), late(3))).toBe(0);
    expect(deducted(rule({ within: 3 }), late(4))).toBe(50);
  });

  it('deducts nothing for what is not known, and says that it was not assessed', () => {
    expect(deducted(rule(), late(undefined))).toBeUndefined();
    expect(scoreFacts([rule(), rule({ fact: 'missing' })], [late(undefined), { name: 'missing', amount: 0, evidence: [] }])).toMatchObject({ totalHundredths: 100, assessedHundredths: 50, deductedHundredths: 0, scoreHundredths: 100 }); // prettier-ignore
    expect(scoreFacts([rule()], [late(undefined)]).scoreHundredths).toBeUndefined();
  });

  it('counts the returns that were not corrected within its own days', () => {
    const evidence = (days: number | undefined, daysOver: number): ReturnEvidence => ({
      kind: 'return',
      id: 'r',
      at: parseInstant('2027-01-21T02:00:00Z')!,
      until: toIsoDay('2027-01-31'),
      submissionId: 's',
      corrected: undefined,
      days,
      daysOver,
    });
    const fact: Fact = {
      name: 'corrected-late',
      amount: 1,
      evidence: [evidence(5, 0), evidence(11, 1), evidence(undefined, 0)],
    };
    const each = (within?: number) =>
      rule({
        fact: 'corrected-late',
        per: 1,
        limitHundredths: 500,
        ...(within !== undefined && { within }),
      });
    expect([undefined, 4, 5, 11].map((within) => deducted(each(within), fact))).toEqual([50, 100, 50, 0]);
  });
});

it('deducts no more for an item than it is worth as a whole, the first indicators first', () => {
  const group = { name: '年度报告', limitHundredths: 80 };
  const rules = [rule({ group }), rule({ group, fact: 'missing' }), rule({ fact: 'returned' })];
  const one = (name: Fact['name'], amount: number | undefined): Fact => ({ name, amount, evidence: [] });
  const score = scoreFacts(rules, [one('filed-late', 2), one('missing', 1), one('returned', 1)]);
  expect(score.indicators.map((told) => [told.ownHundredths, told.deductedHundredths])).toEqual([
    [50, 50],
    [50, 30],
    [50, 50],
  ]);
  expect(score).toMatchObject({ totalHundredths: 130, assessedHundredths: 130, scoreHundredths: 0 });
  const partly = scoreFacts(rules, [one('filed-late', undefined), one('missing', 1), one('returned', 0)]);
  expect(partly).toMatchObject({ totalHundredths: 130, assessedHundredths: 100, deductedHundredths: 50 });
});

const GROUPS = [
  { name: '年度报告', limitHundredths: 3_000 },
  { name: '依申请公开', limitHundredths: 10 },
] as const;
const arbitraryRule = fc
  .record({
    fact: fc.constantFrom(...FACT_NAMES),
    deductionHundredths: fc.integer({ min: 1, max: 10_000 }),
    more: fc.integer({ min: 0, max: 10_000 }),
    per: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
    within: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    group: fc.constantFrom(undefined, GROUPS[0], GROUPS[1]),
  })
  .map(({ more, ...one }) => rule({ ...one, limitHundredths: one.deductionHundredths + more }));
const arbitraryFacts = fc
  .array(fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }), {
    minLength: FACT_NAMES.length,
    maxLength: FACT_NAMES.length,
  })
  .map((amounts) => FACT_NAMES.map((name, i): Fact => ({ name, amount: amounts[i], evidence: [] })));

it('is the scheme’s total without the deductions, none of which is more than its indicator is worth', () => {
  fc.assert(
    fc.property(fc.array(arbitraryRule, { maxLength: 12 }), arbitraryFacts, (rules, facts) => {
      const score = scoreFacts(rules, facts);
      const sum = score.indicators.reduce((all, one) => all + (one.deductedHundredths ?? 0), 0);
      expect(score.indicators).toHaveLength(rules.length);
      expect(score.deductedHundredths).toBe(sum);
      expect(score.totalHundredths).toBe(sumWorth(rules));
      expect(score.assessedHundredths).toBeLessThanOrEqual(score.totalHundredths);
      expect(sum).toBeLessThanOrEqual(score.assessedHundredths);
      if (score.scoreHundredths !== undefined) {
        expect(score.totalHundredths - score.scoreHundredths).toBe(sum);
        expect(score.scoreHundredths).toBeGreaterThanOrEqual(0);
      }
      for (const one of score.indicators) {
        expect(one.deductedHundredths === undefined).toBe(one.amount === undefined);
        expect(one.deductedHundredths ?? 0).toBeLessThanOrEqual(one.rule.limitHundredths);
        // Nothing is deducted for nothing.
        if (one.amount === 0) expect(one.deductedHundredths).toBe(0);
      }
    }),
  );
});
