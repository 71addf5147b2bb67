/** A table as a workbook: the table on the first sheet, what the file says of itself on the second. */
import { eastAsianWidth } from 'get-east-asian-width';
import writeXlsxFile, { type Cell, type CellObject, type Row } from 'write-excel-file/node';
import { tenthsOfPercent } from '../../shared/domain/basics/rounding.ts';
import type { CellValue, Table, TableColumn, TakenTable } from '../site/table.ts';
import type { Texts } from '../texts/zh-cn.ts';
import { listSaid } from './said.ts';
import { printable } from './printable.ts';

const COUNT = '#,##0';
const AMOUNT = '#,##0.00####';
const RATE = '0.0%';
/** Without one a workbook has whatever its reader takes for a default. */
const FONT = { fontFamily: 'Microsoft YaHei', fontSize: 11 };
/** Widths in characters; a Chinese one takes two. */
const NARROWEST = 8;
const WIDEST = 60;

export async function xlsxFile(table: TakenTable, t: Texts): Promise<Uint8Array> {
  const file = writeXlsxFile(
    [
      {
        sheet: sheetName(table.title),
        data: [table.columns.map(headCell), ...table.rows.map((row) => rowOf(row, table.columns))],
        columns: table.columns.map((_, i) => ({ width: widthOf(table, i) })),
        stickyRowsCount: 1,
        orientation: 'landscape',
      },
      {
        sheet: t.take.sheet,
        data: aboutRows(table, t),
        columns: [{ width: 24 }, { width: 60 }, { width: 12 }],
      },
    ],
    FONT,
  );
  return file.toBuffer();
}

/** Excel takes at most 31 characters in a sheet's name, and none of these. */
const sheetName = (title: string): string => title.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31);

const headCell = ({ label, type }: TableColumn): Cell => ({
  ...textCell(label),
  fontWeight: 'bold',
  wrap: true,
  align: type === 'text' ? 'left' : 'right',
});

const rowOf = (row: readonly CellValue[], columns: readonly TableColumn[]): Row =>
  row.map((value, i) => valueCell(value, columns[i]));

/** Numbers are numbers with a format; text is typed as text, so that a spreadsheet never takes it for a formula. */
function valueCell(value: CellValue, column: TableColumn | undefined): Cell {
  if (value === null) return null;
  if (typeof value === 'string') return textCell(value);
  // A spreadsheet rounds by itself, and not as the page does: 3 999 of 4 000 would be 100.0 %.
  const told = column?.type === 'rate' ? tenthsOfPercent(value) / 1000 : value;
  return { value: told, type: Number, format: formatOf(value, column) };
}

function textCell(text: string): CellObject {
  return { value: printable(text), type: String };
}

function formatOf(value: number, column: TableColumn | undefined): string {
  if (column?.type === 'rate') return RATE;
  return Number.isInteger(value) ? COUNT : AMOUNT;
}

function widthOf({ columns, rows }: Table, index: number): number {
  const label = columns[index]?.label ?? '';
  const longest = rows.reduce((most, row) => Math.max(most, charactersOf(row[index])), charactersOf(label));
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
}

function charactersOf(value: CellValue | undefined): number {
  let characters = 0;
  for (const character of String(value ?? '')) characters += eastAsianWidth(character.codePointAt(0) ?? 0);
  return characters;
}

function aboutRows(table: TakenTable, t: Texts): Row[] {
  const { key, label, unit } = t.take.columns;
  return [
    ...listSaid(table, t).map(([head, text]) => [
      { ...textCell(head), fontWeight: 'bold' as const },
      textCell(text),
    ]),
    [],
    [label, key, unit].map((head) => ({ ...textCell(head), fontWeight: 'bold' as const })),
    ...table.columns.map((column) => [
      textCell(column.label),
      textCell(column.key),
      column.unit === undefined ? null : textCell(column.unit),
    ]),
  ];
}
