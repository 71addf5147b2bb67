/** The words for states, kinds, lists and changes, the same on pages, in mails, files and tables. */
import type { AgencyYearState } from '../standing/agency-year.ts';
import { KINDS_BESIDE, type AgencyKind, type KindBeside } from '../basics/calendar.ts';
import type { ChangeName, ListName } from './compliance.ts';
import type { DateInForce } from './dates-in-force.ts';
import type { Text } from '../basics/text.ts';

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
  vertical: { zh: '垂直管理系统单位', en: 'Vertical system' },
};

/** Words for a zero report, beside its state. */
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
  afterInternal: { zh: '已过内部时限', en: 'After the internal date' },
  flagged: { zh: '待说明', en: 'Flagged' },
  zeroUnconfirmed: { zh: '全部为零\uff0c未确认', en: 'All zeros, unconfirmed' },
  accepted: { zh: '已接收', en: 'Accepted' },
};

/**
 * The state in a column of a file, where a word is counted: a flagged report counts as accepted, as everywhere, and one
 * of a kind that is added to nothing is no agency's.
 */
export function stateInFile({ state, kind }: { state: AgencyYearState; kind: AgencyKind }): Text {
  const words = STATE_WORDS[state];
  const { accepted } = STATE_WORDS;
  const { zh, en } =
    state === 'flagged'
      ? { zh: `${accepted.zh}、${words.zh}`, en: `${accepted.en}, ${words.en.toLowerCase()}` }
      : words;
  const beside = KINDS_BESIDE.find((one) => one === kind);
  return beside === undefined
    ? { zh, en }
    : {
        zh: `${BESIDE_WORDS[beside].zh}${zh}`,
        en: `${BESIDE_WORDS[beside].en}: ${en.toLowerCase()}`,
      };
}

export const BESIDE_WORDS: Readonly<Record<KindBeside, Text>> = {
  consolidated: { zh: '汇总报告', en: 'Consolidated report' },
  vertical: KIND_WORDS.vertical,
};

/** What a day is by. */
export const BASIS_WORDS: Readonly<Record<DateInForce['basis'], Text>> = {
  law: { zh: '法定期限', en: 'By law' },
  extension: { zh: '延期', en: 'Extension' },
  internal: { zh: '内部时限', en: 'Internal date' },
};

/** Says how many of a kind stand beside the agencies, and that no number counts them. */
export const BESIDE_NOTES: Readonly<Record<KindBeside, (count: string) => Text>> = {
  consolidated: (count) => ({
    zh: `另有汇总报告 ${count} 份\uff0c不计入机构数`,
    en: `Besides, ${count} consolidated ${count === '1' ? 'report' : 'reports'}, not counted among the agencies`,
  }),
  vertical: (count) => ({
    zh: `另有垂直管理系统单位 ${count} 个\uff0c向本系统报送\uff0c不计入机构数`,
    en: `Besides, ${count} ${count === '1' ? 'unit' : 'units'} of vertical systems, which report inside them, not counted among the agencies`,
  }),
};

/** Whose figures are not real, in one word and in one sentence. */
export const SYNTHETIC_WORD: Text = { zh: '演示数据', en: 'Demonstration data' };
export const SYNTHETIC_HINT: Text = {
  zh: '数字由程序生成\uff0c不是真实报告。',
  en: 'Figures made by a program, not a real report.',
};
export const syntheticNotice = (count: string): Text => ({
  zh: `含演示数据\uff1a名册中 ${count} 个机构用于演示\uff0c其数字由程序生成\uff0c不是真实报告。`,
  en: `Contains demonstration data: ${count} of the agencies on the roster ${count === '1' ? 'is for demonstration; its' : 'are for demonstration; their'} figures were made by a program and are not real reports.`,
});

/** Where that is all of them, so that no row need say it again. */
export const syntheticEverywhere = (count: string): Text => ({
  zh: `演示数据\uff1a这里的 ${count} 个机构全部用于演示\uff0c其数字由程序生成\uff0c不是真实报告。`,
  en: `Demonstration data: all ${count} agencies here are for demonstration; their figures were made by a program and are not real reports.`,
});

/** Those of one language, by the same keys. */
export function wordsIn<Key extends string>(
  language: keyof Text,
  words: Readonly<Record<Key, Text>>,
): Readonly<Record<Key, string>>;
export function wordsIn(language: keyof Text, words: Readonly<Record<string, Text>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([key, text]) => [key, text[language]]));
}
