/** The last step: the report to file (what is drawn by client/filing/file-send.tsx) or to take along, and the whole of it as it will be seen. */
import { decodeReport } from '../../../shared/domain/document/decode-report.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import type { Report } from '../../../shared/domain/form/report.ts';
import { OfficialForm } from '../../form/official-form.tsx';
import { NarrativePart, Notes, Preamble, SignatureLines, StatedFee } from '../../form/remarks.tsx';
import type { DraftCheck } from '../draft-check.ts';
import { writeDocumentBytes } from '../draft-document.ts';
import type { FilingDraft } from '../filing-draft.ts';
import type { FilingPage } from '../filing-page.ts';
import { isSettled, isWhole, tellReadiness, type Readiness } from '../filing-readiness.ts';

interface DoneProps {
  readonly page: FilingPage;
  readonly draft: FilingDraft;
  readonly check: DraftCheck;
}

/** As the command line names it. */
export const nameDocument = ({ agencyId, year }: Pick<FilingDraft, 'agencyId' | 'year'>): string =>
  `${agencyId}-${year}.json`;

export const DoneView = ({ page, draft, check }: DoneProps) => {
  const t = page.file.done;
  const readiness = tellReadiness(draft, check);
  const decoded = decodeReport(writeDocumentBytes(draft));
  const report = decoded.kind === 'read' ? decoded.report : undefined;
  return (
    <>
      <p class={`done-headline state state-${stateOf(readiness)}`}>{tellHeadline(page, readiness)}</p>
      <section class="filing-place" aria-labelledby="filing-heading">
        <h3 id="filing-heading">{t.filing}</h3>
        <p id="filing-status" role="status"></p>
        <div id="filing-part"></div>
      </section>
      <h3>{t.take}</h3>
      <ul class="starts">
        <Take action="data" label={t.data} hint={t.dataHint(nameDocument(draft))} />
        <Take action="word" label={t.word} hint={t.wordHint} />
        <Take action="print" label={t.print} hint={t.printHint} />
      </ul>
      <p id="done-status" role="status"></p>
      <section class="report" aria-labelledby="preview-heading">
        <h3 id="preview-heading">{t.preview}</h3>
        <p class="report-title on-paper">{t.paperTitle(draft.agencyName, draft.year)}</p>
        {!isWhole(readiness) && <p class="on-paper">{t.draftFoot}</p>}
        <Preview page={page} draft={draft} check={check} report={report} />
      </section>
    </>
  );
};

const stateOf = (readiness: Readiness): string =>
  !isWhole(readiness) ? 'returned' : isSettled(readiness) ? 'accepted' : 'flagged';

function tellHeadline({ file: { done: t } }: FilingPage, readiness: Readiness): string {
  const { asks, missing, errors, unexplained, isNilOpen } = readiness;
  if (errors > 0) return t.notReady(formatNumber(errors + asks + missing));
  if (asks + missing > 0) return t.notFilled;
  if (isNilOpen) return t.readyNilOpen;
  return unexplained > 0 ? t.readyWarned(formatNumber(unexplained)) : t.ready;
}

interface TakeProps {
  readonly action: 'data' | 'word' | 'print';
  readonly label: string;
  readonly hint: string;
}

const Take = ({ action, label, hint }: TakeProps) => (
  <li>
    <button type="button" class="button" data-take={action}>
      {label}
    </button>
    <span class="quiet">{hint}</span>
  </li>
);

/** Without a report, which something is missing of, the form as far as it is filled in. */
const Preview = ({ page, check, report }: DoneProps & { readonly report: Report | undefined }) => {
  const texts = report && { page, report, findings: [] };
  return (
    <>
      {texts && (
        <>
          <Preamble {...texts} />
          <NarrativePart {...texts} part="overview" />
        </>
      )}
      <OfficialForm page={page} figures={check.figures} findings={[]} />
      {texts && (
        <>
          <Notes {...texts} />
          <NarrativePart {...texts} part="problems" />
          <NarrativePart {...texts} part="other" />
          <StatedFee {...texts} />
          <SignatureLines {...texts} />
        </>
      )}
    </>
  );
};
