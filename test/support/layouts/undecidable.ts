/** By brute force: which rows of a text can be read in more than one way. Knows nothing of the converter. */
import { CATALOGUES, type Edition, type Row } from '../../../shared/domain/form/catalogue.ts';

/** All ways to part digits (perhaps with parts that are known to stand apart) into so many numbers. */
function partDigits(pieces: readonly string[], count: number): string[][] {
  const [first, ...rest] = pieces;
  if (first === undefined) return count === 0 ? [[]] : [];
  const ways: string[][] = [];
  for (const parts of partOne(first, count - rest.length))
    for (const others of partDigits(rest, count - parts.length)) ways.push([...parts, ...others]);
  return ways;
}

function partOne(digits: string, most: number): string[][] {
  if (digits === '') return [[]];
  if (most <= 0) return [];
  const ways: string[][] = [];
  for (let end = 1; end <= digits.length; end++) {
    const part = digits.slice(0, end);
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(part)) continue;
    for (const others of partOne(digits.slice(end), most - 1)) ways.push([part, ...others]);
  }
  return ways;
}

/**
 * `isRight`: all sums hold. Where some don't, a row's own sum may be what is wrong, and every row that can be parted in more
 * than one way may be asked about.
 *
 * `pieces`: for each row of tables two and three, in order, how its figures stand; those of table four behind them.
 */
export function listUndecidable(
  edition: Edition,
  pieces: readonly (readonly string[])[],
  isRight: boolean,
): ReadonlySet<string> {
  const undecidable = new Set<string>();
  const rows = CATALOGUES[edition].rows;
  const disputes = rows.filter(({ table }) => table === 'reconsideration' || table === 'litigation');
  for (const [i, row] of rows.entries()) {
    const parts = pieces[i];
    if (disputes.includes(row) || parts === undefined || parts.length === row.cells.length) continue;
    // Pieces that stand apart, fewer than there are cells: one may be blank instead, unless each has to be parted.
    if (parts.length > 1 && countForced(parts) < row.cells.length) undecidable.add(row.path);
    const ways = partDigits(parts, row.cells.length);
    if (ways.filter((way) => fits(row, way)).length !== 1 || (!isRight && ways.length > 1))
      undecidable.add(row.path);
  }
  // Too many ways to list: more digits than cells may be parted in several.
  const last = pieces.at(-1) ?? [];
  if (last.join('').length !== 15 && last.length < 15) for (const { path } of disputes) undecidable.add(path);
  return undecidable;
}

/** No number begins with a 0 that more digits follow. */
const countForced = (parts: readonly string[]): number =>
  parts.reduce((sum, part) => sum + /^0*(?=\d)/.exec(part.replace('-', ''))![0].length + 1, 0);

function fits({ table, cells }: Row, way: readonly string[]): boolean {
  for (const [i, part] of way.entries()) {
    const { kind } = cells[i]!.column;
    if (part.startsWith('-') && (kind !== 'change' || part === '-0')) return false;
    if (part.includes('.') && kind !== 'yuan' && kind !== 'wanYuan') return false;
  }
  if (table === 'proactive') return true;
  const numbers = way.map(Number);
  return numbers.slice(0, -1).reduce((sum, value) => sum + value, 0) === numbers.at(-1);
}
