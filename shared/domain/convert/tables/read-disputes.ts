/** Table four: three times five cells, often in one row, each with its total (A4). */
import { CATALOGUES, type Row } from '../../form/catalogue.ts';
import type { FigureGroup } from '../tape/figure-groups.ts';
import { isLoose, readRow, trimSlots, type RowReading } from './row-reading.ts';
import { isFilled, type Slot } from '../tape/scan-figures.ts';
import { MAX_CANDIDATES } from './settle-applications.ts';
import { addsUp, countDigits, listReadings, type Values } from './split-figures.ts';

const ROWS: readonly Row[] = CATALOGUES['2021'].rows.filter(
  ({ table }) => table === 'reconsideration' || table === 'litigation',
);
const CELLS = 5;
/** Words of the head; two of them are enough. */
const HEAD = /结果维持|结果纠正|其他结果|尚未审结|维持|纠正|审结|总计|复议|诉讼/g;
const LEAST_WORDS = 4;
/** So many groups behind table three at most. */
const WITHIN = 6;

export interface DisputesReading {
  readonly rows: readonly RowReading[];
  /** The last group that belongs to it. */
  readonly last: FigureGroup | undefined;
}

/** The figures follow the head at once: behind other words they are another's, such as the day of the signature. */
const isHead = (label: string): boolean =>
  (label.match(HEAD)?.length ?? 0) >= LEAST_WORDS && HEAD_END.test(label.slice(-END));
const HEAD_END = /维持|纠正|审结|总计|结果|尚未|复议|起诉|诉讼|[计结]$/;
const END = 6;

/** `groups`: those behind table three; `losesBlanks`: whether its blank cells left no trace. */
export function readDisputes(groups: readonly FigureGroup[], losesBlanks = false): DisputesReading {
  const heads = groups
    .slice(0, WITHIN)
    .flatMap((group, i) => (isHead(group.label) && hasFigures(group.slots) ? [i] : []));
  // A sentence before the table has a figure or two.
  const at = heads.find((i) => countDigits(groups[i]!.slots) >= CELLS) ?? heads[0];
  const group = at === undefined ? undefined : groups[at];
  if (at === undefined || group === undefined)
    return { rows: ROWS.map((row) => ({ row, why: 'missing-row' as const })), last: undefined };
  return readApart(groups, at) ?? { rows: settle(group, losesBlanks), last: group };
}

const hasFigures = (slots: readonly Slot[]): boolean => slots.some(isFilled);

/** Each kind of dispute as a row of its own, whatever their order. */
function readApart(groups: readonly FigureGroup[], at: number): DisputesReading | undefined {
  const end = groups.findIndex(({ slots }, i) => i >= at && trimSlots(slots, CELLS).length !== CELLS);
  const found = groups.slice(at, end < 0 ? groups.length : end).slice(0, WITHIN);
  if (found.length < ROWS.length) return undefined;
  const kinds = found.map(tellKind);
  const isInOrder =
    found.length === ROWS.length && kinds.every((kind, i) => kind === undefined || kind === i);
  const rows = ROWS.map((row, i): RowReading => {
    const own = isInOrder ? [found[i]!] : found.filter((_, place) => kinds[place] === i);
    const [group] = own;
    return group !== undefined && own.length === 1
      ? readRow(row, group)
      : { row, group, why: group === undefined ? 'missing-row' : 'contradicting' };
  });
  return { rows, last: found.at(-1) };
}

/** How much of a label is looked at: the head may stand before it. */
const LABEL = 12;

/** Which of the three a row is, by the end of its label. */
function tellKind({ isRow, own, label }: FigureGroup): number | undefined {
  const words = isRow ? own : label.slice(-LABEL);
  if (words.includes('复议后')) return 2;
  if (/未经|直接/.test(words)) return 1;
  if (words.includes('诉讼')) return undefined;
  return words.includes('复议') ? 0 : undefined;
}

function settle(group: FigureGroup, losesBlanks: boolean): RowReading[] {
  const width = ROWS.length * CELLS;
  const slots = trimSlots(group.slots, width);
  if (slots.length === width)
    return ROWS.map((row, i) => readRow(row, { ...group, slots: slots.slice(i * CELLS, (i + 1) * CELLS) }));
  const kinds = new Array<'count'>(width).fill('count');
  const fitting = listReadings(slots, kinds, undefined, rowsAddUp) ?? [];
  const all = fitting.length > 0 ? [] : (listReadings(slots, kinds) ?? []);
  // Figures that stand apart and are too few have a blank among them.
  const left =
    fitting.length > 0 ? fitting : all.length === 1 && !losesBlanks && !isLoose(slots, width) ? all : [];
  return ROWS.map((row, i) => {
    const distinct = new Map(left.map((values) => [part(values, i).join(), part(values, i)]));
    const candidates = [...distinct.values()];
    if (candidates.length === 1) return { row, group, values: candidates[0], isParted: true };
    return {
      row,
      group,
      why:
        candidates.length > 1
          ? 'several-readings'
          : countDigits(slots) < width
            ? 'partly-blank'
            : 'no-reading',
      candidates: candidates.slice(0, MAX_CANDIDATES),
    };
  });
}

/** So far as whole rows are there. */
const rowsAddUp = (values: Values): boolean =>
  values.length % CELLS !== 0 || values.length === 0 || addsUp(values.slice(-CELLS));

const part = (values: Values, row: number): Values => values.slice(row * CELLS, (row + 1) * CELLS);
