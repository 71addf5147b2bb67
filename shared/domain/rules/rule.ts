/** What a rule is made of. One file holds one rule; `rule-list.ts` lists them. */
import type { AgencyKind, Instant, IsoDay } from '../basics/calendar.ts';
import type { Place } from '../basics/place.ts';
import type { Text } from '../basics/text.ts';
import type { Finding, Observation, RuleId, Severity } from '../findings/finding.ts';
import type { Figures, YearBefore } from '../form/figures.ts';
import type { ReadValues } from '../form/read-values.ts';
import type { CopiedText } from '../narrative/original-text.ts';
import type { StatedAgency } from '../narrative/stated-names.ts';
import type { ReadingBudget } from '../narrative/reading-budget.ts';
import type { Repetition } from '../narrative/repetition.ts';
import type { WrongPhrase } from '../narrative/wrong-phrases.ts';
import type { AgencyNames } from '../roster/former-names.ts';
import type { RuleExamples } from './rule-examples.ts';

/** What the catalogue says of a rule. */
export interface RuleEntry {
  readonly title: Text;
  readonly formula: Text;
  /** Article of the regulation, or section of the form, that the rule stands on. */
  readonly source: Text;
  readonly toDo: Text;
  /** A filing that it finds fault with, and a near miss that it lets pass; a test runs both. */
  readonly examples: RuleExamples;
}

interface RuleHead {
  readonly id: RuleId;
  readonly severity: Severity;
  /** The China day from which on it holds: what was received earlier is not judged by it. Left out by the first rules. */
  readonly since?: IsoDay;
  /** Made when asked for. */
  readonly entry: () => RuleEntry;
  /** What it finds wrong leaves cells unread, or the agency, the year or the form unknown: comparisons suffer. */
  readonly hindersComparison?: true;
  /** A figure that it flags may be far from what is meant: a total that it makes is marked until that is settled. */
  readonly marksTotals?: true;
  /** A document that it returns shows nobody its texts: no other finding quotes them. */
  readonly withholdsTexts?: true;
  /** What is worth reading beside the sentence; left out where that is what the finding states. */
  readonly showBeside?: (stated: BesideSentence) => BesideSentence;
  /** What the author of a JSON document writes to settle a finding; left out where that is an explanation. */
  readonly writeCure?: (finding: Finding) => string | undefined;
}
type BesideSentence = Pick<Finding, 'found' | 'expected'>;

/**
 * What a finding stands on besides `found` and `expected`: an explanation of it holds while all of these stay as they
 * are. Cells by their JSON Pointers.
 */
interface Reading {
  readonly now?: readonly string[];
  readonly before?: readonly string[];
  readonly texts?: readonly string[];
}
type Reads = (
  finding: Finding,
  report: Pick<ComparedReport, 'figures' | 'narrative'>,
  context: Context,
) => Reading;
/** For a rule whose findings state all that it read. */
export const READS_WHAT_IT_STATES: Reads = () => ({});

/** Errors are corrected, infos noted; only warnings are explained: those, too, that a rule gives where it weighs less. */
type Weight =
  | { readonly severity: 'error' | 'info'; readonly reads?: Reads }
  | { readonly severity: 'warning'; readonly reads: Reads };

/** Found by an engine: the document reader for structure, the sum equations for arithmetic. */
export interface EngineRule extends RuleHead {
  readonly looksAt: 'document';
  readonly severity: 'error';
  readonly engine: 'document-reader' | 'sum-equations';
}

/** The submission that a document came with; what it says never changes. */
export interface Upload {
  readonly at: Instant;
  /** Undefined for a document that nobody files. */
  readonly place: Place | undefined;
  /** Undefined likewise. */
  readonly kind: AgencyKind | undefined;
  readonly budget: ReadingBudget;
  /** Whose report on the same site was told of the same day in its address: it is said once per site. */
  readonly sharedMove?: NamedAgency | undefined;
  /** What the operator's list had when it came, beside the built-in one. */
  readonly wrongPhrases?: readonly WrongPhrase[] | undefined;
}

interface NamedAgency {
  readonly agencyId: string;
  readonly name: string;
}

/** Told once, when a document is read: by the document alone, or with how it was uploaded. */
export type OwnRule = RuleHead &
  Weight & {
    readonly looksAt: 'document' | 'upload';
    readonly check: (read: ReadValues, upload: Upload) => readonly Observation[];
  };

/** What is kept of a report for comparisons. */
export interface ComparedReport {
  /** Which rules judge it. */
  readonly receivedAt?: Instant | undefined;
  readonly year: number | undefined;
  readonly figures: Figures;
  readonly name: string | undefined;
  readonly publishedOn: IsoDay | undefined;
  /** The fingerprint of its texts, where they are compared. */
  readonly narrative?: string | undefined;
}

/** How much of each section stood in last year's report. */
export interface LastTexts extends Repetition {
  /** Last year. */
  readonly year: number;
  /** The edition of the province's common phrases that were left out; the built-in list's, where it is left out. */
  readonly phrases?: string | undefined;
}

/** A region below another, as the report about the whole of that may count it. */
export interface RegionPart {
  readonly name: string;
  /** What its agencies' reports add up to. */
  readonly computed: Figures;
  /** Its own consolidated report in force; left out where there is none. */
  readonly stated?: Figures | undefined;
}

/** What lies outside of a report, by what a rule looks at. */
interface Outside {
  readonly yearBefore: YearBefore;
  readonly roster: AgencyNames;
  readonly calendar: { readonly uploadedOn: IsoDay; readonly deadline: IsoDay };
  readonly otherTexts: CopiedText;
  /** Another agency that the report names as its own. */
  readonly statedAgency: StatedAgency;
  readonly lastTexts: LastTexts;
  /** Consolidated reports only: what its region's reports add up to. */
  readonly regionTotal: {
    readonly figures: Figures;
    readonly reports: { readonly expected: number; readonly accepted: number };
    /** The regions right below, where there are any. */
    readonly regions?: readonly RegionPart[] | undefined;
  };
  /** The first acceptable report of the year: a fact, which nothing corrects and nobody explains. */
  readonly firstReceipt: { readonly deadline: IsoDay; readonly firstAcceptedAt: Instant };
}
/** A rule that looks at something unknown finds nothing. */
export type Context = { readonly [Look in keyof Outside]?: Outside[Look] | undefined };

/**
 * Looks beyond the submission itself. What it finds may change without it, so it is told afresh wherever the report in
 * force is shown.
 */
export interface ContextualRule<Look extends keyof Outside = keyof Outside> extends RuleHead {
  readonly looksAt: Look;
  readonly severity: 'warning';
  readonly reads: Reads;
  // A method, so that rules of all looks are one list.
  check(report: ComparedReport, outside: Outside[Look]): readonly Observation[];
}

export type Rule = EngineRule | OwnRule | ContextualRule;
export type Look = Rule['looksAt'];

export const NOTHING_FOUND: readonly Observation[] = [];
