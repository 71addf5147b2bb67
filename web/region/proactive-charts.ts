/** 主动公开 by row. Each edition has cells of its own; a series that crosses 2020/2021 shows the break. */
import {
  PROACTIVE_SERIES,
  proactiveValue,
  type ProactiveSeries,
} from '../../shared/domain/form/breakdowns.ts';
import {
  CATALOGUES,
  EDITIONS,
  chooseEdition,
  type Cell,
  type Row,
} from '../../shared/domain/form/catalogue.ts';
import { fromStored, type Figures } from '../../shared/domain/form/figures.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { continuedColumns, continuedText, yearText } from './continued-years.ts';
import { markedColumns } from '../site/marked-totals.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { layTable, type Table } from '../site/table.ts';
import { chartTableName, type ChartSpec } from '../site/spec.ts';
import { comparedText, type YearFigures } from './years-charts.ts';

export function drawProactiveCharts(years: readonly YearFigures[], year: number, lang: Lang): ChartSpec[] {
  return PROACTIVE_SERIES.map((series) => seriesChart(series, years, year, lang));
}

/** `proactive-normative-documents`: part of addresses. */
const idOf = ({ key }: ProactiveSeries): string =>
  `proactive-${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function seriesChart(
  series: ProactiveSeries,
  years: readonly YearFigures[],
  year: number,
  lang: Lang,
): ChartSpec {
  const t = TEXTS[lang].chart;
  const values = years.map(({ figures }) => (figures ? proactiveValue(figures, series) : null));
  const breakBefore = years.findIndex((other) => chooseEdition(other.year) === '2021');
  const cellName = (edition: (typeof EDITIONS)[number]): string =>
    inLang(series.cells[edition].column.label, lang);
  return {
    id: idOf(series),
    title: t.proactiveTitle(inLang(series.label, lang)),
    unit: t.items,
    description: describe(series, years, year, lang) + continuedText(years, lang),
    drawing: values.some((value) => value !== null && value > 0)
      ? {
          kind: 'columns',
          asShares: false,
          addsUp: false,
          labels: years.map(yearText),
          series: EDITIONS.map((edition) => ({
            key: `edition-${edition}` as const,
            name: t.editionCell(edition, cellName(edition)),
            values: values.map((value, i) => (chooseEdition(years[i]?.year ?? 0) === edition ? value : null)),
          })),
          ends: values.map((value) => formatNumber(value)),
          ...(breakBefore > 0 && { breakBefore }),
        }
      : undefined,
    table: layTable<YearFigures>(
      {
        name: chartTableName(idOf(series)),
        title: t.proactiveTitle(inLang(series.label, lang)),
      },
      [
        { key: 'label', label: t.year, type: 'text', read: (other) => String(other.year) },
        { key: 'cell', label: t.cell, type: 'text', read: (other) => cellName(chooseEdition(other.year)) },
        {
          key: 'value',
          label: t.value,
          type: 'number',
          unit: t.items,
          read: ({ figures }) => (figures ? proactiveValue(figures, series) : null),
        },
        ...continuedColumns(years, lang),
      ],
      years,
    ),
  };
}

function describe(series: ProactiveSeries, years: readonly YearFigures[], year: number, lang: Lang): string {
  const t = TEXTS[lang].chart;
  const now = years.find((other) => other.year === year)?.figures;
  if (!now) return t.nothingIn(year);
  const value = proactiveValue(now, series);
  const before = years.find((other) => other.year === year - 1)?.figures;
  // Across the change of form the cells are alike, not the same.
  const comparable = before?.edition === now.edition ? proactiveValue(before, series) : undefined;
  return [
    t.proactive(year, inLang(series.cells[now.edition].column.label, lang), formatNumber(value)),
    comparedText(value, comparable, lang),
    TEXTS[lang].sentence.end,
  ].join('');
}

interface ProactiveCell {
  readonly row: Row;
  readonly cell: Cell;
}

/** Every cell of the year's own edition, and the year before where it has the same ones. */
export function layProactiveTable(now: YearFigures, before: YearFigures | undefined, lang: Lang): Table {
  const t = TEXTS[lang].chart;
  const edition = chooseEdition(now.year);
  const stated = (figures: Figures | undefined, { index, column }: Cell): number | null =>
    figures?.edition === edition ? fromStored(column.kind, figures.cells[index] ?? 0) : null;
  const rows = CATALOGUES[edition].rows
    .filter(({ table }) => table === 'proactive')
    .flatMap((row) => row.cells.map((cell) => ({ row, cell })));
  return layTable<ProactiveCell>(
    { name: chartTableName('proactive'), title: t.proactiveCells },
    [
      { key: 'row', label: t.proactiveRow, type: 'text', read: ({ row }) => inLang(row.label, lang) },
      { key: 'cell', label: t.cell, type: 'text', read: ({ cell }) => inLang(cell.column.label, lang) },
      {
        key: 'value',
        label: yearText(now),
        type: 'number',
        read: ({ cell }) => stated(now.figures, cell),
      },
      {
        key: 'valueBefore',
        label: before ? yearText(before) : String(now.year - 1),
        type: 'number',
        read: ({ cell }) => stated(before?.figures, cell),
      },
      ...markedColumns(rows, lang, ({ cell }) => ({ totals: now, path: cell.path })),
    ],
    rows,
  );
}
