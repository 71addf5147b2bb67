/** (六)其他处理 as three rows or as one: what stands in one form, in the other. */
import { CATALOGUES, type Edition } from '../../form/catalogue.ts';
import type { ApplicationsReading } from './read-applications.ts';
import type { RowReading } from './row-reading.ts';

const OTHER = '/applications/results/otherHandling/';

export function carryOverApplications(
  { rows, edition: source }: Pick<ApplicationsReading, 'rows' | 'edition'>,
  edition: Edition,
): readonly RowReading[] {
  if (source === edition) return rows;
  const byPath = new Map(rows.map((read) => [read.row.path, read]));
  return CATALOGUES[edition].rows
    .filter(({ table }) => table === 'applications')
    .map((row): RowReading => {
      const read = byPath.get(row.path);
      if (!row.path.startsWith(OTHER)) return { ...(read ?? { why: 'missing-row' }), row };
      if (edition === '2019') return { ...addUp(rows.filter(isOther)), row };
      // One row for all three: its figures stand at the last.
      return read ? { ...read, row } : { row, values: row.cells.map(() => 0) };
    });
}

const isOther = ({ row }: RowReading): boolean => row.path.startsWith(OTHER);

function addUp(rows: readonly RowReading[]): Omit<RowReading, 'row'> {
  const first = rows[0];
  if (first === undefined) return { why: 'missing-row' };
  const unread = rows.find(({ values }) => values === undefined);
  if (unread) return { group: unread.group, why: unread.why ?? 'other-edition' };
  return {
    group: rows.at(-1)!.group,
    values: first.values!.map((_, i) => rows.reduce((sum, { values }) => sum + values![i]!, 0)),
  };
}
