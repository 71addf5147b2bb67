/** A province's or the nation's lines by function, from the sums of the regions right below and of its own agencies. */
import { listPooledYears } from '../../shared/domain/form/comparison.ts';
import {
  OTHER_FUNCTION,
  type AgencyFunction,
  type NamedFunctions,
} from '../../shared/domain/roster/agency-functions.ts';
import type { RegionName } from '../../shared/domain/roster/loaded-region.ts';
import { addFunctionSums, addStated, type FunctionSum } from '../../shared/domain/standing/function-sums.ts';
import type { DepartmentsQuery } from '../site/departments-address.ts';
import type { NamedRegion } from '../site/named-region.ts';
import { ranked, type DepartmentLines, type Sides } from './departments-view.ts';
import type { KeptSums } from './kept-sums.ts';

/** Sums by year. */
type SumsByYear = ReadonlyMap<number, readonly FunctionSum[]>;
interface YearLines {
  readonly year: number;
  readonly lines: readonly FunctionSum[];
}

export function tellKeptLines(
  { years, at, missing }: KeptSums,
  region: NamedRegion,
  query: DepartmentsQuery,
  functions: NamedFunctions,
  below: readonly RegionName[],
): DepartmentLines {
  const names = new Map([...below, region].map(({ code, name }) => [code, name]));
  const named = (code: string): NamedRegion => ({ code, name: names.get(code) });
  const everywhere = years.map(({ year, regions }) => ({
    year,
    lines: addFunctionSums(
      year,
      regions.flatMap(({ lines }) => lines),
    ),
  }));
  const pick = (id: string, from: readonly YearLines[]): SumsByYear =>
    new Map(from.map(({ year, lines }) => [year, lines.filter((line) => line.function === id)]));
  const lines = listFunctions(everywhere, functions).flatMap((one) => {
    const sums = pick(one.id, everywhere);
    return isThere(sums) ? [{ function: one, ...tellSides(sums, query) }] : [];
  });
  const opened = lines.find((line) => line.function.id === query.opened)?.function.id;
  const codes = new Set(years.flatMap(({ regions }) => regions.map(({ code }) => code)));
  const regions = [...codes].sort().flatMap((code) => {
    if (opened === undefined) return [];
    const own = years.map(({ year, regions: all }) => ({
      year,
      lines: all.filter((one) => one.code === code).flatMap((one) => one.lines),
    }));
    const sums = pick(opened, own);
    return isThere(sums)
      ? [{ region: named(code), isOwn: code === region.code, ...tellSides(sums, query) }]
      : [];
  });
  const all = new Map(everywhere.map((one) => [one.year, one.lines]));
  const { agencies: _all, ...whole } = tellSides(all, query);
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
function listFunctions(years: readonly YearLines[], { entries }: NamedFunctions): readonly AgencyFunction[] {
  const listed = [...entries, OTHER_FUNCTION];
  const known = new Set(listed.map(({ id }) => id));
  const ids = new Set(years.flatMap(({ lines }) => lines.map((one) => one.function)));
  const others = [...ids].filter((id) => !known.has(id));
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
