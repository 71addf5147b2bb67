/** The engine of Q1: the text against the tables. */
import { locateCell } from '../form/catalogue.ts';
import {
  readStatedCounts,
  type CountedThing,
  type NarrativeOf,
  type StatedCount,
} from './narrative-counts.ts';
import type { Figures } from '../form/figures.ts';
import type { Passage } from '../findings/finding.ts';
import type { ReadingBudget } from './reading-budget.ts';

const NARRATIVE_PATHS = ['/narrative/overview', '/narrative/problems', '/narrative/other'] as const;
type NarrativePath = (typeof NARRATIVE_PATHS)[number];

/** A count in the narrative that the tables contradict. */
export interface Contradiction {
  readonly path: NarrativePath;
  readonly passage: Passage;
  /** The words that state the count. */
  readonly words: string;
  readonly thing: CountedThing;
  readonly stated: number;
  readonly expected: number;
  /** Paths of the cells that were added up for `expected`. */
  readonly cells: readonly string[];
  /** Paths of every cell that was read: an explanation lapses when one of them changes. */
  readonly about: readonly string[];
}

const RECEIVED = '/applications/received/total';
const CARRIED_IN = '/applications/carriedIn/total';
const HANDLED = '/applications/results/total/total';
const CARRIED_OUT = '/applications/carriedOut/total';
const RECONSIDERED = '/reconsideration/total';
const SUED = ['/litigation/direct/total', '/litigation/afterReconsideration/total'];

interface Meaning {
  /** Things of one kind are told once, and not at all where one of them agrees with the tables: the other is a part. */
  readonly kind: string;
  /** Sums of cells, any of which the count may be; the first is the one expected. */
  readonly readings: readonly (readonly string[])[];
}
const MEANINGS: Readonly<Record<CountedThing, Meaning>> = {
  received: { kind: 'received', readings: [[RECEIVED]] },
  receivedAndCarriedIn: { kind: 'received', readings: [[RECEIVED, CARRIED_IN], [RECEIVED]] },
  accepted: { kind: 'received', readings: [[RECEIVED], [RECEIVED, CARRIED_IN]] },
  processed: { kind: 'received', readings: [[RECEIVED], [RECEIVED, CARRIED_IN], [HANDLED]] },
  handled: { kind: 'handled', readings: [[HANDLED]] },
  answered: { kind: 'handled', readings: [[HANDLED], [RECEIVED]] },
  carriedIn: { kind: 'carriedIn', readings: [[CARRIED_IN]] },
  carriedOut: { kind: 'carriedOut', readings: [[CARRIED_OUT]] },
  reconsideration: { kind: 'reconsideration', readings: [[RECONSIDERED]] },
  litigation: { kind: 'litigation', readings: [SUED] },
  disputes: { kind: 'disputes', readings: [[RECONSIDERED, ...SUED]] },
};
/** Table 三 and the disputes lie alike in both editions. */
const INDEX: ReadonlyMap<string, number> = new Map(
  [RECEIVED, CARRIED_IN, HANDLED, CARRIED_OUT, RECONSIDERED, ...SUED].map((path) => [
    path,
    locateCell('2021', path),
  ]),
);

/**
 * The counts of a narrative that the figures contradict: those of a kind are told where no reading of any of them fits,
 * and none of all in a text together (当面收到4件,网络收到5件). `narrative`: its texts in the order of `NARRATIVE_PATHS`.
 */
export function findContradictions(
  narrative: readonly (string | undefined)[],
  figures: Figures,
  of: NarrativeOf,
  budget: ReadingBudget,
): Contradiction[] {
  const agreed = new Set<string>();
  const contradicted = new Map<string, Contradiction>();
  NARRATIVE_PATHS.forEach((path, i) => {
    const text = narrative[i];
    if (text === undefined) return;
    const together = new Map<string, number>();
    for (const count of readStatedCounts(text, of, budget)) {
      const { kind, readings } = MEANINGS[count.thing];
      const sums = readings.map((cells) => sumOf(figures, cells));
      // A cell that could not be read says neither.
      if (sums.some(Number.isNaN)) continue;
      const all = (together.get(kind) ?? 0) + count.value;
      together.set(kind, all);
      if (sums.includes(all) || sums.some((sum) => isRoundedTo(count, sum))) agreed.add(kind);
      else if (!contradicted.has(kind))
        contradicted.set(kind, contradiction(path, text, count, readings, sums[0]!));
    }
  });
  return [...contradicted].filter(([kind]) => !agreed.has(kind)).map(([, found]) => found);
}

/** 2万件 may be 19 500 or 20 900; a number that is exact is itself only. */
const isRoundedTo = ({ value, roundedTo }: StatedCount, sum: number): boolean =>
  sum - value < roundedTo && value - sum <= roundedTo / 2 && (roundedTo > 1 || sum === value);

const sumOf = ({ cells }: Figures, paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + cells[INDEX.get(path)!]!, 0);

function contradiction(
  path: NarrativePath,
  text: string,
  { thing, value, start, end }: StatedCount,
  readings: Meaning['readings'],
  expected: number,
): Contradiction {
  return {
    path,
    passage: { path, start, end },
    words: text.slice(start, end).replaceAll(/\s/g, ''),
    thing,
    stated: value,
    expected,
    cells: readings[0]!,
    about: [...new Set(readings.flat())],
  };
}
