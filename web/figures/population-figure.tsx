/** Applications per 10 000 inhabitants, of the region and of those right below, where an operator has loaded how many there are. */
import { formatNumber, UNDEFINED } from '../../shared/domain/form/number-text.ts';
import { RowsTable } from '../site/rows-table.tsx';
import { layTable, type PageColumn } from '../site/table.ts';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import type { Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { ChildLink, datasetColumn } from './child-link.tsx';
import type { FiguresView } from './figures-view.ts';
import { readPerInhabitants, type InhabitedRow } from './read-children.ts';
import type { ServerFigure } from './server-figure.tsx';
import { tieNames } from './tied-names.ts';

/** None where no inhabitants of the year are loaded. */
export function drawPopulationFigures(view: FiguresView, lang: Lang): ServerFigure[] {
  const rows = readPerInhabitants(view, TEXTS[lang]);
  return rows.some(({ population }) => population) ? [drawPopulation(rows, view, lang)] : [];
}

function drawPopulation(rows: readonly InhabitedRow[], view: FiguresView, lang: Lang): ServerFigure {
  const t = FIGURE_TEXTS[lang].population;
  const { year } = view.region;
  const title = t.title(year);
  const columns = listColumns(rows, lang);
  return {
    id: 'population',
    title,
    unit: t.unit,
    description: describe(rows, year, lang),
    table: layTable({ name: 'population', title }, columns, rows),
    draw: (page) => (
      <RowsTable
        page={page}
        table={{ columns, rows }}
        label={{ id: 'chart-population-title' }}
        class="waterfall"
        rowClass={({ isWhole }) => (isWhole ? 'whole' : '')}
      />
    ),
    isTable: true,
  };
}

function listColumns(rows: readonly InhabitedRow[], lang: Lang): PageColumn<InhabitedRow>[] {
  const t = FIGURE_TEXTS[lang].population;
  const top = Math.max(...rows.flatMap(({ rate }) => rate ?? []));
  return [
    {
      key: 'name',
      label: t.columns.name,
      type: 'text',
      read: ({ name }) => name,
      draw: (row, page) => <ChildLink page={page} child={row} />,
    },
    { key: 'code', label: t.columns.code, type: 'text', only: 'files', read: ({ code }) => code },
    { ...datasetColumn<InhabitedRow>(lang, (row) => row), only: 'files' },
    {
      key: 'accepted',
      label: t.columns.accepted,
      type: 'number',
      read: ({ reports }) => reports?.accepted ?? null,
      draw: ({ reports }) =>
        reports ? `${formatNumber(reports.accepted)} / ${formatNumber(reports.expected)}` : UNDEFINED,
    },
    {
      key: 'expected',
      label: t.columns.expected,
      type: 'number',
      only: 'files',
      read: ({ reports }) => reports?.expected ?? null,
    },
    {
      key: 'received',
      label: t.columns.received,
      type: 'number',
      unit: TEXTS[lang].chart.cases,
      read: ({ received }) => received ?? null,
    },
    {
      key: 'inhabitants',
      label: t.columns.inhabitants,
      type: 'number',
      read: ({ population }) => population?.inhabitants ?? null,
    },
    {
      key: 'rate',
      label: t.columns.rate,
      type: 'number',
      read: ({ rate }) => rate ?? null,
      draw: ({ rate }) => formatNumber(rate, 2),
    },
    {
      key: 'bar',
      label: t.columns.bar,
      type: 'text',
      only: 'page',
      draw: ({ rate }) => <Bar share={rate === undefined ? 0 : rate / top} />,
    },
    {
      key: 'source',
      label: t.columns.source,
      type: 'text',
      read: ({ population }) => population?.source ?? null,
    },
  ];
}

const WIDTH = 160;

const Bar = ({ share }: { readonly share: number }) => (
  <svg width={WIDTH} height="12" viewBox={`0 0 ${WIDTH} 12`} aria-hidden="true">
    <rect class="more" x="0" y="2" width={(share * WIDTH).toFixed(1)} height="8" />
  </svg>
);

function describe(rows: readonly InhabitedRow[], year: number, lang: Lang): string {
  const t = FIGURE_TEXTS[lang].population;
  const whole = rows.find(({ isWhole }) => isWhole);
  const told = rows.filter(({ isWhole, rate }) => !isWhole && rate !== undefined);
  const top = Math.max(...told.flatMap(({ rate }) => rate ?? []));
  const highest = told
    .filter(({ rate }) => rate === top)
    .map(({ name, rate }) => t.value(name, formatNumber(rate, 2)));
  const parts = [
    whole?.rate === undefined ? undefined : t.whole(year, formatNumber(whole.rate, 2)),
    highest.length === 0 ? undefined : t.highest(tieNames(highest, formatNumber(top, 2), lang)),
  ].filter((part) => part !== undefined);
  return (parts.length === 0 ? t.nothing(year) : parts.join(t.separator) + TEXTS[lang].sentence.end) + t.rule;
}
