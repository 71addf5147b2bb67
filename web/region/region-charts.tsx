import type { Child } from 'hono/jsx';
import { PROACTIVE_SERIES } from '../../shared/domain/form/breakdowns.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { isAnyStated } from '../../shared/domain/form/processing-fees.ts';
import { MAX_ALL_BARS, MAX_BARS, type ChildrenChart } from './children-chart.ts';
import { drawFeesChart } from './fees.ts';
import { drawProactiveCharts, layProactiveTable } from './proactive-charts.ts';
import { breakdownCharts, childrenCharts, feesRankings, twoYears, yearsCharts } from './chart-specs.ts';
import type { ChartSpec } from '../site/spec.ts';
import type { RegionView } from './region-view.ts';
import type { Table } from '../site/table.ts';
import { ChartFigure } from '../site/chart-figure.tsx';
import { DataTable } from '../site/data-table.tsx';
import { href, regionPath, type PageContext } from '../site/page-context.ts';
import { regionAddress, type RegionChoice } from '../site/region-address.ts';
import { FileLinks, regionTablePath } from '../site/take-along.tsx';

export interface RegionProps {
  readonly page: PageContext;
  readonly view: RegionView;
  readonly choice: RegionChoice;
}

/** Where a table of this page is to be had as a file, narrowed as the page is. */
export const listFiles = (
  { view }: Pick<RegionProps, 'view'>,
  { name }: Pick<Table, 'name'>,
  asShares = false,
) => ({
  path: regionTablePath(regionPath(view.region.code, view.year), name),
  filter: { kind: view.kind, asShares },
});

export const RegionCharts = (props: RegionProps) => {
  const { page, view, choice } = props;
  const drawn = {
    asShares: choice.asShares,
    maxBars: choice.allBars ? MAX_ALL_BARS : MAX_BARS,
  };
  const [received, outcomes] = yearsCharts(view, drawn, page.lang);
  const rankings = feesRankings(view, drawn, page.lang);
  return (
    <section aria-labelledby="charts-heading">
      <h2 id="charts-heading" class="unseen">
        {page.t.chart.heading}
      </h2>
      <div class="charts">
        {received && <Figure {...props} spec={received} />}
        {outcomes && (
          <Figure {...props} spec={outcomes} asShares={choice.asShares}>
            <MeasureSwitch {...props} />
          </Figure>
        )}
        {childrenCharts(view, drawn, page.lang)
          .filter(({ children }) => children > 0)
          .map((chart) => (
            <ChildrenFigure {...props} chart={chart} />
          ))}
        {view.total.figures &&
          breakdownCharts(view, page.lang).map((spec) => <Figure {...props} spec={spec} />)}
        {view.years.some(({ fees }) => isAnyStated(fees)) && (
          <Figure {...props} spec={drawFeesChart(view.years, view.year, page.lang)}>
            {rankings
              .filter(({ children }) => children === 1)
              .map(({ spec }) => (
                <p class="note">{spec.description}</p>
              ))}
          </Figure>
        )}
        {/* One bar alone compares nothing: its sentence stands above. */}
        {rankings
          .filter(({ children }) => children > 1)
          .map((chart) => (
            <ChildrenFigure {...props} chart={chart} />
          ))}
      </div>
    </section>
  );
};

const Figure = ({
  children,
  spec,
  wide = false,
  asShares = false,
  ...props
}: RegionProps & { spec: ChartSpec; wide?: boolean; asShares?: boolean; children?: Child }) => (
  <ChartFigure page={props.page} spec={spec} {...listFiles(props, spec.table, asShares)} wide={wide}>
    {children}
  </ChartFigure>
);

/** Two addresses, so that either can be linked to and neither needs a script. */
const MeasureSwitch = ({ page, view, choice }: RegionProps) => {
  const t = page.t.chart;
  return (
    <ul class="switch" aria-label={t.measure}>
      {[false, true].map((asShares) => (
        <li>
          <a
            href={href(
              page,
              regionAddress(view.region.code, view.year, { ...choice, asShares }, 'chart-outcomes'),
            )}
            aria-current={choice.asShares === asShares ? 'true' : undefined}
          >
            {asShares ? t.asShares : t.asCounts}
          </a>
        </li>
      ))}
    </ul>
  );
};

const ChildrenFigure = ({ chart, ...props }: RegionProps & { chart: ChildrenChart }) => {
  const { page, view, choice } = props;
  const t = page.t.chart;
  const { spec, folded, foldedNote, shown } = chart;
  const address = (allBars: boolean): string =>
    href(page, regionAddress(view.region.code, view.year, { ...choice, allBars }, `chart-${spec.id}`));
  return (
    <Figure {...props} spec={spec} wide>
      {(folded > 0 || choice.allBars) && (
        <p class="note">
          {folded > 0 && foldedNote}
          {page.t.gap}
          {choice.allBars ? (
            <a href={address(false)}>{t.showFewer}</a>
          ) : (
            <a href={address(true)}>
              {shown <= MAX_ALL_BARS ? t.showAll : t.showAllUpTo(formatNumber(MAX_ALL_BARS))}
            </a>
          )}
        </p>
      )}
    </Figure>
  );
};

/** 主动公开: five series that cross the change of form, and every cell of the year's own. */
export const ProactiveSection = (props: RegionProps) => {
  const { page, view } = props;
  const t = page.t.chart;
  const { now, before } = twoYears(view);
  const table = layProactiveTable(now, before, page.lang);
  return (
    <section class="proactive" aria-labelledby="proactive-heading">
      <h2 id="proactive-heading">{t.proactiveHeading}</h2>
      <p class="note">{t.proactiveBreak}</p>
      <div class="charts charts-small">
        {drawProactiveCharts(view.years, view.year, page.lang).map((spec) => (
          <Figure {...props} spec={spec} />
        ))}
        {PROACTIVE_SERIES.length > 0 && now.figures && (
          <figure class="chart" id="chart-proactive" aria-labelledby="chart-proactive-title">
            <h3 id="chart-proactive-title">{t.proactiveCells}</h3>
            <p class="says">{t.proactiveTableSays(view.year)}</p>
            <div class="take">
              <details class="data">
                <summary>{t.table}</summary>
                <DataTable page={page} table={table} labelledBy="chart-proactive-title" />
              </details>
              <ul class="take-links" aria-label={t.takeAlong(t.proactiveCells)}>
                <FileLinks page={page} {...listFiles(props, table)} title={t.proactiveCells} />
                <li>
                  <a href="#chart-proactive" aria-label={t.linkTo(t.proactiveCells)}>
                    {t.link}
                  </a>
                </li>
              </ul>
            </div>
            <figcaption>{page.t.source(page.asOf)}</figcaption>
          </figure>
        )}
      </div>
    </section>
  );
};
