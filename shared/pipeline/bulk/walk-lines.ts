/** The lines of a region's year, region by region: its own agencies, then those of each region below. */
import { pMapIterable } from 'p-map';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { BulkLine } from '../../domain/standing/bulk-columns.ts';
import type { RegionChildren } from '../../domain/standing/region-year.ts';

/** Regions read side by side, in their order. */
const CONCURRENCY = 8;

interface WalkedRegion {
  readonly name: string;
  readonly children: RegionChildren;
}

export interface WalkedYear {
  readonly region: WalkedRegion;
  readonly year: number;
  readonly at: Instant;
  /** A region's children: one Query. */
  readonly childrenOf: (code: string) => Promise<RegionChildren>;
}

/** Reports about a whole region would count twice, and those of vertical systems are in no total: both are left out. */
export async function* walkLines(
  { region: { name, children }, ...year }: WalkedYear,
  linkTo: (agencyId: string) => string,
): AsyncGenerator<readonly BulkLine[], void, undefined> {
  const { at, childrenOf } = year;
  yield children.agencies.map((item): BulkLine => ({
    item,
    districtName: name,
    at,
    link: linkTo(item.agency.id),
  }));
  const below = pMapIterable(
    children.regions,
    async (child): Promise<WalkedRegion> => ({ name: child.name, children: await childrenOf(child.code) }),
    { concurrency: CONCURRENCY },
  );
  for await (const region of below) yield* walkLines({ ...year, region }, linkTo);
}
