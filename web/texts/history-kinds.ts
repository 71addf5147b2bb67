/** What versions, explanations and figures of a history are told apart by; every language has a word for each. */

export type Reading =
  | 'whole'
  /** Something that a report must have is not there or could not be read. */
  | 'partly'
  | 'unreadable'
  /** Too large to be kept. */
  | 'too-large'
  /** The archive does not have it. */
  | 'absent';

/**
 * `idle`: what it explains is not found any more, or never was. `replaced`: explained anew since. `returned`: given by
 * a document that was returned, so that it was never kept.
 */
export type ExplanationState = 'holds' | 'lapsed' | 'replaced' | 'idle' | 'returned';

/** Tables as the form prints them: 行政复议 and 行政诉讼 are one. */
export type FormTableKey = 'proactive' | 'applications' | 'disputes';
export const FORM_TABLES: readonly FormTableKey[] = ['proactive', 'applications', 'disputes'];

/** Why there is no pair: a version that is asked for is not there, or there is only one, or none. */
export type NoPair = 'unknown-version' | 'no-two-versions';

/** The figures that a comparison tells first. */
export type MainFigureKey = 'received' | 'results' | 'disclosed';
export const MAIN_FIGURES: readonly MainFigureKey[] = ['received', 'results', 'disclosed'];
