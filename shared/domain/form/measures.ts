/** By what regions and agencies are compared; `comparison.ts` says how each is read. */
export const MEASURES = [
  'received',
  'results',
  'carriedOut',
  'disclosureRate',
  'resolvableRate',
  'refusalRate',
  'unavailableRate',
  'notHeldRate',
  'declinedRate',
  'otherHandlingRate',
  'completionRate',
  'reconsiderationCorrectionRate',
  'litigationCorrectionRate',
  'disputeRate',
  'filingRate',
  'onTimeRate',
] as const;
export type Measure = (typeof MEASURES)[number];

/** How many years are told as one, where a year alone has too few cases. */
export const POOLED_YEARS = 3;
