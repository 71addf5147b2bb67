import { disclosureOf } from '../../shared/domain/derived-figures.ts';
import type { Figures } from '../../shared/domain/figures.ts';
import { missingOf } from '../../shared/domain/region-total.ts';
import { formatDifference, formatNumber } from '../charts/format.ts';
import type { AgencyRow } from '../model/child-rows.ts';
import type { RegionView } from '../model/region-view.ts';
import { comparedFigures } from '../tables/children-tables.ts';
import { figureColumns } from '../tables/figure-columns.ts';
import { formatCell } from '../tables/format-cell.ts';
import { agencyYearPath, href, regionName, regionPath, type PageContext } from './page-context.ts';
import { DatasetMark, LateMark, StateMark } from './state-mark.tsx';
import { TakeAlong, regionTablePath } from './take-along.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: RegionView;
}

/** Columns that the page shows; the count behind the rate stands beside it. */
const shownColumns = (t: PageContext['t']) => figureColumns(t).filter(({ key }) => key !== 'disclosed');

const FigureHeads = ({ page }: { page: PageContext }) => (
  <>
    {shownColumns(page.t).map(({ label }) => (
      <th scope="col" class="n">
        {label}
      </th>
    ))}
  </>
);

const FigureCells = ({ page, figures }: { page: PageContext; figures: Figures | undefined }) => (
  <>
    {shownColumns(page.t).map((column) => (
      <td class="n">
        {column.type === 'rate' && <Basis figures={figures} />}
        {formatCell(column.read({ figures }), column)}
      </td>
    ))}
  </>
);

const Basis = ({ figures }: { figures: Figures | undefined }) => {
  const share = figures && disclosureOf(figures);
  return share && share.whole > 0 ? (
    <span class="basis">
      {formatNumber(share.part)} / {formatNumber(share.whole)}
    </span>
  ) : (
    <></>
  );
};

const TakeTableAlong = ({ page, view, name, title }: Props & { name: string; title: string }) => (
  <TakeAlong
    page={page}
    path={regionTablePath(regionPath(view.region.code, view.year), name)}
    title={title}
  />
);

export const RegionsTable = ({ page, view }: Props) => {
  const t = page.t.children;
  return (
    <section aria-labelledby="regions-heading">
      <h2 id="regions-heading">
        {t.regions} <span class="count">{formatNumber(view.regions.length)}</span>
      </h2>
      <div class="scroll" tabindex={0} role="region" aria-label={t.scroll(t.regions)}>
        <table class="children">
          <thead>
            <tr>
              <th scope="col">{t.region}</th>
              <th scope="col" class="n">
                {t.accepted}
              </th>
              <th scope="col" class="n">
                {t.flagged}
              </th>
              <th scope="col" class="n">
                {t.returned}
              </th>
              <th scope="col" class="n">
                {t.missing}
              </th>
              <th scope="col" class="n">
                {t.late}
              </th>
              <FigureHeads page={page} />
            </tr>
          </thead>
          <tbody>
            {view.regions.map((row) => (
              <tr>
                <th scope="row">
                  <a href={href(page, regionPath(row.code, view.year))}>{regionName(page, row)}</a>
                  {row.reports.synthetic > 0 && <DatasetMark page={page} dataset="synthetic" />}
                </th>
                <td class="n">
                  {formatNumber(row.reports.accepted)} / {formatNumber(row.reports.expected)}
                </td>
                <Tally n={row.reports.flagged} state="flagged" />
                <Tally n={row.reports.returned} state="returned" />
                <Tally n={missingOf(row.reports)} state="missing" />
                <Tally n={row.reports.late} state="late" />
                <FigureCells page={page} figures={row.figures} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <TakeTableAlong page={page} view={view} name="regions" title={t.regions} />
    </section>
  );
};

const Tally = ({ n, state }: { n: number; state: string }) => (
  <td class={`n ${n === 0 ? 'zero' : `tally-${state}`}`}>{formatNumber(n)}</td>
);

export const AgenciesTable = ({ page, view }: Props) => {
  const t = page.t.children;
  return (
    <section aria-labelledby="agencies-heading">
      <h2 id="agencies-heading">
        {t.agencies} <span class="count">{formatNumber(view.agencies.length)}</span>
      </h2>
      <div class="scroll" tabindex={0} role="region" aria-label={t.scroll(t.agencies)}>
        <table class="children">
          <thead>
            <tr>
              <th scope="col">{t.agency}</th>
              <th scope="col">{t.state}</th>
              <th scope="col">{t.lateness}</th>
              <FigureHeads page={page} />
            </tr>
          </thead>
          <tbody>
            {view.agencies.map((row) => (
              <AgencyTableRow page={page} row={row} year={view.year} />
            ))}
          </tbody>
        </table>
      </div>
      <TakeTableAlong page={page} view={view} name="agencies" title={t.agencies} />
    </section>
  );
};

const AgencyTableRow = ({ page, row, year }: { page: PageContext; row: AgencyRow; year: number }) => (
  <tr class={`row-${row.standing.state}`}>
    <th scope="row">
      <a href={href(page, agencyYearPath(row.id, year))}>{row.name}</a>
      <DatasetMark page={page} dataset={marked(row)} />
    </th>
    <td>
      <StateMark page={page} standing={row.standing} />
    </td>
    <td>
      <LateMark page={page} standing={row.standing} />
    </td>
    <FigureCells page={page} figures={row.figures} />
  </tr>
);

/** A report that never came has no published figures to mark. */
const marked = ({ dataset, figures }: AgencyRow): AgencyRow['dataset'] =>
  dataset === 'published' && !figures ? undefined : dataset;

/** What a government published about its whole region, beside the computed total; never a part of it. */
export const ConsolidatedReports = ({ page, view }: Props) => {
  const t = page.t.consolidated;
  const { expected, accepted } = view.total.reports;
  return (
    <section aria-labelledby="consolidated-heading">
      <h2 id="consolidated-heading">{t.heading}</h2>
      <p class="note">
        {t.note}
        {expected > accepted && ` ${t.unfinished(formatNumber(expected - accepted))}`}
      </p>
      {view.consolidated.map((row) => (
        <article class="consolidated">
          <h3>
            <a href={href(page, agencyYearPath(row.id, view.year))}>{row.name}</a>
            <DatasetMark page={page} dataset={marked(row)} />
          </h3>
          <p>
            <StateMark page={page} standing={row.standing} />{' '}
            {row.standing.lateDays > 0 && <LateMark page={page} standing={row.standing} />}
          </p>
          {row.figures ? (
            <Comparison page={page} stated={row.figures} computed={view.total.figures} name={row.name} />
          ) : (
            <p class="quiet">{t.none}</p>
          )}
        </article>
      ))}
      <TakeTableAlong page={page} view={view} name="consolidated" title={t.heading} />
    </section>
  );
};

interface ComparisonProps {
  readonly page: PageContext;
  readonly stated: Figures;
  readonly computed: Figures | undefined;
  readonly name: string;
}

const Comparison = ({ page, stated, computed, name }: ComparisonProps) => {
  const { consolidated: t, children } = page.t;
  const rows = comparedFigures(page.t);
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={children.scroll(name)}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.figure}</th>
            {[t.stated, t.computed, t.difference].map((head) => (
              <th scope="col" class="n">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, read }) => (
            <tr>
              <th scope="row">{label}</th>
              <td class="n">{formatNumber(read(stated))}</td>
              <td class="n">{formatNumber(computed && read(computed))}</td>
              <td class="n">{formatDifference(computed && read(stated) - read(computed))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
