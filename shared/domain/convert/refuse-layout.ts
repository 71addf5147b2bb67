/** Texts that nothing certain can be made of: told before anything is drafted. */
import type { Refusal } from './conversion.ts';
import { keepHan } from './tape/characters.ts';
import type { FigureGroup } from './tape/figure-groups.ts';
import { SOUGHT_APPLICATIONS } from './tables/form-rows.ts';
import { findNear } from './tape/near-label.ts';
import { scoreLabel } from './tables/align-rows.ts';
import type { ApplicationsReading } from './tables/read-applications.ts';
import type { ProactiveReading } from './tables/read-proactive.ts';
import type { DisputesReading } from './tables/read-disputes.ts';
import { isFilled } from './tape/scan-figures.ts';
import { countDigits } from './tables/split-figures.ts';
import { CELL, type Tape } from './tape/tape.ts';

interface Findings {
  readonly tape: Tape;
  readonly groups: readonly FigureGroup[];
  readonly proactive: ProactiveReading | undefined;
  readonly applications: ApplicationsReading | undefined;
  readonly disputes: DisputesReading;
  /** Sections behind the tables were found. */
  readonly hasTail: boolean;
  /** By the titles. */
  readonly years: readonly number[];
}

const REPORT = /政府信息公开|信息公开工作/;
const CARRIED_OUT = '结转下年度继续办理';
/** So many labels of table three are the table. */
const MANY_LABELS = 12;
const LONG_LABELS = SOUGHT_APPLICATIONS['2019']
  .map(({ labels }) => labels[0]!)
  .filter(({ length }) => length >= 5);

export function tellRefusal(findings: Findings): Refusal | undefined {
  const { tape, groups, proactive, applications, disputes, hasTail } = findings;
  const words = keepHan(tape.text);
  const labels = LONG_LABELS.filter((label) => words.includes(label)).length;
  if (isLinesDropped(tape, groups, labels)) return 'lines-dropped';
  if (countYears(groups) > 1) return 'several-years';
  if (applications && (applications.isTorn || isTorn(applications))) return 'torn-columns';
  if (labels >= MANY_LABELS && !hasFigures(findings)) return 'blank-form';
  const hasTables = proactive !== undefined || applications !== undefined;
  if (hasTables || labels >= MANY_LABELS) {
    const isCut = disputes.last === undefined && !hasTail && !hasCarriedOut(words, applications);
    if (isCut) return 'cut-off';
    return hasTables ? undefined : 'blank-form';
  }
  if (disputes.last !== undefined) return undefined;
  return REPORT.test(words) ? 'no-tables' : 'not-a-report';
}

const hasCarriedOut = (words: string, applications: ApplicationsReading | undefined): boolean =>
  applications?.rows.at(-1)?.group !== undefined ||
  findNear(words.slice(-400), CARRIED_OUT, 0.8) !== undefined;

/** Every line occurs once, in a text of one cell a line: what repeats was dropped, and figures repeat. */
function isLinesDropped({ text }: Tape, groups: readonly FigureGroup[], labels: number): boolean {
  // Real tables keep their cells.
  if (labels < MANY_LABELS || text.includes(CELL)) return false;
  const lines = text
    .split('\n')
    .map((line) => line.replaceAll(/\s/g, ''))
    .filter((line) => line !== '');
  if (lines.length < LEAST_LINES || new Set(lines).size < lines.length) return false;
  return groups.filter(({ slots }) => isRow(slots)).length < LEAST_ROWS;
}

const LEAST_LINES = 40;
const LEAST_ROWS = 4;
const isRow = (slots: FigureGroup['slots']): boolean =>
  slots.length >= 3 || slots.some((slot) => slot.kind === 'figure' && slot.digits.length >= 7);

/** How many different tables three there are, by their first rows and, where those are the same, what stands around them. */
function countYears(groups: readonly FigureGroup[]): number {
  const received = SOUGHT_APPLICATIONS['2021'][0]!;
  const places = groups.flatMap((group, i) =>
    isRowOfSeven(group) && scoreLabel(group, received) >= 0.85 ? [i] : [],
  );
  const before = Math.min(AROUND, ...places);
  const behind = Math.min(2 * AROUND, ...places.map((place) => groups.length - place));
  return new Set(places.map((place) => writeDigits(groups.slice(place - before, place + behind)))).size;
}

/** About as many rows as table two has. */
const AROUND = 10;

const writeDigits = (groups: readonly FigureGroup[]): string =>
  groups.flatMap(({ slots }) => slots.map((slot) => (slot.kind === 'figure' ? slot.digits : '-'))).join(' ');

const isRowOfSeven = ({ slots }: FigureGroup): boolean => countDigits(slots) >= 7;

/** Labels without figures, and figures without labels, in number. */
function isTorn({ rows, alignment }: ApplicationsReading): boolean {
  const missing = rows.filter(({ group }) => group === undefined).length;
  const surplus = rows.filter(({ group }) => group !== undefined && group.slots.length > 7 + 2).length;
  return missing >= 3 && surplus + alignment.strangers.length >= 2;
}

function hasFigures({ proactive, applications, disputes }: Findings): boolean {
  const groups = [
    ...(proactive?.used ?? []),
    ...(applications?.rows.flatMap(({ group }) => group ?? []) ?? []),
    ...(disputes.last ? [disputes.last] : []),
  ];
  return groups.some(({ slots }) => slots.some(isFilled));
}
