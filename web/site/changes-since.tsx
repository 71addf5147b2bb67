/** What has changed since an instant that the reader chooses: the same on a compliance page and on a desk. */
import type { Child } from 'hono/jsx';
import { printChinaMinute, type Instant } from '../../shared/domain/basics/calendar.ts';
import {
  CHANGE_NAMES,
  hasChanges,
  listReceived,
  setApart,
  type AgencyCompliance,
  type ComplianceChanges,
  type CountingBasis,
} from '../../shared/domain/compliance/compliance.ts';
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
  readonly changes: ComplianceChanges;
  /** All that the changes are of. */
  readonly agencies: readonly AgencyCompliance[];
  readonly basis: CountingBasis | undefined;
  readonly nameAgency: (agency: AgencyCompliance) => string;
  /** Leads to the whole of what is listed in part. */
  readonly whole: Child;
}

export const CHANGES_ID = 'changes';

export const ChangesSince = (props: Props) => {
  const { page, since, changes, agencies, basis } = props;
  const t = page.t.compliance.changes;
  const came = listReceived(agencies, changes.since);
  const received = setApart(came, basis);
  const changed = new Set(CHANGE_NAMES.flatMap((name) => changes[name].map(({ id }) => id)));
  const lists = [
    ...CHANGE_NAMES.map((name) => ({ name: inLang(CHANGE_WORDS[name], page.lang), agencies: changes[name] })),
    // The same once more, or an older one: it came all the same.
    { name: t.unchanged, agencies: came.filter(({ id }) => !changed.has(id)) },
  ].filter((list) => list.agencies.length > 0);
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
        {t.received(formatNumber(received.own.length), formatNumber(received.consolidated.length))}
        {!hasChanges(changes) && `${page.t.gap}${t.nothing}`}
      </p>
      {lists.length > 0 && <ChangeLists {...props} lists={lists} />}
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

interface ListsProps extends Props {
  readonly lists: readonly { readonly name: string; readonly agencies: readonly AgencyCompliance[] }[];
}

const ChangeLists = ({ page, year, changes, basis, nameAgency, whole, lists }: ListsProps) => (
  <dl>
    {lists.map(({ name, agencies }) => {
      const { own, consolidated } = setApart(agencies, basis);
      const list = { page, year, since: changes.since, nameAgency, whole };
      return (
        <div>
          <dt>
            {name} <b>{formatNumber(own.length)}</b>
          </dt>
          <dd>
            <AgencyNames {...list} agencies={own} />
            {consolidated.length > 0 && (
              <>
                {inLang(BESIDE_NOTES.consolidated(formatNumber(consolidated.length)), page.lang)}
                <AgencyNames {...list} agencies={consolidated} />
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
/** Folded ones: on a day in January a nation has 20 000, which would be a page of megabytes. */
const MAX_FOLDED = 200;

interface NamesProps extends Pick<Props, 'page' | 'year' | 'nameAgency' | 'whole' | 'agencies'> {
  readonly since: Instant;
}

const AgencyNames = ({ agencies, whole, ...list }: NamesProps) => {
  const t = list.page.t.compliance.changes;
  const rest = agencies.length - MAX_NAMES;
  const shown = MAX_NAMES + MAX_FOLDED;
  return (
    <>
      <AgencyLinks {...list} agencies={agencies.slice(0, MAX_NAMES)} />
      {rest > 0 && (
        <details>
          <summary>{t.more(formatNumber(rest))}</summary>
          <AgencyLinks {...list} agencies={agencies.slice(MAX_NAMES, shown)} />
          {rest > MAX_FOLDED && (
            <p class="quiet">
              {t.firstOnly(formatNumber(shown))}
              {whole}
              {list.page.t.sentence.end}
            </p>
          )}
        </details>
      )}
    </>
  );
};

/** With the moment at which something came, where something did. */
const AgencyLinks = ({ page, year, since, agencies, nameAgency }: Omit<NamesProps, 'whole'>) => (
  <ul class="names">
    {agencies.map((agency) => (
      <li>
        <a href={href(page, historyPath(agency.id, year))}>{inPinyin(page, nameAgency(agency))}</a>
        {agency.latestAt !== undefined && agency.latestAt > since && (
          <>
            {' '}
            <time class="quiet" datetime={agency.latestAt}>
              {printChinaMinute(agency.latestAt).slice('YYYY-'.length)}
            </time>
          </>
        )}
      </li>
    ))}
  </ul>
);
