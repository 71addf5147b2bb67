/**
 * The way of a year's applications: received, handled, disputed, corrected; each step with what it is set against. Disputes are
 * those of the year, whatever year's decisions they are about: beside results they are a ratio, no part of them.
 */
import { LAWSUITS, RECONSIDERATIONS, countCorrections, listDisputes, type DisputeKey } from './breakdowns.ts';
import {
  computeFairRatio,
  countDisclosed,
  sumCarriedIn,
  sumCarriedOut,
  sumReceived,
  sumResults,
  type Share,
} from './derived-figures.ts';
import type { Figures } from './figures.ts';

export const PATH_STAGES = ['received', 'results', 'reconsideration', 'litigation', 'corrected'] as const;
export type PathStage = (typeof PATH_STAGES)[number];
export const PATH_STEPS = [
  'received',
  'carriedIn',
  'toHandle',
  'results',
  'disclosed',
  'notDisclosed',
  'carriedOut',
  'reconsiderations',
  'reconsiderationsEnded',
  'reconsiderationsCorrected',
  'direct',
  'afterReconsideration',
  'lawsuits',
  'lawsuitsEnded',
  'lawsuitsCorrected',
  'ended',
  'corrected',
] as const;
export type PathStepKey = (typeof PATH_STEPS)[number];
/** `share`: a part of what it is set against; `ratio`: beside it. */
export type PathRelation = 'share' | 'ratio';

interface StepRule {
  readonly stage: PathStage;
  readonly against?: readonly [basis: PathStepKey, relation: PathRelation];
}

const RULES: Readonly<Record<PathStepKey, StepRule>> = {
  received: { stage: 'received' },
  carriedIn: { stage: 'received' },
  toHandle: { stage: 'received' },
  results: { stage: 'results', against: ['toHandle', 'share'] },
  disclosed: { stage: 'results', against: ['results', 'share'] },
  notDisclosed: { stage: 'results', against: ['results', 'share'] },
  carriedOut: { stage: 'results', against: ['toHandle', 'share'] },
  reconsiderations: { stage: 'reconsideration', against: ['results', 'ratio'] },
  reconsiderationsEnded: { stage: 'reconsideration', against: ['reconsiderations', 'share'] },
  reconsiderationsCorrected: { stage: 'reconsideration', against: ['reconsiderationsEnded', 'share'] },
  direct: { stage: 'litigation', against: ['results', 'ratio'] },
  afterReconsideration: { stage: 'litigation', against: ['reconsiderations', 'ratio'] },
  lawsuits: { stage: 'litigation', against: ['results', 'ratio'] },
  lawsuitsEnded: { stage: 'litigation', against: ['lawsuits', 'share'] },
  lawsuitsCorrected: { stage: 'litigation', against: ['lawsuitsEnded', 'share'] },
  ended: { stage: 'corrected' },
  corrected: { stage: 'corrected', against: ['ended', 'share'] },
};

export interface PathStep {
  readonly key: PathStepKey;
  readonly stage: PathStage;
  readonly count: number;
  readonly against:
    { readonly basis: PathStepKey; readonly relation: PathRelation; readonly share: Share } | undefined;
}

/** In the order of the year. */
export function tracePath(figures: Figures): PathStep[] {
  const counts = countSteps(figures);
  return PATH_STEPS.map((key) => {
    const { stage, against } = RULES[key];
    return {
      key,
      stage,
      count: counts[key],
      against: against && {
        basis: against[0],
        relation: against[1],
        share: { part: counts[key], whole: counts[against[0]] },
      },
    };
  });
}

/** `undefined` where nothing is set against anything, or too few cases are. */
export const readStepRate = ({ against }: PathStep): number | undefined =>
  against && computeFairRatio(against.share);

function countSteps(figures: Figures): Record<PathStepKey, number> {
  const totals = new Map(listDisputes(figures).map(({ key, total }) => [key, total]));
  const totalIn = (key: DisputeKey): number => totals.get(key) ?? 0;
  const reviews = countCorrections(figures, RECONSIDERATIONS);
  const lawsuits = countCorrections(figures, LAWSUITS);
  const results = sumResults(figures);
  const disclosed = countDisclosed(figures).part;
  return {
    received: sumReceived(figures),
    carriedIn: sumCarriedIn(figures),
    toHandle: sumReceived(figures) + sumCarriedIn(figures),
    results,
    disclosed,
    notDisclosed: results - disclosed,
    carriedOut: sumCarriedOut(figures),
    reconsiderations: totalIn('reconsideration'),
    reconsiderationsEnded: reviews.whole,
    reconsiderationsCorrected: reviews.part,
    direct: totalIn('direct'),
    afterReconsideration: totalIn('afterReconsideration'),
    lawsuits: totalIn('direct') + totalIn('afterReconsideration'),
    lawsuitsEnded: lawsuits.whole,
    lawsuitsCorrected: lawsuits.part,
    ended: reviews.whole + lawsuits.whole,
    corrected: reviews.part + lawsuits.part,
  };
}
