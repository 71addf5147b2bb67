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

/** Which editions of a list there are, by when they begin to hold: the oldest first. */
export interface PhraseEditions {
  readonly since: readonly Instant[];
  /** There is none before those. */
  readonly isWhole: boolean;
}

/** Older ones are asked for where somebody needs them. */
const MAX_EDITIONS = 20;

export function listEditions(since: Iterable<Instant>): PhraseEditions {
  const all = [...new Set(since)].sort();
  return { since: all.slice(-MAX_EDITIONS), isWhole: all.length <= MAX_EDITIONS };
}

export function addEdition({ since, isWhole }: PhraseEditions, added: Instant): PhraseEditions {
  // Before those that are named others may lie that are not.
  if (!isWhole && since.every((one) => added < one)) return { since, isWhole };
  const { since: newest, isWhole: fits } = listEditions([...since, added]);
  return { since: newest, isWhole: isWhole && fits };
}

/** When the edition that holds at an instant began to; `unknown`: none of those that are named, maybe an older one. */
export function findEdition({ since, isWhole }: PhraseEditions, at: Instant): Instant | 'none' | 'unknown' {
  return since.findLast((one) => one <= at) ?? (isWhole ? 'none' : 'unknown');
}

/** What an operator loaded beside the built-in ones. */
export type WrongPhrases = PhraseList<WrongPhrase>;
