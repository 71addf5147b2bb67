/** Lines of CSV (RFC 4180), as a spreadsheet and a program read them alike. */
import { showControlsInLines } from '../domain/basics/shown-controls.ts';

type CsvCell = string | number | null;

/** Each line ends, the last one too. With `bom` Excel takes the file for UTF-8. */
export const writeCsvLines = (lines: readonly (readonly CsvCell[])[], { bom = false } = {}): string =>
  `${bom ? '\ufeff' : ''}${lines.map((cells) => `${cells.map(writeCell).join(',')}\r\n`).join('')}`;

/** With one of these a spreadsheet begins a formula; the wide ones are folded to them by some. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** What would end a cell or a line. */
const SPLITS = /[",]|\r\n/;

/** A text that begins like a formula is not run by a spreadsheet. Numbers, negative ones too, stay numbers. */
function writeCell(cell: CsvCell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = showControlsInLines(cell);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return SPLITS.test(text) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
