/** The tables of an agency's page: its years, and the charts drawn of them. */
import {
  countLawsuits,
  countReconsiderations,
  type Share,
} from '../../shared/domain/form/derived-figures.ts';
import { formatCounts, formatShare } from '../../shared/domain/form/number-text.ts';
import type { ChartSpec } from '../site/spec.ts';
import { drawReceivedChart } from '../region/years-charts.ts';
import type { AgencyYears } from './agency-view.ts';
import { type Lang } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import type { Texts } from '../texts/zh-cn.ts';
import type { AgencyRow } from '../region/child-rows.ts';
import { countCases, figureColumns } from '../region/figure-columns.tsx';
import { agencyYearPath, historyPath, href } from '../site/page-context.ts';
import { LateMark, StateMark } from '../site/state-mark.tsx';
import { layRows, type PageColumn, type RowTable, type Table } from '../site/table.ts';

type AgencyYear = AgencyYears['years'][number];

export function listYears(view: Pick<AgencyYears, 'roster' | 'years'>, t: Texts): RowTable<AgencyYear> {
  const { id } = view.roster;
  const readFigures = ({ row }: AgencyYear) => row?.figures;
  const counted = countCases(t, readFigures);
  return {
    name: 'years',
    title: t.agency.years,
    columns: [
      {
        key: 'year',
        label: t.chart.year,
        type: 'text',
        read: ({ year }) => String(year),
        draw: ({ year }, page) => <a href={href(page, agencyYearPath(id, year))}>{t.yearOf(year)}</a>,
      },
      ...standingColumns(t),
      ...figureColumns(t, readFigures, drawCountsLast),
      counted('reconsiderations', t.key.reconsiderations, countReconsiderations),
      counted('lawsuits', t.key.lawsuits, countLawsuits),
      {
        key: 'history',
        label: t.agency.history,
        type: 'text',
        only: 'page',
        draw: ({ year, row }, page) =>
          isFiled(row) ? (
            <a href={href(page, historyPath(id, year))} aria-label={t.agency.historyOf(year)}>
              {t.agency.history}
            </a>
          ) : (
            <Nothing />
          ),
      },
    ],
    rows: view.years,
  };
}

const standingColumns = (t: Texts): readonly PageColumn<AgencyYear>[] => [
  {
    key: 'state',
    label: t.children.state,
    type: 'text',
    read: ({ row }) => t.states[row?.standing.state ?? 'not-obliged'],
    draw: ({ row }, page) =>
      row ? (
        <StateMark page={page} standing={row.standing} />
      ) : (
        <span class="state state-not-obliged">{t.states['not-obliged']}</span>
      ),
  },
  {
    key: 'lateness',
    label: t.children.lateness,
    type: 'text',
    only: 'page',
    draw: ({ row }, page) => (row ? <LateMark page={page} standing={row.standing} /> : <Nothing />),
  },
  {
    key: 'lateDays',
    label: t.take.lateDays,
    type: 'number',
    unit: t.take.units.days,
    only: 'files',
    // Only what came can be late.
    read: ({ row }) => (row?.figures ? row.standing.lateDays : null),
  },
];

const Nothing = () => <span class="quiet">–</span>;

const isFiled = (row: AgencyRow | undefined): boolean =>
  row !== undefined && row.standing.state !== 'missing' && row.standing.state !== 'not-obliged';

const drawCountsLast = (share: Share) => (
  <>
    {formatShare(share)}
    <span class="basis">{share.whole > 0 && formatCounts(share)}</span>
  </>
);

/** Applications by year, the oldest first; what it says is of the newest year that has figures. */
export function drawAgencyChart({ years }: Pick<AgencyYears, 'years'>, lang: Lang): ChartSpec {
  const newest = years.find(({ row }) => row?.figures) ?? years[0];
  const ascending = years.map(({ year, row }) => ({ year, figures: row?.figures })).toReversed();
  return drawReceivedChart(ascending, newest?.year ?? 0, lang);
}

/** `undefined` where the page has no table of that name. */
export function layAgencyTable(
  view: Pick<AgencyYears, 'roster' | 'years'>,
  name: string,
  lang: Lang,
): Table | undefined {
  const chart = drawAgencyChart(view, lang).table;
  return [layRows(listYears(view, TEXTS[lang])), chart].find((table) => table.name === name);
}
