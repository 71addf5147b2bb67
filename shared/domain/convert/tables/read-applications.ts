/** Table three of a text: its rows by their labels, then its figures as a whole. */
import type { Edition } from '../../form/catalogue.ts';
import { alignRows, isUnlabelled, type AlignedRow, type Alignment } from './align-rows.ts';
import { keepHan } from '../tape/characters.ts';
import type { FigureGroup } from '../tape/figure-groups.ts';
import { SOUGHT_APPLICATIONS } from './form-rows.ts';
import { findNear } from '../tape/near-label.ts';
import { hasCellsApart, loosenRow, losesBlanks, readRow, type RowReading } from './row-reading.ts';
import { settleApplications, type OpenRow } from './settle-applications.ts';
import type { Slot } from '../tape/scan-figures.ts';
import { addsUp } from './split-figures.ts';
import type { Tape } from '../tape/tape.ts';

export interface ApplicationsReading {
  /** Whose rows it has: (六)其他处理 as one row, or as three. */
  readonly edition: Edition;
  readonly rows: readonly RowReading[];
  readonly alignment: Alignment;
  /** The list that the alignment's places lie in. */
  readonly groups: readonly FigureGroup[];
  /** Its blank cells left no trace. */
  readonly losesBlanks: boolean;
  /** Labels that the form has otherwise. */
  readonly misprinted: readonly AlignedRow[];
  /** Figures stand in blocks, apart from the labels that they belong to. */
  readonly isTorn: boolean;
  /** Its cells stand apart: figures don't run together here. */
  readonly isApart: boolean;
}

const CELLS = 7;
const DISPUTES = /维持|审结|复议/;
/** Fewer rows are no table three. */
const LEAST_ROWS = 2;
/** A label that is nearer is the row's, whatever stands around it. */
const SURE = 0.7;

export function readApplications(tape: Tape, all: readonly FigureGroup[]): ApplicationsReading | undefined {
  const split = all.flatMap(splitRepeated);
  const first = alignBest(split);
  if (first === undefined || first.alignment.matched < LEAST_ROWS) return undefined;
  const groups = dropNoise(split, first.alignment);
  const best = groups === split ? first : (alignBest(groups) ?? first);
  const { alignment, edition } = best;
  const isWhole =
    alignment.rows.every(({ group }) => group !== undefined) && alignment.strangers.length === 0;
  const open = alignment.rows.map((aligned, i) => openRow(tape, groups, alignment, aligned, i, isWhole));
  const loses = losesBlanks(open);
  const isApart = hasCellsApart(open);
  return {
    edition,
    rows: settleApplications(loses || isApart ? open.map(loosenRow) : open),
    losesBlanks: loses,
    alignment,
    groups,
    misprinted: alignment.rows.filter(({ score }) => score > 0 && score < 1),
    isApart,
    isTorn: groups.some(
      ({ slots, isRow }, i) =>
        i >= alignment.first && i <= alignment.last && !isRow && slots.length >= 2 * CELLS,
    ),
  };
}

function alignBest(
  groups: readonly FigureGroup[],
): { readonly alignment: Alignment; readonly edition: Edition } | undefined {
  const three = alignRows(groups, SOUGHT_APPLICATIONS['2021']);
  const one = alignRows(groups, SOUGHT_APPLICATIONS['2019']);
  if (one && (!three || one.total > three.total)) return { alignment: one, edition: '2019' };
  return three && { alignment: three, edition: '2021' };
}

/** Two rows of seven figures apart from each other without a label in between are two rows. */
function splitRepeated(group: FigureGroup): FigureGroup[] {
  const { slots, isRow, start, label } = group;
  // Table four has as many figures, where one of its fifteen ran into another.
  if (
    isRow ||
    slots.length !== 2 * CELLS ||
    DISPUTES.test(label) ||
    slots.some((slot) => slot.kind === 'figure' && slot.touches)
  )
    return [group];
  const halves: readonly (readonly Slot[])[] = [slots.slice(0, CELLS), slots.slice(CELLS)];
  return halves.map((half, i) => ({
    ...group,
    label: i === 0 ? group.label : '',
    labelStart: i === 0 ? group.labelStart : half[0]!.start,
    start: i === 0 ? start : half[0]!.start,
    end: half.at(-1)!.end,
    slots: half,
  }));
}

/** In a table of real rows a figure or two between them is a page's number. */
function dropNoise(groups: readonly FigureGroup[], { first, last }: Alignment): readonly FigureGroup[] {
  const inside = groups.slice(first, last + 1);
  const rows = inside.filter(({ isRow }) => isRow).length;
  const noise = inside.filter(({ isRow, slots }) => !isRow && slots.length <= 2);
  if (noise.length === 0 || rows < 4 * (inside.length - rows)) return groups;
  return groups.filter((group) => !noise.includes(group));
}

function openRow(
  tape: Tape,
  groups: readonly FigureGroup[],
  alignment: Alignment,
  { sought, group, score }: AlignedRow,
  place: number,
  isWhole: boolean,
): OpenRow {
  const { row } = sought;
  if (group === undefined) {
    // All cells blank: the label is there, and nothing behind it.
    return isLabelBetween(tape, alignment, place)
      ? { row, values: row.cells.map(() => 0), hasBlanks: true, readings: [] }
      : { row, why: 'missing-row', readings: [] };
  }
  const read = withoutNextNumber(readRow(row, group), alignment.rows[place + 1]);
  if (isSure(groups, alignment, place, score, isWhole)) return read;
  const candidates = read.values ? [read.values] : read.readings;
  return { ...read, values: undefined, why: 'doubtful-source', candidates: candidates.slice(0, 3) };
}

/** A near label, or neighbours of the form on both sides; a table's row without a label where no row is missing. */
function isSure(
  groups: readonly FigureGroup[],
  { rows }: Alignment,
  place: number,
  score: number,
  isWhole: boolean,
): boolean {
  if (score >= SURE) return true;
  const { group } = rows[place]!;
  if (group === undefined) return false;
  if (isUnlabelled(group) && score === 0 && !isWhole) return false;
  if (isUnlabelled(group) && score === 0 && group.isRow) return true;
  const at = groups.indexOf(group);
  const labelled = (row: AlignedRow | undefined): FigureGroup | undefined =>
    row !== undefined && row.score > 0 ? row.group : undefined;
  const before = labelled(rows[place - 1]);
  const after = labelled(rows[place + 1]);
  return (
    (place === 0 || (before !== undefined && groups[at - 1] === before)) &&
    (place === rows.length - 1 || (after !== undefined && groups[at + 1] === after))
  );
}

/** Between the rows before and after that have figures. */
function isLabelBetween(tape: Tape, { rows }: Alignment, place: number): boolean {
  const before = rows.slice(0, place).findLast(({ group }) => group !== undefined)?.group;
  const after = rows.slice(place + 1).find(({ group }) => group !== undefined)?.group;
  if (before === undefined && after === undefined) return false;
  const from = before?.end ?? Math.max(0, after!.start - 400);
  const to = after?.start ?? before!.end + 400;
  const words = keepHan(tape.text.slice(from, to));
  // A digit that is no label's number belongs to some row: then nothing here is blank for certain.
  if (/\d/.test(tape.text.slice(from, to).replaceAll(/\d[^\S\n]*[.、．]/g, ''))) return false;
  return (
    rows[place]!.sought.labels.some(
      (label) => label.length > 3 && findNear(words, label, SURE) !== undefined,
    ) || isShortLabelBetween(tape.text.slice(from, to), rows[place]!)
  );
}

/** 3.其他 and (七)总计 are found by their numbers. */
function isShortLabelBetween(text: string, { sought }: AlignedRow): boolean {
  const label = sought.row.label.zh.replace(/^.*?(?=[^\d(一二三四五六七).、]+$)/, '');
  const number = /\d|[一二三四五六七]/.exec(sought.row.label.zh)?.[0] ?? '';
  return new RegExp(`${number}[)）.、]\\s*${label}`).test(text.replaceAll(/[^\S\n]/g, ''));
}

/** `00000002其他法律`: the number of the next label ran into the figures, without its point. */
function withoutNextNumber(read: OpenRow, next: AlignedRow | undefined): OpenRow {
  const last = read.group?.slots.at(-1);
  const number = /^\d/.exec(next?.sought.row.label.zh ?? '')?.[0];
  if (read.values !== undefined || number === undefined || last?.kind !== 'figure') return read;
  if (!last.digits.endsWith(number) || last.digits.length < 2) return read;
  if (read.readings.some(addsUp)) return read;
  const cut = { ...last, digits: last.digits.slice(0, -1), end: last.end - 1 };
  const group = read.group!;
  const shorter = readRow(read.row, { ...group, slots: [...group.slots.slice(0, -1), cut] });
  const fits = shorter.values ? addsUp(shorter.values) : shorter.readings.some(addsUp);
  return fits ? shorter : read;
}
