/** A region's children on its page, a hundred at a time. */
import { writeStretch } from '../../shared/domain/basics/stretch.ts';
import { calledIn } from '../../shared/domain/roster/former-names.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import {
  AgencyName,
  compareConsolidated,
  listAgencies,
  listRegions,
  listVertical,
} from './child-columns.tsx';
import { KeptFields } from '../site/hidden-fields.tsx';
import { href, inPinyin, regionPath, type PageContext } from '../site/page-context.ts';
import { CHILDREN_SORT_KEYS, regionAddress } from '../site/region-address.ts';
import { sortRows, writeSorting } from '../site/sorting.ts';
import { listFiles, type RegionProps } from './region-charts.tsx';
import { CHILDREN_TEXTS } from '../texts/children.ts';
import { RowsTable } from '../site/rows-table.tsx';
import { LateMark, StateMark } from '../site/state-mark.tsx';
import type { RowTable } from '../site/table.ts';
import { TakeAlong } from '../site/take-along.tsx';

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
              {writeStretch(formatNumber(start + 1), formatNumber(end(start)))}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

interface ChildrenProps<Row extends { readonly name: string }> extends RegionProps {
  readonly table: RowTable<Row>;
  readonly rank: PagesProps['rank'];
  readonly rowClass?: (row: Row) => string;
}

function ChildrenTable<Row extends { readonly name: string }>({
  table,
  rank,
  rowClass,
  ...props
}: ChildrenProps<Row>) {
  const { page, view, choice } = props;
  const { name, title, columns } = table;
  const all = table.rows.length;
  const named =
    choice.named === '' ? table.rows : table.rows.filter((row) => isNamed(page, row, choice.named));
  const rows = sortRows(columns, named, choice.sorting);
  const total = rows.length;
  const first = firstOf(choice[rank], total);
  const heading = `${name}-heading`;
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>
        {title}{' '}
        <span class="count">
          {total === all ? formatNumber(all) : `${formatNumber(total)} / ${formatNumber(all)}`}
        </span>
      </h2>
      {all > MANY && <NameFilter {...props} heading={heading} />}
      <RowsTable
        page={page}
        table={{ columns, rows: rows.slice(first, first + PAGE_SIZE) }}
        label={{ text: page.t.children.scroll(title) }}
        class="children"
        asCards
        rowClass={rowClass}
        order={{
          keys: CHILDREN_SORT_KEYS,
          sorting: choice.sorting,
          pathOf: (sorting) =>
            regionAddress(
              view.region.code,
              view.year,
              { ...choice, sorting, regionsFrom: 1, agenciesFrom: 1 },
              heading,
            ),
        }}
      />
      <Pages {...props} total={total} rank={rank} anchor={heading} />
      <TakeAlong page={page} {...listFiles(props, table)} title={title} />
    </section>
  );
}

/** By its name today and that of the year, which its row shows; by its pinyin, too, where that is shown. */
const isNamed = (page: PageContext, row: Parameters<typeof calledIn>[0], part: string): boolean =>
  [row.name, calledIn(row)].some((name) => inPinyin(page, name).toLowerCase().includes(part.toLowerCase()));

/** Fewer are seen at once. */
const MANY = 12;

/** Narrows both tables to names that contain what is typed; by the address, so that it needs no script. */
const NameFilter = ({ page, view, choice, heading }: RegionProps & { heading: string }) => {
  const t = CHILDREN_TEXTS[page.lang];
  const { kind, asShares, allBars, sorting, named } = choice;
  const address = regionAddress(view.region.code, view.year, { ...choice, named: '' }, heading);
  return (
    <form
      class="find by-name"
      method="get"
      action={`${regionPath(view.region.code, view.year)}#${heading}`}
      aria-label={t.filter}
    >
      <KeptFields page={page} withPast />
      {kind !== undefined && <input type="hidden" name="kind" value={kind} />}
      {asShares && <input type="hidden" name="measure" value="shares" />}
      {allBars && <input type="hidden" name="bars" value="all" />}
      {sorting && <input type="hidden" name="sort" value={writeSorting(sorting)} />}
      <input
        type="search"
        name="q"
        value={named}
        maxlength={40}
        aria-label={t.filter}
        placeholder={t.filterHint}
      />
      <button type="submit">{t.filterButton}</button>
      {named !== '' && <a href={href(page, address)}>{t.filterOff}</a>}
    </form>
  );
};

export const RegionsTable = (props: RegionProps) => (
  <ChildrenTable {...props} table={listRegions(props.view, props.page.lang)} rank="regionsFrom" />
);

export const AgenciesTable = (props: RegionProps) => (
  <ChildrenTable
    {...props}
    table={listAgencies(props.view, props.page.t)}
    rank="agenciesFrom"
    rowClass={({ standing }) => `row-${standing.state}`}
  />
);

/** Units that owe nothing here, and what they filed all the same: in no sum of the page. */
export const VerticalSystems = ({ page, view }: Omit<RegionProps, 'choice'>) => {
  const t = page.t.vertical;
  const { columns, rows, ...table } = listVertical(view, page.t);
  return (
    <section aria-labelledby="vertical-heading">
      <h2 id="vertical-heading">
        {t.heading} <span class="count">{formatNumber(rows.length)}</span>
      </h2>
      <p class="note">{t.note}</p>
      <RowsTable
        page={page}
        table={{ columns, rows }}
        label={{ text: page.t.children.scroll(t.heading) }}
        class="children"
        asCards
        rowClass={({ standing }) => `row-${standing.state}`}
      />
      <TakeAlong page={page} {...listFiles({ view }, table)} title={t.heading} />
    </section>
  );
};

/** What a government published about its whole region, beside the computed total; never a part of it. */
export const ConsolidatedReports = ({ page, view }: Omit<RegionProps, 'choice'>) => {
  const t = page.t.consolidated;
  const { expected, accepted } = view.total.reports;
  const table = compareConsolidated(view, page.t);
  return (
    <section aria-labelledby="consolidated-heading">
      <h2 id="consolidated-heading">{t.heading}</h2>
      <p class="note">
        {t.note}
        {expected > accepted && `${page.t.gap}${t.unfinished(formatNumber(expected - accepted))}`}
      </p>
      {view.consolidated.map((row) => (
        <article class="consolidated">
          <h3>
            <AgencyName page={page} row={row} year={view.year} />
          </h3>
          <p>
            <StateMark page={page} standing={row.standing} />{' '}
            {row.standing.lateDays > 0 && <LateMark page={page} standing={row.standing} />}
          </p>
          {row.figures ? (
            <RowsTable
              page={page}
              table={{ ...table, rows: table.rows.filter((compared) => compared.row === row) }}
              label={{ text: page.t.children.scroll(calledIn(row)) }}
            />
          ) : (
            <p class="quiet">{t.none}</p>
          )}
        </article>
      ))}
      <TakeAlong page={page} {...listFiles({ view }, table)} title={t.heading} />
    </section>
  );
};
