/** The agencies themselves, the most urgent first: filtered, sorted and paged by the address alone. */
import { printChinaMinute, shortenInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { chooseEdition, type Edition } from '../../shared/domain/form/catalogue.ts';
import {
  listNamesIn,
  LISTS,
  type ComplianceLine,
  type ListName,
} from '../../shared/domain/compliance/compliance.ts';
import { calledIn } from '../../shared/domain/roster/former-names.ts';
import { BESIDE_NOTES, LIST_WORDS, ZERO_WORDS } from '../../shared/domain/compliance/state-words.ts';
import {
  groupBySuspect,
  writeSuspectText,
  type FindingGroup,
} from '../../shared/domain/suspects/suspect-text.ts';
import { formatNumber, UNDEFINED } from '../../shared/domain/form/number-text.ts';
import { nextSorting, writeSorting, type SortKey } from './compliance-query.ts';
import { inLang } from '../texts/language.ts';
import {
  compliance,
  csvAddress,
  fileAddress,
  LISTS_ID,
  listed,
  MOST_IN_WORKBOOK,
  type ComplianceProps,
} from './compliance-address.ts';
import { NameBeside } from '../site/name-today.tsx';
import {
  inPinyin,
  agencyPath,
  historyPath,
  href,
  hrefNow,
  langTag,
  regionName,
  rulePath,
  type PageContext,
} from '../site/page-context.ts';
import { deskPath } from '../site/office-address.ts';
import { OfficeMarks, StateWord } from '../site/office-mark.tsx';
import { PageLinks } from '../site/page-links.tsx';
import { PublicationMark } from '../site/publication-mark.tsx';
import { DatasetMark } from '../site/state-mark.tsx';
import { tellDataset } from '../site/tell-dataset.ts';
import { PlaceFilter } from '../site/place-filter.tsx';

export const ListsSection = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance.lists;
  const { listed: shown } = view;
  return (
    <section class="lists" aria-labelledby={LISTS_ID}>
      <h2 id={LISTS_ID}>
        {[t.heading, ...asked(page, view)].join(' · ')} <span class="count">{formatNumber(shown.total)}</span>
      </h2>
      <ListTabs page={page} view={view} />
      <FilterForm page={page} view={view} />
      <p class="note list-note">
        <span>
          {sortingText(page, view)}
          {view.query.sort && (
            <>
              {' · '}
              <a href={`${href(page, listed(view, { sort: undefined }))}#${LISTS_ID}`}>{t.resetSort}</a>
            </>
          )}
        </span>
        <span>{t.chinaTime}</span>
        {shown.beside.map(({ kind, count }) => (
          <a href={`${href(page, listed(view, { kind }))}#${LISTS_ID}`}>
            {inLang(BESIDE_NOTES[kind](formatNumber(count)), page.lang)}
          </a>
        ))}
        <a href={csvAddress(page, view, view.query)}>{t.csv}</a>
        {shown.total <= MOST_IN_WORKBOOK && (
          <a href={fileAddress(page, view, 'agencies.xlsx', view.query)}>{t.xlsx}</a>
        )}
        <a href={hrefNow(page, deskPath(view.summary.region.code))}>{t.desk}</a>
      </p>
      {shown.total === 0 ? (
        <p class="empty">{t.nothing}</p>
      ) : (
        <>
          <AgencyTable page={page} view={view} />
          <Pages page={page} view={view} />
        </>
      )}
    </section>
  );
};

/** In words, so that a printed list says what it is a list of. */
function asked(page: PageContext, { summary, query }: ComplianceProps['view']): string[] {
  const { list, kind, district } = query;
  const { region, children } = summary;
  const child = children.find(({ code }) => code === district);
  return [
    ...(list === undefined ? [] : [inLang(LIST_WORDS[list], page.lang)]),
    ...(kind === undefined ? [] : [page.t.kinds[kind]]),
    ...(child ? [regionName(page, child)] : []),
    ...(district === region.code ? [page.t.compliance.districts.ownLevel(regionName(page, region))] : []),
  ];
}

const ListTabs = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance.lists;
  const tabs: readonly { list: ListName | undefined; name: string; n: number }[] = [
    ...listNamesIn(view.outline).map((list) => ({
      list,
      name: inLang(LIST_WORDS[list], page.lang),
      n: view.listed.counts[list],
    })),
    { list: undefined, name: t.all, n: view.listed.all },
  ];
  return (
    <nav class="tabs" aria-label={t.lists}>
      <ul>
        {tabs.map(({ list, name, n }) => (
          <li>
            <a
              href={`${href(page, listed(view, { list }))}#${LISTS_ID}`}
              aria-current={view.query.list === list ? 'true' : undefined}
            >
              {name} <span class={n === 0 ? 'count' : 'count some'}>{formatNumber(n)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const FilterForm = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance.lists;
  const { query, summary } = view;
  const { region, children } = summary;
  const kept = {
    list: query.list,
    sort: query.sort && writeSorting(query.sort),
    since: query.since,
    consolidated: query.consolidated,
    asOf: page.past && shortenInstant(page.past),
    lang: page.langInAddress ? langTag(page.lang) : undefined,
  };
  const isFiltered = query.kind !== undefined || query.district !== undefined;
  return (
    <form class="filter" method="get" action={`#${LISTS_ID}`} aria-label={t.filter} autocomplete="off">
      <PlaceFilter
        page={page}
        words={{ ...t, ownLevel: page.t.compliance.districts.ownLevel }}
        query={query}
        region={{ code: region.code, name: regionName(page, region) }}
        below={children.map((child) => ({ code: child.code, name: regionName(page, child) }))}
        kinds={view.outline.kinds}
      />
      {Object.entries(kept).flatMap(([name, value]) =>
        value === undefined ? [] : [<input type="hidden" name={name} value={value} />],
      )}
      <button type="submit" class="button">
        {t.apply}
      </button>
      {isFiltered && (
        <a href={`${href(page, listed(view, { kind: undefined, district: undefined }))}#${LISTS_ID}`}>
          {t.clear}
        </a>
      )}
    </form>
  );
};

type Head = readonly [key: SortKey, name: string, isNumber?: boolean];

function headsOf(page: PageContext, hasDistricts: boolean): Head[] {
  const t = page.t.compliance.lists;
  return [
    ['name', t.agency],
    ['state', t.state],
    ...(hasDistricts ? [['district', t.district] as const] : []),
    ['kind', t.kind],
    ['deadline', t.deadline],
    ['days', t.days, true],
    ['received', t.received],
    ['published', page.t.publication.heading],
  ];
}

function sortingText(page: PageContext, { query, summary }: ComplianceProps['view']): string {
  const t = page.t.compliance.lists;
  const { sort } = query;
  const head = sort && headsOf(page, summary.children.length > 0).find(([key]) => key === sort.key);
  return head ? t.sorted(head[1], sort.descending) : t.byUrgency;
}

const AgencyTable = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance.lists;
  const hasDistricts = view.summary.children.length > 0;
  const edition = chooseEdition(view.summary.year);
  return (
    <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.heading)}>
      <table class="children agencies cards">
        <thead>
          <tr>
            {headsOf(page, hasDistricts).map((head) => (
              <SortHead page={page} view={view} head={head} />
            ))}
          </tr>
        </thead>
        {view.listed.lines.map((line) => (
          <AgencyBody
            page={page}
            line={line}
            hasEnded={Number(view.today.slice(0, 4)) > view.summary.year}
            year={view.summary.year}
            edition={edition}
            hasDistricts={hasDistricts}
          />
        ))}
      </table>
    </div>
  );
};

const SortHead = ({ page, view, head: [key, name, isNumber] }: ComplianceProps & { readonly head: Head }) => {
  const { sort } = view.query;
  const isSorted = sort?.key === key;
  const order = sort?.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={isNumber ? 'n' : undefined} aria-sort={isSorted ? order : undefined}>
      {isSortable(view) ? (
        <a
          class={isSorted ? `sort sort-${order}` : 'sort'}
          href={`${href(page, listed(view, { sort: nextSorting(key, sort) }))}#${LISTS_ID}`}
        >
          {name}
        </a>
      ) : (
        name
      )}
    </th>
  );
};

/** Very many are in the order of urgency alone. */
const isSortable = ({ told }: ComplianceProps['view']): boolean => told.kind === 'whole' || !told.isTooLarge;

interface LineProps {
  readonly page: PageContext;
  readonly line: ComplianceLine;
  readonly year: number;
  /** A year that has not ended has no history yet. */
  readonly hasEnded: boolean;
  readonly edition: Edition;
  readonly hasDistricts: boolean;
}

/** A body of its own: an agency's line and, below it, what stands open in its report. */
const AgencyBody = ({ page, line, year, hasEnded, edition, hasDistricts }: LineProps) => {
  const t = page.t.compliance.lists;
  const name = calledIn(line);
  const { id, kind, dataset, district, districtName, deadline, extension, internal, open, publication } =
    line;
  return (
    <tbody>
      <tr>
        <th scope="row">
          <a href={href(page, hasEnded ? historyPath(id, year) : agencyPath(id))}>{inPinyin(page, name)}</a>
          <NameBeside page={page} agency={line} />
          <DatasetMark page={page} dataset={tellDataset(dataset, line.submissionId !== undefined)} />
        </th>
        <td>
          <ListedState page={page} line={line} />
        </td>
        {hasDistricts && (
          <td class="district-name" data-label={t.district}>
            {districtName === undefined ? district : inPinyin(page, districtName)}
          </td>
        )}
        <td class="kind" data-label={t.kind}>
          {page.t.kinds[kind]}
        </td>
        <td data-label={t.deadline}>
          <time datetime={deadline}>{deadline}</time>
          {extension !== undefined && <span class="detail extension">{t.extended(extension)}</span>}
          {internal && (
            <span class="detail internal">{page.t.state.internal(internal.until, internal.reason)}</span>
          )}
        </td>
        <td class="n">
          <Behind page={page} line={line} />
        </td>
        <td data-label={t.received}>
          <Moment at={line.firstAcceptedAt} />
          {line.correctedAt !== undefined && (
            <span class="detail corrected">
              {t.correctedAt} <Moment at={line.correctedAt} />
            </span>
          )}
        </td>
        <td data-label={page.t.publication.heading}>
          <PublicationMark page={page} publication={publication} source={publication?.source} />
        </td>
      </tr>
      {open.count > 0 && open.findings.length > 0 && (
        <tr class="open">
          <td colspan={hasDistricts ? 8 : 7}>
            <OpenFindings page={page} line={line} edition={edition} />
          </td>
        </tr>
      )}
    </tbody>
  );
};

/** Without the days: they have a column of their own. */
const ListedState = ({ page, line }: { page: PageContext; line: ComplianceLine }) => {
  const { t } = page;
  const { state, errors, openWarnings, zero, office } = line;
  return (
    <span class="standing">
      <StateWord page={page} state={state} office={office} isOverdue={line.overdueDays > 0} />
      {state === 'returned' && errors > 0 && (
        <span class="detail">{t.state.errors(formatNumber(errors))}</span>
      )}
      {state === 'flagged' && <span class="detail">{t.state.warnings(formatNumber(openWarnings))}</span>}
      {LISTS.returnedCorrection(line) && errors > 0 && (
        <span class="detail">
          {inLang(LIST_WORDS.returnedCorrection, page.lang)}
          {t.colon}
          {t.state.errors(formatNumber(errors))}
        </span>
      )}
      {zero === 'confirmed' && <span class="nil">{t.state.nil}</span>}
      {zero === 'unconfirmed' && <span class="detail">{inLang(ZERO_WORDS.unconfirmed, page.lang)}</span>}
      <OfficeMarks page={page} state={state} office={office} />
    </span>
  );
};

const Behind = ({ page, line }: { page: PageContext; line: ComplianceLine }) =>
  line.overdueDays > 0 ? (
    <span class="overdue">{page.t.compliance.lists.overdueBy(formatNumber(line.overdueDays))}</span>
  ) : line.lateDays > 0 ? (
    <span class="late">{page.t.state.late(formatNumber(line.lateDays))}</span>
  ) : line.afterInternalDays > 0 ? (
    <span class="after-internal">{page.t.state.afterInternal(formatNumber(line.afterInternalDays))}</span>
  ) : (
    <span class="quiet">{line.firstAcceptedAt === undefined ? UNDEFINED : page.t.children.onTime}</span>
  );

const Moment = ({ at }: { at: Instant | undefined }) =>
  at === undefined ? <>{UNDEFINED}</> : <time datetime={at}>{printChinaMinute(at)}</time>;

const OpenFindings = ({ page, line, edition }: Pick<LineProps, 'page' | 'line' | 'edition'>) => {
  const { findings, count } = line.open;
  const rest = count - findings.length;
  return (
    <ul class="open-findings">
      {groupBySuspect(findings).map((group) => (
        <OpenGroup page={page} group={group} edition={edition} />
      ))}
      {rest > 0 && <li class="quiet">{page.t.compliance.lists.moreFindings(formatNumber(rest))}</li>}
    </ul>
  );
};

/** What would cure them first, where the checks name it. */
const OpenGroup = ({
  page,
  group,
  edition,
}: {
  page: PageContext;
  group: FindingGroup;
  edition: Edition;
}) => {
  const messages = group.findings.map(({ rule, message }) => (
    <>
      <a href={rulePath(page, rule)}>{rule}</a> {inLang(message, page.lang)}
    </>
  ));
  return group.suspect ? (
    <li>
      <b>{inLang(writeSuspectText(edition, group.suspect), page.lang)}</b>
      <ul>
        {messages.map((message) => (
          <li>{message}</li>
        ))}
      </ul>
    </li>
  ) : (
    <li>{messages}</li>
  );
};

const Pages = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance.lists;
  const { first, lines, total, pages, page: current } = view.listed;
  const address = (number: number): string =>
    `${href(page, compliance(view, { query: { ...view.query, page: number } }))}#${LISTS_ID}`;
  return (
    <PageLinks
      page={page}
      label={t.pages}
      says={t.range(formatNumber(first + 1), formatNumber(first + lines.length), formatNumber(total))}
      current={current}
      pages={pages}
      address={address}
    />
  );
};
