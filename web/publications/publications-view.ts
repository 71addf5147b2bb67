/** The collective publication of a region's year: every agency's report with when, where and whether in time. */
import type { AgencyKind, Instant, IsoDay } from '../../shared/domain/basics/calendar.ts';
import { NATION, traceLineage } from '../../shared/domain/basics/region.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import type { PublicationState } from '../../shared/domain/standing/publication.ts';
import { pickCheck, type SourceCheck } from '../../shared/domain/standing/source-check.ts';
import type { WebTable } from '../ports.ts';
import { describeStanding } from '../site/agency-standing.ts';
import type { NamedRegion } from '../site/named-region.ts';

export interface PublicationRow {
  readonly id: string;
  /** In the year. */
  readonly name: string;
  readonly kind: AgencyKind;
  readonly isSynthetic: boolean;
  readonly state: PublicationState;
  /** After the deadline. */
  readonly lateDays: number;
  readonly publishedOn: IsoDay | undefined;
  readonly sourceUrl: string | undefined;
  readonly check: SourceCheck | undefined;
}

export interface PublicationsView {
  readonly region: NamedRegion;
  /** From the nation down to the region's parent. */
  readonly ancestors: readonly NamedRegion[];
  readonly year: number;
  readonly rows: readonly PublicationRow[];
  /** Child regions, which have a collective publication of their own. */
  readonly below: readonly NamedRegion[];
}

/** `undefined` where the region is not known. */
export async function readPublications(
  table: Pick<WebTable, 'children' | 'regionYears'>,
  { code, year, now }: { readonly code: string; readonly year: number; readonly now: Instant },
): Promise<PublicationsView | undefined> {
  const lineage = traceLineage(code);
  const [{ agencies, beside, regions }, { names }] = await Promise.all([
    table.children(code, year),
    table.regionYears(code, [], lineage),
  ]);
  const items = [...beside, ...agencies].filter(({ obliged }) => obliged);
  if (code !== NATION && !names.has(code) && items.length + regions.length === 0) return undefined;
  const nameRegion = (one: string): NamedRegion => ({ code: one, name: names.get(one) });
  return {
    region: nameRegion(code),
    ancestors: lineage.slice(0, -1).map(nameRegion),
    year,
    rows: items.map((item) => makeRow(item, now)).sort(byKind),
    below: regions.map((region) => ({ code: region.code, name: region.name })),
  };
}

/** What nobody has filed yet has stated nothing of its publication either. */
function makeRow(item: AgencyYear, now: Instant): PublicationRow {
  const { agency, year, sourceCheck } = item;
  const { publication } = describeStanding(item, now);
  return {
    id: agency.id,
    name: nameInYear(agency, year),
    kind: agency.kind,
    isSynthetic: agency.dataset === 'synthetic',
    state: publication?.state ?? 'not-stated',
    lateDays: publication?.lateDays ?? 0,
    publishedOn: publication?.publishedOn,
    sourceUrl: publication?.sourceUrl,
    check: pickCheck(sourceCheck, publication?.sourceUrl),
  };
}

/** As a portal lists them: the whole region, the government, its departments, and the others; each by id. */
const ORDER: readonly AgencyKind[] = ['consolidated', 'government', 'department'];
function byKind(a: PublicationRow, b: PublicationRow): number {
  const rank = ({ kind }: PublicationRow): number =>
    ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length;
  return rank(a) - rank(b) || (a.id < b.id ? -1 : 1);
}

export function countStates(rows: readonly PublicationRow[]) {
  const count = (state: PublicationState): number => rows.filter((row) => row.state === state).length;
  return {
    total: rows.length,
    onTime: count('on-time'),
    late: count('late'),
    notStated: count('not-stated'),
  };
}
