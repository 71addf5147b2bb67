/**
 * The yearly report in the official form as a Word document: head, what stands before the sections, six sections with
 * their text, tables 二, 三 and 四 as the regulation prints them, signature, and on the last page where to find exactly
 * this. Chinese, A4; Word and WPS edit it.
 *
 * Source of form and headings: 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号.
 */
import { Document, ImageRun, Packer, Paragraph } from 'docx';
import type { Edition } from '../../shared/domain/form/catalogue.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import type { Report, Signature } from '../../shared/domain/form/report.ts';
import { zhCn } from '../texts/zh-cn.ts';
import type { MarkedTotals } from '../site/marked-totals.ts';
import { foot, heading, markLine, note, passage, signatureLines, title, type Passage } from './docx-parts.ts';
import { FONT, MARGIN, PAGE, run, SIZE } from './docx-style.ts';
import { applicationsTable, disputesTable, proactiveTable, type FormContext } from './official-tables.ts';
import { printable } from './printable.ts';
import { linesIn } from './lines-in.ts';

export type SectionKey = keyof Report['narrative'] | 'proactive' | 'applications' | 'disputes';

export interface OfficialReport {
  readonly title: string;
  /** That it is a draft; below the title. */
  readonly mark?: string | undefined;
  readonly edition: Edition;
  /** `undefined` where no report is in force: the cells stay empty. */
  readonly figures: Figures | undefined;
  /** Where the figures are totals: those to be checked are marked. */
  readonly totals?: MarkedTotals | undefined;
  readonly preamble?: string | undefined;
  /** Paragraphs under each heading; below the tables, where it has one. */
  readonly sections: Readonly<Record<SectionKey, readonly Passage[]>>;
  /** The day is left open where it is not known yet. */
  readonly signature?: (Pick<Signature, 'name'> & Partial<Signature>) | undefined;
  /** In the foot of each page: how many reports are in it, and as of when. */
  readonly foot: string;
  /** After the sections, line by line. */
  readonly notes: readonly string[];
  /** Where exactly this version stands for good, also as a picture that a telephone reads; none before it is filed. */
  readonly address?: { readonly label: string; readonly url: string; readonly qrPng: Uint8Array };
}

const { narrative, tables } = zhCn.agency;

export async function writeOfficialDocx(report: OfficialReport): Promise<Uint8Array> {
  const { sections, signature, mark, preamble = '' } = report;
  const context: FormContext = { edition: report.edition, figures: report.figures, totals: report.totals };
  const document = new Document({
    title: printable(report.title),
    creator: zhCn.product,
    styles: { default: { document: { run: { font: FONT, size: SIZE.body } } } },
    sections: [
      {
        properties: { page: { size: PAGE, margin: MARGIN } },
        footers: { default: foot(report.foot) },
        children: [
          title(report.title),
          ...(mark === undefined ? [] : [markLine(mark)]),
          ...linesIn(preamble).map((text) => passage({ text, as: 'text' })),
          heading(narrative.overview),
          ...sections.overview.map(passage),
          heading(tables.proactive),
          proactiveTable(context),
          ...sections.proactive.map(passage),
          // Its table just fills a page, and a head merged over many rows is torn where a page ends.
          heading(tables.applications, { pageBreakBefore: true }),
          applicationsTable(context),
          ...sections.applications.map(passage),
          heading(tables.disputes),
          disputesTable(context),
          ...sections.disputes.map(passage),
          heading(narrative.problems),
          ...sections.problems.map(passage),
          heading(narrative.other),
          ...sections.other.map(passage),
          ...(signature ? signatureLines(signature) : []),
          ...report.notes.map((text, i) => note(text, i === 0)),
          ...(report.address ? addressLines(report.address) : []),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

/** In pixels of 96 to an inch: 28 mm, which a telephone reads from paper. */
const QR_PX = 106;

function addressLines({ label, url, qrPng }: NonNullable<OfficialReport['address']>): Paragraph[] {
  return [
    new Paragraph({
      keepNext: true,
      keepLines: true,
      spacing: { before: 240 },
      children: [run(`${label}：${url}`, { size: SIZE.narrow })],
    }),
    new Paragraph({
      spacing: { before: 60 },
      children: [
        new ImageRun({
          type: 'png',
          data: qrPng,
          transformation: { width: QR_PX, height: QR_PX },
          // The only picture: else the library counts those of all files that it has made.
          altText: { id: '1', name: 'qr', title: label, description: url },
        }),
      ],
    }),
  ];
}
