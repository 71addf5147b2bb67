/** Two versions of a report side by side: figures in the form itself, texts, and everything else. */
import type { Child } from 'hono/jsx';
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { chooseEdition, type Edition } from '../../shared/domain/form/catalogue.ts';
import { placeName } from '../../shared/domain/form/cell-names.ts';
import type { Fact, FactChange, RemarkChange } from '../../shared/domain/document/report-diff.ts';
import { formatDifference, formatNumber } from '../../shared/domain/form/number-text.ts';
import { FORM_TABLES } from '../texts/history-kinds.ts';
import type { ReadVersion } from './report-version.ts';
import type { TextPart } from './text-diff.ts';
import type { FiguresDiff, NarrativeDiff, VersionDiff } from './version-diff.ts';
import { inLang } from '../texts/language.ts';
import { FormDiff } from './form-diff.tsx';
import { agencyYearPath, href, pairQuery, submissionPath, type PageContext } from '../site/page-context.ts';
import { CellChange } from './value-change.tsx';

interface Props {
  readonly page: PageContext;
  readonly agencyId: string;
  readonly year: number;
  readonly diff: VersionDiff;
}

export const VersionDiffView = ({ page, agencyId, year, diff }: Props) => {
  const { t } = page;
  const { from, to, figures, texts, same } = diff;
  const ids = pairQuery(from.submission.submissionId, to.submission.submissionId);
  const edition = (to.figures ?? from.figures)?.edition ?? chooseEdition(year);
  return (
    <section class="diff" aria-labelledby="diff-heading">
      <h2 id="diff-heading">{t.diff.heading}</h2>
      <p class="pair">
        {t.diff.pair(
          printChinaMinute(from.submission.receivedAt),
          printChinaMinute(to.submission.receivedAt),
        )}
        {same && `${t.colon}${t.history.same[same]}`}
      </p>
      {[from, to].map((version) => (
        <ReadingNotice page={page} agencyId={agencyId} year={year} version={version} />
      ))}
      {figures ? (
        <ChangedFigures page={page} figures={figures} edition={edition} />
      ) : (
        <p class="summary">{t.history.incomparable}</p>
      )}
      <Form page={page} diff={diff} />
      {texts === undefined ? (
        <p class="note">{t.diff.textsUnknown}</p>
      ) : (
        <Texts page={page} texts={texts} edition={edition} />
      )}
      <p class="api">
        <a href={`/api/v1${agencyYearPath(agencyId, year)}/diff?${ids}`}>{t.api}</a>
      </p>
    </section>
  );
};

interface NoticeProps extends Omit<Props, 'diff'> {
  readonly version: ReadVersion;
}

/** What could not be read is said before anything is compared. */
const ReadingNotice = ({ page, agencyId, year, version }: NoticeProps) => {
  const { reading, submission } = version;
  if (reading === 'whole') return <></>;
  return (
    <p class={reading === 'partly' ? 'banner' : 'banner banner-returned'}>
      <a href={href(page, submissionPath(agencyId, year, submission.submissionId))}>
        {page.t.agency.submissionOf(printChinaMinute(submission.receivedAt))}
      </a>
      {page.t.colon}
      {page.t.history.readings[reading]}
    </p>
  );
};

interface FiguresProps {
  readonly page: PageContext;
  readonly figures: FiguresDiff;
  readonly edition: Edition;
}

const ChangedFigures = ({ page, figures, edition }: FiguresProps) => {
  const { diff: t, agency } = page.t;
  const { changed, unread, tables, main, sameEdition } = figures;
  const inTables = FORM_TABLES.filter((key) => tables[key] > 0).map((key) =>
    t.inTable(t.tables[key], formatNumber(tables[key])),
  );
  return (
    <>
      <p class="summary">
        {changed.length > 0
          ? t.changed(formatNumber(changed.length), inTables.join(agency.listSeparator))
          : t.none}
        {changed.length > 0 && mainSentence(page, main)}
      </p>
      {!sameEdition && <p class="note">{t.editions}</p>}
      <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.figure)}>
        <table class="main-figures">
          <thead>
            <tr>
              <th scope="col">{t.figure}</th>
              {[t.before, t.after, t.difference].map((head) => (
                <th scope="col" class="n">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {main.map(({ key, before, after }) => (
              <tr>
                <th scope="row">{t.main[key]}</th>
                <td class="n">{formatNumber(before)}</td>
                <td class="n">{formatNumber(after)}</td>
                <td class={before === after ? 'n zero' : 'n differs'}>
                  {formatDifference(before === undefined || after === undefined ? undefined : after - before)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {[
        { heading: t.cells, changes: changed },
        { heading: t.unread, changes: unread },
      ].map(
        ({ heading, changes }) =>
          changes.length > 0 && (
            <>
              <h3>
                {heading} <span class="count">{formatNumber(changes.length)}</span>
              </h3>
              <ul class="changed-cells">
                {changes.map((change) => (
                  <li>
                    <CellChange page={page} edition={edition} change={change} linked />
                  </li>
                ))}
              </ul>
            </>
          ),
      )}
    </>
  );
};

function mainSentence({ t }: PageContext, main: FiguresDiff['main']): string {
  const differing = main.flatMap(({ key, before, after }) =>
    before === undefined || after === undefined || before === after
      ? []
      : [t.diff.differs(t.diff.main[key], formatDifference(after - before))],
  );
  return differing.length > 0 ? t.diff.mainChanged(differing.join(t.agency.listSeparator)) : t.diff.mainSame;
}

/** The form with its changes; where only one version has figures, that one's form. */
const Form = ({ page, diff }: { page: PageContext; diff: VersionDiff }) => {
  const t = page.t.diff;
  const { from, to, figures } = diff;
  const shown = to.figures ?? from.figures;
  return (
    <section aria-labelledby="form-heading">
      <h2 id="form-heading">{t.form}</h2>
      {shown ? (
        <>
          <p class="note">{figures ? t.formNote : t.onlyOne}</p>
          <FormDiff
            page={page}
            figures={shown}
            changes={figures ? [...figures.changed, ...figures.unread] : []}
          />
        </>
      ) : (
        <p class="empty">{t.noForm}</p>
      )}
    </section>
  );
};

interface TextsProps {
  readonly page: PageContext;
  readonly texts: NonNullable<VersionDiff['texts']>;
  readonly edition: Edition;
}

const Texts = ({ page, texts, edition }: TextsProps) => {
  const t = page.t.diff;
  const { facts, narrative, notes, explanations } = texts;
  if ([facts, narrative, notes, explanations].every(({ length }) => length === 0))
    return <p class="note">{t.noTexts}</p>;
  return (
    <>
      {narrative.length > 0 && (
        <section aria-labelledby="narrative-heading">
          <h2 id="narrative-heading">{t.narrative}</h2>
          {narrative.map((change) => (
            <NarrativeChange page={page} change={change} edition={edition} />
          ))}
        </section>
      )}
      <FactsTable page={page} facts={facts} edition={edition} />
      <Remarks page={page} heading={t.notes} id="notes-heading" remarks={notes} edition={edition} />
      <Remarks
        page={page}
        heading={t.explanations}
        id="explanations-heading"
        remarks={explanations}
        edition={edition}
      />
    </>
  );
};

interface NarrativeProps {
  readonly page: PageContext;
  readonly change: NarrativeDiff;
  readonly edition: Edition;
}

const NarrativeChange = ({ page, change, edition }: NarrativeProps) => {
  const t = page.t.diff;
  const { path, compared } = change;
  const { parts, before, after } = compared;
  return (
    <section class="narrative">
      <h3>{inLang(placeName(edition, path), page.lang)}</h3>
      {parts ? (
        <p class="compared-text" lang="zh-CN">
          {parts.map((part, i) => (
            <Part page={page} part={part} isFirst={i === 0} isLast={i === parts.length - 1} />
          ))}
        </p>
      ) : (
        <p>{t.tooDifferent(formatNumber(before), formatNumber(after))}</p>
      )}
    </section>
  );
};

/** Characters of an unchanged passage that are shown beside a change. */
const CONTEXT = 60;
/** Less than this is not worth leaving out. */
const SHORTEST_ELIDED = 40;

interface PartProps {
  readonly page: PageContext;
  readonly part: TextPart;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

const Part = ({ page, part, isFirst, isLast }: PartProps) => {
  const t = page.t.diff;
  const { kind, text } = part;
  if (kind === 'removed') return <Removed page={page} text={text} />;
  if (kind === 'added') return <Added page={page} text={text} />;
  const characters = Array.from(text);
  const head = isFirst ? 0 : CONTEXT;
  const tail = isLast ? 0 : CONTEXT;
  const elided = characters.length - head - tail;
  if (elided < SHORTEST_ELIDED) return <>{text}</>;
  return (
    <>
      {characters.slice(0, head).join('')}
      <span class="elided" lang={page.lang}>
        {t.elided(formatNumber(elided))}
      </span>
      {characters.slice(characters.length - tail).join('')}
    </>
  );
};

const Removed = ({ page, text }: { page: PageContext; text: string }) => (
  <del>
    <span class="unseen" lang={page.lang}>
      {page.t.diff.removed}
    </span>
    {text}
  </del>
);
const Added = ({ page, text }: { page: PageContext; text: string }) => (
  <ins>
    <span class="unseen" lang={page.lang}>
      {page.t.diff.added}
    </span>
    {text}
  </ins>
);

interface ChangesTableProps {
  readonly page: PageContext;
  readonly id: string;
  readonly heading: string;
  readonly children?: Child;
}

const ChangesTable = ({ page, id, heading, children }: ChangesTableProps) => (
  <section aria-labelledby={id}>
    <h2 id={id}>{heading}</h2>
    <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(heading)}>
      <table class="facts-changed">
        <thead>
          <tr>
            <th scope="col">{page.t.diff.fact}</th>
            <th scope="col">{page.t.diff.before}</th>
            <th scope="col">{page.t.diff.after}</th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  </section>
);

interface FactsProps {
  readonly page: PageContext;
  readonly facts: readonly FactChange[];
  readonly edition: Edition;
}

const FactsTable = ({ page, facts, edition }: FactsProps) =>
  facts.length === 0 ? (
    <></>
  ) : (
    <ChangesTable page={page} id="facts-heading" heading={page.t.diff.facts}>
      {facts.map(({ path, before, after }) => (
        <tr>
          <th scope="row">{inLang(placeName(edition, path), page.lang)}</th>
          <td>{before === undefined ? notStated(page) : <del>{factText(page, path, before)}</del>}</td>
          <td>{after === undefined ? notStated(page) : <ins>{factText(page, path, after)}</ins>}</td>
        </tr>
      ))}
    </ChangesTable>
  );

const notStated = ({ t }: PageContext) => <span class="quiet">{t.diff.notStated}</span>;

function factText({ t }: PageContext, path: string, fact: NonNullable<Fact>): string {
  if (typeof fact === 'boolean') return fact ? t.diff.yes : t.diff.no;
  // A year is no amount.
  return typeof fact === 'number' && path !== '/year' ? formatNumber(fact, 2) : String(fact);
}

interface RemarksProps {
  readonly page: PageContext;
  readonly id: string;
  readonly heading: string;
  readonly remarks: readonly RemarkChange[];
  readonly edition: Edition;
}

const Remarks = ({ page, id, heading, remarks, edition }: RemarksProps) =>
  remarks.length === 0 ? (
    <></>
  ) : (
    <ChangesTable page={page} id={id} heading={heading}>
      {remarks.map(({ rule, path, before, after }) => (
        <tr>
          <th scope="row">
            {rule !== undefined && `${rule} `}
            {inLang(placeName(edition, path), page.lang)}
          </th>
          <td class="remark">{before === undefined ? notStated(page) : <del>{before}</del>}</td>
          <td class="remark">{after === undefined ? notStated(page) : <ins>{after}</ins>}</td>
        </tr>
      ))}
    </ChangesTable>
  );
