/**
 * Figures as an item keeps them: one JSON text, row by row, `{"applications.received":[12,0,0,0,0,0,12],…}`; rows of
 * zeros are left out. A text, because a region's page reads dozens of them: as maps of lists DynamoDB's wire format
 * takes three times as long to read.
 */
import * as z from 'zod/mini';
import {
  CATALOGUES,
  chooseEdition,
  type Catalogue,
  type Edition,
  type Row,
} from '../../domain/form/catalogue.ts';
import { noFigures, type Figures } from '../../domain/form/figures.ts';
import { CorruptItemError } from '../../errors.ts';

export const storedFiguresSchema = z.string().check(z.startsWith('{'));
type StoredFigures = z.infer<typeof storedFiguresSchema>;

const storedRowName = (row: Row): string => row.path.slice(1).replaceAll('/', '.');
const rowsByStoredName = new Map<Catalogue, ReadonlyMap<string, Row>>(
  Object.values(CATALOGUES).map((catalogue) => [
    catalogue,
    new Map(catalogue.rows.map((row) => [storedRowName(row), row])),
  ]),
);

export function toStoredFigures(figures: Figures): StoredFigures {
  const known = storedTexts.get(figures);
  if (known !== undefined) return known;
  const stored: Record<string, number[]> = {};
  for (const row of CATALOGUES[figures.edition].rows) {
    const values = row.cells.map((cell) => figures.cells[cell.index] ?? 0);
    if (values.some((value) => value !== 0)) stored[storedRowName(row)] = values;
  }
  return JSON.stringify(stored);
}

/** Throws CorruptItemError where a row is not of the year's edition, or its cells are not whole numbers. */
export function fromStoredFigures(year: number, stored: StoredFigures): Figures {
  const edition = chooseEdition(year);
  return { edition, cells: readCells(edition, stored) };
}

/** Texts of figures that are read later: written again as they are. */
const storedTexts = new WeakMap<Figures, StoredFigures>();

/** Figures that are read when their cells are first asked for: CorruptItemError comes then. */
export function laterFigures(edition: Edition, stored: StoredFigures): Figures {
  let cells: Float64Array | undefined;
  const figures: Figures = {
    edition,
    get cells() {
      return (cells ??= readCells(edition, stored));
    },
  };
  storedTexts.set(figures, stored);
  return figures;
}

function readCells(edition: Edition, stored: StoredFigures): Float64Array {
  const { cells } = noFigures(edition);
  const rows = rowsByStoredName.get(CATALOGUES[edition]);
  for (const [name, values] of storedRows(stored)) {
    const row = rows?.get(name);
    if (
      !row ||
      !Array.isArray(values) ||
      values.length !== row.cells.length ||
      !values.every(Number.isSafeInteger)
    )
      throw new CorruptItemError(`stored row ${name} does not fit edition ${edition}`);
    cells.set(values, row.cells[0]?.index ?? 0);
  }
  return cells;
}

function storedRows(stored: StoredFigures): [string, unknown][] {
  try {
    const parsed: unknown = JSON.parse(stored);
    return typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  } catch (cause) {
    throw new CorruptItemError('stored figures are not JSON', { cause });
  }
}
