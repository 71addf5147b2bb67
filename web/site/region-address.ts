/** Addresses of a region's page; `href` keeps language, theme and instant. */
import { AGENCY_KINDS, isCountedKind, type CountedKind } from '../../shared/domain/basics/calendar.ts';
import { regionPath } from './page-context.ts';

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
}

export const PLAIN_VIEW: RegionChoice = {
  kind: undefined,
  asShares: false,
  allBars: false,
  regionsFrom: 1,
  agenciesFrom: 1,
};

/** `/regions/450205/years/2024?kind=department#agencies`; what is as usual is left out. */
export function regionAddress(code: string, year: number, choice: RegionChoice, anchor?: string): string {
  const { kind, asShares, allBars, regionsFrom, agenciesFrom } = choice;
  const query = [
    ...(kind === undefined ? [] : [`kind=${kind}`]),
    ...(asShares ? ['measure=shares'] : []),
    ...(allBars ? ['bars=all'] : []),
    ...(regionsFrom > 1 ? [`regionsFrom=${regionsFrom}`] : []),
    ...(agenciesFrom > 1 ? [`agenciesFrom=${agenciesFrom}`] : []),
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
});
