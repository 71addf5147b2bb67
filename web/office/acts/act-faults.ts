/** What stands in the way of an act, said at the field where it is mended. */
import type { Text } from '../../../shared/domain/basics/text.ts';
import { REFUSAL_WORDS } from '../../../shared/domain/standing/acts/act-words.ts';
import type { ActRefusal } from '../../../shared/domain/standing/acts/check-act.ts';
import { OFFICE_ACTS_TEXTS } from '../../texts/office-acts.ts';
import type { OfficeActsTexts } from '../../texts/office-acts-zh-cn.ts';

export type ActField = 'why' | 'until' | 'places' | 'answer';

export interface ActFault {
  /** `undefined`: no field of the form mends it. */
  readonly field: ActField | undefined;
  readonly words: Text;
}

const FIELDS: Partial<Record<ActRefusal, ActField>> = {
  'reason-missing': 'why',
  'reason-too-long': 'why',
  'reason-private': 'why',
  'day-past': 'until',
  'day-too-far': 'until',
  'unknown-place': 'places',
  'too-many-places': 'places',
};

export const tellFault = (why: ActRefusal): ActFault => ({ field: FIELDS[why], words: REFUSAL_WORDS[why] });

export const sayFault = (field: ActField, say: (t: OfficeActsTexts['errors']) => string): ActFault => ({
  field,
  words: { zh: say(OFFICE_ACTS_TEXTS['zh-CN'].errors), en: say(OFFICE_ACTS_TEXTS.en.errors) },
});
