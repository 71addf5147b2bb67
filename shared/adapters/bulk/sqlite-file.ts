/**
 * All years as an SQLite file: reports with what is known of each, cells of the form with their names, figures; and the view `tidy`,
 * which has the columns and rows of the tidy CSV. Written by Node's own SQLite into a file beside, since it may be large.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EDITIONS, chooseEdition, type CellKind, type Edition } from '../../domain/form/catalogue.ts';
import { placeName } from '../../domain/form/cell-names.ts';
import { BULK_CELLS, FACT_COLUMNS, type BulkLine } from '../../domain/standing/bulk-columns.ts';

const REPORTS = FACT_COLUMNS.map(({ name, type }) => `"${name}" ${type === 'number' ? 'INTEGER' : 'TEXT'}`);

const SCHEMA = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  CREATE TABLE reports (id INTEGER PRIMARY KEY, ${REPORTS.join(', ')});
  CREATE TABLE cells (
    id INTEGER PRIMARY KEY, edition TEXT NOT NULL, "row" TEXT NOT NULL, "column" TEXT NOT NULL,
    zh TEXT NOT NULL, en TEXT NOT NULL, unit TEXT
  );
  CREATE TABLE figures (report INTEGER NOT NULL, cell INTEGER NOT NULL, value REAL, PRIMARY KEY (report, cell)) WITHOUT ROWID;
  CREATE VIEW tidy AS
    SELECT r.district AS region, r.agency, r.year, r.edition, c."row", c."column", f.value, r.dataset
    FROM reports r JOIN cells c ON c.edition = r.edition
    LEFT JOIN figures f ON f.report = r.id AND f.cell = c.id;
  BEGIN;
`;

/** Where an edition's cells begin; the number of one is its place behind that. */
const FIRST_CELL: Readonly<Record<Edition, number>> = { '2019': 1, '2021': 1001 };

/** Money's alone; what others count, the data dictionary says. */
const UNITS: Readonly<Partial<Record<CellKind, string>>> = { yuan: '元', wanYuan: '万元' };

export async function openSqliteFile() {
  // Loaded by whoever makes one.
  const { DatabaseSync } = await import('node:sqlite');
  const folder = await mkdtemp(join(tmpdir(), 'gouji-bulk-'));
  const path = join(folder, 'figures.sqlite');
  const database = new DatabaseSync(path);
  database.exec(SCHEMA);
  const addCell = database.prepare('INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?)');
  for (const edition of EDITIONS)
    for (const [i, cell] of BULK_CELLS[edition].entries()) {
      const { zh, en } = placeName(edition, cell.path);
      addCell.run(FIRST_CELL[edition] + i, edition, cell.row, cell.column, zh, en, UNITS[cell.kind] ?? null);
    }
  const addReport = database.prepare(
    `INSERT INTO reports VALUES (${['?', ...REPORTS.map(() => '?')].join(', ')})`,
  );
  // One call for all figures of a report: the values as they lie in the form.
  const addFigures = database.prepare(
    'INSERT INTO figures SELECT ?, ? + key, value FROM json_each(?) WHERE value IS NOT NULL',
  );
  let reports = 0;
  let isOpen = true;
  const close = (): void => {
    if (isOpen) database.close();
    isOpen = false;
  };

  return {
    add(line: BulkLine, values: readonly (number | undefined)[] | undefined): void {
      const id = ++reports;
      addReport.run(id, ...FACT_COLUMNS.map(({ read }) => read(line)));
      if (values)
        addFigures.run(id, FIRST_CELL[chooseEdition(line.item.year)], JSON.stringify(values.map(orNull)));
    },
    async end(): Promise<{ readonly bytes: Uint8Array; readonly rows: number }> {
      database.exec('COMMIT');
      close();
      return { bytes: await readFile(path), rows: reports };
    },
    async close(): Promise<void> {
      close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const orNull = (value: number | undefined): number | null => value ?? null;
