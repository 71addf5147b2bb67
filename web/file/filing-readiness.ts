/** How far a draft has come: what is left to fill in, to decide, to correct and to explain. */
import { CATALOGUES } from '../../shared/domain/form/catalogue.ts';
import { FILED_ON_TIME } from '../../shared/domain/rules/filing/d1-filed-on-time.ts';
import { ZERO_CONFIRMED } from '../../shared/domain/rules/filing/q4-zero-confirmed.ts';
import type { ShownFinding } from '../form/shown-finding.ts';
import type { DraftCheck } from './draft-check.ts';
import { listOpenAsks, readValue, type FilingDraft } from './filing-draft.ts';

export interface Readiness {
  readonly asks: number;
  /** Cells without a number, and texts that must not be empty. */
  readonly missing: number;
  readonly errors: number;
  /** Warnings without an explanation. */
  readonly unexplained: number;
  /** Whether table three is all 0, and nobody has confirmed that. */
  readonly isNilOpen: boolean;
}

export function tellReadiness(draft: FilingDraft, { findings, missing, emptyTexts }: DraftCheck): Readiness {
  return {
    asks: listOpenAsks(draft).length,
    missing: missing.length + emptyTexts.length,
    errors: findings.filter(({ severity }) => severity === 'error').length,
    unexplained: findings.filter((finding) => needsWords(finding) && finding.explanation === undefined)
      .length,
    isNilOpen: findings.some(({ rule, severity }) => severity === 'warning' && rule === ZERO_CONFIRMED.id),
  };
}

/** A nil report is confirmed, and lateness is a fact. */
const WITHOUT_WORDS: ReadonlySet<string> = new Set([ZERO_CONFIRMED.id, FILED_ON_TIME.id]);

/** A warning that is answered in a sentence. */
export const needsWords = ({ severity, rule }: Pick<ShownFinding, 'severity' | 'rule'>): boolean =>
  severity === 'warning' && !WITHOUT_WORDS.has(rule);

/** Whether it would be taken in as it stands. */
export const isWhole = ({ asks, missing, errors }: Readiness): boolean => asks + missing + errors === 0;

/** Whether nothing of it needs a word, or a confirmation. */
export const isSettled = ({ unexplained, isNilOpen }: Readiness): boolean => unexplained === 0 && !isNilOpen;

/** Whether table three says that nothing came and nothing was handled. */
export const isAllZero = (draft: FilingDraft): boolean =>
  CATALOGUES[draft.edition].cells.every(
    ({ path }) => !path.startsWith('/applications/') || readValue(draft, path) === '0',
  );
