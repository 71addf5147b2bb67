/** The four files of a part of the archive, written side by side from the same lines. */
import type { BulkFile } from '../../contracts/bucket/bulk-keys.ts';
import type { KeptBulkFile } from '../../contracts/bucket/stored-bulk.ts';
import { chooseEdition } from '../../domain/form/catalogue.ts';
import { BULK_CELLS, type BulkLine } from '../../domain/standing/bulk-columns.ts';
import { hashBytes } from '../hash-bytes.ts';
import { createCsvByYear } from './csv-by-year.ts';
import { createParquetFile } from './parquet-file.ts';
import { openSqliteFile } from './sqlite-file.ts';

export type BulkHeads = Readonly<Record<Extract<BulkFile, `${string}.csv`>, string>>;

export interface MadeFile extends Omit<KeptBulkFile, 'key' | 'versionId' | 'keptBytes'> {
  readonly bytes: Uint8Array;
}

export interface BulkFiles {
  beginYear(year: number): void;
  /** Lines of the wide CSV. */
  addWide(text: string, rows: number): Promise<void>;
  /** Lines of the tidy CSV. */
  addTidy(text: string, rows: number): Promise<void>;
  /** A line with its cells' values; `undefined` where it has no figures. */
  addValues(line: BulkLine, values: readonly (number | undefined)[] | undefined): void;
  endYear(): Promise<void>;
  end(): Promise<readonly MadeFile[]>;
  /** Whatever became of it. */
  close(): Promise<void>;
}

export async function openBulkFiles(heads: BulkHeads): Promise<BulkFiles> {
  const tidy = createCsvByYear(heads['tidy.csv']);
  const wide = createCsvByYear(heads['wide.csv']);
  const parquet = createParquetFile();
  const sqlite = await openSqliteFile();
  const withHash = (file: BulkFile, { bytes, rows }: { bytes: Uint8Array; rows: number }): MadeFile => ({
    file,
    bytes,
    rows,
    sizeBytes: bytes.byteLength,
    sha256: hashBytes(bytes),
  });
  return {
    beginYear(year) {
      tidy.beginYear(year);
      wide.beginYear(year);
    },
    addWide: (text, rows) => wide.add(text, rows),
    addTidy: (text, rows) => tidy.add(text, rows),
    addValues(line, values) {
      const { agency, district, year } = line.item;
      const edition = chooseEdition(year);
      const said = { region: district, agency: agency.id, year, edition, dataset: agency.dataset };
      parquet.add(said, BULK_CELLS[edition], values);
      sqlite.add(line, values);
    },
    async endYear() {
      await tidy.endYear();
      await wide.endYear();
    },
    async end() {
      return [
        { file: 'tidy.csv', ...tidy.end() },
        { file: 'wide.csv', ...wide.end() },
        withHash('tidy.parquet', parquet.end()),
        withHash('figures.sqlite', await sqlite.end()),
      ];
    },
    close: () => sqlite.close(),
  };
}
