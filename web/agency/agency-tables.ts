/** The tables of an agency's page: its years, and the charts drawn of them. */
import { countLawsuits, countReconsiderations } from '../../shared/domain/form/derived-figures.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import type { ChartSpec } from '../site/spec.ts';
import { drawReceivedChart } from '../region/years-charts.ts';
import type { AgencyYears } from './agency-view.ts';
import { type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { figureColumns } from '../region/figure-columns.ts';
import { layTable, type ColumnOf, type Table } from '../site/table.ts';

type AgencyYear = AgencyYears['years'][number];

export function yearsTable({ years }: Pick<AgencyYears, 'years'>, t: Texts): Table {
  const counted = (key: string, label: string, of: (figures: Figures) => number): ColumnOf<AgencyYear> => ({
    key,
    label,
    type: 'number',
    unit: t.chart.cases,
    read: ({ row }) => (row?.figures ? of(row.figures) : null),
  });
  return layTable<AgencyYear>(
    { name: 'years', title: t.agency.years },
    [
      { key: 'year', label: t.chart.year, type: 'text', read: ({ year }) => String(year) },
      {
        key: 'state',
        label: t.children.state,
        type: 'text',
        read: ({ row }) => t.states[row?.standing.state ?? 'not-obliged'],
      },
      {
        key: 'lateDays',
        label: t.take.lateDays,
        type: 'number',
        unit: t.take.units.days,
        // Only what came can be late.
        read: ({ row }) => (row?.figures ? row.standing.lateDays : null),
      },
      ...figureColumns(t).map((column) => ({
        ...column,
        read: ({ row }: AgencyYear) => column.read({ figures: row?.figures }),
      })),
      counted('reconsiderations', t.key.reconsiderations, countReconsiderations),
      counted('lawsuits', t.key.lawsuits, countLawsuits),
    ],
    years,
  );
}

/** Applications by year, the oldest first; what it says is of the newest year that has figures. */
export function drawAgencyChart({ years }: Pick<AgencyYears, 'years'>, lang: Lang): ChartSpec {
  const newest = years.find(({ row }) => row?.figures) ?? years[0];
  const ascending = years.map(({ year, row }) => ({ year, figures: row?.figures })).toReversed();
  return drawReceivedChart(ascending, newest?.year ?? 0, lang);
}

/** `undefined` where the page has no table of that name. */
export function layAgencyTable(
  view: Pick<AgencyYears, 'years'>,
  name: string,
  lang: Lang,
): Table | undefined {
  const chart = drawAgencyChart(view, lang).table;
  return [yearsTable(view, TEXTS[lang]), chart].find((table) => table.name === name);
}
