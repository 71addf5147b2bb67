/**
 * How an office does something by a form: what is typed, what it would change, the confirmation, and where it goes on. Nothing
 * is kept between the steps: each sends all that was typed.
 */
import type { Child } from 'hono/jsx';
import { readFields } from '../../http/form-fields.ts';
import { inLang } from '../../texts/language.ts';
import { OFFICE_FORMS_TEXTS } from '../../texts/office-forms.ts';
import type { FieldProblem, RefusedFields } from '../../../shared/pipeline/refused-fields.ts';
import type { OfficeFormsTexts } from '../../texts/office-forms-zh-cn.ts';
import { Layout } from '../../site/layout.tsx';
import { hrefNow, type PageContext } from '../../site/page-context.ts';
import { OfficeRefusal } from '../office-problem.ts';
import { makeOfficePage, showPage } from '../office-page.tsx';
import type { OfficeContext, OfficeDeps } from '../ports.ts';
import { FieldView, fieldId, type Field } from './field-view.tsx';

export const tellTexts = ({ lang }: Pick<PageContext, 'lang'>): OfficeFormsTexts => OFFICE_FORMS_TEXTS[lang];

/** What was typed, by the names of fields: '' where nothing was. */
export type Typed = (name: string) => string;

export interface OfficeForm<Planned extends { readonly kind: string }> {
  readonly title: string;
  readonly crumbs: readonly { readonly name: string; readonly path: string }[];
  /** Where it is sent. */
  readonly path: string;
  readonly intro: string;
  readonly fields: (typed: Typed) => readonly Field[];
  /** What stands above the fields, and is sent with them. */
  readonly before?: Child;
  /** What stands below the form. */
  readonly after?: Child;
  /** Sent along from step to step. */
  readonly kept?: readonly (readonly [string, string])[];
  /** `id`: of what is about to be done. */
  readonly plan: (typed: Typed, id: string) => Promise<Planned | RefusedFields>;
  /** What would change. */
  readonly tell: (planned: Planned) => Child;
  /** Whether what is planned can be confirmed. */
  readonly canConfirm?: (planned: Planned) => boolean;
  /** Where it goes on afterwards. */
  readonly perform: (typed: Typed, id: string) => Promise<string | RefusedFields>;
}

const ID = /^[0-9a-f-]{36}$/;

export async function converse<Planned extends { readonly kind: string }>(
  c: OfficeContext,
  deps: Pick<OfficeDeps, 'now' | 'assets'>,
  form: OfficeForm<Planned>,
): Promise<Response> {
  const field = await readFields(c);
  const typed: Typed = (name) => field(name)?.trim() ?? '';
  const step = field('step');
  if (step === 'edit') return showForm(c, deps, form, typed);
  const id = step === 'confirm' ? typed('id') : crypto.randomUUID();
  if (!ID.test(id)) throw new OfficeRefusal('malformed');
  if (step === 'confirm') {
    const done = await form.perform(typed, id);
    return typeof done === 'string'
      ? c.redirect(hrefNow(makeOfficePage(c, deps), done), 303)
      : showForm(c, deps, form, typed, done.problems);
  }
  const planned = await form.plan(typed, id);
  return isRefused(planned)
    ? showForm(c, deps, form, typed, planned.problems)
    : showConfirmation(c, deps, form, typed, { planned, id });
}

const isRefused = (planned: { readonly kind: string }): planned is RefusedFields =>
  planned.kind === 'refused';

/** `done`: what was just done, in words. */
export function showForm<Planned extends { readonly kind: string }>(
  c: OfficeContext,
  deps: Pick<OfficeDeps, 'now' | 'assets'>,
  { title, crumbs, path, intro, fields, before, after, kept = [] }: OfficeForm<Planned>,
  typed: Typed,
  problems: readonly FieldProblem[] = [],
  done?: string,
): Promise<Response> {
  const page = makeOfficePage(c, deps);
  const t = tellTexts(page);
  const shown = fields(typed);
  return showPage(
    c,
    <Layout page={page} title={title} crumbs={[...crumbs]}>
      <div class="title">
        <h1>{title}</h1>
        <p class="note">{intro}</p>
      </div>
      {done !== undefined && (
        <p class="banner banner-done" role="status">
          {done}
        </p>
      )}
      {problems.length > 0 && (
        <div class="banner banner-returned" role="alert">
          <p>{t.faults}</p>
          <ul>
            {problems.map(({ field, message }) => (
              <li>
                {shown.some(({ name }) => name === field) ? (
                  <a href={`#${fieldId(field)}`}>{inLang(message, page.lang)}</a>
                ) : (
                  inLang(message, page.lang)
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      <form class="act-form" method="post" action={hrefNow(page, path)} novalidate>
        <Kept kept={kept} />
        {before}
        {shown.map((field) => (
          <FieldView page={page} field={field} problems={problems} />
        ))}
        <button class="button button-main" type="submit">
          {t.check}
        </button>
      </form>
      {after}
    </Layout>,
    problems.length > 0 ? 422 : 200,
  );
}

const Kept = ({ kept }: { readonly kept: readonly (readonly [string, string])[] }) => (
  <>
    {kept.map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
);

function showConfirmation<Planned extends { readonly kind: string }>(
  c: OfficeContext,
  deps: Pick<OfficeDeps, 'now' | 'assets'>,
  { title, crumbs, path, fields, kept = [], tell, canConfirm = () => true }: OfficeForm<Planned>,
  typed: Typed,
  { planned, id }: { readonly planned: Planned; readonly id: string },
): Promise<Response> {
  const page = makeOfficePage(c, deps);
  const t = tellTexts(page);
  const shown = fields(typed);
  const isPossible = canConfirm(planned);
  return showPage(
    c,
    <Layout page={page} title={title} crumbs={[...crumbs]}>
      <div class="title">
        <h1>{title}</h1>
        {isPossible && <p class="note">{t.notYet}</p>}
      </div>
      <dl class="asked-act">
        {shown
          .filter(({ value }) => value !== '')
          .map(({ label, value, options = [] }) => (
            <>
              <dt>{label}</dt>
              <dd class="act-why">{options.find((option) => option.value === value)?.label ?? value}</dd>
            </>
          ))}
      </dl>
      {tell(planned)}
      <form class="act-confirm" method="post" action={hrefNow(page, path)}>
        <Kept kept={kept} />
        <Kept kept={shown.map(({ name, value }) => [name, value] as const)} />
        <input type="hidden" name="id" value={id} />
        {isPossible && (
          <button class="button button-main" type="submit" name="step" value="confirm">
            {t.confirm}
          </button>
        )}
        <button class="button" type="submit" name="step" value="edit">
          {t.edit}
        </button>
      </form>
    </Layout>,
  );
}
