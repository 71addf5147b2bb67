import { citeDeadline, DEADLINES_EDITION } from '../../shared/domain/basics/deadlines.ts';
import type { Submission } from '../../shared/domain/standing/submission.ts';
import { findRectification } from '../../shared/domain/standing/acts/office-standing.ts';
import { countShown } from '../../shared/domain/verdict/findings-shown.ts';
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { describePublication } from '../../shared/domain/standing/publication-words.ts';
import { pickCheck } from '../../shared/domain/standing/source-check.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import { readFigure } from '../../shared/domain/form/figures.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { AgencyFacts, AgencyYearView, SubmissionView } from './agency-view.ts';
import { inLang } from '../texts/language.ts';
import { QUOTE_TEXTS } from '../texts/quote.ts';
import { agencyAssessmentPath } from '../site/assessment-address.ts';
import { compareAddress } from '../site/compare-address.ts';
import { DocumentView, lastYearAddress } from './document-view.tsx';
import { OfficeNotice, ReturnedVersion } from './office-notice.tsx';
import { fileAddress } from '../site/file-address.ts';
import { Layout } from '../site/layout.tsx';
import { officeAgencyPath } from '../site/office-address.ts';
import { NameToday } from '../site/name-today.tsx';
import {
  agencyPath,
  apiHref,
  agencyYearPath,
  disclosurePath,
  historyPath,
  href,
  hrefNow,
  inPinyin,
  regionName,
  regionPath,
  submissionPath,
  type PageContext,
} from '../site/page-context.ts';
import { SourceCheckText, SourceLink } from '../site/publication-mark.tsx';
import { DatasetMark, LateMark, StateMark } from '../site/state-mark.tsx';
import { QuoteThis } from '../site/quote-this.tsx';
import { TakeAlong } from '../site/take-along.tsx';
import { YearSwitch } from '../site/year-switch.tsx';

export const listCrumbs = (page: PageContext, { lineage }: AgencyFacts, year: number) =>
  lineage.map((region) => ({ name: regionName(page, region), path: regionPath(region.code, year) }));

/** Not among the words of the site: pages that the browser draws have no use for it. */
const DISCLOSURE = { zh: '公开指南、目录和查阅点', en: 'Guide, catalogue and reading points' };

export const Facts = ({ page, facts, year }: { page: PageContext; facts: AgencyFacts; year?: number }) => {
  const t = page.t.agency;
  const { roster } = facts;
  return (
    <p class="facts">
      {year !== undefined && nameInYear(roster, year) !== roster.name && (
        <>
          <NameToday page={page} name={roster.name} /> ·{' '}
        </>
      )}
      {page.t.kinds[roster.kind]} · {t.since(roster.from, roster.to)} · {t.id} <code>{roster.id}</code>
      <Relatives page={page} facts={facts} head={t.predecessors} ids={roster.predecessors} />
      <Relatives page={page} facts={facts} head={t.successors} ids={roster.successors ?? []} />{' '}
      <DatasetMark page={page} dataset={roster.dataset} />
      {' · '}
      <a
        href={href(page, compareAddress({ ...(year !== undefined && { year }), ids: [roster.id] }))}
        aria-label={page.t.compare.linkOf(roster.name)}
      >
        {page.t.compare.link}
      </a>
      {year !== undefined && (
        <>
          {' · '}
          <a href={href(page, agencyAssessmentPath(roster.id, year))}>{page.t.agency.assessment}</a>
        </>
      )}
      {' · '}
      <a href={hrefNow(page, disclosurePath(roster.id))}>{inLang(DISCLOSURE, page.lang)}</a>
    </p>
  );
};

/** Agencies that were merged into it, or that it was merged into or divided among. */
export const Relatives = ({
  page,
  facts,
  head,
  ids,
}: {
  readonly page: PageContext;
  readonly facts: AgencyFacts;
  readonly head: string;
  readonly ids: readonly string[];
}) =>
  ids.length === 0 ? (
    <></>
  ) : (
    <>
      {' · '}
      {head}{' '}
      {ids.map((id, i) => (
        <>
          {i > 0 && page.t.agency.listSeparator}
          <a href={href(page, agencyPath(id))}>{inPinyin(page, facts.relatives.get(id) ?? id)}</a>
        </>
      ))}
    </>
  );

/** Says outright where the figures come from; a badge alone is easily overlooked. */
export const SourceBanner = ({ page, facts }: { page: PageContext; facts: AgencyFacts }) => {
  const { dataset } = facts.roster;
  return dataset === undefined ? (
    <></>
  ) : (
    <p class={dataset === 'published' ? 'banner banner-published' : 'banner'} data-origin>
      {dataset === 'synthetic'
        ? `${page.t.data.synthetic} – ${page.t.data.syntheticHint}`
        : page.t.data.publishedHint}
    </p>
  );
};

interface YearProps<View> {
  readonly page: PageContext;
  readonly view: View;
  /** Whether last year's figures stand in the cells of the form. */
  readonly withLastYear: boolean;
}

/** The name of the report; on paper it is a document of its own. */
const ReportTitle = ({ page, view: { roster, year } }: Pick<YearProps<AgencyYearView>, 'page' | 'view'>) => (
  <h1>
    {page.t.titleOf(inPinyin(page, nameInYear(roster, year)), year)}
    <span class="on-paper">{page.t.agency.report}</span>
  </h1>
);

export const AgencyYearPage = ({ page, view, withLastYear }: YearProps<AgencyYearView>) => {
  const { t } = page;
  const { roster, year, standing, item, shown } = view;
  return (
    <Layout
      page={page}
      title={t.titleOf(inPinyin(page, nameInYear(roster, year)), year)}
      crumbs={listCrumbs(page, view, year)}
      withCharts
    >
      <div class="title">
        <ReportTitle page={page} view={view} />
        <p class="standing-line">
          <StateMark page={page} standing={standing} />{' '}
          {(standing.lateDays > 0 || standing.afterInternalDays > 0) && (
            <LateMark page={page} standing={standing} />
          )}
        </p>
        {standing.state !== 'not-obliged' && (
          <p class="quiet">
            {standing.extension === undefined
              ? t.state.byLaw(
                  standing.deadline,
                  inLang(
                    citeDeadline(item ? { kind: item.agency.kind, district: item.district } : roster),
                    page.lang,
                  ),
                  DEADLINES_EDITION.day,
                )
              : t.state.extended(standing.deadline, standing.extension)}
            {standing.internal && (
              <>
                <br />
                {t.state.internal(standing.internal.until, standing.internal.reason)}
              </>
            )}
          </p>
        )}
        <PublicationLine page={page} view={view} />
        <Facts page={page} facts={view} year={year} />
        <FileLink page={page} view={view} />
        <YearSwitch
          page={page}
          years={view.years}
          year={year}
          pathOf={(other) => lastYearAddress(agencyYearPath(roster.id, other), withLastYear)}
          withSteps
        />
      </div>
      <SourceBanner page={page} facts={view} />
      <OfficeNotice page={page} view={view} />
      <ReturnedNotice page={page} view={view} />
      <ComparisonNotice page={page} view={view} />
      {shown ? (
        <>
          <DocumentView
            page={page}
            agencyId={roster.id}
            year={year}
            shown={shown}
            path={agencyYearPath(roster.id, year)}
            withLastYear={withLastYear}
          />
          {item?.inForce && (
            <TakeAlong
              page={page}
              path={`${agencyYearPath(roster.id, year)}/form`}
              title={t.agency.form}
              formats={['csv', 'xlsx', 'json', 'docx']}
            />
          )}
          <QuoteAgency page={page} view={view} />
        </>
      ) : (
        <section class="empty">
          <h2>{t.empty.heading}</h2>
          <p>{item?.obliged === true ? t.empty.agency : t.empty.notObliged}</p>
        </section>
      )}
      {view.submissions.length > 0 && (
        <>
          <Submissions page={page} view={view} />
          <p class="more">
            <a href={href(page, historyPath(roster.id, year))}>{t.history.see}</a>
          </p>
        </>
      )}
      <p class="api">
        <a href={apiHref(page, agencyYearPath(roster.id, year))}>{t.api}</a>
      </p>
    </Layout>
  );
};

/** The report in force, in a sentence. */
const QuoteAgency = ({
  page,
  view: { roster, year, item },
}: Pick<YearProps<AgencyYearView>, 'page' | 'view'>) => {
  const figures = item?.inForce?.figures;
  if (!figures) return <></>;
  const { t } = page;
  const name = nameInYear(roster, year);
  const count = (path: string) => formatNumber(readFigure(figures, path));
  const says = QUOTE_TEXTS[page.lang].quote.agency(
    name,
    year,
    count('/applications/received/total'),
    count('/applications/results/total/total'),
  );
  return (
    <QuoteThis
      page={page}
      says={roster.dataset === 'synthetic' ? `${says}${t.gap}${t.data.syntheticHint}` : says}
      title={t.titleOf(name, year)}
      path={agencyYearPath(roster.id, year)}
    />
  );
};

/** Where a report for this year is made: its first version, or one that corrects what is there. */
const FileLink = ({ page, view: { roster, year, item } }: { page: PageContext; view: AgencyYearView }) => {
  const t = page.t.agency.file;
  if (page.past !== undefined) return <></>;
  const isReturned = item?.latest?.outcome === 'returned' || item?.office?.returned !== undefined;
  const label = isReturned ? t.returned : item?.inForce ? t.correct : t.first(year);
  return (
    <p class="file-link">
      <a class="button" href={hrefNow(page, fileAddress({ agencyId: roster.id, year }))}>
        {label}
      </a>{' '}
      <a href={hrefNow(page, officeAgencyPath(roster.id, year))}>{page.t.agency.office.act}</a>
    </p>
  );
};

/** Where and when it was published, whether in time, and what was found there last. */
const PublicationLine = ({ page, view: { standing, item } }: { page: PageContext; view: AgencyYearView }) => {
  const t = page.t.publication;
  const { publication } = standing;
  if (!publication) return <></>;
  const { publishedOn, sourceUrl } = publication;
  const check = pickCheck(item?.sourceCheck, sourceUrl);
  return (
    <p class="facts published">
      {sourceUrl !== undefined && (
        <>
          {page.t.data.source} <SourceLink url={sourceUrl} />
          {' · '}
        </>
      )}
      {publishedOn !== undefined && `${t.on(publishedOn)} · `}
      <span class={publication.state === 'late' ? 'late' : undefined}>
        {inLang(describePublication(publication), page.lang)}
      </span>
      {check && (
        <>
          {' · '}
          <SourceCheckText page={page} check={check} />
        </>
      )}
    </p>
  );
};

/** A returned correction changes nothing, and a report that was only ever returned counts nowhere: both are said. */
const ReturnedNotice = ({ page, view }: { page: PageContext; view: AgencyYearView }) => {
  const t = page.t.agency;
  const { item, roster, year } = view;
  if (item?.latest?.outcome !== 'returned') return <></>;
  const { submissionId, receivedAt } = item.latest;
  return (
    <p class="banner banner-returned">
      {item.inForce ? (
        <>
          {t.returnedNewer(printChinaMinute(receivedAt))}
          {page.t.gap}
          <a href={href(page, submissionPath(roster.id, year, submissionId))}>{t.seeReturned}</a>
        </>
      ) : (
        t.returnedOnly
      )}
    </p>
  );
};

/** A report about the whole region is not compared while its total lacks reports, and that is said. */
const ComparisonNotice = ({ page, view }: { page: PageContext; view: AgencyYearView }) => {
  const { comparison, item, roster } = view;
  if (!comparison || !item?.inForce) return <></>;
  if (roster.dataset === 'published') return <p class="note">{page.t.agency.partOfRegion}</p>;
  if (comparison.lacking === 0) return <></>;
  return (
    <p class="note">
      {page.t.agency.notCompared(formatNumber(comparison.lacking), formatNumber(comparison.expected))}
    </p>
  );
};

/** Notes that a submission says what an earlier one said. */
export const SameNote = ({
  page,
  submission: { sameAs },
}: {
  page: PageContext;
  submission: Pick<Submission, 'sameAs'>;
}) => (sameAs ? <p class="quiet">{inLang(sameAs.message, page.lang)}</p> : <></>);

const Submissions = ({ page, view }: { page: PageContext; view: AgencyYearView }) => {
  const t = page.t.agency;
  const { roster, year, item, surroundings, submissions, filed } = view;
  const total = filed.heads.length;
  return (
    <section class="submissions" aria-labelledby="submissions-heading">
      <h2 id="submissions-heading">{t.submissions}</h2>
      {total > submissions.length && (
        <p class="note">{t.newest(formatNumber(submissions.length), formatNumber(total))}</p>
      )}
      <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(t.submissions)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.receivedAt}</th>
              <th scope="col">{t.outcome}</th>
              <th scope="col" class="n">
                {t.findings}
              </th>
              <th scope="col">{t.sha}</th>
            </tr>
          </thead>
          <tbody>
            {submissions.map((submission) => (
              <tr>
                <th scope="row">
                  <a href={href(page, submissionPath(roster.id, year, submission.submissionId))}>
                    {printChinaMinute(submission.receivedAt)}
                  </a>
                </th>
                <td>
                  <span class={`state state-${submission.outcome}`}>{t[submission.outcome]}</span>
                  {submission.submissionId === item?.inForce?.submissionId && (
                    <span class="detail">{t.inForce}</span>
                  )}
                  <ReturnedVersion
                    page={page}
                    returned={findRectification(item?.acts, submission, filed.heads)}
                  />
                  <SameNote page={page} submission={submission} />
                </td>
                <td class="n">{formatNumber(countShown(submission, item, surroundings))}</td>
                <td>
                  <code>{submission.sha256 === null ? '–' : submission.sha256.slice(0, 12)}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

export const SubmissionPage = ({ page, view, withLastYear }: YearProps<SubmissionView>) => {
  const { t } = page;
  const { roster, year, shown, inForce } = view;
  const { submission } = shown;
  return (
    <Layout
      page={page}
      title={`${t.titleOf(inPinyin(page, nameInYear(roster, year)), year)} · ${t.agency.submissionOf(printChinaMinute(submission.receivedAt))}`}
      crumbs={[
        ...listCrumbs(page, view, year),
        {
          name: t.titleOf(inPinyin(page, nameInYear(roster, year)), year),
          path: agencyYearPath(roster.id, year),
        },
      ]}
    >
      <div class="title">
        <h1>{t.agency.submissionOf(printChinaMinute(submission.receivedAt))}</h1>
        <p class="standing-line">
          <span class={`state state-${submission.outcome}`}>{t.agency[submission.outcome]}</span>
          {inForce && <span class="detail">{t.agency.inForce}</span>}
          <ReturnedVersion page={page} returned={view.returned} />
        </p>
        {view.returned && (
          <p>{t.agency.office.returned(printChinaMinute(view.returned.at), view.returned.reason)}</p>
        )}
        <SameNote page={page} submission={submission} />
        <p class="facts">
          {t.titleOf(inPinyin(page, nameInYear(roster, year)), year)} · {t.agency.sha}{' '}
          <code>{submission.sha256 ?? '–'}</code> ·{' '}
          <a href={href(page, historyPath(roster.id, year))}>{t.history.link}</a>
        </p>
      </div>
      <SourceBanner page={page} facts={view} />
      <SupersededNotice page={page} view={view} />
      <DocumentView
        page={page}
        agencyId={roster.id}
        year={year}
        shown={shown}
        path={submissionPath(roster.id, year, submission.submissionId)}
        withLastYear={withLastYear}
      />
    </Layout>
  );
};

/** An old version looks like the one in force: who comes by a link must see that it is not. */
const SupersededNotice = ({ page, view }: { page: PageContext; view: SubmissionView }) => {
  const t = page.t.agency;
  const { roster, year, inForce, followedBy, shown } = view;
  if (inForce || !followedBy) return <></>;
  const instant = printChinaMinute(followedBy.receivedAt);
  const says = !followedBy.inForce
    ? t.followed(instant)
    : shown.submission.outcome === 'accepted'
      ? t.superseded(instant)
      : t.acceptedSince(instant);
  return (
    <p class="banner">
      {says}
      {page.t.gap}
      <a href={href(page, agencyYearPath(roster.id, year))}>
        {followedBy.inForce ? t.seeInForce : t.seeYear}
      </a>
    </p>
  );
};
