/** What an office asked for by a form, and what can't be done: said at the field that it is about. */
import type { Text } from '../domain/basics/text.ts';

export interface FieldProblem {
  /** One of the fields of what was asked. */
  readonly field: string;
  readonly message: Text;
}

export interface RefusedFields {
  readonly kind: 'refused';
  readonly problems: readonly FieldProblem[];
}

export const refuseField = (field: string, message: Text): RefusedFields => ({
  kind: 'refused',
  problems: [{ field, message }],
});

export const NO_REASON: Text = { zh: '请写明理由。', en: 'Say why.' };
