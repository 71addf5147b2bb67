/** What has changed since an instant that the reader chooses: the same on a compliance page and on a desk. */
import type { Child } from 'hono/jsx';
import { printChinaMinute, type Instant } from '../../shared/domain/basics/calendar.ts';
import type { ChangesTold } from '../../shared/domain/compliance/outline.ts';
import { SINCE_NAMES } from '../../shared/domain/compliance/since.ts';
import { BESIDE_NOTES, CHANGE_WORDS } from '../../shared/domain/compliance/state-words.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { inLang } from '../texts/language.ts';
import { historyPath, href, inPinyin, type PageContext } from './page-context.ts';

interface ChoiceProps {
  readonly page: PageContext;
  /** As the address has it. */
  readonly asked: string | undefined;
  /** The instant that it means; `undefined` where none is asked for. */
  readonly since: Instant | undefined;
  /** The page itself, with another instant; an empty one is the usual. */
  readonly address: (since: string) => string;
  /** Where a form goes, and what else the address asks for. */
  readonly action: string;
  readonly kept: Readonly<Record<string, string | undefined>>;
  /** What was visited, as the browser remembers it: the region and the year; `undefined`: it is a page of the past. */
  readonly visited: string | undefined;
  /** The last minute in China that may be asked for, as a form's field has it. */
  readonly latest: string;
}

interface Props extends ChoiceProps {
  readonly year: number;
  readonly changes: ChangesTold;
  /** Leads to the whole of what is listed in part. */
  readonly whole: Child;
}

export const CHANGES_ID = 'changes';

export const ChangesSince = (props: Props) => {
  const { page, since, changes } = props;
  const t = page.t.compliance.changes;
  const { received, lists } = changes;
  return (
    <section class="compliance-changes" id={CHANGES_ID} aria-labelledby="changes-heading">
      <h2 id="changes-heading">
        {t.heading} <span class="count">{t.since(printChinaMinute(changes.since))}</span>
      </h2>
      <SinceChoice {...props} />
      {since !== undefined && since !== changes.since && (
        <p class="note" data-since-kept>
          {t.kept(printChinaMinute(since), printChinaMinute(changes.since))}
        </p>
      )}
      <p class="received">
        {t.received(formatNumber(received.own), formatNumber(received.consolidated))}
        {lists.every(({ name }) => name === 'unchanged') && `${page.t.gap}${t.nothing}`}
      </p>
      {lists.length > 0 && <ChangeLists {...props} />}
    </section>
  );
};

/** Links and a form, which need no script; the browser adds the last visit, which it alone knows. */
export const SinceChoice = ({ page, asked, since, address, action, kept, visited, latest }: ChoiceProps) => {
  const t = page.t.compliance.changes;
  const current = (is: boolean) => (is ? 'true' : undefined);
  return (
    <div class="since">
      <ul class="since-links" aria-label={t.choose}>
        {SINCE_NAMES.map((name) => (
          <li>
            <a href={`${address(name)}#${CHANGES_ID}`} aria-current={current(asked === name)}>
              {t.names[name]}
            </a>
          </li>
        ))}
        {visited !== undefined && (
          <li hidden data-visited={visited}>
            <a href={`${address('')}#${CHANGES_ID}`}>
              {t.lastVisit} <span></span>
            </a>
          </li>
        )}
        {asked !== undefined && (
          <li>
            <a href={`${address('')}#${CHANGES_ID}`}>{t.usual}</a>
          </li>
        )}
      </ul>
      <form class="since-form" method="get" action={`${action}#${CHANGES_ID}`} autocomplete="off">
        {Object.entries(kept).flatMap(([name, value]) =>
          value === undefined ? [] : [<input type="hidden" name={name} value={value} />],
        )}
        <label>
          {t.other}{' '}
          <input
            type="datetime-local"
            name="since"
            required
            max={latest}
            value={since && printLocal(since)}
          />
        </label>
        <button type="submit" class="button">
          {t.show}
        </button>
      </form>
    </div>
  );
};

/** As a form's field has it: a time in China, without saying so. */
export const printLocal = (at: Instant): string => printChinaMinute(at).replace(' ', 'T');

const ChangeLists = ({ page, year, changes, whole }: Props) => (
  <dl>
    {changes.lists.map(({ name, own, consolidated }) => {
      const list = { page, year, since: changes.since, whole };
      const { unchanged } = page.t.compliance.changes;
      return (
        <div>
          <dt>
            {/* The same once more, or an older one: it came all the same. */}
            {name === 'unchanged' ? unchanged : inLang(CHANGE_WORDS[name], page.lang)}{' '}
            <b>{formatNumber(own.count)}</b>
          </dt>
          <dd>
            <AgencyNames {...list} named={own} />
            {consolidated.count > 0 && (
              <>
                {inLang(BESIDE_NOTES.consolidated(formatNumber(consolidated.count)), page.lang)}
                <AgencyNames {...list} named={consolidated} />
              </>
            )}
          </dd>
        </div>
      );
    })}
  </dl>
);

/** Names that are read at a glance; the others stand folded behind them. */
const MAX_NAMES = 12;

interface NamesProps extends Pick<Props, 'page' | 'year' | 'whole'> {
  readonly since: Instant;
  readonly named: ChangesTold['lists'][number]['own'];
}

const AgencyNames = ({ named: { count, first }, whole, ...list }: NamesProps) => {
  const t = list.page.t.compliance.changes;
  const rest = count - MAX_NAMES;
  return (
    <>
      <AgencyLinks {...list} agencies={first.slice(0, MAX_NAMES)} />
      {rest > 0 && (
        <details>
          <summary>{t.more(formatNumber(rest))}</summary>
          <AgencyLinks {...list} agencies={first.slice(MAX_NAMES)} />
          {count > first.length && (
            <p class="quiet">
              {t.firstOnly(formatNumber(first.length))}
              {whole}
              {list.page.t.sentence.end}
            </p>
          )}
        </details>
      )}
    </>
  );
};

interface LinksProps extends Pick<NamesProps, 'page' | 'year' | 'since'> {
  readonly agencies: NamesProps['named']['first'];
}

/** With the moment at which something came, where something did. */
const AgencyLinks = ({ page, year, since, agencies }: LinksProps) => (
  <ul class="names">
    {agencies.map(({ id, name, latestAt }) => (
      <li>
        <a href={href(page, historyPath(id, year))}>{inPinyin(page, name)}</a>
        {latestAt !== undefined && latestAt > since && (
          <>
            {' '}
            <time class="quiet" datetime={latestAt}>
              {printChinaMinute(latestAt).slice('YYYY-'.length)}
            </time>
          </>
        )}
      </li>
    ))}
  </ul>
);
