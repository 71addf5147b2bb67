/** The words for what an office says of a report, the same on pages, in mails and in files. */
import type { Text } from '../../basics/text.ts';
import type { OfficeMark, OfficeMarkKind, OfficeReturn } from './office-standing.ts';

export const RETURNED_BY_OFFICE: Text = { zh: '主管部门退回', en: 'Returned by the office' };
/** While the report before it is in force again. */
export const CORRECTION_RETURNED: Text = {
  zh: '更正被主管部门退回',
  en: 'Correction returned by the office',
};

/** What it says was returned, and nothing has been corrected. */
export const UNCHANGED_SINCE_RETURN: Text = { zh: '退回后未改', en: 'Unchanged since its return' };

export const MARK_WORDS: Readonly<Record<OfficeMarkKind, Text>> = {
  demanded: { zh: '要求更正', en: 'Correction demanded' },
  confirmed: { zh: '审核通过', en: 'Confirmed' },
  'explanation-recognised': { zh: '说明已认可', en: 'Explanation recognised' },
  'explanation-refused': { zh: '说明不予认可', en: 'Explanation not recognised' },
};

/** Until when it is to be corrected; the day itself is in time. */
export const describeDay = ({ until }: Pick<OfficeReturn, 'until'>): Text => ({
  zh: `请在 ${until} 前更正(含当日)`,
  en: `to be corrected by ${until}`,
});

/** With its day, where it has one. */
export function describeMark({ kind, until }: OfficeMark): Text {
  const word = MARK_WORDS[kind];
  if (until === undefined) return word;
  const day = describeDay({ until });
  return { zh: `${word.zh}\uff0c${day.zh}`, en: `${word.en}, ${day.en}` };
}
