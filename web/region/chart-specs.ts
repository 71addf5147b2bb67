/** The charts of a region's page, in its order. Each one's data can be taken along under its table's name. */
import { REASONED_OUTCOMES } from '../../shared/domain/form/breakdowns.ts';
import { calledIn } from '../../shared/domain/roster/former-names.ts';
import type { RegionView } from './region-view.ts';
import type { Lang } from '../texts/language.ts';
import { agencyYearPath, regionPath } from '../site/page-context.ts';
import {
  drawApplicantsChart,
  drawDisputesChart,
  drawReasonsChart,
  type TwoYears,
} from './breakdown-charts.ts';
import { drawChildrenChart, type ChildFigures, type ChildrenChart } from './children-chart.ts';
import { drawFeesChart } from './fees.ts';
import { drawFeesRanking, type ChildFees } from './fees-ranking.ts';
import { drawProactiveCharts, layProactiveTable } from './proactive-charts.ts';
import { chartTableName, type ChartSpec } from '../site/spec.ts';
import { drawOutcomesChart, drawReceivedChart } from './years-charts.ts';

interface ChartChoice {
  /** Outcomes by year as parts of each year's results. */
  readonly asShares: boolean;
  /** Children that have a bar of their own; a table to take along leaves none out. */
  readonly maxBars: number;
}

export const WHOLE: ChartChoice = { asShares: false, maxBars: Number.POSITIVE_INFINITY };

export const twoYears = ({ years, year, previous, total, annotations }: RegionView): TwoYears => ({
  annotations,
  now: years.find((other) => other.year === year) ?? { year, figures: total.figures, marks: total.marks },
  before: previous,
});

export function yearsCharts({ years, year }: RegionView, { asShares }: ChartChoice, lang: Lang): ChartSpec[] {
  return [drawReceivedChart(years, year, lang), drawOutcomesChart(years, year, asShares, lang)];
}

/** Both kinds of children, as charts name them and link to them. */
const listChildren = ({ regions, agencies, year }: RegionView) => ({
  regions: regions.map(({ code, name, figures, fees }): ChildFigures & ChildFees => ({
    name,
    path: regionPath(code, year),
    figures,
    fees,
  })),
  agencies: agencies.map(({ id, figures, fees, ...agency }): ChildFigures & ChildFees => ({
    name: calledIn(agency),
    path: agencyYearPath(id, year),
    figures,
    fees,
  })),
});

/** Charts of both kinds of children, though a region need not have both. */
export function childrenCharts(view: RegionView, { maxBars }: ChartChoice, lang: Lang): ChildrenChart[] {
  const { regions, agencies } = listChildren(view);
  return [
    drawChildrenChart('regions', regions, maxBars, lang),
    drawChildrenChart('agencies', agencies, maxBars, lang),
  ];
}

export function feesRankings(view: RegionView, { maxBars }: ChartChoice, lang: Lang): ChildrenChart[] {
  const { regions, agencies } = listChildren(view);
  return [
    drawFeesRanking('regions', regions, maxBars, lang),
    drawFeesRanking('agencies', agencies, maxBars, lang),
  ];
}

export function breakdownCharts(view: RegionView, lang: Lang): ChartSpec[] {
  const years = twoYears(view);
  return [
    ...REASONED_OUTCOMES.map((outcome) => drawReasonsChart(outcome, years, lang)),
    drawApplicantsChart(years, lang),
    drawDisputesChart(years, lang),
  ];
}

function regionCharts(view: RegionView, lang: Lang, choice: ChartChoice = WHOLE): ChartSpec[] {
  return [
    ...yearsCharts(view, choice, lang),
    ...childrenCharts(view, choice, lang).map(({ spec }) => spec),
    ...breakdownCharts(view, lang),
    drawFeesChart(view.years, view.year, lang),
    ...feesRankings(view, choice, lang).map(({ spec }) => spec),
    ...drawProactiveCharts(view.years, view.year, lang),
  ];
}

/** `undefined` where the page has no chart of that name. */
export function drawChartTable(
  view: RegionView,
  name: string,
  lang: Lang,
  choice: ChartChoice,
): ChartSpec['table'] | undefined {
  if (name === chartTableName('proactive')) {
    const { now, before } = twoYears(view);
    return layProactiveTable(now, before, lang);
  }
  return regionCharts(view, lang, choice).find(({ table }) => table.name === name)?.table;
}
