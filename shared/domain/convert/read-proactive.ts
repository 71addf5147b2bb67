/** Table two of a text. Its rows have no sum: what runs together and can be parted in several ways is asked about. */
import type { Edition } from '../form/catalogue.ts';
import { LEAST_SCORE, scoreLabel } from './align-rows.ts';
import { keepHan } from './characters.ts';
import type { FigureGroup } from './figure-groups.ts';
import { SOUGHT_PROACTIVE, type SoughtRow } from './form-rows.ts';
import { findNear } from './near-label.ts';
import { loosenRow, readRow, tellsOfBlanks, type RowReading } from './row-reading.ts';
import { MAX_CANDIDATES } from './settle-applications.ts';
import type { AmountUnit } from './split-figures.ts';
import { CELL, type Tape } from './tape.ts';

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

/**
 * `groups`: all; `applications`: where table three begins among them, if it was found; `losesBlanks`: whether its blank cells
 * left no trace.
 */
export function readProactive(
  tape: Tape,
  groups: readonly FigureGroup[],
  applications: number | undefined,
  losesBlanks = false,
): ProactiveReading | undefined {
  const first = groups.findIndex(({ label }) => ANY_HEAD.test(label));
  if (first < 0) return undefined;
  const end = applications !== undefined && applications > first ? applications : groups.length;
  const zone = groups.slice(first, Math.min(end, first + WITHIN));
  const edition = tellEdition(zone);
  const used = new Map<FigureGroup, string>();
  const found = SOUGHT_PROACTIVE[edition].map((sought) => {
    const group = findGroup(zone, sought, edition);
    if (group) used.set(group, sought.row.path);
    return { sought, group };
  });
  const alone = found.flatMap(({ sought, group }) => (group ? [readRow(sought.row, group)] : []));
  const mayLose = losesBlanks || tellsOfBlanks(alone);
  const rows = found.map(({ sought, group }) =>
    group ? settle(tape, sought, group, zone, mayLose) : readMissing(tape, zone, end, groups, sought),
  );
  if (used.size === 0) return undefined;
  const places = [...used.keys()].map((group) => zone.indexOf(group));
  const inside = zone.slice(Math.min(...places), Math.max(...places));
  return {
    edition,
    rows,
    used: [...used.keys()],
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

/** The first that surely is the row; else the nearest. What is another row more than this one is not it. */
function findGroup(
  zone: readonly FigureGroup[],
  sought: SoughtRow,
  edition: Edition,
): FigureGroup | undefined {
  let nearest: FigureGroup | undefined;
  let best = LEAST_SCORE;
  for (const group of zone) {
    const score = scoreLabel(group, sought);
    if (score <= best && !(score === 1 && best < 1)) continue;
    const rival = Math.max(
      ...SOUGHT_PROACTIVE[edition].map((other) => (other === sought ? 0 : scoreLabel(group, other))),
    );
    if (rival > score) continue;
    nearest = group;
    best = score;
    if (score >= SURE) break;
  }
  return nearest;
}

/** Its label with nothing behind it is a row of blanks. */
function readMissing(
  tape: Tape,
  zone: readonly FigureGroup[],
  end: number,
  groups: readonly FigureGroup[],
  { row, labels }: SoughtRow,
): RowReading {
  const from = zone[0]?.labelStart ?? 0;
  const to = groups[end]?.start ?? zone.at(-1)?.start ?? from;
  const words = keepHan(tape.text.slice(from, to));
  const start = Math.max(0, words.search(ANY_HEAD));
  return labels.some((label) => findNear(words, label, label.length > 4 ? 0.8 : 1, start) !== undefined)
    ? { row, values: row.cells.map(() => 0), hasBlanks: true }
    : { row, why: 'missing-row' };
}

function settle(
  tape: Tape,
  { row }: SoughtRow,
  group: FigureGroup,
  zone: readonly FigureGroup[],
  mayLose: boolean,
): RowReading {
  const amount = row.cells.at(-1)?.column.kind;
  const isAmount = amount === 'yuan' || amount === 'wanYuan';
  const unit = isAmount ? tellUnit(tape, group, zone) : undefined;
  const alone = readRow(row, group, unit);
  const read = mayLose ? loosenRow(alone) : alone;
  const settled =
    read.values === undefined && read.why === undefined
      ? read.readings.length === 1 && read.isLoose !== true
        ? { ...read, values: read.readings[0] }
        : { ...read, why: 'several-readings' as const, candidates: read.readings.slice(0, MAX_CANDIDATES) }
      : read;
  if (settled.values !== undefined && group.slots.some((slot) => slot.kind === 'figure' && slot.isWorded))
    return { ...settled, values: undefined, why: 'several-readings', candidates: [settled.values] };
  return isAmount ? withUnit(settled, unit) : settled;
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
