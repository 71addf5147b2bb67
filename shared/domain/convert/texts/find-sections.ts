/** The narrative: what stands before, between and behind the tables. */
import { findHeadings, HEADINGS, type Heading } from './find-headings.ts';
import { keepHan } from '../tape/characters.ts';
import { readPassage } from './narrative-text.ts';
import type { Tape } from '../tape/tape.ts';

/** Where the tables stand; undefined where one wasn't found. */
export interface TablePlaces {
  readonly proactive: Span | undefined;
  readonly applications: Span | undefined;
  readonly disputes: Span | undefined;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Sections {
  readonly preamble: string;
  readonly overview: string;
  readonly problems: string;
  readonly other: string;
  /** Prose that stands in sections two to four, which the format has no place for. */
  readonly leftOut: readonly string[];
  /** Whether the text goes on behind its tables. */
  readonly hasTail: boolean;
}

/** `bodyStart`: behind the title. */
export function findSections(tape: Tape, tables: TablePlaces, bodyStart: number): Sections {
  const { text } = tape;
  const end = text.length;
  const tablesStart = tables.proactive?.start ?? tables.applications?.start ?? tables.disputes?.start ?? end;
  const tablesEnd = tables.disputes?.end ?? tables.applications?.end ?? tables.proactive?.end ?? bodyStart;
  const find = (labels: readonly string[], from: number, to: number): Heading[] => {
    const numbered = findHeadings(text, labels, from, to);
    return numbered.length > 0 ? numbered : findHeadings(text, labels, from, to, true);
  };
  const overviewHead = find(HEADINGS.overview, bodyStart, tablesStart).at(-1);
  const sectionTwo = find(HEADINGS.proactive, overviewHead?.end ?? bodyStart, tablesStart).at(-1);
  const problemsHead = find(HEADINGS.problems, tablesEnd, end)[0];
  const otherHead = find(HEADINGS.other, problemsHead?.end ?? tablesEnd, end)[0];
  const overviewStart = overviewHead?.end ?? bodyStart;
  const read = (from: number, to: number): string => (to > from ? readPassage(tape, from, to) : '');
  return {
    preamble: overviewHead ? read(bodyStart, overviewHead.start) : '',
    overview: read(overviewStart, Math.max(sectionTwo?.start ?? tablesStart, overviewStart)),
    problems: read(problemsHead?.end ?? tablesEnd, otherHead?.start ?? end),
    other: otherHead ? read(otherHead.end, end) : '',
    leftOut: [...findLeftOut(tape, tables, sectionTwo), ...findBehind(tape, tables, problemsHead)],
    hasTail: problemsHead !== undefined || otherHead !== undefined,
  };
}

/** What stands between table four and section five: remarks on the table. */
function findBehind(tape: Tape, { disputes }: TablePlaces, problemsHead: Heading | undefined): string[] {
  if (!disputes || !problemsHead || problemsHead.start <= disputes.end) return [];
  const passage = readPassage(tape, disputes.end, problemsHead.start);
  return keepHan(passage).length < LEAST_WORDS ? [] : [passage];
}

const LEAST_WORDS = 4;
const LEAST_PROSE = 12;

/** Sentences between the heading of a section and its table, or behind the table. */
function findLeftOut(tape: Tape, tables: TablePlaces, sectionTwo: Heading | undefined): string[] {
  const { proactive, applications, disputes } = tables;
  const gaps: Span[] = [];
  if (sectionTwo && proactive) gaps.push({ start: sectionTwo.end, end: proactive.start });
  if (proactive && applications) gaps.push({ start: proactive.end, end: applications.start });
  if (applications && disputes) gaps.push({ start: applications.end, end: disputes.start });
  return gaps
    .map(({ start, end }) => (end > start ? readPassage(tape, start, end) : ''))
    .map((passage) =>
      passage
        .split(/\n|(?=[一二三四]、)/)
        .filter((line) => line.includes('。'))
        .join('\n'),
    )
    .filter((passage) => passage.length >= LEAST_PROSE);
}
