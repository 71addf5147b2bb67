/** What the address of a compliance page asks for: which agencies, in which order, which page of them, as of when. */
import { AGENCY_KINDS, tellChinaDay, type AgencyKind } from '../../shared/domain/basics/calendar.ts';
import {
  isCounted,
  LISTS,
  type AgencyCompliance,
  type ComplianceLine,
  type ComplianceSummary,
  type CountingBasis,
  type ListName,
} from '../../shared/domain/compliance/compliance.ts';
import type { LineCell } from '../../shared/domain/compliance/line-index.ts';
import { calledIn } from '../../shared/domain/roster/former-names.ts';
import { traceLineage } from '../../shared/domain/basics/region.ts';

export interface AgencyFilter {
  readonly list?: ListName | undefined;
  /** Any kind of agency where it is left out; consolidated reports are asked for by their kind. */
  readonly kind?: AgencyKind | undefined;
  /** A child region with all below it, or the region itself: its own level alone. */
  readonly district?: string | undefined;
  /** Whether reports about whole regions are counted; they are not where it is left out. */
  readonly consolidated?: 'with' | undefined;
}

export const SORT_KEYS = [
  'name',
  'state',
  'district',
  'kind',
  'deadline',
  'days',
  'received',
  'published',
] as const;
export type SortKey = (typeof SORT_KEYS)[number];
interface Sorting {
  readonly key: SortKey;
  readonly descending: boolean;
}

export interface ComplianceQuery extends AgencyFilter {
  /** The most urgent first where it is left out. */
  readonly sort?: Sorting | undefined;
  /** What changes are told since, as `parseSince` reads it; the usual instant where it is left out. */
  readonly since?: string | undefined;
  /** From 1. */
  readonly page: number;
}

export const PAGE_SIZE = 100;

export const tellBasis = (consolidated: AgencyFilter['consolidated']): CountingBasis =>
  consolidated === 'with' ? 'with-consolidated' : 'agencies';

export function isOfFilter(region: string, { list, kind, district, consolidated }: AgencyFilter) {
  const basis = tellBasis(consolidated);
  return (agency: AgencyCompliance): boolean =>
    (list === undefined || LISTS[list](agency)) &&
    (kind === undefined ? isCounted(agency, basis) : agency.kind === kind) &&
    (district === undefined || isWithin(region, district, agency.district));
}

/** The same of lines that are not read: what stands in which region below is not known of them. */
export function isOfCells(region: string, { list, kind, district, consolidated }: AgencyFilter) {
  const basis = tellBasis(consolidated);
  return (cell: LineCell): boolean =>
    (list === undefined || cell.lists.includes(list)) &&
    (kind === undefined ? isCounted(cell, basis) : cell.kind === kind) &&
    (district === undefined || (district === region && cell.isOwnLevel));
}

/** `wanted`: a child region with all below it, or the region itself: its own level alone. */
const isWithin = (region: string, wanted: string, district: string): boolean =>
  wanted === region ? district === region : traceLineage(district).includes(wanted);

/** Days overdue or late: an agency is never both. */
const daysBehind = ({ overdueDays, lateDays }: AgencyCompliance): number => overdueDays || lateDays;

const byName = new Intl.Collator('zh-CN', { numeric: true });
const STATE_ORDER: readonly AgencyCompliance['state'][] = [
  'missing',
  'returned',
  'flagged',
  'accepted',
  'not-obliged',
];
const COMPARE: Readonly<Record<SortKey, (a: AgencyCompliance, b: AgencyCompliance) => number>> = {
  name: (a, b) => byName.compare(calledIn(a), calledIn(b)),
  state: (a, b) => STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state),
  district: (a, b) => Number(a.district) - Number(b.district),
  kind: (a, b) => AGENCY_KINDS.indexOf(a.kind) - AGENCY_KINDS.indexOf(b.kind),
  deadline: (a, b) => compareText(a.deadline, b.deadline),
  days: (a, b) => daysBehind(a) - daysBehind(b),
  received: (a, b) => compareText(a.firstAcceptedAt ?? '', b.firstAcceptedAt ?? ''),
  published: (a, b) => compareText(a.publication?.publishedOn ?? '', b.publication?.publishedOn ?? ''),
};
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Equal ones stay in the order of urgency. */
export function sorted(
  lines: readonly ComplianceLine[],
  sort: Sorting | undefined,
): readonly ComplianceLine[] {
  if (!sort) return lines;
  const compare = COMPARE[sort.key];
  const sign = sort.descending ? -1 : 1;
  // Who has filed, or published, nothing comes last in either order: there is nothing to compare.
  const known: Partial<Record<SortKey, (line: ComplianceLine) => unknown>> = {
    received: ({ firstAcceptedAt }) => firstAcceptedAt,
    published: ({ publication }) => publication?.publishedOn,
  };
  const read = known[sort.key];
  const unknown = (line: ComplianceLine): number => (read && read(line) === undefined ? 1 : 0);
  return lines.toSorted((a, b) => unknown(a) - unknown(b) || sign * compare(a, b));
}

/** What a click on a column's head asks for: the more telling order first, then the other one. */
export function nextSorting(key: SortKey, now: Sorting | undefined): Sorting {
  const descendingFirst = key === 'days' || key === 'received' || key === 'published';
  return { key, descending: now?.key === key ? !now.descending : descendingFirst };
}

/** `-days`: as an address has it. */
export const writeSorting = ({ key, descending }: Sorting): string => `${descending ? '-' : ''}${key}`;

/** `?list=missing&sort=-days`; empty where nothing is asked for. */
export function queryText(query: Partial<ComplianceQuery>): string {
  const { list, kind, district, consolidated, sort, since, page = 1 } = query;
  const wanted = {
    list,
    kind,
    district,
    consolidated,
    sort: sort && writeSorting(sort),
    since: since === '' ? undefined : since,
    page: page > 1 ? String(page) : undefined,
  };
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted)) if (value !== undefined) text.set(name, value);
  return text.size === 0 ? '' : `?${text.toString()}`;
}

/** `450200-2024-missing.csv`: what a downloaded file shows, and as of which day. */
export function csvName(
  { region, year, at }: Pick<ComplianceSummary, 'region' | 'year' | 'at'>,
  { list, kind, district }: AgencyFilter,
): string {
  const parts = [region.code, String(year), list, kind, district, tellChinaDay(at)];
  return `${parts.filter((part) => part !== undefined).join('-')}.csv`;
}
