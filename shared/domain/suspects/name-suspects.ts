/**
 * Names what most likely broke the sums A1–A4: one cell; else one typical slip; else the smallest set of cells. Where
 * several explain it equally well, there are candidates instead of a culprit.
 *
 * The rows of table 四 stand each for itself. In table 三 equations that fail and share a cell are explained together;
 * a part that no single cell explains is taken together with the other such parts, for a swap within a row, say, leaves
 * two columns failing that have nothing in common.
 */
import { findDigitSlip } from './digit-slips.ts';
import { Problem, type Cure } from './equation-problem.ts';
import type { Figures } from '../form/figures.ts';
import type { Finding } from '../findings/finding.ts';
import { findSmallestSets } from './smallest-sets.ts';
import { computeResiduals, SUMS, type Sums } from '../form/sum-equations.ts';
import type { Repair, Slip, Suspect } from '../findings/suspect.ts';
import { findTypicalSlips, type SlipFound } from './typical-slips.ts';

/** More candidates help nobody. */
const MAX_CANDIDATES = 5;
/** A suspect is kept with every finding that it explains: so many cells at most among its candidates. */
const MAX_CANDIDATE_CHANGES = 24;

/** The findings, those of sums with their suspect where there is one. */
export function nameSuspects({ edition, cells }: Figures, findings: readonly Finding[]): readonly Finding[] {
  if (findings.length === 0) return findings;
  const sums = SUMS[edition];
  const residuals = computeResiduals(sums, cells);
  const suspects = new Map<string, Suspect>();
  for (const { equations, suspect } of explain(sums, cells, residuals))
    for (const i of equations) suspects.set(keyOf(sums.equations[i]), suspect);
  return findings.map((finding) => {
    const suspect = suspects.get(keyOf(finding));
    return suspect ? { ...finding, suspect } : finding;
  });
}

const keyOf = (stated: Pick<Finding, 'rule' | 'path'> | undefined): string =>
  stated ? `${stated.rule} ${stated.path}` : '';

interface Explained {
  readonly equations: Group;
  readonly suspect: Suspect;
}
type Group = ReadonlySet<number>;
/** Explanations that are equally good; `isCut` where there may be more. */
interface Explanations {
  readonly slips: readonly SlipFound[];
  readonly isCut: boolean;
}
const NONE: Explanations = { slips: [], isCut: false };

function explain(sums: Sums, cells: Float64Array, residuals: Float64Array): Explained[] {
  const explained: Explained[] = [];
  for (const table of sums.tables) {
    const failing = table.filter((i) => residuals[i]! < 0 || residuals[i]! > 0);
    if (failing.length === 0) continue;
    const isSettled = (group: Group, how: (problem: Problem) => Explanations): boolean => {
      const problem = new Problem(sums, cells, residuals, group);
      const suspect = suspectOf(problem, group.size, how(problem));
      if (suspect) explained.push({ equations: group, suspect });
      return suspect !== undefined;
    };
    const groups = connected(sums, failing);
    let rest = groups.filter((group) => !isSettled(group, oneCell));
    if (sums.equations[failing[0]!]?.rule === 'A4') continue;
    while (rest.length > 0 && !isSettled(new Set(rest.flatMap((group) => [...group])), severalCells)) {
      // The parts are faults of their own, perhaps.
      const left = rest.length === 1 ? rest : rest.filter((group) => !isSettled(group, severalCells));
      if (left.length === rest.length) break;
      rest = left;
    }
  }
  return explained;
}

/** Groups of equations that hang together by common cells. */
function connected(sums: Sums, failing: readonly number[]): Group[] {
  const groups: Set<number>[] = [];
  for (const i of failing) {
    const neighbours = sums.neighbours[i] ?? new Set();
    const joined = new Set([i]);
    for (let g = groups.length - 1; g >= 0; g--) {
      const group = groups[g]!;
      if (![...group].some((other) => neighbours.has(other))) continue;
      for (const other of group) joined.add(other);
      groups.splice(g, 1);
    }
    groups.push(joined);
  }
  return groups;
}

function oneCell(problem: Problem): Explanations {
  const slips = problem.singles().map(({ cell, by }) => {
    const cure = [{ cell, value: problem.valueOf(cell) + by }];
    return { slip: slipAt(problem, cure[0]!) ?? ('cell' as const), cure };
  });
  return { slips, isCut: false };
}

function severalCells(problem: Problem): Explanations {
  const slips = new Map<string, SlipFound>();
  for (const found of findTypicalSlips(problem)) {
    const key = found.cure.map(({ cell, value }) => `${cell}:${value}`).join();
    if (!slips.has(key)) slips.set(key, found);
  }
  if (slips.size > 0) return { slips: [...slips.values()], isCut: false };
  const { cures, isCut } = findSmallestSets(problem);
  return cures.length === 0 ? NONE : { slips: cures.map((cure) => ({ slip: 'cells', cure })), isCut };
}

/** What was typically done to one cell. */
function slipAt(problem: Problem, { cell, value }: Cure[number]): Slip | undefined {
  const found = problem.valueOf(cell);
  if (found === 0 && problem.sums.totals.has(cell)) return 'total-left';
  return findDigitSlip(found, value);
}

/** The likeliest first. */
const LIKELY: readonly Slip[] = [
  'total-left',
  'organisations-forgotten',
  'transposed',
  'swapped',
  'row-forgotten',
  'digit',
  'shifted',
  'cell',
  'cells',
];

function suspectOf(problem: Problem, clears: number, { slips, isCut }: Explanations): Suspect | undefined {
  const [first] = slips;
  if (!first || (isCut && slips.length === 1)) return undefined;
  const repairOf = ({ slip, cure }: SlipFound): Repair => {
    const changes = cure.map(({ cell, value }) => ({
      path: problem.sums.pathOf.get(cell) ?? '',
      found: problem.valueOf(cell),
      value,
    }));
    return { ...changes[0]!, slip, clears, changes };
  };
  if (slips.length === 1) return repairOf(first);
  const ranked = slips
    .map((found) => ({ found, rank: rankOf(problem, found) }))
    .toSorted((a, b) => compare(a.rank, b.rank));
  const candidates: Repair[] = [];
  let changes = 0;
  for (const { found } of ranked.slice(0, MAX_CANDIDATES)) {
    changes += found.cure.length;
    if (candidates.length >= 2 && changes > MAX_CANDIDATE_CHANGES) break;
    candidates.push(repairOf(found));
  }
  const more = slips.length - candidates.length;
  return { candidates, ...(more > 0 && { more }) };
}

/** By the kind of slip, how many of its cells are not mistyped in a typical way, how many there are, and the form. */
function rankOf(problem: Problem, { slip, cure }: SlipFound): readonly number[] {
  const untypical = slip === 'cells' ? cure.filter((change) => !slipAt(problem, change)).length : 0;
  return [LIKELY.indexOf(slip), untypical, cure.length, ...cure.map(({ cell }) => cell)];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, rank] of a.entries()) {
    const difference = rank - (b[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
