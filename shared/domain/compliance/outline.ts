/**
 * What a page and an answer tell of all agencies of a summary, without their lines: made once where there are very many, and
 * kept beside them.
 */
import {
  AGENCY_KINDS,
  KINDS_BESIDE,
  type AgencyKind,
  type Instant,
  type IsoDay,
  type KindBeside,
} from '../basics/calendar.ts';
import { computeDeadline, type Reporter } from '../basics/deadlines.ts';
import { tellLevel } from '../basics/region.ts';
import {
  CHANGE_NAMES,
  countAgencies,
  countConsolidated,
  countSynthetic,
  groupByChild,
  hasInternalDates,
  listReceived,
  makeNaming,
  setApart,
  type AgencyCompliance,
  type ChangeName,
  type ComplianceChanges,
  type ComplianceCounts,
  type ComplianceLine,
  type ComplianceSummary,
  type CountingBasis,
} from './compliance.ts';
import { listDatesInForce, tellDates, type DateInForce, type DatesTold } from './dates-in-force.ts';

/** A summary without what grows with its agencies. */
export type ComplianceHead = Omit<ComplianceSummary, 'agencies' | 'changes'>;

/** A deadline, or an internal date, of those who have one. */
export interface DayBinding {
  readonly day: IsoDay;
  /** An earlier day that an office has set; nothing is late by it. */
  readonly isInternal: boolean;
  readonly agencies: number;
  /** How many of these have no acceptable report. */
  readonly open: number;
  readonly consolidated: number;
  readonly openConsolidated: number;
  readonly kinds: readonly AgencyKind[];
}

/** How many there are of a kind that is added to nothing; one at least. */
export interface CountBeside {
  readonly kind: KindBeside;
  readonly count: number;
}

export interface ComplianceOutline extends DatesTold {
  /** All lines, those of kinds that are added to nothing included. */
  readonly lines: number;
  /** Agencies whose reports are the generator's. */
  readonly synthetic: number;
  readonly isAllSynthetic: boolean;
  readonly kinds: readonly AgencyKind[];
  readonly hasInternalDates: boolean;
  /** Whether an office said something of some of them, and some had another name in the year. */
  readonly hasOffices: boolean;
  readonly hasNamesInYear: boolean;
  /** By day. */
  readonly deadlines: readonly DayBinding[];
  /** Agencies of the region's own level, where it has child regions. */
  readonly ownLevel: ComplianceCounts | undefined;
  /** Who has to report, whatever is counted. */
  readonly obliged: { readonly agencies: number; readonly consolidated: number };
  readonly beside: readonly CountBeside[];
  /** How many of the missing are overdue: all, and by child; where there are children, those of the region's own level under its own code. */
  readonly overdueMissing: { readonly all: number; readonly byChild: Readonly<Record<string, number>> };
}

function outlineCompliance(summary: ComplianceSummary): ComplianceOutline {
  const { region, agencies, children, basis } = summary;
  const { own } = setApart(agencies, basis);
  const dates = listDatesInForce(summary);
  const overdue = own.filter(({ state, overdueDays }) => state === 'missing' && overdueDays > 0);
  const obliged = setApart(agencies.filter(({ state }) => state !== 'not-obliged'));
  return {
    lines: agencies.length,
    synthetic: countSynthetic(summary),
    isAllSynthetic: agencies.every(({ dataset }) => dataset === 'synthetic'),
    kinds: AGENCY_KINDS.filter((kind) => agencies.some((agency) => agency.kind === kind)),
    hasInternalDates: hasInternalDates(summary),
    hasOffices: agencies.some(({ office }) => office !== undefined),
    hasNamesInYear: agencies.some(({ nameInYear }) => nameInYear !== undefined),
    deadlines: bindDays(summary, dates),
    ...tellDates({ dates }),
    ownLevel:
      children.length === 0
        ? undefined
        : countAgencies(own.filter(({ district }) => district === region.code)),
    obliged: { agencies: obliged.own.length, consolidated: obliged.consolidated.length },
    beside: countBeside(agencies, basis),
    overdueMissing: {
      all: overdue.length,
      byChild: Object.fromEntries(
        [...groupByChild(overdue, region.code)].map(([code, lines]) => [code, lines.length]),
      ),
    },
  };
}

const countBeside = (
  lines: readonly Pick<ComplianceLine, 'kind'>[],
  basis: CountingBasis | undefined,
): CountBeside[] =>
  KINDS_BESIDE.flatMap((kind) => {
    const count = setApart(lines, basis)[kind].length;
    return count > 0 ? [{ kind, count }] : [];
  });

/** Deadlines and internal dates, the earliest first. */
function bindDays(
  { deadlines, agencies, basis }: ComplianceSummary,
  dates: readonly DateInForce[],
): DayBinding[] {
  const isOpen = ({ state }: ComplianceLine): boolean => state === 'missing' || state === 'returned';
  const obliged = agencies.filter(({ state }) => state !== 'not-obliged');
  const bind = (day: IsoDay, isInternal: boolean): DayBinding => {
    const { own, consolidated } = setApart(
      obliged.filter(({ deadline, internal }) => (isInternal ? internal?.until : deadline) === day),
      basis,
    );
    return {
      day,
      isInternal,
      agencies: own.length,
      open: own.filter(isOpen).length,
      consolidated: consolidated.length,
      openConsolidated: consolidated.filter(isOpen).length,
      kinds: AGENCY_KINDS.filter((kind) => own.some((agency) => agency.kind === kind)),
    };
  };
  const internal = new Set(dates.filter((date) => date.basis === 'internal').map(({ day }) => day));
  return [
    ...deadlines.map(({ day }) => bind(day, false)),
    ...[...internal].map((day) => bind(day, true)),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** What changed as a page names it: `unchanged` came in all the same. */
export const CHANGES_TOLD = [...CHANGE_NAMES, 'unchanged'] as const satisfies readonly (
  ChangeName | 'unchanged'
)[];
type ChangeTold = (typeof CHANGES_TOLD)[number];

/** So many are named of each; all are counted. On a day in January a nation has 20 000, which would be a page of megabytes. */
const MOST_NAMED = 212;

/** An agency among others: where several bear its name, that tells them apart. */
interface NamedChange {
  readonly id: string;
  readonly name: string;
  readonly latestAt: Instant | undefined;
}
/** The first of them in the order of their ids. */
interface Named {
  readonly count: number;
  readonly first: readonly NamedChange[];
}
type Apart<Value> = Readonly<Record<'own' | 'consolidated', Value>>;

export interface ChangesTold {
  readonly since: Instant;
  /** Agencies of which something came. */
  readonly received: Apart<number>;
  /** Each name's, where there are any. */
  readonly lists: readonly ({ readonly name: ChangeTold } & Apart<Named>)[];
}

/** `agencies`: all that the changes are of. */
export function tellChanges(
  changes: ComplianceChanges,
  agencies: readonly AgencyCompliance[],
  basis: CountingBasis | undefined,
): ChangesTold {
  const nameAgency = makeNaming({ agencies });
  const came = listReceived(agencies, changes.since);
  const received = setApart(came, basis);
  const changed = new Set(CHANGE_NAMES.flatMap((name) => changes[name].map(({ id }) => id)));
  const unchanged = came.filter(({ id }) => !changed.has(id)).toSorted(byId);
  const tell = (those: readonly AgencyCompliance[]): Named => ({
    count: those.length,
    first: those
      .slice(0, MOST_NAMED)
      .map((agency) => ({ id: agency.id, name: nameAgency(agency), latestAt: agency.latestAt })),
  });
  return {
    since: changes.since,
    received: { own: received.own.length, consolidated: received.consolidated.length },
    lists: CHANGES_TOLD.flatMap((name) => {
      const { own, consolidated } = setApart(name === 'unchanged' ? unchanged : changes[name], basis);
      return own.length + consolidated.length === 0
        ? []
        : [{ name, own: tell(own), consolidated: tell(consolidated) }];
    }),
  };
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** The same with each report about a whole region counted as one more. */
const tellChangesWith = ({ since, received, lists }: ChangesTold): ChangesTold => ({
  since,
  received: { own: received.own + received.consolidated, consolidated: 0 },
  lists: lists.map(({ name, own, consolidated }) => ({
    name,
    own: {
      count: own.count + consolidated.count,
      first: [...own.first, ...consolidated.first].sort(byId).slice(0, MOST_NAMED),
    },
    consolidated: { count: 0, first: [] },
  })),
});

/** What is kept of a summary of very many agencies beside its head: it is told both ways, and nobody can count again. */
export interface KeptOutline {
  readonly agencies: ComplianceOutline;
  readonly withConsolidated: ComplianceOutline & Pick<ComplianceSummary, 'counts' | 'children' | 'progress'>;
  readonly changes: ChangesTold;
  /** One of each kind, level and deadline that was not set by an office: whether the law still says so. */
  readonly byLaw: readonly (Reporter & { readonly deadline: IsoDay })[];
}

/** `summary` counts agencies alone. */
export function outlineToKeep(summary: ComplianceSummary): KeptOutline {
  const counted = countConsolidated(summary);
  const { counts, children, progress } = counted;
  const byLaw = new Map(
    summary.agencies
      .filter(({ extension }) => extension === undefined)
      .map(({ kind, district, deadline }) => [
        `${kind} ${tellLevel(district)} ${deadline}`,
        { kind, district, deadline },
      ]),
  );
  return {
    agencies: outlineCompliance(summary),
    withConsolidated: { ...outlineCompliance(counted), counts, children, progress },
    changes: tellChanges(summary.changes, summary.agencies, summary.basis),
    byLaw: [...byLaw.values()],
  };
}

/** What a page and an answer tell of all agencies, whether it was kept or made of their lines. */
export interface ComplianceFacts {
  readonly head: ComplianceHead;
  readonly outline: ComplianceOutline;
  readonly changes: ChangesTold;
}

export function tellFacts(summary: ComplianceSummary): ComplianceFacts {
  const { agencies, changes, ...head } = summary;
  return {
    head,
    outline: outlineCompliance(summary),
    changes: tellChanges(changes, agencies, summary.basis),
  };
}

/** The same of what was kept. */
export function tellKeptFacts(
  head: ComplianceHead,
  kept: KeptOutline,
  basis: CountingBasis,
): ComplianceFacts {
  if (basis === 'agencies') return { head, outline: kept.agencies, changes: kept.changes };
  const { counts, children, progress, ...outline } = kept.withConsolidated;
  return {
    head: { ...head, basis, counts, children, progress },
    outline,
    changes: tellChangesWith(kept.changes),
  };
}

/** Since an instant after the summary, which is compared with itself. */
export const tellNothingChanged = (since: Instant): ChangesTold => ({
  since,
  received: { own: 0, consolidated: 0 },
  lists: [],
});

/** Years that are summarised no more keep what was told by deadlines that a later version corrected. */
export const hasPresentDeadlines = (
  reporters: readonly (Reporter &
    Pick<AgencyCompliance, 'deadline'> & { readonly extension?: string | undefined })[],
  year: number,
): boolean =>
  reporters.every(
    (reporter) => reporter.extension !== undefined || reporter.deadline === computeDeadline(reporter, year),
  );
