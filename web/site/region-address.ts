/** Addresses of a region's page; `href` keeps language, theme and instant. */
import { AGENCY_KINDS, isCountedKind, type CountedKind } from '../../shared/domain/basics/calendar.ts';
import { regionPath } from './page-context.ts';
import { writeSorting, type Sorting } from './sorting.ts';

/** Kinds of agency that a page can be narrowed to. */
export type FilterKind = CountedKind;
export const FILTER_KINDS: readonly FilterKind[] = AGENCY_KINDS.filter(isCountedKind);

/** Which view of a region's year. */
export interface RegionChoice {
  readonly kind: FilterKind | undefined;
  /** Outcomes by year as parts of 100 %. */
  readonly asShares: boolean;
  /** Every child a bar of its own, as far as that can be read. */
  readonly allBars: boolean;
  /** The first child that the tables show, from 1. */
  readonly regionsFrom: number;
  readonly agenciesFrom: number;
  /** In which order both tables stand, where that is not the usual one. */
  readonly sorting: Sorting | undefined;
  /** What the names of those shown contain; empty for all. */
  readonly named: string;
}

/** Columns by which a reader may put regions or agencies in order. */
export const CHILDREN_SORT_KEYS = [
  'name',
  'accepted',
  'flagged',
  'returned',
  'missing',
  'late',
  'state',
  'received',
  'results',
  'disclosureRate',
  'refusalRate',
  'carriedOut',
];

export const PLAIN_VIEW: RegionChoice = {
  kind: undefined,
  asShares: false,
  allBars: false,
  regionsFrom: 1,
  agenciesFrom: 1,
  sorting: undefined,
  named: '',
};

/** `/regions/450205/years/2024?kind=department#agencies`; what is as usual is left out. */
export function regionAddress(code: string, year: number, choice: RegionChoice, anchor?: string): string {
  const { kind, asShares, allBars, regionsFrom, agenciesFrom, sorting, named } = choice;
  const query = [
    ...(kind === undefined ? [] : [`kind=${kind}`]),
    ...(asShares ? ['measure=shares'] : []),
    ...(allBars ? ['bars=all'] : []),
    ...(regionsFrom > 1 ? [`regionsFrom=${regionsFrom}`] : []),
    ...(agenciesFrom > 1 ? [`agenciesFrom=${agenciesFrom}`] : []),
    ...(sorting === undefined ? [] : [`sort=${writeSorting(sorting)}`]),
    ...(named === '' ? [] : [`q=${encodeURIComponent(named)}`]),
  ];
  const path = `${regionPath(code, year)}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  return anchor === undefined ? path : `${path}#${anchor}`;
}

/** The same view of another region or year: pages of tables begin anew. */
export const elsewhere = (choice: RegionChoice): RegionChoice => ({
  ...choice,
  allBars: false,
  regionsFrom: 1,
  agenciesFrom: 1,
  named: '',
});
