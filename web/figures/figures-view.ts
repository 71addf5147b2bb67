/** What a region's further figures are told of: its years, its children's, and the agencies within where few enough regions are. */
import pMap from 'p-map';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import type { YearStated } from '../../shared/domain/form/comparison.ts';
import type { RegionMap } from '../../shared/domain/map/region-map.ts';
import type { Population } from '../../shared/domain/form/population.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import type { AgencyYearFacts, ChildFacts } from '../../shared/domain/standing/child-facts.ts';
import type { DamagedRecord } from '../../shared/domain/standing/damaged-record.ts';
import { TooManyReplayedError } from '../../shared/pipeline/as-of.ts';
import type { Instants } from '../http/as-of.ts';
import type { WebTable } from '../ports.ts';
import { readRegionView, reportYears, type RegionView } from '../region/region-view.ts';
import { isTooWide } from '../region/regions-within.ts';
import { listRegionsWithin } from '../../shared/domain/roster/regions-within.ts';
import { agencyYearPath } from '../site/page-context.ts';
import type { FiguresQuery } from '../site/figures-address.ts';
import { tellDataset } from '../site/tell-dataset.ts';
import { readChildYears, type FiguresChild } from './child-years.ts';

const CONCURRENCY = 16;

/** One of those that carry the region's applications. */
export interface Carrier {
  readonly id: string;
  readonly dataset: FiguresChild['dataset'];
  readonly name: string;
  readonly path: string;
  readonly stated: YearStated;
}

export interface FiguresView extends FiguresQuery {
  readonly region: RegionView;
  readonly children: readonly FiguresChild[];
  /** Every agency within; of a region that too many lie within, its children. */
  readonly carriers: { readonly are: 'agencies' | 'children'; readonly list: readonly Carrier[] };
  /** By region, of the year that is shown, where they are loaded. */
  readonly population: ReadonlyMap<string, Population>;
  /** What an operator has loaded, of the regions right below. */
  readonly map: RegionMap | undefined;
  /** Children and agencies that can't be read, in any year. */
  readonly unreadable: readonly string[];
}

interface Asked {
  readonly code: string;
  readonly year: number;
}

/** `undefined` where there is no such region. */
export async function readFigures(
  { table, listing, at }: Pick<Instants, 'table' | 'listing' | 'at'>,
  { code, year }: Asked,
  query: FiguresQuery,
): Promise<FiguresView | undefined> {
  const damaged: DamagedRecord[] = [];
  const onDamaged = (one: DamagedRecord): void => void damaged.push(one);
  const [region, facts, agencies, population, map] = await Promise.all([
    readRegionView(table, { code, year, now: at, extent: 'facts' }),
    readAllYears(table, { code, year }, at, onDamaged),
    readAgenciesWithin(listing, { code, year }, onDamaged),
    table.populationAround(code),
    table.map(code),
  ]);
  if (!region) return undefined;
  const children = readChildYears(facts, year);
  return {
    ...query,
    region,
    children,
    map: map && map.shapes.length > 0 ? map : undefined,
    population: new Map(
      population.filter((one) => one.year === year).map((one) => [one.region, one] as const),
    ),
    carriers: agencies
      ? { are: 'agencies', list: agencies.flatMap((item) => carryAgency(item)) }
      : { are: 'children', list: children.flatMap((child) => carryChild(child, year)) },
    unreadable: [...new Set([...region.unreadable, ...damaged.map(({ id }) => id)])],
  };
}

/** Whole children of the year that is shown, how disputes ended being in no list; of the other years what lists say. */
async function readAllYears(
  table: Pick<WebTable, 'children' | 'childFacts'>,
  { code, year }: Asked,
  now: Instant,
  onDamaged: (one: DamagedRecord) => void,
): Promise<ReadonlyMap<number, ChildFacts>> {
  return new Map(
    await Promise.all(
      reportYears(now).map(
        async (one) =>
          [one, await table[one === year ? 'children' : 'childFacts'](code, one, { onDamaged })] as const,
      ),
    ),
  );
}

/** `undefined` where they are too many to be listed. */
async function readAgenciesWithin(
  listing: Instants['listing'],
  { code, year }: Asked,
  onDamaged: (one: DamagedRecord) => void,
): Promise<readonly AgencyYearFacts[] | undefined> {
  const table = listing();
  const regions = listRegionsWithin(code, await table.regionsWithin(code), year);
  if (regions.length === 0 || isTooWide(regions)) return undefined;
  try {
    const lists = await pMap(regions, (one) => table.childFacts(one, year, { onDamaged }), {
      concurrency: CONCURRENCY,
    });
    return lists.flatMap((list) => list.agencies);
  } catch (error) {
    if (error instanceof TooManyReplayedError) return undefined;
    throw error;
  }
}

const carryAgency = ({ agency, obliged, inForce, year }: AgencyYearFacts): Carrier[] =>
  obliged
    ? [
        {
          id: agency.id,
          dataset: tellDataset(agency.dataset, inForce !== undefined),
          name: nameInYear(agency, year),
          path: agencyYearPath(agency.id, year),
          stated: { figures: inForce?.figures, reports: undefined },
        },
      ]
    : [];

function carryChild({ id, name, path, dataset, years }: FiguresChild, year: number): Carrier[] {
  const stated = years.get(year);
  return stated ? [{ id, name, path, dataset, stated }] : [];
}
