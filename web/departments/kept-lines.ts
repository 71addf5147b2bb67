/** A province's or the nation's lines by function, from the sums of the regions right below and of its own agencies. */
import { listPooledYears } from '../../shared/domain/form/comparison.ts';
import {
  OTHER_FUNCTION,
  type AgencyFunction,
  type NamedFunctions,
} from '../../shared/domain/roster/agency-functions.ts';
import type { RegionName } from '../../shared/domain/roster/loaded-region.ts';
import { addStated, type FunctionSum } from '../../shared/domain/standing/function-sums.ts';
import type { DepartmentsQuery } from '../site/departments-address.ts';
import type { NamedRegion } from '../site/named-region.ts';
import { ranked, type DepartmentLines, type Sides } from './departments-view.ts';
import type { KeptSums } from './kept-sums.ts';

/** Sums by year. */
type SumsByYear = ReadonlyMap<number, readonly FunctionSum[]>;

export function tellKeptLines(
  { years, at, missing }: KeptSums,
  region: NamedRegion,
  query: DepartmentsQuery,
  functions: NamedFunctions,
  below: readonly RegionName[],
): DepartmentLines {
  const names = new Map([...below, region].map(({ code, name }) => [code, name]));
  const named = (code: string): NamedRegion => ({ code, name: names.get(code) });
  /** The lines of some regions or functions. */
  const pick = (isMeant: (one: { code: string; id: string }) => boolean): SumsByYear =>
    new Map(
      years.map(({ year, regions }) => [
        year,
        regions.flatMap(({ code, lines }) => lines.filter((line) => isMeant({ code, id: line.function }))),
      ]),
    );
  const lines = listFunctions(years, functions).flatMap((one) => {
    const sums = pick(({ id }) => id === one.id);
    return isThere(sums) ? [{ function: one, ...tellSides(sums, query) }] : [];
  });
  const opened = lines.find((line) => line.function.id === query.opened)?.function.id;
  const codes = new Set(years.flatMap(({ regions }) => regions.map(({ code }) => code)));
  const opening = opened === undefined ? [] : [...codes].sort();
  const regions = opening.flatMap((code) => {
    const sums = pick((one) => one.code === code && one.id === opened);
    return isThere(sums)
      ? [{ region: named(code), isOwn: code === region.code, ...tellSides(sums, query) }]
      : [];
  });
  const { agencies: _all, ...whole } = tellSides(
    pick(() => true),
    query,
  );
  return {
    functions: ranked(query.measure, lines),
    whole,
    opened,
    agencies: [],
    regions: ranked(query.measure, regions),
    sums: { at, missing: missing.map(named) },
    synthetic: Math.max(...years.map(({ synthetic }) => synthetic)),
    unreadable: [...new Set(years.flatMap(({ unreadable }) => unreadable))],
  };
}

/** In the order of the list; ids that a list of since then lacks are named by themselves until the next night. */
function listFunctions(years: KeptSums['years'], { entries }: NamedFunctions): readonly AgencyFunction[] {
  const listed = [...entries, OTHER_FUNCTION];
  const known = new Set(listed.map(({ id }) => id));
  const ids = years.flatMap(({ regions }) =>
    regions.flatMap(({ lines }) => lines.map((one) => one.function)),
  );
  const others = [...new Set(ids)].filter((id) => !known.has(id));
  return [...listed, ...others.map((id) => ({ id, name: { zh: id, en: id }, patterns: [] }))];
}

/** Whether the roster obliges anybody in one of the years. */
const isThere = (sums: SumsByYear): boolean =>
  [...sums.values()].some((lines) => lines.some(({ stated }) => stated.reports.expected > 0));

function tellSides(
  sums: SumsByYear,
  { year, before, isPooled }: DepartmentsQuery,
): Sides & { readonly agencies: number } {
  const side = (last: number) =>
    listPooledYears(last, isPooled).map((one) =>
      addStated(
        one,
        (sums.get(one) ?? []).map(({ stated }) => stated),
      ),
    );
  const now = side(year);
  const pooled = (sums.get(year) ?? []).reduce((sum, { pooledAgencies }) => sum + pooledAgencies, 0);
  return {
    agencies: isPooled ? pooled : (now.at(-1)?.reports.expected ?? 0),
    now,
    before: before === null ? undefined : side(before),
  };
}
