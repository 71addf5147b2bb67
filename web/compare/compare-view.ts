/**
 * Up to six regions or agencies by one measure, each beside the median of its kind: of a region, those of its level
 * right below the same parent; of an agency, those of its kind in all districts whose agencies are compared here, so
 * that agencies of one kind are measured against one median.
 */
import type { RosterRecord } from '../../shared/domain/roster/roster-entry.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import type { Mark } from '../../shared/domain/standing/marked-total.ts';
import { isCounted, type RegionYear } from '../../shared/domain/standing/region-year.ts';
import type { CompareQuery } from '../site/compare-address.ts';
import { AGENCY_ID } from '../../shared/contracts/bucket/object-keys.ts';
import { isObligedKind, type AgencyKind, type Instant } from '../../shared/domain/basics/calendar.ts';
import {
  peerMedian,
  rankAmong,
  readComparable,
  readMeasure,
  type Measure,
  type PeerMedian,
  type Value,
  type YearStated,
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
import type { WebTable } from '../ports.ts';
import { makeRegionRow } from '../region/child-rows.ts';
import { readContinued, type ContinuedYear } from '../region/region-series.ts';
import { RECEIVED } from '../site/marked-totals.ts';
import { nameLineage, type NamedRegion } from '../site/named-region.ts';
import { reportYears } from '../region/region-view.ts';

export const MAX_COMPARED = 6;

/** Whose median it is. */
export type Kind =
  | { readonly of: 'regions'; readonly level: RegionLevel; readonly parent: NamedRegion }
  | { readonly of: 'agencies'; readonly kind: AgencyKind; readonly districts: readonly NamedRegion[] };

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
  /** From the highest, among those of its kind with enough cases. */
  readonly rank: number | undefined;
}

export interface CompareView extends CompareQuery {
  readonly years: readonly number[];
  readonly compared: readonly Compared[];
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

type ReadTable = Pick<WebTable, 'regionYears' | 'childRegions' | 'children' | 'roster'>;

/** Siblings share reads: each year of their parent is read once. */
export async function readComparison(
  table: ReadTable,
  query: CompareQuery,
  now: Instant,
): Promise<CompareView> {
  const years = reportYears(now);
  const asked = [...new Set(query.ids)];
  const ids = asked.slice(0, MAX_COMPARED);
  const subjects = await Promise.all(ids.map((id) => readSubject(table, id, years)));
  const known = subjects.filter((subject) => subject !== undefined);
  const districts = [...new Set(known.flatMap((one) => (one.what === 'agency' ? [one.district] : [])))];
  const readings = createReadings(table, districts);
  const compared = await Promise.all(known.map((subject) => readCompared(readings, subject, query, years)));
  return {
    ...query,
    ids,
    years,
    compared,
    unknown: ids.filter((_, i) => subjects[i] === undefined),
    left: asked.length - ids.length,
  };
}

type Subject =
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
    };

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
  const { names } = await table.regionYears(roster.district, [], traceLineage(roster.district));
  return {
    what: 'agency',
    id,
    district: roster.district,
    roster,
    lineage: nameLineage(roster.district, names),
  };
}

/** What is read once for all that are compared. */
interface Readings {
  readonly districts: readonly string[];
  readonly childRegions: (parent: string, year: number) => Promise<RegionYear[]>;
  /** Agencies of all districts whose agencies are compared. */
  readonly agencies: (year: number) => Promise<AgencyYear[]>;
  readonly names: () => Promise<NamedRegion[]>;
}

function createReadings(table: ReadTable, districts: readonly string[]): Readings {
  const remember = <T>(read: (key: string) => Promise<T>) => {
    const known = new Map<string, Promise<T>>();
    return (key: string): Promise<T> => {
      const found = known.get(key) ?? read(key);
      known.set(key, found);
      return found;
    };
  };
  const childRegions = remember((key) => {
    const [parent = '', year = ''] = key.split('#');
    return table.childRegions(parent, Number(year));
  });
  const agencies = remember(async (year) => {
    const all = await Promise.all(districts.map((district) => table.children(district, Number(year))));
    return all.flatMap((children) => [...children.agencies, ...children.beside]);
  });
  const names = remember(async () => {
    const { names: found } = await table.regionYears(NATION, [], districts);
    return districts.map((code) => ({ code, name: found.get(code) }));
  });
  return {
    districts,
    childRegions: (parent, year) => childRegions(`${parent}#${year}`),
    agencies: (year) => agencies(String(year)),
    names: () => names(''),
  };
}

async function readCompared(
  readings: Readings,
  subject: Subject,
  { measure, year }: CompareQuery,
  years: readonly number[],
): Promise<Compared> {
  const kind = await kindOf(readings, subject);
  const stated = await Promise.all(
    years.map(async (y) => {
      const { own, peers, ...marks } =
        subject.what === 'region'
          ? await regionYear(readings, subject, measure, y)
          : await agencyYear(readings, subject, y);
      return { year: y, value: own && readMeasure(measure, own), peers, ...marks };
    }),
  );
  const chosen = stated.find((other) => other.year === year);
  const number = chosen && readComparable(measure, chosen.value);
  const now = chosen && peerMedian(measure, chosen.peers);
  return {
    id: subject.id,
    name: subject.what === 'agency' ? subject.roster.name : subject.lineage.at(-1)?.name,
    formerNames: subject.what === 'agency' ? namesBefore(subject.roster, stated) : [],
    what: subject.what,
    within: subject.what === 'agency' ? subject.lineage : subject.lineage.slice(0, -1),
    kind,
    years: stated.map(({ year: y, value, peers, synthetic, syntheticPeers, continuedFrom, marks }) => ({
      year: y,
      value,
      peers: kind && peerMedian(measure, peers),
      synthetic,
      continuedFrom,
      marks,
      syntheticPeers: kind !== undefined && syntheticPeers,
    })),
    rank:
      kind && chosen && number !== undefined && now?.median !== undefined
        ? rankAmong(measure, number, chosen.peers)
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

async function kindOf(readings: Readings, subject: Subject): Promise<Kind | undefined> {
  if (subject.what === 'agency')
    return subject.roster.kind === 'consolidated'
      ? undefined
      : { of: 'agencies', kind: subject.roster.kind, districts: await readings.names() };
  const parent = subject.lineage.at(-2);
  return parent && { of: 'regions', level: tellLevel(subject.id), parent };
}

interface Stated {
  readonly own: YearStated | undefined;
  readonly peers: readonly YearStated[];
  readonly synthetic: boolean;
  readonly syntheticPeers: boolean;
  readonly continuedFrom?: readonly NamedRegion[] | undefined;
  readonly marks?: readonly Mark[] | undefined;
}

/** Measures rest on this one alone of the cells that can be doubted by themselves (Q5, Y4). */
const RESTS_ON_RECEIVED: ReadonlySet<Measure> = new Set(['received', 'completionRate']);

async function regionYear(
  { childRegions }: Readings,
  { id, items, continued }: Extract<Subject, { what: 'region' }>,
  measure: Measure,
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
    peers: peers.map(statedByRegion),
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

async function agencyYear(
  { agencies }: Readings,
  { id, roster }: Extract<Subject, { what: 'agency' }>,
  year: number,
): Promise<Stated> {
  const items = await agencies(year);
  const own = items.find(({ agency }) => agency.id === id);
  const peers = items.filter(({ agency }) => agency.kind === roster.kind);
  return {
    own: own && statedByAgency(own),
    peers: peers.map(statedByAgency),
    synthetic: own?.agency.dataset === 'synthetic',
    syntheticPeers: peers.some(({ agency }) => agency.dataset === 'synthetic'),
  };
}

/** Filing rates count agencies: one alone has none. Who owes no report adds nothing anywhere. */
const statedByAgency = ({ agency, obliged, inForce }: AgencyYear): YearStated => ({
  figures: (obliged || !isObligedKind(agency.kind)) && inForce ? inForce.figures : undefined,
  reports: undefined,
});
