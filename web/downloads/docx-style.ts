/** How the official form is set: A4, fonts and margins of GB/T 9704-2012. */
import { TextRun, convertMillimetersToTwip } from 'docx';
import { printable } from './printable.ts';

export const FONT = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋' };
export const HEADING_FONT = { ...FONT, eastAsia: '黑体' };
export const TITLE_FONT = { ...FONT, eastAsia: '方正小标宋简体' };
/** Half-points: 二号, 三号, 五号, 小五 and 六号. */
export const SIZE = { title: 44, body: 32, table: 21, narrow: 18, smallest: 15 };
/** A half-point in twips, which is what a Chinese character is wide; a digit of the text's font is half of that. */
export const TWIPS = 10;
/** A4 as Word has it. */
export const PAGE = { width: 11906, height: 16838 };
export const MARGIN = {
  top: convertMillimetersToTwip(37),
  bottom: convertMillimetersToTwip(35),
  left: convertMillimetersToTwip(28),
  right: convertMillimetersToTwip(26),
};
export const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right;

export const run = (
  text: string,
  options: { size?: number; font?: typeof FONT; color?: string } = {},
): TextRun => new TextRun({ text: printable(text), ...options });
