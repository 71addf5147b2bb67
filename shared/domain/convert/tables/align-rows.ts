/** Which group of figures is which row: by labels that come near, in the form's order; by position between neighbours. */
import type { FigureGroup } from '../tape/figure-groups.ts';
import type { SoughtRow } from './form-rows.ts';
import { mayBeNear, scoreEnd } from '../tape/near-label.ts';

export interface AlignedRow {
  readonly sought: SoughtRow;
  readonly group: FigureGroup | undefined;
  /** How near the label comes; 0 where the position alone tells. */
  readonly score: number;
}

/** What a label has in common with a row's must be more than chance. */
export const LEAST_SCORE = 0.45;
const BY_POSITION = 0.3;
const SKIPPED_GROUP = 0.4;
const SKIPPED_ROW = 0.1;

/** The rows from the first to the last that was found, and how much of them fits; groups outside belong to no row. */
export interface Alignment {
  readonly rows: readonly AlignedRow[];
  readonly matched: number;
  /** The sum of what fits, less what doesn't. */
  readonly total: number;
  /** Places in the list of groups. */
  readonly first: number;
  readonly last: number;
  /** Groups with figures in between that are no row of the form. */
  readonly strangers: readonly FigureGroup[];
}

const saysNothing = (group: FigureGroup): boolean => group.slots.every(({ kind }) => kind === 'blank');
/**
 * A table's row without a label of its own: what stood before it may belong to any. A character or two are left of a head
 * that is set downwards.
 */
export const isUnlabelled = (group: FigureGroup): boolean =>
  group.isRow ? group.own === '' : group.label.length <= 2;

export function scoreLabel(group: FigureGroup, { labels }: SoughtRow): number {
  const words = group.isRow ? group.own : group.label;
  if (words === '') return 0;
  let best = 0;
  for (const label of labels)
    if (mayBeNear(words.slice(-label.length - 8), label)) best = Math.max(best, scoreEnd(words, label));
  return best;
}

export function alignRows(groups: readonly FigureGroup[], rows: readonly SoughtRow[]): Alignment | undefined {
  const scores = groups.map((group) => {
    const labelled = rows.map((row) => scoreLabel(group, row));
    return labelled.map((score) =>
      score >= LEAST_SCORE ? score : isUnlabelled(group) && !saysNothing(group) ? BY_POSITION : 0,
    );
  });
  const { steps, total } = walk(groups, rows.length, scores);
  if (steps.length === 0) return undefined;
  const byRow = new Map(steps.map(({ row, group }) => [row, group]));
  const used = new Set(steps.map(({ group }) => group));
  const first = steps[0]!.group;
  const last = steps.at(-1)!.group;
  return {
    rows: rows.map((sought, row) => {
      const place = byRow.get(row);
      const score = place === undefined ? 0 : scores[place]![row]!;
      return {
        sought,
        group: place === undefined ? undefined : groups[place],
        score: score === BY_POSITION ? 0 : score,
      };
    }),
    matched: steps.filter(({ row, group }) => scores[group]![row]! >= LEAST_SCORE).length,
    total,
    first,
    last,
    strangers: groups.filter((group, i) => i > first && i < last && !used.has(i) && !saysNothing(group)),
  };
}

interface Step {
  readonly group: number;
  readonly row: number;
}

/** The best way through groups and rows in order (local alignment). */
function walk(
  groups: readonly FigureGroup[],
  rowCount: number,
  scores: readonly (readonly number[])[],
): { readonly steps: readonly Step[]; readonly total: number } {
  const width = rowCount + 1;
  const best = new Float64Array((groups.length + 1) * width);
  const moves = new Uint8Array(best.length);
  let end = 0;
  for (const [g, group] of groups.entries()) {
    const skip = saysNothing(group) ? 0 : SKIPPED_GROUP;
    for (let r = 0; r < rowCount; r++) {
      const at = (g + 1) * width + r + 1;
      const score = scores[g]![r]!;
      const matched = score > 0 ? best[g * width + r]! + score : -1;
      const groupSkipped = best[g * width + r + 1]! - skip;
      const rowSkipped = best[at - 1]! - SKIPPED_ROW;
      const value = Math.max(0, matched, groupSkipped, rowSkipped);
      best[at] = value;
      moves[at] = value === 0 ? 0 : value === matched ? 1 : value === groupSkipped ? 2 : 3;
      if (value > best[end]!) end = at;
    }
  }
  const steps: Step[] = [];
  for (let at = end; moves[at] !== 0;) {
    if (moves[at] === 1) {
      steps.push({ group: Math.floor(at / width) - 1, row: (at % width) - 1 });
      at -= width + 1;
    } else at -= moves[at] === 2 ? width : 1;
  }
  return { steps: steps.reverse(), total: best[end]! };
}
