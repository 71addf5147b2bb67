/** One version of a report: findings, form, notes and narrative. */
import { editionOf } from '../../shared/domain/catalogue.ts';
import { chinaMinuteOf } from '../../shared/domain/calendar.ts';
import type { Report } from '../../shared/domain/report.ts';
import type { ShownDocument } from '../model/agency-view.ts';
import { inLang } from '../texts/language.ts';
import { FindingsList } from './findings-list.tsx';
import { placeLabels } from './form-layout.ts';
import { OfficialForm } from './official-form.tsx';
import type { PageContext, Wording } from './page-context.ts';

interface Props {
  readonly page: PageContext;
  readonly year: number;
  readonly shown: ShownDocument;
}

export const DocumentView = ({ page, year, shown }: Props) => {
  const t = page.t.agency;
  const { submission, figures, findings, report } = shown;
  return (
    <>
      <FindingsList
        page={page}
        findings={findings}
        edition={figures?.edition ?? editionOf(year)}
        figures={figures}
      />
      <section aria-labelledby="form-heading">
        <h2 id="form-heading">{t.form}</h2>
        <p class="note">
          {t.formOf(chinaMinuteOf(submission.receivedAt))}
          {figures?.cells.some(Number.isNaN) === true && ` · ${t.partly}`}
          {report?.sourceUrl !== undefined && (
            <>
              {' · '}
              <a href={report.sourceUrl} rel="external noreferrer">
                {page.t.data.source}
              </a>
            </>
          )}
        </p>
        {figures ? (
          <OfficialForm page={page} figures={figures} findings={findings} />
        ) : (
          <p class="empty">{submission.sha256 === null ? t.notArchived : t.unreadable}</p>
        )}
      </section>
      {report && <Remarks page={page} report={report} />}
    </>
  );
};

export const Remarks = ({ page, report }: { page: Wording; report: Report }) => {
  const t = page.t.agency;
  const { narrative, notes, edition } = report;
  const texts = (['overview', 'problems', 'other'] as const).filter((key) => narrative[key].trim() !== '');
  const labelOf = (path: string): string =>
    placeLabels(edition, path)
      ?.map((label) => inLang(label, page.lang))
      .join(' · ') ?? path;
  return (
    <>
      {notes.length > 0 && (
        <section class="notes">
          <h3>{t.notes}</h3>
          <ul>
            {notes.map(({ path, text }) => (
              <li>
                <b>{labelOf(path)}</b> {text}
              </li>
            ))}
          </ul>
        </section>
      )}
      {texts.map((key) => (
        <section class="narrative">
          <h3>{t.narrative[key]}</h3>
          <p lang="zh-CN">{narrative[key]}</p>
        </section>
      ))}
    </>
  );
};
