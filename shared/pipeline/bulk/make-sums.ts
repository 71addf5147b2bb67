/**
 * Sums of agencies by function below a province and, of its own agencies, the nation: made in the nights for pages that could not
 * read every agency. A year is made anew where its total is another since, or what tells functions is; nothing follows an upload.
 */
import pMap from 'p-map';
import type { BulkBucket } from '../../adapters/bulk/bulk-bucket.ts';
import type { ReportTable } from '../../adapters/table/report-table.ts';
import type { SumsBelow } from '../../contracts/bucket/stored-sums.ts';
import { countEpochMs, type Instant, type IsoDay } from '../../domain/basics/calendar.ts';
import { findProvince, NATION, traceLineage } from '../../domain/basics/region.ts';
import { listPooledYears } from '../../domain/form/comparison.ts';
import { listReportYears } from '../../domain/form/report-years.ts';
import { indexFunctions, tellFunction, type NamedFunctions } from '../../domain/roster/agency-functions.ts';
import type { LoadedRegion } from '../../domain/roster/loaded-region.ts';
import { listRegionsWithin } from '../../domain/roster/regions-within.ts';
import { sumAgencies } from '../../domain/standing/agencies-sum.ts';
import type { DamagedRecord } from '../../domain/standing/damaged-record.ts';
import { addFunctionSums, type FunctionSum } from '../../domain/standing/function-sums.ts';
import type { RegionYear } from '../../domain/standing/region-year.ts';

/** Another one makes all of them anew. */
const FORMAT = 1;
/** A year that nothing came of: before what lies below `bulk/` expires. */
const AT_LEAST_EVERY_MS = 13.5 * 24 * 3_600_000;
/** Whole agency-years of one order, some 20 s of a function of 512 MB: whoever has more goes on in another. */
const MOST_AGENCIES = 8_000;
const REGIONS_AT_ONCE = 4;
const ORDERS_AT_ONCE = 8;

export interface OrderSumsDeps {
  readonly table: Pick<ReportTable, 'regions'>;
  readonly bulk: { readonly bucket: Pick<BulkBucket, 'order'> };
}

/** Orders those of every province, and of the nation's own agencies. */
export async function orderSums({ table, bulk }: OrderSumsDeps, night: IsoDay): Promise<number> {
  const loaded = await table.regions();
  const codes = [...new Set([NATION, ...loaded.map(({ code }) => findProvince(code))])];
  await pMap(codes, (sums) => bulk.bucket.order({ night, sums }), { concurrency: ORDERS_AT_ONCE });
  return codes.length;
}

export interface MakeSumsDeps {
  readonly table: Pick<
    ReportTable,
    'regionsWithin' | 'regionYears' | 'functions' | 'children' | 'childFacts'
  >;
  readonly bulk: {
    readonly bucket: Pick<BulkBucket, 'sumsBelow' | 'putSumsBelow' | 'putSums' | 'order'>;
  };
  readonly now: () => Instant;
  readonly sha256: (bytes: Uint8Array) => string;
}

interface SumsMade {
  readonly made: readonly number[];
  /** Years that another order goes on with. */
  readonly left: number;
}

interface Asked {
  readonly night: IsoDay;
  readonly code: string;
  /** Newer years are another order's. */
  readonly upTo?: number | undefined;
}

/** `mostAgencies`: with as many read, no other year is begun. */
export async function makeSums(
  { table, bulk, now, sha256 }: MakeSumsDeps,
  { night, code, upTo = Infinity }: Asked,
  mostAgencies = MOST_AGENCIES,
): Promise<SumsMade> {
  const at = now();
  const years = listReportYears(at);
  // Before the agencies: what comes meanwhile has them read again.
  const [{ years: totals }, list, loaded, kept = []] = await Promise.all([
    table.regionYears(code, years, [], { consistent: true }),
    table.functions({ consistent: true }),
    table.regionsWithin(code),
    bulk.bucket.sumsBelow(code),
  ]);
  // Provinces have sums of their own.
  const within = code === NATION ? loaded.filter((one) => one.code === NATION) : loaded;
  const known = new Map(kept.map((one) => [one.year, one]));
  const functions = indexFunctions(list);
  const source = { code, within, totals, functions, sha256 };
  const stale = years.filter((year) => {
    if (year > upTo) return false;
    const one = known.get(year);
    return one?.tag !== tellTag(source, year) || countEpochMs(at) - countEpochMs(one.at) > AT_LEAST_EVERY_MS;
  });
  if (stale.length === 0) return { made: [], left: 0 };

  const read = createReading(table, { code, within, functions });
  const made: number[] = [];
  for (const year of stale.toReversed()) {
    if (made.length > 0 && read.agencies() >= mostAgencies) break;
    const sums = await read.year(year);
    const tag = tellTag(source, year);
    // What could not be read is no proof that nothing came since.
    known.set(year, { ...sums, at, tag: sums.unreadable.length > 0 ? `${tag} unsound` : tag });
    made.push(year);
  }
  const all = years.flatMap((year) => known.get(year) ?? []);
  await bulk.bucket.putSums(code, all.map(sumBelow));
  // Last: it says what they were made from.
  await bulk.bucket.putSumsBelow(code, all);
  const left = stale.slice(0, stale.length - made.length);
  // Further back each time: what is never sound, or changes all day, is made once a night.
  if (left.length > 0) await bulk.bucket.order({ night, sums: code, upTo: left.at(-1) });
  return { made, left: left.length };
}

const sumBelow = ({ regions, ...year }: SumsBelow) => ({
  ...year,
  lines: addFunctionSums(
    year.year,
    regions.flatMap(({ lines }) => lines),
  ),
});

interface Source extends Pick<MakeSumsDeps, 'sha256'> {
  readonly code: string;
  readonly within: readonly LoadedRegion[];
  readonly totals: ReadonlyMap<number, RegionYear>;
  readonly functions: NamedFunctions;
}

/**
 * Every write of a total is a revision, and whatever is filed, done or said of an agency makes one all the way up. The two years
 * before tell whose agencies are the same.
 */
function tellTag({ code, within, totals, functions, sha256 }: Source, year: number): string {
  const read = JSON.stringify([functions.entries, listRegionsWithin(code, within, year).sort()]);
  return [
    FORMAT,
    sha256(new TextEncoder().encode(read)).slice(0, 22),
    ...listPooledYears(year).map((one) => `${one}:${totals.get(one)?.revision ?? 0}`),
  ].join(' ');
}

/** Reads a province's agencies year by year, region by region: no more than some regions' are ever held. */
function createReading(
  table: Pick<MakeSumsDeps['table'], 'children' | 'childFacts'>,
  {
    code,
    within,
    functions,
  }: {
    readonly code: string;
    readonly within: readonly LoadedRegion[];
    readonly functions: NamedFunctions;
  },
) {
  let agencies = 0;
  const listRegions = (year: number): string[] => listRegionsWithin(code, within, year);
  /** The one right below that a region lies in, or is. */
  const findUnit = (region: string): string => {
    const lineage = traceLineage(region);
    return lineage[lineage.indexOf(code) + 1] ?? code;
  };

  /** Agencies that the roster obliges in one of the years, by unit and function. */
  async function readObliged(years: readonly number[]): Promise<Line[]> {
    const found = new Map<string, Named & { readonly ids: Set<string> }>();
    const places = years.flatMap((year) => listRegions(year).map((region) => ({ region, year })));
    await pMap(
      places,
      async ({ region, year }) => {
        // One that can't be read is told where its figures are.
        const { agencies: listed } = await table.childFacts(region, year, { onDamaged: () => undefined });
        for (const { agency } of listed.filter(({ obliged }) => obliged)) {
          const named = { unit: findUnit(region), id: tellFunction(agency, functions).id };
          const key = `${named.unit} ${named.id}`;
          const line = found.get(key) ?? { ...named, ids: new Set() };
          line.ids.add(agency.id);
          found.set(key, line);
        }
      },
      { concurrency: REGIONS_AT_ONCE },
    );
    return [...found.values()].map(({ unit, id, ids }) => ({
      unit,
      sum: { function: id, pooledAgencies: ids.size, stated: NOTHING_STATED },
    }));
  }

  /** The sums of those of the year, region by region. */
  async function readStated(year: number): Promise<StatedYear> {
    const lines: Line[] = [];
    const unreadable: string[] = [];
    let synthetic = 0;
    await pMap(
      listRegions(year),
      async (region) => {
        const onDamaged = ({ id }: DamagedRecord): void => void unreadable.push(id);
        const own = (await table.children(region, year, { consistent: true, onDamaged })).agencies;
        agencies += own.length;
        synthetic += own.filter(({ agency }) => agency.dataset === 'synthetic').length;
        for (const [id, items] of Map.groupBy(own, ({ agency }) => tellFunction(agency, functions).id)) {
          const stated = sumAgencies(year, items, 'whole');
          lines.push({ unit: findUnit(region), sum: { function: id, pooledAgencies: 0, stated } });
        }
      },
      { concurrency: REGIONS_AT_ONCE },
    );
    return { lines, unreadable: unreadable.sort(), synthetic };
  }

  return {
    agencies: () => agencies,
    async year(year: number): Promise<Omit<SumsBelow, 'at' | 'tag'>> {
      const [obliged, { lines, ...said }] = await Promise.all([
        readObliged(listPooledYears(year)),
        readStated(year),
      ]);
      const byUnit = Map.groupBy([...obliged, ...lines], ({ unit }) => unit);
      const regions = [...byUnit].map(([unit, own]) => ({
        code: unit,
        lines: addFunctionSums(
          year,
          own.map(({ sum }) => sum),
        )
          .filter(({ pooledAgencies }) => pooledAgencies > 0)
          .toSorted((a, b) => compare(a.function, b.function)),
      }));
      return { year, regions: regions.toSorted((a, b) => compare(a.code, b.code)), ...said };
    },
  };
}

interface Named {
  readonly unit: string;
  /** The function's. */
  readonly id: string;
}
interface Line {
  readonly unit: string;
  readonly sum: FunctionSum;
}
interface StatedYear extends Pick<SumsBelow, 'unreadable' | 'synthetic'> {
  readonly lines: readonly Line[];
}

const NOTHING_STATED = { reports: { expected: 0, accepted: 0, late: 0 }, figures: undefined };
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
