/** Agency-years and regions' totals: the children of a region's year, and the same items one by one. */
import { agencyYearCodec } from '../../contracts/table/agency-year-codec.ts';
import { annotationsCodec } from '../../contracts/table/annotations-codec.ts';
import { wholeFactsCodec } from '../../contracts/table/child-facts-codec.ts';
import type { RawItem } from '../../contracts/table/codec.ts';
import {
  ANNOTATIONS_KEY,
  makeAgencyYearKey,
  childRegionsRange,
  childrenRange,
  historyRange,
  parseItemKey,
  makeRegionKey,
  makeRegionYearKey,
  makeWholeFactsKey,
} from '../../contracts/table/keys.ts';
import { keyOfRaw } from '../../contracts/table/codec.ts';
import {
  decodeRegionCounts,
  regionYearCodec,
  type RegionCounts,
} from '../../contracts/table/region-year-codec.ts';
import { publicationCodec, sourceCheckCodec, type Placed } from '../../contracts/table/publication-codecs.ts';
import { regionCodec } from '../../contracts/table/roster-codecs.ts';
import { submissionCodec } from '../../contracts/table/submission-codec.ts';
import { isCountedKind } from '../../domain/basics/calendar.ts';
import type { Place } from '../../domain/basics/place.ts';
import type { AgencyYear } from '../../domain/standing/agency-year-record.ts';
import type { ChildMoves } from '../../domain/standing/child-moves.ts';
import type { DamagedRecord, RecordName } from '../../domain/standing/damaged-record.ts';
import type {
  RegionChildren,
  RegionHistory,
  RegionYear,
  RegionYears,
} from '../../domain/standing/region-year.ts';
import type { Submission } from '../../domain/standing/submission.ts';
import type { PublicationRecord } from '../../domain/standing/publication.ts';
import type { SourceCheck } from '../../domain/standing/source-check.ts';
import { groupByAgency } from './publication-records.ts';
import type { ReadOptions, TableAccess, Written } from './table-access.ts';

/** Each left out where there is none. */
interface RegionToSum {
  readonly total: RegionYear | undefined;
  readonly name: string | undefined;
  /** Left out, too, where not all facts of its children are kept yet. */
  readonly moves: ChildMoves | undefined;
}

const kindOf = (raw: RawItem) => parseItemKey(keyOfRaw(raw)).kind;

export function yearRecords({ query, lookUp, decode, put }: TableAccess) {
  async function readAgencyYears(places: readonly Place[], consistent: boolean) {
    const read = await lookUp(places.map(makeAgencyYearKey), consistent);
    return (place: Place): AgencyYear | undefined => read(makeAgencyYearKey(place), agencyYearCodec);
  }

  return {
    /** A region's children for a year: one Query. */
    async children(
      region: string,
      year: number,
      { consistent = false, onDamaged }: ReadOptions = {},
    ): Promise<RegionChildren> {
      const agencies: AgencyYear[] = [];
      const beside: AgencyYear[] = [];
      const regions: RegionYear[] = [];
      for (const raw of await query(childrenRange(region, year), consistent)) {
        if (kindOf(raw) === 'region-year') {
          const total = decode(regionYearCodec, raw, onDamaged);
          if (total) regions.push(total);
        } else {
          const item = decode(agencyYearCodec, raw, onDamaged);
          if (item) (isCountedKind(item.agency.kind) ? agencies : beside).push(item);
        }
      }
      return { agencies, beside, regions };
    },

    /** A region's children for a year and all that was ever filed with them, whatever came of it: one Query. */
    async history(
      region: string,
      year: number,
      { consistent = false }: Pick<ReadOptions, 'consistent'> = {},
    ): Promise<RegionHistory> {
      const agencies: AgencyYear[] = [];
      const regions: RegionYear[] = [];
      const submissions: Submission[] = [];
      const publications: Placed<PublicationRecord>[] = [];
      const sourceChecks: Placed<SourceCheck>[] = [];
      const read: Partial<Record<RecordName['kind'], (raw: RawItem) => unknown>> = {
        'agency-year': (raw) => agencies.push(agencyYearCodec.decode(raw)),
        'region-year': (raw) => regions.push(regionYearCodec.decode(raw)),
        submission: (raw) => submissions.push(submissionCodec.decode(raw)),
        publication: (raw) => publications.push(publicationCodec.decode(raw)),
        'source-check': (raw) => sourceChecks.push(sourceCheckCodec.decode(raw)),
      };
      // Agency-years keep what acts amount to; what a newer release keeps beside them is nothing to this one.
      for (const raw of await query(historyRange(region, year), consistent)) read[kindOf(raw)]?.(raw);
      return {
        agencies,
        regions,
        submissions,
        publications: groupByAgency(publications),
        sourceChecks: groupByAgency(sourceChecks),
      };
    },

    /** The child regions' totals alone: one Query. */
    childRegions: async (
      region: string,
      year: number,
      { consistent = false }: Pick<ReadOptions, 'consistent'> = {},
    ): Promise<RegionYear[]> =>
      (await query(childRegionsRange(region, year), consistent)).map(regionYearCodec.decode),

    /** How many reports each of them is made of, and nothing else: what they amount to is most of an item. One Query. */
    childRegionCounts: async (region: string, year: number): Promise<RegionCounts[]> =>
      (await query(childRegionsRange(region, year), false, 'counts')).map(decodeRegionCounts),

    /** A region's own totals of several years, and names of regions and of those right below them: one BatchGet. */
    async regionYears(
      code: string,
      years: readonly number[],
      regionCodes: readonly string[],
      {
        consistent = false,
        onDamaged,
        withAnnotations = false,
      }: ReadOptions & { readonly withAnnotations?: boolean | undefined } = {},
    ): Promise<RegionYears> {
      const read = await lookUp(
        [
          ...years.map((year) => makeRegionYearKey(code, year)),
          ...regionCodes.map(makeRegionKey),
          ...(withAnnotations ? [ANNOTATIONS_KEY] : []),
        ],
        consistent,
        onDamaged,
      );
      const regions = regionCodes.flatMap((region) => read(makeRegionKey(region), regionCodec) ?? []);
      return {
        years: new Map(
          years.flatMap((year) => {
            const total = read(makeRegionYearKey(code, year), regionYearCodec);
            return total ? [[year, total]] : [];
          }),
        ),
        names: new Map(regions.map(({ code: region, name }) => [region, name])),
        below: new Map(regions.map(({ code: region, below = [] }) => [region, below])),
        spans: new Map(
          regions.map(({ code: region, from, to, predecessors, successors }) => [
            region,
            { from, to, predecessors, successors },
          ]),
        ),
        ...(withAnnotations && { annotations: read(ANNOTATIONS_KEY, annotationsCodec) }),
      };
    },

    /** What a region's sum is compared with: its total, its name, and when something last came of its agencies. One BatchGet. */
    async regionToSum(
      code: string,
      year: number,
      { onDamaged }: Pick<ReadOptions, 'onDamaged'> = {},
    ): Promise<RegionToSum> {
      const keys = {
        total: makeRegionYearKey(code, year),
        region: makeRegionKey(code),
        whole: makeWholeFactsKey(code, year),
      };
      const read = await lookUp(Object.values(keys), true, onDamaged);
      return {
        total: read(keys.total, regionYearCodec),
        name: read(keys.region, regionCodec)?.name,
        moves: read(keys.whole, wholeFactsCodec)?.moves,
      };
    },

    /** An agency's years: one BatchGet. */
    async agencyYears(
      { district, agencyId }: Omit<Place, 'year'>,
      years: readonly number[],
      { consistent = false } = {},
    ): Promise<Map<number, AgencyYear>> {
      const places = years.map((year) => ({ district, agencyId, year }));
      const read = await readAgencyYears(places, consistent);
      return new Map(
        places.flatMap((place) => {
          const item = read(place);
          return item ? [[place.year, item]] : [];
        }),
      );
    },

    /** Agency-years by place, read consistently unless it is only to be shown, a hundred to a BatchGet. */
    agencyYearsAt: (places: readonly Place[], { consistent = true } = {}) =>
      readAgencyYears(places, consistent),

    /** Replaces an agency-year or a region's total, unless it was written since `revision − 1` was read. */
    putAgencyYear: (item: AgencyYear, instead?: DamagedRecord): Promise<Written> =>
      put(agencyYearCodec.encode(item), item.revision, instead),
    putRegionYear: (item: RegionYear, instead?: DamagedRecord): Promise<Written> =>
      put(regionYearCodec.encode(item), item.revision, instead),
  };
}
