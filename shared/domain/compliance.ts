/**
 * Compliance of a region and year at an instant: who is missing, returned, late or flagged, and what changed since an
 * earlier instant. A pure function of the agency-years as they stood then; page, JSON, CSV, HTML and mail say the same.
 */
import type { AgencyYearState } from './agency-year.ts';
import type { AgencyKind, Instant, IsoDay } from './calendar.ts';
import type { Finding } from './finding.ts';

/** One agency's year at an instant. */
export interface AgencyCompliance {
  readonly id: string;
  readonly name: string;
  readonly kind: AgencyKind;
  readonly dataset: 'published' | 'synthetic' | undefined;
  readonly district: string;
  /** Of the district, where it is known. */
  readonly districtName: string | undefined;
  readonly mail: string | undefined;
  readonly state: AgencyYearState;
  /** A zero report in force: confirmed (`nil`), or all zeros without it (rule Q4 open). */
  readonly zero: 'confirmed' | 'unconfirmed' | undefined;
  /** The last day on which its report is on time. */
  readonly deadline: IsoDay;
  /** Why the deadline is later than the regulation's. */
  readonly extension: string | undefined;
  /** By the first acceptable submission; 0 where it was on time or there is none. */
  readonly lateDays: number;
  /** Days past the deadline without an acceptable report; 0 where there is one or the deadline is to come. */
  readonly overdueDays: number;
  readonly firstAcceptedAt: Instant | undefined;
  /** When the report in force was received, where it is a correction of an earlier acceptable one. */
  readonly correctedAt: Instant | undefined;
  /** When the newest submission was received. */
  readonly latestAt: Instant | undefined;
  /** Of the newest submission, where that was returned. */
  readonly errors: number;
  /** Of the report in force. */
  readonly openWarnings: number;
  /** The submission in force, or the returned one. */
  readonly submissionId: string | undefined;
}

/** What stands open in a report that is returned or flagged; the first few, with the suspect where the checks name one. */
export interface OpenFindings {
  readonly findings: readonly Finding[];
  /** All of them, those beyond the first few included. */
  readonly count: number;
}

export interface ComplianceLine extends AgencyCompliance {
  readonly open: OpenFindings;
}

/** Numbers of agencies; consolidated reports are counted by kind only. */
export interface ComplianceCounts {
  readonly expected: number;
  /** In force, flagged ones included. */
  readonly accepted: number;
  readonly flagged: number;
  readonly returned: number;
  readonly missing: number;
  readonly notObliged: number;
  /** First accepted after the deadline. */
  readonly late: number;
  /** Past the deadline without an acceptable report. */
  readonly overdue: number;
  readonly corrected: number;
  readonly zeroConfirmed: number;
  readonly zeroUnconfirmed: number;
}

export interface ChildCompliance extends ComplianceCounts {
  readonly code: string;
  readonly name: string;
}

/** What is different from the earlier instant; agencies in the order of their ids. */
export interface ComplianceChanges {
  readonly since: Instant;
  readonly newlyAccepted: readonly AgencyCompliance[];
  /** Accepted late, or now overdue. */
  readonly newlyLate: readonly AgencyCompliance[];
  readonly newlyReturned: readonly AgencyCompliance[];
  readonly corrected: readonly AgencyCompliance[];
  /** Accepted then, flagged now. */
  readonly reopened: readonly AgencyCompliance[];
}

/** How many agencies had filed acceptably at the end of each day of China on which one did; cumulative. */
export interface ProgressPoint {
  readonly day: IsoDay;
  readonly filed: number;
}

export interface ComplianceSummary {
  readonly region: { readonly code: string; readonly name: string };
  readonly year: number;
  readonly at: Instant;
  /** Distinct deadlines of its agencies, the earliest first, each with how many agencies it binds. */
  readonly deadlines: readonly { readonly day: IsoDay; readonly agencies: number }[];
  readonly counts: ComplianceCounts;
  readonly byKind: readonly (ComplianceCounts & { readonly kind: AgencyKind })[];
  /** Most urgent first: days overdue, then id. */
  readonly missing: readonly ComplianceLine[];
  readonly returned: readonly ComplianceLine[];
  readonly flagged: readonly ComplianceLine[];
  /** Accepted late, whatever their state; most days first. */
  readonly late: readonly ComplianceLine[];
  readonly zeroUnconfirmed: readonly ComplianceLine[];
  readonly changes: ComplianceChanges;
  /** Child regions, in the order of their codes; one without a roster has `expected` 0. */
  readonly children: readonly ChildCompliance[];
  readonly progress: readonly ProgressPoint[];
}
