/**
 * The tidy table as Parquet: one schema for both editions, and a table of few distinct words beside each number, which packs to
 * a hundredth. A group of rows is written when it is full; no more of the table is ever held.
 */
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import {
  TIDY_COLUMNS,
  type BulkCell,
  type FactType,
  type TidyName,
} from '../../domain/standing/bulk-columns.ts';

const ROWS_OF_A_GROUP = 50_000;

type TidyValue = string | number | undefined;
/** What all cells of an agency's year have alike. */
type Said = Readonly<Record<Exclude<TidyName, 'row' | 'column' | 'value'>, TidyValue>>;

const isWord = (type: FactType): boolean => type !== 'number';
/** What every row says; the others may be empty. */
const ALWAYS: ReadonlySet<TidyName> = new Set(['region', 'agency', 'year', 'edition', 'row', 'column']);

const SCHEMA = [
  { name: 'root', num_children: TIDY_COLUMNS.length },
  ...TIDY_COLUMNS.map(({ name, type }) => ({
    name,
    repetition_type: ALWAYS.has(name) ? ('REQUIRED' as const) : ('OPTIONAL' as const),
    ...(isWord(type)
      ? { type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const }
      : { type: name === 'year' ? ('INT32' as const) : ('DOUBLE' as const) }),
  })),
];

const emptyColumns = (): Record<TidyName, TidyValue[]> => ({
  region: [],
  agency: [],
  year: [],
  edition: [],
  row: [],
  column: [],
  value: [],
  dataset: [],
});

export function createParquetFile() {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: SCHEMA, createdBy: 'gouji' });
  let columns = emptyColumns();
  let rows = 0;
  let held = 0;

  function flush(): void {
    if (held === 0) return;
    const columnData = TIDY_COLUMNS.map(({ name }) => ({
      name,
      data: columns[name],
      // By which a reader passes groups over; of other columns they would be a third of the work.
      statistics: name === 'region' || name === 'year',
    }));
    void parquet.write({ columnData, rowGroupSize: held });
    columns = emptyColumns();
    held = 0;
  }

  return {
    /** A row for each cell. Without `values` all of them are empty. */
    add(said: Said, cells: readonly BulkCell[], values: readonly TidyValue[] | undefined): void {
      for (const [i, { row, column }] of cells.entries()) {
        columns.region.push(said.region);
        columns.agency.push(said.agency);
        columns.year.push(said.year);
        columns.edition.push(said.edition);
        columns.row.push(row);
        columns.column.push(column);
        columns.value.push(values?.[i]);
        columns.dataset.push(said.dataset);
      }
      rows += cells.length;
      held += cells.length;
      if (held >= ROWS_OF_A_GROUP) flush();
    },
    end(): { readonly bytes: Uint8Array; readonly rows: number } {
      flush();
      void parquet.finish();
      return { bytes: writer.getBytes(), rows };
    },
  };
}
