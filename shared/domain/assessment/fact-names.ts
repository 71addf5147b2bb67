/** What is known of an agency's year that a scheme of assessment (考核) may deduct for. Its words: `fact-words.ts`. */
export const FACT_NAMES = [
  'missing',
  'filed-late',
  'published-late',
  'publication-not-stated',
  'incomplete',
  'inconsistent',
  'unexplained',
  'returned',
  'corrected-late',
  'repeated-text',
  'copied-text',
  'disputes-lost',
] as const;
export type FactName = (typeof FACT_NAMES)[number];
export const isFactName = (name: string): name is FactName => FACT_NAMES.some((one) => one === name);

/** Why a fact is not known: it is told as "–", and nothing is deducted. */
export type UnknownWhy = 'not-obliged' | 'not-due' | 'not-filed' | 'not-stated' | 'not-compared';
