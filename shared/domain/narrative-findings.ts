/** The sentence of the finding that a narrative contradicts the tables. */
import type { Edition } from './catalogue.ts';
import { placeName } from './cell-names.ts';
import type { Contradiction } from './check-narrative.ts';
import type { Finding } from './finding.ts';
import { shown } from './quotation.ts';
import { findingOf } from './rule-catalogue.ts';

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
      `“${section.zh}”写的是“${shown(words)}”,但${zh}是 ${expected}。请核对并改正正文或表格;确实如此的,请在 explanations 中说明原因。`,
      `"${section.en}" says "${shown(words)}" (${stated}), but ${en} is ${expected}. Correct the text or the table; where both are right, explain it under explanations.`,
    ),
    passage,
    about,
  };
}
