/** Assessments (考核): what is known of agencies' years, and what the operator's scheme deducts for it. */
import pMap from 'p-map';
import { describeFacts, type Fact } from '../../shared/domain/assessment/facts.ts';
import { scoreFacts, type Score } from '../../shared/domain/assessment/score.ts';
import type { Scheme } from '../../shared/domain/assessment/scheme.ts';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { existsIn } from '../../shared/domain/basics/region-span.ts';
import { traceLineage } from '../../shared/domain/basics/region.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/form/catalogue.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import type { LoadedRegion, RegionName } from '../../shared/domain/roster/loaded-region.ts';
import type { Dataset } from '../../shared/domain/roster/roster-entry.ts';
import type { AgencyYear } from '../../shared/domain/standing/agency-year-record.ts';
import { readAssessed, type AssessedTable } from '../../shared/pipeline/read-assessed.ts';
import type { WebTable } from '../ports.ts';
import { reportYears } from '../region/region-view.ts';
import { isTooWide } from '../region/regions-within.ts';
import { listRegionsWithin, listRightBelow } from '../../shared/domain/roster/regions-within.ts';
import { nameLineage, type NamedRegion } from '../site/named-region.ts';
import type { Sorting } from '../site/sorting.ts';

const CONCURRENCY = 16;

/** An agency's year, assessed. */
export interface Sheet {
  readonly id: string;
  readonly name: string;
  readonly district: NamedRegion;
  readonly dataset: Dataset | undefined;
  readonly facts: readonly Fact[];
  /** `undefined` where no scheme is loaded. */
  readonly score: Score | undefined;
}

interface Head {
  readonly year: number;
  /** Years that may be asked for. */
  readonly years: readonly number[];
  /** From the nation down. */
  readonly lineage: readonly NamedRegion[];
  /** The operator's; `undefined` where none is loaded, or it was taken away. */
  readonly scheme: Scheme | undefined;
}

export interface AssessmentView extends Head {
  readonly region: NamedRegion;
  readonly sheets: readonly Sheet[];
  /** Agencies whose figures are the generator's. */
  readonly synthetic: number;
  /** Agencies whose records can't be read. */
  readonly unreadable: readonly string[];
  readonly sorting: Sorting | undefined;
  /** Too many regions lie within to ask all of them: those right below it, each of which can be asked. */
  readonly tooWide: readonly RegionName[] | undefined;
}

export interface AgencyAssessmentView extends Head {
  readonly sheet: Sheet;
}

type ReadTable = AssessedTable &
  Pick<WebTable, 'regionYears' | 'regionsWithin' | 'children' | 'scheme' | 'roster' | 'agencyYears'>;

export interface AssessmentQuery {
  readonly year: number;
  readonly sorting?: Sorting | undefined;
}

/** Agencies of the region and of all below it that must report; `undefined` where there is no such region. */
export async function readAssessment(
  table: ReadTable,
  code: string,
  { year, sorting }: AssessmentQuery,
  now: Instant,
): Promise<AssessmentView | undefined> {
  const [within, { names, below }, scheme] = await Promise.all([
    table.regionsWithin(code),
    table.regionYears(code, [], traceLineage(code)),
    readScheme(table),
  ]);
  if (within.length === 0) return undefined;
  const head = {
    region: { code, name: names.get(code) },
    ...{ year, sorting, scheme },
    years: reportYears(now),
    lineage: nameLineage(code, names),
  };
  if (isTooWide(listRegionsWithin(code, within, year)))
    return {
      ...head,
      ...{ sheets: [], synthetic: 0, unreadable: [] },
      tooWide: (below.get(code) ?? listRightBelow(code, within)).filter((one) => existsIn(one, year)),
    };
  const unreadable: string[] = [];
  const items = await readItems(table, { code, within, year }, (id) => void unreadable.push(id));
  const last = year > FIRST_REPORT_YEAR ? await readItems(table, { code, within, year: year - 1 }) : [];
  const obliged = items.filter(({ obliged: isObliged }) => isObliged);
  const found = indexByPlace(last);
  const assessed = await readAssessed(table, obliged, (place) => found(place));
  const regionNames = new Map(within.map((region) => [region.code, region.name]));
  return {
    ...head,
    tooWide: undefined,
    unreadable,
    synthetic: obliged.filter(({ agency }) => agency.dataset === 'synthetic').length,
    sheets: assessed.map((one) => makeSheet(one, regionNames, scheme, now)),
  };
}

/** One agency's year; `undefined` where there is no such agency. */
export async function readAgencyAssessment(
  table: ReadTable,
  id: string,
  year: number,
  now: Instant,
): Promise<AgencyAssessmentView | undefined> {
  const roster = await table.roster(id);
  if (!roster) return undefined;
  const { district } = roster;
  const years = reportYears(now);
  const [items, { names }, scheme] = await Promise.all([
    table.agencyYears({ district, agencyId: id }, years),
    table.regionYears(district, [], traceLineage(district)),
    readScheme(table),
  ]);
  const item = items.get(year) ?? notObliged(roster, year);
  const [assessed] = await readAssessed(table, [item], (place) => items.get(place.year));
  if (!assessed) return undefined;
  return {
    year,
    scheme,
    years: years.filter((one) => items.has(one) || one === year),
    lineage: nameLineage(district, names),
    sheet: makeSheet(assessed, names, scheme, now),
  };
}

/** The roster has no such year. */
const notObliged = (
  { district, since, ...agency }: NonNullable<Awaited<ReturnType<ReadTable['roster']>>>,
  year: number,
): AgencyYear => ({ revision: 0, district, year, agency, obliged: false, since });

async function readScheme(table: Pick<ReadTable, 'scheme'>): Promise<Scheme | undefined> {
  const scheme = await table.scheme();
  return scheme && scheme.rules.length > 0 ? scheme : undefined;
}

async function readItems(
  table: ReadTable,
  {
    code,
    within,
    year,
  }: { readonly code: string; readonly within: readonly LoadedRegion[]; readonly year: number },
  tell: (id: string) => void = () => undefined,
): Promise<readonly AgencyYear[]> {
  const lists = await pMap(
    listRegionsWithin(code, within, year),
    (region) => table.children(region, year, { onDamaged: ({ id }) => tell(id) }),
    { concurrency: CONCURRENCY },
  );
  return lists.flatMap(({ agencies }) => agencies);
}

function indexByPlace(items: readonly AgencyYear[]) {
  const found = new Map(items.map((item) => [`${item.district}#${item.agency.id}`, item]));
  return ({ district, agencyId }: { readonly district: string; readonly agencyId: string }) =>
    found.get(`${district}#${agencyId}`);
}

function makeSheet(
  assessed: Parameters<typeof describeFacts>[0],
  names: ReadonlyMap<string, string>,
  scheme: Scheme | undefined,
  now: Instant,
): Sheet {
  const { agency, district, year } = assessed.item;
  const facts = describeFacts(assessed, now);
  return {
    id: agency.id,
    name: nameInYear(agency, year),
    district: { code: district, name: names.get(district) },
    dataset: agency.dataset,
    facts,
    score: scheme && scoreFacts(scheme.rules, facts),
  };
}
