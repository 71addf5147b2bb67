import type { RuleEntry } from './rule.ts';

/**
 * What the catalogue says of a rule. The browser holds documents against the rules and has no catalogue: its build puts
 * a function that does nothing in place of this one, so that the texts fall away (`web/build.ts`).
 */
export function describeRule(makeEntry: () => RuleEntry): () => RuleEntry {
  return makeEntry;
}
