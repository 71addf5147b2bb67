/** Lines of a CSV file: UTF-8 and CRLF, so that Excel reads it. */
import { stringify } from 'csv-stringify/sync';
import { showControlsInLines } from '../domain/basics/shown-controls.ts';

type Cell = string | number | null;

/** A text that begins like a formula is not run by a spreadsheet. Numbers, negative ones too, stay numbers. `bom`: a byte order mark before them. */
export const writeCsvLines = (lines: readonly (readonly Cell[])[], { bom = false } = {}): string =>
  stringify(
    lines.map((line) => line.map(showCell)),
    { bom, record_delimiter: 'windows', quote_record_delimiter: true, escape_formulas: true },
  );

const showCell = (value: Cell): Cell => (typeof value === 'string' ? showControlsInLines(value) : value);
