/** What the compared, and those of their kind, stated in each year: read once for all of them. */
import pMap from 'p-map';
import { isObligedKind } from '../../shared/domain/basics/calendar.ts';
import { existsIn } from '../../shared/domain/basics/region-span.ts';
import { findParent, tellLevel } from '../../shared/domain/basics/region.ts';
import {
  isInMainFigures,
  isSummed,
  poolValues,
  readMeasure,
  type Value,
  type YearStated,
} from '../../shared/domain/form/comparison.ts';
import { POOLED_YEARS, type Measure } from '../../shared/domain/form/measures.ts';
import {
  indexFunctions,
  OTHER_FUNCTION,
  tellFunction,
  type AgencyFunction,
  type NamedFunctions,
} from '../../shared/domain/roster/agency-functions.ts';
import type { RegionName } from '../../shared/domain/roster/loaded-region.ts';
import type { RosterRecord } from '../../shared/domain/roster/roster-entry.ts';
import type { AgencyYearFacts } from '../../shared/domain/standing/child-facts.ts';
import type { Mark } from '../../shared/domain/standing/marked-total.ts';
import { isCounted, type RegionYear } from '../../shared/domain/standing/region-year.ts';
import type { WebTable } from '../ports.ts';
import { makeRegionRow } from '../region/child-rows.ts';
import type { ContinuedYear } from '../region/region-series.ts';
import { RECEIVED } from '../site/marked-totals.ts';
import type { NamedRegion } from '../site/named-region.ts';

export type ReadTable = Pick<
  WebTable,
  'regionYears' | 'childRegions' | 'children' | 'childFacts' | 'roster' | 'functions' | 'annotations'
>;

export type Subject =
  | {
      readonly what: 'region';
      readonly id: string;
      readonly lineage: readonly NamedRegion[];
      readonly items: ReadonlyMap<number, RegionYear>;
      readonly continued: ReadonlyMap<number, ContinuedYear>;
    }
  | {
      readonly what: 'agency';
      readonly id: string;
      readonly district: string;
      readonly roster: RosterRecord;
      readonly lineage: readonly NamedRegion[];
      /** Its district, and those of the same level below the same parent, with the years of their codes. */
      readonly districts: readonly RegionName[];
    };

export interface Readings {
  readonly measure: Measure;
  /** For agencies; in other years their peers are not read. */
  readonly medianYears: ReadonlySet<number>;
  readonly childRegions: (parent: string, year: number) => Promise<readonly RegionYear[]>;
  /** A region's own agencies. */
  readonly agencies: (region: string, year: number) => Promise<readonly AgencyYearFacts[]>;
  readonly functions: () => Promise<NamedFunctions>;
  /** Agencies whose items could not be read so far. */
  readonly unreadable: ReadonlySet<string>;
}

/** Districts side by side for one agency's year; a few years and agencies are read beside it. */
const CONCURRENCY = 8;

/** Lists of agencies, one of a district's year each, that one page reads for medians; whole reports are far larger. */
const MOST_LISTS = 300;
const MOST_WHOLE_LISTS = 120;

/** Which years' peers of agencies are read: of all, of those that the year asked for is told by, or of none. */
export function chooseMedianYears(
  subjects: readonly Subject[],
  measure: Measure,
  { years, asked }: { readonly years: readonly number[]; readonly asked: readonly number[] },
): ReadonlySet<number> {
  const districts = new Set(
    subjects.flatMap((one) => (one.what === 'agency' ? one.districts.map(({ code }) => code) : [])),
  );
  const most = isInMainFigures(measure) ? MOST_LISTS : MOST_WHOLE_LISTS;
  const chosen = [years, asked].find((some) => districts.size * some.length <= most);
  return new Set(chosen ?? []);
}

export function createReadings(
  table: ReadTable,
  measure: Measure,
  medianYears: ReadonlySet<number>,
): Readings {
  const remember = <T>(read: (region: string, year: number) => Promise<T>) => {
    const known = new Map<string, Promise<T>>();
    return (region: string, year: number): Promise<T> => {
      const key = `${region}#${year}`;
      const found = known.get(key) ?? read(region, year);
      known.set(key, found);
      return found;
    };
  };
  let functions: Promise<NamedFunctions> | undefined;
  const unreadable = new Set<string>();
  const onDamaged = ({ id }: { readonly id: string }): void => void unreadable.add(id);
  return {
    measure,
    unreadable,
    medianYears,
    childRegions: remember((parent, year) => table.childRegions(parent, year)),
    agencies: remember(async (region, year) => {
      // Hundreds of whole reports are read for what no list keeps, and for nothing else.
      const { agencies, beside } = await (isInMainFigures(measure)
        ? table.childFacts(region, year, { onDamaged })
        : table.children(region, year, { onDamaged }));
      return [...agencies, ...beside];
    }),
    functions: () => (functions ??= table.functions().then(indexFunctions)),
  };
}

/** `undefined` where it has no like: a report about a whole region. What no list names is like all of its kind. */
export async function tellAgencyFunction(
  { functions }: Readings,
  roster: Pick<RosterRecord, 'kind' | 'name' | 'function'>,
): Promise<AgencyFunction | undefined> {
  if (roster.kind === 'consolidated') return undefined;
  return tellFunction(roster, await functions());
}

/** What is known of a value beside it. */
interface Marks {
  /** Whether figures of its own, and of its kind, are the generator's. */
  readonly synthetic: boolean;
  readonly syntheticPeers: boolean;
  readonly continuedFrom?: readonly NamedRegion[] | undefined;
  readonly marks?: readonly Mark[] | undefined;
}

interface Stated extends Marks {
  readonly own: YearStated | undefined;
  /** All of its kind, itself among them, by code or id. */
  readonly peers: ReadonlyMap<string, YearStated>;
}

interface StatedYear extends Marks {
  readonly year: number;
  readonly value: Value | undefined;
  readonly peers: ReadonlyMap<string, Value | undefined>;
}

export async function readStated(readings: Readings, subject: Subject, year: number): Promise<StatedYear> {
  const { measure } = readings;
  const { own, peers, ...marks } =
    subject.what === 'region'
      ? await readRegionYear(readings, subject, year)
      : await readAgencyYear(readings, subject, year);
  const value = own && readMeasure(measure, own);
  return {
    year,
    value,
    peers: withItself(new Map([...peers].map(([id, peer]) => [id, readMeasure(measure, peer)])), {
      id: subject.id,
      value,
      continuedFrom: marks.continuedFrom,
    }),
    ...marks,
  };
}

/** It stands among its peers with the value that it is told by, in the place of those whose figures it continues. */
export function withItself(
  peers: StatedYear['peers'],
  { id, value, continuedFrom = [] }: Pick<StatedYear, 'value' | 'continuedFrom'> & { readonly id: string },
): StatedYear['peers'] {
  if (value === undefined) return peers;
  const others = new Map(peers);
  for (const { code } of continuedFrom) others.delete(code);
  return others.set(id, value);
}

/** Each year with those before it that are told with it: its own cases may be too few. The first years have no sums of counts. */
export const poolStated = (measure: Measure, years: readonly StatedYear[]): StatedYear[] =>
  years.map((last, i) => {
    const pooled = years.slice(Math.max(0, i + 1 - POOLED_YEARS), i + 1);
    const ids = new Set(pooled.flatMap(({ peers }) => [...peers.keys()]));
    const continued = new Map(
      pooled.flatMap(({ continuedFrom = [] }) =>
        continuedFrom.map((region) => [region.code, region] as const),
      ),
    );
    const pool = (values: readonly (Value | undefined)[]): Value | undefined =>
      isSummed(measure) && values.length < POOLED_YEARS ? undefined : poolValues(measure, values);
    return {
      year: last.year,
      value: pool(pooled.map(({ value }) => value)),
      peers: new Map([...ids].map((id) => [id, pool(pooled.map(({ peers }) => peers.get(id)))])),
      synthetic: pooled.some(({ synthetic }) => synthetic),
      syntheticPeers: pooled.some(({ syntheticPeers }) => syntheticPeers),
      continuedFrom: continued.size > 0 ? [...continued.values()] : undefined,
      marks: pooled.flatMap(({ marks = [] }) => marks),
    };
  });

/** Measures rest on this one alone of the cells that can be doubted by themselves (Q5, Y4). */
const RESTS_ON_RECEIVED: ReadonlySet<Measure> = new Set(['received', 'completionRate']);

async function readRegionYear(
  { childRegions, measure }: Readings,
  { id, items, continued }: Extract<Subject, { what: 'region' }>,
  year: number,
): Promise<Stated> {
  const stored = items.get(year);
  const own = stored && isCounted(stored) ? stored : undefined;
  const before = continued.get(year);
  const parent = findParent(id);
  const below = parent === undefined ? [] : await childRegions(parent, year);
  const peers = below.filter(({ code }) => tellLevel(code) === tellLevel(id));
  return {
    own: own ? statedByRegion(own) : before,
    peers: new Map(peers.map((peer) => [peer.code, statedByRegion(peer)])),
    synthetic: ((own ?? before)?.reports.synthetic ?? 0) > 0,
    continuedFrom: own ? undefined : before?.continuedFrom,
    marks: own && RESTS_ON_RECEIVED.has(measure) ? own.marks.filter(({ path }) => path === RECEIVED) : [],
    syntheticPeers: peers.some(({ reports }) => reports.synthetic > 0),
  };
}

const statedByRegion = (item: RegionYear): YearStated => ({
  figures: makeRegionRow(item).figures,
  reports: item.reports,
});

async function readAgencyYear(
  readings: Readings,
  { id, roster, district, districts }: Extract<Subject, { what: 'agency' }>,
  year: number,
): Promise<Stated> {
  const [agencyFunction, functions] = [
    await tellAgencyFunction(readings, roster),
    await readings.functions(),
  ];
  const isPeersToo = agencyFunction !== undefined && readings.medianYears.has(year);
  const asked = isPeersToo
    ? districts.filter((region) => region.code === district || existsIn(region, year))
    : [{ code: district }];
  const read = await pMap(asked, ({ code }) => readings.agencies(code, year), { concurrency: CONCURRENCY });
  const items = read.flat();
  const own = items.find(({ agency }) => agency.id === id);
  const isLike = (agency: AgencyYearFacts['agency']): boolean =>
    agency.kind === roster.kind &&
    (agencyFunction?.id === OTHER_FUNCTION.id || tellFunction(agency, functions).id === agencyFunction?.id);
  const peers = isPeersToo ? items.filter(({ agency }) => isLike(agency)) : [];
  return {
    own: own && statedByAgency(own),
    peers: new Map(peers.map((peer) => [peer.agency.id, statedByAgency(peer)])),
    synthetic: own?.agency.dataset === 'synthetic',
    syntheticPeers: peers.some(({ agency }) => agency.dataset === 'synthetic'),
  };
}

/** Filing rates count agencies: one alone has none. Who owes no report adds nothing anywhere. */
const statedByAgency = ({ agency, obliged, inForce }: AgencyYearFacts): YearStated => ({
  figures: (obliged || !isObligedKind(agency.kind)) && inForce ? inForce.figures : undefined,
  reports: undefined,
});
