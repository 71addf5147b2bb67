/**
 * Regions and agencies by name. Reads two items of names where the system has few regions, else the names of the
 * places that the words themselves name: never more than `MAX_PLACES` items, whatever the nation's size.
 */
import {
  measureDistance,
  REGION_NAMES,
  lettersNaming,
  searchTerms,
  type Named,
} from '../../shared/domain/search/name-search.ts';
import {
  tellCodePrefix,
  isRegionCode,
  tellLevel,
  traceLineage,
  NATION,
} from '../../shared/domain/basics/region.ts';
import { AGENCY_KINDS, type AgencyKind } from '../../shared/domain/basics/calendar.ts';
import type { WebTable } from '../ports.ts';

export const MAX_HITS = 20;
/** A province has some 130 districts: two BatchGets, less than a megabyte. */
const MAX_PLACES = 200;

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
  /** Whether more were found than are shown. */
  readonly isMore: boolean;
  /** Whether agencies were looked for nowhere, or in some of the places only: the words name none, or too many. */
  readonly needsPlace: boolean;
}

interface Ranked {
  readonly hit: Hit;
  readonly distance: number;
  /** Among equally near ones: wide regions before narrow ones, and these before agencies. */
  readonly depth: number;
}

export async function searchNames(table: Pick<WebTable, 'names'>, query: string): Promise<SearchView> {
  const terms = searchTerms(query);
  if (terms.length === 0) return { query: query.trim(), hits: [], isMore: false, needsPlace: false };
  const regions = (await table.names([REGION_NAMES])).get(REGION_NAMES) ?? [];
  const byCode = new Map(regions.map((region) => [region.id, region]));
  const places = placesFor(terms, regions);
  const agencies = await table.names(places.codes);
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
  for (const [code, names] of agencies) {
    const above = traceLineage(code).flatMap((region) =>
      region === NATION ? [] : (byCode.get(region)?.spellings.slice(0, 1) ?? []),
    );
    for (const named of names) {
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
  return {
    query: query.trim(),
    hits: ranked.slice(0, MAX_HITS).map(({ hit }) => hit),
    isMore: ranked.length > MAX_HITS,
    needsPlace: !places.areAll,
  };
}

/** Districts whose agencies are looked through, those that the words name most of first. */
function placesFor(
  terms: readonly string[],
  regions: readonly Named[],
): { codes: readonly string[]; areAll: boolean } {
  const codes = regions.map(({ id }) => id).filter(isRegionCode);
  if (codes.length <= MAX_PLACES) return { codes, areAll: true };
  const named = regions
    .filter(({ id }) => tellLevel(id) !== 'nation')
    .map((region) => ({ code: region.id, letters: lettersNaming(terms, region) }))
    .filter(({ letters }) => letters > 0)
    .sort((a, b) => b.letters - a.letters || (a.code < b.code ? -1 : 1));
  const wanted = new Set(named.flatMap(({ code }) => [code, ...belowOf(code, codes)]));
  const first = [...wanted].slice(0, MAX_PLACES);
  return { codes: first, areAll: wanted.size > 0 && first.length === wanted.size };
}

const belowOf = (code: string, codes: readonly string[]): string[] => {
  const prefix = tellCodePrefix(code);
  return codes.filter((other) => other.startsWith(prefix) && traceLineage(other).includes(code));
};

/** What the API answers. */
export const searchAnswer = ({ query, hits, isMore, needsPlace }: SearchView) => ({
  query,
  results: hits.map((hit) => ({
    kind: hit.kind,
    id: hit.id,
    name: hit.name,
    ...(hit.kind === 'agency' && hit.agencyKind !== undefined && { agencyKind: hit.agencyKind }),
    within: hit.within,
  })),
  more: isMore,
  /** Agencies elsewhere may bear the name, too: name the place with it. */
  needsPlace,
});
