/** The words for states, kinds, lists and changes, the same on pages, in mails, files and tables. */
import type { AgencyYearState } from './agency-year.ts';
import type { AgencyKind } from './calendar.ts';
import type { ChangeName, ListName } from './compliance.ts';
import type { Text } from './text.ts';

export const STATE_WORDS: Readonly<Record<AgencyYearState, Text>> = {
  'not-obliged': { zh: '无需报送', en: 'Not obliged' },
  missing: { zh: '未报送', en: 'Missing' },
  returned: { zh: '已退回', en: 'Returned' },
  flagged: { zh: '待说明', en: 'Flagged' },
  accepted: { zh: '已接收', en: 'Accepted' },
};

export const KIND_WORDS: Readonly<Record<AgencyKind, Text>> = {
  department: { zh: '部门', en: 'Department' },
  government: { zh: '政府', en: 'Government' },
  township: { zh: '乡镇街道', en: 'Township or street' },
  institution: { zh: '事业单位', en: 'Institution' },
  consolidated: { zh: '全区汇总', en: 'Consolidated' },
};

/** Of a zero report, beside its state. */
export const ZERO_WORDS: Readonly<Record<'confirmed' | 'unconfirmed', Text>> = {
  confirmed: { zh: '零报告\uff08已确认\uff09', en: 'Zero report (confirmed)' },
  unconfirmed: { zh: '全部为零\uff08未确认\uff09', en: 'All zeros (unconfirmed)' },
};

export const CHANGE_WORDS: Readonly<Record<ChangeName, Text>> = {
  newlyAccepted: { zh: '新接收', en: 'Newly accepted' },
  newlyLate: { zh: '新逾期', en: 'Newly late' },
  newlyReturned: { zh: '新退回', en: 'Newly returned' },
  corrected: { zh: '已更正', en: 'Corrected' },
  reopened: { zh: '重新待说明', en: 'Re-opened' },
};

export const LIST_WORDS: Readonly<Record<ListName, Text>> = {
  missing: { zh: '未报送', en: 'Missing' },
  returned: { zh: '已退回', en: 'Returned' },
  returnedCorrection: { zh: '更正被退回', en: 'Correction returned' },
  late: { zh: '迟报', en: 'Late' },
  flagged: { zh: '待说明', en: 'Flagged' },
  zeroUnconfirmed: { zh: '全部为零\uff0c未确认', en: 'All zeros, unconfirmed' },
  accepted: { zh: '已接收', en: 'Accepted' },
};

/** Those of one language, by the same keys. */
export function wordsIn<Key extends string>(
  language: keyof Text,
  words: Readonly<Record<Key, Text>>,
): Readonly<Record<Key, string>>;
export function wordsIn(language: keyof Text, words: Readonly<Record<string, Text>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([key, text]) => [key, text[language]]));
}
