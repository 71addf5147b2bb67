/** A table of a page, said once: the page, CSV, XLSX and JSON are drawn from it, so that they cannot disagree. */
import type { Instant } from '../../shared/domain/basics/calendar.ts';

/** null where nothing was reported or nothing can be computed: never zero. */
export type CellValue = string | number | null;

export interface TableColumn {
  /** Stays as it is: programs read by it. */
  readonly key: string;
  readonly label: string;
  /** `rate`: 0 … 1. */
  readonly type: 'text' | 'number' | 'rate';
  /** What a number counts. */
  readonly unit?: string;
}

export interface Table {
  /** Its part of the address. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly CellValue[])[];
}

/** Whose figures a table has, and where it was taken from. */
export interface Provenance {
  readonly source: string;
  /** What the table was narrowed to: region, year, kind. */
  readonly filter: readonly { readonly key: string; readonly label: string; readonly value: string }[];
  /** The instant that the figures are of. */
  readonly asOf: Instant;
  /** The page that shows the table. */
  readonly link: string;
}

export interface TakenTable extends Table {
  readonly provenance: Provenance;
}

/** A column with how a row's cell of it is read. */
export interface ColumnOf<Row> extends TableColumn {
  readonly read: (row: Row) => CellValue;
}

export function layTable<Row>(
  { name, title }: Pick<Table, 'name' | 'title'>,
  columns: readonly ColumnOf<Row>[],
  rows: readonly Row[],
): Table {
  return {
    name,
    title,
    columns: columns.map(({ key, label, type, unit }) => ({
      key,
      label,
      type,
      ...(unit === undefined ? {} : { unit }),
    })),
    rows: rows.map((row) => columns.map(({ read }) => read(row))),
  };
}
