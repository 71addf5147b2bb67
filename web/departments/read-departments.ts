/** Where a region's agencies by function are read: from all of those within, or, where they are too many, from what nights keep. */
import pMap from 'p-map';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import { tellNextNight } from '../../shared/domain/basics/nights.ts';
import { existsIn } from '../../shared/domain/basics/region-span.ts';
import { tellLevel, traceLineage } from '../../shared/domain/basics/region.ts';
import { listAnnotations, type Annotation } from '../../shared/domain/form/annotations.ts';
import { isInMainFigures, listPooledYears } from '../../shared/domain/form/comparison.ts';
import {
  indexFunctions,
  OTHER_FUNCTION,
  tellFunction,
  type NamedFunctions,
} from '../../shared/domain/roster/agency-functions.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import type { LoadedRegion } from '../../shared/domain/roster/loaded-region.ts';
import { listRegionsWithin, listRightBelow } from '../../shared/domain/roster/regions-within.ts';
import { sumAgencies, type KnownFigures } from '../../shared/domain/standing/agencies-sum.ts';
import type { AgencyYearFacts } from '../../shared/domain/standing/child-facts.ts';
import type { DamagedRecord } from '../../shared/domain/standing/damaged-record.ts';
import type { Instants } from '../http/as-of.ts';
import type { WebTable } from '../ports.ts';
import { isTooWide } from '../region/regions-within.ts';
import { reportYears } from '../region/region-view.ts';
import { findAnnotations } from '../site/annotations.ts';
import type { DepartmentsQuery } from '../site/departments-address.ts';
import { nameLineage } from '../site/named-region.ts';
import {
  listYearsAsked,
  NOTHING,
  ranked,
  type DepartmentLines,
  type DepartmentsView,
  type LeadingOn,
  type Side,
  type Sides,
} from './departments-view.ts';
import { tellKeptLines } from './kept-lines.ts';
import { readKeptSums } from './kept-sums.ts';

const CONCURRENCY = 16;

type ReadTable = Pick<
  WebTable,
  'regionYears' | 'regionsWithin' | 'childFacts' | 'children' | 'functions' | 'annotations'
>;

/** `archive`: what nights keep, as it is now; left out for the past. */
export interface DepartmentSources extends Pick<Instants, 'archive'> {
  readonly listing: () => ReadTable;
}

/** `undefined` where there is no such region. */
export async function readDepartments(
  { listing, archive }: DepartmentSources,
  code: string,
  query: DepartmentsQuery,
  now: Instant,
): Promise<DepartmentsView | undefined> {
  const table = listing();
  const [within, { names, below }, functions, annotations] = await Promise.all([
    table.regionsWithin(code),
    table.regionYears(code, [], traceLineage(code)),
    table.functions().then(indexFunctions),
    table.annotations(),
  ]);
  if (within.length === 0) return undefined;
  const lineage = nameLineage(code, names);
  const head = {
    ...query,
    region: { code, name: names.get(code) },
    ancestors: lineage.slice(0, -1),
    years: reportYears(now),
    annotations: findChanges(listAnnotations(annotations), query),
  };
  if (!isTooWide(listRegionsWithin(code, within, query.year))) {
    const damaged: DamagedRecord[] = [];
    const read = await readYears(table, code, { within, query, onDamaged: (one) => void damaged.push(one) });
    return { ...head, leadsOn: undefined, ...tellLines(read, query, functions, within, damaged) };
  }
  const years = listYearsAsked(query);
  const rightBelow = below.get(code) ?? listRightBelow(code, within);
  const isKept = ['nation', 'province'].includes(tellLevel(code));
  const there = rightBelow.filter((one) => years.some((year) => existsIn(one, year)));
  const asked = { code, below: there.map((one) => one.code), years };
  const kept = archive && isKept ? await readKeptSums(archive, asked) : undefined;
  if (kept)
    return { ...head, leadsOn: undefined, ...tellKeptLines(kept, head.region, query, functions, there) };
  const leadsOn: LeadingOn = {
    why: archive && isKept ? 'waiting' : 'many',
    nextNight: tellNextNight(now),
    regions: rightBelow.filter((one) => existsIn(one, query.year)),
  };
  return { ...head, ...NOTHING, leadsOn };
}

/** What holds from one of the years on that are compared, and not from the first of them. */
function findChanges(known: readonly Annotation[], query: DepartmentsQuery): readonly Annotation[] {
  const years = listYearsAsked(query);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const later = Array.from({ length: last - first }, (_, i) => first + 1 + i);
  return findAnnotations(known, query.measure, later);
}

/** Agencies of all regions within, by year. */
type ReadYears = ReadonlyMap<number, readonly AgencyYearFacts[]>;

interface Reading {
  readonly within: readonly LoadedRegion[];
  readonly query: DepartmentsQuery;
  readonly onDamaged: (damaged: DamagedRecord) => void;
}

async function readYears(
  table: ReadTable,
  code: string,
  { within, query, onDamaged }: Reading,
): Promise<ReadYears> {
  const years = listYearsAsked(query);
  const places = years.flatMap((one) =>
    listRegionsWithin(code, within, one).map((region) => ({ region, year: one })),
  );
  const lists = await pMap(
    places,
    async (place): Promise<{ readonly year: number; readonly agencies: readonly AgencyYearFacts[] }> => {
      // Hundreds of whole reports are read for what no list keeps, and for nothing else.
      const { agencies } = isInMainFigures(query.measure)
        ? await table.childFacts(place.region, place.year, { onDamaged })
        : await table.children(place.region, place.year, { onDamaged });
      return { year: place.year, agencies };
    },
    { concurrency: CONCURRENCY },
  );
  return new Map(
    years.map((one) => [one, lists.filter((list) => list.year === one).flatMap(({ agencies }) => agencies)]),
  );
}

function tellLines(
  read: ReadYears,
  query: DepartmentsQuery,
  functions: NamedFunctions,
  within: readonly LoadedRegion[],
  damaged: readonly DamagedRecord[],
): DepartmentLines {
  const { measure, isPooled } = query;
  const known: KnownFigures = isInMainFigures(measure) ? 'facts' : 'whole';
  const all = [...read.values()].flat();
  const newest = findNewest(all);
  const functionByAgency = new Map(
    [...newest].map(([id, { agency }]) => [id, tellFunction(agency, functions).id] as const),
  );
  const sides = (items: readonly AgencyYearFacts[]): Sides => {
    const byYear = Map.groupBy(items, ({ year }) => year);
    const side = (year: number): Side =>
      listPooledYears(year, isPooled).map((one) => sumAgencies(one, byYear.get(one) ?? [], known));
    return { now: side(query.year), before: query.before === null ? undefined : side(query.before) };
  };
  const lines = [...functions.entries, OTHER_FUNCTION].flatMap((one) => {
    const ids = [...functionByAgency].filter(([, id]) => id === one.id).map(([id]) => id);
    if (ids.length === 0) return [];
    const own = all.filter(({ agency }) => functionByAgency.get(agency.id) === one.id);
    return [
      {
        function: one,
        agencies: countObliged(own, listPooledYears(query.year, isPooled)),
        ...sides(own),
      },
    ];
  });
  const opened = lines.find((line) => line.function.id === query.opened)?.function.id;
  const names = new Map(within.map(({ code, name }) => [code, name]));
  const byAgency = Map.groupBy(all, ({ agency }) => agency.id);
  const agencies = [...newest.values()]
    .filter(({ agency }) => opened !== undefined && functionByAgency.get(agency.id) === opened)
    .map(({ agency, district }) => ({
      id: agency.id,
      name: nameInYear(agency, query.year),
      district: { code: district, name: names.get(district) },
      dataset: agency.dataset,
      ...sides(byAgency.get(agency.id) ?? []),
    }));
  return {
    functions: ranked(measure, lines),
    whole: sides(all),
    opened,
    agencies: ranked(measure, agencies),
    regions: [],
    sums: undefined,
    synthetic: new Set(all.flatMap(({ agency }) => (agency.dataset === 'synthetic' ? [agency.id] : []))).size,
    unreadable: [
      ...damaged.map(({ id }) => id),
      ...all.flatMap((item) => (item.damaged ? [nameInYear(item.agency, item.year)] : [])),
    ],
  };
}

/** Each agency as its newest year has it: it has one function in all its years. */
function findNewest(items: readonly AgencyYearFacts[]): ReadonlyMap<string, AgencyYearFacts> {
  const newest = new Map<string, AgencyYearFacts>();
  for (const item of items)
    if (item.obliged && item.year >= (newest.get(item.agency.id)?.year ?? 0))
      newest.set(item.agency.id, item);
  return newest;
}

const countObliged = (items: readonly AgencyYearFacts[], years: readonly number[]): number =>
  new Set(items.filter(({ obliged, year }) => obliged && years.includes(year)).map(({ agency }) => agency.id))
    .size;
