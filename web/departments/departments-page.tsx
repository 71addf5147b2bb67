/** Which departments refuse most, and why: a region's agencies by function, two years side by side. */
import { printChinaMinute, tellChinaDay } from '../../shared/domain/basics/calendar.ts';
import { MEASURES } from '../../shared/domain/form/measures.ts';
import { ENOUGH_AGENCIES } from '../../shared/domain/form/comparison.ts';
import { ENOUGH_CASES } from '../../shared/domain/form/derived-figures.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { Child } from 'hono/jsx';
import { MAX_REGIONS } from '../region/regions-within.ts';
import { KeptFields } from '../site/hidden-fields.tsx';
import { Layout, type Crumb } from '../site/layout.tsx';
import { POOLED } from '../site/compare-address.ts';
import {
  departmentsAddress,
  departmentsParameters,
  departmentsPath,
  NO_OTHER,
} from '../site/departments-address.ts';
import { apiHref, href, regionName, regionPath, type PageContext } from '../site/page-context.ts';
import { annotationText } from '../site/annotations.ts';
import { pageRows, RowPageLinks } from '../site/row-pages.tsx';
import { RowsTable, type TableOrder } from '../site/rows-table.tsx';
import { writeSorting } from '../site/sorting.ts';
import { TakeAlong } from '../site/take-along.tsx';
import type { RowTable } from '../site/table.ts';
import { COMPARE_TEXTS } from '../texts/compare.ts';
import { DEPARTMENT_TEXTS } from '../texts/departments.ts';
import { SORT_KEYS } from './departments-params.ts';
import {
  listFunctions,
  listOpened,
  listOpenedRegions,
  listReasonRows,
  spanText,
} from './departments-tables.tsx';
import {
  findUnlike,
  reasonedBy,
  type DepartmentSums,
  type DepartmentsView,
  type LeadingOn,
} from './departments-view.ts';
import { summariseDepartments } from './departments-words.ts';
import { spellNames } from '../site/spell-names.ts';

interface Props {
  readonly page: PageContext;
  readonly view: DepartmentsView;
}

/** `listed`: the page of what is opened, from 1; one beyond the last is the last. */
export const DepartmentsPage = ({ page, view, listed }: Props & { readonly listed: number }) => {
  const t = DEPARTMENT_TEXTS[page.lang];
  const name = regionName(page, view.region);
  const title = t.titleOf(name);
  return (
    <Layout page={page} title={title} crumbs={listCrumbs({ page, view })}>
      <div class="title">
        <h1>{title}</h1>
        <p class="as-of">
          {page.t.asOf(page.asOf)} · <a href={href(page, regionPath(view.region.code, view.year))}>{name}</a>
        </p>
        <p class="note">{t.says}</p>
      </div>
      {view.leadsOn ? (
        <LeadOn page={page} view={view} leadsOn={view.leadsOn} />
      ) : (
        <>
          <Choice page={page} view={view} />
          <Notices page={page} view={view} />
          <Tables page={page} view={view} listed={listed} />
        </>
      )}
    </Layout>
  );
};

const listCrumbs = ({ page, view }: Props): Crumb[] =>
  [...view.ancestors, view.region].map((region) => ({
    name: regionName(page, region),
    path: departmentsAddress(region.code, { ...view, opened: undefined }),
    isCurrent: region === view.region,
    siblings: [],
  }));

interface LeadOnProps extends Props {
  readonly leadsOn: LeadingOn;
}

/** Regions below, each of which has few enough within, or leads on. */
const LeadOn = ({ page, view, leadsOn: { why, regions, nextNight } }: LeadOnProps) => {
  const t = DEPARTMENT_TEXTS[page.lang];
  const name = regionName(page, view.region);
  return (
    <section class="empty">
      <p>
        {why === 'waiting'
          ? t.waiting(name, printChinaMinute(nextNight))
          : t.tooWide(name, formatNumber(MAX_REGIONS))}
      </p>
      <ul class="columns">
        {regions.map((region) => (
          <li>
            <a href={href(page, departmentsAddress(region.code, { ...view, opened: undefined }))}>
              {regionName(page, region)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** One form: which years, by what. What is opened and in which order stays. */
const Choice = ({ page, view }: Props) => {
  const t = DEPARTMENT_TEXTS[page.lang];
  const words = COMPARE_TEXTS[page.lang];
  const { region, year, before, measure, isPooled, opened, sorting } = view;
  const years = view.years.toReversed();
  return (
    <form
      class="find choice"
      method="get"
      action={departmentsPath(region.code)}
      aria-label={t.titleOf(regionName(page, region))}
      autocomplete="off"
    >
      <KeptFields page={page} withPast />
      {opened !== undefined && <input type="hidden" name="function" value={opened} />}
      {sorting && <input type="hidden" name="sort" value={writeSorting(sorting)} />}
      <div>
        <label for="measure">{t.measure}</label>
        <select id="measure" name="measure">
          {MEASURES.map((one) => (
            <option value={one} selected={one === measure}>
              {words.measures[one]}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="with">{t.before}</label>
        <select id="with" name="with">
          <option value={NO_OTHER} selected={before === null}>
            {t.noOther}
          </option>
          {years.map((one) => (
            <option value={String(one)} selected={one === before}>
              {one}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="year">{t.year}</label>
        <select id="year" name="year">
          {years.map((one) => (
            <option value={String(one)} selected={one === year}>
              {one}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label for="pool">{words.pool.label}</label>
        <select id="pool" name="pool">
          <option value="" selected={!isPooled}>
            {words.pool.one}
          </option>
          <option value={POOLED} selected={isPooled}>
            {words.pool.three}
          </option>
        </select>
      </div>
      <button type="submit">{t.show}</button>
    </form>
  );
};

const Notices = ({ page, view }: Props) => {
  const unlike = findUnlike(view);
  const words = COMPARE_TEXTS[page.lang];
  return (
    <>
      <p class="note">{words.definitions[view.measure]}</p>
      {view.isPooled && <p class="note">{words.pool.says(view.year)}</p>}
      {unlike && <p class="note">{DEPARTMENT_TEXTS[page.lang].unlike[unlike]}</p>}
      {view.annotations.length > 0 && <p class="note">{annotationText(view.annotations, page.lang)}</p>}
      {view.sums && <SumsNote page={page} sums={view.sums} />}
      {view.synthetic > 0 && (
        <p class="banner" data-origin>
          {page.t.data.syntheticBanner(formatNumber(view.synthetic))}
        </p>
      )}
      {view.unreadable.length > 0 && (
        <p class="banner" data-unreadable>
          {page.t.children.unreadable(view.unreadable.join(page.t.continued.separator))}
        </p>
      )}
    </>
  );
};

/** Whoever reads a province is told that it is as of a night. */
const SumsNote = ({ page, sums: { at, missing } }: { page: PageContext; sums: DepartmentSums }) => {
  const t = DEPARTMENT_TEXTS[page.lang];
  const names = missing.map((region) => regionName(page, region));
  return (
    <p class="note" data-sums>
      {t.sums(tellChinaDay(at))}
      {names.length > 0 && page.t.gap + t.missing(names.join(page.t.continued.separator))}
    </p>
  );
};

const Tables = ({ page, view, listed }: Props & { readonly listed: number }) => {
  const t = DEPARTMENT_TEXTS[page.lang];
  const { lang } = page;
  if (view.functions.length === 0)
    return (
      <section class="empty">
        <p>{t.none}</p>
      </section>
    );
  const agencies = listOpened(view, lang);
  const regions = listOpenedRegions(view, lang);
  const outcome = t.reasons[reasonedBy(view.measure)];
  return (
    <>
      <p class="summary">{spellNames(page, summariseDepartments(view, lang))}</p>
      <TableSection
        page={page}
        view={view}
        table={listFunctions(view, lang)}
        anchor="functions"
        isOpened={(line) => line.function.id === view.opened}
      >
        <p class="quiet">{t.legend(outcome, view.before !== null)}</p>
        <ul class="legend">
          {view.before !== null && <li class="key-before">{spanText(view, view.before, lang)}</li>}
          <li class="key-now">{spanText(view, view.year, lang)}</li>
        </ul>
      </TableSection>
      {agencies && <Opened page={page} view={view} table={agencies} listed={listed} />}
      {regions && <Opened page={page} view={view} table={regions} listed={listed} />}
      {view.opened !== undefined && (
        <p class="more">
          <a
            href={href(
              page,
              departmentsAddress(view.region.code, { ...view, opened: undefined }, 'functions'),
            )}
          >
            {t.close}
          </a>
        </p>
      )}
      <TableSection page={page} view={view} table={listReasonRows(view, lang)} anchor="reasons" isFixed />
      <p class="note">{t.rule(formatNumber(ENOUGH_CASES), formatNumber(ENOUGH_AGENCIES))}</p>
      <p class="api">
        <a href={apiAddress({ page, view })}>{page.t.api}</a>
      </p>
    </>
  );
};

interface OpenedProps<Row> extends Props {
  readonly table: RowTable<Row>;
  readonly listed: number;
}

function Opened<Row>({ page, view, table, listed }: OpenedProps<Row>) {
  const shown = pageRows(table.rows, listed);
  return (
    <TableSection
      page={page}
      view={view}
      table={{ ...table, rows: shown.rows }}
      total={shown.total}
      anchor="agencies"
    >
      <RowPageLinks
        page={page}
        shown={shown}
        address={(number) =>
          href(page, departmentsAddress(view.region.code, { ...view, page: number }, 'agencies'))
        }
      />
    </TableSection>
  );
}

function apiAddress({ page, view: { region, sorting: _order, ...query } }: Props): string {
  const path = apiHref(page, departmentsPath(region.code));
  return `${path}${path.includes('?') ? '&' : '?'}${departmentsParameters(query)}`;
}

interface SectionProps<Row> extends Props {
  readonly table: RowTable<Row>;
  readonly anchor: string;
  /** How many rows there are, where some of them are shown. */
  readonly total?: number;
  readonly isOpened?: (row: Row) => boolean;
  /** In an order of its own. */
  readonly isFixed?: boolean;
  readonly children?: Child;
}

function TableSection<Row>({
  page,
  view,
  table,
  anchor,
  total = table.rows.length,
  isOpened,
  isFixed = false,
  children,
}: SectionProps<Row>) {
  const order: TableOrder = {
    keys: SORT_KEYS,
    sorting: view.sorting,
    pathOf: (sorting) => departmentsAddress(view.region.code, { ...view, sorting }, anchor),
  };
  const rowClass = isOpened && ((row: Row): string => (isOpened(row) ? 'opened' : ''));
  return (
    <section aria-labelledby={anchor}>
      <h2 id={anchor}>
        {table.title} {!isFixed && <span class="count">{formatNumber(total)}</span>}
      </h2>
      <RowsTable
        page={page}
        table={table}
        label={{ text: page.t.children.scroll(table.title) }}
        class="departments"
        rowClass={rowClass}
        order={isFixed ? undefined : order}
      />
      {children}
      <TakeAlong
        page={page}
        path={`${departmentsPath(view.region.code)}/tables/${table.name}`}
        title={table.title}
        filter={{ query: departmentsParameters(view) }}
      />
    </section>
  );
}
