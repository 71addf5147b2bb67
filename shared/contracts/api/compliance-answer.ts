/**
 * The compliance summary as JSON: what the API answers and S3 keeps. New fields may be added, none changed.
 * An absent value is null; a rate is null where nobody is expected.
 */
import type { ComplianceAnswer } from './api-answers.ts';
import { writeOfficeAnswer } from './office-answer.ts';
import { computeRatio, type Share } from '../../domain/form/derived-figures.ts';
import {
  CHANGE_NAMES,
  countSynthetic,
  filingShare,
  listReceived,
  pickList,
  LIST_NAMES,
  onTimeShare,
  setApart,
  type AgencyCompliance,
  type ComplianceCounts,
  type ComplianceLine,
  type ComplianceSummary,
} from '../../domain/compliance/compliance.ts';
import { listDatesInForce, tellDates } from '../../domain/compliance/dates-in-force.ts';
import type { ComplianceHead, ComplianceOutline } from '../../domain/compliance/outline.ts';
import { KINDS_BESIDE } from '../../domain/basics/calendar.ts';
import { tellLevel } from '../../domain/basics/region.ts';

export const writeComplianceAnswer = (summary: ComplianceSummary): ComplianceAnswer => ({
  ...writeComplianceHead(summary, tellBeside(summary)),
  ...mapNames(LIST_NAMES, (name) => pickList(summary, name).map(writeComplianceLine)),
  ...mapNames(KINDS_BESIDE, (kind) => setApart(summary.agencies)[kind].map(writeComplianceLine)),
  changes: {
    since: summary.changes.since,
    received: countReceived(summary),
    ...mapNames(CHANGE_NAMES, (name) => setApart(summary.changes[name], summary.basis).own.map(agencyAnswer)),
    consolidated: mapNames(CHANGE_NAMES, (name) =>
      setApart(summary.changes[name], summary.basis).consolidated.map(agencyAnswer),
    ),
  },
  children: summary.children.map(({ code, name, ...counts }) => ({ code, name, ...countsAnswer(counts) })),
  progress: summary.progress,
});

/** What is counted, and beside it reports about whole regions, where they are not. */
export function countReceived({
  agencies,
  changes,
  basis,
}: Pick<ComplianceSummary, 'agencies' | 'changes' | 'basis'>) {
  const { own, consolidated } = setApart(listReceived(agencies, changes.since), basis);
  return { agencies: own.length, consolidated: consolidated.length };
}

/** What a head tells beside the numbers. */
export const tellBeside = (summary: ComplianceSummary): HeadBeside => ({
  synthetic: countSynthetic(summary),
  dates: listDatesInForce(summary),
});
type HeadBeside = Pick<ComplianceOutline, 'synthetic' | 'dates' | 'datesTotal'>;

/** Without the lists. */
export const writeComplianceHead = (summary: ComplianceHead, { synthetic, ...allDates }: HeadBeside) => ({
  region: { ...summary.region, level: tellLevel(summary.region.code) },
  year: summary.year,
  basis: summary.basis ?? 'agencies',
  synthetic,
  at: summary.at,
  deadlines: summary.deadlines.map(({ day, agencies, consolidated = 0 }) => ({
    day,
    agencies,
    consolidated,
  })),
  ...tellDates(allDates),
  ...countsAnswer(summary.counts),
  byKind: summary.byKind.map(({ kind, ...counts }) => ({ kind, ...countsAnswer(counts) })),
});

const countsAnswer = (counts: ComplianceCounts) => ({
  counts,
  filingRate: rateAnswer(filingShare(counts)),
  onTimeRate: rateAnswer(onTimeShare(counts)),
});

const rateAnswer = (share: Share) => ({ ...share, rate: computeRatio(share) ?? null });

const agencyAnswer = (agency: AgencyCompliance) => ({
  id: agency.id,
  name: agency.name,
  ...(agency.nameInYear !== undefined && { nameInYear: agency.nameInYear }),
  kind: agency.kind,
  ...(agency.dataset && { dataset: agency.dataset }),
  district: agency.district,
  districtName: agency.districtName ?? null,
  /** Contacts were everybody's once; programs still find the key. */
  contact: null,
  state: agency.state,
  zero: agency.zero ?? null,
  deadline: agency.deadline,
  extension: agency.extension ?? null,
  internalDeadline: agency.internal?.until ?? null,
  internalReason: agency.internal?.reason ?? null,
  /** Days after the internal date, within the deadline. */
  afterInternal: agency.afterInternalDays,
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
  publication: agency.publication
    ? {
        state: agency.publication.state,
        late: agency.publication.lateDays,
        publishedOn: agency.publication.publishedOn ?? null,
        source: agency.publication.source ?? null,
      }
    : null,
  ...writeOfficeAnswer(agency.state, agency.office),
});

export const writeComplianceLine = ({ open, ...agency }: ComplianceLine) => ({
  ...agencyAnswer(agency),
  /** How many there are; `openFindings` has the first of them. */
  openCount: open.count,
  openFindings: open.findings,
});

/** The same for each name. */
export function mapNames<Name extends string, Value>(
  names: readonly Name[],
  valueOf: (name: Name) => Value,
): Record<Name, Value>;
export function mapNames(
  names: readonly string[],
  valueOf: (name: string) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name)]));
}
