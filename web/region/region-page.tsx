import type { IsoDay } from '../../shared/domain/basics/calendar.ts';
import { computeDeadline } from '../../shared/domain/basics/deadlines.ts';
import { continuedMark, continuedText } from './continued-years.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { summariseFigures } from './region-summary.ts';
import type { RegionView } from './region-view.ts';
import { AgenciesTable, ConsolidatedReports, RegionsTable, VerticalSystems } from './children-tables.tsx';
import { KeyFigures } from './key-figures.tsx';
import { compareAddress } from '../site/compare-address.ts';
import { departmentsAddress } from '../site/departments-address.ts';
import { figuresAddress } from '../site/figures-address.ts';
import { CHILDREN_TEXTS } from '../texts/children.ts';
import { DataBanner, isAllSynthetic } from './data-banner.tsx';
import { MarkedBanner } from './marked-banner.tsx';
import { KindSwitch } from './kind-switch.tsx';
import { Contents, type Part } from '../site/contents.tsx';
import { Layout, type Crumb } from '../site/layout.tsx';
import {
  apiHref,
  compliancePath,
  href,
  regionName,
  publicationsPath,
  regionPath,
  regionTitle,
} from '../site/page-context.ts';
import { OutsideNotice } from './outside-notice.tsx';
import { elsewhere, regionAddress } from '../site/region-address.ts';
import { ProactiveSection, RegionCharts, type RegionProps } from './region-charts.tsx';
import { QuoteThis } from '../site/quote-this.tsx';
import { TakeRegionAlong } from '../site/take-along.tsx';
import { tellLevel } from '../../shared/domain/basics/region.ts';
import { YearSwitch } from '../site/year-switch.tsx';
import { spellNames } from '../site/spell-names.ts';

export const RegionPage = (props: RegionProps) => {
  const { page, view, choice } = props;
  const { t } = page;
  const { region, year, total } = view;
  const name = regionName(page, region);
  const anyYear = view.years.some(({ figures }) => figures);
  const title = regionTitle(t, name, view);
  const listed = { ...props, page: { ...page, isAllSynthetic: isAllSynthetic(view) } };
  return (
    <Layout page={page} title={title} crumbs={crumbsOf(props)} withCharts={anyYear}>
      <div class="title">
        <h1>{title}</h1>
        <p class="as-of">
          {t.asOf(page.asOf)} ·{' '}
          <a href={href(page, compliancePath(region.code, year, view.kind))}>
            {t.acceptedOf(formatNumber(total.reports.accepted), formatNumber(total.reports.expected))}
          </a>{' '}
          ·{' '}
          <a
            href={href(page, compareAddress({ year, ids: [region.code] }))}
            aria-label={t.compare.linkOf(name)}
          >
            {t.compare.link}
          </a>{' '}
          ·{' '}
          <a
            href={href(page, departmentsAddress(region.code, { year }))}
            aria-label={CHILDREN_TEXTS[page.lang].departmentsIn(name)}
          >
            {CHILDREN_TEXTS[page.lang].departments}
          </a>
        </p>
        <div class="switches">
          <YearSwitch
            page={page}
            years={view.years.map((other) => other.year)}
            year={year}
            pathOf={(other) => regionAddress(region.code, other, elsewhere(choice))}
          />
          <KindSwitch {...props} />
        </div>
      </div>
      <TakeRegionAlong page={page} path={regionPath(region.code, year)} />
      <Contents
        page={page}
        parts={listParts(props, anyYear)}
        further={
          anyYear
            ? {
                href: href(page, figuresAddress(region.code, year)),
                name: CHILDREN_TEXTS[page.lang].figures,
              }
            : undefined
        }
      />
      <DataBanner {...props} />
      {view.unreadable.length > 0 && (
        <p class="banner" data-unreadable>
          {page.t.children.unreadable(view.unreadable.join(page.t.continued.separator))}
        </p>
      )}
      <MarkedBanner page={page} view={view} />
      <OutsideNotice
        page={page}
        year={year}
        outside={view.outside}
        pathOf={(code) => regionAddress(code, year, elsewhere({ ...choice, kind: undefined }))}
      />
      {total.figures ? (
        <>
          <KeyFigures page={page} view={view} />
          <p class="summary">{spellNames(page, summariseFigures(page, view))}</p>
          {view.previous && continuedMark(view.previous) !== '' && (
            <p class="note">{spellNames(page, continuedText([view.previous], page.lang))}</p>
          )}
        </>
      ) : (
        !view.outside && <NothingYet {...props} />
      )}
      {anyYear && <RegionCharts {...props} />}
      {view.regions.length > 0 && <RegionsTable {...listed} />}
      {view.agencies.length > 0 && <AgenciesTable {...listed} />}
      {view.consolidated.length > 0 && <ConsolidatedReports page={page} view={view} />}
      {view.vertical.length > 0 && <VerticalSystems page={page} view={view} />}
      {anyYear && <ProactiveSection {...props} />}
      {total.figures && (
        <QuoteThis
          page={page}
          says={quoteRegion(props, title)}
          title={title}
          path={regionAddress(region.code, year, elsewhere(choice))}
          isByDay={tellLevel(region.code) !== 'county'}
        />
      )}
      <p class="more">
        <a href={href(page, publicationsPath(region.code, year))}>{t.publication.link}</a>
      </p>
      <p class="api">
        <a href={apiHref(page, regionPath(region.code, year))}>{t.api}</a>
      </p>
    </Layout>
  );
};

/** In the order of the page. */
function listParts({ page: { t }, view }: RegionProps, anyYear: boolean): Part[] {
  const parts: readonly (readonly [isThere: boolean, id: string, name: string])[] = [
    [anyYear, 'charts-heading', t.chart.heading],
    [view.regions.length > 0, 'regions-heading', t.children.regions],
    [view.agencies.length > 0, 'agencies-heading', t.children.agencies],
    [view.consolidated.length > 0, 'consolidated-heading', t.consolidated.heading],
    [view.vertical.length > 0, 'vertical-heading', t.vertical.heading],
    [anyYear, 'proactive-heading', t.chart.proactiveHeading],
  ];
  return parts.flatMap(([isThere, id, name]) => (isThere ? [{ id, name }] : []));
}

/** The page's own sentence, with what whoever quotes it must not leave out. */
function quoteRegion({ page, view }: RegionProps, title: string): string {
  const { accepted, expected, synthetic } = view.total.reports;
  const { t } = page;
  return [
    `${title}${t.colon}`,
    summariseFigures(page, view),
    accepted < expected && `${t.acceptedOf(formatNumber(accepted), formatNumber(expected))}${t.sentence.end}`,
    synthetic > 0 && t.data.syntheticBanner(formatNumber(synthetic)),
  ]
    .filter((part) => part !== false)
    .join(t.gap);
}

/** From the nation down to the region itself, each with its siblings one click away. */
function crumbsOf({ page, view, choice }: RegionProps): Crumb[] {
  const lineage = [...view.ancestors, view.region];
  return lineage.map((region, i) => {
    const above = lineage[i - 1];
    const siblings = above ? (view.below.get(above.code) ?? []) : [];
    const isSelf = region === view.region;
    // A kind of agency can be asked for where regions are of the same level.
    const kept = isSelf ? elsewhere(choice) : { ...elsewhere(choice), kind: undefined };
    return {
      name: regionName(page, region),
      path: regionAddress(region.code, view.year, kept),
      isCurrent: isSelf,
      siblings:
        siblings.length < 2
          ? []
          : siblings.map(({ code, name }) => ({
              name,
              path: regionAddress(code, view.year, kept),
              isCurrent: code === region.code,
            })),
    };
  });
}

/** The earliest of the region's own reports of the kind, extended where theirs are; the statutory one where it has none. */
function deadlineIn(
  { region, agencies, consolidated, year }: RegionView,
  kind: 'department' | 'consolidated',
): IsoDay {
  const rows = kind === 'consolidated' ? consolidated : agencies;
  const deadlines = rows
    .filter(({ standing }) => standing.state !== 'not-obliged')
    .map(({ standing }) => standing.deadline);
  return deadlines.sort()[0] ?? computeDeadline({ kind, district: region.code }, year);
}

const NothingYet = ({ page, view }: RegionProps) => {
  const { t } = page;
  const { expected } = view.total.reports;
  return (
    <section class="empty">
      <h2>{t.empty.heading}</h2>
      {expected > 0 ? (
        <>
          <p>{t.empty.expected(formatNumber(expected))}</p>
          <p>{t.empty.deadline(deadlineIn(view, 'department'), deadlineIn(view, 'consolidated'))}</p>
        </>
      ) : (
        <p>{t.empty.nobody}</p>
      )}
    </section>
  );
};
