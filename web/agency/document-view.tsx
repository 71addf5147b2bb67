/** One version of a report: what was found, and the report itself in the order of the regulation's six headings. */
import { chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { withExplanation } from '../form/shown-finding.ts';
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import type { ShownDocument } from './agency-view.ts';
import { FindingsList } from '../form/findings-list.tsx';
import { OfficialForm } from '../form/official-form.tsx';
import { NarrativePart, Notes, Preamble, SignatureLines, StatedFee } from '../form/remarks.tsx';
import { notCompared } from '../../shared/domain/rules/not-compared.ts';
import { href, hrefNow, submissionPath, type PageContext } from '../site/page-context.ts';
import { SourceLink } from '../site/publication-mark.tsx';
import { QUOTE_TEXTS } from '../texts/quote.ts';

interface Props {
  readonly page: PageContext;
  readonly agencyId: string;
  readonly year: number;
  readonly shown: ShownDocument;
  /** The page's own path. */
  readonly path: string;
  /** Whether last year's figures stand in the cells. */
  readonly withLastYear: boolean;
}

export const DocumentView = (props: Props) => {
  const { page, agencyId, year, shown, withLastYear } = props;
  const t = page.t.agency;
  const { submission, figures, report, lastYear, withheld } = shown;
  const originalPath = submissionPath(agencyId, year, submission.submissionId);
  const findings = [...shown.findings, ...shown.later.map((finding) => withExplanation(finding, []))];
  const { repetition, lastTexts } = shown;
  const texts = report && {
    page,
    report,
    findings,
    isWithheld: withheld !== undefined,
    repetition,
    lastTexts,
  };
  return (
    <>
      <FindingsList
        page={page}
        findings={findings}
        edition={figures?.edition ?? chooseEdition(year)}
        figures={figures}
        note={notCompared(submission.rules)}
      />
      <section class="report" aria-labelledby="form-heading">
        <h2 id="form-heading">{t.form}</h2>
        <p class="note">
          {t.formOf(printChinaMinute(submission.receivedAt))}
          {figures?.cells.some(Number.isNaN) === true && ` · ${t.partly}`}
          {report?.sourceUrl !== undefined && (
            <>
              {' · '}
              {page.t.data.source} <SourceLink url={report.sourceUrl} />
            </>
          )}
        </p>
        {withheld && <p class="note withheld">{t.withheld[withheld]}</p>}
        {figures && lastYear && <LastYearSwitch {...props} before={lastYear.year} />}
        {texts && (
          <>
            <Preamble {...texts} />
            <NarrativePart {...texts} part="overview" />
          </>
        )}
        {figures ? (
          <OfficialForm
            page={page}
            figures={figures}
            findings={findings}
            lastYear={lastYear}
            withLastYear={withLastYear}
          />
        ) : (
          <p class="empty">{submission.sha256 === null ? t.notArchived : t.unreadable}</p>
        )}
        {texts && (
          <>
            <Notes {...texts} />
            <NarrativePart {...texts} part="problems" />
            <NarrativePart {...texts} part="other" />
            <StatedFee {...texts} />
            <SignatureLines {...texts} />
          </>
        )}
        <OriginalFile page={page} shown={shown} path={originalPath} />
        <p class="colophon">{page.t.source(page.asOf)}</p>
      </section>
    </>
  );
};

/** The bytes that were filed, with the hash that they are to have; where its texts are not shown, they are not given either. */
const OriginalFile = ({
  page,
  shown: { submission, archived, withheld },
  path,
}: Pick<Props, 'page' | 'shown'> & { readonly path: string }) => {
  const t = QUOTE_TEXTS[page.lang].original;
  if (submission.sha256 === null || !archived || submission.outcome !== 'accepted') return <></>;
  if (withheld) return <p class="note">{t.kept[withheld]}</p>;
  return (
    <p class="note original">
      <a href={hrefNow(page, `${path}/document.json`)} download>
        {t.link}
      </a>
      {page.t.gap}
      {t.check} <code class="checksum">{submission.sha256}</code>
    </p>
  );
};

/** Under an address of its own: it works by touch, is read aloud and printed, and needs no script. */
const LastYearSwitch = ({ page, path, withLastYear, before }: Props & { before: number }) => {
  const t = page.t.agency;
  return (
    <p class="last-year-switch">
      <a href={href(page, `${lastYearAddress(path, !withLastYear)}#form-heading`)}>
        {withLastYear ? t.previousHide : t.previousShow(before)}
      </a>
      {withLastYear && <span class="note">{t.previousNote(before)}</span>}
    </p>
  );
};

export const lastYearAddress = (path: string, withLastYear: boolean): string =>
  withLastYear ? `${path}?previous=1` : path;
