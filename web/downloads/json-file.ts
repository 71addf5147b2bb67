/** A table as JSON: rows by the columns' keys, numbers as they are, rates from 0 to 1, null where undefined. */
import type { TakenTable } from '../site/table.ts';

export function writeJsonFile({ name, title, columns, rows, provenance }: TakenTable): string {
  return JSON.stringify({
    table: name,
    title,
    source: provenance.source,
    filter: Object.fromEntries(provenance.filter.map(({ key, value }) => [key, value])),
    asOf: provenance.asOf,
    link: provenance.link,
    columns,
    rows: rows.map((row) => Object.fromEntries(columns.map(({ key }, i) => [key, row[i] ?? null]))),
  });
}
