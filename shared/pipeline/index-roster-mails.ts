/** Lets agencies be found by their mail addresses where an earlier version loaded the roster, or where that was lost. */
import type { ReportTable } from '../adapters/table/report-table.ts';
import { walkRegions } from './walk-regions.ts';

export type RosterMailsTable = Pick<ReportTable, 'children' | 'regions' | 'wholeRosterOf' | 'indexMails'>;

/** Every agency that is there in one of the years. Damaged children are left to `verify` and `rebuild`. */
export async function indexRosterMails(table: RosterMailsTable, years: readonly number[]): Promise<void> {
  const done = new Set<string>();
  for (const year of years)
    await walkRegions(
      table,
      year,
      async ({ children }) => {
        const ids = [...children.agencies, ...children.beside]
          .map(({ agency }) => agency.id)
          .filter((id) => !done.has(id));
        for (const id of ids) done.add(id);
        await table.indexMails((await table.wholeRosterOf(ids)).values());
      },
      { onDamaged: () => undefined },
    );
}
