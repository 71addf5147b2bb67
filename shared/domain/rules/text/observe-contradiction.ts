/** How a contradiction between text and tables is told. */
import type { Observation } from '../../findings/finding.ts';
import { shown } from '../../findings/quotation.ts';
import type { Edition } from '../../form/catalogue.ts';
import { placeName } from '../../form/cell-names.ts';
import type { Contradiction } from '../../narrative/check-narrative.ts';

export function observeContradiction(
  edition: Edition,
  { path, passage, words, stated, expected, cells, about }: Contradiction,
): Observation {
  const section = placeName(edition, path);
  const names = cells.map((cell) => placeName(edition, cell));
  const isSum = names.length > 1;
  const zh = names.map((name) => name.zh).join('、') + (isSum ? '之和' : '');
  const en = names.map((name) => name.en).join(' + ');
  return {
    path,
    found: stated,
    expected,
    message: {
      zh: `“${section.zh}”写的是“${shown(words)}”,但${zh}是 ${expected}。请核对并改正正文或表格;确实如此的,请附情况说明。`,
      en: `"${section.en}" says "${shown(words)}" (${stated}), but ${en} is ${expected}. Correct the text or the table; where both are right, add an explanation.`,
    },
    passage,
    about,
  };
}
