/** The text against the tables: counts that were read in a narrative, each of one thing or another. */
import { readFigure, type Figures } from '../form/figures.ts';
import type { Passage } from '../findings/finding.ts';
import {
  readStatedCounts,
  type CountedThing,
  type NarrativeOf,
  type StatedCount,
} from './narrative-counts.ts';
import type { ReadingBudget } from './reading-budget.ts';

const NARRATIVE_PATHS = ['/narrative/overview', '/narrative/problems', '/narrative/other'] as const;
export type NarrativePath = (typeof NARRATIVE_PATHS)[number];

/** A count of a thing, in whatever vocabulary of things. */
export type ThingCount<Thing extends string> = Omit<StatedCount, 'thing'> & { readonly thing: Thing };

/** A section with the counts that it states. */
export interface SectionCounts<Thing extends string = CountedThing> {
  readonly path: NarrativePath;
  readonly text: string;
  readonly counts: readonly ThingCount<Thing>[];
}

/** A count in the narrative that the tables contradict. */
export interface Contradiction {
  readonly path: NarrativePath;
  readonly passage: Passage;
  /** The words that state the count. */
  readonly words: string;
  readonly thing: string;
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

export interface Meaning {
  /** Things of one kind are told once, and not at all where one of them agrees with the tables: the other is a part. */
  readonly kind: string;
  /** Sums of cells, any of which the count may be; the first is the one expected. */
  readonly readings: readonly (readonly string[])[];
}
export const MEANINGS: Readonly<Record<CountedThing, Meaning>> = {
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
/** `narrative`: its texts in the order of `NARRATIVE_PATHS`. */
export function readNarrativeCounts(
  narrative: readonly (string | undefined)[],
  of: NarrativeOf,
  budget: ReadingBudget,
): SectionCounts[] {
  return NARRATIVE_PATHS.flatMap((path, i) => {
    const text = narrative[i];
    return text === undefined ? [] : [{ path, text, counts: readStatedCounts(text, of, budget) }];
  });
}

/**
 * The counts of a narrative that the figures contradict: those of a kind are told where no reading of any of them fits,
 * and none of all in a text together (当面收到4件,网络收到5件).
 */
export const findContradictions = (sections: readonly SectionCounts[], figures: Figures): Contradiction[] =>
  compareCounts(sections, MEANINGS, figures);

/** The same for things of any vocabulary. */
export function compareCounts<Thing extends string>(
  sections: readonly SectionCounts<Thing>[],
  meanings: Readonly<Record<Thing, Meaning>>,
  figures: Figures,
): Contradiction[] {
  const agreed = new Set<string>();
  const contradicted = new Map<string, Contradiction>();
  for (const { path, text, counts } of sections) {
    const together = new Map<string, number>();
    for (const count of counts) {
      const { kind, readings } = meanings[count.thing];
      const sums = readings.map((cells) => addCells(figures, cells));
      // A cell that could not be read says neither.
      if (sums.some(Number.isNaN)) continue;
      const all = (together.get(kind) ?? 0) + count.value;
      together.set(kind, all);
      if (sums.includes(all) || sums.some((sum) => isRoundedTo(count, sum))) agreed.add(kind);
      else if (!contradicted.has(kind))
        contradicted.set(kind, contradiction(path, text, count, readings, sums[0]!));
    }
  }
  return [...contradicted].filter(([kind]) => !agreed.has(kind)).map(([, found]) => found);
}

/** Two counts of one thing. */
export interface Restatement {
  readonly here: Contradiction;
  readonly there: { readonly path: NarrativePath; readonly words: string };
}

/**
 * Things that one section states as the tables do, and another with a value that is no reading of them: told apart from
 * contradictions, where none agrees. Within a section the other is a part of the whole (全区15件,区政府3件).
 */
export function findRestatements<Thing extends string>(
  sections: readonly SectionCounts<Thing>[],
  meanings: Readonly<Record<Thing, Meaning>>,
  figures: Figures,
): Restatement[] {
  const stating = sections.filter(({ counts }) => counts.length > 0);
  if (stating.length < 2) return [];
  const all = stating.map((section) => splitByAgreement(section, meanings, figures));
  return all.flatMap(({ section, differing, agreeing: own }) =>
    [...differing].flatMap(([thing, count]) => {
      if (own.has(thing)) return [];
      const other = all.find(({ agreeing }) => agreeing.has(thing));
      const agreed = other?.agreeing.get(thing);
      if (!other || !agreed) return [];
      const { readings } = meanings[thing];
      return [
        {
          here: contradiction(section.path, section.text, count, readings, agreed.value),
          there: { path: other.section.path, words: wordsAt(other.section.text, agreed) },
        },
      ];
    }),
  );
}

/** For each thing the first count that agrees with the tables, and the first that does not. */
function splitByAgreement<Thing extends string>(
  section: SectionCounts<Thing>,
  meanings: Readonly<Record<Thing, Meaning>>,
  figures: Figures,
) {
  const agreeing = new Map<Thing, ThingCount<Thing>>();
  const differing = new Map<Thing, ThingCount<Thing>>();
  const together = new Map<Thing, number>();
  for (const count of section.counts) {
    const sums = meanings[count.thing].readings.map((cells) => addCells(figures, cells));
    if (sums.some(Number.isNaN)) continue;
    const all = (together.get(count.thing) ?? 0) + count.value;
    together.set(count.thing, all);
    const agrees = sums.includes(all) || sums.some((sum) => isRoundedTo(count, sum));
    const counts = agrees ? agreeing : differing;
    if (!counts.has(count.thing)) counts.set(count.thing, count);
  }
  return { section, agreeing, differing };
}

/** 2万件 may be 19 500 or 20 900; a number that is exact is itself only. */
const isRoundedTo = ({ value, roundedTo }: ThingCount<string>, sum: number): boolean =>
  sum - value < roundedTo && value - sum <= roundedTo / 2 && (roundedTo > 1 || sum === value);

/** NaN where a cell could not be read, or the edition has none. */
const addCells = (figures: Figures, paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + (readFigure(figures, path) ?? Number.NaN), 0);

const wordsAt = (text: string, { start, end }: { readonly start: number; readonly end: number }): string =>
  text.slice(start, end).replaceAll(/\s/g, '');

function contradiction(
  path: NarrativePath,
  text: string,
  { thing, value, start, end }: ThingCount<string>,
  readings: Meaning['readings'],
  expected: number,
): Contradiction {
  return {
    path,
    passage: { path, start, end },
    words: wordsAt(text, { start, end }),
    thing,
    stated: value,
    expected,
    cells: readings[0]!,
    about: [...new Set(readings.flat())],
  };
}
