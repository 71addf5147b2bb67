/** The answer in ten seconds: how far, how long still, how many in which state, and what changed. */
import { DEADLINES_EDITION, DEADLINES_SOURCE } from '../../shared/domain/basics/deadlines.ts';
import { shortenInstant } from '../../shared/domain/basics/calendar.ts';
import {
  filingShare,
  onTimeShare,
  type AgencyCompliance,
  type ListName,
} from '../../shared/domain/compliance/compliance.ts';
import type { Share } from '../../shared/domain/form/derived-figures.ts';
import { tellDates } from '../../shared/domain/compliance/dates-in-force.ts';
import { BASIS_WORDS, BESIDE_NOTES, LIST_WORDS } from '../../shared/domain/compliance/state-words.ts';
import { formatNumber, formatShare } from '../../shared/domain/form/number-text.ts';
import type { DeadlineView } from './compliance-view.ts';
import { inLang } from '../texts/language.ts';
import { compliance, csvAddress, LISTS_ID, listed, type ComplianceProps } from './compliance-address.ts';
import { writeSorting } from './compliance-query.ts';
import { ChangesSince, printLocal } from '../site/changes-since.tsx';
import { href, langTag, type PageContext } from '../site/page-context.ts';
import { nameState } from '../site/office-mark.tsx';
import { StateStack } from '../site/state-stack.tsx';

export const ProgressSection = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance;
  const { counts } = view.summary;
  const overdueMissing = view.outline.overdueMissing.all;
  const text = t.progressOf(formatNumber(counts.accepted), formatNumber(counts.expected));
  return (
    <section class="compliance-progress" aria-label={t.progress}>
      <p class="share">
        <b>{formatShare(filingShare(counts))}</b> {t.accepted}
      </p>
      <div
        role="progressbar"
        aria-label={t.progress}
        aria-valuemin={0}
        aria-valuemax={counts.expected}
        aria-valuenow={counts.accepted}
        aria-valuetext={text}
      >
        <StateStack counts={counts} overdueMissing={overdueMissing} height={28} />
      </div>
      <ul class="stack-key">
        {(['accepted', 'returned', 'missing'] as const).map((state) => (
          <li>
            <StateCount
              page={page}
              state={state}
              n={counts[state]}
              isOverdue={overdueMissing > 0 && overdueMissing === counts.missing}
            />
            {state === 'missing' && overdueMissing > 0 && overdueMissing < counts.missing && (
              <>
                {' '}
                {t.ofWhich} <span class="overdue">{t.districts.overdue(formatNumber(overdueMissing))}</span>
              </>
            )}
            {state === 'accepted' && counts.flagged > 0 && (
              <>
                {' '}
                {t.ofWhich} <StateCount page={page} state="flagged" n={counts.flagged} isOverdue={false} />
              </>
            )}
          </li>
        ))}
      </ul>
      <ul class="deadlines" aria-label={t.deadlines}>
        {view.deadlines.map((deadline) => (
          <Deadline page={page} deadline={deadline} isNext={deadline === nextOf(view.deadlines)} />
        ))}
      </ul>
      <p class="quiet">
        {t.deadlinesSource(inLang(DEADLINES_SOURCE, page.lang))}
        {view.outline.hasInternalDates && `${page.t.gap}${t.internalNote}`}
      </p>
      <DatesInForce page={page} view={view} />
    </section>
  );
};

/** Open where the past is asked for: it was told by the days that held then. */
const DatesInForce = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance;
  const { dates, datesTotal = dates.length } = tellDates(view.outline);
  return (
    <details class="dates-in-force" open={view.asOf !== undefined}>
      <summary>{view.asOf === undefined ? t.dates : t.datesThen}</summary>
      <ul>
        {dates.map(({ basis, day, source, agencies, consolidated }) => (
          <li>
            <time datetime={day}>{day}</time> {inLang(BASIS_WORDS[basis], page.lang)}{' '}
            <span class="binds">
              {[
                ...(agencies > 0 ? [t.bindsAgencies(formatNumber(agencies))] : []),
                ...(consolidated > 0 ? [t.bindsConsolidated(formatNumber(consolidated))] : []),
              ].join(page.t.agency.listSeparator)}
            </span>{' '}
            <span class="quiet">{inLang(source, page.lang)}</span>
          </li>
        ))}
      </ul>
      {datesTotal > dates.length && (
        <p class="quiet">{t.moreDates(formatNumber(datesTotal - dates.length))}</p>
      )}
      <p class="quiet">
        {t.deadlinesEdition(DEADLINES_EDITION.day, inLang(DEADLINES_EDITION.follows, page.lang))}
      </p>
    </details>
  );
};

interface StateCountProps {
  readonly page: PageContext;
  readonly state: AgencyCompliance['state'];
  readonly n: number;
  readonly isOverdue: boolean;
}

const StateCount = ({ page, state, n, isOverdue }: StateCountProps) => (
  <>
    <span class={nameState(state, isOverdue)}>{page.t.states[state]}</span> <b>{formatNumber(n)}</b>
  </>
);

/** The one that an office works towards: the next to come, or the last passed one that somebody still misses. */
const nextOf = (deadlines: readonly DeadlineView[]): DeadlineView | undefined =>
  deadlines.find(({ daysLeft }) => daysLeft >= 0) ??
  deadlines.findLast(({ isInternal, open, openConsolidated }) => !isInternal && open + openConsolidated > 0);

interface DeadlineProps {
  readonly page: PageContext;
  readonly deadline: DeadlineView;
  readonly isNext: boolean;
}

const Deadline = ({ page, deadline, isNext }: DeadlineProps) => {
  const t = page.t.compliance;
  const { day, isInternal, agencies, open, consolidated, openConsolidated, kinds, daysLeft } = deadline;
  const n = formatNumber;
  const named = kinds.map((kind) => page.t.kinds[kind]).join(page.t.agency.listSeparator);
  const bound = [
    ...(agencies > 0 ? [t.binds(n(agencies), named)] : []),
    ...(consolidated > 0 ? [t.bindsConsolidated(n(consolidated))] : []),
  ];
  const stillOpen = [
    ...(open > 0 ? [t.openOf(n(open))] : []),
    ...(openConsolidated > 0 ? [t.openConsolidated(n(openConsolidated))] : []),
  ];
  const left =
    daysLeft > 0
      ? t.daysLeft(formatNumber(daysLeft))
      : daysLeft === 0
        ? isInternal
          ? t.internalToday
          : t.dueToday
        : t.daysPast(formatNumber(-daysLeft));
  return (
    <li class={isNext ? 'next' : undefined}>
      <b class="days">{left}</b>{' '}
      <span>
        <time datetime={day}>{day}</time>
        {isInternal && <span class="internal"> {t.internalMark}</span>}
      </span>
      <span class="binds">{bound.join(page.t.agency.listSeparator)}</span>
      <span class={stillOpen.length === 0 ? 'closed' : daysLeft < 0 && !isInternal ? 'overdue' : undefined}>
        {stillOpen.length > 0 ? stillOpen.join(page.t.agency.listSeparator) : t.noneOpen}
      </span>
    </li>
  );
};

interface Tile {
  readonly name: string;
  readonly value: string;
  readonly basis?: readonly string[];
  readonly list?: ListName;
  readonly tone?: string | undefined;
}

export const CountsSection = ({ page, view }: ComplianceProps) => (
  <section class="compliance-counts" aria-label={page.t.compliance.counts.heading}>
    <dl>
      {tilesOf(page, view).map(({ name, value, basis, list, tone }) => (
        <div>
          <dt>{name}</dt>
          <dd class={`value ${tone ?? ''}`}>
            {list === undefined || value === '0' ? (
              value
            ) : (
              <a
                href={`${href(page, listed(view, { list, kind: undefined, district: undefined }))}#${LISTS_ID}`}
              >
                {value}
              </a>
            )}
          </dd>
          {basis && (
            <dd class="basis">
              {basis.map((part) => (
                <span>{part}</span>
              ))}
            </dd>
          )}
        </div>
      ))}
    </dl>
    <p class="note">
      {page.t.compliance.counts.hint}
      {view.outline.beside.map(({ kind, count }) => (
        <>
          {page.t.gap}
          <a href={`${href(page, listed(view, { list: undefined, kind }))}#${LISTS_ID}`}>
            {inLang(BESIDE_NOTES[kind](formatNumber(count)), page.lang)}
          </a>
          {page.t.sentence.end}
        </>
      ))}
    </p>
  </section>
);

function tilesOf(page: PageContext, { summary, ...view }: ComplianceProps['view']): Tile[] {
  const t = page.t.compliance.counts;
  const overdueMissing = view.outline.overdueMissing.all;
  const { counts } = summary;
  const n = formatNumber;
  const word = (list: ListName): string => inLang(LIST_WORDS[list], page.lang);
  const rate = (name: string, share: Share): Tile => ({
    name,
    value: formatShare(share),
    basis: [`${n(share.part)} / ${n(share.whole)}`],
  });
  const of = (count: number, tone: string): string | undefined => (count > 0 ? tone : undefined);
  return [
    {
      name: word('missing'),
      value: n(counts.missing),
      list: 'missing',
      ...(overdueMissing > 0 && { basis: [t.ofThemOverdue(n(overdueMissing))] }),
      tone: overdueMissing > 0 && overdueMissing === counts.missing ? 'bad' : undefined,
    },
    { name: word('returned'), value: n(counts.returned), list: 'returned', tone: of(counts.returned, 'bad') },
    {
      name: t.overdue,
      value: n(counts.overdue),
      basis: [t.ofOpen(n(counts.expected - counts.accepted))],
      tone: of(counts.overdue, 'bad'),
    },
    { name: word('flagged'), value: n(counts.flagged), list: 'flagged', tone: of(counts.flagged, 'warn') },
    {
      name: word('late'),
      value: n(counts.late),
      basis: [t.ofAccepted(n(counts.accepted))],
      list: 'late',
      tone: of(counts.late, 'warn'),
    },
    ...(view.outline.hasInternalDates
      ? [
          {
            name: word('afterInternal'),
            value: n(counts.afterInternal),
            basis: [t.notLate],
            list: 'afterInternal' as const,
          },
        ]
      : []),
    {
      name: t.zero,
      value: n(counts.zeroConfirmed + counts.zeroUnconfirmed),
      basis: [t.zeroConfirmed(n(counts.zeroConfirmed)), t.zeroUnconfirmed(n(counts.zeroUnconfirmed))],
    },
    rate(t.filing, filingShare(counts)),
    rate(t.onTime, onTimeShare(counts)),
  ];
}

/** What changed is told of those whom the summary counts. */
export const ChangesSection = ({ page, view }: ComplianceProps) => {
  const { summary, query, changes } = view;
  const { region, year } = summary;
  const { since: asked, page: _page, sort, ...kept } = query;
  return (
    <ChangesSince
      page={page}
      asked={asked}
      since={view.since}
      address={(since) => href(page, compliance(view, { query: { ...query, page: 1, since } }))}
      action=""
      kept={{
        ...kept,
        sort: sort && writeSorting(sort),
        asOf: page.past && shortenInstant(page.past),
        lang: page.langInAddress ? langTag(page.lang) : undefined,
        theme: page.themeInAddress ? page.theme : undefined,
      }}
      visited={page.past === undefined ? `${region.code}/${year}` : undefined}
      latest={page.past === undefined ? `${view.today}T23:59` : printLocal(page.past)}
      year={year}
      changes={changes}
      whole={<a href={csvAddress(page, view, {})}>{page.t.compliance.lists.wholeCsv}</a>}
    />
  );
};
