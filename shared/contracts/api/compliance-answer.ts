/**
 * The compliance summary as JSON: what the API answers and S3 keeps. New fields may be added, none changed.
 * An absent value is null; a rate is null where nobody is expected.
 */
import type { ComplianceAnswer } from './api-answers.ts';
import { ratioOf, type Share } from '../../domain/form/derived-figures.ts';
import {
  CHANGE_NAMES,
  countSynthetic,
  filingShare,
  listOf,
  LIST_NAMES,
  onTimeShare,
  setApart,
  type AgencyCompliance,
  type ComplianceCounts,
  type ComplianceLine,
  type ComplianceSummary,
  type ListName,
} from '../../domain/compliance/compliance.ts';
import { levelOf } from '../../domain/basics/region.ts';

export const complianceAnswer = (summary: ComplianceSummary): ComplianceAnswer => ({
  ...complianceHead(summary),
  ...recordOf(LIST_NAMES, (name) => complianceListAnswer(summary, name)),
  consolidated: setApart(summary.agencies).consolidated.map(lineAnswer),
  changes: {
    since: summary.changes.since,
    ...recordOf(CHANGE_NAMES, (name) => setApart(summary.changes[name]).own.map(agencyAnswer)),
    consolidated: recordOf(CHANGE_NAMES, (name) =>
      setApart(summary.changes[name]).consolidated.map(agencyAnswer),
    ),
  },
  children: summary.children.map(({ code, name, ...counts }) => ({ code, name, ...countsAnswer(counts) })),
  progress: summary.progress,
});

/** Without the lists. */
export const complianceHead = (summary: ComplianceSummary) => ({
  region: { ...summary.region, level: levelOf(summary.region.code) },
  year: summary.year,
  synthetic: countSynthetic(summary),
  at: summary.at,
  deadlines: summary.deadlines.map(({ day, agencies, consolidated = 0 }) => ({
    day,
    agencies,
    consolidated,
  })),
  ...countsAnswer(summary.counts),
  byKind: summary.byKind.map(({ kind, ...counts }) => ({ kind, ...countsAnswer(counts) })),
});

export const complianceListAnswer = (summary: ComplianceSummary, name: ListName) =>
  listOf(summary, name).map(lineAnswer);

const countsAnswer = (counts: ComplianceCounts) => ({
  counts,
  filingRate: rateAnswer(filingShare(counts)),
  onTimeRate: rateAnswer(onTimeShare(counts)),
});

const rateAnswer = (share: Share) => ({ ...share, rate: ratioOf(share) ?? null });

const agencyAnswer = (agency: AgencyCompliance) => ({
  id: agency.id,
  name: agency.name,
  ...(agency.nameInYear !== undefined && { nameInYear: agency.nameInYear }),
  kind: agency.kind,
  ...(agency.dataset && { dataset: agency.dataset }),
  district: agency.district,
  districtName: agency.districtName ?? null,
  contact: agency.mail ?? null,
  state: agency.state,
  zero: agency.zero ?? null,
  deadline: agency.deadline,
  extension: agency.extension ?? null,
  /** Days; fixed by the first acceptable submission. */
  late: agency.lateDays,
  /** Days past the deadline without an acceptable report. */
  overdue: agency.overdueDays,
  firstAcceptedAt: agency.firstAcceptedAt ?? null,
  correctedAt: agency.correctedAt ?? null,
  latestAt: agency.latestAt ?? null,
  errors: agency.errors,
  openWarnings: agency.openWarnings,
  submissionId: agency.submissionId ?? null,
});

const lineAnswer = ({ open, ...agency }: ComplianceLine) => ({
  ...agencyAnswer(agency),
  /** How many there are; `openFindings` has the first of them. */
  openCount: open.count,
  openFindings: open.findings,
});

/** The same for each name. */
export function recordOf<Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Value,
): Record<Name, Value>;
export function recordOf(
  names: readonly string[],
  valueOf: (name: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)]));
}
