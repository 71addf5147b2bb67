import { ENOUGH_AGENCIES, ENOUGH_PEERS, isOfAgencies } from '../../shared/domain/form/comparison.ts';
import { MEASURES } from '../../shared/domain/form/measures.ts';
import { drawSideChart, yearsPanels } from './compare-charts.ts';
import { listStandings, yearsGrid } from './compare-tables.tsx';
import { compared, continuedIn, markedIn, pooledMark, syntheticText } from './compared-text.ts';
import { ENOUGH_CASES } from '../../shared/domain/form/derived-figures.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { MAX_COMPARED, type CompareView } from './compare-view.ts';
import type { SearchView } from '../search/search-view.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { annotationText, findAnnotations } from '../site/annotations.ts';
import { ChartFigure } from '../site/chart-figure.tsx';
import { compareAddress, COMPARE_PATH, POOLED, searchAddress } from '../site/compare-address.ts';
import { DataTable } from '../site/data-table.tsx';
import { KeptFields } from '../site/hidden-fields.tsx';
import { HitsList } from '../search/hits-list.tsx';
import { RowsTable } from '../site/rows-table.tsx';
import { Layout } from '../site/layout.tsx';
import { href, type PageContext } from '../site/page-context.ts';
import { FileLinks } from '../site/take-along.tsx';
import { Panels } from './years-panels.tsx';
import { spellNames } from '../site/spell-names.ts';

interface Props {
  readonly page: PageContext;
  readonly view: CompareView;
  readonly found: SearchView;
}

export const ComparePage = ({ page, view, found }: Props) => {
  const t = COMPARE_TEXTS[page.lang];
  const title = t.titleOf(t.measures[view.measure], view.year) + pooledMark(view, page.lang);
  const isAny = compared(view).some((one) => one.years.some(({ value }) => value));
  return (
    <Layout page={page} title={title} crumbs={[]} withCharts={isAny}>
      <div class="title">
        <h1>{title}</h1>
        <p class="note">{t.definitions[view.measure]}</p>
      </div>
      <Choice page={page} view={view} found={found} />
      <Notices page={page} view={view} />
      {view.compared.length === 0 ? (
        <section class="empty">
          <h2>{t.nothingChosen}</h2>
          <p>{t.nothingChosenText}</p>
        </section>
      ) : (
        <Standings page={page} view={view} />
      )}
      {view.compared.length > 0 && !isAny && (
        <p class="banner">{t.noData(view.year, t.measures[view.measure])}</p>
      )}
      {isAny && (
        <div class="charts">
          <ChartFigure
            page={page}
            spec={drawSideChart(view, page.lang)}
            path={tablePath('side')}
            filter={{ query: askedFor(view) }}
            wide
          />
          <YearsFigure page={page} view={view} />
        </div>
      )}
      <p class="note">{t.rule(String(ENOUGH_CASES), String(ENOUGH_AGENCIES), String(ENOUGH_PEERS))}</p>
    </Layout>
  );
};

/** One form: what is compared, by what, in which year, and what to look for. */
const Choice = ({ page, view, found }: Props) => {
  const t = COMPARE_TEXTS[page.lang];
  const isFull = view.compared.length >= MAX_COMPARED;
  return (
    <form class="find choice" method="get" action={COMPARE_PATH} aria-label={t.heading} autocomplete="off">
      <KeptFields page={page} withPast />
      {view.compared.map(({ id }) => (
        <input type="hidden" name="with" value={id} />
      ))}
      <div>
        <label for="measure">{t.measure}</label>
        <select id="measure" name="measure">
          {MEASURES.map((measure) => (
            <option value={measure} selected={measure === view.measure}>
              {t.measures[measure]}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="year">{t.year}</label>
        <select id="year" name="year">
          {view.years.toReversed().map((year) => (
            <option value={String(year)} selected={year === view.year}>
              {year}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="pool">{t.pool.label}</label>
        <select id="pool" name="pool">
          <option value="" selected={!view.isPooled}>
            {t.pool.one}
          </option>
          <option value={POOLED} selected={view.isPooled}>
            {t.pool.three}
          </option>
        </select>
      </div>
      <div class="grows">
        <label for="add">{t.add}</label>
        <input id="add" type="search" name="q" value={found.query} maxlength={40} placeholder={t.addHint} />
      </div>
      <button type="submit">{t.show}</button>
      {found.query !== '' && (
        <section class="found" aria-label={t.found}>
          {isFull && <p>{t.full(formatNumber(MAX_COMPARED))}</p>}
          <HitsList
            page={page}
            found={found}
            othersPath={searchAddress(found.query)}
            actionOf={({ id, name }) =>
              view.compared.some((one) => one.id === id) ? (
                <span class="quiet">{t.isIn}</span>
              ) : isFull ? (
                ''
              ) : (
                <a
                  href={href(page, compareAddress({ ...view, ids: [...idsOf(view), id] }))}
                  aria-label={t.addOf(name)}
                >
                  {t.addOne}
                </a>
              )
            }
          />
        </section>
      )}
    </form>
  );
};

const idsOf = (view: CompareView): string[] => view.compared.map(({ id }) => id);

const Notices = ({ page, view }: Omit<Props, 'found'>) => {
  const t = COMPARE_TEXTS[page.lang];
  const synthetic = spellNames(page, syntheticText(view, page.lang));
  const continued = spellNames(page, continuedIn(view, page.lang));
  const marked = markedIn(view, page.lang);
  return (
    <>
      {view.isPooled && <p class="note">{t.pool.says(view.year)}</p>}
      {view.unreadable.length > 0 && (
        <p class="banner" data-unreadable>
          {page.t.children.unreadable(view.unreadable.join(page.t.continued.separator))}
        </p>
      )}
      {view.medians !== 'all' && <p class="note">{t.fewMedians[view.medians]}</p>}
      {synthetic !== '' && (
        <p class="banner" data-origin>
          {synthetic}
        </p>
      )}
      {continued !== '' && <p class="note">{continued}</p>}
      {marked !== '' && (
        <p class="banner" data-marked>
          {marked}
        </p>
      )}
      {view.unknown.map((id) => (
        <p class="banner">{t.unknown(id)}</p>
      ))}
      {view.left > 0 && <p class="banner">{t.tooMany(formatNumber(view.left))}</p>}
      {view.compared.length === 1 && <p class="quiet">{t.oneChosen}</p>}
      {isOfAgencies(view.measure) && view.compared.some(({ what }) => what === 'agency') && (
        <p class="banner">{t.filingOfRegions}</p>
      )}
    </>
  );
};

const Standings = ({ page, view }: Omit<Props, 'found'>) => (
  <section>
    <h2 id="chosen-heading">{COMPARE_TEXTS[page.lang].chosen}</h2>
    <RowsTable
      page={page}
      table={listStandings(view, page.lang)}
      label={{ id: 'chosen-heading' }}
      class="standings"
    />
  </section>
);

const tablePath = (table: 'side' | 'years'): string => `${COMPARE_PATH}/tables/${table}`;
const askedFor = (view: CompareView): string => compareAddress({ ...view, ids: idsOf(view) }, '').slice(1);

const YearsFigure = ({ page, view }: Omit<Props, 'found'>) => {
  const t = COMPARE_TEXTS[page.lang];
  const title = t.yearsTitle(t.measures[view.measure]) + pooledMark(view, page.lang);
  return (
    <figure class="chart chart-wide" id="chart-years" aria-labelledby="chart-years-title">
      <h3 id="chart-years-title">{title}</h3>
      <p class="says">
        {t.yearsSays}
        {annotationText(findAnnotations(view.annotations, view.measure, view.years), page.lang)}
      </p>
      <ul class="legend">
        <li class="line-own">{t.self}</li>
        <li class="line-peers">{t.median}</li>
        {continuedIn(view, page.lang) !== '' && <li>{t.continuedDot}</li>}
      </ul>
      <Panels page={page} view={view} chart={yearsPanels(view)} />
      <div class="take">
        <details class="data">
          <summary>{page.t.chart.table}</summary>
          <DataTable page={page} table={yearsGrid(view, page.lang)} labelledBy="chart-years-title" />
        </details>
        <ul class="take-links" aria-label={page.t.chart.takeAlong(title)}>
          <FileLinks page={page} path={tablePath('years')} filter={{ query: askedFor(view) }} title={title} />
          <li>
            <a href="#chart-years" aria-label={page.t.chart.linkTo(title)}>
              {page.t.chart.link}
            </a>
          </li>
        </ul>
      </div>
      <figcaption>{page.t.source(page.asOf)}</figcaption>
    </figure>
  );
};
