/** What official texts in Word are made of: title, headings, passages, tables, 落款 and foot, as GB/T 9704-2012 sets them. */
import {
  AlignmentType,
  Footer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { printChineseDay } from '../../shared/domain/basics/calendar.ts';
import type { Signature } from '../../shared/domain/form/report.ts';
import { HEADING_FONT, run, SIZE, TITLE_FONT, TWIPS } from './docx-style.ts';

/** `place`: in grey, to be overwritten or read elsewhere; `note`: small, below a table. */
export interface Passage {
  readonly text: string;
  readonly as: 'text' | 'place' | 'note';
}

export const title = (text: string): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 480 },
    children: [run(text, { size: SIZE.title, font: TITLE_FONT })],
  });

export const markLine = (text: string): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 240 },
    children: [run(text, { size: SIZE.table, color: MARK_COLOUR })],
  });
const MARK_COLOUR = 'B23A2E';

export const heading = (text: string, { pageBreakBefore = false } = {}): Paragraph =>
  new Paragraph({
    keepNext: true,
    pageBreakBefore,
    spacing: { before: pageBreakBefore ? 0 : 240, after: 120 },
    outlineLevel: 0,
    children: [run(text, { font: HEADING_FONT })],
  });

const TWO_CHARACTERS = { firstLine: 2 * SIZE.body * TWIPS };

export function passage({ text, as }: Passage): Paragraph {
  if (as === 'note') return note(text, false);
  const children = [run(text.trim(), as === 'place' ? { color: '808080' } : {})];
  return new Paragraph({ indent: TWO_CHARACTERS, children });
}

export const note = (text: string, isFirst: boolean): Paragraph =>
  new Paragraph({
    spacing: { before: isFirst ? 480 : 60 },
    children: [run(text, { size: SIZE.narrow })],
  });

/** 落款: name and day at the right, four characters from the edge, and never alone on a page. */
export const signatureLines = ({ name, date }: Pick<Signature, 'name'> & Partial<Signature>): Paragraph[] =>
  [name, date === undefined ? '    年  月  日' : printChineseDay(date)].map(
    (text, i) =>
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        keepNext: i === 0,
        spacing: { before: i === 0 ? 480 : 0 },
        indent: { right: 2 * TWO_CHARACTERS.firstLine },
        children: [run(text)],
      }),
  );

export const foot = (text: string): Footer =>
  new Footer({
    children: [
      new Paragraph({ children: [run(text, { size: SIZE.narrow })] }),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: SIZE.narrow })],
      }),
    ],
  });

/** Left and right of a figure. */
export const INSET = 40;

export interface CellOptions {
  readonly columnSpan?: number;
  readonly rowSpan?: number;
  readonly align?: 'left' | 'center';
  readonly size?: number;
  /** Room left and right. */
  readonly inset?: number;
  /** On the same page as the next row. */
  readonly keepNext?: boolean;
}

export function cell(
  text: string,
  {
    columnSpan = 1,
    rowSpan = 1,
    align = 'center',
    size = SIZE.table,
    inset = INSET,
    keepNext = false,
  }: CellOptions = {},
): TableCell {
  return new TableCell({
    columnSpan,
    rowSpan,
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: inset, right: inset, top: 15, bottom: 15 },
    children: [
      new Paragraph({
        alignment: align === 'left' ? AlignmentType.LEFT : AlignmentType.CENTER,
        keepNext,
        children: [run(text, { size })],
      }),
    ],
  });
}

export function table(columnWidths: readonly number[], rows: readonly TableRow[]): Table {
  return new Table({
    width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: [...columnWidths],
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    rows: [...rows],
  });
}

export const row = (children: readonly TableCell[], { isHead = false } = {}): TableRow =>
  new TableRow({ cantSplit: true, tableHeader: isHead, children: [...children] });
