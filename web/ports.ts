/** What the web app needs of the table, the bucket and the log. */
import type { ChildFacts } from '../shared/domain/standing/child-facts.ts';
import type { ChildMoves } from '../shared/domain/standing/child-moves.ts';
import type { DamagedRecord } from '../shared/domain/standing/damaged-record.ts';
import type { DayTotal, NamedDay } from '../shared/domain/standing/day-total.ts';
import type { RecordedRead } from '../shared/contracts/recorded-read.ts';
import type { Scheme } from '../shared/domain/assessment/scheme.ts';
import type { DisclosureRecord } from '../shared/domain/roster/disclosure.ts';
import type { AnnotationList } from '../shared/domain/form/annotations.ts';
import type { Population } from '../shared/domain/form/population.ts';
import type { RegionMap } from '../shared/domain/map/region-map.ts';
import type { FunctionList } from '../shared/domain/roster/agency-functions.ts';
import type { LoadedRegion } from '../shared/domain/roster/loaded-region.ts';
import type { RosterRecord, RosterVersion } from '../shared/domain/roster/roster-entry.ts';
import type { AgencyYear } from '../shared/domain/standing/agency-year-record.ts';
import type {
  RegionChildren,
  RegionHistory,
  RegionYear,
  RegionYears,
} from '../shared/domain/standing/region-year.ts';
import type { FiledSubmissions, Submission, SubmissionName } from '../shared/domain/standing/submission.ts';
import type { PartHealth } from '../shared/contracts/api/api-answers.ts';
import type { SystemConnection } from '../shared/contracts/api/connection.ts';
import type { Place } from '../shared/contracts/bucket/object-keys.ts';
import type { Receipt } from '../shared/contracts/bucket/receipt.ts';
import type { NamesWithin } from '../shared/domain/search/names-within.ts';
import type { RegionOrder } from '../shared/contracts/bucket/summary-keys.ts';
import type { Instant, IsoDay } from '../shared/domain/basics/calendar.ts';
import type { ComplianceSummary, Mark } from '../shared/domain/compliance/compliance.ts';
import type { KeptHead } from '../shared/pipeline/kept-summaries.ts';
import type { Lang } from './texts/language.ts';

export interface WebTable {
  /** `onDamaged` learns of those that can't be read; without it, one of them throws. */
  children(
    region: string,
    year: number,
    options?: { readonly onDamaged?: (damaged: DamagedRecord) => void },
  ): Promise<RegionChildren>;
  /** What lists say of them; `onDamaged` learns of those that can't be read. */
  childFacts(
    region: string,
    year: number,
    options?: { readonly onDamaged?: (damaged: DamagedRecord) => void },
  ): Promise<ChildFacts>;
  /** When something last came of each region's agencies; regions for which that is not kept are left out. */
  childMoves(regions: readonly string[], year: number): Promise<Map<string, ChildMoves>>;
  regionYears(
    code: string,
    years: readonly number[],
    regionCodes: readonly string[],
    options?: { readonly consistent?: boolean; readonly withAnnotations?: boolean },
  ): Promise<RegionYears>;
  agencyYears(place: Omit<Place, 'year'>, years: readonly number[]): Promise<Map<number, AgencyYear>>;
  agencyYearsAt(
    places: readonly Place[],
    options?: { readonly consistent?: boolean | undefined },
  ): Promise<(place: Place) => AgencyYear | undefined>;
  roster(agencyId: string): Promise<RosterRecord | undefined>;
  /** What agencies are there for, as an operator loaded it. */
  functions(): Promise<FunctionList | undefined>;
  /** What an assessment deducts, as an operator loaded it. */
  scheme(): Promise<Scheme | undefined>;
  /** Where an agency's information is to be had. */
  disclosure(agencyId: string): Promise<DisclosureRecord | undefined>;
  /** What changed the meaning of figures, as an operator loaded it. */
  annotations(): Promise<AnnotationList | undefined>;
  /** Inhabitants of a region's children and of those beside it, in all years that are loaded. */
  populationAround(code: string): Promise<readonly Population[]>;
  /** The map of a region's children, as an operator loaded it; `undefined` where none was ever loaded. */
  map(code: string): Promise<RegionMap | undefined>;
  filedSubmissions(place: Place): Promise<FiledSubmissions>;
  /** For answers as of an instant: all that was filed for a region's year, and what the roster said before. */
  history(region: string, year: number): Promise<RegionHistory>;
  /** And totals that were kept of earlier days. */
  dayTotals(days: readonly NamedDay[]): Promise<(named: NamedDay) => DayTotal | undefined>;
  rosterVersions(agencyId: string): Promise<RosterVersion[]>;
  /** For comparisons, and for finding what to compare. */
  childRegions(
    region: string,
    year: number,
    options?: { readonly consistent?: boolean | undefined },
  ): Promise<RegionYear[]>;
  /** By what all regions and agencies are found, province by province. */
  searchedNames(): Promise<NamesWithin[]>;
  /** For compliance: the loaded regions from one down. */
  regionsWithin(code: string): Promise<LoadedRegion[]>;
  submissionsAt(names: readonly SubmissionName[]): Promise<(name: SubmissionName) => Submission | undefined>;
  /** The same table; `onRead` learns of everything read through it. */
  observed(onRead: (read: RecordedRead) => void): WebTable;
}

/** Compliance summaries that were kept. */
export interface WebSummaries {
  /** How every agency stood at a slot. */
  marks(order: RegionOrder): Promise<ReadonlyMap<string, Mark> | undefined>;
  /** The same at the newest kept slot of those of a slot and before. */
  newestMarks(
    code: string,
    year: number,
    slot: IsoDay,
  ): Promise<
    { readonly slot: IsoDay; readonly sha256: string; readonly marks: ReadonlyMap<string, Mark> } | undefined
  >;
  /** The newest of those of a slot and before, where it can be told without reading all of it. */
  newestHead(code: string, year: number, slot: IsoDay): Promise<KeptHead | undefined>;
  /** The newest of those of a slot and before. */
  newest(code: string, year: number, slot: IsoDay): Promise<ComplianceSummary | undefined>;
}

export interface WebBucket {
  archived(sha256: string): Promise<Uint8Array | undefined>;
  receipt(documentKey: string, submissionId: string): Promise<Receipt | undefined>;
}

/** The archive of all years. */
export interface WebBulk {
  /** Which parts there are, or what one has; `undefined` where it was not made yet. */
  text(key: string): Promise<string | undefined>;
  /** A file's bytes, from the first to before the last, as they come. */
  stream(
    object: { readonly key: string; readonly versionId?: string | undefined },
    range?: { readonly start: number; readonly end: number },
  ): Promise<ReadableStream<Uint8Array>>;
}

interface WebLog {
  error(message: string, extra: { readonly requestId: string; readonly error: unknown }): void;
}

export interface Asset {
  readonly type: string;
  readonly gzip: Uint8Array;
}

/** A script of the site, and the files that it needs at once: they are asked for beside it. */
export interface Script {
  readonly file: string;
  readonly imports: readonly string[];
}

export interface Assets {
  /** File name with its content's hash → the file. */
  readonly files: Readonly<Record<string, Asset>>;
  readonly styles: string;
  readonly charts: string;
  /** What draws them, fetched once one comes into view. */
  readonly drawing: string;
  readonly check: Readonly<Record<Lang, Script>>;
  readonly filing: Readonly<Record<Lang, Script>>;
  /** Reads files of every kind, beside the page that shows them. */
  readonly converter: string;
  readonly fresh: string;
  /** The API's description, and what its page says. */
  readonly openapi: string;
  readonly apiBodies: Readonly<Record<Lang, string>>;
  /** Names the code that answers: another one may answer otherwise from the same figures. */
  readonly build: string;
}

export interface WebDeps {
  readonly table: WebTable;
  readonly bucket: WebBucket;
  readonly summaries: WebSummaries;
  /** Left out where nothing is kept of it. */
  readonly archive?: WebBulk | undefined;
  readonly now: () => Instant;
  readonly version: string;
  /** Which table it is: in another, the same revisions are of other figures. */
  readonly store: string;
  /** The region that the system begins with; left out, the top of what is loaded. */
  readonly home?: string | undefined;
  readonly assets: Assets;
  readonly connection: SystemConnection | undefined;
  /** How each part does, where that is known here. */
  readonly health?: (() => Promise<readonly PartHealth[]>) | undefined;
  /** How far the demonstration is that is being loaded, where one is. */
  readonly loading?: (() => { readonly done: number; readonly total: number } | undefined) | undefined;
  readonly log: WebLog;
}
