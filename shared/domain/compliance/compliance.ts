/**
 * Compliance of a region and year at an instant: who is missing, returned, late or flagged, and what changed since an
 * earlier instant. A pure function of the agency-years as they stood then; page, JSON, CSV, HTML and mail say the same.
 */
import type { AgencyYearState } from '../standing/agency-year.ts';
import {
  AGENCY_KINDS,
  isCountedKind,
  isObligedKind,
  tellChinaDay,
  type AgencyKind,
  type Instant,
  type IsoDay,
  type KindBeside,
} from '../basics/calendar.ts';
import type { OfficeStanding } from '../standing/acts/office-standing.ts';
import type { PublicationState } from '../standing/publication.ts';
import type { SourceState } from '../standing/source-check.ts';
import { addFilings, traceProgress, type ProgressPoint } from '../standing/filings.ts';
import type { Finding } from '../findings/finding.ts';
import { calledIn, type NamedInYear } from '../roster/former-names.ts';
import { traceLineage } from '../basics/region.ts';
import type { SetDate } from '../standing/calendar-entry.ts';

/** Without the address: lists of a nation have room for the state. */
interface PublicationCompliance {
  readonly state: PublicationState;
  /** After the deadline. */
  readonly lateDays: number;
  readonly publishedOn?: IsoDay | undefined;
  /** What was found last at the address. */
  readonly source?: SourceState | undefined;
}

/** One agency's year at an instant. */
export interface AgencyCompliance extends NamedInYear {
  readonly id: string;
  readonly kind: AgencyKind;
  readonly dataset: 'published' | 'synthetic' | undefined;
  readonly district: string;
  /** The name of the district, where it is known. */
  readonly districtName: string | undefined;
  readonly state: AgencyYearState;
  /** A zero report in force: confirmed (`nil`), or all zeros without it (rule Q4 open). */
  readonly zero: 'confirmed' | 'unconfirmed' | undefined;
  /** The last day on which its report is on time. */
  readonly deadline: IsoDay;
  /** Why the deadline is later than the regulation's. */
  readonly extension: string | undefined;
  /** The earlier day that an office has set; lateness is told by the deadline. */
  readonly internal?: SetDate | undefined;
  /** By `countDaysAfterInternal`: never late, never overdue. */
  readonly afterInternalDays: number;
  /** By the first acceptable submission; 0 where it was on time or there is none. */
  readonly lateDays: number;
  /** By `countOverdueDays`; 0 where a report is in force or the day is to come. */
  readonly overdueDays: number;
  readonly firstAcceptedAt: Instant | undefined;
  /** When the report in force was received, where it is a correction of an earlier acceptable one. */
  readonly correctedAt: Instant | undefined;
  /** When the newest submission was received. */
  readonly latestAt: Instant | undefined;
  /** Errors of the newest submission, where that was returned. */
  readonly errors: number;
  /** Open warnings of the report in force. */
  readonly openWarnings: number;
  /** The submission in force, or the returned one. */
  readonly submissionId: string | undefined;
  /** Left out where there is nothing to publish, and in summaries that were kept before it was told. */
  readonly publication?: PublicationCompliance | undefined;
  /** What the office returned and marked; left out where there is nothing of that. */
  readonly office?: Pick<OfficeStanding, 'returned' | 'unchanged' | 'marks'> | undefined;
}

/** So many of one report are kept; all are counted. */
export const MAX_OPEN_FINDINGS = 5;

/** What stands open in a report that is returned or flagged; the first few, with the suspect where the checks name one. */
export interface OpenFindings {
  readonly findings: readonly Finding[];
  /** All of them, those beyond the first few included. */
  readonly count: number;
}

export interface ComplianceLine extends AgencyCompliance {
  readonly open: OpenFindings;
}

/** Numbers of agencies. Kinds that are added to nothing are counted by kind only. */
export interface ComplianceCounts {
  readonly expected: number;
  /** In force, flagged ones included. */
  readonly accepted: number;
  readonly flagged: number;
  readonly returned: number;
  readonly missing: number;
  readonly notObliged: number;
  /** In force, first accepted after the deadline: never more than are accepted. */
  readonly late: number;
  /** After the internal date, within the deadline. */
  readonly afterInternal: number;
  /** Past the deadline without an acceptable report. */
  readonly overdue: number;
  readonly corrected: number;
  readonly zeroConfirmed: number;
  readonly zeroUnconfirmed: number;
}

interface ChildCompliance extends ComplianceCounts {
  readonly code: string;
  readonly name: string;
}

/** What is different from the earlier instant; agencies in the order of their ids. */
export interface ComplianceChanges {
  readonly since: Instant;
  readonly newlyAccepted: readonly AgencyCompliance[];
  /** Accepted late, or now overdue. */
  readonly newlyLate: readonly AgencyCompliance[];
  /** Corrections of reports in force included. */
  readonly newlyReturned: readonly AgencyCompliance[];
  readonly corrected: readonly AgencyCompliance[];
  /** Accepted then, flagged now. */
  readonly reopened: readonly AgencyCompliance[];
}

/**
 * What the numbers of a summary count: agencies' own reports alone, or each report about a whole region (全区汇总) as one more of them.
 * Units of vertical systems are in neither.
 */
export type CountingBasis = 'agencies' | 'with-consolidated';

export interface ComplianceSummary {
  /** Agencies alone where it is left out, as in all that is kept. */
  readonly basis?: CountingBasis | undefined;
  readonly region: { readonly code: string; readonly name: string };
  readonly year: number;
  readonly at: Instant;
  /** Distinct deadlines, the earliest first, each with how many agencies and how many consolidated reports it binds. */
  readonly deadlines: readonly {
    readonly day: IsoDay;
    readonly agencies: number;
    /** Left out in summaries that were kept before it was told. */
    readonly consolidated?: number | undefined;
  }[];
  readonly counts: ComplianceCounts;
  readonly byKind: readonly (ComplianceCounts & { readonly kind: AgencyKind })[];
  /**
   * Every agency that is obliged, every consolidated report, and units of vertical systems: the most urgent first. `LISTS`
   * are views of it.
   */
  readonly agencies: readonly ComplianceLine[];
  readonly changes: ComplianceChanges;
  /** Child regions, in the order of their codes; one without a roster has `expected` 0. */
  readonly children: readonly ChildCompliance[];
  readonly progress: readonly ProgressPoint[];
}

function isInForce({ state }: Pick<AgencyCompliance, 'state'>): boolean {
  return state === 'accepted' || state === 'flagged';
}

/**
 * What an office looks through, in the order in which it would; a late or flagged report stands in the list of the
 * accepted, too, and so does one that stays in force while its correction was returned. A list has as many agencies as the
 * counts say: kinds that are added to nothing have lists of their own.
 */
export const LISTS = {
  missing: ({ state }) => state === 'missing',
  returned: ({ state }) => state === 'returned',
  returnedCorrection: (agency) =>
    isInForce(agency) && (agency.errors > 0 || agency.office?.returned !== undefined),
  // What the office returned is overdue, or not yet: it has the days by which it was late, and is none of the late ones.
  late: (agency) => isInForce(agency) && agency.lateDays > 0,
  afterInternal: ({ afterInternalDays }) => afterInternalDays > 0,
  flagged: ({ state }) => state === 'flagged',
  zeroUnconfirmed: ({ zero }) => zero === 'unconfirmed',
  accepted: isInForce,
} as const satisfies Record<string, (agency: AgencyCompliance) => boolean>;
export type ListName = keyof typeof LISTS;
export const LIST_NAMES: readonly ListName[] = [
  'missing',
  'returned',
  'returnedCorrection',
  'late',
  'afterInternal',
  'flagged',
  'zeroUnconfirmed',
  'accepted',
];

/** Internal dates are told of only where there are any. */
export const hasInternalDates = ({ agencies }: Pick<ComplianceSummary, 'agencies'>): boolean =>
  agencies.some(({ internal }) => internal !== undefined);
export const listNamesIn = (told: { readonly hasInternalDates: boolean }): readonly ListName[] =>
  LIST_NAMES.filter((name) => name !== 'afterInternal' || told.hasInternalDates);

export const pickList = (
  { agencies, basis }: Pick<ComplianceSummary, 'agencies' | 'basis'>,
  name: ListName,
): readonly ComplianceLine[] => agencies.filter((line) => isCounted(line, basis) && LISTS[name](line));

/** False for a kind that is added to nothing: it is told apart, and counted nowhere among agencies. */
export const isAgencysOwn = ({ kind }: Pick<AgencyCompliance, 'kind'>): boolean => isCountedKind(kind);

/** Whether it is in the numbers and lists of a basis. */
export const isCounted = (
  line: Pick<AgencyCompliance, 'kind'>,
  basis: CountingBasis | undefined = 'agencies',
): boolean => isAgencysOwn(line) || (basis === 'with-consolidated' && line.kind === 'consolidated');

/** Those that are counted, and those of each kind that is added to nothing, each in their order. */
export function setApart<Line extends Pick<AgencyCompliance, 'kind'>>(
  lines: readonly Line[],
  basis?: CountingBasis,
): Readonly<Record<'own' | KindBeside, readonly Line[]>> {
  const pick = (beside: KindBeside): readonly Line[] =>
    lines.filter((line) => line.kind === beside && !isCounted(line, basis));
  return {
    own: lines.filter((line) => isCounted(line, basis)),
    consolidated: pick('consolidated'),
    vertical: pick('vertical'),
  };
}

/** How many of the agencies are the generator's; of the consolidated reports, where they alone are. */
export function countSynthetic({ agencies, basis }: Pick<ComplianceSummary, 'agencies' | 'basis'>): number {
  const { own, consolidated } = setApart(
    agencies.filter(({ dataset }) => dataset === 'synthetic'),
    basis,
  );
  return own.length > 0 ? own.length : consolidated.length;
}

const isObliged = ({ state }: AgencyCompliance): boolean => state !== 'not-obliged';
/** Units of vertical systems are shown, though they owe nothing here. */
export const isListed = (agency: AgencyCompliance): boolean =>
  isObliged(agency) || !isObligedKind(agency.kind);
const isLate = ({ lateDays, overdueDays }: Pick<AgencyCompliance, 'lateDays' | 'overdueDays'>): boolean =>
  lateDays > 0 || overdueDays > 0;

/** Agencies that are not obliged count nowhere else, whatever they filed: rates are of those that are obliged. */
export function countAgencies(agencies: readonly AgencyCompliance[]): ComplianceCounts {
  const obliged = agencies.filter(isObliged);
  const count = (counts: (agency: AgencyCompliance) => boolean): number => obliged.filter(counts).length;
  return {
    expected: obliged.length,
    accepted: count(isInForce),
    flagged: count(LISTS.flagged),
    returned: count(LISTS.returned),
    missing: count(LISTS.missing),
    notObliged: agencies.length - obliged.length,
    late: count(LISTS.late),
    afterInternal: count(LISTS.afterInternal),
    overdue: count(({ overdueDays }) => overdueDays > 0),
    corrected: count(({ correctedAt }) => correctedAt !== undefined),
    zeroConfirmed: count(({ zero }) => zero === 'confirmed'),
    zeroUnconfirmed: count(LISTS.zeroUnconfirmed),
  };
}

export { filingShare, onTimeShare } from '../form/derived-figures.ts';

/** The part of an agency's year at an earlier instant that tells whether something has changed since. */
export type Mark = Pick<
  AgencyCompliance,
  'state' | 'lateDays' | 'overdueDays' | 'submissionId' | 'correctedAt'
>;

/** `earlier`: by agency; one that is not in it was not on the roster, and had filed nothing. */
export function listChanges(
  since: Instant,
  earlier: ReadonlyMap<string, Mark>,
  agencies: readonly AgencyCompliance[],
): ComplianceChanges {
  const sorted = [...agencies].sort((a, b) => (a.id < b.id ? -1 : 1));
  const where = (changed: (now: AgencyCompliance, before: Mark | undefined) => boolean): AgencyCompliance[] =>
    sorted.filter((agency) => changed(agency, earlier.get(agency.id)));
  const wasInForce = (before: Mark | undefined): before is Mark => before !== undefined && isInForce(before);
  return {
    since,
    newlyAccepted: where((now, before) => isInForce(now) && !wasInForce(before)),
    newlyLate: where((now, before) => isLate(now) && !(before && isLate(before))),
    newlyReturned: where((now, before) =>
      LISTS.returnedCorrection(now)
        ? [now.latestAt, now.office?.returned?.at].some((at) => at !== undefined && at > since)
        : now.state === 'returned' &&
          (before?.state !== 'returned' || before.submissionId !== now.submissionId),
    ),
    corrected: where(
      (now, before) => wasInForce(before) && now.office?.returned === undefined && isNewer(now, before),
    ),
    reopened: where((now, before) => now.state === 'flagged' && before?.state === 'accepted'),
  };
}

/**
 * The same once more, and earlier, is no correction; nor is an older one, which is in force again after a return. Two may
 * have come in the same instant.
 */
const isNewer = ({ correctedAt, submissionId }: AgencyCompliance, before: Mark): boolean =>
  correctedAt !== undefined &&
  submissionId !== before.submissionId &&
  (before.correctedAt === undefined || correctedAt >= before.correctedAt);

/** A summary that was kept, told what changed since another instant. `earlier`: as `listChanges` has it. */
export const tellChangesSince = (
  summary: ComplianceSummary,
  since: Instant,
  earlier: ReadonlyMap<string, Mark>,
): ComplianceSummary => ({
  ...summary,
  changes: listChanges(since, earlier, summary.agencies.filter(isObliged)),
});

/** Those of which something came after the instant, accepted or returned; whatever was done about them besides. */
export const listReceived = <Line extends Pick<AgencyCompliance, 'latestAt' | 'state'>>(
  agencies: readonly Line[],
  since: Instant,
): Line[] =>
  agencies.filter(
    ({ latestAt, state }) => state !== 'not-obliged' && latestAt !== undefined && latestAt > since,
  );

export const CHANGE_NAMES = [
  'newlyAccepted',
  'newlyLate',
  'newlyReturned',
  'corrected',
  'reopened',
] as const satisfies readonly (keyof ComplianceChanges)[];
export type ChangeName = (typeof CHANGE_NAMES)[number];

/** An agency, and in which of the changes it stands. */
export interface ChangedLine {
  readonly line: ComplianceLine;
  readonly changes: readonly ChangeName[];
}

export const hasChanges = (changes: ComplianceChanges): boolean =>
  CHANGE_NAMES.some((name) => changes[name].length > 0);

/**
 * Names that tell a summary's agencies apart where they stand alone: a name that several bear comes with the district,
 * or with the id where the district is the same, too.
 */
export function makeNaming({
  agencies,
}: {
  readonly agencies: readonly AgencyCompliance[];
}): (agency: AgencyCompliance) => string {
  const named = new Map<string, AgencyCompliance[]>();
  for (const agency of agencies) {
    const alike = named.get(calledIn(agency));
    if (alike) alike.push(agency);
    else named.set(calledIn(agency), [agency]);
  }
  return (agency) => {
    const { id, district, districtName } = agency;
    const name = calledIn(agency);
    const others = (named.get(name) ?? []).filter((other) => other.id !== id);
    if (others.length === 0) return name;
    const isAlone = others.every((other) => other.district !== district);
    return `${name}\uff08${isAlone ? (districtName ?? district) : id}\uff09`;
  };
}

interface SummaryInput {
  readonly region: ComplianceSummary['region'];
  readonly year: number;
  readonly at: Instant;
  /** Agencies of the region and of all below it, those that are not obliged included. */
  readonly agencies: readonly AgencyCompliance[];
  /** Child regions on record, whether or not they have a roster. */
  readonly children: readonly { readonly code: string; readonly name: string }[];
  readonly openOf: (agency: AgencyCompliance) => OpenFindings;
  readonly since: Instant;
  readonly earlier: ReadonlyMap<string, Mark>;
}

export function summariseCompliance(input: SummaryInput): ComplianceSummary {
  const { region, year, at, agencies, since, earlier } = input;
  const obliged = agencies.filter(isObliged);
  const { own } = setApart(agencies);
  const byChild = groupByChild(own, region.code);
  return {
    region,
    year,
    at,
    deadlines: deadlinesOf(obliged),
    counts: countAgencies(own),
    byKind: AGENCY_KINDS.flatMap((kind) => {
      const these = agencies.filter((agency) => agency.kind === kind);
      return these.length > 0 ? [{ kind, ...countAgencies(these) }] : [];
    }),
    agencies: agencies
      .filter(isListed)
      .sort(byUrgency)
      .map((agency) => ({ ...agency, open: input.openOf(agency) })),
    changes: listChanges(since, earlier, obliged),
    children: input.children
      .map(({ code, name }) => ({
        code,
        name,
        ...countAgencies(byChild.get(code) ?? []),
      }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    progress: traceFirstAccepted(own),
  };
}

/** Those in and below each region right below one, by its code; those of its own level under its own. Read once, whatever there is. */
export function groupByChild<Line extends Pick<AgencyCompliance, 'district'>>(
  lines: readonly Line[],
  region: string,
): ReadonlyMap<string, readonly Line[]> {
  const depth = traceLineage(region).length;
  const childOf = new Map<string, string>();
  const grouped = new Map<string, Line[]>();
  for (const line of lines) {
    const { district } = line;
    const child = childOf.get(district) ?? traceLineage(district)[depth] ?? region;
    childOf.set(district, child);
    const group = grouped.get(child);
    if (group) group.push(line);
    else grouped.set(child, [line]);
  }
  return grouped;
}

const traceFirstAccepted = (agencies: readonly AgencyCompliance[]): ProgressPoint[] =>
  traceProgress(
    addFilings(
      agencies.flatMap(({ state, firstAcceptedAt }) =>
        firstAcceptedAt === undefined || state === 'not-obliged'
          ? []
          : [new Map([[tellChinaDay(firstAcceptedAt), 1]])],
      ),
    ),
  );

/** The same summary with each report about a whole region counted as one more: in its numbers, its parts', and its progress. */
export function countConsolidated(summary: ComplianceSummary): ComplianceSummary {
  const basis = 'with-consolidated';
  const { region, agencies, byKind, children } = summary;
  const { own } = setApart(agencies, basis);
  const byChild = groupByChild(own, region.code);
  const count = (lines: readonly AgencyCompliance[], notObliged: number): ComplianceCounts => ({
    ...countAgencies(lines),
    notObliged,
  });
  // Those that are not obliged are in no list: their number was told.
  const notObliged = setApart(byKind, basis).own.reduce((sum, kind) => sum + kind.notObliged, 0);
  return {
    ...summary,
    basis,
    counts: count(own, notObliged),
    children: children.map((child) => ({
      ...child,
      ...count(byChild.get(child.code) ?? [], child.notObliged),
    })),
    progress: traceFirstAccepted(own),
  };
}

function deadlinesOf(obliged: readonly AgencyCompliance[]): ComplianceSummary['deadlines'] {
  const days = [...new Set(obliged.map(({ deadline }) => deadline))].sort();
  return days.map((day) => {
    const { own, consolidated } = setApart(obliged.filter(({ deadline }) => deadline === day));
    return { day, agencies: own.length, consolidated: consolidated.length };
  });
}

/** Overdue before due; within these, who has filed nothing before who was returned, flagged, and done. */
const URGENCY: readonly AgencyYearState[] = ['missing', 'returned', 'flagged', 'accepted', 'not-obliged'];

export function byUrgency(a: AgencyCompliance, b: AgencyCompliance): number {
  return (
    b.overdueDays - a.overdueDays ||
    URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state) ||
    b.lateDays - a.lateDays ||
    (a.id < b.id ? -1 : 1)
  );
}
