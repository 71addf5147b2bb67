/**
 * Up to six regions or agencies by one measure, each beside the median of its kind: of a region, those of its level
 * right below the same parent; of an agency, those of its function in all such regions, whichever are compared here.
 */
import pMap from 'p-map';
import { listAnnotations, type Annotation } from '../../shared/domain/form/annotations.ts';
import { POOLED_YEARS } from '../../shared/domain/form/measures.ts';
import type { AgencyKind } from '../../shared/domain/basics/calendar.ts';
import { OTHER_FUNCTION, type AgencyFunction } from '../../shared/domain/roster/agency-functions.ts';
import type { RosterRecord } from '../../shared/domain/roster/roster-entry.ts';
import type { Mark } from '../../shared/domain/standing/marked-total.ts';
import type { CompareQuery } from '../site/compare-address.ts';
import { AGENCY_ID } from '../../shared/contracts/bucket/object-keys.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import {
  peerMedian,
  rankAmong,
  type PeerMedian,
  type Rank,
  type Value,
} from '../../shared/domain/form/comparison.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import {
  isRegionCode,
  tellLevel,
  traceLineage,
  NATION,
  findParent,
  type RegionLevel,
} from '../../shared/domain/basics/region.ts';
import { readContinued } from '../region/region-series.ts';
import { nameLineage, type NamedRegion } from '../site/named-region.ts';
import { reportYears } from '../region/region-view.ts';
import { TooManyReplayedError } from '../../shared/pipeline/as-of.ts';
import {
  chooseMedianYears,
  createReadings,
  poolStated,
  readStated,
  tellAgencyFunction,
  type ReadTable,
  type Readings,
  type Subject,
} from './stated-years.ts';

export const MAX_COMPARED = 6;
/** For those compared and their years: each asks for the districts of its kind. */
const CONCURRENCY = { concurrency: 2 };

/** Whose median it is. */
export type Kind =
  | { readonly of: 'regions'; readonly level: RegionLevel; readonly parent: NamedRegion }
  | {
      readonly of: 'agencies';
      /** `undefined` where no list names it: all of its kind are its like. */
      readonly function: AgencyFunction | undefined;
      readonly agencyKind: AgencyKind;
      readonly level: RegionLevel;
      readonly parent: NamedRegion;
    };

interface ComparedYear {
  readonly year: number;
  readonly value: Value | undefined;
  readonly peers: PeerMedian | undefined;
  /** Whether figures of its own, and of its kind, are the generator's. */
  readonly synthetic: boolean;
  readonly syntheticPeers: boolean;
  /** Whose figures they are, where the region had another code then, or was several. */
  readonly continuedFrom?: readonly NamedRegion[] | undefined;
  /** Figures in doubt that make a region's value. */
  readonly marks?: readonly Mark[] | undefined;
}

export interface Compared {
  readonly id: string;
  readonly name: string | undefined;
  /** Those that it bore in years that have something to compare, the newest first. */
  readonly formerNames: readonly string[];
  readonly what: 'region' | 'agency';
  readonly within: readonly NamedRegion[];
  /** `undefined` where it has none: the nation, or a report about a whole region. */
  readonly kind: Kind | undefined;
  readonly years: readonly ComparedYear[];
  /** Among those of its kind with enough cases. */
  readonly rank: Rank | undefined;
}

export interface CompareView extends CompareQuery {
  readonly years: readonly number[];
  readonly compared: readonly Compared[];
  /** The years of which agencies are set beside their kind: too many districts would have to be read. */
  readonly medians: 'all' | 'asked' | 'none';
  /** Agencies that could not be read, of those looked at. */
  readonly unreadable: readonly string[];
  /** What changed the meaning of figures, and when. */
  readonly annotations: readonly Annotation[];
  /** Asked for, and neither a region nor an agency here. */
  readonly unknown: readonly string[];
  /** Asked for beyond the sixth. */
  readonly left: number;
}

export const findYear = ({ years }: Compared, year: number): ComparedYear =>
  years.find((other) => other.year === year) ?? {
    year,
    value: undefined,
    peers: undefined,
    synthetic: false,
    syntheticPeers: false,
  };

/** Siblings share reads: each year of their parent is read once. `listing`: a table whose lists are bounded, see `Instants`. */
export async function readComparison(
  { table, listing }: { readonly table: ReadTable; readonly listing: () => ReadTable },
  query: CompareQuery,
  now: Instant,
): Promise<CompareView> {
  try {
    return await compareWith(listing(), query, now, chooseMedianYears);
  } catch (error) {
    if (!(error instanceof TooManyReplayedError)) throw error;
    // Nobody waits for a thousand agencies of the past: they stand there without their like.
    return compareWith(table, query, now, () => new Set());
  }
}

async function compareWith(
  table: ReadTable,
  query: CompareQuery,
  now: Instant,
  chooseYears: typeof chooseMedianYears,
): Promise<CompareView> {
  const years = reportYears(now);
  const asked = [...new Set(query.ids)];
  const ids = asked.slice(0, MAX_COMPARED);
  const subjects = await Promise.all(ids.map((id) => readSubject(table, id, years)));
  const known = subjects.filter((subject) => subject !== undefined);
  const medianYears = chooseYears(known, query.measure, {
    years,
    asked: years.filter((one) => one <= query.year && one > query.year - (query.isPooled ? POOLED_YEARS : 1)),
  });
  const readings = createReadings(table, query.measure, medianYears);
  const [compared, annotations] = await Promise.all([
    pMap(known, (subject) => readCompared(readings, subject, query, years), CONCURRENCY),
    table.annotations(),
  ]);
  return {
    ...query,
    ids,
    years,
    medians: medianYears.size === years.length ? 'all' : medianYears.size > 0 ? 'asked' : 'none',
    compared,
    annotations: listAnnotations(annotations),
    unreadable: [...readings.unreadable],
    unknown: ids.filter((_, i) => subjects[i] === undefined),
    left: asked.length - ids.length,
  };
}

async function readSubject(
  table: ReadTable,
  id: string,
  years: readonly number[],
): Promise<Subject | undefined> {
  if (isRegionCode(id)) {
    const { years: items, names, spans } = await table.regionYears(id, years, traceLineage(id));
    if (id !== NATION && !names.has(id) && items.size === 0) return undefined;
    const continued = await readContinued(table, { code: id, span: spans.get(id) }, years);
    return { what: 'region', id, items, continued, lineage: nameLineage(id, names) };
  }
  if (!AGENCY_ID.test(id)) return undefined;
  const roster = await table.roster(id);
  if (!roster) return undefined;
  const { district } = roster;
  const { names, below } = await table.regionYears(district, [], traceLineage(district));
  const siblings = below.get(findParent(district) ?? '') ?? [];
  return {
    what: 'agency',
    id,
    district,
    roster,
    lineage: nameLineage(district, names),
    districts: [
      { code: district, name: names.get(district) ?? district },
      ...siblings.filter(({ code }) => code !== district && tellLevel(code) === tellLevel(district)),
    ],
  };
}

async function readCompared(
  readings: Readings,
  subject: Subject,
  { measure, year, isPooled }: CompareQuery,
  years: readonly number[],
): Promise<Compared> {
  const kind = await findKind(readings, subject);
  const alone = await pMap(years, (one) => readStated(readings, subject, one), CONCURRENCY);
  const stated = isPooled ? poolStated(measure, alone) : alone;
  const chosen = stated.find((other) => other.year === year);
  const isToldIn = (one: number): boolean =>
    subject.what === 'region' ||
    (readings.medianYears.has(one) && (one === year || readings.medianYears.size === years.length));
  const peersThen = chosen && isToldIn(year) ? [...chosen.peers.values()] : [];
  return {
    id: subject.id,
    name: subject.what === 'agency' ? subject.roster.name : subject.lineage.at(-1)?.name,
    formerNames: subject.what === 'agency' ? namesBefore(subject.roster, stated) : [],
    what: subject.what,
    within: subject.what === 'agency' ? subject.lineage : subject.lineage.slice(0, -1),
    kind,
    years: stated.map(({ peers, syntheticPeers, ...own }) => ({
      ...own,
      peers: kind && isToldIn(own.year) ? peerMedian(measure, [...peers.values()]) : undefined,
      syntheticPeers: kind !== undefined && syntheticPeers,
    })),
    rank:
      kind && peerMedian(measure, peersThen).median !== undefined
        ? rankAmong(measure, chosen?.value, peersThen)
        : undefined,
  };
}

/** Other names of the years whose figures stand beside those under its present one. */
function namesBefore(
  roster: RosterRecord,
  stated: readonly { readonly year: number; readonly value: Value | undefined }[],
): string[] {
  const names = stated
    .filter(({ value }) => value !== undefined)
    .map(({ year }) => nameInYear(roster, year))
    .filter((name) => name !== roster.name);
  return [...new Set(names)].toReversed();
}

async function findKind(readings: Readings, subject: Subject): Promise<Kind | undefined> {
  if (subject.what === 'region') {
    const parent = subject.lineage.at(-2);
    return parent && { of: 'regions', level: tellLevel(subject.id), parent };
  }
  const parent = subject.lineage.at(-2);
  const agencyFunction = await tellAgencyFunction(readings, subject.roster);
  return (
    parent &&
    agencyFunction && {
      of: 'agencies',
      function: agencyFunction.id === OTHER_FUNCTION.id ? undefined : agencyFunction,
      agencyKind: subject.roster.kind,
      level: tellLevel(subject.district),
      parent,
    }
  );
}
