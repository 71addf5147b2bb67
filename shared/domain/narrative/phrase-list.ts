/**
 * A list of phrases that a rule reads and that changes with time: each edition holds from an instant on, until the next
 * one does, and never changes. So a report is judged by the edition that held when it was received, whoever judges it
 * again.
 */
import type { Instant } from '../basics/calendar.ts';
import type { WrongPhrase } from './wrong-phrases.ts';

interface PhraseList<Entry> {
  /** What a finding calls it. */
  readonly edition: string;
  readonly since: Instant;
  readonly entries: readonly Entry[];
}

/** Whose common phrases these are: in a province's reports for a year. */
export interface CommonPhrasesKey {
  readonly province: string;
  readonly year: number;
}

export interface CommonPhrases extends PhraseList<string>, CommonPhrasesKey {
  /** How many texts it was made from. */
  readonly texts: number;
}

/** What an operator loaded beside the built-in ones. */
export type WrongPhrases = PhraseList<WrongPhrase>;
