/** A mail as headings, paragraphs and tables; written as plain text and as HTML that every mail program shows. */
import { showControls, showControlsInLines } from '../domain/basics/shown-controls.ts';
import { typesetChinese } from '../domain/basics/typeset.ts';

export type MailBlock =
  | { readonly kind: 'heading' | 'paragraph' | 'note'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Blocks in Chinese, with its punctuation: what rules and the catalogue say has ASCII marks. */
export const setInChinese = (blocks: readonly MailBlock[]): MailBlock[] =>
  blocks.map((block) =>
    block.kind === 'table'
      ? {
          ...block,
          head: block.head.map(typesetChinese),
          rows: block.rows.map((row) => row.map(typesetChinese)),
        }
      : { ...block, text: typesetChinese(block.text) },
  );

export function writeMail(subject: string, blocks: readonly MailBlock[]): MailContent {
  return {
    subject: showControls(subject),
    text: showControlsInLines(`${blocks.map(textOf).join('\n\n')}\n`),
    html: showControlsInLines(htmlOf(subject, blocks)),
  };
}

function textOf(block: MailBlock): string {
  switch (block.kind) {
    case 'heading':
      return `【${block.text}】`;
    case 'paragraph':
      return block.text;
    case 'note':
      return `--\n${block.text}`;
    case 'link':
      return `${block.text}\uff1a${block.url}`;
    case 'table':
      return block.rows.map((row) => rowText(block.head, row)).join('\n');
  }
}

/** `柳北区教育局:截止日 2025-01-31,逾期天数 3`: a line can be read aloud, and breaks nowhere. */
function rowText([, ...heads]: readonly string[], [first = '', ...cells]: readonly string[]): string {
  const told = cells.flatMap((cell, index) => (cell === '' ? [] : [`${heads[index] ?? ''} ${cell}`]));
  return told.length === 0 ? `- ${first}` : `- ${first}\uff1a${told.join('\uff0c')}`;
}

/** Only what mail programs know, Outlook's Word included: no style sheet, no class, no image. */
const FONT = "font-family:'Microsoft YaHei','PingFang SC','Segoe UI',sans-serif;";
const STYLES = {
  body: `margin:0;padding:16px;background-color:#ffffff;color:#1a1d21;font-size:15px;line-height:1.6;${FONT}`,
  heading: `margin:24px 0 8px 0;font-size:16px;font-weight:bold;${FONT}`,
  paragraph: `margin:0 0 12px 0;${FONT}`,
  note: `margin:24px 0 0 0;padding-top:12px;border-top:1px solid #c9ced6;font-size:13px;color:#5a6270;${FONT}`,
  table: `border-collapse:collapse;margin:0 0 12px 0;font-size:14px;${FONT}`,
  head: 'border:1px solid #c9ced6;padding:4px 8px;text-align:left;background-color:#f2f4f7;',
  cell: 'border:1px solid #c9ced6;padding:4px 8px;text-align:left;vertical-align:top;',
} as const;

function htmlOf(title: string, blocks: readonly MailBlock[]): string {
  return [
    '<!DOCTYPE html>',
    '<html lang="zh-CN">',
    `<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    `<body style="${STYLES.body}">`,
    ...blocks.map(blockHtml),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function blockHtml(block: MailBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h2 style="${STYLES.heading}">${escapeHtml(block.text)}</h2>`;
    case 'paragraph':
    case 'note':
      return `<p style="${STYLES[block.kind]}">${linesHtml(block.text)}</p>`;
    case 'link':
      return `<p style="${STYLES.paragraph}"><a href="${escapeHtml(block.url)}">${escapeHtml(block.text)}</a></p>`;
    case 'table':
      return [
        `<table cellpadding="0" cellspacing="0" style="${STYLES.table}">`,
        `<tr>${block.head.map((text) => `<th scope="col" style="${STYLES.head}">${escapeHtml(text)}</th>`).join('')}</tr>`,
        ...block.rows.map(
          (row) =>
            `<tr>${row.map((text) => `<td style="${STYLES.cell}">${linesHtml(text)}</td>`).join('')}</tr>`,
        ),
        '</table>',
      ].join('\n');
  }
}

const linesHtml = (text: string): string => text.split('\n').map(escapeHtml).join('<br>');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
