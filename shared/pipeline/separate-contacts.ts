/** Contacts into items of their own where an earlier version left them on the roster and in years; done before, it changes nothing. */
import pMap from 'p-map';
import type { EarlierContacts } from '../adapters/table/earlier-contacts.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { CorruptItemError } from '../errors.ts';
import { walkRegions } from './walk-regions.ts';

const CONCURRENCY = 8;

export interface SeparateDeps {
  readonly table: Pick<ReportTable, 'children' | 'regions' | 'names'>;
  readonly contacts: EarlierContacts;
  readonly now: () => Instant;
}

/**
 * Every agency that is there in one of the years, or found by name. Damaged children are left to `verify` and `rebuild`; what else
 * is damaged is left as it is, and told.
 */
export async function separateContacts(
  { table, contacts, now }: SeparateDeps,
  years: readonly number[],
): Promise<string[]> {
  const damaged: string[] = [];
  const onDamaged = (): void => undefined;
  async function pastDamage(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CorruptItemError)) throw error;
      damaged.push(error.message);
    }
  }
  const done = new Set<string>();
  async function separateAll(ids: readonly string[]): Promise<void> {
    const left = ids.filter((id) => !done.has(id));
    for (const id of left) done.add(id);
    await pMap(left, (id) => pastDamage(() => contacts.separate(id, now())), { concurrency: CONCURRENCY });
  }

  for (const year of years)
    await walkRegions(
      table,
      year,
      async ({ code, children }) => {
        await separateAll([...children.agencies, ...children.beside].map(({ agency }) => agency.id));
        await contacts.separateYear(code, year);
      },
      { onDamaged },
    );
  // Whoever begins later, too.
  for (const { code } of await table.regions({ onDamaged }))
    await pastDamage(async () => {
      const named = (await table.names([code], true)).get(code) ?? [];
      await separateAll(named.map(({ id }) => id));
    });
  return damaged;
}
