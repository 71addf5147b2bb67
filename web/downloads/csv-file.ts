/** A table as CSV: UTF-8 with a byte order mark and CRLF, so that Excel reads it. */
import { tenthsOfPercent } from '../../shared/domain/basics/rounding.ts';
import { writeCsvLines } from '../../shared/letters/csv-lines.ts';
import type { CellValue, TableColumn, TakenTable } from '../site/table.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { listSaid } from './said.ts';

/**
 * Heads, rows and, after an empty line, what the file says of itself: there a sum or a filter over a column does not
 * meet it, and the first line is the heads, as every reader of CSV expects. Each line has as many cells as the heads.
 */
export function writeCsvFile(table: TakenTable, t: Texts): string {
  const { columns, rows } = table;
  const width = Math.max(2, columns.length);
  const padded = (cells: readonly CellValue[]): readonly CellValue[] => [
    ...cells,
    ...Array.from({ length: width - cells.length }, () => null),
  ];
  return writeCsvLines(
    [
      columns.map(({ label, type }) => (type === 'rate' ? t.take.percent(label) : label)),
      ...rows.map((row) => row.map((value, i) => csvCell(value, columns[i]))),
      [],
      ...listSaid(table, t),
    ].map(padded),
    { bom: true },
  );
}

/** A rate as percent with one decimal, as the page prints it: a plain number to every program that reads CSV. */
function csvCell(value: CellValue, column: TableColumn | undefined): CellValue {
  return typeof value === 'number' && column?.type === 'rate' ? tenthsOfPercent(value) / 10 : value;
}
