/** One version of a report: findings, form, notes and narrative. */
import { editionOf } from '../../shared/domain/catalogue.ts';
import { chinaMinuteOf } from '../../shared/domain/calendar.ts';
import type { Finding, Passage } from '../../shared/domain/finding.ts';
import type { Report } from '../../shared/domain/report.ts';
import type { ShownDocument } from '../model/agency-view.ts';
import { inLang } from '../texts/language.ts';
import { FindingsList } from './findings-list.tsx';
import { placeLabels } from './form-layout.ts';
import { OfficialForm } from './official-form.tsx';
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
        withForm={figures !== undefined}
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

interface RemarksProps {
  readonly page: PageContext;
  readonly report: Report;
  readonly findings: readonly Finding[];
}

const Remarks = ({ page, report, findings }: RemarksProps) => {
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
          <p lang="zh-CN">
            <Marked text={narrative[key]} passages={passagesIn(findings, `/narrative/${key}`)} />
          </p>
        </section>
      ))}
    </>
  );
};

const passagesIn = (findings: readonly Finding[], path: string): Passage[] =>
  findings
    .flatMap(({ passage }) => passage ?? [])
    .filter((passage) => passage.path === path)
    .sort((a, b) => a.start - b.start);

/** The text with the passages that findings speak of marked; one within another is part of it. */
const Marked = ({ text, passages }: { text: string; passages: readonly Passage[] }) => {
  const parts = [];
  let end = 0;
  for (const passage of passages) {
    if (passage.start < end) continue;
    parts.push(text.slice(end, passage.start), <mark>{text.slice(passage.start, passage.end)}</mark>);
    end = passage.end;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
};
