/** A scheme over an agency's facts: what each indicator deducts, and how that was reckoned. Nothing is deducted for what is not known. */
import { isCorrectedLate, type Fact } from './facts.ts';
import { sumWorth, type SchemeRule } from './scheme.ts';

export interface IndicatorScore {
  readonly rule: SchemeRule;
  readonly fact: Fact;
  /** What the scheme counts of the fact; `undefined` where that is not known. */
  readonly amount: number | undefined;
  /** How often the deduction is made; once, where it is not made for each so many. */
  readonly times: number | undefined;
  /** What it would deduct alone, up to its limit. */
  readonly ownHundredths: number | undefined;
  /** Up to what the indicators before it leave of their item; `undefined`: not assessed. */
  readonly deductedHundredths: number | undefined;
}

export interface Score {
  /** In the scheme's order. */
  readonly indicators: readonly IndicatorScore[];
  /** What the scheme's indicators are worth together. */
  readonly totalHundredths: number;
  /** What those are worth whose facts are known. */
  readonly assessedHundredths: number;
  /** How many indicators these are. */
  readonly assessed: number;
  readonly deductedHundredths: number;
  /** The total without the deductions; `undefined` where nothing could be assessed. */
  readonly scoreHundredths: number | undefined;
}

export function scoreFacts(rules: readonly SchemeRule[], facts: readonly Fact[]): Score {
  const own = rules.flatMap((rule) =>
    facts.filter(({ name }) => name === rule.fact).map((fact) => scoreAlone(rule, fact)),
  );
  const indicators = limitToItems(own);
  const assessed = indicators.filter(({ deductedHundredths }) => deductedHundredths !== undefined);
  const totalHundredths = sumWorth(rules);
  const deductedHundredths = assessed.reduce((sum, one) => sum + (one.deductedHundredths ?? 0), 0);
  return {
    indicators,
    totalHundredths,
    assessed: assessed.length,
    assessedHundredths: sumWorth(assessed.map(({ rule }) => rule)),
    deductedHundredths,
    scoreHundredths: assessed.length > 0 ? totalHundredths - deductedHundredths : undefined,
  };
}

type OwnScore = Omit<IndicatorScore, 'deductedHundredths'>;

function scoreAlone(rule: SchemeRule, fact: Fact): OwnScore {
  const amount = readAmount(rule, fact);
  if (amount === undefined) return { rule, fact, amount, times: undefined, ownHundredths: undefined };
  const beyond = Math.max(0, amount - readFree(rule));
  const times = rule.per === undefined ? Math.min(1, beyond) : Math.ceil(beyond / rule.per);
  return {
    rule,
    fact,
    amount,
    times,
    ownHundredths: Math.min(rule.limitHundredths, times * rule.deductionHundredths),
  };
}

/** The first take first. */
function limitToItems(scores: readonly OwnScore[]): readonly IndicatorScore[] {
  const taken = new Map<string, number>();
  return scores.map((one) => {
    const { group } = one.rule;
    if (!group || one.ownHundredths === undefined) return { ...one, deductedHundredths: one.ownHundredths };
    const before = taken.get(group.name) ?? 0;
    const deductedHundredths = Math.min(one.ownHundredths, group.limitHundredths - before);
    taken.set(group.name, before + deductedHundredths);
    return { ...one, deductedHundredths };
  });
}

/** Days from a return say which returns are counted, and are no number that is free. */
function readAmount({ within }: SchemeRule, { name, amount, evidence }: Fact): number | undefined {
  if (name !== 'corrected-late' || amount === undefined) return amount;
  return evidence.filter((one) => one.kind === 'return' && isCorrectedLate(one, within)).length;
}

/** How much of what is counted is free of deduction. */
const readFree = ({ fact, within = 0 }: SchemeRule): number => (fact === 'corrected-late' ? 0 : within);
