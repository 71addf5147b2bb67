import type { Suspect } from './suspect.ts';
import type { Text } from '../basics/text.ts';

type ErrorRule = 'S1' | 'S2' | 'S3' | 'S4' | 'S5' | 'A1' | 'A2' | 'A3' | 'A4';
type WarningRule =
  | 'Y1' | 'Y2' | 'Y3' | 'Y4' | 'Q1' | 'Q2' | 'Q3' | 'Q4' | 'Q5' | 'Q6' | 'C1' | 'D1' | 'D2'; // prettier-ignore
export type RuleId = ErrorRule | WarningRule;
/** An error returns the report; a warning flags it until it is explained or corrected. */
export type Severity = 'error' | 'warning';
/**
 * Rules that look beyond the submission itself, at the year before, the first submission, the roster, the calendar,
 * other agencies' texts or the region's total. What they find may change without it, so it is told afresh wherever the report in force is shown.
 */
export const CONTEXTUAL_RULES: ReadonlySet<RuleId> = new Set<RuleId>([
  'Y1',
  'Y2',
  'Y3',
  'Y4',
  'Q3',
  'Q5',
  'Q6',
  'C1',
  'D1',
  'D2',
]);

/** A figure or text as found or expected at a place; null where there is nothing to state. */
export type Stated = number | string | null;

/** Where in the narrative a finding found what it says: UTF-16 offsets in the text at `path`. */
export interface Passage {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** JSON Pointer into the document; '' is the document itself. */
  readonly path: string;
  readonly found: Stated;
  readonly expected: Stated;
  /** One sentence that tells a clerk what to do. */
  readonly message: Text;
  /** A1–A4: what would clear this finding and those that stand on the same fault. */
  readonly suspect?: Suspect;
  /** Q1 and Q3. */
  readonly passage?: Passage;
  /** Q1: JSON Pointers of the cells that the passage speaks of. */
  readonly about?: readonly string[];
}

export type Outcome = 'accepted' | 'returned';

export function outcomeOf(findings: readonly Finding[]): Outcome {
  return findings.some((finding) => finding.severity === 'error') ? 'returned' : 'accepted';
}
