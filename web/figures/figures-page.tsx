/** More to see of a region's year: what its own page has no room for. */
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { DataBanner, isAllSynthetic } from '../region/data-banner.tsx';
import { MarkedBanner } from '../region/marked-banner.tsx';
import { OutsideNotice } from '../region/outside-notice.tsx';
import { Contents } from '../site/contents.tsx';
import { figuresAddress, figuresParameters, figuresPath } from '../site/figures-address.ts';
import { KeptFields } from '../site/hidden-fields.tsx';
import { Layout, type Crumb } from '../site/layout.tsx';
import {
  apiHref,
  compliancePath,
  href,
  regionName,
  regionPath,
  type PageContext,
} from '../site/page-context.ts';
import { YearSwitch } from '../site/year-switch.tsx';
import { FIGURE_TEXTS } from '../texts/figures.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { drawFigures } from './draw-figures.ts';
import { CHILD_MEASURES } from './figures-params.ts';
import type { FiguresView } from './figures-view.ts';
import { ServerFigureView } from './server-figure.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: FiguresView;
}

export const FiguresPage = ({ page: asked, view }: Props) => {
  const page = { ...asked, isAllSynthetic: isAllSynthetic(view.region) };
  const t = FIGURE_TEXTS[page.lang];
  const { region, before, measure, sorting, layout } = view;
  const { year } = region;
  const { accepted, expected } = region.total.reports;
  const { code } = region.region;
  const name = regionName(page, region.region);
  const title = t.titleOf(name, year);
  const figures = drawFigures(view, page.lang);
  const query = figuresParameters(view);
  return (
    <Layout page={page} title={title} crumbs={listCrumbs({ page, view })}>
      <div class="title">
        <h1>{title}</h1>
        <p class="as-of">
          {page.t.asOf(page.asOf)} ·{' '}
          <a href={href(page, compliancePath(code, year))}>
            {page.t.acceptedOf(formatNumber(accepted), formatNumber(expected))}
          </a>{' '}
          · <a href={href(page, regionPath(code, year))}>{name}</a>
        </p>
        <YearSwitch
          page={page}
          years={region.years.map((other) => other.year)}
          year={year}
          pathOf={(other) => figuresAddress(code, other, { measure, sorting, layout })}
        />
      </div>
      <Choice page={page} view={view} />
      <Contents
        page={page}
        parts={figures.map((figure) => ({ id: `chart-${figure.id}`, name: figure.title }))}
      />
      <DataBanner page={page} view={region} />
      {view.unreadable.length > 0 && (
        <p class="banner" data-unreadable>
          {page.t.children.unreadable(view.unreadable.join(page.t.continued.separator))}
        </p>
      )}
      <MarkedBanner page={page} view={region} />
      <OutsideNotice
        page={page}
        year={year}
        outside={region.outside}
        pathOf={(other) => figuresAddress(other, year)}
      />
      <section class="charts" aria-labelledby="figures-heading">
        <h2 id="figures-heading">{page.t.chart.heading}</h2>
        {figures.map((figure) => (
          <ServerFigureView page={page} figure={figure} path={figuresPath(code, year)} query={query} />
        ))}
      </section>
      <p class="api">
        <a href={apiHref(page, figuresAddress(code, year, { before, measure }))}>{page.t.api}</a>
      </p>
    </Layout>
  );
};

/** One form: which year to compare with, and by what the children are told. */
const Choice = ({ page, view }: Props) => {
  const t = FIGURE_TEXTS[page.lang].choice;
  const { region, before, measure, layout } = view;
  return (
    <form
      class="find choice"
      method="get"
      action={figuresPath(region.region.code, region.year)}
      aria-label={t.label}
      autocomplete="off"
    >
      <KeptFields page={page} withPast />
      {layout && <input type="hidden" name="map" value={layout} />}
      <div>
        <label for="with">{t.before}</label>
        <select id="with" name="with">
          {region.years.toReversed().flatMap(({ year }) =>
            year === region.year
              ? []
              : [
                  <option value={String(year)} selected={year === before}>
                    {year}
                  </option>,
                ],
          )}
        </select>
      </div>
      <div>
        <label for="measure">{t.measure}</label>
        <select id="measure" name="measure">
          {CHILD_MEASURES.map((one) => (
            <option value={one} selected={one === measure}>
              {COMPARE_TEXTS[page.lang].measures[one]}
            </option>
          ))}
        </select>
      </div>
      <button type="submit">{t.show}</button>
    </form>
  );
};

const listCrumbs = ({ page, view: { region, ...query } }: Props): Crumb[] =>
  [...region.ancestors, region.region].map((one) => ({
    name: regionName(page, one),
    path: figuresAddress(one.code, region.year, query),
    isCurrent: one === region.region,
    siblings: [],
  }));
