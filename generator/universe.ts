/**
 * Synthetic reporting universes: any number of regions, agencies and years, from a seed. The same spec gives the same
 * bytes. Without planted flaws no report has a finding.
 */
import type { RegionEntry } from '../shared/domain/roster/loaded-region.ts';
import type { Dataset, RosterEntry } from '../shared/domain/roster/roster-entry.ts';
import type { Instant } from '../shared/domain/basics/calendar.ts';
import { chooseEdition } from '../shared/domain/form/catalogue.ts';
import { addFigures, noFigures, type Figures } from '../shared/domain/form/figures.ts';
import type { Place } from '../shared/domain/basics/place.ts';
import { findParent } from '../shared/domain/basics/region.ts';
import { makeProfiles, VERTICALS, type AgencyProfile, type VerticalSlug } from './agency-profiles.ts';
import { makeDrafts, type Draft } from './drafts.ts';
import { encodeDraft } from './encode-draft.ts';
import type { FlawKind, PlannedFlaw, PlannedMerger } from './flaws.ts';
import { makeHistory, noCases, type Legacy } from './history.ts';
import { belowFirst, tellSettlement, type DistrictSpec } from './nation.ts';
import { joinStocks } from './proactive.ts';

export interface UniverseSpec {
  readonly seed: number | string;
  /** Every region, those without agencies of their own included. */
  readonly regions: readonly RegionEntry[];
  readonly districts: readonly DistrictSpec[];
  /** First and last report year. */
  readonly years: { readonly from: number; readonly to: number };
  readonly flaws?: readonly PlannedFlaw[];
  readonly mergers?: readonly PlannedMerger[];
  /** Whether each district also reports about its whole region; yes unless stated. */
  readonly consolidated?: boolean;
  /** Units of vertical systems: on no total. */
  readonly vertical?: readonly PlannedVertical[];
  readonly dataset?: Dataset;
}

export interface Filing {
  readonly place: Place;
  readonly receivedAt: Instant;
  readonly document: string | Uint8Array;
  readonly planted?: FlawKind;
}

/** A unit of a vertical system in a district. */
interface PlannedVertical {
  readonly district: string;
  readonly slug: VerticalSlug;
  /** Whether it files here, too: nothing obliges it to. */
  readonly files: boolean;
}

interface Universe {
  readonly regions: readonly RegionEntry[];
  readonly agencies: readonly RosterEntry[];
  readonly filings: readonly Filing[];
}

/** An agency and what its reports are like. */
export interface Member {
  readonly agency: RosterEntry;
  readonly profile: AgencyProfile;
}

interface Cast {
  readonly district: DistrictSpec;
  /** Predecessors before their successor. */
  readonly members: readonly Member[];
  readonly consolidated: Member | undefined;
  readonly vertical: readonly (Member & Pick<PlannedVertical, 'files'>)[];
}

const SCALE = { city: 2.2, district: 0.7, county: 0.55 } as const;
/** Names that agencies bore before the reform of 2018 was carried through below; their reports up to 2020 still do. */
const FORMER_NAMES: ReadonlyMap<string, string> = new Map([['zrzy', '自然资源局']]);
const WHOLE_REGION = { city: '全市', district: '全区', county: '全县' } as const;

export function makeRoster(spec: UniverseSpec): RosterEntry[] {
  return spec.districts.flatMap((district) => {
    const { members, consolidated, vertical } = castOf(spec, district);
    return [...members, ...(consolidated ? [consolidated] : []), ...vertical].map(({ agency }) => agency);
  });
}

/** The agencies of one district and what each is like, without its consolidated report. */
export function castMembers(spec: UniverseSpec, district: DistrictSpec): readonly Member[] {
  return castOf(spec, district).members;
}

export function generateUniverse(spec: UniverseSpec): Universe {
  return { regions: spec.regions, agencies: makeRoster(spec), filings: [...generateFilings(spec)] };
}

/** Agency by agency, year by year; a region's own consolidated reports follow those of all below it. */
export function* generateFilings(spec: UniverseSpec): Generator<Filing> {
  for (const draft of generateDrafts(spec)) yield makeFiling(draft);
}

export function makeFiling(draft: Draft): Filing {
  const { place, receivedAt, planted } = draft;
  return { place, receivedAt, document: encodeDraft(draft), ...(planted && { planted }) };
}

/** The same filings, not yet written out. */
export function* generateDrafts(spec: UniverseSpec): Generator<Draft> {
  const flaws = flawsByAgency(spec);
  checkFlaws(spec);
  const totals = new RegionSums();
  for (const district of belowFirst(spec.districts)) {
    const { members, consolidated, vertical } = castOf(spec, district);
    const legacies = new Map<string, Legacy>();
    for (const member of members) {
      const { agency, profile } = member;
      const own = flaws.get(agency.id) ?? NO_FLAWS;
      const { years, leaves } = writeHistory(spec, district, member, {
        flaws: own,
        ...(agency.predecessors.length > 0 && { inherits: joinLegacies(agency.predecessors, legacies) }),
      });
      if (agency.to !== undefined) legacies.set(agency.id, leaves);
      for (const { year, figures } of years) {
        totals.add(district.code, year, figures);
        yield* makeDrafts(spec.seed, agency, profile.topic, year, figures, own.get(year));
      }
    }
    for (const member of vertical.filter(({ files }) => files))
      for (const { year, figures } of writeHistory(spec, district, member, { flaws: NO_FLAWS }).years)
        yield* makeDrafts(spec.seed, member.agency, member.profile.topic, year, figures, undefined);
    for (let year = spec.years.from; year <= spec.years.to; year++) {
      const sum = totals.take(district.code, year);
      if (consolidated)
        yield* makeDrafts(
          spec.seed,
          consolidated.agency,
          consolidated.profile.topic,
          year,
          sum,
          flaws.get(consolidated.agency.id)?.get(year),
        );
      const parent = findParent(district.code);
      if (parent !== undefined) totals.add(parent, year, sum);
    }
  }
}

/** What a member reported year by year. */
function writeHistory(
  { seed, years }: UniverseSpec,
  district: DistrictSpec,
  { agency, profile }: Member,
  more: Pick<Parameters<typeof makeHistory>[0], 'flaws' | 'inherits'>,
): ReturnType<typeof makeHistory> {
  const settlement = tellSettlement(district);
  return makeHistory({
    seed,
    agencyId: agency.id,
    profile,
    scale: SCALE[settlement],
    isCity: settlement === 'city',
    from: agency.from,
    to: agency.to ?? years.to,
    ...more,
  });
}

const NO_FLAWS: ReadonlyMap<number, PlannedFlaw> = new Map();

function flawsByAgency({ flaws = [] }: UniverseSpec): Map<string, Map<number, PlannedFlaw>> {
  const byAgency = new Map<string, Map<number, PlannedFlaw>>();
  for (const flaw of flaws) {
    const years = byAgency.get(flaw.agencyId) ?? new Map<number, PlannedFlaw>();
    if (years.has(flaw.year)) throw new RangeError(`two flaws at ${flaw.agencyId} ${flaw.year}`);
    byAgency.set(flaw.agencyId, years.set(flaw.year, flaw));
  }
  return byAgency;
}

/** A flaw that is planned for nobody would be told as planted, and not be there. */
function checkFlaws(spec: UniverseSpec): void {
  if (spec.flaws === undefined) return;
  const roster = new Map(makeRoster(spec).map((agency) => [agency.id, agency]));
  for (const { agencyId, year, kind } of spec.flaws) {
    const agency = roster.get(agencyId);
    if (!agency || year < agency.from || year > (agency.to ?? spec.years.to))
      throw new RangeError(`${kind}: ${agencyId} does not report for ${year}`);
  }
}

/** Sums per region and year, given back once the region's turn has come, so that a large nation needs little memory. */
class RegionSums {
  readonly #sums = new Map<string, Figures>();

  add(code: string, year: number, figures: Figures): void {
    const key = `${code}#${year}`;
    const before = this.#sums.get(key);
    this.#sums.set(key, before ? addFigures(figures.edition, [before, figures]) : figures);
  }

  take(code: string, year: number): Figures {
    const key = `${code}#${year}`;
    const sum = this.#sums.get(key);
    this.#sums.delete(key);
    return sum ?? noFigures(chooseEdition(year));
  }
}

function castOf(spec: UniverseSpec, district: DistrictSpec): Cast {
  const { code, name } = district;
  const settlement = tellSettlement(district);
  const mergers = (spec.mergers ?? []).filter((merger) => merger.district === code);
  const enrol = (profile: AgencyProfile, more: Partial<RosterEntry> = {}): Member => {
    const id = `${code}-${profile.slug}`;
    const former = FORMER_NAMES.get(profile.slug);
    return {
      profile,
      agency: {
        id,
        name: `${name}${profile.name}`,
        aliases: former === undefined ? [] : [`${name}${former}`],
        kind: profile.kind,
        ...(spec.dataset && { dataset: spec.dataset }),
        district: code,
        from: spec.years.from,
        predecessors: [],
        mail: `${id}@example.org`,
        ...more,
      },
    };
  };
  const members = makeProfiles(district.agencies, settlement).map((profile) => {
    const merger = mergers.find(({ predecessors }) => predecessors.includes(profile.slug));
    return enrol(profile, merger && { to: merger.year - 1 });
  });
  const successors = mergers.map(({ predecessors, successor, year }) => {
    const merged = members.filter(({ profile }) => predecessors.includes(profile.slug));
    const [first] = merged;
    if (first === undefined || merged.length !== predecessors.length)
      throw new RangeError(`${code} lacks one of ${predecessors.join(', ')}`);
    const applications = merged.reduce((sum, { profile }) => sum + profile.applications, 0);
    return enrol(
      { ...first.profile, ...successor, applications },
      { from: year, predecessors: merged.map(({ agency }) => agency.id) },
    );
  });
  return {
    district,
    members: [...members, ...successors],
    consolidated:
      spec.consolidated === false ? undefined : enrol(consolidatedProfile(WHOLE_REGION[settlement])),
    vertical: (spec.vertical ?? [])
      .filter((planned) => planned.district === code)
      .map(({ slug, files }) => {
        const { before, ...profile } = VERTICALS[slug];
        return { ...enrol(profile, { name: `${before}${name}${profile.name}` }), files };
      }),
  };
}

function consolidatedProfile(whole: string): AgencyProfile {
  return {
    slug: 'hz',
    name: `人民政府(${whole}汇总)`,
    kind: 'consolidated',
    applications: 0,
    licensing: 0,
    penalties: 0,
    coercion: 0,
    feesWanYuan: 0,
    topic: `${whole}各部门`,
  };
}

function joinLegacies(predecessors: readonly string[], legacies: ReadonlyMap<string, Legacy>): Legacy {
  const joined = predecessors.flatMap((id) => legacies.get(id) ?? []);
  return {
    carriedOut: noCases().map((_, column) =>
      joined.reduce((sum, { carriedOut }) => sum + (carriedOut[column] ?? 0), 0),
    ),
    stock: joinStocks(joined.map(({ stock }) => stock)),
  };
}
