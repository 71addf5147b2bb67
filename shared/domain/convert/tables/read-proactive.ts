/** Table two of a text. Its rows have no sum: what runs together and can be parted in several ways is asked about. */
import type { Edition } from '../../form/catalogue.ts';
import { alignRows, LEAST_SCORE, scoreLabel, type Alignment } from './align-rows.ts';
import { keepHan } from '../tape/characters.ts';
import type { FigureGroup } from '../tape/figure-groups.ts';
import { SOUGHT_PROACTIVE, type SoughtRow } from './form-rows.ts';
import { findNear } from '../tape/near-label.ts';
import type { ApplicationsReading } from './read-applications.ts';
import { hasCellsApart, loosenRow, losesBlanks, readRow, type RowReading } from './row-reading.ts';
import { MAX_CANDIDATES } from './settle-applications.ts';
import type { AmountUnit } from './split-figures.ts';
import { CELL, type Tape } from '../tape/tape.ts';

export interface ProactiveReading {
  /** Whose table it is, whatever the year. */
  readonly edition: Edition;
  readonly rows: readonly RowReading[];
  /** Rows that the form doesn't have. */
  readonly strangers: readonly FigureGroup[];
  /** The groups that are its rows. */
  readonly used: readonly FigureGroup[];
}

const HEADS: Readonly<Record<Edition, RegExp>> = {
  '2019': /制作数|公开数量|公开总数|对外公开|上一年项目|年增减|采购项目|其他对外管理/g,
  '2021': /制发|废止|现行有效|本年处理决定|收费金额/g,
};
export const ANY_HEAD = /第二十条|信息内容|制作数|制发件|废止件|现行有效|上一年项目|处理决定数/;
/** With its heads and strange rows: a table two is no longer. */
const WITHIN = 24;
const SURE = 0.75;

/** `groups`: all; `applications`: table three, if it was found. */
export function readProactive(
  tape: Tape,
  groups: readonly FigureGroup[],
  applications: ApplicationsReading | undefined,
): ProactiveReading | undefined {
  const first = groups.findIndex(({ label }) => ANY_HEAD.test(label));
  if (first < 0) return undefined;
  const below = applications?.alignment.first;
  const zone =
    below !== undefined && below > first ? groups.slice(first, below) : groups.slice(first, first + WITHIN);
  const behind = below !== undefined && below > first ? groups[below] : undefined;
  const edition = tellEdition(zone);
  const table = alignRows(zone, SOUGHT_PROACTIVE[edition]);
  const found = SOUGHT_PROACTIVE[edition].map((sought) => ({
    sought,
    group: findGroup(zone, sought, edition, table),
  }));
  const used = new Set(found.flatMap(({ group }) => group ?? []));
  const alone = found.flatMap(({ sought, group }) => (group ? [readRow(sought.row, group)] : []));
  const mayLose = applications?.losesBlanks === true || losesBlanks(alone) || hasCellsApart(alone);
  if (used.size === 0) return undefined;
  const end = behind?.start ?? zone.at(-1)!.start;
  const rows = found.map(({ sought, group }) =>
    group
      ? settle(tape, sought, group, zone, { isApart: applications?.isApart === true || group.isRow, mayLose })
      : readMissing(tape, { zone, end, used }, sought),
  );
  const places = [...used].map((group) => zone.indexOf(group));
  const inside = zone.slice(Math.min(...places), Math.max(...places));
  return {
    edition,
    rows,
    used: [...used],
    strangers: inside.filter(
      (group) =>
        !used.has(group) && group.slots.length >= 2 && group.slots.some(({ kind }) => kind === 'figure'),
    ),
  };
}

function tellEdition(zone: readonly FigureGroup[]): Edition {
  const words = zone.map(({ label }) => label).join(' ');
  const count = (edition: Edition): number => words.match(HEADS[edition])?.length ?? 0;
  return count('2019') > count('2021') ? '2019' : '2021';
}

/**
 * What surely is the row: of several the one in the table, for prose counts the same things. Else the nearest. What is another
 * row more than this one is not it.
 */
function findGroup(
  zone: readonly FigureGroup[],
  sought: SoughtRow,
  edition: Edition,
  table: Alignment | undefined,
): FigureGroup | undefined {
  const near = zone
    .map((group, at) => ({ group, at, score: scoreLabel(group, sought) }))
    .filter(
      ({ group, score }) =>
        score > LEAST_SCORE &&
        SOUGHT_PROACTIVE[edition].every((other) => other === sought || scoreLabel(group, other) <= score),
    );
  const sure = near.filter(({ score }) => score >= SURE);
  const rows = sure.filter(({ group }) => group.isRow);
  const likely = rows.length > 0 ? rows : sure;
  const within = likely.find(({ at }) => table !== undefined && at >= table.first && at <= table.last);
  const best = within ?? likely[0] ?? near.toSorted((a, b) => b.score - a.score)[0];
  return best?.group;
}

interface Zone {
  readonly zone: readonly FigureGroup[];
  /** Where the text behind its last row ends. */
  readonly end: number;
  readonly used: ReadonlySet<FigureGroup>;
}

/** Its label with nothing behind it is a row of blanks. */
function readMissing(tape: Tape, { zone, end, used }: Zone, { row, labels }: SoughtRow): RowReading {
  const from = zone[0]?.labelStart ?? 0;
  const { han, offsets } = locateHan(tape.text, from, end);
  const start = Math.max(0, han.search(ANY_HEAD));
  const [label] = labels.flatMap((one) => findNear(han, one, one.length > 4 ? 0.8 : 1, start) ?? []);
  if (label === undefined) return { row, why: 'missing-row' };
  const at = offsets[label.end - 1]! + 1;
  const next = zone.find((group) => group.start >= at);
  const isBlank = (next === undefined || used.has(next)) && isBlankBehind(tape.text, at);
  return isBlank ? { row, values: row.cells.map(() => 0), hasBlanks: true } : { row, why: 'missing-row' };
}

/** In a row of a table nothing stands in the cells behind. */
function isBlankBehind(text: string, at: number): boolean {
  const newline = text.indexOf('\n', at);
  const [, ...cells] = text.slice(at, newline < 0 ? text.length : newline).split(CELL);
  return cells.every((cell) => /^\s*(?:[-/]|无|没有|不适用)?\s*$/.test(cell));
}

function locateHan(text: string, from: number, to: number): { han: string; offsets: number[] } {
  const offsets: number[] = [];
  for (let at = from; at < to; at++) if (keepHan(text.charAt(at)) !== '') offsets.push(at);
  return { han: keepHan(text.slice(from, to)), offsets };
}

function settle(
  tape: Tape,
  { row }: SoughtRow,
  group: FigureGroup,
  zone: readonly FigureGroup[],
  { isApart, mayLose }: { readonly isApart: boolean; readonly mayLose: boolean },
): RowReading {
  const amount = row.cells.at(-1)?.column.kind;
  const isAmount = amount === 'yuan' || amount === 'wanYuan';
  const unit = isAmount ? tellUnit(tape, group, zone) : undefined;
  const alone = readRow(row, group, unit);
  const settled = settleAlone(mayLose ? loosenRow(alone) : alone, isApart);
  if (settled.values !== undefined && group.slots.some((slot) => slot.kind === 'figure' && slot.isWorded))
    return { ...settled, values: undefined, why: 'several-readings', candidates: [settled.values] };
  return isAmount ? withUnit(settled, unit) : settled;
}

/** Where cells stand apart, fewer figures than cells are no figures that run together: some cell is blank. */
function settleAlone(read: ReturnType<typeof readRow>, isApart: boolean): RowReading {
  if (read.values !== undefined || read.why !== undefined) return read;
  if (isApart) return { ...read, why: 'partly-blank', candidates: [] };
  return read.readings.length === 1 && read.isLoose !== true
    ? { ...read, values: read.readings[0] }
    : { ...read, why: 'several-readings', candidates: read.readings.slice(0, MAX_CANDIDATES) };
}

/** An amount needs its unit, unless it is 0. */
function withUnit(read: RowReading, unitOfHead: AmountUnit): RowReading {
  const amount = read.values?.at(-1);
  const last = read.group?.slots.findLast((slot) => slot.kind === 'figure');
  const isStated = unitOfHead !== undefined || last?.unit === 'yuan' || last?.unit === 'wanYuan';
  if (read.values === undefined || amount === undefined || amount === 0 || isStated) return read;
  const kind = read.row.cells.at(-1)!.column.kind;
  const other = kind === 'yuan' ? amount * 10_000 : Math.round(amount / 10_000);
  return {
    ...read,
    values: undefined,
    why: 'no-unit',
    candidates: [read.values, [...read.values.slice(0, -1), other]],
  };
}

const UNIT = /(?:金额|收费|采购)[^\d ]{0,16}?(万元|元)/g;

/** By the head of the column, or the row's own label. A head with blank cells is a group before the row's. */
function tellUnit(tape: Tape, group: FigureGroup, zone: readonly FigureGroup[]): AmountUnit {
  const before = zone[zone.indexOf(group) - 1];
  const isHead = before?.slots.every(({ kind }) => kind === 'blank') === true;
  const from = Math.max(isHead ? before.labelStart : group.labelStart, group.start - 200);
  const words = tape.text.slice(from, group.start).replaceAll(/\s/g, '').replaceAll(CELL, ' ');
  const unit = [...words.matchAll(UNIT)].at(-1)?.[1];
  return unit === undefined ? undefined : unit === '元' ? 'yuan' : 'wanYuan';
}
