/** The texts of a report, each in a field, with what the rules say of it beside it. */
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import type { Report } from '../../../shared/domain/form/report.ts';
import type { ShownFinding } from '../../form/shown-finding.ts';
import { inLang } from '../../texts/language.ts';
import { writeDay } from '../draft-document.ts';
import { isLastYears, notePath, readValue, type FilingDraft } from '../filing-draft.ts';
import { fieldId, nameCell } from './look-form.tsx';
import type { LookPage } from './look-page.ts';
import { readTypedNumber } from '../../../shared/domain/convert/typed-number.ts';
import { isIsoDay } from '../../../shared/domain/basics/calendar.ts';

interface TextsProps {
  readonly page: LookPage;
  readonly draft: FilingDraft;
  readonly findings: readonly ShownFinding[];
  readonly lastYear: Report | undefined;
}

export const TEXT_PARTS = ['preamble', 'overview', 'problems', 'other'] as const;
type TextPart = (typeof TEXT_PARTS)[number];
export const TEXT_PATHS: Readonly<Record<TextPart, string>> = {
  preamble: '/preamble',
  overview: '/narrative/overview',
  problems: '/narrative/problems',
  other: '/narrative/other',
};

const ROWS: Readonly<Record<TextPart, number>> = { preamble: 3, overview: 12, problems: 8, other: 5 };

/** One text: its field, and what is said of it. */
export const TextField = (props: TextsProps & { readonly part: TextPart }) => {
  const { page, draft, part, lastYear } = props;
  const path = TEXT_PATHS[part];
  const id = fieldId(path);
  const last = lastYear && readLastText(lastYear, part);
  return (
    <section class="text-field" aria-labelledby={`${id}-label`}>
      <h3 id={`${id}-label`}>
        <label for={id}>{page.look.texts[part]}</label>
      </h3>
      <p class="hint" id={`${id}-hint`}>
        {draft.edition === '2019' && part === 'other'
          ? page.look.texts.hints2019.other
          : page.look.texts.hints[part]}
      </p>
      <div class="beside-rules">
        <textarea
          id={id}
          data-path={path}
          rows={ROWS[part]}
          lang="zh-CN"
          aria-describedby={`${id}-hint ${id}-said`}
        >
          {/* The first line break of a text field is none: a parser leaves it out. */}
          {`\n${readValue(draft, path)}`}
        </textarea>
        <div class="said" id={`${id}-said`}>
          <SaidOfText {...props} />
        </div>
      </div>
      {last !== undefined && last.trim() !== '' && lastYear && (
        <details class="last-text">
          <summary>{page.look.texts.lastText(lastYear.year)}</summary>
          <p lang="zh-CN">{last}</p>
        </details>
      )}
    </section>
  );
};

const readLastText = ({ preamble = '', narrative }: Report, part: TextPart): string =>
  part === 'preamble' ? preamble : narrative[part];

/** Redrawn after each check. */
export const SaidOfText = ({
  page,
  draft,
  findings,
  part,
}: Pick<TextsProps, 'page' | 'draft' | 'findings'> & { readonly part: TextPart }) => {
  const path = TEXT_PATHS[part];
  const text = readValue(draft, path);
  const here = findings.filter((finding) => finding.path === path || finding.passage?.path === path);
  return (
    <>
      {isLastYears(draft, path) && (
        <p class="finding-short finding-short-warning">{page.look.texts.isLastYears(draft.year - 1)}</p>
      )}
      {here.map((finding) => (
        <SaidOfPlace page={page} finding={finding} text={text} />
      ))}
      {text !== '' && (
        <p class="quiet">{page.look.texts.length(formatNumber(text.replace(/\s/g, '').length))}</p>
      )}
    </>
  );
};

const SaidOfPlace = ({
  page,
  finding,
  text,
}: {
  readonly page: LookPage;
  readonly finding: ShownFinding;
  readonly text: string;
}) => {
  const { passage, severity, message, explanation } = finding;
  const quoted = passage ? text.slice(passage.start, passage.end) : '';
  return (
    <p class={`finding-short finding-short-${explanation ? 'info' : severity}`}>
      <b>{page.t.agency[severity]}</b> {inLang(message, page.lang)}
      {quoted !== '' && (
        <q class="passage" lang="zh-CN">
          {quoted}
        </q>
      )}
    </p>
  );
};

/** Remarks that stood in cells of the original. */
export const NoteFields = ({ page, draft }: Pick<TextsProps, 'page' | 'draft'>) =>
  draft.noted.length === 0 ? (
    <></>
  ) : (
    <section class="note-fields">
      <h3>{page.look.notes.heading}</h3>
      <p class="hint">{page.look.notes.hint}</p>
      <ul>
        {draft.noted.map((about, i) => {
          const path = notePath(i);
          return (
            <li>
              <label for={fieldId(path)}>{nameCell(page, draft.edition, about)}</label>
              <input
                id={fieldId(path)}
                data-path={path}
                value={readValue(draft, path)}
                autocomplete="off"
                lang="zh-CN"
              />
            </li>
          );
        })}
      </ul>
    </section>
  );

const FEES = ['notices', 'noticedCny', 'collectedCny'] as const;

/** 信息处理费, which section six of edition 2021 states. */
export const FeeFields = ({ page, draft }: Pick<TextsProps, 'page' | 'draft'>) =>
  draft.edition === '2019' ? (
    <></>
  ) : (
    <fieldset class="small-fields">
      <legend>{page.look.fees.heading}</legend>
      {FEES.map((key) => (
        <SmallField page={page} draft={draft} path={`/processingFee/${key}`} label={page.look.fees[key]} />
      ))}
    </fieldset>
  );

/** 落款. */
export const SignatureFields = ({ page, draft }: Pick<TextsProps, 'page' | 'draft'>) => {
  const t = page.look.signature;
  return (
    <fieldset class="small-fields signature-fields">
      <legend>{t.heading}</legend>
      <SmallField page={page} draft={draft} path="/signature/name" label={t.name} />
      <SmallField page={page} draft={draft} path="/signature/date" label={t.date} hint={t.dateHint} />
    </fieldset>
  );
};

/** What is wrong with what stands in a small field, or nothing; undefined where the path is no such field's. */
export function tellSmallField({ look }: LookPage, path: string, value: string): string | undefined {
  if (path === '/signature/name') return '';
  if (path === '/signature/date')
    return value.trim() === '' || isIsoDay(writeDay(value)) ? '' : look.signature.wrongDate;
  if (!path.startsWith('/processingFee/')) return undefined;
  const typed = readTypedNumber(value, path === '/processingFee/notices' ? 'count' : 'yuan');
  return typed.kind === 'wrong' ? look.wrong(typed.problem) : '';
}

interface SmallFieldProps extends Pick<TextsProps, 'page' | 'draft'> {
  readonly path: string;
  readonly label: string;
  readonly hint?: string;
}

const SmallField = ({ page, draft, path, label, hint }: SmallFieldProps) => {
  const id = fieldId(path);
  const wrong = tellSmallField(page, path, readValue(draft, path));
  return (
    <p class="small-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        data-path={path}
        value={readValue(draft, path)}
        autocomplete="off"
        placeholder={hint}
        aria-describedby={`${id}-told`}
        aria-invalid={wrong === '' ? undefined : 'true'}
      />
      <span class="told" id={`${id}-told`}>
        {wrong}
      </span>
    </p>
  );
};
