/**
 * The table as it stood at an instant, told from what had been received and done by then: submissions and acts never
 * change, and roster and calendar keep what they said before. The instant of receipt counts: a report that an operator loads later under
 * the day on which it was received (backfill) belongs to the past. Nothing else ever changes the past.
 *
 * Three answers follow the table of today: a region's name, which regions belong to which, and which texts are kept back.
 */
import type { RosterRecord, RosterVersion } from '../domain/roster/roster-entry.ts';
import { inTheirOrder, pickWithholding, type KeptAct } from '../domain/standing/acts/act.ts';
import type { AgencyYear, Enrolment } from '../domain/standing/agency-year-record.ts';
import { newestRecord } from '../domain/standing/publication.ts';
import { newestCheck } from '../domain/standing/source-check.ts';
import {
  sumRegion,
  type RegionChildren,
  type RegionHistory,
  type RegionYear,
} from '../domain/standing/region-year.ts';
import { daysIn } from '../domain/standing/history-days.ts';
import type { DayTotal } from '../domain/standing/day-total.ts';
import type { Submission } from '../domain/standing/submission.ts';
import pMap from 'p-map';
import { countLacking } from '../domain/rules/filing/c1-equals-region-total.ts';
import type { RegionPart } from '../domain/rules/rule.ts';
import type { ComparedTotal, Surroundings } from '../domain/verdict/findings-shown.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import {
  endOfChinaDay,
  isCountedKind,
  tellChinaDay,
  tellChinaYear,
  type Instant,
  type IsoDay,
} from '../domain/basics/calendar.ts';
import { keepExplanations, type KeptExplanation } from '../domain/standing/explanations.ts';
import { readPlace, type Place } from '../domain/basics/place.ts';
import { isAbovePrefecture } from '../domain/basics/region.ts';
import type { Figures } from '../domain/form/figures.ts';
import { findLook } from '../domain/rules/rule-book.ts';
import { findVersion } from '../domain/basics/version.ts';
import { isReceivedBefore } from '../domain/standing/standing.ts';
import { readDayTotals } from './day-totals.ts';
import { withHistory } from './filed-report.ts';
import { judged } from './judge-agency-year.ts';
import { yearsUpTo } from './load-roster.ts';
import { withOriginalAmong } from './original-as-of.ts';
import { findStated, isComparedWithRegion } from './surroundings.ts';

export type HistoryTable = Pick<
  ReportTable,
  'history' | 'regionYears' | 'childRegions' | 'dayTotals' | 'roster' | 'rosterVersions' | 'submissionsAt'
>;
/** What answers as of then; everything else of the table answers as it does. */
export type AsOfReads = Pick<
  ReportTable,
  | 'children'
  | 'childFacts'
  | 'childRegions'
  | 'regionYears'
  | 'agencyYears'
  | 'agencyYearsAt'
  | 'roster'
  | 'filedSubmissions'
  | 'submissionsAt'
>;

/** Agencies whose year is replayed for an answer that anybody may ask for: some thousands of read units. */
export const MOST_REPLAYED = 1_000;

/** Child regions, and years, read side by side. */
const CONCURRENCY = 8;

/** For one request that asks for several instants: the same history, and the same facts, tell all of them. */
export function readingOnce<Table extends Pick<ReportTable, 'history' | 'childFacts' | 'regionsWithin'>>(
  table: Table,
): Table {
  return {
    ...table,
    regionsWithin: remembered((code: string) => table.regionsWithin(code)),
    history: remembered((region: string, year: number) => table.history(region, year)),
    childFacts: remembered((region: string, year: number) => table.childFacts(region, year)),
  };
}

/**
 * For one request: what was read once is not read again. `byDay`: of regions with others below, the ends of days are told alone;
 * any other instant throws ExactInstantError before anything below is read; a day that is not kept of regions with many agencies
 * throws DayNotKeptError, before they are read. Lists of more than `mostListed` agencies' years together throw TooManyReplayedError.
 */
export function readTableAt<Table extends HistoryTable>(
  table: Table,
  at: Instant,
  { byDay = false, mostListed = Infinity } = {},
): Table & AsOfReads {
  const day = tellDayEnding(at);
  const past = createPast(table, {
    isExactBelow: !byDay || day !== undefined,
    mostReplayed: byDay ? MOST_REPLAYED : Infinity,
  });

  let listed = 0;
  const count = remembered(async (region: string, year: number) => {
    const more = await past.countAgencies(region, year);
    listed += more;
  });
  /** For one region, or for many side by side: all of them together are bounded. */
  async function listChildren(region: string, year: number): Promise<RegionChildren> {
    if (mostListed < Infinity) await count(region, year);
    if (listed > mostListed)
      throw new TooManyReplayedError(`${listed} agencies' years would have to be replayed as of ${at}`);
    return past.children(region, year, at);
  }

  async function agencyYear(place: Place): Promise<AgencyYear | undefined> {
    return past.agencyYear(place, at);
  }
  const reads: AsOfReads = {
    children: listChildren,
    childFacts: listChildren,
    async childRegions(region, year) {
      return [...(await past.children(region, year, at)).regions];
    },
    async regionYears(code, years, regionCodes, { withAnnotations } = {}) {
      const asked = day ? [...new Set(years.flatMap((year) => [year, year - 1]))] : [];
      const { years: known, ...named } = await table.regionYears(code, asked, regionCodes, {
        // A replay needs none of them.
        onDamaged: () => undefined,
        withAnnotations,
      });
      const compared = years.map((year) => ({ now: known.get(year), before: known.get(year - 1) }));
      const kept = new Map(
        day ? (await readDayTotals(table, compared, day)).map((one) => [one.year, one]) : [],
      );
      const items = await pMap(
        years,
        async (year) => {
          const region = { code, name: known.get(year)?.name ?? code };
          const then = kept.get(year);
          return then ? nameAs(region, then.total) : past.regionYear(region, year, at);
        },
        { concurrency: CONCURRENCY },
      );
      return { ...named, years: new Map(items.flatMap((item) => (item ? [[item.year, item]] : []))) };
    },
    async agencyYears(agency, years) {
      const items = await pMap(years, (year) => agencyYear({ ...agency, year }), {
        concurrency: CONCURRENCY,
      });
      return new Map(items.flatMap((item) => (item ? [[item.year, item]] : [])));
    },
    async agencyYearsAt(places) {
      const items = new Map(
        await pMap(places, async (place) => [namePlace(place), await agencyYear(place)] as const, {
          concurrency: CONCURRENCY,
        }),
      );
      return (place) => items.get(namePlace(place));
    },
    async roster(agencyId) {
      const now = await table.roster(agencyId);
      if (now && now.since <= at) return now;
      const versions = [...(await table.rosterVersions(agencyId)), ...(now ? [now] : [])];
      const then = findVersion(versions, at);
      if (then) return saidThen(then, at);
      const [first] = versions;
      if (!first) return undefined;
      const years = await reads.agencyYears(
        { district: first.district, agencyId },
        yearsUpTo(tellChinaYear(at)),
      );
      return years.size > 0 ? saidThen(first, at) : undefined;
    },
    async filedSubmissions(place) {
      const items = await past.submissions(place, at);
      return { heads: items, items };
    },
    async submissionsAt(keys) {
      const read = await table.submissionsAt(keys);
      return (key) => {
        const submission = read(key);
        return submission && submission.receivedAt <= at ? submission : undefined;
      };
    },
  };
  return { ...table, ...reads };
}

/** An instant within a day was asked of a region with others below: to tell it takes every report there. */
export class ExactInstantError extends Error {
  override readonly name = 'ExactInstantError';
}

/** A day was asked of a region below which too many agencies would have to be replayed: it is kept in the next night. */
export class DayNotKeptError extends Error {
  override readonly name = 'DayNotKeptError';
}

/** Lists of too many agencies were asked for: no night keeps them. */
export class TooManyReplayedError extends Error {
  override readonly name = 'TooManyReplayedError';
}

/** A region below, or what a report about a whole region states, is not kept of the day that is told. */
export class NotKeptError extends Error {
  override readonly name = 'NotKeptError';
}

/**
 * A region at the end of a day, whatever is kept of it, made of those below as they are kept. Throws NotKeptError where one of
 * them is not: a nation's day is never told from every report.
 */
export async function replayDay(
  table: PastTable,
  region: NamedRegion,
  year: number,
  day: IsoDay,
): Promise<Pick<DayTotal, 'total' | 'stated'>> {
  const at = endOfChinaDay(day);
  const past = createPast(table, { isKeptBelow: true });
  const [total, stated] = await Promise.all([
    past.regionYear(region, year, at),
    past.statedFigures(region.code, year, at),
  ]);
  return { total, stated };
}

/** The day that ends with an instant. */
function tellDayEnding(at: Instant): IsoDay | undefined {
  const day = tellChinaDay(at);
  return endOfChinaDay(day) === at ? day : undefined;
}

const endOfItsDay = (at: Instant): Instant => endOfChinaDay(tellChinaDay(at));

const namePlace = ({ district, agencyId, year }: Place): string => `${district}#${year}#${agencyId}`;

/** Nothing, where the agency's load was taken back by then. */
function saidThen({ until, ...said }: RosterVersion, at: Instant): RosterRecord | undefined {
  return until !== undefined && until <= at ? undefined : said;
}

type NamedRegion = Pick<RegionYear, 'code' | 'name'>;

/** Names of regions follow the present. */
const nameAs = ({ name }: NamedRegion, then: RegionYear | undefined): RegionYear | undefined =>
  then && { ...then, name };

const describePart = (
  name: string,
  computed: RegionYear | undefined,
  stated: Figures | undefined,
): RegionPart[] => (computed ? [{ name, computed: computed.figures, stated }] : []);

/** A district's year, told apart by agency. */
interface DistrictYear {
  readonly code: string;
  readonly year: number;
  readonly agencies: readonly AgencyYear[];
  readonly regions: readonly RegionYear[];
  /** By agency, in the order of their receipt. */
  readonly submissions: ReadonlyMap<string, readonly Submission[]>;
  readonly publications: RegionHistory['publications'];
  readonly sourceChecks: RegionHistory['sourceChecks'];
  /** When the roster first said anything: what it said then held before, too. */
  readonly firstSaid: Instant | undefined;
}

/** Agencies' standings, by agency, before their reports are compared with anything. */
type Standings = ReadonlyMap<string, AgencyYear>;

type PastTable = Pick<HistoryTable, 'history' | 'regionYears' | 'childRegions' | 'dayTotals'>;

/** `isKeptBelow`: the ends of days of regions below are told from what is kept of them, or not at all. */
function createPast(
  table: PastTable,
  { isKeptBelow = false, isExactBelow = true, mostReplayed = Infinity } = {},
) {
  const districtYear = remembered(async (region: string, year: number): Promise<DistrictYear> => {
    const { agencies, regions, submissions, ...recorded } = await table.history(region, year);
    const inOrder = [...submissions].sort((a, b) => (isReceivedBefore(a, b) ? -1 : 1));
    return {
      code: region,
      year,
      agencies,
      regions,
      ...recorded,
      submissions: Map.groupBy(inOrder, agencyOf),
      firstSaid: agencies.flatMap(({ since, before = [] }) => before[0]?.since ?? since).sort()[0],
    };
  });

  const standings = remembered(async (region: string, year: number, at: Instant): Promise<Standings> => {
    const known = await districtYear(region, year);
    const then = known.agencies.flatMap((item): [string, AgencyYear][] => {
      const enrolled = saidBy(known, item, at).at(-1);
      const filed = receivedBy(known.submissions.get(item.agency.id), at);
      if (!enrolled) return [];
      const standing = filedBy({ ...enrolledAs(item, enrolled), acts: actsBy(item, at) }, filed);
      return [[item.agency.id, { ...standing, ...publishedBy(known, item.agency.id, at) }]];
    });
    const neighbours = new Map(then);
    return new Map(then.map(([id, item]) => [id, withOriginalAmong(item, neighbours)]));
  });

  const standing = async ({ district, agencyId, year }: Place, at: Instant) =>
    (await standings(district, year, at)).get(agencyId);

  /** What C1 compares with: figures and counts, whatever is open in the reports that make them up. */
  const comparedTotal = remembered(
    async (region: string, year: number, at: Instant): Promise<RegionYear | undefined> => {
      const [known, own] = await Promise.all([districtYear(region, year), standings(region, year, at)]);
      const below = await totalsBelow(known, at, (child) => comparedTotal(child.code, year, at));
      return totalThen(known, { code: region, name: region }, at, {
        agencies: [...own.values()].filter(({ agency }) => isCountedKind(agency.kind)),
        beside: [],
        regions: below,
      });
    },
  );

  /** Regions right below, by code, as far as they are kept of a day that ends with the instant. */
  const keptBelow = remembered(
    async (code: string, year: number, at: Instant): Promise<ReadonlyMap<string, DayTotal>> => {
      const day = tellDayEnding(at);
      const { regions } = await districtYear(code, year);
      if (!day || regions.length === 0) return new Map();
      const before = new Map((await table.childRegions(code, year - 1)).map((one) => [one.code, one]));
      const known = regions.map((now) => ({ now, before: before.get(now.code) }));
      return new Map((await readDayTotals(table, known, day)).map((one) => [one.code, one]));
    },
  );

  /** The regions right below: of each what is told of its day, where that is kept, or else what a replay tells. */
  async function tellBelow<Told>(
    { code, year, regions }: DistrictYear,
    at: Instant,
    ways: {
      readonly kept: (day: DayTotal, child: RegionYear) => Told;
      readonly replayed: (child: RegionYear) => Promise<Told>;
    },
  ): Promise<Told[]> {
    if (!isExactBelow && regions.length > 0)
      throw new ExactInstantError(`${code} ${year} is told by day alone, not as of ${at}`);
    const kept = await keptBelow(code, year, at);
    const left = regions.filter((child) => !kept.has(child.code));
    if (left.reduce((sum, { reports }) => sum + reports.expected, 0) > mostReplayed)
      throw new DayNotKeptError(`${left.length} regions below ${code} are not kept as of ${at}, ${year}`);
    return pMap(
      regions,
      (child) => {
        const then = kept.get(child.code);
        if (then) return ways.kept(then, child);
        if (isKeptBelow && tellDayEnding(at))
          throw new NotKeptError(`${child.code} ${year} is not kept as of ${at}`);
        return ways.replayed(child);
      },
      { concurrency: CONCURRENCY },
    );
  }

  async function totalsBelow(
    known: DistrictYear,
    at: Instant,
    replayed: (child: RegionYear) => Promise<RegionYear | undefined>,
  ): Promise<RegionYear[]> {
    const items = await tellBelow(known, at, { kept: ({ total }, child) => nameAs(child, total), replayed });
    return items.filter((item) => item !== undefined);
  }

  /** With the regions below, as their own consolidated reports told them then. */
  const totalWithParts = remembered(
    async (region: string, year: number, at: Instant): Promise<ComparedTotal | undefined> => {
      const total = await comparedTotal(region, year, at);
      if (!total || countLacking(total) > 0) return total;
      const parts = await tellBelow(await districtYear(region, year), at, {
        kept: ({ total: computed, stated }, { name }) => describePart(name, computed, stated),
        replayed: async ({ code, name }) => {
          const [computed, stated] = await Promise.all([
            comparedTotal(code, year, at),
            statedFigures(code, year, at),
          ]);
          return describePart(name, computed, stated);
        },
      });
      return { ...total, regions: parts.flat() };
    },
  );

  async function statedFigures(region: string, year: number, at: Instant): Promise<Figures | undefined> {
    const own = await standings(region, year, at);
    return findStated(
      [...own.values()].filter(({ agency, obliged }) => obliged && agency.kind === 'consolidated'),
    );
  }

  async function surroundings(
    item: AgencyYear,
    at: Instant,
    isWithTotal = isComparedWithRegion(item),
  ): Promise<Surroundings> {
    const { district, year, opensWith = [] } = item;
    const before = { ...readPlace(item), year: year - 1 };
    const [previous, openers, total] = await Promise.all([
      standing(before, at),
      Promise.all(opensWith.map((neighbour) => standing({ ...neighbour, year: year - 1 }, at))),
      isWithTotal ? totalWithParts(district, year, at) : undefined,
    ]);
    return { previous, openers, total };
  }

  async function judgedAt(item: AgencyYear, at: Instant): Promise<AgencyYear> {
    const { agencies } = await districtYear(item.district, item.year);
    const now = agencies.find(({ agency }) => agency.id === item.agency.id);
    return withTextsKeptBack(await comparedAt(item, at), now?.acts ?? [], at);
  }

  async function comparedAt(item: AgencyYear, at: Instant): Promise<AgencyYear> {
    // Nothing is compared with anything before a report is in force.
    if (!item.inForce) return judged(item, { previous: undefined, openers: [], total: undefined });
    const explanations = item.explanations ?? [];
    const unbound = explanations.filter(({ basis }) => basis === undefined);
    const bound = unbound.length > 0 ? await boundBefore(item, unbound, at) : [];
    return judged(
      { ...item, explanations: [...keepExplanations(bound, explanations)] },
      await surroundings(item, at),
    );
  }

  /**
   * An explanation that came before there was anything to compare with is bound to the first comparison: to find that,
   * the item is judged at each instant at which what it is compared with changed; about a province or the nation, at the end of
   * each day on which it did.
   */
  async function boundBefore(
    item: AgencyYear,
    unbound: readonly KeptExplanation[],
    at: Instant,
  ): Promise<readonly KeptExplanation[]> {
    const { district, year, opensWith = [] } = item;
    const own = readPlace(item);
    const compared = [
      own,
      { ...own, year: year - 1 },
      ...opensWith.map((one) => ({ ...one, year: year - 1 })),
    ];
    const isWithTotal =
      isComparedWithRegion(item) && unbound.some(({ rule }) => findLook(rule) === 'regionTotal');
    const changes = [
      ...(await Promise.all(compared.map(changesOf))).flat(),
      ...(isWithTotal && !isAbovePrefecture(district) ? await changesBelow(district, year) : []),
    ];
    const instants =
      isWithTotal && isAbovePrefecture(district)
        ? [...changes.map(endOfItsDay), ...(await daysBelow(district, year))]
        : changes;
    const first = unbound.map(receiptOf).sort()[0] ?? at;
    let bound: readonly KeptExplanation[] = [];
    for (const instant of [...new Set(instants)].sort()) {
      if (instant < first || instant >= at) continue;
      const then = await standing(own, instant);
      if (!then) continue;
      const explanations = [...keepExplanations(bound, then.explanations ?? [])];
      bound =
        judged({ ...then, explanations }, await surroundings(then, instant, isWithTotal)).explanations ?? [];
    }
    return bound;
  }

  /** When something came of the agency's year: a submission, an act, or another word of the roster or the calendar. */
  async function changesOf({ district, agencyId, year }: Place): Promise<Instant[]> {
    const known = await districtYear(district, year);
    return changesIn(
      known.submissions.get(agencyId) ?? [],
      known.agencies.filter(({ agency }) => agency.id === agencyId),
    );
  }

  /** Ends of days: so many reports are no one's to compare after each. */
  async function daysBelow(region: string, year: number): Promise<Instant[]> {
    const history = (await table.regionYears(region, [year], [])).years.get(year)?.history;
    if (history) return daysIn([history]).map(endOfChinaDay);
    return (await changesBelow(region, year)).map(endOfItsDay);
  }

  async function changesBelow(region: string, year: number): Promise<Instant[]> {
    const own = await districtYear(region, year);
    const below = await pMap(own.regions, ({ code }) => changesBelow(code, year), {
      concurrency: CONCURRENCY,
    });
    const { submissions: filed, agencies } = own;
    return [...changesIn([...filed.values()].flat(), agencies), ...below.flat()];
  }

  async function submissions({ district, agencyId, year }: Place, at: Instant): Promise<Submission[]> {
    const filed = (await districtYear(district, year)).submissions.get(agencyId);
    return [...receivedBy(filed, at)].sort((a, b) => (a.order < b.order ? 1 : -1));
  }

  const judgedStandings = remembered(async (region: string, year: number, at: Instant) =>
    Promise.all([...(await standings(region, year, at)).values()].map((item) => judgedAt(item, at))),
  );

  const children = remembered(async (region: string, year: number, at: Instant): Promise<RegionChildren> => {
    const [known, items] = await Promise.all([districtYear(region, year), judgedStandings(region, year, at)]);
    const below = await totalsBelow(known, at, (child) => regionYear(child, year, at));
    return {
      agencies: items.filter(({ agency }) => isCountedKind(agency.kind)),
      beside: items.filter(({ agency }) => !isCountedKind(agency.kind)),
      regions: below,
    };
  });

  async function regionYear(region: NamedRegion, year: number, at: Instant): Promise<RegionYear | undefined> {
    const [known, its] = await Promise.all([
      districtYear(region.code, year),
      children(region.code, year, at),
    ]);
    return totalThen(known, region, at, its);
  }

  return {
    children,
    countAgencies: async (region: string, year: number) => (await districtYear(region, year)).agencies.length,
    regionYear,
    statedFigures,
    submissions,
    async agencyYear(place: Place, at: Instant): Promise<AgencyYear | undefined> {
      const item = await standing(place, at);
      return item && judgedAt(item, at);
    },
  };
}

/** All that roster and calendar had said of an agency's year by then; nothing where it was not on the roster. */
function saidBy({ firstSaid, submissions }: DistrictYear, item: AgencyYear, at: Instant): Enrolment[] {
  const until = firstSaid !== undefined && firstSaid > at ? firstSaid : at;
  const versions: Enrolment[] = [...(item.before ?? []), item];
  const said = versions.filter(({ since }) => since <= until);
  // One that came to the roster later and has filed by then was loaded with its past (backfill).
  const hasFiled = receivedBy(submissions.get(item.agency.id), at).length > 0;
  return said.length === 0 && hasFiled ? versions.slice(0, 1) : said;
}

/** The agency-year before anything was filed. */
function enrolledAs(
  { district, year }: AgencyYear,
  { agency, obliged, isAway, extension, internal, opensWith, since }: Enrolment,
): AgencyYear {
  // No write made it.
  return { revision: 0, district, year, agency, obliged, isAway, extension, internal, opensWith, since };
}

/** With what was filed; what comparisons found when it was received was found once. */
function filedBy(enrolled: AgencyYear, filed: readonly Submission[]): AgencyYear {
  const item = withHistory(enrolled, filed);
  const compared = filed.flatMap(({ contextualFindings }) => contextualFindings.map(({ rule }) => rule));
  const fired = [...(item.rules?.fired ?? []), ...compared];
  return { ...item, rules: { fired, open: [], explained: [] } };
}

/** A text that is withheld now is in no page of the past; what the office had said by then stays as it was. */
function withTextsKeptBack(item: AgencyYear, acts: readonly KeptAct[], at: Instant): AgencyYear {
  const later = pickWithholding(acts).filter((act) => act.at > at);
  return later.length === 0 ? item : { ...item, acts: inTheirOrder([...(item.acts ?? []), ...later]) };
}

/** The agency-year keeps them all, and whoever can't read the record of one can read that. */
function actsBy({ acts = [] }: AgencyYear, at: Instant): AgencyYear['acts'] {
  const done = acts.filter((act) => act.at <= at);
  return done.length > 0 ? done : undefined;
}

/** With what was recorded of its publication, and found there. */
const publishedBy = (
  { publications, sourceChecks }: DistrictYear,
  agencyId: string,
  at: Instant,
): Pick<AgencyYear, 'publication' | 'sourceCheck'> => ({
  publication: newestRecord(receivedBy(publications.get(agencyId), at)),
  sourceCheck: newestCheck((sourceChecks.get(agencyId) ?? []).filter(({ checkedAt }) => checkedAt <= at)),
});

/** A region's total; `undefined` where nobody was ever expected to report by then. */
function totalThen(
  known: DistrictYear,
  { code, name }: NamedRegion,
  at: Instant,
  children: RegionChildren,
): RegionYear | undefined {
  const anyExpected = known.agencies.some((item) =>
    saidBy(known, item, at).some(({ obliged, agency }) => obliged && isCountedKind(agency.kind)),
  );
  if (!anyExpected && children.regions.length === 0) return undefined;
  const { year } = known;
  return { revision: 0, code, name, year, ...sumRegion(year, children) };
}

const changesIn = (submissions: readonly Submission[], agencies: readonly AgencyYear[]): Instant[] => [
  ...submissions.map(receiptOf),
  ...agencies.flatMap(({ since, before = [], acts = [] }) => [
    ...before.map((says) => says.since),
    since,
    ...acts.map(({ at }) => at),
  ]),
];
const agencyOf = ({ place }: Submission): string => (place === 'unplaced' ? '' : place.agencyId);
const receiptOf = ({ receivedAt }: { readonly receivedAt: Instant }): Instant => receivedAt;
const receivedBy = <Received extends { readonly receivedAt: Instant }>(
  filed: readonly Received[] = [],
  at: Instant,
): readonly Received[] => filed.filter(({ receivedAt }) => receivedAt <= at);

/** What was asked once is not asked again. */
export function remembered<Args extends readonly (string | number)[], Answer>(
  read: (...args: Args) => Promise<Answer>,
): (...args: Args) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return (...args) => {
    const name = args.join('#');
    const answer = known.get(name) ?? read(...args);
    known.set(name, answer);
    return answer;
  };
}
