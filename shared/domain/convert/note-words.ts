/** What is said once of how a file was read: nothing to decide, but a person may want to know. */
import type { Text } from '../basics/text.ts';

export const NOTE_REASONS = [
  'blanks-as-zero',
  'label-misprinted',
  'remark-carried-over',
  'row-not-in-form',
  'other-edition',
  'one-row-other-handling',
  'unit-converted',
  'decided-by-last-year',
  'copied-page',
  'text-left-out',
] as const;
export type NoteReason = (typeof NOTE_REASONS)[number];

export const NOTE_WORDS: Readonly<Record<NoteReason, Text>> = {
  'blanks-as-zero': {
    zh: '原文中空白、“/”或“-”的格子按 0 读取。',
    en: 'Cells that are blank or bear “/” or “-” in the original were read as 0.',
  },
  'label-misprinted': {
    zh: '行名与规定的不一致，按最接近的一行读取。',
    en: 'The row’s name is not as prescribed; it was taken for the row that it resembles most.',
  },
  'remark-carried-over': {
    zh: '格子里的说明文字移到了备注。',
    en: 'A remark that stood in the cell was moved to the notes.',
  },
  'row-not-in-form': {
    zh: '原文多出一行，规定的表中没有，未读入。',
    en: 'The original has a row that the form doesn’t have; it was left out.',
  },
  'other-edition': {
    zh: '原文用的是另一年度版式的表：意思相同的数字已移入，其余请填写。',
    en: 'The original bears the table of the other edition: what means the same was carried over, the rest is asked for.',
  },
  'one-row-other-handling': {
    zh: '原文“其他处理”只有一行：数字放在“3.其他”，另外两行为 0。',
    en: 'The original has one row for “other handling”: its figures stand at “3. Other”, the two other rows are 0.',
  },
  'unit-converted': {
    zh: '金额已按表中的单位换算。',
    en: 'The amount was converted to the unit of the form.',
  },
  'decided-by-last-year': {
    zh: '连在一起的数字按上年报告的数字拆分。',
    en: 'Figures that run together were parted by last year’s report.',
  },
  'text-left-out': {
    zh: '表格所在部分另有一段文字，规定的格式中没有位置，未读入。',
    en: 'There is prose in a section of the tables; the form has no place for it, and it was left out.',
  },
  'copied-page': {
    zh: '文字里夹有拼音，像是转载的网页；请尽量用原发布机关的文件。',
    en: 'There is pinyin inside the words, as on copied pages: better use the publisher’s own file.',
  },
};
