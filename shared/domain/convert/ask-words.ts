/** The words of what is asked: what is the matter, and what to do. */
import type { Text } from '../basics/text.ts';
import type { AskReason } from './conversion.ts';

export const ASK_WORDS: Readonly<Record<AskReason, Text>> = {
  'several-readings': {
    zh: '几个数字连在一起，可以有不止一种拆分；请对照原文选定，或逐格填写。',
    en: 'The figures run together and can be parted in more than one way: choose by the original, or fill in the cells.',
  },
  'no-reading': {
    zh: '这些数字怎样拆分都与本行的格数、合计对不上；请对照原文逐格填写。',
    en: 'However these figures are parted, they fit neither the number of cells nor the total: fill in the cells by the original.',
  },
  'missing-row': {
    zh: '文件中没有找到这里的数字；请填写，确实没有的填 0。',
    en: 'No figures for this were found in the file: fill them in, with 0 where there were none.',
  },
  'partly-blank': {
    zh: '这一行的数字比格数少，看不出哪一格是空的；请对照原文逐格填写。',
    en: 'This row has fewer figures than cells, and nothing tells which cell is blank: fill in the cells by the original.',
  },
  'no-unit': {
    zh: '金额没有写明单位；请确认是元还是万元。',
    en: 'The amount states no unit: say whether it is yuan or 10 000 yuan.',
  },
  'other-edition': {
    zh: '文件用的是另一年度版式的表，没有这里所要的数字；请按本年度的版式填写。',
    en: 'The file bears the table of the other edition, which does not say what this year’s form asks for: fill it in.',
  },
  'doubtful-source': {
    zh: '这里的文字不一定可靠（可能是已删改的内容，或是按位置拼起来的）；请对照原文确认。',
    en: 'The text here is not certain (it may have been deleted, or was put together from positions): confirm it by the original.',
  },
  contradicting: {
    zh: '文件中同一项出现了两次，数字不一样；请选定正确的。',
    en: 'The file says this twice, with different figures: choose the right one.',
  },
  'no-agency': {
    zh: '文件中看不出是哪个机关的报告；请选定机关。',
    en: 'The file does not tell for certain whose report it is: choose the agency.',
  },
  'no-year': {
    zh: '文件中看不出是哪一年的报告；请选定年度。',
    en: 'The file does not tell for certain which year it is about: choose the year.',
  },
  nil: {
    zh: '表三全部为 0，正文也说没有收到申请；如果全年确实没有收到、没有办理申请，请确认为零报告。',
    en: 'Every figure of table three is 0 and the text says that no application was received: confirm it if none was received or handled.',
  },
};
