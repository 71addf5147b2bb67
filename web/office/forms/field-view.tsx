/** A field of a form, with its hint and what is wrong with it. It works without a script. */
import type { FieldProblem } from '../../../shared/pipeline/refused-fields.ts';
import { inLang } from '../../texts/language.ts';
import type { PageContext } from '../../site/page-context.ts';

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'date' | 'textarea' | 'select' | 'email' | 'tel' | 'url' | 'number';
  readonly value: string;
  readonly hint?: string | undefined;
  readonly isRequired?: boolean | undefined;
  readonly maxLength?: number | undefined;
  /** What a `select` offers. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

export const fieldId = (name: string): string => `field-${name}`;

export const FieldView = ({
  page,
  field,
  problems,
}: {
  readonly page: PageContext;
  readonly field: Field;
  readonly problems: readonly FieldProblem[];
}) => {
  const id = fieldId(field.name);
  const faults = problems.filter((problem) => problem.field === field.name);
  const describedBy = [
    ...(field.hint === undefined ? [] : [`${id}-hint`]),
    ...(faults.length > 0 ? [`${id}-fault`] : []),
  ].join(' ');
  const common = {
    id,
    name: field.name,
    required: field.isRequired,
    'aria-invalid': faults.length > 0 ? ('true' as const) : undefined,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
  };
  return (
    <div class="act-field">
      <label for={id}>{field.label}</label>
      {field.kind === 'textarea' ? (
        <textarea {...common} rows={3} maxlength={field.maxLength}>
          {field.value}
        </textarea>
      ) : field.kind === 'select' ? (
        <select {...common}>
          {(field.options ?? []).map(({ value, label }) => (
            <option value={value} selected={value === field.value}>
              {label}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          type={field.kind}
          value={field.value}
          maxlength={field.maxLength}
          autocomplete="off"
        />
      )}
      {faults.length > 0 && (
        <p class="invalid" id={`${id}-fault`}>
          {faults.map(({ message }) => inLang(message, page.lang)).join(' ')}
        </p>
      )}
      {field.hint !== undefined && (
        <p class="note" id={`${id}-hint`}>
          {field.hint}
        </p>
      )}
    </div>
  );
};
