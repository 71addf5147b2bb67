import { shown, shownPointer } from './quotation.ts';
import type { Suspect } from './suspect.ts';
import type { Text } from '../basics/text.ts';

/**
 * What a rule's id begins with, in the order in which rules are listed: structure, arithmetic, the year before, quality,
 * consolidated reports, days, texts.
 */
export const RULE_LETTERS = ['S', 'A', 'Y', 'Q', 'C', 'D', 'T'] as const;
export type RuleId = `${(typeof RULE_LETTERS)[number]}${number}`;

const RULE_ID = new RegExp(`^[${RULE_LETTERS.join('')}][1-9][0-9]?$`);
/** Also of a rule that this version does not know. */
export const isRuleId = (value: unknown): value is RuleId => typeof value === 'string' && RULE_ID.test(value);

/**
 * An error returns the report; a warning flags it until it is explained or corrected; an info is shown, flags nothing and
 * needs no explanation. In the order in which they are told.
 */
export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A figure or text as found or expected at a place; null where there is nothing to state. */
export type Stated = number | string | null;

/** Where in the narrative a finding found what it says: UTF-16 offsets in the text at `path`. */
export interface Passage {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** What a check has to say of one place. */
export interface Observation {
  /** JSON Pointer into the document; '' is the document itself. */
  readonly path: string;
  readonly found: Stated;
  readonly expected: Stated;
  /** One sentence that tells a clerk what to do. */
  readonly message: Text;
  /** Q1 and Q3. */
  readonly passage?: Passage;
  /** Where it weighs less than its rule. */
  readonly severity?: Severity;
  /** Q1: JSON Pointers of the cells that the passage speaks of. */
  readonly about?: readonly string[];
}

export interface Finding extends Observation {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** A1–A4: what would clear this finding and those that stand on the same fault. */
  readonly suspect?: Suspect;
}

/** Every finding is made here: what it quotes from the document is cut short and well-formed. */
export function createFinding(
  { id, severity }: { readonly id: RuleId; readonly severity: Severity },
  { path, found, expected, message, severity: own = severity, ...rest }: Observation,
): Finding {
  return {
    rule: id,
    severity: own,
    path: shownPointer(path),
    found: typeof found === 'string' ? shown(found) : found,
    expected: typeof expected === 'string' ? shown(expected) : expected,
    message: { zh: message.zh.toWellFormed(), en: message.en.toWellFormed() },
    ...rest,
  };
}

export const isWarning = ({ severity }: Finding): boolean => severity === 'warning';

export const isInfo = ({ severity }: Finding): boolean => severity === 'info';

export type Outcome = 'accepted' | 'returned';

export function decideOutcome(findings: readonly Finding[]): Outcome {
  return findings.some((finding) => finding.severity === 'error') ? 'returned' : 'accepted';
}
