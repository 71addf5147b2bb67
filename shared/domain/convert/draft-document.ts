/** The draft as plain JSON in our format: figures that are asked about are null. */
import { CATALOGUES, type Edition } from '../form/catalogue.ts';
import { printStated } from '../form/stated-number.ts';
import type { Ask, DraftDocument } from './conversion.ts';
import type { CarriedRow } from './tables/carry-over-proactive.ts';
import type { Values } from './tables/split-figures.ts';

type Json = Record<string, unknown>;

/** A value as the document states it. */
const state = (row: CarriedRow['row'], place: number, stored: number): number =>
  Number(printStated(row.cells[place]!.column.kind, stored));

/** The four tables, every cell of the edition in its place. */
export function writeTables(edition: Edition, rows: readonly CarriedRow[]): DraftDocument {
  const byPath = new Map(rows.map((read) => [read.row.path, read]));
  const tables: Json = {};
  for (const row of CATALOGUES[edition].rows) {
    const read = byPath.get(row.path);
    let place = tables;
    for (const key of row.path.slice(1).split('/')) place = openObject(place, key);
    for (const [i, { column }] of row.cells.entries()) {
      const value = read?.values?.[i] ?? read?.known?.[i];
      place[column.key] = value === undefined ? null : state(row, i, value);
    }
  }
  return tables;
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function openObject(parent: Json, key: string): Json {
  const known = parent[key];
  if (isObject(known)) return known;
  const made: Json = {};
  parent[key] = made;
  return made;
}

/** What is asked about a row: its open cells, with what they may say. */
export function askRow(read: CarriedRow, text: string, place: Ask['place']): Ask | undefined {
  if (read.why === undefined) return undefined;
  const open = read.row.cells.flatMap((cell, i) => (read.known?.[i] === undefined ? [{ cell, i }] : []));
  const candidates = (read.candidates ?? []).map((values: Values) =>
    open.map(({ i }) => state(read.row, i, values[i]!)),
  );
  return {
    path: read.row.path,
    why: read.why,
    text,
    ...(place ? { place } : {}),
    cells: open.map(({ cell }) => cell.path),
    ...(candidates.length > 0 ? { candidates } : {}),
  };
}
