/**
 * Where several repairs explain broken sums equally well, what else the document says may decide: a count that its text
 * states, or a row that then is last year's. One repair must fit and no other; which of the two decided is told.
 */
import { CATALOGUES } from '../form/catalogue.ts';
import type { Draft } from '../document/document-reader.ts';
import type { Finding } from '../findings/finding.ts';
import type { Repair, Suspect } from '../findings/suspect.ts';
import { toStored, type Figures } from '../form/figures.ts';
import { findContradictions } from '../narrative/check-narrative.ts';
import type { ReadingBudget } from '../narrative/reading-budget.ts';
import { readDocumentCounts } from '../rules/text/document-counts.ts';

/** The findings, each suspect of several repairs narrowed to one where the text or last year tells which. */
export function decideSuspects(
  draft: Draft,
  findings: readonly Finding[],
  lastYear: Figures | undefined,
  budget: ReadingBudget,
): readonly Finding[] {
  if (!findings.some(({ suspect }) => suspect && 'candidates' in suspect)) return findings;
  const counts = readDocumentCounts(draft, budget);
  // The same candidates stand with every finding that they explain.
  const decided = new Map<string, Suspect>();
  return findings.map((finding) => {
    const { suspect } = finding;
    if (!suspect || !('candidates' in suspect) || suspect.more !== undefined) return finding;
    const key = JSON.stringify(suspect);
    const { candidates } = suspect;
    const told =
      decided.get(key) ??
      decide(candidates, (repair) => -findContradictions(counts, repaired(draft, repair)).length, 'text') ??
      (lastYear && decide(candidates, (repair) => countRowsAlike(draft, repair, lastYear), 'last-year')) ??
      suspect;
    decided.set(key, told);
    return { ...finding, suspect: told };
  });
}

/** The one repair that fits best, where it fits better than every other. */
function decide(
  candidates: readonly Repair[],
  score: (repair: Repair) => number,
  decidedBy: NonNullable<Repair['decidedBy']>,
): Repair | undefined {
  const scores = candidates.map(score);
  const best = Math.max(...scores);
  const [only, ...others] = candidates.filter((_, i) => scores[i] === best);
  return only && others.length === 0 ? { ...only, decidedBy } : undefined;
}

function repaired({ edition, cells }: Figures, { changes }: Repair): Figures {
  const changed = cells.slice();
  for (const { path, value } of changes) {
    const cell = CATALOGUES[edition].cellByPath.get(path);
    if (cell) changed[cell.index] = toStored(cell.column.kind, value);
  }
  return { edition, cells: changed };
}

/** Rows that a repair changes and that then are those of last year; empty rows are alike in every year. */
function countRowsAlike(draft: Figures, repair: Repair, lastYear: Figures): number {
  if (lastYear.edition !== draft.edition) return 0;
  const now = repaired(draft, repair).cells;
  const rows = new Set(repair.changes.map(({ path }) => path.slice(0, path.lastIndexOf('/'))));
  return CATALOGUES[draft.edition].rows.filter(
    ({ path, cells }) =>
      rows.has(path) &&
      cells.some(({ index }) => now[index] !== 0) &&
      cells.every(({ index }) => now[index] === lastYear.cells[index]),
  ).length;
}
