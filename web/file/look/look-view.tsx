/** The third step: what is doubtful first, then what the rules find, then the whole report with a field at every place. */
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { NOTE_WORDS } from '../../../shared/domain/convert/note-words.ts';
import type { Report } from '../../../shared/domain/form/report.ts';
import { CATALOGUES, type Edition } from '../../../shared/domain/form/catalogue.ts';
import { FindingsList } from '../../form/findings-list.tsx';
import { inLang } from '../../texts/language.ts';
import { AskList } from './ask-list.tsx';
import { tellCells } from './cell-told.ts';
import type { DraftCheck } from '../draft-check.ts';
import { listOpenAsks, type FilingDraft } from '../filing-draft.ts';
import { tellReadiness } from '../filing-readiness.ts';
import { fillBlanks } from './fill-blanks.ts';
import { LookForm, nameCell } from './look-form.tsx';
import type { LookPage } from './look-page.ts';
import { FeeFields, NoteFields, SignatureFields, TextField } from './look-texts.tsx';

interface LookProps {
  readonly page: LookPage;
  readonly draft: FilingDraft;
  readonly check: DraftCheck;
  readonly lastYear: Report | undefined;
}

/** The whole of it, once; its parts are redrawn by the page's script under their ids. */
export const LookView = (props: LookProps) => {
  const { page, draft, check, lastYear } = props;
  const t = page.look;
  const texts = { page, draft, findings: check.findings, lastYear };
  const told = tellCells(draft, check, CATALOGUES[draft.edition].cells, t);
  return (
    <div class="look">
      <div class="look-bar">
        <p id="look-status" role="status">
          <LookStatus {...props} />
        </p>
        <p class="look-tools">
          <button type="button" class="button" id="look-undo" aria-keyshortcuts="Control+Z" disabled>
            {t.undo}
          </button>
          <button type="button" class="button" id="look-redo" aria-keyshortcuts="Control+Y" disabled>
            {t.redo}
          </button>
        </p>
      </div>
      {draft.read && <p class="note look-read">{tellRead(page, draft.edition, draft.read)}</p>}
      <p class="unseen" id="look-said" role="status"></p>
      <div id="look-asks">
        <LookAsks {...props} />
      </div>
      <div id="look-findings">
        <LookFindings {...props} />
      </div>
      <Remarks {...props} />
      <section class="look-report" aria-labelledby="look-form-heading">
        <h2 id="look-form-heading" tabindex={-1}>
          {t.form}
        </h2>
        <p class="note">
          {t.formNote} {lastYear && t.lastYear(lastYear.year)}
        </p>
        <p id="look-blanks">
          <LookBlanks {...props} />
        </p>
        <TextField {...texts} part="preamble" />
        <TextField {...texts} part="overview" />
        <LookForm page={page} draft={draft} lastYear={lastYear} told={told} />
        <NoteFields {...texts} />
        <TextField {...texts} part="problems" />
        <TextField {...texts} part="other" />
        <FeeFields {...texts} />
        <SignatureFields {...texts} />
      </section>
      <aside class="cell-panel" id="look-panel" aria-label={t.panel.label} hidden></aside>
    </div>
  );
};

function tellRead(
  page: LookPage,
  edition: Edition,
  { cells, texts }: NonNullable<FilingDraft['read']>,
): string {
  const all = formatNumber(CATALOGUES[edition].cells.length);
  const names = texts.map((path) => nameCell(page, edition, path));
  return page.look.read(edition, formatNumber(cells), all, names);
}

/** One sentence: what is left to do. */
export const LookStatus = ({ page, draft, check }: LookProps) => {
  const t = page.look.status;
  const { asks, errors } = tellReadiness(draft, check);
  const warnings = check.findings.filter(
    ({ severity, explanation }) => severity === 'warning' && explanation === undefined,
  ).length;
  const names = check.emptyTexts.map((path) => nameCell(page, draft.edition, path));
  const parts = [
    asks > 0 && t.asks(formatNumber(asks)),
    check.missing.length > 0 && t.missing(formatNumber(check.missing.length)),
    names.length > 0 && t.texts(names),
    errors > 0 && t.errors(formatNumber(errors)),
    warnings > 0 && t.warnings(formatNumber(warnings)),
  ].filter((part) => part !== false);
  const isWhole = asks + check.missing.length + errors === 0;
  const said = (isWhole ? [t.whole, ...parts] : parts).join(t.separator);
  return (
    <>
      {said}
      {t.end}
    </>
  );
};

export const LookAsks = ({ page, draft, lastYear }: LookProps) => {
  const t = page.look.asks;
  const open = listOpenAsks(draft);
  if (draft.asks.length === 0) return <></>;
  return (
    <section class="look-asks" aria-labelledby="look-asks-heading">
      <h2 id="look-asks-heading" tabindex={-1}>
        {t.heading}
      </h2>
      {open.length === 0 ? (
        <p class="no-findings">{t.allSettled}</p>
      ) : (
        <>
          <p class="note">{t.intro}</p>
          <AskList
            page={page}
            edition={draft.edition}
            asks={open.flatMap((place) => {
              const ask = draft.asks[place];
              return ask ? [{ ask, place }] : [];
            })}
            acts
            lastYear={lastYear}
          />
        </>
      )}
    </section>
  );
};

/** What a person means by leaving cells empty is said by a click, not taken for granted. */
export const LookBlanks = ({ page, draft }: LookProps) => {
  const blank = fillBlanks(draft).length;
  return blank === 0 ? (
    <></>
  ) : (
    <button type="button" class="button" data-fill-blanks>
      {page.look.fillBlanks(formatNumber(blank))}
    </button>
  );
};

export const LookFindings = ({ page, draft, check }: LookProps) =>
  check.findings.length === 0 ? (
    <></>
  ) : (
    <FindingsList
      page={page}
      findings={check.findings}
      edition={draft.edition}
      figures={check.figures}
      repairs
    />
  );

/** What reading the file said once: blanks taken for 0, remarks carried over. */
const Remarks = ({ page, draft }: LookProps) =>
  draft.remarks.length === 0 ? (
    <></>
  ) : (
    <details class="look-remarks">
      <summary>{page.look.remarks}</summary>
      <ul>
        {draft.remarks.map(({ path, why, text }) => (
          <li>
            {path !== undefined && <b>{nameCell(page, draft.edition, path)} </b>}
            {inLang(NOTE_WORDS[why], page.lang)}
            {text.trim() !== '' && (
              <>
                {' '}
                <q lang="zh-CN">{text}</q>
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
