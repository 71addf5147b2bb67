import type { RuleEntry } from './rule.ts';

/**
 * What the catalogue says of a rule. The browser and the functions that show no rules hold documents against
 * them without a catalogue: their builds put a function that does nothing in place of this one, so that the texts fall away
 * (`WITHOUT_CATALOGUE`).
 */
export function describeRule(makeEntry: () => RuleEntry): () => RuleEntry {
  return makeEntry;
}
