/** Tables of ruled lines: which lines belong together, and the cells between them. */
import { RefusedError } from '../refused.ts';
import type { Rule, Rules } from './rules.ts';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface RuledCell extends Box {
  /** Among the table's rows, from 0. */
  readonly row: number;
  readonly rowSpan: number;
  /** Its borders are not those of one cell. */
  readonly isTorn: boolean;
}

export interface RuledTable extends Box {
  readonly rowCount: number;
  readonly cells: readonly RuledCell[];
}

/** How far a line's end may lie from the border that it ends at. */
const REACH = 2.5;
/** Lines that are nearer to each other are one border. */
const SAME = 3;

interface FoundTables {
  readonly tables: readonly RuledTable[];
  /** Lines that belong to no table: under words, or through them. */
  readonly loose: readonly Rule[];
}

export function findTables({ across, down }: Rules): FoundTables {
  if (across.length + down.length > MOST_LINES) throw new RefusedError('too-costly', 'lines on a page');
  const groups = groupRules(across, down).map(closeSides).map(trim);
  const tables: RuledTable[] = [];
  const used = new Set<Rule>();
  for (const group of groups) {
    if (group.across.length < 2 || group.down.length < 2) continue;
    tables.push(makeTable(group));
    for (const { at, from, to } of group.across) {
      for (const rule of across)
        if (Math.abs(rule.at - at) < 0.01 && rule.from < to && from < rule.to) used.add(rule);
    }
  }
  return {
    tables: tables.toSorted((a, b) => a.top - b.top),
    loose: across.filter((rule) => !used.has(rule)),
  };
}

/** On one page; each is held against each. */
const MOST_LINES = 5000;
/** A page of print has room for fewer. */
const MOST_CELLS = 20_000;

const meets = (a: Rule, b: Rule): boolean =>
  b.at >= a.from - REACH && b.at <= a.to + REACH && a.at >= b.from - REACH && a.at <= b.to + REACH;

/** Lines that touch each other, through others. */
function groupRules(across: readonly Rule[], down: readonly Rule[]): Rules[] {
  const groups: Rules[] = [];
  const leftAcross = new Set(across);
  const leftDown = new Set(down);
  for (const first of down) {
    if (!leftDown.delete(first)) continue;
    const group: Rules = { across: [], down: [first] };
    const waiting: { readonly rule: Rule; readonly isDown: boolean }[] = [{ rule: first, isDown: true }];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { rule, isDown } = next;
      const others = isDown ? leftAcross : leftDown;
      for (const other of others) {
        if (!meets(rule, other)) continue;
        others.delete(other);
        (isDown ? group.across : group.down).push(other);
        waiting.push({ rule: other, isDown: !isDown });
      }
    }
    groups.push(group);
  }
  return groups;
}

/** Tables without a border at a side, or at a page's end, are closed where at least three lines end. */
function closeSides({ across, down }: Rules): Rules {
  return {
    across: [...across, ...findOpenEnds(down, across)],
    down: [...down, ...findOpenEnds(across, down)],
  };
}

function findOpenEnds(rules: readonly Rule[], borders: readonly Rule[]): Rule[] {
  return (['from', 'to'] as const).flatMap((end) => {
    const outermost =
      end === 'from' ? Math.min(...rules.map(({ from }) => from)) : Math.max(...rules.map(({ to }) => to));
    const open = rules.filter(
      (rule) =>
        Math.abs(rule[end] - outermost) <= SAME &&
        !borders.some((border) => Math.abs(border.at - rule[end]) <= REACH && meets(rule, border)),
    );
    if (open.length < 3) return [];
    const places = open.map(({ at }) => at);
    return [{ at: outermost, from: Math.min(...places), to: Math.max(...places) }];
  });
}

/**
 * Lines between the borders that they cross: what reaches over is cut off, what crosses fewer than two is no border. Where
 * a table ends at a page's end its lines may end in nothing.
 */
function trim({ across, down }: Rules): Rules {
  let rules: Rules = { across, down };
  for (let round = 0; round < 5; round++) {
    const next: Rules = { across: trimTo(rules.across, rules.down), down: trimTo(rules.down, rules.across) };
    const isStable = next.across.length === rules.across.length && next.down.length === rules.down.length;
    rules = next;
    if (isStable) break;
  }
  return rules;
}

function trimTo(rules: readonly Rule[], borders: readonly Rule[]): Rule[] {
  const begin = Math.min(...rules.map(({ from }) => from));
  const end = Math.max(...rules.map(({ to }) => to));
  return rules.flatMap((rule) => {
    const crossed = borders.filter((border) => meets(rule, border)).map(({ at }) => at);
    if (crossed.length === 0) return [];
    if (rule.from - begin <= SAME) crossed.push(rule.from);
    if (end - rule.to <= SAME) crossed.push(rule.to);
    const [from, to] = [Math.min(...crossed), Math.max(...crossed)];
    return to - from > SAME ? [{ at: rule.at, from, to }] : [];
  });
}

function makeTable({ across, down }: Rules): RuledTable {
  const xs = findBorders(down);
  const ys = findBorders(across);
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  if (columns * rows > MOST_CELLS) throw new RefusedError('bomb', 'cells between lines');
  const sideAt = sortByBorder(down, xs);
  const floorAt = sortByBorder(across, ys);
  const middle = (places: readonly number[], i: number): number =>
    ((places[i] ?? 0) + (places[i + 1] ?? 0)) / 2;
  const isDrawn = (rules: readonly Rule[] | undefined, place: number): boolean =>
    rules?.some(({ from, to }) => from <= place && place <= to) ?? false;
  const regions = new Regions(columns, rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (column + 1 < columns && !isDrawn(sideAt[column + 1], middle(ys, row)))
        regions.join(row, column, row, column + 1);
      if (row + 1 < rows && !isDrawn(floorAt[row + 1], middle(xs, column)))
        regions.join(row, column, row + 1, column);
    }
  }
  const cells = regions.list().map(({ top, left, bottom, right, isTorn }) => ({
    left: xs[left] ?? 0,
    right: xs[right + 1] ?? 0,
    top: ys[top] ?? 0,
    bottom: ys[bottom + 1] ?? 0,
    row: top,
    rowSpan: bottom - top + 1,
    isTorn,
  }));
  const [left = 0, right = 0, top = 0, bottom = 0] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
  return { left, right, top, bottom, rowCount: rows, cells };
}

/** Where the borders lie: lines that nearly lie on each other are one. */
function findBorders(rules: readonly Rule[]): number[] {
  const places: number[] = [];
  for (const { at } of rules.toSorted((a, b) => a.at - b.at)) {
    if (places.length === 0 || at - (places.at(-1) ?? 0) > SAME) places.push(at);
  }
  return places;
}

function sortByBorder(rules: readonly Rule[], places: readonly number[]): Rule[][] {
  const sorted: Rule[][] = places.map(() => []);
  for (const rule of rules) {
    const i = places.findLastIndex((place) => place <= rule.at);
    sorted[i]?.push(rule);
  }
  return sorted;
}

interface Region {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly isTorn: boolean;
}

/** Squares of a grid that are one cell: no line is drawn between them. */
class Regions {
  readonly #columns: number;
  readonly #parents: number[];

  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.#parents = Array.from({ length: columns * rows }, (_, i) => i);
  }

  join(row: number, column: number, otherRow: number, otherColumn: number): void {
    const root = this.#find(row * this.#columns + column);
    this.#parents[this.#find(otherRow * this.#columns + otherColumn)] = root;
  }

  list(): Region[] {
    const squares = new Map<number, number[]>();
    for (const i of this.#parents.keys()) {
      const root = this.#find(i);
      const members = squares.get(root);
      if (members) members.push(i);
      else squares.set(root, [i]);
    }
    return [...squares.values()].flatMap((members) => this.#toRegions(members));
  }

  #toRegions(members: readonly number[]): Region[] {
    const rows = members.map((i) => Math.floor(i / this.#columns));
    const columns = members.map((i) => i % this.#columns);
    const [top, bottom, left, right] = [
      Math.min(...rows),
      Math.max(...rows),
      Math.min(...columns),
      Math.max(...columns),
    ];
    if ((bottom - top + 1) * (right - left + 1) === members.length)
      return [{ top, bottom, left, right, isTorn: false }];
    // No rectangle: a border is missing somewhere. Each square stands for itself.
    return members.map((i) => {
      const [row, column] = [Math.floor(i / this.#columns), i % this.#columns];
      return { top: row, bottom: row, left: column, right: column, isTorn: true };
    });
  }

  #find(i: number): number {
    let root = i;
    while (this.#parents[root] !== root) root = this.#parents[root] ?? root;
    this.#parents[i] = root;
    return root;
  }
}
