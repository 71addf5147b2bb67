/** What the check page shows of the documents that it was given: drawn in the browser, by the views of the server. */
import { chooseEdition, type Edition } from '../../shared/domain/form/catalogue.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { REFUSAL_WORDS } from '../../shared/domain/convert/refusal-words.ts';
import { AskList } from '../file/look/ask-list.tsx';
import { inLang } from '../texts/language.ts';
import type { FileLookTexts } from '../texts/file-look-zh-cn.ts';
import { listAsks, tallyFindings, type CheckedDocument } from './checked-document.ts';
import { Remarks } from '../form/remarks.tsx';
import { FindingsList } from '../form/findings-list.tsx';
import { OfficialForm } from '../form/official-form.tsx';
import type { Wording } from '../site/page-context.ts';
import { ValueChange } from '../form/suspect-notice.tsx';

/** With the words of what is asked. */
interface CheckPageWording extends Wording {
  readonly look: FileLookTexts;
}

interface Props {
  readonly page: CheckPageWording;
  readonly documents: readonly CheckedDocument[];
  /** The place of the document that is open. */
  readonly open: number;
}

export const CheckResult = ({ page, documents, open }: Props) => {
  const checked = documents[open];
  return (
    <>
      {documents.length > 1 && <FileList page={page} documents={documents} open={open} />}
      {checked && <CheckedView page={page} checked={checked} />}
    </>
  );
};

/** The verdict in one line. */
export function writeHeadline({ t }: Wording, checked: CheckedDocument): string {
  const { errors, explained, cells, warnings } = tallyFindings(checked);
  const shown = (count: number): string => formatNumber(count);
  if (checked.kind === 'unreadable') return t.check.unreadable;
  const asks = listAsks(checked).length;
  if (checked.kind === 'accepted' && asks > 0) return t.check.asks(shown(asks));
  if (checked.kind === 'accepted')
    return warnings === 0 ? t.check.acceptable : t.check.acceptableWarned(shown(warnings));
  if (explained === 0) return t.check.returned(shown(errors));
  return explained === errors
    ? t.check.returnedNamed(shown(errors), shown(cells))
    : t.check.returnedPartly(shown(errors), shown(explained), shown(cells));
}

/** Whether it was compared with the file given as last year's report, and why not. */
export function writeBeside(
  { t }: Wording,
  { name, agencyId, agencyName, year }: CheckedDocument,
  { name: file, report, isCompared }: NonNullable<CheckedDocument['beside']>,
): string {
  const words = t.check.lastYear;
  if (isCompared) return words.compared(file, report.year);
  if (year === undefined || agencyId === undefined) return words.unknown(file);
  const { agency } = report;
  return words.another(
    { file, agency: agency.name, id: agency.id, year: report.year },
    { file: name ?? t.check.pasted, agency: agencyName ?? '', id: agencyId, year },
  );
}

const FileList = ({ page, documents, open }: Props) => (
  <nav class="checked-files" aria-labelledby="checked-files-heading">
    <h2 id="checked-files-heading">{page.t.check.files}</h2>
    <ul>
      {documents.map((checked, i) => (
        <li>
          <button type="button" data-open={i} aria-current={i === open ? 'true' : undefined}>
            <span class="name">{checked.name ?? page.t.check.pasted}</span>
            <span class={`state state-${stateOf(checked)}`}>{writeHeadline(page, checked)}</span>
          </button>
        </li>
      ))}
    </ul>
  </nav>
);

/** The mark that a document of this verdict has everywhere else. */
function stateOf(checked: CheckedDocument): 'accepted' | 'flagged' | 'returned' {
  if (checked.kind !== 'accepted') return 'returned';
  const isOpen = listAsks(checked).length > 0;
  return isOpen || tallyFindings(checked).warnings > 0 ? 'flagged' : 'accepted';
}

const CheckedView = ({ page, checked }: { page: CheckPageWording; checked: CheckedDocument }) => {
  const { figures, findings, report, year, beside, repetition } = checked;
  const last = beside?.isCompared === true ? beside.report : undefined;
  const edition = figures?.edition ?? chooseEdition(year ?? 0);
  return (
    <>
      <Verdict page={page} checked={checked} />
      <Asked page={page} checked={checked} edition={edition} />
      {findings.length > 0 && (
        <FindingsList page={page} findings={findings} edition={edition} figures={figures} repairs />
      )}
      {figures && (
        <section aria-labelledby="form-heading">
          <h2 id="form-heading">{page.t.check.form}</h2>
          {figures.cells.some(Number.isNaN) && <p class="note">{page.t.agency.partly}</p>}
          {last && <p class="note">{page.t.agency.previousNote(last.year)}</p>}
          <OfficialForm
            page={page}
            figures={figures}
            findings={findings}
            lastYear={last && { year: last.year, figures: last.figures }}
            withLastYear
          />
        </section>
      )}
      {report && (
        <Remarks
          page={page}
          report={report}
          findings={findings}
          repetition={repetition}
          lastTexts={last && { year: last.year, narrative: last.narrative, name: last.agency.name }}
        />
      )}
    </>
  );
};

const Verdict = ({ page, checked }: { page: Wording; checked: CheckedDocument }) => {
  const t = page.t.check;
  const { name, agencyName, year, beside } = checked;
  const state = stateOf(checked);
  const later = beside?.isCompared === true ? t.comparedWithRoster : t.comparedWhenFiled;
  const asks = listAsks(checked).length;
  const next = {
    accepted: later,
    flagged: asks > 0 ? t.nextAsked : t.nextWarned + later,
    returned: t.nextReturned,
  }[state];
  const facts = [name ?? t.pasted, agencyName, year === undefined ? undefined : page.t.yearOf(year)];
  return (
    <section class={`verdict verdict-${state}`} aria-labelledby="verdict">
      <p class="facts">{facts.filter((fact) => fact !== undefined).join(' · ')}</p>
      <h2 id="verdict" class={`state state-${state}`} tabindex={-1}>
        {writeHeadline(page, checked)}
      </h2>
      {checked.refusal ? (
        <Refusal page={page} refusal={checked.refusal} />
      ) : (
        <p>{checked.kind === 'unreadable' ? t.nextUnreadable : next}</p>
      )}
      {beside && (
        <p class={beside.isCompared ? 'compared' : 'not-compared'}>{writeBeside(page, checked, beside)}</p>
      )}
      <Corrections page={page} checked={checked} />
      {checked.kind !== 'unreadable' && (
        <p class="actions">
          <button type="button" class="button" data-action="file">
            {t.toFile}
          </button>
        </p>
      )}
    </section>
  );
};

const Refusal = ({ page, refusal }: { page: Wording; refusal: NonNullable<CheckedDocument['refusal']> }) => {
  const { reason, cure } = REFUSAL_WORDS[refusal];
  return (
    <p data-refusal={refusal}>
      {inLang(reason, page.lang)} {inLang(cure, page.lang)}
    </p>
  );
};

/** What the file leaves open; it is decided where a report is made. */
const Asked = ({ page, checked, edition }: Omit<Props, 'documents' | 'open'> & Shown) => {
  const asks = listAsks(checked);
  if (asks.length === 0) return null;
  return (
    <section class="look-asks" aria-labelledby="asks-heading">
      <h2 id="asks-heading">{page.t.check.asksHeading}</h2>
      <AskList page={page} edition={edition} asks={asks.map((ask, place) => ({ ask, place }))} acts={false} />
    </section>
  );
};

interface Shown {
  readonly checked: CheckedDocument;
  readonly edition: Edition;
}

const Corrections = ({ page, checked }: { page: Wording; checked: CheckedDocument }) => {
  const t = page.t.check;
  const { corrections, figures, original } = checked;
  if (!original || !figures) return null;
  return (
    <div class="corrections">
      <h3>{t.corrected(formatNumber(corrections.length))}</h3>
      <ul class="changes">
        {corrections.map(({ path, from, to }) => (
          <li>
            <ValueChange page={page} edition={figures.edition} path={path} from={from} to={to} linked />
          </li>
        ))}
      </ul>
      <p class="actions">
        <button type="button" class="button button-main" data-action="download">
          {t.download}
        </button>
        <button type="button" class="button" data-action="undo">
          {t.undo}
        </button>
      </p>
    </div>
  );
};
