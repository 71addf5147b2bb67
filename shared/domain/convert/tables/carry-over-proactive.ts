/**
 * Table two where a report bears the other edition's: what means the same is kept, what that table doesn't say is asked for.
 * Only a row of nothing but 0 is 0 in the other form, too.
 */
import { CATALOGUES, type Edition } from '../../form/catalogue.ts';
import type { ProactiveReading } from './read-proactive.ts';
import type { RowReading } from './row-reading.ts';

export interface CarriedRow extends RowReading {
  /** Known cells of a row of which others are asked, by their place. */
  readonly known?: readonly (number | undefined)[] | undefined;
}

/** Which column of the other form a column's figure stands in. */
const SAME_COLUMN: Readonly<Record<string, string>> = {
  made: 'newlyMade',
  inForce: 'totalDisclosed',
  newlyMade: 'made',
  totalDisclosed: 'inForce',
  decisions: 'decisions',
};

export function carryOverProactive(reading: ProactiveReading, edition: Edition): readonly CarriedRow[] {
  if (reading.edition === edition) return reading.rows;
  const byPath = new Map(reading.rows.map((read) => [read.row.path, read]));
  return CATALOGUES[edition].rows
    .filter(({ table }) => table === 'proactive')
    .map((row): CarriedRow => {
      const source = byPath.get(row.path);
      if (source?.group === undefined && source?.values === undefined)
        return { row, why: source ? 'missing-row' : 'other-edition' };
      const places = row.cells.map(({ column }) =>
        source.row.cells.findIndex((cell) => cell.column.key === SAME_COLUMN[column.key]),
      );
      const { group } = source;
      if (source.values === undefined) {
        // Which figures it has is open already; what a reading says can be offered where it fills the row.
        const candidates = places.every((place) => place >= 0)
          ? distinct((source.candidates ?? []).map((values) => places.map((place) => values[place]!)))
          : [];
        return { row, group, why: source.why ?? 'other-edition', candidates };
      }
      const values = source.values;
      const known = places.map((place) => (place < 0 ? undefined : values[place]));
      if (known.every((value) => value !== undefined)) return { row, group, values: known };
      const isNothing = known.some((value) => value === 0) && values.every((value) => value === 0);
      if (isNothing) return { row, group, values: row.cells.map(() => 0) };
      return { row, group, why: 'other-edition', known };
    });
}

const distinct = (candidates: readonly (readonly number[])[]): readonly (readonly number[])[] => [
  ...new Map(candidates.map((values) => [values.join(), values])).values(),
];
