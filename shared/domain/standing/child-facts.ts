/**
 * What lists say of a region's children: how they stand, and their main figures. Kept beside the children as they are,
 * small, so that a page of hundreds of agencies reads a few kilobytes; whoever needs a form reads the child itself.
 */
import type { Instant, IsoDay } from '../basics/calendar.ts';
import type { Finding, Outcome } from '../findings/finding.ts';
import type { Figures } from '../form/figures.ts';
import type { ProcessingFee } from '../form/report.ts';
import type { AgencyFacts } from '../roster/roster-entry.ts';
import type { AgencyYear } from './agency-year-record.ts';
import type { KeptAct } from './acts/act.ts';
import type { OfficeStanding } from './acts/office-standing.ts';
import type { SetDates } from './calendar-entry.ts';
import type { SourceState } from './source-check.ts';
import type { RegionChildren, RegionYear } from './region-year.ts';

/** An agency's year is one of these, too. */
export interface AgencyYearFacts extends SetDates {
  readonly revision: number;
  readonly district: string;
  readonly year: number;
  readonly agency: Pick<AgencyFacts, 'id' | 'name' | 'formerNames' | 'kind' | 'dataset' | 'function'>;
  readonly obliged: boolean;
  readonly isAway?: true | undefined;
  readonly since: Instant;
  /** Roster or calendar said something else before; or there is more to it, and the child itself must be asked. */
  readonly before?: readonly unknown[] | undefined;
  readonly opensWith?: readonly unknown[] | undefined;
  readonly inForce?:
    | {
        readonly submissionId: string;
        readonly order: string;
        readonly receivedAt: Instant;
        readonly nil: boolean;
        readonly publishedOn?: IsoDay | undefined;
        /** Facts alone say no address: they would be half as large again. */
        readonly sourceUrl?: string | null | undefined;
        readonly openWarnings: number;
        readonly openContextual?: readonly Finding[] | undefined;
        /** Facts alone have only the main ones (`main-figures.ts`): every other cell is NaN. */
        readonly figures: Figures;
        readonly processingFee?: ProcessingFee | undefined;
      }
    | undefined;
  readonly latest?:
    | {
        readonly submissionId: string;
        readonly receivedAt: Instant;
        readonly outcome: Outcome;
        readonly errors: number;
      }
    | undefined;
  readonly firstAccepted?: { readonly order: string; readonly receivedAt: Instant } | undefined;
  readonly publication?:
    | {
        readonly receivedAt: Instant;
        readonly publishedOn: IsoDay;
        readonly sourceUrl?: string | undefined;
      }
    | undefined;
  readonly sourceCheck?:
    | {
        readonly checkedAt: Instant;
        readonly state: SourceState;
        /** Facts alone have the check of the address that is stated, and no other. */
        readonly url?: string | undefined;
      }
    | undefined;
  readonly office?: OfficeStanding | undefined;
  /** Facts alone lack them: `office` says whether there are any. */
  readonly acts?: readonly KeptAct[] | undefined;
  readonly rules?: { readonly open: readonly string[]; readonly explained?: readonly string[] } | undefined;
  /** Facts alone have those that the report in force gives, and that explain something now. */
  readonly explanations?:
    readonly { readonly rule: string; readonly since: string; readonly order: string }[] | undefined;
  /** The child itself can't be read any more: this is what was known before. */
  readonly damaged?: true | undefined;
}

/** A region's year is one of these, too. */
export type RegionYearFacts = Pick<
  RegionYear,
  'revision' | 'code' | 'name' | 'year' | 'reports' | 'consolidated' | 'marks' | 'fees'
> & {
  /** The main ones alone. */
  readonly figures: Figures;
  readonly damaged?: true | undefined;
};

export interface ChildFacts {
  readonly agencies: readonly AgencyYearFacts[];
  /** Kinds that are added to nothing. */
  readonly beside: readonly AgencyYearFacts[];
  readonly regions: readonly RegionYearFacts[];
}

/** Whether it is to be shown: it is on the roster, or has filed all the same. */
export const isShown = ({ isAway, latest }: Pick<AgencyYearFacts, 'isAway' | 'latest'>): boolean =>
  isAway !== true || latest !== undefined;

/** By name, so that those of two times can be compared: `agency#…` and `region#…`. */
export type NamedChild =
  | { readonly kind: 'agency'; readonly id: string; readonly child: AgencyYear }
  | { readonly kind: 'region'; readonly id: string; readonly child: RegionYear };

export const listChildren = ({ agencies, beside, regions }: RegionChildren): NamedChild[] => [
  ...[...agencies, ...beside].map((child): NamedChild => ({
    kind: 'agency',
    id: child.agency.id,
    child,
  })),
  ...regions.map((child): NamedChild => ({ kind: 'region', id: child.code, child })),
];
