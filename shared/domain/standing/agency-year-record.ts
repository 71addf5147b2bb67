/** An agency's report year as it is kept: what roster and calendar say of it, what was filed, and what came of that. */
import type { Instant, IsoDay } from '../basics/calendar.ts';
import type { Finding, Outcome } from '../findings/finding.ts';
import type { Repetition } from '../narrative/repetition.ts';
import type { Figures } from '../form/figures.ts';
import type { StatedAgency } from '../narrative/stated-names.ts';
import type { ProcessingFee } from '../form/report.ts';
import type { AgencyFacts } from '../roster/roster-entry.ts';
import type { KeptExplanation, Warning } from './explanations.ts';
import type { KeptAct, NewerAct } from './acts/act.ts';
import type { OfficeStanding } from './acts/office-standing.ts';
import type { SetDates } from './calendar-entry.ts';
import type { DaySums } from './day-sums.ts';
import type { Doubt } from './marked-total.ts';
import type { PublicationRecord } from './publication.ts';
import type { SourceCheck } from './source-check.ts';
import type { RuleRecord } from './signal.ts';
import type { Filed } from './filed.ts';
import type { KeptText, TextFiling } from './text-row.ts';

/** Another agency's report that has the same text and was received earlier (rule Q3). */
export interface Original {
  readonly agencyId: string;
  readonly name: string;
  readonly year: number;
  readonly sha256: string;
  /** 0 to 1. */
  readonly similarity: number;
}

export interface KeptRepetition extends Repetition {
  /** The hash of last year's document. */
  readonly of: string;
  /** And what it said, as far as it was compared. Earlier versions kept none. */
  readonly text?: string | undefined;
  /** The edition of the province's common phrases that held when the report came; left out where there was none. */
  readonly phrases?: string | undefined;
}

/** What is kept of a report that could be read; an agency-year keeps that of an acceptable one. */
export interface KeptReport extends KeptText {
  readonly nil: boolean;
  /** 机关名称 as the document states it. */
  readonly name: string;
  /** As the document states it. */
  readonly publishedOn?: IsoDay | undefined;
  /** As the document states it, `null` where it states none; left out of what earlier versions kept. */
  readonly sourceUrl?: string | null | undefined;
  readonly figures: Figures;
  /** As the document states it, empty where it states none; left out of edition 2019, and of what earlier versions kept. */
  readonly processingFee?: ProcessingFee | undefined;
  /** A hash of what next year's report is compared with. Earlier versions kept none. */
  readonly comparedText?: string | undefined;
  /** How much of its text stood in last year's report: in each that was in force beside it, by their hashes. */
  readonly repetitions?: readonly KeptRepetition[] | undefined;
  /** Warnings of the document itself, explained or not. */
  readonly warnings: readonly Warning[];
  /** When this one was received or, of one in force, as of the last recheck. */
  readonly copiedFrom?: Original | undefined;
  /** Another agency that the document names as its own, by the roster as it was when this one was received. */
  readonly statedAgency?: StatedAgency | undefined;
  /** Whose report was told of the same move of a site, as it was when this one was received. */
  readonly sharedMove?: { readonly agencyId: string; readonly name: string } | undefined;
}

/** The report in force: the newest that is acceptable, as it was received first. */
export interface InForce extends KeptReport, Filed {
  readonly sha256: string;
  readonly content?: string | undefined;
  /** The newest submission that says the same once more. */
  readonly repeated?: Filed | undefined;
  /** Where its text was first filed, if not with this one: see `text-row.ts`. Earlier versions kept none. */
  readonly textSince?: TextFiling | undefined;
  /** Unexplained warnings, those of rules that look beyond the document included, as of the last recheck. */
  readonly openWarnings: number;
  /** What these rules said of it, the first `MAX_OPEN_FINDINGS`; left out where no warning is open. */
  readonly openContextual?: readonly Finding[] | undefined;
  /** Figures in it that mark the totals that they make; left out where there is none. */
  readonly doubts?: readonly Doubt[] | undefined;
}

/** The newest submission, acceptable or not. */
interface LatestSubmission extends Filed {
  readonly outcome: Outcome;
  readonly errors: number;
  /** Rules that found something in it. */
  readonly rules: readonly string[];
}

export interface Neighbour {
  readonly district: string;
  readonly agencyId: string;
}

/** What the roster and the calendar say of an agency-year: the days are the calendar's, as they bind it. */
export interface Enrolment extends SetDates {
  readonly agency: AgencyFacts;
  /** Whether the roster obliges the agency to report for the year. */
  readonly obliged: boolean;
  /** The roster does not have it in the year: told of kinds that it never obliges, and of no other. */
  readonly isAway?: true | undefined;
  /** Agencies that were merged into this one as the year began, and itself where it reported before. */
  readonly opensWith?: readonly Neighbour[] | undefined;
  /** The load that made them say so. */
  readonly since: Instant;
}

export interface AgencyYear extends Enrolment {
  /** Goes up by one with every write; a writer states the one that it has read. */
  readonly revision: number;
  readonly district: string;
  readonly year: number;
  /** What roster and calendar said earlier, the oldest first. */
  readonly before?: readonly Enrolment[] | undefined;
  /** Agencies that go on with this one's cases in the year after. */
  readonly handsTo?: readonly Neighbour[] | undefined;
  readonly inForce?: InForce | undefined;
  readonly latest?: LatestSubmission | undefined;
  /** All that was ever filed, by the day of receipt; left out where nothing was, and by earlier versions. */
  readonly received?: DaySums | undefined;
  /** The first acceptable submission fixes lateness for ever. */
  readonly firstAccepted?: { readonly order: string; readonly receivedAt: Instant } | undefined;
  /** What was recorded last of its publication, apart from what documents state. */
  readonly publication?: PublicationRecord | undefined;
  /** What the last look at where it is published found. */
  readonly sourceCheck?: SourceCheck | undefined;
  /** What the office did about it, the oldest first; notes are kept apart. */
  readonly acts?: readonly KeptAct[] | undefined;
  /** Those among them whose kind only a newer release knows. */
  readonly newerActs?: readonly NewerAct[] | undefined;
  /** What that amounts to. */
  readonly office?: OfficeStanding | undefined;
  /** The newest explanation of each warning, from whichever acceptable document. */
  readonly explanations?: readonly KeptExplanation[] | undefined;
  /** Rules that ever found something here, and those of them that are open or explained now. */
  readonly rules?: RuleRecord | undefined;
}
