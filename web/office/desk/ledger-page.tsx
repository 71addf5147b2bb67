/** The rectification ledger (整改台账) of a region's year. */
import { printChinaMinute } from '../../../shared/domain/basics/calendar.ts';
import { RECTIFICATION_WORDS } from '../../../shared/domain/desk/desk-words.ts';
import { ACT_WORDS } from '../../../shared/domain/standing/acts/act-words.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { KeptFields } from '../../site/hidden-fields.tsx';
import { Layout } from '../../site/layout.tsx';
import { DESK_PATH, LEDGER_PATH } from '../../site/office-address.ts';
import { hrefNow, type PageContext } from '../../site/page-context.ts';
import { PageLinks } from '../../site/page-links.tsx';
import { RowsTable } from '../../site/rows-table.tsx';
import { TakeAlong } from '../../site/take-along.tsx';
import { YearSwitch } from '../../site/year-switch.tsx';
import { DESK_TEXTS } from '../../texts/desk.ts';
import { inLang } from '../../texts/language.ts';
import { asHead } from './bulk-panel.tsx';
import { deskYears, Unreadable } from './desk-page.tsx';
import { LEDGER_KINDS, LEDGER_ORDERS, queryText, type LedgerQuery } from './desk-query.ts';
import { PAGE_SIZE } from './desk-view.ts';
import { layLedger } from './ledger-table.tsx';
import type { LedgerView } from './ledger-view.ts';
import { PlaceFilterFields } from './place-filter.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: LedgerView;
}

const ledgerAddress = (page: PageContext, view: LedgerView, more: Partial<LedgerQuery> = {}): string =>
  hrefNow(page, `${LEDGER_PATH}${queryText({ ...view.query, region: view.region.code, page: 1, ...more })}`);

export const LedgerPage = ({ page, view }: Props) => {
  const t = DESK_TEXTS[page.lang];
  const { region, year, at } = view;
  const title = t.ledger.title(region.name, year);
  return (
    <Layout page={page} title={title} crumbs={[]}>
      <div class="title">
        <div>
          <h1>{title}</h1>
          <p class="as-of">{t.asOf(printChinaMinute(at))}</p>
        </div>
        <YearSwitch
          page={{ ...page, past: undefined }}
          years={deskYears(at)}
          year={year}
          pathOf={(other) => `${LEDGER_PATH}${queryText({ region: region.code, year: other })}`}
        />
      </div>
      <p class="desk-links">
        <a href={hrefNow(page, `${DESK_PATH}${queryText({ region: region.code, year })}`)}>
          {t.deskOf(region.name)}
        </a>
      </p>
      <p class="note measure">{t.ledger.text}</p>
      <Unreadable page={page} ids={view.unreadable} />
      {view.all === 0 ? (
        <p class="empty">{t.ledger.empty}</p>
      ) : (
        <>
          <Outcomes page={page} view={view} />
          <FilterForm page={page} view={view} />
          <Lines page={page} view={view} />
        </>
      )}
    </Layout>
  );
};

const Outcomes = ({ page, view }: Props) => {
  const t = DESK_TEXTS[page.lang].ledger;
  const all = view.counts.reduce((sum, { count }) => sum + count, 0);
  const tabs = [
    { outcome: undefined, name: t.anyOutcome, count: all },
    ...view.counts.map(({ outcome, count }) => ({
      outcome,
      name: inLang(RECTIFICATION_WORDS[outcome], page.lang),
      count,
    })),
  ];
  return (
    <nav class="tabs" aria-label={t.counts}>
      <ul>
        {tabs.map(({ outcome, name, count }) => (
          <li>
            <a
              href={ledgerAddress(page, view, { outcome })}
              aria-current={view.query.outcome === outcome ? 'true' : undefined}
            >
              {name} <span class={count === 0 ? 'count' : 'count some'}>{formatNumber(count)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const FilterForm = ({ page, view }: Props) => {
  const t = DESK_TEXTS[page.lang];
  const { query, region } = view;
  const isFiltered = [query.kind, query.district, query.q, query.act].some((one) => one !== undefined);
  const none = { kind: undefined, district: undefined, q: undefined, act: undefined };
  return (
    <form class="filter" method="get" action={LEDGER_PATH} aria-label={t.filter.form} autocomplete="off">
      <KeptFields page={page} />
      <input type="hidden" name="region" value={region.code} />
      <input type="hidden" name="year" value={String(view.year)} />
      {query.outcome !== undefined && <input type="hidden" name="outcome" value={query.outcome} />}
      <label>
        {t.ledger.kind}{' '}
        <select name="act">
          <option value="">{t.ledger.anyKind}</option>
          {LEDGER_KINDS.map((kind) => (
            <option value={kind} selected={kind === query.act}>
              {asHead(inLang(ACT_WORDS[kind], page.lang))}
            </option>
          ))}
        </select>
      </label>
      <PlaceFilterFields page={page} view={view} />
      <label>
        {t.ledger.order}{' '}
        <select name="order">
          {LEDGER_ORDERS.map((order) => (
            <option value={order} selected={order === (query.order ?? 'newest')}>
              {t.ledger.orders[order]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button">
        {t.filter.apply}
      </button>
      {isFiltered && <a href={ledgerAddress(page, view, none)}>{t.filter.clear}</a>}
    </form>
  );
};

const Lines = ({ page, view }: Props) => {
  const t = DESK_TEXTS[page.lang];
  const { query, lines } = view;
  if (lines.length === 0) return <p class="empty">{t.emptyFiltered}</p>;
  const first = (query.page - 1) * PAGE_SIZE;
  const table = layLedger({ ...view, lines: lines.slice(first, first + PAGE_SIZE) }, page.lang);
  return (
    <>
      <RowsTable
        page={page}
        table={table}
        label={{ text: page.t.children.scroll(t.ledgerLink) }}
        class="children desk ledger"
      />
      <PageLinks
        page={page}
        label={t.pages}
        says={t.range(
          formatNumber(first + 1),
          formatNumber(first + table.rows.length),
          formatNumber(lines.length),
        )}
        current={query.page}
        pages={Math.ceil(lines.length / PAGE_SIZE)}
        address={(number) => ledgerAddress(page, view, { page: number })}
      />
      <div class="desk-take">
        <span>{t.takeLedger}</span>
        <TakeAlong
          page={page}
          path={LEDGER_PATH}
          title={t.ledgerLink}
          formats={['xlsx', 'csv']}
          filter={{ query: queryText({ ...query, region: view.region.code, page: undefined }).slice(1) }}
        />
        <p class="note">{t.notRestricted}</p>
      </div>
    </>
  );
};
