/** What a page and an answer say of the difference between two versions of a report. Pure. */
import type { SubmissionHead } from '../../shared/domain/standing/submission.ts';
import type { TableKey } from '../../shared/domain/form/catalogue.ts';
import { sumOutcomes, sumReceived, sumResults } from '../../shared/domain/form/derived-figures.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import {
  diffFigures,
  diffReports,
  type FactChange,
  type FigureChange,
  type RemarkChange,
  type TextChange,
} from '../../shared/domain/document/report-diff.ts';
import { samenessBetween } from '../../shared/domain/document/same-document.ts';
import { MAIN_FIGURES, type FormTableKey, type MainFigureKey, type NoPair } from '../texts/history-kinds.ts';
import type { ReadVersion, VersionReader } from './report-version.ts';
import { compareTexts, type ComparedText } from './text-diff.ts';

interface MainFigure {
  readonly key: MainFigureKey;
  /** `undefined` where a cell behind it could not be read. */
  readonly before: number | undefined;
  readonly after: number | undefined;
}

export interface FiguresDiff {
  /** Cells that both versions state, in the order of the form. */
  readonly changed: readonly FigureChange[];
  /** Cells that could not be read in one of the two versions. */
  readonly unread: readonly FigureChange[];
  readonly tables: Readonly<Record<FormTableKey, number>>;
  readonly main: readonly MainFigure[];
  readonly sameEdition: boolean;
}

export interface NarrativeDiff extends TextChange {
  readonly compared: ComparedText;
}

export type Sameness = ReturnType<typeof samenessBetween>;

export interface VersionDiff {
  readonly from: ReadVersion;
  readonly to: ReadVersion;
  readonly same: Sameness;
  /** `undefined` where one of them has no figures that could be read. */
  readonly figures: FiguresDiff | undefined;
  /** `undefined` where one of them could not be read at all. */
  readonly texts:
    | {
        readonly facts: readonly FactChange[];
        readonly narrative: readonly NarrativeDiff[];
        readonly notes: readonly RemarkChange[];
        readonly explanations: readonly RemarkChange[];
      }
    | undefined;
}

export function diffVersions(from: ReadVersion, to: ReadVersion): VersionDiff {
  const reports = from.stated && to.stated && diffReports(from.stated, to.stated);
  return {
    from,
    to,
    same: samenessBetween(from.submission, to.submission),
    figures: from.figures && to.figures && figuresDiff(from.figures, to.figures),
    texts: reports && {
      ...reports,
      narrative: reports.narrative.map((change) => ({
        ...change,
        compared: compareTexts(change.before ?? '', change.after ?? ''),
      })),
    },
  };
}

const isUnread = ({ before, after }: FigureChange): boolean => Number.isNaN(before) || Number.isNaN(after);

/** Cells that could be read in both, and those that could be read in only one. */
export function changedCells(before: Figures, after: Figures): Pick<FiguresDiff, 'changed' | 'unread'> {
  const changes = diffFigures(before, after);
  return { changed: changes.filter((change) => !isUnread(change)), unread: changes.filter(isUnread) };
}

function figuresDiff(before: Figures, after: Figures): FiguresDiff {
  const { changed, unread } = changedCells(before, after);
  const tables = { proactive: 0, applications: 0, disputes: 0 };
  for (const { path } of changed) tables[tableOf(path)]++;
  return {
    changed,
    unread,
    tables,
    main: mainFigures(before, after),
    sameEdition: before.edition === after.edition,
  };
}

const FORM_TABLE: ReadonlyMap<string, FormTableKey> = new Map<TableKey, FormTableKey>([
  ['proactive', 'proactive'],
  ['applications', 'applications'],
  ['reconsideration', 'disputes'],
  ['litigation', 'disputes'],
]);
const tableOf = (path: string): FormTableKey => FORM_TABLE.get(path.split('/')[1] ?? '') ?? 'disputes';

const MAIN: Readonly<Record<MainFigureKey, (figures: Figures) => number>> = {
  received: sumReceived,
  results: sumResults,
  disclosed: (figures) => {
    const { granted, partial } = sumOutcomes(figures);
    return granted + partial;
  },
};

function mainFigures(before: Figures, after: Figures): MainFigure[] {
  const valueOf = (key: MainFigureKey, figures: Figures): number | undefined => {
    const value = MAIN[key](figures);
    return Number.isNaN(value) ? undefined : value;
  };
  return MAIN_FIGURES.map((key) => ({ key, before: valueOf(key, before), after: valueOf(key, after) }));
}

/** What a reader asks to compare; what is left out is chosen for him. */
export interface AskedPair {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface VersionPair {
  readonly from: SubmissionHead;
  readonly to: SubmissionHead;
}

/** `submissions`: the newest first. */
export async function choosePair(
  submissions: readonly SubmissionHead[],
  read: VersionReader,
  asked: AskedPair,
): Promise<VersionPair | NoPair> {
  const find = (id: string): SubmissionHead | undefined =>
    submissions.find(({ submissionId }) => submissionId === id);
  if ([asked.from, asked.to].some((id) => id !== undefined && !find(id))) return 'unknown-version';
  const proposed =
    asked.from === undefined || asked.to === undefined ? await newestReadable(submissions, read, asked) : [];
  const [from, to] = [
    asked.from === undefined ? proposed.at(-1) : find(asked.from),
    asked.to === undefined ? proposed[0] : find(asked.to),
  ];
  return from && to ? { from, to } : 'no-two-versions';
}

/** So many are looked through at most for one that can be read. */
const MAX_LOOKED_AT = 30;

/**
 * A version for each one that is not named, the newest first: those with figures that can be read or, where too few
 * have, the newest.
 */
async function newestReadable(
  submissions: readonly SubmissionHead[],
  read: VersionReader,
  { from, to }: AskedPair,
): Promise<SubmissionHead[]> {
  const free = submissions.filter(({ submissionId }) => submissionId !== from && submissionId !== to);
  const wanted = from === undefined && to === undefined ? 2 : 1;
  const found: SubmissionHead[] = [];
  for (const submission of free.slice(0, MAX_LOOKED_AT)) {
    if ((await read(submission)).figures) found.push(submission);
    if (found.length === wanted) return found;
  }
  const others = free.filter((submission) => !found.includes(submission));
  const chosen = [...found, ...others.slice(0, wanted - found.length)];
  return chosen.length < wanted ? [] : submissions.filter((submission) => chosen.includes(submission));
}
