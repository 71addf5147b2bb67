/** The fourth step: what is left to explain, a nil report, the publication, what will be public, and a look back. */
import { isIsoDay } from '../../../shared/domain/basics/calendar.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import type { Report } from '../../../shared/domain/form/report.ts';
import { placeName } from '../../../shared/domain/form/cell-names.ts';
import { cellId, placeLabels } from '../../form/form-layout.ts';
import { inLang } from '../../texts/language.ts';
import type { ShownFinding } from '../../form/shown-finding.ts';
import type { DraftCheck } from '../draft-check.ts';
import { writeDay } from '../draft-document.ts';
import { readExplanation, readValue, type FilingDraft } from '../filing-draft.ts';
import type { FilingPage } from '../filing-page.ts';
import { isAllZero, isWhole, needsWords, tellReadiness } from '../filing-readiness.ts';
import { summarise } from './filing-summary.ts';

interface ConfirmProps {
  readonly page: FilingPage;
  readonly draft: FilingDraft;
  readonly check: DraftCheck;
  readonly lastYear: Report | undefined;
}

export const ConfirmView = (props: ConfirmProps) => {
  const { page, draft } = props;
  const t = page.file.confirm;
  return (
    <>
      <div id="confirm-left">
        <Left {...props} />
      </div>
      <div id="confirm-warnings">
        <Warnings {...props} />
      </div>
      <Nil {...props} />
      <section class="publication-fields" aria-labelledby="confirm-publication">
        <h3 id="confirm-publication">{t.publication}</h3>
        <Field
          id="confirm-published-on"
          path="/publishedOn"
          label={t.publishedOn}
          hint={t.publishedOnHint}
          value={readValue(draft, '/publishedOn')}
          wrong={tellWrong(page, '/publishedOn', readValue(draft, '/publishedOn'))}
        />
        <Field
          id="confirm-source-url"
          path="/sourceUrl"
          label={t.sourceUrl}
          hint={t.sourceUrlHint}
          value={readValue(draft, '/sourceUrl')}
          wrong={tellWrong(page, '/sourceUrl', readValue(draft, '/sourceUrl'))}
        />
      </section>
      <section aria-labelledby="confirm-public">
        <h3 id="confirm-public">{t.public}</h3>
        <ul class="plain-list">
          {t.publicItems.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
        <p class="note">{t.private}</p>
      </section>
      <Summary {...props} />
    </>
  );
};

/** What keeps the report from being taken in. */
export const Left = ({ page, draft, check }: ConfirmProps) => {
  const t = page.file.confirm;
  const readiness = tellReadiness(draft, check);
  const { errors, missing, asks } = readiness;
  if (isWhole(readiness)) return <></>;
  return (
    <div class="banner banner-returned">
      {asks > 0 && <p>{t.asks(formatNumber(asks))}</p>}
      {missing > 0 && <p>{t.missing(formatNumber(missing))}</p>}
      {errors > 0 && <p>{t.errors(formatNumber(errors))}</p>}
      <p>
        <a href="#step-look" data-step="look">
          {t.toLook}
        </a>
      </p>
    </div>
  );
};

export const Warnings = ({ page, draft, check }: ConfirmProps) => {
  const t = page.file.confirm;
  const warnings = check.findings.filter(needsWords);
  return (
    <section aria-labelledby="confirm-warnings-heading">
      <h3 id="confirm-warnings-heading">{t.warnings}</h3>
      {warnings.length === 0 ? (
        <p class="no-findings">{t.noWarnings}</p>
      ) : (
        <>
          <p class="note">{t.warningsHint}</p>
          <ol class="explain">
            {warnings.map((finding, i) => (
              <Explain page={page} draft={draft} finding={finding} number={i + 1} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
};

const Explain = ({
  page,
  draft,
  finding,
  number,
}: Pick<ConfirmProps, 'page' | 'draft'> & { readonly finding: ShownFinding; readonly number: number }) => {
  const t = page.file.confirm;
  const { rule, path, message } = finding;
  const id = `explain-${number}`;
  const labels = placeLabels(draft.edition, path);
  const place =
    labels?.map((label) => inLang(label, page.lang)).join(' · ') ??
    inLang(placeName(draft.edition, path), page.lang);
  return (
    <li class="finding finding-warning">
      <p class="message" id={`${id}-message`}>
        {inLang(message, page.lang)}
      </p>
      {labels?.length === 2 && (
        <p class="where">
          <a href={`#${cellId(path)}`} data-step="look" data-cell={cellId(path)}>
            {place}
          </a>
        </p>
      )}
      <label for={id}>{t.explanationAt(place)}</label>
      <textarea id={id} rows={2} data-rule={rule} data-path={path} aria-describedby={`${id}-message`}>
        {readExplanation(draft, finding)}
      </textarea>
    </li>
  );
};

const Nil = ({ page, draft }: ConfirmProps) => {
  const t = page.file.confirm;
  const isNil = readValue(draft, '/nil') === 'true';
  const allZero = isAllZero(draft);
  if (!isNil && !allZero) return <></>;
  return (
    <section class="nil-field" aria-labelledby="confirm-nil-heading">
      <h3 id="confirm-nil-heading">{t.nilHeading}</h3>
      <label class="checkbox">
        <input type="checkbox" id="confirm-nil" checked={isNil} aria-describedby="confirm-nil-hint" />{' '}
        <span>{t.nil}</span>
      </label>
      <p class={allZero ? 'note' : 'wrong'} id="confirm-nil-hint">
        {allZero ? t.nilHint : t.nilWrong}
      </p>
    </section>
  );
};

interface FieldProps {
  readonly id: string;
  readonly path: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly wrong: string;
}

const Field = ({ id, path, label, hint, value, wrong }: FieldProps) => (
  <p class="field">
    <label for={id}>{label}</label>
    <input
      type="text"
      id={id}
      data-field={path}
      value={value}
      autocomplete="off"
      aria-describedby={`${id}-hint ${id}-wrong`}
      aria-invalid={wrong === '' ? undefined : 'true'}
    />
    <span class="quiet" id={`${id}-hint`}>
      {hint}
    </span>
    <span class="wrong" id={`${id}-wrong`} role="status">
      {wrong}
    </span>
  </p>
);

/** Empty where nothing is wrong, or nothing stands there. */
export function tellWrong({ file: { confirm } }: FilingPage, path: string, value: string): string {
  const text = value.trim();
  if (text === '') return '';
  if (path === '/publishedOn') return isIsoDay(writeDay(text)) ? '' : confirm.badDay;
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? '' : confirm.badUrl;
}

const Summary = ({ page, check, lastYear }: ConfirmProps) => {
  const t = page.file.confirm;
  const lines = summarise(check.figures, lastYear?.figures);
  const shown = (value: number | undefined): string => formatNumber(value ?? null);
  return (
    <section aria-labelledby="confirm-summary">
      <h3 id="confirm-summary">{lastYear ? t.summary(lastYear.year) : t.summaryAlone}</h3>
      <div
        class="scroll"
        tabindex={0}
        role="region"
        aria-label={page.t.children.scroll(lastYear ? t.summary(lastYear.year) : t.summaryAlone)}
      >
        <table class="summary-table">
          <thead>
            <tr>
              <th scope="col">{t.item}</th>
              <th scope="col" class="n">
                {t.now}
              </th>
              {lastYear && (
                <>
                  <th scope="col" class="n">
                    {t.last}
                  </th>
                  <th scope="col" class="n">
                    {t.change}
                  </th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ label, now, last }) => (
              <tr>
                <th scope="row">{inLang(label, page.lang)}</th>
                <td class="n">{shown(now)}</td>
                {lastYear && (
                  <>
                    <td class="n">{shown(last)}</td>
                    <td class="n">{tellChange(now, last)}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

function tellChange(now: number | undefined, last: number | undefined): string {
  if (now === undefined || last === undefined) return formatNumber(null);
  const change = now - last;
  return change > 0 ? `+${formatNumber(change)}` : formatNumber(change).replace('-', '−');
}
