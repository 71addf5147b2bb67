/**
 * What an assessment (考核) of an agency's year stands on: each fact as a number, with the evidence that it was counted from.
 * What can't be known stays unknown: it is never counted as kept.
 */
import {
  countDays,
  countDaysLate,
  tellChinaDay,
  type AgencyKind,
  type Instant,
  type IsoDay,
} from '../basics/calendar.ts';
import { deadlineFor } from '../basics/deadlines.ts';
import { findConfirmation } from '../desk/rectifications.ts';
import { countCorrections, listDisputes, LAWSUITS, RECONSIDERATIONS } from '../form/breakdowns.ts';
import type { CopiedText } from '../narrative/original-text.ts';
import type { Repetition } from '../narrative/repetition.ts';
import {
  ASPECTS_TOLD,
  FEES_STATED,
  OVERSIGHT_TOLD,
  PARTS_KEPT,
  PUBLISHED_PLAUSIBLY,
  TEXT_FILLED_IN,
  TEXT_NO_PLACEHOLDER,
  TEXT_NOT_COPIED,
  TEXT_NOT_REPEATED,
  TEXT_SAYS_SOMETHING,
} from '../rules/rule-list.ts';
import { inTheirOrder, listWithdrawn, type KeptAct } from '../standing/acts/act.ts';
import { findCorrection } from '../standing/acts/office-standing.ts';
import { countLateDays, countOverdueDays, tellState } from '../standing/agency-year.ts';
import type { AgencyYear, InForce } from '../standing/agency-year-record.ts';
import { findPublication, tellPublication } from '../standing/publication.ts';
import type { SubmissionHead } from '../standing/submission.ts';
import { FACT_NAMES, type FactName, type UnknownWhy } from './fact-names.ts';

/** An agency's year, with what its lists alone don't tell. */
export interface Assessed {
  readonly item: AgencyYear;
  /** All warnings of the report in force, those of comparing it included. */
  readonly warnings: readonly AssessedWarning[];
  /** Rules that found something in the document in force itself. */
  readonly rules: readonly string[];
  /** How much of its text stood in last year's report, where that was measured. */
  readonly repetition: Repetition | undefined;
  /** Whose text it has, where it has another's. */
  readonly copied: Pick<CopiedText, 'source' | 'similarity'> | undefined;
  /** What was filed in the year; empty where the office returned nothing. */
  readonly heads: readonly SubmissionHead[];
}

interface AssessedWarning {
  readonly rule: string;
  /** JSON Pointer of the place that it is about. */
  readonly path: string;
  readonly isExplained: boolean;
}

/** A return by the office, and what came of it. */
export interface ReturnEvidence {
  readonly kind: 'return';
  /** The act. */
  readonly id: string;
  readonly at: Instant;
  /** The last day that the office has set. */
  readonly until: IsoDay;
  readonly submissionId: string;
  /** `undefined` while there is none. */
  readonly corrected: { readonly at: Instant; readonly submissionId: string } | undefined;
  /** From the day of the return to that of the correction, or until now; `undefined` where the office took the report as it was. */
  readonly days: number | undefined;
  /** Past the day that was set, until the correction or until now. */
  readonly daysOver: number;
}

export type Evidence =
  | { readonly kind: 'deadline'; readonly day: IsoDay; readonly isExtended: boolean }
  /** The first acceptable submission. */
  | { readonly kind: 'received'; readonly at: Instant; readonly submissionId: string | undefined }
  | { readonly kind: 'none-until'; readonly at: Instant }
  | {
      readonly kind: 'published';
      readonly day: IsoDay;
      readonly statedAt: Instant;
    }
  /** What a rule found in the report in force; `path` is left out where the rule alone is kept. */
  | {
      readonly kind: 'finding';
      readonly rule: string;
      readonly path: string | undefined;
      readonly isExplained: boolean;
      readonly submissionId: string;
    }
  /** Why the checks returned the newest submission. */
  | {
      readonly kind: 'errors';
      readonly count: number;
      readonly at: Instant;
      readonly submissionId: string;
    }
  | ReturnEvidence
  /** Percents of a section that stood in last year's. */
  | {
      readonly kind: 'repeated';
      readonly section: keyof Repetition;
      readonly percent: number;
      readonly year: number;
    }
  /** Percents. */
  | {
      readonly kind: 'copied';
      readonly percent: number;
      readonly year: number;
      readonly agency: { readonly id: string; readonly name: string } | undefined;
    }
  | { readonly kind: 'cell'; readonly path: string; readonly value: number };

export interface Fact {
  readonly name: FactName;
  /** What is counted; `undefined` where it can't be known, and `unknown` says why. */
  readonly amount: number | undefined;
  /** Out of how many, where that is told. */
  readonly whole?: number | undefined;
  readonly unknown?: UnknownWhy | undefined;
  readonly evidence: readonly Evidence[];
}

type Told = Omit<Fact, 'name'>;

/** Findings that say that something is not there; each counts once, however many places it is about. */
const COMPLETENESS: readonly { readonly id: string; readonly since?: IsoDay }[] = [
  TEXT_SAYS_SOMETHING,
  ASPECTS_TOLD,
  FEES_STATED,
  TEXT_NO_PLACEHOLDER,
  TEXT_FILLED_IN,
  OVERSIGHT_TOLD,
  PARTS_KEPT,
];
/** Facts of their own: what is missing or copied is no open finding besides. */
const TOLD_APART: ReadonlySet<string> = new Set(
  [...COMPLETENESS, TEXT_NOT_COPIED, TEXT_NOT_REPEATED].map(({ id }) => id),
);

const unknown = (why: UnknownWhy): Told => ({ amount: undefined, unknown: why, evidence: [] });

type Tell = (assessed: Assessed, at: Instant) => Told;
const TELL: Readonly<Record<FactName, Tell>> = {
  missing: tellMissing,
  'filed-late': tellFiledLate,
  'published-late': tellPublishedLate,
  'publication-not-stated': tellNotStated,
  incomplete: tellIncomplete,
  inconsistent: tellInconsistent,
  unexplained: tellUnexplained,
  returned: tellReturned,
  'corrected-late': tellCorrectedLate,
  'repeated-text': tellRepeated,
  'copied-text': tellCopied,
  'disputes-lost': tellDisputes,
};

/** As of an instant, in the order of their names. */
export const describeFacts = (assessed: Assessed, at: Instant): readonly Fact[] =>
  FACT_NAMES.map((name) => ({
    name,
    ...(assessed.item.obliged ? TELL[name](assessed, at) : unknown('not-obliged')),
  }));

/** Without a number of days, a return is to be corrected by the day that the office has set. */
export const isCorrectedLate = (
  { days, daysOver }: Pick<ReturnEvidence, 'days' | 'daysOver'>,
  within: number | undefined,
): boolean => days !== undefined && (within === undefined ? daysOver > 0 : days > within);

const deadlineIn = ({ agency, district, year, extension }: AgencyYear): IsoDay =>
  deadlineFor({ kind: agency.kind, district }, year, extension);

const citeDeadline = (item: AgencyYear): Evidence => ({
  kind: 'deadline',
  day: deadlineIn(item),
  isExtended: item.extension !== undefined,
});

const citeFirst = ({ firstAccepted, inForce }: AgencyYear): Evidence[] =>
  firstAccepted
    ? [
        {
          kind: 'received',
          at: firstAccepted.receivedAt,
          submissionId: inForce?.order === firstAccepted.order ? inForce.submissionId : undefined,
        },
      ]
    : [];

function tellMissing(assessed: Assessed, at: Instant): Told {
  const { item } = assessed;
  const { obliged, inForce, latest, office } = item;
  if (inForce) return { amount: 0, evidence: citeFirst(item) };
  const state = tellState({ obliged, inForce, submitted: latest !== undefined });
  const days = countOverdueDays({ state, deadline: deadlineIn(item), office }, at);
  if (days === 0) return unknown('not-due');
  return { amount: 1, evidence: [...citeDue(assessed, at), { kind: 'none-until', at }] };
}

/** After a return of the office, the day that it has set. */
function citeDue(assessed: Assessed, at: Instant): Evidence[] {
  const returned = assessed.item.office?.returned;
  return returned
    ? listReturns(assessed, at).filter(
        (one) => one.at === returned.at && one.submissionId === returned.submissionId,
      )
    : [citeDeadline(assessed.item)];
}

function tellFiledLate({ item }: Assessed): Told {
  const { firstAccepted } = item;
  if (!firstAccepted) return unknown('not-filed');
  const amount = countLateDays(deadlineIn(item), firstAccepted.receivedAt);
  return { amount, evidence: [citeDeadline(item), ...citeFirst(item)] };
}

/** The day as the document or a record states it. */
function citePublication(item: AgencyYear): Evidence[] {
  const { publishedOn: day, receivedAt } = findPublication(item) ?? {};
  return day === undefined || receivedAt === undefined
    ? []
    : [{ kind: 'published', day, statedAt: receivedAt }];
}

function tellPublishedLate({ item }: Pick<Assessed, 'item'>): Told {
  const told = tellPublication(item, deadlineIn(item));
  if (!told) return unknown('not-filed');
  if (told.state === 'not-stated') return unknown('not-stated');
  return { amount: told.lateDays, evidence: [citeDeadline(item), ...citePublication(item)] };
}

function tellNotStated({ item }: Assessed, at: Instant): Told {
  const deadline = deadlineIn(item);
  const told = tellPublication(item, deadline);
  if (!told) return unknown('not-filed');
  if (told.state !== 'not-stated') return { amount: 0, evidence: citePublication(item) };
  if (countDaysLate(deadline, at) === 0) return unknown('not-due');
  return { amount: 1, evidence: [citeDeadline(item), { kind: 'none-until', at }] };
}

/** What not every report is asked for, by the rule that asks for it. */
const ASKED: Readonly<Record<string, (kind: AgencyKind, report: InForce) => boolean>> = {
  [ASPECTS_TOLD.id]: (kind, { nil, figures: { edition } }) =>
    edition === '2021' && kind !== 'consolidated' && !(nil && kind === 'township'),
  [FEES_STATED.id]: (_, { figures }) => figures.edition === '2021',
  [OVERSIGHT_TOLD.id]: (kind, { figures }) => kind === 'government' && figures.edition === '2021',
};

/** Out of the rules that held when the report came, and that ask something of such a report. */
function tellIncomplete({ item: { inForce, agency }, rules, warnings }: Assessed): Told {
  if (!inForce) return unknown('not-filed');
  const held = COMPLETENESS.filter(
    ({ id, since }) =>
      (since === undefined || since <= tellChinaDay(inForce.receivedAt)) &&
      (ASKED[id]?.(agency.kind, inForce) ?? true),
  );
  const isExplained = (id: string): boolean => {
    const own = warnings.filter(({ rule }) => rule === id);
    return own.length > 0 && own.every((warning) => warning.isExplained);
  };
  const found = held.filter(({ id }) => rules.includes(id) && !isExplained(id));
  return {
    amount: found.length,
    whole: held.length,
    evidence: found.map(({ id: rule }) => ({
      kind: 'finding',
      rule,
      path: undefined,
      isExplained: false,
      submissionId: inForce.submissionId,
    })),
  };
}

const citeWarnings = (warnings: readonly AssessedWarning[], submissionId: string): Evidence[] =>
  warnings.map((warning) => ({ kind: 'finding', ...warning, submissionId }));

/** What is open: errors of a submission that the checks returned, and warnings of the report in force that nobody explained. */
function tellInconsistent({ item, warnings }: Assessed): Told {
  const { inForce, latest } = item;
  if (!latest) return unknown('not-filed');
  const isPublishedLate = (tellPublishedLate({ item }).amount ?? 0) > 0;
  const isToldApart = (rule: string): boolean =>
    TOLD_APART.has(rule) || (isPublishedLate && rule === PUBLISHED_PLAUSIBLY.id);
  const open = warnings.filter(({ rule, isExplained }) => !isExplained && !isToldApart(rule));
  const { submissionId, receivedAt: at, outcome, errors: count } = latest;
  const isReturned = outcome === 'returned' && count > 0;
  return {
    amount: open.length + (isReturned ? count : 0),
    evidence: [
      ...(isReturned ? [{ kind: 'errors', count, at, submissionId } as const] : []),
      ...(inForce ? citeWarnings(open, inForce.submissionId) : []),
    ],
  };
}

function tellUnexplained({ item: { inForce }, warnings }: Assessed): Told {
  if (!inForce) return unknown('not-filed');
  return {
    amount: warnings.filter(({ isExplained }) => !isExplained).length,
    whole: warnings.length,
    evidence: citeWarnings(warnings, inForce.submissionId),
  };
}

type Returned = Extract<KeptAct, { kind: 'return' }>;

/** Those that nobody withdrew, the oldest first: a demand of a correction (要求更正) is no return. */
function listReturns({ item: { acts = [] }, heads }: Assessed, at: Instant): ReturnEvidence[] {
  const withdrawn = listWithdrawn(acts);
  return inTheirOrder(acts)
    .filter((act): act is Returned => act.kind === 'return' && !withdrawn.has(act.id))
    .map((act) => describeReturn(act, acts, heads, at));
}

function describeReturn(
  act: Returned,
  acts: readonly KeptAct[],
  heads: readonly SubmissionHead[],
  at: Instant,
): ReturnEvidence {
  const correction = findCorrection(acts, act, heads);
  const confirmed = findConfirmation(act, acts);
  const isTaken = confirmed !== undefined && (!correction || confirmed < correction.receivedAt);
  const ended = tellChinaDay(correction?.receivedAt ?? at);
  return {
    kind: 'return',
    id: act.id,
    at: act.at,
    until: act.until,
    submissionId: act.submission.submissionId,
    corrected: correction && { at: correction.receivedAt, submissionId: correction.submissionId },
    days: isTaken ? undefined : countDays(tellChinaDay(act.at), ended),
    daysOver: isTaken ? 0 : Math.max(0, countDays(act.until, ended)),
  };
}

function tellReturned(assessed: Assessed, at: Instant): Told {
  if (!assessed.item.latest) return unknown('not-filed');
  const evidence = listReturns(assessed, at);
  return { amount: evidence.length, evidence };
}

/** By the days that the office has set; a scheme may say another number. */
function tellCorrectedLate(assessed: Assessed, at: Instant): Told {
  if (!assessed.item.latest) return unknown('not-filed');
  const evidence = listReturns(assessed, at);
  return {
    amount: evidence.filter((one) => isCorrectedLate(one, undefined)).length,
    whole: evidence.length,
    evidence,
  };
}

/** The section that repeats most. */
function tellRepeated({ item, repetition }: Assessed): Told {
  const evidence = (['overview', 'problems'] as const).flatMap((section) => {
    const percent = repetition?.[section];
    return percent === undefined
      ? []
      : [{ kind: 'repeated', section, percent, year: item.year - 1 } as const];
  });
  if (evidence.length === 0) return unknown(item.inForce ? 'not-compared' : 'not-filed');
  return { amount: Math.max(...evidence.map(({ percent }) => percent)), evidence };
}

function tellCopied({ item: { inForce }, copied }: Assessed): Told {
  if (!inForce) return unknown('not-filed');
  if (inForce.narrative === undefined) return unknown('not-compared');
  if (!copied) return { amount: 0, evidence: [] };
  const { source, similarity } = copied;
  return {
    amount: 1,
    evidence: [
      {
        kind: 'copied',
        percent: Math.round(similarity * 100),
        year: source.year,
        agency:
          source.kind === 'agency'
            ? { id: source.agencyId, name: source.name ?? source.agencyId }
            : undefined,
      },
    ],
  };
}

/** Reconsiderations and lawsuits that ended with a correction, of those that ended. */
function tellDisputes({ item: { inForce } }: Assessed): Told {
  if (!inForce) return unknown('not-filed');
  const { figures } = inForce;
  const { part, whole } = countCorrections(figures, [...RECONSIDERATIONS, ...LAWSUITS]);
  return {
    amount: part,
    whole,
    evidence: listDisputes(figures).map(({ path, ends }) => ({
      kind: 'cell',
      path: `${path}/corrected`,
      value: ends.corrected,
    })),
  };
}
