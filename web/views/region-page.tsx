import { deadlineOf, type IsoDay } from '../../shared/domain/calendar.ts';
import {
  disclosureOf,
  ratioOf,
  receivedOf,
  resultsOf,
  yearOnYear,
} from '../../shared/domain/derived-figures.ts';
import { formatNumber, formatRatio } from '../charts/format.ts';
import { shownCharts } from '../charts/region-charts.ts';
import type { RegionView } from '../model/region-view.ts';
import { ChartFigure } from './chart-figure.tsx';
import { AgenciesTable, ConsolidatedReports, RegionsTable } from './children-tables.tsx';
import { KeyFigures } from './key-figures.tsx';
import { Layout } from './layout.tsx';
import { apiHref, compliancePath, href, regionName, regionPath, type PageContext } from './page-context.ts';
import { TakeRegionAlong } from './take-along.tsx';
import { YearSwitch } from './year-switch.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: RegionView;
}

export const RegionPage = ({ page, view }: Props) => {
  const { t } = page;
  const { region, ancestors, year, total } = view;
  const name = regionName(page, region);
  const anyYear = view.years.some(({ figures }) => figures);
  return (
    <Layout
      page={page}
      title={t.titleOf(name, year)}
      crumbs={ancestors.map((ancestor) => ({
        name: regionName(page, ancestor),
        path: regionPath(ancestor.code, year),
      }))}
      withCharts={anyYear}
    >
      <div class="title">
        <h1>{t.titleOf(name, year)}</h1>
        <p class="as-of">
          {t.asOf(page.asOf)} ·{' '}
          <a href={href(page, compliancePath(region.code, year))}>
            {t.acceptedOf(formatNumber(total.reports.accepted), formatNumber(total.reports.expected))}
          </a>
        </p>
        <YearSwitch
          page={page}
          years={view.years.map((other) => other.year)}
          year={year}
          pathOf={(other) => regionPath(region.code, other)}
        />
      </div>
      <DataBanner page={page} view={view} />
      {total.figures ? (
        <>
          <KeyFigures page={page} view={view} />
          <p class="summary">{summaryOf(page, view)}</p>
        </>
      ) : (
        <NothingYet page={page} view={view} />
      )}
      {anyYear && <Charts page={page} view={view} />}
      {view.regions.length > 0 && <RegionsTable page={page} view={view} />}
      {view.agencies.length > 0 && <AgenciesTable page={page} view={view} />}
      {view.consolidated.length > 0 && <ConsolidatedReports page={page} view={view} />}
      <TakeRegionAlong page={page} path={regionPath(region.code, year)} />
      <p class="api">
        <a href={apiHref(page, regionPath(region.code, year))}>{t.api}</a>
      </p>
    </Layout>
  );
};

const DataBanner = ({ page, view }: Props) => {
  const { t } = page;
  const { synthetic } = view.total.reports;
  const published = view.agencies.filter(({ dataset, figures }) => dataset === 'published' && figures).length;
  return synthetic > 0 || published > 0 ? (
    <p class={synthetic > 0 ? 'banner' : 'banner banner-published'}>
      {synthetic > 0 && t.data.syntheticBanner(formatNumber(synthetic))}{' '}
      {published > 0 &&
        (synthetic > 0 ? t.data.publishedBannerToo : t.data.publishedBanner)(formatNumber(published))}
    </p>
  ) : (
    <></>
  );
};

/** The earliest of the region's own agencies, extended where theirs are; of child regions' agencies the statutory one. */
function deadlineIn({ agencies, year }: RegionView, kind: 'department' | 'government'): IsoDay {
  const statutory = deadlineOf(kind, year);
  const deadlines = agencies
    .filter((row) => row.standing.state !== 'not-obliged' && deadlineOf(row.kind, year) === statutory)
    .map(({ standing }) => standing.deadline);
  return deadlines.sort()[0] ?? statutory;
}

const NothingYet = ({ page, view }: Props) => {
  const { t } = page;
  const { expected } = view.total.reports;
  return (
    <section class="empty">
      <h2>{t.empty.heading}</h2>
      {expected > 0 ? (
        <>
          <p>{t.empty.expected(formatNumber(expected))}</p>
          <p>{t.empty.deadline(deadlineIn(view, 'department'), deadlineIn(view, 'government'))}</p>
        </>
      ) : (
        <p>{t.empty.nobody}</p>
      )}
    </section>
  );
};

const Charts = ({ page, view }: Props) => (
  <section class="charts" aria-labelledby="charts-heading">
    <h2 id="charts-heading">{page.t.chart.heading}</h2>
    {shownCharts(view, page.lang).map((spec) => (
      <ChartFigure page={page} spec={spec} path={regionPath(view.region.code, view.year)} />
    ))}
  </section>
);

/** `2024年收到 1 204 件申请,比上年多 12 %;办结 1 187 件,其中 61.2 % 予以公开或部分公开。` */
function summaryOf({ t }: PageContext, { year, total, previous }: RegionView): string {
  if (!total.figures) return '';
  const received = receivedOf(total.figures);
  const change = yearOnYear(received, previous?.figures && receivedOf(previous.figures));
  const compared =
    change === undefined
      ? ''
      : change > 0
        ? t.sentence.more(formatRatio(change))
        : change < 0
          ? t.sentence.fewer(formatRatio(-change))
          : t.sentence.same;
  const disclosed = ratioOf(disclosureOf(total.figures));
  return [
    t.sentence.received(year, formatNumber(received)),
    compared,
    disclosed === undefined
      ? ''
      : t.sentence.disclosed(formatNumber(resultsOf(total.figures)), formatRatio(disclosed)),
    t.sentence.end,
  ].join('');
}
