/** A table as CSV: UTF-8 with a byte order mark and CRLF, so that Excel reads it; behind it, what it says of itself. */
import { stringify } from 'csv-stringify/sync';
import type { CellValue, Table, TableColumn } from './table.ts';

export function tableCsv({ columns, rows }: Table, said: readonly (readonly [string, string])[]): string {
  const width = Math.max(2, columns.length);
  const padded = (cells: readonly CellValue[]): CellValue[] =>
    Array.from({ length: width }, (_, i) => cells[i] ?? null);
  const lines = [
    columns.map(({ label, type }) => (type === 'rate' ? `${label} %` : label)),
    ...rows.map((row) => row.map((value, i) => cell(value, columns[i]))),
    [],
    ...said,
  ];
  return stringify(lines.map(padded), { bom: true, record_delimiter: 'windows', escape_formulas: true });
}

/** A rate as percent with one decimal, as the page prints it. */
const cell = (value: CellValue, column: TableColumn | undefined): CellValue =>
  typeof value === 'number' && column?.type === 'rate' ? Math.round(value * 1000) / 10 : value;
