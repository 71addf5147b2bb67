import {
  sumCarriedOut,
  countDisclosed,
  sumReceived,
  countRefused,
  sumResults,
  type Share,
} from '../../shared/domain/form/derived-figures.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { calledIn } from '../../shared/domain/roster/former-names.ts';
import { countMissing } from '../../shared/domain/standing/region-total.ts';
import { formatDifference, formatNumber, formatShare } from '../../shared/domain/form/number-text.ts';
import type { AgencyRow } from './child-rows.ts';
import type { RegionView } from './region-view.ts';
import { comparedFigures } from './child-columns.ts';
import { NameBeside } from '../site/name-today.tsx';
import { agencyYearPath, href, regionName, regionPath, type PageContext } from '../site/page-context.ts';
import { regionAddress } from '../site/region-address.ts';
import { listFiles, type RegionProps } from './region-charts.tsx';
import { DatasetMark, LateMark, StateMark } from '../site/state-mark.tsx';
import { TakeAlong } from '../site/take-along.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: RegionView;
}

/** Rows that a page shows at once: the nation has 3 000 counties, a city 700 agencies. */
const PAGE_SIZE = 100;

interface PagesProps extends RegionProps {
  readonly total: number;
  /** Which of the tables, and its name in the address. */
  readonly rank: 'regionsFrom' | 'agenciesFrom';
  readonly anchor: string;
}

/** Where a page of rows begins, counted from 0: a rank behind the last one begins at the last page. */
const firstOf = (from: number, total: number): number =>
  Math.min(
    Math.floor((from - 1) / PAGE_SIZE) * PAGE_SIZE,
    Math.floor(Math.max(0, total - 1) / PAGE_SIZE) * PAGE_SIZE,
  );

const Pages = ({ page, view, choice, total, rank, anchor }: PagesProps) => {
  if (total <= PAGE_SIZE) return <></>;
  const t = page.t.children;
  const current = firstOf(choice[rank], total);
  const starts = Array.from({ length: Math.ceil(total / PAGE_SIZE) }, (_, i) => i * PAGE_SIZE);
  const end = (start: number): number => Math.min(start + PAGE_SIZE, total);
  return (
    <nav class="pages" aria-label={`${t.pages} ${t[rank === 'regionsFrom' ? 'regions' : 'agencies']}`}>
      <p class="quiet">
        {t.shown(formatNumber(current + 1), formatNumber(end(current)), formatNumber(total))}
      </p>
      <ul>
        {starts.map((start) => (
          <li>
            <a
              href={href(
                page,
                regionAddress(view.region.code, view.year, { ...choice, [rank]: start + 1 }, anchor),
              )}
              aria-current={start === current ? 'page' : undefined}
            >
              {formatNumber(start + 1)}–{formatNumber(end(start))}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const FigureHeads = ({ page }: { page: PageContext }) => {
  const { received, results, disclosure, refusal, carriedOut } = page.t.children;
  return (
    <>
      {[received, results, disclosure, refusal, carriedOut].map((name) => (
        <th scope="col" class="n">
          {name}
        </th>
      ))}
    </>
  );
};

const RateCell = ({ share }: { share: Share | undefined }) => (
  <td class="n">
    {share && share.whole > 0 && (
      <span class="basis">
        {formatNumber(share.part)} / {formatNumber(share.whole)}
      </span>
    )}
    {share ? formatShare(share) : formatNumber(undefined)}
  </td>
);

const FigureCells = ({ figures }: { figures: Figures | undefined }) => {
  return (
    <>
      <td class="n">{formatNumber(figures && sumReceived(figures))}</td>
      <td class="n">{formatNumber(figures && sumResults(figures))}</td>
      <RateCell share={figures && countDisclosed(figures)} />
      <RateCell share={figures && countRefused(figures)} />
      <td class="n">{formatNumber(figures && sumCarriedOut(figures))}</td>
    </>
  );
};

export const RegionsTable = (props: RegionProps) => {
  const { page, view, choice } = props;
  const t = page.t.children;
  const total = view.regions.length;
  const first = firstOf(choice.regionsFrom, total);
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
            {view.regions.slice(first, first + PAGE_SIZE).map((row) => (
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
                <Tally n={countMissing(row.reports)} state="missing" />
                <Tally n={row.reports.late} state="late" />
                <FigureCells figures={row.figures} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pages {...props} total={total} rank="regionsFrom" anchor="regions-heading" />
      <TakeAlong page={page} {...listFiles(props, { name: 'regions' })} title={t.regions} />
    </section>
  );
};

const Tally = ({ n, state }: { n: number; state: string }) => (
  <td class={`n ${n === 0 ? 'zero' : `tally-${state}`}`}>{formatNumber(n)}</td>
);

export const AgenciesTable = (props: RegionProps) => {
  const { page, view, choice } = props;
  const t = page.t.children;
  const total = view.agencies.length;
  const first = firstOf(choice.agenciesFrom, total);
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
            {view.agencies.slice(first, first + PAGE_SIZE).map((row) => (
              <AgencyTableRow page={page} row={row} year={view.year} />
            ))}
          </tbody>
        </table>
      </div>
      <Pages {...props} total={total} rank="agenciesFrom" anchor="agencies-heading" />
      <TakeAlong page={page} {...listFiles(props, { name: 'agencies' })} title={t.agencies} />
    </section>
  );
};

const AgencyTableRow = ({ page, row, year }: { page: PageContext; row: AgencyRow; year: number }) => (
  <tr class={`row-${row.standing.state}`}>
    <th scope="row">
      <a href={href(page, agencyYearPath(row.id, year))}>{calledIn(row)}</a>
      <NameBeside page={page} agency={row} />
      <DatasetMark page={page} dataset={marked(row)} />
    </th>
    <td>
      <StateMark page={page} standing={row.standing} />
    </td>
    <td>
      <LateMark page={page} standing={row.standing} />
    </td>
    <FigureCells figures={row.figures} />
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
            <a href={href(page, agencyYearPath(row.id, view.year))}>{calledIn(row)}</a>
            <NameBeside page={page} agency={row} />
            <DatasetMark page={page} dataset={marked(row)} />
          </h3>
          <p>
            <StateMark page={page} standing={row.standing} />{' '}
            {row.standing.lateDays > 0 && <LateMark page={page} standing={row.standing} />}
          </p>
          {row.figures ? (
            <Comparison page={page} stated={row.figures} computed={view.total.figures} name={calledIn(row)} />
          ) : (
            <p class="quiet">{t.none}</p>
          )}
        </article>
      ))}
      <TakeAlong page={page} {...listFiles({ view }, { name: 'consolidated' })} title={t.heading} />
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
