/** An agency's years at a glance: how it filed, what it received, and how that ended. */
import {
  sumCarriedOut,
  countDisclosed,
  countLawsuits,
  sumReceived,
  countReconsiderations,
  countRefused,
  sumResults,
  type Share,
} from '../../shared/domain/form/derived-figures.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { formatNumber, formatShare } from '../../shared/domain/form/number-text.ts';
import type { AgencyYears } from './agency-view.ts';
import { drawAgencyChart, yearsTable } from './agency-tables.ts';
import { listCrumbs, Facts, SourceBanner } from './agency-pages.tsx';
import { ChartFigure } from '../site/chart-figure.tsx';
import { Layout } from '../site/layout.tsx';
import { agencyPath, agencyYearPath, historyPath, href, type PageContext } from '../site/page-context.ts';
import { LateMark, StateMark } from '../site/state-mark.tsx';
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
      title={roster.name}
      crumbs={listCrumbs(page, view, years[0]?.year ?? roster.from)}
      withCharts
    >
      <div class="title">
        <h1>{roster.name}</h1>
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
  const { name } = yearsTable(view, t);
  return (
    <section aria-labelledby="years-heading">
      <h2 id="years-heading">{t.agency.years}</h2>
      <div class="scroll" tabindex={0} role="region" aria-label={t.children.scroll(t.agency.years)}>
        <table class="agency-years">
          <thead>
            <tr>
              <th scope="col">{t.years}</th>
              <th scope="col">{t.children.state}</th>
              <th scope="col">{t.children.lateness}</th>
              {FIGURES.map(({ label }) => (
                <th scope="col" class="n">
                  {label(page)}
                </th>
              ))}
              <th scope="col">{t.agency.history}</th>
            </tr>
          </thead>
          <tbody>
            {view.years.map((year) => (
              <YearRow page={page} id={view.roster.id} {...year} />
            ))}
          </tbody>
        </table>
      </div>
      <TakeAlong page={page} path={filesPath(view, name)} title={t.agency.years} />
    </section>
  );
};

type YearRowProps = AgencyYears['years'][number] & { readonly page: PageContext; readonly id: string };

const YearRow = ({ page, id, year, row }: YearRowProps) => {
  const { t } = page;
  const isFiled =
    row !== undefined && row.standing.state !== 'missing' && row.standing.state !== 'not-obliged';
  return (
    <tr>
      <th scope="row">
        <a href={href(page, agencyYearPath(id, year))}>{t.yearOf(year)}</a>
      </th>
      <td>
        {row ? (
          <StateMark page={page} standing={row.standing} />
        ) : (
          <span class="state state-not-obliged">{t.states['not-obliged']}</span>
        )}
      </td>
      <td>{row ? <LateMark page={page} standing={row.standing} /> : <span class="quiet">–</span>}</td>
      {FIGURES.map(({ value, counts }) => (
        <td class="n">
          {row?.figures ? value(row.figures) : formatNumber(undefined)}
          {row?.figures && counts && <span class="basis">{counts(row.figures)}</span>}
        </td>
      ))}
      <td>
        {isFiled ? (
          <a href={href(page, historyPath(id, year))} aria-label={t.agency.historyOf(year)}>
            {t.agency.history}
          </a>
        ) : (
          <span class="quiet">–</span>
        )}
      </td>
    </tr>
  );
};

interface YearFigure {
  readonly label: (page: PageContext) => string;
  readonly value: (figures: Figures) => string;
  /** What a rate is taken of. */
  readonly counts?: (figures: Figures) => string | undefined;
}

const counted = (label: YearFigure['label'], of: (figures: Figures) => number): YearFigure => ({
  label,
  value: (figures) => formatNumber(of(figures)),
});
const rated = (label: YearFigure['label'], of: (figures: Figures) => Share): YearFigure => ({
  label,
  value: (figures) => formatShare(of(figures)),
  counts: (figures) => countsOf(of(figures)),
});
const countsOf = ({ part, whole }: Share): string | undefined =>
  whole === 0 ? undefined : `${formatNumber(part)} / ${formatNumber(whole)}`;

const FIGURES: readonly YearFigure[] = [
  counted(({ t }) => t.children.received, sumReceived),
  counted(({ t }) => t.children.results, sumResults),
  rated(({ t }) => t.children.disclosure, countDisclosed),
  rated(({ t }) => t.children.refusal, countRefused),
  counted(({ t }) => t.children.carriedOut, sumCarriedOut),
  counted(({ t }) => t.key.reconsiderations, countReconsiderations),
  counted(({ t }) => t.key.lawsuits, countLawsuits),
];
