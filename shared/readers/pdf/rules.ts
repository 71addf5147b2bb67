/** The ruled lines of a page: what is drawn straight across or straight down, also as a very thin rectangle. */
import { LIMITS } from '../limits.ts';
import type { PdfPage } from '../parts.ts';
import { RefusedError } from '../refused.ts';
import { combine, IDENTITY, map, toMatrix, toNumbers, type Matrix } from './matrix.ts';

/** A line at one height (or one distance from the left), and where it begins and ends. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface Rules {
  readonly across: Rule[];
  readonly down: Rule[];
}

/** What is thinner is a line, what is longer may be one. */
const THIN = 2.5;
const LONG = 4;
/** As lines may lean, or be drawn a little beside each other. */
const BESIDE = 1.5;
const GAP = 2;

type Operators = Awaited<ReturnType<PdfPage['getOperatorList']>>;

/** `view`: from the page's coordinates to those of its picture, which grow downwards. */
export function readRules(
  { fnArray, argsArray }: Operators,
  view: Matrix,
  operations: Readonly<Record<string, number>>,
): Rules {
  const names = new Map(Object.entries(operations).map(([name, number]) => [number, name]));
  const rules: Rules = { across: [], down: [] };
  const saved: Matrix[] = [];
  let current = IDENTITY;
  for (const [i, operation] of fnArray.entries()) {
    const args: unknown = argsArray[i];
    switch (names.get(operation)) {
      case 'save':
        saved.push(current);
        break;
      case 'restore':
      case 'paintFormXObjectEnd':
        current = saved.pop() ?? IDENTITY;
        break;
      case 'transform':
        current = combine(current, toMatrix(args) ?? IDENTITY);
        break;
      case 'paintFormXObjectBegin':
        saved.push(current);
        current = combine(current, toMatrix(Array.isArray(args) ? args[0] : undefined) ?? IDENTITY);
        break;
      case 'constructPath':
        addPath(args, combine(view, current), names, rules);
        break;
      default:
    }
    if (rules.across.length + rules.down.length > LIMITS.drawn)
      throw new RefusedError('too-costly', 'lines on a page');
  }
  return { across: joinRules(rules.across), down: joinRules(rules.down) };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A path is numbers: what to do, and where. */
const STEP_NUMBERS: readonly number[] = [2, 2, 6, 4, 0];

function addPath(args: unknown, matrix: Matrix, names: ReadonlyMap<number, string>, rules: Rules): void {
  if (!Array.isArray(args)) return;
  const [paint, paths] = Array.from<unknown>(args);
  const how = typeof paint === 'number' ? (names.get(paint) ?? '') : '';
  const numbers = Array.isArray(paths) ? toNumbers(paths[0]) : undefined;
  if (!numbers || how === 'endPath' || how === '') return;
  for (const path of splitPath(numbers, matrix)) {
    // A line around an area counts; what only fills one is its colour, unless it is as thin as a line.
    if (/stroke/iu.test(how)) for (const [i, to] of path.entries()) addSegment(path[i - 1], to, rules);
    if (/fill/iu.test(how)) addThin(path, rules);
  }
}

/** Its parts as points that straight lines join. */
function splitPath(numbers: readonly number[], matrix: Matrix): Point[][] {
  const parts: Point[][] = [];
  let part: Point[] = [];
  for (let i = 0; i < numbers.length;) {
    const step = numbers[i] ?? 0;
    const count = STEP_NUMBERS[step];
    if (count === undefined) break;
    const [start] = part;
    if (step === 4 && start) part.push(start);
    if (step === 0) {
      part = [];
      parts.push(part);
    }
    // Curves: only where they end, and apart from what was before, so that they are no lines.
    if (step === 2 || step === 3) {
      part = [];
      parts.push(part);
    }
    if (count > 0) part.push(map(matrix, numbers[i + count - 1] ?? 0, numbers[i + count] ?? 0));
    i += 1 + count;
  }
  return parts;
}

function addSegment(from: Point | undefined, to: Point, rules: Rules): void {
  if (!from) return;
  const [width, height] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
  if (height <= 1 && width >= LONG) {
    rules.across.push({ at: (from.y + to.y) / 2, from: Math.min(from.x, to.x), to: Math.max(from.x, to.x) });
  } else if (width <= 1 && height >= LONG) {
    rules.down.push({ at: (from.x + to.x) / 2, from: Math.min(from.y, to.y), to: Math.max(from.y, to.y) });
  }
}

function addThin(path: readonly Point[], rules: Rules): void {
  // A thin line has few corners.
  if (path.length < 3 || path.length > 20) return;
  const xs = path.map(({ x }) => x);
  const ys = path.map(({ y }) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (bottom - top <= THIN && right - left >= LONG)
    rules.across.push({ at: (top + bottom) / 2, from: left, to: right });
  else if (right - left <= THIN && bottom - top >= LONG) {
    rules.down.push({ at: (left + right) / 2, from: top, to: bottom });
  }
}

/** Pieces of one line as one: borders are drawn cell by cell. */
function joinRules(rules: readonly Rule[]): Rule[] {
  const joined: Rule[] = [];
  const sorted = rules.toSorted((a, b) => a.at - b.at);
  for (let i = 0; i < sorted.length;) {
    const at = sorted[i]?.at ?? 0;
    let end = i;
    while (end < sorted.length && (sorted[end]?.at ?? 0) - at <= BESIDE) end++;
    let last: { at: number; from: number; to: number } | undefined;
    for (const rule of sorted.slice(i, end).toSorted((a, b) => a.from - b.from)) {
      if (last && rule.from <= last.to + GAP) last.to = Math.max(last.to, rule.to);
      else {
        last = { ...rule };
        joined.push(last);
      }
    }
    i = end;
  }
  return joined;
}
