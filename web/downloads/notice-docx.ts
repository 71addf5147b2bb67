/** The notice (通报) as a Word document: A4, in the fonts of official documents, with tables whose heads repeat on each page. */
import { Document, Packer, type Paragraph, type Table } from 'docx';
import { zhCn } from '../texts/zh-cn.ts';
import { NOTICE_WORDS } from '../texts/notice-zh-cn.ts';
import type { Notice } from './compliance-notice.ts';
import {
  cell,
  foot,
  heading,
  markLine,
  note,
  passage,
  row,
  signatureLines,
  table,
  title,
} from './docx-parts.ts';
import { FONT, MARGIN, PAGE, SIZE, TEXT_WIDTH } from './docx-style.ts';
import { printable } from './printable.ts';

interface Told {
  /** In the foot of each page. */
  readonly foot: string;
  /** After the text, line by line. */
  readonly notes: readonly string[];
}

export async function writeNoticeDocx(notice: Notice, told: Told): Promise<Uint8Array> {
  const document = new Document({
    title: printable(notice.title),
    creator: zhCn.product,
    styles: { default: { document: { run: { font: FONT, size: SIZE.body } } } },
    sections: [
      {
        properties: { page: { size: PAGE, margin: MARGIN } },
        footers: { default: foot(told.foot) },
        children: [
          title(notice.title),
          ...(notice.mark === undefined ? [] : [markLine(notice.mark)]),
          passage({ text: notice.opening, as: 'text' }),
          ...notice.sections.flatMap(drawSection),
          passage({ text: notice.closing, as: 'text' }),
          ...signatureLines({ name: NOTICE_WORDS.office, date: notice.day }),
          ...told.notes.map((text, i) => note(text, i === 0)),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

function drawSection(section: Notice['sections'][number]): (Paragraph | Table)[] {
  const { table: listed } = section;
  return [
    heading(section.heading),
    ...section.passages.map((text) => passage({ text, as: 'text' })),
    ...(listed ? [drawTable(listed)] : []),
    ...(listed?.more === undefined ? [] : [passage({ text: listed.more, as: 'note' })]),
  ];
}

function drawTable({ columns, rows }: NonNullable<Notice['sections'][number]['table']>): Table {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  return table(
    columns.map(({ width }) => Math.floor((TEXT_WIDTH * width) / whole)),
    [
      row(
        columns.map(({ head }) => cell(head, { keepNext: true })),
        { isHead: true },
      ),
      ...rows.map((cells) => row(cells.map((text) => cell(text)))),
    ],
  );
}
