/** The first step: whose report, of which year, until when, and what is there already. Works without a script. */
import { printChinaMinute } from '../../../shared/domain/basics/calendar.ts';
import { DEADLINES_EDITION } from '../../../shared/domain/basics/deadlines.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { MAX_HITS, type SearchView } from '../../search/search-view.ts';
import { KeptFields } from '../../site/hidden-fields.tsx';
import { agencyYearPath, FILE_PATH, href, regionName, type PageContext } from '../../site/page-context.ts';
import { LateMark, StateMark } from '../../site/state-mark.tsx';
import { FILE_TEXTS } from '../../texts/file.ts';
import { inLang } from '../../texts/language.ts';
import { fileAddress } from '../../site/file-address.ts';
import type { FiledYear, FilingView } from '../filing-view.ts';

export const AgencyStep = ({ page, view }: { readonly page: PageContext; readonly view: FilingView }) => {
  const t = FILE_TEXTS[page.lang].agency;
  const { filed, unknown, closed, found } = view;
  return (
    <>
      {closed && (
        <p class="banner">
          {closed.opensOn === undefined ? t.never(closed.year) : t.closed(closed.year, closed.opensOn)}
        </p>
      )}
      {filed && <Chosen page={page} filed={filed} />}
      {unknown !== undefined && <p class="banner">{t.unknown(unknown)}</p>}
      {filed && found.query === '' ? (
        <details class="other-agency">
          <summary>{t.other}</summary>
          <Search page={page} found={found} year={filed.start.year} />
        </details>
      ) : (
        <Search page={page} found={found} year={filed?.start.year} />
      )}
    </>
  );
};

const Chosen = ({ page, filed }: { readonly page: PageContext; readonly filed: FiledYear }) => {
  const t = FILE_TEXTS[page.lang];
  const { roster, lineage, years, standing, source, daysLeft, asked, start } = filed;
  const { there } = start;
  return (
    <div class="chosen">
      <p class="chosen-agency">
        <b>{start.agencyName}</b>{' '}
        <span class="quiet">
          {[page.t.kinds[roster.kind], lineage.map((region) => regionName(page, region)).join(' › ')].join(
            ' · ',
          )}
        </span>
      </p>
      <nav class="years" aria-label={t.agency.year}>
        <ul>
          {years.map((year) => (
            <li>
              <a
                href={href(page, fileAddress({ agencyId: roster.id, year }))}
                aria-current={year === start.year ? 'true' : undefined}
              >
                {page.t.yearOf(year)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="standing-line">
        <StateMark page={page} standing={standing} />
        {standing.lateDays > 0 && <LateMark page={page} standing={standing} />}
      </p>
      {standing.state === 'not-obliged' ? (
        <p>{t.agency.notObliged}</p>
      ) : (
        <>
          {asked.map(({ until, reason, daysLeft: left }) => (
            <>
              <p class="deadline">
                <b>{t.agency.dueByOffice(until)}</b> <DaysLeft page={page} daysLeft={left} />
              </p>
              {reason !== undefined && <p>{t.agency.reason(reason)}</p>}
            </>
          ))}
          <p class={asked.length > 0 ? 'quiet' : 'deadline'}>
            <b>{t.agency.due(standing.deadline)}</b>{' '}
            {/* Nothing is over for what has been accepted, and another day binds where the office has set one. */}
            {asked.length === 0 && (daysLeft >= 0 || there?.state !== 'in-force') && (
              <DaysLeft page={page} daysLeft={daysLeft} />
            )}
          </p>
          <p class="quiet">
            {standing.extension === undefined
              ? page.t.state.byLaw(standing.deadline, inLang(source, page.lang), DEADLINES_EDITION.day)
              : page.t.state.extended(standing.deadline, standing.extension)}
            {standing.internal && (
              <>
                <br />
                {page.t.state.internal(standing.internal.until, standing.internal.reason)}
              </>
            )}
          </p>
        </>
      )}
      <p>
        {there ? t.agency.there[there.state](printChinaMinute(there.receivedAt)) : t.agency.there.missing}
        {page.t.gap}
        {there && <a href={href(page, agencyYearPath(roster.id, start.year))}>{t.agency.see}</a>}
      </p>
      <p class="actions only-script" hidden>
        <a
          class="button button-main"
          href={href(page, fileAddress({ agencyId: roster.id, year: start.year, step: 'source' }))}
          data-step={there?.state === 'returned' ? 'look' : 'source'}
        >
          {t.next}
        </a>
      </p>
    </div>
  );
};

const DaysLeft = ({ page, daysLeft }: { readonly page: PageContext; readonly daysLeft: number }) => (
  <>
    ·{' '}
    <span class={daysLeft < 0 ? 'late' : undefined}>{tellDays(FILE_TEXTS[page.lang].agency, daysLeft)}</span>
  </>
);

function tellDays(
  t: { left: (days: string) => string; today: string; over: (days: string) => string },
  daysLeft: number,
): string {
  if (daysLeft === 0) return t.today;
  return daysLeft > 0 ? t.left(formatNumber(daysLeft)) : t.over(formatNumber(-daysLeft));
}

interface SearchProps {
  readonly page: PageContext;
  readonly found: SearchView;
  /** The year that was chosen already. */
  readonly year: number | undefined;
}

const Search = ({ page, found, year }: SearchProps) => {
  const t = FILE_TEXTS[page.lang].agency;
  const asked = new URLSearchParams(page.query).get('year');
  const kept = year ?? asked;
  return (
    <>
      <form
        class="find"
        method="get"
        action={FILE_PATH}
        role="search"
        aria-label={t.label}
        autocomplete="off"
      >
        <KeptFields page={page} />
        {kept !== null && <input type="hidden" name="year" value={kept} />}
        <label for="find-agency">{t.label}</label>
        <input
          id="find-agency"
          type="search"
          name="q"
          value={found.query}
          maxlength={40}
          aria-describedby="find-agency-hint"
        />
        <button type="submit">{t.button}</button>
        <p class="note" id="find-agency-hint">
          {t.hint}
        </p>
      </form>
      <Hits page={page} found={found} year={year ?? (asked === null ? undefined : Number(asked))} />
    </>
  );
};

/** Agencies alone: a region files nothing. */
const Hits = ({ page, found, year }: SearchProps) => {
  const t = FILE_TEXTS[page.lang].agency;
  const { query, isMore } = found;
  if (query === '') return <></>;
  const agencies = found.hits.filter(({ kind }) => kind === 'agency');
  const told =
    agencies.length === 0
      ? t.nothing(query)
      : isMore
        ? t.more(formatNumber(Math.min(agencies.length, MAX_HITS)))
        : t.found(formatNumber(agencies.length));
  return (
    <>
      <p role="status">{told}</p>
      <ul class="hits">
        {agencies.map((hit) => (
          <li>
            <a
              class="hit"
              href={href(page, fileAddress({ agencyId: hit.id, year }))}
              aria-label={t.choose(hit.name)}
            >
              {hit.name}
            </a>
            <span class="quiet">
              {[
                hit.kind === 'agency' && hit.agencyKind !== undefined ? page.t.kinds[hit.agencyKind] : '',
                hit.within.map(({ name }) => name).join(' › '),
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
};
