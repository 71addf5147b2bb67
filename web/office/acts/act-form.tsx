/** The form of one act. It opens without a script, and keeps what was typed where something is wrong. */
import type { Child } from 'hono/jsx';
import { printChinaMinute } from '../../../shared/domain/basics/calendar.ts';
import { chooseEdition } from '../../../shared/domain/form/catalogue.ts';
import { listPlaces, placeName } from '../../../shared/domain/form/cell-names.ts';
import { EXPLANATION_ANSWERS } from '../../../shared/domain/standing/acts/act.ts';
import { MAX_REASON } from '../../../shared/domain/standing/acts/check-act.ts';
import { inLang } from '../../texts/language.ts';
import { OFFICE_ACTS_TEXTS } from '../../texts/office-acts.ts';
import type { OfficeActsTexts } from '../../texts/office-acts-zh-cn.ts';
import { officeAgencyPath } from '../../site/office-address.ts';
import { hrefNow, type PageContext } from '../../site/page-context.ts';
import type { ActFault, ActField } from './act-faults.ts';
import type { DeedKind, DraftedAct } from './drafted-act.ts';
import type { OfficeYear } from './read-year.ts';

export const tellTexts = ({ lang }: Pick<PageContext, 'lang'>): OfficeActsTexts => OFFICE_ACTS_TEXTS[lang];

/** What was typed before, and what is wrong with it. */
export interface Typed {
  readonly draft: DraftedAct;
  readonly fault: ActFault | undefined;
}

interface FormProps {
  readonly page: PageContext;
  readonly view: OfficeYear;
  readonly kind: DeedKind;
  /** What it is about: a submission, or an act to withdraw. */
  readonly about: { readonly submission?: string | undefined; readonly act?: string | undefined };
  readonly typed: Typed | undefined;
}

const PLACES_ID = 'office-places';
/** More are named by what holds them, or in a second act. */
const FREE_PLACES = 4;

export const ActForm = ({ page, view, kind, about, typed }: FormProps) => {
  const t = tellTexts(page);
  const { draft, fault } = typed ?? {};
  const form = about.act === undefined ? kind : `${kind}-${about.act}`;
  const props = { page, form, draft, fault };
  const isCorrection = kind === 'return' || kind === 'demand';
  return (
    <form
      class="act-form"
      method="post"
      action={hrefNow(page, officeAgencyPath(view.roster.id, view.on.year))}
    >
      <p class="note">{t.acts.hint[kind]}</p>
      <input type="hidden" name="kind" value={kind} />
      {about.act !== undefined && <input type="hidden" name="act" value={about.act} />}
      {kind === 'withhold' && view.submissions.length > 1 ? (
        <SubmissionField {...props} view={view} chosen={draft?.submission ?? about.submission} />
      ) : (
        about.submission !== undefined && <input type="hidden" name="submission" value={about.submission} />
      )}
      {kind === 'answer-explanation' && (
        <>
          <Explanations page={page} view={view} />
          <AnswerField {...props} />
        </>
      )}
      {(isCorrection || kind === 'note') && (
        <DayField
          {...props}
          label={isCorrection ? t.fields.until : t.fields.promised}
          isRequired={isCorrection}
        />
      )}
      {isCorrection && <PlacesFields {...props} view={view} />}
      <ReasonField {...props} kind={kind} />
      <button class="button button-main" type="submit">
        {t.acts.preview}
      </button>
    </form>
  );
};

interface FieldProps {
  readonly page: PageContext;
  /** Tells the fields of one form from those of another. */
  readonly form: string;
  readonly draft: DraftedAct | undefined;
  readonly fault: ActFault | undefined;
}

export const fieldId = (form: string, field: ActField): string => `${form}-${field}`;

/** For `aria-describedby`: the hint, and the fault where there is one. */
const describedBy = ({ form, fault }: FieldProps, field: ActField): string =>
  [`${fieldId(form, field)}-hint`, ...(fault?.field === field ? [`${fieldId(form, field)}-fault`] : [])].join(
    ' ',
  );

const FieldFault = ({ page, form, fault, field }: FieldProps & { readonly field: ActField }) =>
  fault?.field === field ? (
    <p class="invalid" id={`${fieldId(form, field)}-fault`}>
      {sentence(page, inLang(fault.words, page.lang))}
    </p>
  ) : (
    <></>
  );

/** Words of the command line begin small and end without a stop. */
export const sentence = ({ lang }: Pick<PageContext, 'lang'>, words: string): string =>
  lang === 'en'
    ? `${words.slice(0, 1).toUpperCase()}${words.slice(1).replace(/\.$/, '')}.`
    : `${words.replace(/。$/, '')}。`;

const ReasonField = ({ kind, ...props }: FieldProps & { readonly kind: DeedKind }) => {
  const { page, form, draft, fault } = props;
  const t = tellTexts(page).fields;
  const id = fieldId(form, 'why');
  const isOptional = kind === 'confirm' || kind === 'answer-explanation';
  return (
    <div class="act-field">
      <label for={id}>
        {kind === 'note' ? t.whyNote : t.why}
        {isOptional && t.whyOptional}
      </label>
      <textarea
        id={id}
        name="why"
        rows={3}
        maxlength={MAX_REASON}
        required={!isOptional}
        aria-invalid={fault?.field === 'why' ? 'true' : undefined}
        aria-describedby={describedBy(props, 'why')}
      >
        {draft?.why ?? ''}
      </textarea>
      <FieldFault {...props} field="why" />
      <p class="note" id={`${id}-hint`}>
        {kind === 'note' ? tellTexts(page).history.notePrivate : t.whyPublic}
      </p>
    </div>
  );
};

const DayField = ({
  label,
  isRequired,
  ...props
}: FieldProps & { readonly label: string; readonly isRequired: boolean }) => {
  const { page, form, draft, fault } = props;
  const id = fieldId(form, 'until');
  return (
    <div class="act-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="date"
        name="until"
        value={draft?.until ?? ''}
        required={isRequired}
        aria-invalid={fault?.field === 'until' ? 'true' : undefined}
        aria-describedby={describedBy(props, 'until')}
      />
      <FieldFault {...props} field="until" />
      <p class="note" id={`${id}-hint`}>
        {tellTexts(page).fields.untilHint}
      </p>
    </div>
  );
};

const Choices = ({ legend, children }: { readonly legend: string; readonly children: Child }) => (
  <fieldset class="act-field">
    <legend>{legend}</legend>
    {children}
  </fieldset>
);

const AnswerField = (props: FieldProps) => {
  const { page, form, draft, fault } = props;
  const t = tellTexts(page).fields;
  return (
    <Choices legend={t.answer}>
      {EXPLANATION_ANSWERS.map((answer, i) => (
        <label class="choice">
          <input
            type="radio"
            name="answer"
            value={answer}
            id={i === 0 ? fieldId(form, 'answer') : undefined}
            checked={draft?.answer === answer}
            required
            aria-describedby={fault?.field === 'answer' ? `${fieldId(form, 'answer')}-fault` : undefined}
          />{' '}
          {t[answer]}
        </label>
      ))}
      <FieldFault {...props} field="answer" />
    </Choices>
  );
};

/** Those that findings name are ticked, others are written. */
const PlacesFields = ({ view, ...props }: FieldProps & { readonly view: OfficeYear }) => {
  const { page, form, draft, fault } = props;
  const t = tellTexts(page).fields;
  const edition = chooseEdition(view.on.year);
  const found = [...new Set(view.findings.map(({ path }) => path))].filter((path) => path !== '');
  const written = draft?.places ?? [];
  const id = fieldId(form, 'places');
  return (
    <>
      {found.length > 0 && (
        <Choices legend={t.pathsFound}>
          {found.map((path) => (
            <label class="choice">
              <input
                type="checkbox"
                name="path"
                value={path}
                checked={draft?.paths.includes(path) === true}
              />{' '}
              {inLang(placeName(edition, path), page.lang)}
            </label>
          ))}
        </Choices>
      )}
      <Choices legend={found.length > 0 ? t.otherPlaces : t.places}>
        {Array.from({ length: Math.max(FREE_PLACES, written.length + 1) }, (_, i) => (
          <input
            type="text"
            name="place"
            list={PLACES_ID}
            id={i === 0 ? id : undefined}
            value={written[i] ?? ''}
            aria-label={t.place(i + 1)}
            autocomplete="off"
            aria-describedby={describedBy(props, 'places')}
            aria-invalid={fault?.field === 'places' ? 'true' : undefined}
          />
        ))}
        <FieldFault {...props} field="places" />
        <p class="note" id={`${id}-hint`}>
          {t.placesHint}
        </p>
      </Choices>
    </>
  );
};

/** What the fields for places offer, once for all forms of a page. */
export const PlacesOffered = ({ page, year }: { readonly page: PageContext; readonly year: number }) => (
  <datalist id={PLACES_ID}>
    {listPlaces(chooseEdition(year)).map(
      ([path, name]) => path !== '' && <option value={inLang(name, page.lang)}></option>,
    )}
  </datalist>
);

const SubmissionField = ({
  page,
  form,
  view,
  chosen,
}: FieldProps & { readonly view: OfficeYear; readonly chosen: string | undefined }) => {
  const t = tellTexts(page).fields;
  return (
    <div class="act-field">
      <label for={`${form}-submission`}>{t.submission}</label>
      <select id={`${form}-submission`} name="submission">
        {view.submissions.map(({ submissionId, receivedAt, outcome }) => (
          <option value={submissionId} selected={submissionId === chosen}>
            {printChinaMinute(receivedAt)} {page.t.agency[outcome]}
          </option>
        ))}
      </select>
    </div>
  );
};

const Explanations = ({ page, view }: { readonly page: PageContext; readonly view: OfficeYear }) => {
  const t = tellTexts(page);
  const given = view.findings.flatMap(({ message, explanation }) =>
    explanation ? [{ message, explanation }] : [],
  );
  return (
    <Choices legend={t.fields.explanations}>
      <ul class="explained">
        {given.map(({ message, explanation }) => (
          <li>
            {inLang(message, page.lang)}
            <blockquote>{explanation.text === '' ? t.findings.kept : explanation.text}</blockquote>
          </li>
        ))}
      </ul>
    </Choices>
  );
};
