/** The answer in ten seconds: how far, how long still, how many in which state, and what changed. */
import { DEADLINES_EDITION, DEADLINES_SOURCE } from '../../shared/domain/basics/deadlines.ts';
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import {
  CHANGE_NAMES,
  filingShare,
  hasChanges,
  hasInternalDates,
  makeNaming,
  onTimeShare,
  setApart,
  type AgencyCompliance,
  type ListName,
} from '../../shared/domain/compliance/compliance.ts';
import type { Share } from '../../shared/domain/form/derived-figures.ts';
import {
  BASIS_WORDS,
  BESIDE_NOTES,
  CHANGE_WORDS,
  LIST_WORDS,
} from '../../shared/domain/compliance/state-words.ts';
import { formatNumber, formatShare } from '../../shared/domain/form/number-text.ts';
import type { DeadlineView } from './compliance-view.ts';
import { inLang } from '../texts/language.ts';
import { csvAddress, LISTS_ID, listed, type ComplianceProps } from './compliance-address.ts';
import { historyPath, href, type PageContext } from '../site/page-context.ts';
import { StateStack } from '../site/state-stack.tsx';

export const ProgressSection = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance;
  const { counts } = view.summary;
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
        <StateStack counts={counts} height={28} />
      </div>
      <ul class="stack-key">
        {(['accepted', 'returned', 'missing'] as const).map((state) => (
          <li>
            <StateCount page={page} state={state} n={counts[state]} />
            {state === 'accepted' && counts.flagged > 0 && (
              <>
                {' '}
                {t.ofWhich} <StateCount page={page} state="flagged" n={counts.flagged} />
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
        {hasInternalDates(view.summary) && `${page.t.gap}${t.internalNote}`}
      </p>
      <DatesInForce page={page} view={view} />
    </section>
  );
};

/** Open where the past is asked for: it was told by the days that held then. */
const DatesInForce = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance;
  return (
    <details class="dates-in-force" open={view.asOf !== undefined}>
      <summary>{view.asOf === undefined ? t.dates : t.datesThen}</summary>
      <ul>
        {view.dates.map(({ basis, day, source, agencies, consolidated }) => (
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
}

const StateCount = ({ page, state, n }: StateCountProps) => (
  <>
    <span class={`state state-${state}`}>{page.t.states[state]}</span> <b>{formatNumber(n)}</b>
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
      {view.beside.map(({ kind, count }) => (
        <>
          {page.t.gap}
          <a href={`${href(page, listed(view, { list: undefined, kind }))}#${LISTS_ID}`}>
            {inLang(BESIDE_NOTES[kind](formatNumber(count)), page.lang)}
          </a>
        </>
      ))}
    </p>
  </section>
);

function tilesOf(page: PageContext, { summary }: ComplianceProps['view']): Tile[] {
  const t = page.t.compliance.counts;
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
    { name: word('missing'), value: n(counts.missing), list: 'missing', tone: of(counts.overdue, 'bad') },
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
    ...(hasInternalDates(summary)
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

/** Names that are read at a glance; the others stand folded behind them. */
const MAX_NAMES = 12;
/** Folded ones: on a day in January a nation has 20 000, which would be a page of megabytes. */
const MAX_FOLDED = 200;

export const ChangesSection = ({ page, view }: ComplianceProps) => {
  const t = page.t.compliance.changes;
  const { changes } = view.summary;
  const nameAgency = makeNaming(view.summary);
  return (
    <section class="compliance-changes" aria-labelledby="changes-heading">
      <h2 id="changes-heading">
        {t.heading} <span class="count">{t.since(printChinaMinute(changes.since))}</span>
      </h2>
      {hasChanges(changes) ? (
        <dl>
          {CHANGE_NAMES.filter((name) => changes[name].length > 0).map((name) => {
            const { own, consolidated } = setApart(changes[name]);
            return (
              <div>
                <dt>
                  {inLang(CHANGE_WORDS[name], page.lang)} <b>{formatNumber(own.length)}</b>
                </dt>
                <dd>
                  <AgencyNames page={page} view={view} agencies={own} nameOf={nameAgency} />
                  {consolidated.length > 0 && (
                    <>
                      {inLang(BESIDE_NOTES.consolidated(formatNumber(consolidated.length)), page.lang)}
                      <AgencyNames page={page} view={view} agencies={consolidated} nameOf={nameAgency} />
                    </>
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      ) : (
        <p class="quiet">{t.nothing}</p>
      )}
    </section>
  );
};

interface NamesProps extends ComplianceProps {
  readonly agencies: readonly AgencyCompliance[];
  readonly nameOf: (agency: AgencyCompliance) => string;
}

const AgencyNames = ({ page, view, agencies, nameOf }: NamesProps) => {
  const t = page.t.compliance;
  const rest = agencies.length - MAX_NAMES;
  const listed = MAX_NAMES + MAX_FOLDED;
  return (
    <>
      <AgencyLinks page={page} view={view} agencies={agencies.slice(0, MAX_NAMES)} nameOf={nameOf} />
      {rest > 0 && (
        <details>
          <summary>{t.changes.more(formatNumber(rest))}</summary>
          <AgencyLinks page={page} view={view} agencies={agencies.slice(MAX_NAMES, listed)} nameOf={nameOf} />
          {rest > MAX_FOLDED && (
            <p class="quiet">
              {t.changes.firstOnly(formatNumber(listed))}
              <a href={csvAddress(page, view, {})}>{t.lists.wholeCsv}</a>
              {page.t.sentence.end}
            </p>
          )}
        </details>
      )}
    </>
  );
};

const AgencyLinks = ({ page, view, agencies, nameOf }: NamesProps) => (
  <ul class="names">
    {agencies.map((agency) => (
      <li>
        <a href={href(page, historyPath(agency.id, view.summary.year))}>{nameOf(agency)}</a>
      </li>
    ))}
  </ul>
);
