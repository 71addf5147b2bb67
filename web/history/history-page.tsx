/** The history of an agency's year: every submission with what it changed, and any two of them compared. */
import { printChinaMinute, shortenInstant } from '../../shared/domain/basics/calendar.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import { chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { placeName } from '../../shared/domain/form/cell-names.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { GivenExplanation, HistoryEntry, HistoryView, VersionChange } from './history-view.ts';
import type { VersionPair } from './version-diff.ts';
import { inLang, langOfTag } from '../texts/language.ts';
import { listCrumbs, SameNote, SourceBanner } from '../agency/agency-pages.tsx';
import { ReturnedVersion } from '../agency/office-notice.tsx';
import { Layout } from '../site/layout.tsx';
import { NameToday } from '../site/name-today.tsx';
import {
  inPinyin,
  agencyYearPath,
  comparePath,
  historyPath,
  href,
  submissionPath,
  type PageContext,
} from '../site/page-context.ts';
import { PageLinks } from '../site/page-links.tsx';
import { LateMark, StateMark } from '../site/state-mark.tsx';
import { CellChange } from './value-change.tsx';
import { VersionDiffView } from './version-diff-view.tsx';
import { YearSwitch } from '../site/year-switch.tsx';

interface Props {
  readonly page: PageContext;
  readonly view: HistoryView;
}

export const HistoryPage = ({ page, view }: Props) => {
  const { t } = page;
  const { roster, year, standing, item, entries, diff } = view;
  const { heads } = view.filed;
  const bare = nameInYear(roster, year);
  const name = inPinyin(page, bare);
  const accepted = heads.filter(({ outcome }) => outcome === 'accepted').length;
  return (
    <Layout
      page={page}
      title={t.history.titleOf(name, year)}
      crumbs={[
        ...listCrumbs(page, view, year),
        { name: t.titleOf(name, year), path: agencyYearPath(roster.id, year) },
      ]}
    >
      <div class="title">
        <h1>{t.history.titleOf(name, year)}</h1>
        <p class="standing-line">
          <StateMark page={page} standing={standing} />{' '}
          {standing.lateDays > 0 && <LateMark page={page} standing={standing} />}
        </p>
        {bare !== roster.name && (
          <p class="facts">
            <NameToday page={page} name={roster.name} />
          </p>
        )}
        <YearSwitch
          page={page}
          years={view.years}
          year={year}
          pathOf={(other) => historyPath(roster.id, other)}
        />
      </div>
      <SourceBanner page={page} facts={view} />
      {diff && <VersionDiffView page={page} agencyId={roster.id} year={year} diff={diff} />}
      {entries.length === 0 ? (
        <section class="empty">
          <h2>{t.empty.heading}</h2>
          <p>{item?.obliged === true ? t.empty.agency : t.empty.notObliged}</p>
        </section>
      ) : (
        <section class={diff && 'other-versions'} aria-labelledby="timeline-heading">
          <h2 id="timeline-heading">
            {diff ? t.diff.otherVersions : t.history.timeline}{' '}
            <span class="count">{t.history.count(formatNumber(heads.length), formatNumber(accepted))}</span>
          </h2>
          <p class="note who">{t.history.who}</p>
          <Timeline page={page} view={view} />
          <PageLinks
            page={page}
            label={t.history.timeline}
            says={t.compliance.lists.page(formatNumber(view.page))}
            current={view.page}
            pages={view.pages}
            address={(number) =>
              `${href(page, `${historyPath(roster.id, year)}?page=${number}`)}#timeline-heading`
            }
          />
        </section>
      )}
    </Layout>
  );
};

/** A plain form: it works without a script, and the pair stands in the address. */
const Timeline = ({ page, view }: Props) => {
  const t = page.t.history;
  const { roster, year, entries, pair } = view;
  const list = (
    <ol class="versions">
      {entries.map((entry) => (
        <Version page={page} view={view} entry={entry} pair={pair} />
      ))}
    </ol>
  );
  if (!pair) return list;
  return (
    <form
      method="get"
      action={historyPath(roster.id, year)}
      class="history"
      aria-label={t.choose}
      autocomplete="off"
    >
      {page.langInAddress && (
        <input type="hidden" name="lang" value={langOfTag(page.lang) === 'en' ? 'en' : 'zh'} />
      )}
      {page.past !== undefined && <input type="hidden" name="asOf" value={shortenInstant(page.past)} />}
      {view.page > 1 && <input type="hidden" name="page" value={String(view.page)} />}
      <p class="choose">{t.choose}</p>
      {list}
      <p class="compare">
        <button class="button button-main" type="submit">
          {t.compare}
        </button>
      </p>
    </form>
  );
};

interface VersionProps extends Props {
  readonly entry: HistoryEntry;
  readonly pair: VersionPair | undefined;
}

const Version = ({ page, view, entry, pair }: VersionProps) => {
  const { history: t, agency } = page.t;
  const { roster, year } = view;
  const { submission, isInForce, isFirstAccepted, isSuperseded, reading } = entry;
  const { submissionId, receivedAt, outcome } = submission;
  return (
    <li class={isInForce ? 'version version-in-force' : 'version'}>
      {pair && <Pick page={page} entry={entry} pair={pair} />}
      <div class="version-says">
        <h3>
          <a href={href(page, submissionPath(roster.id, year, submissionId))}>
            {printChinaMinute(receivedAt)}
          </a>{' '}
          <span class={`state state-${outcome}`}>{agency[outcome]}</span>
          {isInForce && <span class="mark mark-in-force">{agency.inForce}</span>}
          {isFirstAccepted && <span class="mark">{t.firstAccepted}</span>}
          {isSuperseded && <span class="mark">{t.superseded}</span>}{' '}
          <ReturnedVersion page={page} returned={entry.returned} />
        </h3>
        {entry.returned && (
          <p>{agency.office.returned(printChinaMinute(entry.returned.at), entry.returned.reason)}</p>
        )}
        <SameNote page={page} submission={submission} />
        <Change page={page} view={view} entry={entry} />
        {reading !== undefined && reading !== 'whole' && <p class="quiet">{t.readings[reading]}</p>}
        <Explanations page={page} year={year} given={entry.explanations} />
        <Facts page={page} view={view} entry={entry} />
      </div>
    </li>
  );
};

const Pick = ({ page, entry, pair }: Omit<VersionProps, 'view'> & { pair: VersionPair }) => {
  const t = page.t.history;
  const { submissionId, receivedAt } = entry.submission;
  const instant = printChinaMinute(receivedAt);
  return (
    <div class="pick">
      {(['from', 'to'] as const).map((side) => (
        <label>
          <input
            type="radio"
            name={side}
            value={submissionId}
            checked={pair[side].submissionId === submissionId}
            aria-label={t.pick(t[side], instant)}
          />
          <span aria-hidden="true">{t[side]}</span>
        </label>
      ))}
    </div>
  );
};

interface EntryProps extends Props {
  readonly entry: HistoryEntry;
}

const Facts = ({ page, view, entry }: EntryProps) => {
  const { history: t, agency } = page.t;
  const { roster, year } = view;
  const { submission, lane, counts } = entry;
  const { error, warning, info } = counts;
  const { submissionId, processedAt, key, sizeBytes, sha256 } = submission;
  const path = submissionPath(roster.id, year, submissionId);
  return (
    <dl class="version-facts">
      <div>
        <dt>{t.findings}</dt>
        <dd>
          {error + warning + info === 0
            ? agency.noFindings
            : agency.findingCount(formatNumber(error), formatNumber(warning), formatNumber(info))}
        </dd>
      </div>
      <div>
        <dt>{t.receipt}</dt>
        <dd>
          <a href={href(page, path)}>{t.seeReceipt}</a> · <a href={`/api/v1${path}`}>{t.json}</a>
        </dd>
      </div>
      <div>
        <dt>{t.processedAt}</dt>
        <dd>{printChinaMinute(processedAt)}</dd>
      </div>
      <div>
        <dt>{t.size}</dt>
        <dd>{t.bytes(formatNumber(sizeBytes))}</dd>
      </div>
      <div class="wide">
        <dt>{t.key}</dt>
        <dd>
          {t.lanes[lane]} <code>{key}</code>
        </dd>
      </div>
      <div class="wide">
        <dt>{agency.sha}</dt>
        <dd>
          <code>{sha256 ?? '–'}</code>
        </dd>
      </div>
    </dl>
  );
};

/** Cells named beside a version; the rest is in the full comparison. */
const MAX_NAMED = 4;

const Change = ({ page, view, entry }: EntryProps) => {
  const t = page.t.history;
  const { roster, year } = view;
  const { submission, change } = entry;
  if (!change) return <p class="quiet">{t.first}</p>;
  const { before } = change;
  return (
    <div class="version-change">
      <p>
        {t.against(printChinaMinute(before.receivedAt))}
        {page.t.colon}
        {summaryOf(page, change)}
        {page.t.gap}
        {change.same === undefined && (
          <a href={href(page, comparePath(roster.id, year, before.submissionId, submission.submissionId))}>
            {t.seeDiff}
          </a>
        )}
      </p>
      <ChangedCells page={page} year={year} change={change} />
      {change.others.length > 0 && (
        <p class="others">
          {t.others}
          {change.others
            .map((path) => inLang(placeName(chooseEdition(year), path), page.lang))
            .join(page.t.agency.listSeparator)}
        </p>
      )}
    </div>
  );
};

function summaryOf({ t }: PageContext, { same, cells, unread }: VersionChange): string {
  if (same) return t.history.same[same];
  if (!cells) return t.history.incomparable;
  const said =
    cells.length > 0 ? `${t.history.cells(formatNumber(cells.length))}${t.sentence.end}` : t.history.noCells;
  return unread > 0 ? `${said}${t.history.unreadCells(formatNumber(unread))}` : said;
}

const ChangedCells = ({ page, year, change }: { page: PageContext; year: number; change: VersionChange }) => {
  const { cells = [] } = change;
  if (cells.length === 0) return <></>;
  // One more than named is named, too: it takes no more room than saying so.
  const named = cells.length <= MAX_NAMED + 1 ? cells : cells.slice(0, MAX_NAMED);
  const others = cells.length - named.length;
  return (
    <ul class="changed-cells">
      {named.map((cell) => (
        <li>
          <CellChange page={page} edition={chooseEdition(year)} change={cell} linked={false} />
        </li>
      ))}
      {others > 0 && <li class="quiet">{page.t.history.more(formatNumber(others))}</li>}
    </ul>
  );
};

/** A document may explain a hundred warnings, each in a thousand characters. */
const MAX_EXPLANATIONS = 10;

interface ExplanationsProps {
  readonly page: PageContext;
  readonly year: number;
  readonly given: readonly GivenExplanation[];
}

const Explanations = ({ page, year, given }: ExplanationsProps) => {
  const t = page.t.history;
  if (given.length === 0) return <></>;
  const others = given.length - MAX_EXPLANATIONS;
  return (
    <div class="given">
      <p class="quiet">{t.explanations}</p>
      <ul>
        {given.slice(0, MAX_EXPLANATIONS).map(({ rule, path, text, since, state, isKept }) => (
          <li class={`given-${state}`}>
            <b>
              {rule} {inLang(placeName(chooseEdition(year), path), page.lang)}
            </b>{' '}
            <span lang="zh-CN">{text}</span>{' '}
            <span class="detail">
              {t.explanation[state]} · {t.since(printChinaMinute(since))}
              {isKept && ` · ${t.kept}`}
            </span>
          </li>
        ))}
      </ul>
      {others > 0 && <p class="quiet">{t.moreExplanations(formatNumber(others))}</p>}
    </div>
  );
};
