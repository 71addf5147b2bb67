/** A region's year as pages and answers show it: one Query and one BatchGet, side by side. */
import { totalOf } from '../../shared/contracts/children.ts';
import { FIRST_REPORT_YEAR } from '../../shared/domain/catalogue.ts';
import { lastEndedYear, type Instant } from '../../shared/domain/calendar.ts';
import type { Figures } from '../../shared/domain/figures.ts';
import { NATION, levelOf, lineageOf, type RegionLevel } from '../../shared/domain/region.ts';
import type { ReportCounts } from '../../shared/domain/region-total.ts';
import type { WebTable } from '../ports.ts';
import { agencyRow, regionRow, type AgencyRow, type RegionRow } from './child-rows.ts';

export interface NamedRegion {
  readonly code: string;
  /** `undefined` for the nation where no name is loaded. */
  readonly name: string | undefined;
}

/** A region's total of one year; `figures` undefined where no report is in force. */
export interface YearTotal {
  readonly year: number;
  readonly reports: ReportCounts | undefined;
  readonly figures: Figures | undefined;
}

export interface RegionView {
  readonly region: NamedRegion & { readonly level: RegionLevel };
  /** From the nation down to the region's parent. */
  readonly ancestors: readonly NamedRegion[];
  readonly year: number;
  readonly total: { readonly reports: ReportCounts; readonly figures: Figures | undefined };
  readonly previous: YearTotal | undefined;
  /** Every year that may have reports, the first one first. */
  readonly years: readonly YearTotal[];
  readonly agencies: readonly AgencyRow[];
  /** Reports about the whole region: compared, never added. */
  readonly consolidated: readonly AgencyRow[];
  readonly regions: readonly RegionRow[];
}

export function reportYears(now: Instant): number[] {
  return Array.from({ length: lastEndedYear(now) - FIRST_REPORT_YEAR + 1 }, (_, i) => FIRST_REPORT_YEAR + i);
}

export async function readRegionView(
  table: WebTable,
  code: string,
  year: number,
  now: Instant,
): Promise<RegionView | undefined> {
  const lineage = lineageOf(code);
  const [children, { years, names }] = await Promise.all([
    table.children(code, year),
    table.regionYears(code, reportYears(now), lineage),
  ]);
  const nothingBelow = [children.agencies, children.consolidated, children.regions].every(
    (kind) => kind.length === 0,
  );
  if (code !== NATION && !names.has(code) && years.size === 0 && nothingBelow) return undefined;

  // The year itself is the sum of the children just read: page and stored total cannot disagree on it.
  const sum = totalOf(year, children);
  const total = { reports: sum.reports, figures: sum.reports.accepted > 0 ? sum.figures : undefined };
  const totals = reportYears(now).map((y): YearTotal => {
    if (y === year) return { year, ...total };
    const item = years.get(y);
    return { year: y, reports: item?.reports, figures: item && regionRow(item).figures };
  });
  const named = (region: string): NamedRegion => ({ code: region, name: names.get(region) });
  return {
    region: { ...named(code), level: levelOf(code) },
    ancestors: lineage.slice(0, -1).map(named),
    year,
    total,
    previous: totals.find((other) => other.year === year - 1),
    years: totals,
    agencies: children.agencies.map((item) => agencyRow(item, now)),
    consolidated: children.consolidated.map((item) => agencyRow(item, now)),
    regions: children.regions.map(regionRow),
  };
}

/** The totals of a region, year by year; `undefined` where the region is not known. */
export async function readSeries(
  table: WebTable,
  code: string,
  years: readonly number[],
): Promise<{ region: NamedRegion & { readonly level: RegionLevel }; years: YearTotal[] } | undefined> {
  const { years: items, names } = await table.regionYears(code, years, [code]);
  if (code !== NATION && !names.has(code) && items.size === 0) return undefined;
  return {
    region: { code, name: names.get(code), level: levelOf(code) },
    years: years.map((year) => {
      const item = items.get(year);
      return { year, reports: item?.reports, figures: item && regionRow(item).figures };
    }),
  };
}
