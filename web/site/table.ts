/** A table of a page, said once: the page, CSV, XLSX and JSON are drawn from it, so that they cannot disagree. */
import type { Child } from 'hono/jsx';
import type { Instant } from '../../shared/domain/basics/calendar.ts';
import type { PageContext } from './page-context.ts';

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

/** What a page writes in a row's cell where that is more than the value, or nothing where it is not. */
type DrawCell<Row> = (row: Row, page: PageContext) => Child;

/** A column of files and page: the page prints the value, or what it draws in its place. */
interface SharedColumn<Row> extends ColumnOf<Row> {
  /** Not on the page: an id, or what the page says within another cell. */
  readonly only?: 'files';
  readonly draw?: DrawCell<Row>;
  /** By what a reader puts the rows in order, where that is not the value: a rate of few cases stands behind all others. */
  readonly sortBy?: (row: Row) => CellValue;
  /** Where the first click doesn't put numbers from the highest, as of a rank. */
  readonly firstOrder?: 'ascending';
  /** A class of the cell: what its colour follows. */
  readonly tone?: (row: Row) => string;
}

/** A column that only the page has: words about columns of the files, links. */
interface DrawnColumn<Row> extends TableColumn {
  readonly only: 'page';
  readonly draw: DrawCell<Row>;
}

export type PageColumn<Row> = SharedColumn<Row> | DrawnColumn<Row>;

/** A table whose rows the page draws in ways of its own, by the columns that the files have. */
export interface RowTable<Row> extends Pick<Table, 'name' | 'title'> {
  readonly columns: readonly PageColumn<Row>[];
  readonly rows: readonly Row[];
}

/** A table as its files have it. */
export function layTable<Row>(
  { name, title }: Pick<Table, 'name' | 'title'>,
  columns: readonly PageColumn<Row>[],
  rows: readonly Row[],
): Table {
  const held = columns.filter((column) => column.only !== 'page');
  return {
    name,
    title,
    columns: held.map(({ key, label, type, unit }) => ({
      key,
      label,
      type,
      ...(unit === undefined ? {} : { unit }),
    })),
    rows: rows.map((row) => held.map(({ read }) => read(row))),
  };
}

export const layRows = <Row>(table: RowTable<Row>): Table => layTable(table, table.columns, table.rows);
