/** What empty cells come to by the form's sums, and what a person fills in at one click. Pure. */
import { CATALOGUES } from '../../../shared/domain/form/catalogue.ts';
import type { Figures } from '../../../shared/domain/form/figures.ts';
import { isCount, SUMS } from '../../../shared/domain/form/sum-equations.ts';
import { readFigures } from '../draft-document.ts';
import { listBlankCells, type FilingDraft, type NewValue } from '../filing-draft.ts';

/** By cell: what a cell without a number has to be, by each sum of which it is the only unknown; none where sums disagree. */
export function proposeSums({ edition, cells }: Figures): ReadonlyMap<number, number> {
  const proposed = new Map<number, number>();
  const disputed = new Set<number>();
  for (const { stated, terms } of SUMS[edition].equations) {
    if (!Number.isNaN(cells[stated])) continue;
    // The stated cell's own sign is negative: it equals what the others come to.
    const sum = terms
      .filter(({ cell }) => cell !== stated)
      .reduce((total, { cell, sign }) => total + sign * (cells[cell] ?? Number.NaN), 0);
    if (Number.isNaN(sum)) continue;
    if (!isCount(sum) || (proposed.get(stated) ?? sum) !== sum) disputed.add(stated);
    proposed.set(stated, sum);
  }
  for (const cell of disputed) proposed.delete(cell);
  return proposed;
}

/** Blank cells are 0, and totals what their cells add up to; what is asked about stays open. */
export function fillBlanks(draft: FilingDraft): readonly NewValue[] {
  const { totals } = SUMS[draft.edition];
  const blank = new Map(listBlankCells(draft).map(({ index, path }) => [index, path]));
  const { edition, cells } = readFigures(draft);
  for (const index of blank.keys()) if (!totals.has(index)) cells[index] = 0;
  // A total of totals is known once these are.
  for (let isMore = true; isMore;) {
    const known = [...proposeSums({ edition, cells })].filter(([index]) => blank.has(index));
    for (const [index, sum] of known) cells[index] = sum;
    isMore = known.length > 0;
  }
  return CATALOGUES[edition].cells.flatMap(({ index, path }) => {
    const value = cells[index] ?? Number.NaN;
    return blank.has(index) && !Number.isNaN(value) ? [{ path, to: String(value) }] : [];
  });
}
