/** The sentence of the finding that a narrative contradicts the tables. */
import type { Edition } from '../form/catalogue.ts';
import { placeName } from '../form/cell-names.ts';
import type { Finding, Passage } from '../findings/finding.ts';
import type { CountedThing } from './narrative-counts.ts';
import { shown } from '../findings/quotation.ts';
import { findingOf } from '../findings/rule-catalogue.ts';

export const NARRATIVE_PATHS = ['/narrative/overview', '/narrative/problems', '/narrative/other'] as const;
export type NarrativePath = (typeof NARRATIVE_PATHS)[number];

/** A count in the narrative that the tables contradict. */
export interface Contradiction {
  readonly path: NarrativePath;
  readonly passage: Passage;
  /** The words that state the count. */
  readonly words: string;
  readonly thing: CountedThing;
  readonly stated: number;
  readonly expected: number;
  /** Paths of the cells that were added up for `expected`. */
  readonly cells: readonly string[];
  /** Paths of every cell that was read: an explanation lapses when one of them changes. */
  readonly about: readonly string[];
}

/** Q1. */
export function contradictedText(
  edition: Edition,
  { path, passage, words, stated, expected, cells, about }: Contradiction,
): Finding {
  const section = placeName(edition, path);
  const names = cells.map((cell) => placeName(edition, cell));
  const isSum = names.length > 1;
  const zh = names.map((name) => name.zh).join('、') + (isSum ? '之和' : '');
  const en = names.map((name) => name.en).join(' + ');
  return {
    ...findingOf(
      'Q1',
      path,
      stated,
      expected,
      `“${section.zh}”写的是“${shown(words)}”,但${zh}是 ${expected}。请核对并改正正文或表格;确实如此的,请附情况说明。`,
      `"${section.en}" says "${shown(words)}" (${stated}), but ${en} is ${expected}. Correct the text or the table; where both are right, add an explanation.`,
    ),
    passage,
    about,
  };
}
