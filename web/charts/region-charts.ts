/** The charts of a region's page, in its order. Each one's data can be taken along under its id. */
import type { RegionView } from '../model/region-view.ts';
import type { Lang } from '../texts/language.ts';
import { childrenChart } from './children-chart.ts';
import type { ChartSpec } from './spec.ts';
import { outcomesChart, receivedChart } from './years-charts.ts';

export function regionCharts({ years, regions, agencies }: RegionView, lang: Lang): ChartSpec[] {
  return [
    receivedChart(years, lang),
    outcomesChart(years, lang),
    childrenChart('regions', regions, lang),
    childrenChart('agencies', agencies, lang),
  ];
}

/** Those that have something to show: a region need not have children of both kinds. */
export function shownCharts(view: RegionView, lang: Lang): ChartSpec[] {
  const stated: Readonly<Record<string, readonly { readonly figures: unknown }[]>> = {
    regions: view.regions,
    agencies: view.agencies,
  };
  return regionCharts(view, lang).filter(
    ({ id }) => stated[id]?.some(({ figures }) => figures !== undefined) ?? true,
  );
}
