/** One version of a report: findings, form, notes and narrative. */
import { editionOf } from '../../shared/domain/catalogue.ts';
import { chinaMinuteOf } from '../../shared/domain/calendar.ts';
import type { ShownDocument } from '../model/agency-view.ts';
import { FindingsList } from './findings-list.tsx';
import { OfficialForm } from './official-form.tsx';
import { Remarks } from './remarks.tsx';
import type { PageContext } from './page-context.ts';

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
      {report && <Remarks page={page} report={report} findings={findings} />}
    </>
  );
};
