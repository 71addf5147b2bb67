/** An agency's years at a glance: how it filed, what it received, and how that ended. */
import type { AgencyYears } from './agency-view.ts';
import { drawAgencyChart, listYears } from './agency-tables.tsx';
import { listCrumbs, Facts, SourceBanner } from './agency-pages.tsx';
import { ChartFigure } from '../site/chart-figure.tsx';
import { Layout } from '../site/layout.tsx';
import { agencyPath, inPinyin, type PageContext } from '../site/page-context.ts';
import { RowsTable } from '../site/rows-table.tsx';
import { TakeAlong } from '../site/take-along.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: AgencyYears;
}

export const AgencyYearsPage = ({ page, view }: Props) => {
  const { roster, years } = view;
  const chart = drawAgencyChart(view, page.lang);
  return (
    <Layout
      page={page}
      title={inPinyin(page, roster.name)}
      crumbs={listCrumbs(page, view, years[0]?.year ?? roster.from)}
      withCharts
    >
      <div class="title">
        <h1>{inPinyin(page, roster.name)}</h1>
        <Facts page={page} facts={view} />
      </div>
      <SourceBanner page={page} facts={view} />
      <YearsTable page={page} view={view} />
      <div class="charts charts-one">
        <ChartFigure page={page} spec={chart} path={filesPath(view, chart.table.name)} filter={{}} wide />
      </div>
    </Layout>
  );
};

const filesPath = ({ roster }: AgencyYears, table: string): string =>
  `${agencyPath(roster.id)}/tables/${table}`;

const YearsTable = ({ page, view }: Props) => {
  const { t } = page;
  const table = listYears(view, t);
  return (
    <section aria-labelledby="years-heading">
      <h2 id="years-heading">{table.title}</h2>
      <RowsTable
        page={page}
        table={table}
        label={{ text: t.children.scroll(table.title) }}
        class="agency-years"
      />
      <TakeAlong page={page} path={filesPath(view, table.name)} title={table.title} />
    </section>
  );
};
