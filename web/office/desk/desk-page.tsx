/** What waits for an office today: lists with their counts, one of them with the acts on each row and on several at once. */
import type { Child } from 'hono/jsx';
import { printChinaMinute, tellChinaYear } from '../../../shared/domain/basics/calendar.ts';
import { NEXT_ACT_WORDS, DESK_LIST_WORDS } from '../../../shared/domain/desk/desk-words.ts';
import {
  tellDeskDays,
  tellNextAct,
  type Contacted,
  type DeskDays,
  type DeskEntry,
  type DeskList,
} from '../../../shared/domain/desk/desk.ts';
import { FIRST_REPORT_YEAR } from '../../../shared/domain/form/catalogue.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { calledIn } from '../../../shared/domain/roster/former-names.ts';
import { BasisSwitch } from '../../site/basis-switch.tsx';
import { KeptFields } from '../../site/hidden-fields.tsx';
import { Layout } from '../../site/layout.tsx';
import { NameBeside } from '../../site/name-today.tsx';
import { DESK_PATH, LEDGER_PATH, officeAgencyPath } from '../../site/office-address.ts';
import { OfficeMarks, StateWord } from '../../site/office-mark.tsx';
import { compliancePath, historyPath, hrefNow, type PageContext } from '../../site/page-context.ts';
import { PageLinks } from '../../site/page-links.tsx';
import { DatasetMark } from '../../site/state-mark.tsx';
import { tellDataset } from '../../site/tell-dataset.ts';
import { TakeAlong } from '../../site/take-along.tsx';
import { YearSwitch } from '../../site/year-switch.tsx';
import { DESK_TEXTS } from '../../texts/desk.ts';
import type { DeskTexts } from '../../texts/desk-zh-cn.ts';
import { inLang } from '../../texts/language.ts';
import { BulkPanel, mayActAtOnce, nameRow } from './bulk-panel.tsx';
import { queryText, type DeskQuery } from './desk-query.ts';
import { nameActor, tellReason } from './desk-table.ts';
import type { AgencyContact } from '../../../shared/domain/roster/contact.ts';
import { ReturnedNote } from '../returned-note.tsx';
import { PAGE_SIZE, tellConsolidated, type DeskView } from './desk-view.ts';
import { PlaceFilterFields } from './place-filter.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: DeskView;
}

const tellDeskTexts = ({ lang }: Pick<PageContext, 'lang'>): DeskTexts => DESK_TEXTS[lang];

/** The desk with something else asked for; without `page`, its first. */
const deskAddress = (page: PageContext, view: DeskView, more: Partial<DeskQuery> = {}): string =>
  hrefNow(page, `${DESK_PATH}${queryText({ ...view.query, region: view.region.code, page: 1, ...more })}`);

interface PageProps extends Props {
  /** What has changed since an instant. */
  readonly changes: Child;
}

export const DeskPage = ({ page, view, changes }: PageProps) => {
  const t = tellDeskTexts(page);
  const { region, year, at, counts, obliged, basis } = view;
  const { since, consolidated } = view.query;
  const title = t.title(region.name, year);
  const isEmpty = counts.every(({ count }) => count === 0);
  return (
    <Layout page={page} title={title} crumbs={[]}>
      <div class="title">
        <div>
          <h1>{title}</h1>
          <p class="as-of">
            {t.asOf(printChinaMinute(at))} ·{' '}
            {obliged.consolidated === 0 && t.counted(formatNumber(obliged.agencies))}
            {t.mayRepeat}
          </p>
        </div>
        <YearSwitch
          page={{ ...page, past: undefined }}
          years={deskYears(at)}
          year={year}
          pathOf={(other) =>
            `${DESK_PATH}${queryText({ region: region.code, year: other, since, consolidated })}`
          }
        />
      </div>
      <p class="desk-links">
        <a href={hrefNow(page, `${LEDGER_PATH}${queryText({ region: region.code, year })}`)}>
          {t.ledgerLink}
        </a>
        <a
          href={hrefNow(
            page,
            `${compliancePath(region.code, year)}${queryText({ consolidated: tellConsolidated(view) })}`,
          )}
        >
          {t.complianceLink}
        </a>
      </p>
      <BasisSwitch
        page={page}
        basis={basis}
        {...obliged}
        address={(choice) =>
          deskAddress(page, view, { pick: undefined, consolidated: choice === 'with' ? undefined : choice })
        }
      />
      <Unreadable page={page} ids={view.unreadable} />
      {changes}
      {isEmpty && !isFiltered(view.query) ? (
        <section class="empty">
          <h2>{t.emptyDesk}</h2>
          <p>{t.emptyDeskText(region.name, year)}</p>
        </section>
      ) : (
        <>
          <ListTabs page={page} view={view} />
          <FilterForm page={page} view={view} />
          <ListSection page={page} view={view} />
        </>
      )}
    </Layout>
  );
};

export const Unreadable = ({ page, ids }: { readonly page: PageContext; readonly ids: readonly string[] }) =>
  ids.length === 0 ? (
    <></>
  ) : (
    <p class="banner" data-unreadable>
      {page.t.children.unreadable(ids.join(page.t.continued.separator))}
    </p>
  );

/** The newest that a desk is of, and some before it: older ones by the address. */
export function deskYears(at: DeskView['at']): number[] {
  const last = tellChinaYear(at);
  return [last - 4, last - 3, last - 2, last - 1, last].filter((year) => year >= FIRST_REPORT_YEAR);
}

const isFiltered = ({ kind, district, q, days }: DeskQuery): boolean =>
  [kind, district, q, days].some((one) => one !== undefined);

const ListTabs = ({ page, view }: Props) => {
  const t = tellDeskTexts(page);
  return (
    <nav class="tabs" aria-label={t.lists}>
      <ul>
        {view.counts.map(({ list, count }) => (
          <li>
            <a
              href={deskAddress(page, view, { list, pick: undefined })}
              aria-current={view.list === list ? 'true' : undefined}
            >
              {inLang(DESK_LIST_WORDS[list], page.lang)}{' '}
              <span class={count === 0 ? 'count' : 'count some'}>{formatNumber(count)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const FilterForm = ({ page, view }: Props) => {
  const t = tellDeskTexts(page).filter;
  const { query, region } = view;
  const none = { kind: undefined, district: undefined, q: undefined, days: undefined, pick: undefined };
  return (
    <form class="filter" method="get" action={DESK_PATH} aria-label={t.form} autocomplete="off">
      <KeptFields page={page} />
      <input type="hidden" name="region" value={region.code} />
      <input type="hidden" name="year" value={String(view.year)} />
      {view.list !== undefined && <input type="hidden" name="list" value={view.list} />}
      {query.consolidated && <input type="hidden" name="consolidated" value={query.consolidated} />}
      {query.since !== undefined && <input type="hidden" name="since" value={query.since} />}
      <PlaceFilterFields page={page} view={view} />
      <label>
        {t.days} <input class="narrow" type="number" name="days" min={0} max={9999} value={query.days} />
      </label>
      <button type="submit" class="button">
        {t.apply}
      </button>
      {isFiltered(query) && <a href={deskAddress(page, view, none)}>{t.clear}</a>}
    </form>
  );
};

const ListSection = ({ page, view }: Props) => {
  const t = tellDeskTexts(page);
  const { list, entries, query } = view;
  if (list === undefined || entries.length === 0)
    return <p class="empty">{isFiltered(query) ? t.emptyFiltered : t.emptyList}</p>;
  const first = (query.page - 1) * PAGE_SIZE;
  const shown = entries.slice(first, first + PAGE_SIZE);
  const word = inLang(DESK_LIST_WORDS[list], page.lang);
  return (
    <section aria-labelledby="list">
      <h2 id="list">
        {word} <span class="count">{formatNumber(entries.length)}</span>
      </h2>
      {mayActAtOnce(view.mayDo) && (
        <p class="to-bulk">
          <a href="#bulk">{t.bulk.heading}</a>
        </p>
      )}
      <form method="post" action={hrefNow(page, `${DESK_PATH}/preview`)} autocomplete="off">
        <input type="hidden" name="region" value={view.region.code} />
        <input type="hidden" name="year" value={String(view.year)} />
        <input type="hidden" name="back" value={queryText({ ...query, list, pick: undefined })} />
        <Rows page={page} view={view} list={list} shown={shown} />
        <BulkPanel
          page={page}
          list={list}
          mayDo={view.mayDo}
          pickAll={deskAddress(page, view, { list, page: query.page, pick: 'all' })}
        />
      </form>
      <PageLinks
        page={page}
        label={t.pages}
        says={t.range(
          formatNumber(first + 1),
          formatNumber(first + shown.length),
          formatNumber(entries.length),
        )}
        current={query.page}
        pages={Math.ceil(entries.length / PAGE_SIZE)}
        address={(number) => deskAddress(page, view, { list, page: number, pick: undefined })}
      />
      <div class="desk-take">
        <span>{t.take}</span>
        <TakeAlong
          page={page}
          path={`${DESK_PATH}/list`}
          title={word}
          formats={['xlsx', 'csv']}
          filter={{
            query: queryText({
              ...query,
              region: view.region.code,
              list,
              page: undefined,
              pick: undefined,
            }).slice(1),
          }}
        />
        <p class="note">{t.notRestricted}</p>
      </div>
    </section>
  );
};

interface RowsProps extends Props {
  readonly list: DeskList;
  readonly shown: readonly DeskEntry[];
}

const Rows = ({ page, view, list, shown }: RowsProps) => {
  const t = tellDeskTexts(page);
  const c = t.columns;
  return (
    <div
      class="scroll"
      tabindex={0}
      role="region"
      aria-label={page.t.children.scroll(inLang(DESK_LIST_WORDS[list], page.lang))}
    >
      <table class="children desk">
        <thead>
          <tr>
            <th scope="col" class="tick">
              <span class="unseen">{c.pick}</span>
            </th>
            <th scope="col">{c.agency}</th>
            <th scope="col">{c.state}</th>
            <th scope="col">{c.days}</th>
            {view.mayDo('see-contacts') && <th scope="col">{c.contact}</th>}
            {view.mayDo('see-notes') && <th scope="col">{c.contacted}</th>}
            <th scope="col">{c.next}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((entry) => (
            <Row page={page} view={view} list={list} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Row = ({ page, view, list, entry }: Omit<RowsProps, 'shown'> & { readonly entry: DeskEntry }) => {
  const t = tellDeskTexts(page);
  const c = t.columns;
  const { agency } = entry;
  const name = calledIn(agency);
  const next = inLang(NEXT_ACT_WORDS[tellNextAct(entry, list)], page.lang);
  return (
    <tr>
      <td class="tick">
        <input
          type="checkbox"
          name="row"
          value={nameRow(agency)}
          aria-label={t.pick(name)}
          checked={view.query.pick === 'all'}
        />
      </td>
      <th scope="row">
        <a href={hrefNow(page, historyPath(agency.id, view.year))}>{name}</a>
        <NameBeside page={page} agency={agency} />
        <DatasetMark page={page} dataset={tellDataset(agency.dataset, agency.submissionId !== undefined)} />
        <span class="detail">
          {[
            ...(agency.district === view.region.code ? [] : [agency.districtName ?? agency.district]),
            page.t.kinds[agency.kind],
          ].join(' · ')}
        </span>
      </th>
      <td data-label={c.state}>
        <EntryState page={page} entry={entry} />
      </td>
      <td data-label={c.days}>
        <Days page={page} days={tellDeskDays(entry, list)} />
      </td>
      {view.mayDo('see-contacts') && (
        <td data-label={c.contact}>
          <Contacts page={page} name={name} contact={view.contacts.get(agency.id)} />
        </td>
      )}
      {view.mayDo('see-notes') && (
        <td data-label={c.contacted}>
          <LastContact page={page} entry={entry} />
        </td>
      )}
      <td data-label={c.next}>
        <a
          class="next-act"
          href={hrefNow(page, officeAgencyPath(agency.id, view.year))}
          aria-label={t.nextFor(next, name)}
        >
          {next}
        </a>
      </td>
    </tr>
  );
};

const EntryState = ({ page, entry }: { readonly page: PageContext; readonly entry: DeskEntry }) => {
  const { t } = page;
  const { state, errors, openWarnings, office, lateDays, overdueDays } = entry.agency;
  const reason = tellReason(entry);
  return (
    <span class="standing">
      <StateWord page={page} state={state} office={office} isOverdue={overdueDays > 0} />
      {errors > 0 && <span class="detail">{t.state.errors(formatNumber(errors))}</span>}
      {state === 'flagged' && <span class="detail">{t.state.warnings(formatNumber(openWarnings))}</span>}
      {lateDays > 0 && <span class="late">{t.state.late(formatNumber(lateDays))}</span>}
      <OfficeMarks page={page} state={state} office={office} />
      {reason !== undefined && <span class="detail desk-reason">{reason}</span>}
    </span>
  );
};

/** Grey until the day, red after it. */
const Days = ({ page, days }: { readonly page: PageContext; readonly days: DeskDays | undefined }) => {
  const t = tellDeskTexts(page);
  if (!days) return <span class="quiet">–</span>;
  const n = formatNumber(Math.abs(days.days));
  if (days.kind === 'waiting')
    return (
      <>
        {days.days > 0 ? t.waits(n) : t.waitsToday}
        <span class="detail">{t.since(days.day)}</span>
      </>
    );
  return (
    <>
      <span class={days.days > 0 ? 'overdue' : days.days === 0 ? '' : 'quiet'}>
        {days.days > 0 ? t.overdue(n) : days.days === 0 ? t.dueToday : t.left(n)}
      </span>
      <span class="detail">{t.due(days.day)}</span>
    </>
  );
};

/** An address with a question mark in it would set the letter's subject or text. */
const mailTo = (mail: string): string => `mailto:${encodeURIComponent(mail).replaceAll('%40', '@')}`;

const Contacts = ({
  page,
  name,
  contact: { mail, phone, returned } = {},
}: {
  readonly page: PageContext;
  readonly name: string;
  readonly contact: AgencyContact | undefined;
}) => {
  if (mail === undefined && phone === undefined)
    return <span class="quiet">{tellDeskTexts(page).noContact}</span>;
  return (
    <>
      {mail !== undefined && (
        <a class="contact" href={mailTo(mail)} aria-label={tellDeskTexts(page).writeTo(name, mail)}>
          {mail}
        </a>
      )}
      {returned && <ReturnedNote page={page} returned={returned} />}
      {phone !== undefined && (
        <a class="contact" href={`tel:${phone.replaceAll(/[^0-9+]/g, '')}`}>
          {phone}
        </a>
      )}
    </>
  );
};

const LastContact = ({ page, entry }: { readonly page: PageContext; readonly entry: DeskEntry }) => {
  const t = tellDeskTexts(page);
  const { contact, promise, today } = entry;
  if (!contact) return <span class="quiet">{t.never}</span>;
  return (
    <>
      <span class="desk-note">{tellContact(contact, t)}</span>
      {promise && (
        <span class={promise.until < today ? 'detail overdue' : 'detail'}>{t.promised(promise.until)}</span>
      )}
      <span class="detail">{t.contacted(printChinaMinute(contact.at), nameActor(contact.by, t))}</span>
    </>
  );
};

const tellContact = ({ kind, why }: Contacted, t: DeskTexts): string =>
  kind === 'note' ? why : [t.bulk.remind, why].filter((text) => text !== '').join(SEPARATOR);
const SEPARATOR = ' · ';
