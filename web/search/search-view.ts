/** Regions and agencies by name: all names of all provinces are looked through, as they are kept in memory. */
import {
  mayBeMeant,
  measureDistance,
  remainders,
  searchTerms,
} from '../../shared/domain/search/name-search.ts';
import { traceLineage, NATION } from '../../shared/domain/basics/region.ts';
import { AGENCY_KINDS, type AgencyKind } from '../../shared/domain/basics/calendar.ts';
import type { WebTable } from '../ports.ts';

export const MAX_HITS = 20;

interface Place {
  readonly code: string;
  readonly name: string;
}
export type Hit =
  | { readonly kind: 'region'; readonly id: string; readonly name: string; readonly within: readonly Place[] }
  | {
      readonly kind: 'agency';
      readonly id: string;
      readonly name: string;
      readonly agencyKind: AgencyKind | undefined;
      readonly within: readonly Place[];
    };

export interface SearchView {
  readonly query: string;
  /** The nearest first; at most `MAX_HITS`. */
  readonly hits: readonly Hit[];
  /** How many were found in all. */
  readonly total: number;
  /** From 1; `MAX_HITS` stand on each. */
  readonly page: number;
  /** Whether more were found than are shown on this page and those before. */
  readonly isMore: boolean;
}

interface Ranked {
  readonly hit: Hit;
  readonly distance: number;
  /** Among equally near ones: wide regions before narrow ones, and these before agencies. */
  readonly depth: number;
}

export async function searchNames(
  table: Pick<WebTable, 'searchedNames'>,
  query: string,
  asked = 1,
): Promise<SearchView> {
  const terms = searchTerms(query);
  if (terms.length === 0) return { query: query.trim(), hits: [], total: 0, page: 1, isMore: false };
  const provinces = await table.searchedNames();
  const regions = provinces.flatMap((within) => within.regions);
  const byCode = new Map(regions.map((region) => [region.id, region]));
  const namePlace = (code: string): string => byCode.get(code)?.spellings[0]?.text ?? code;
  const placesOf = (codes: readonly string[]): Place[] =>
    codes
      .filter((code) => code !== NATION && byCode.has(code))
      .map((code) => ({ code, name: namePlace(code) }));

  const ranked: Ranked[] = regions.flatMap((region) => {
    const distance = measureDistance(terms, region);
    if (distance === undefined) return [];
    const lineage = traceLineage(region.id);
    const hit: Hit = {
      kind: 'region',
      id: region.id,
      name: namePlace(region.id),
      within: placesOf(lineage.slice(0, -1)),
    };
    return [{ hit, distance, depth: lineage.length }];
  });
  for (const [code, names] of provinces.flatMap(({ agencies }) => [...agencies])) {
    const above = traceLineage(code).flatMap((region) =>
      region === NATION ? [] : (byCode.get(region)?.spellings.slice(0, 1) ?? []),
    );
    const wanted = remainders(terms, above);
    for (const named of names) {
      if (!mayBeMeant(wanted, named)) continue;
      const distance = measureDistance(terms, named, above);
      if (distance === undefined) continue;
      const hit: Hit = {
        kind: 'agency',
        id: named.id,
        name: named.spellings[0]?.text ?? named.id,
        agencyKind: AGENCY_KINDS.find((kind) => kind === named.kind),
        within: placesOf(traceLineage(code)),
      };
      ranked.push({ hit, distance, depth: 10 + traceLineage(code).length });
    }
  }
  ranked.sort(
    (a, b) =>
      a.distance - b.distance ||
      a.depth - b.depth ||
      a.hit.name.length - b.hit.name.length ||
      (a.hit.id < b.hit.id ? -1 : 1),
  );
  const total = ranked.length;
  const page = Math.min(asked, Math.max(1, Math.ceil(total / MAX_HITS)));
  const end = page * MAX_HITS;
  return {
    query: query.trim(),
    hits: ranked.slice(end - MAX_HITS, end).map(({ hit }) => hit),
    total,
    page,
    isMore: total > end,
  };
}

/** What the API answers. */
export const searchAnswer = ({ query, hits, isMore }: SearchView) => ({
  query,
  results: hits.map((hit) => ({
    kind: hit.kind,
    id: hit.id,
    name: hit.name,
    ...(hit.kind === 'agency' && hit.agencyKind !== undefined && { agencyKind: hit.agencyKind }),
    within: hit.within,
  })),
  more: isMore,
  /** Earlier versions looked through some places only, and said so here. */
  needsPlace: false,
});
