/** Inhabitants by region and year, in an item for each region that others lie right below. */
import { isDeepStrictEqual } from 'node:util';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { findParent } from '../domain/basics/region.ts';
import { NOWHERE, type Population, type PopulationList } from '../domain/form/population.ts';
import type { LoadEntry } from '../domain/roster/load-record.ts';
import { UnavailableError } from '../errors.ts';
import { after } from './enrolment.ts';

type PopulationTable = Pick<ReportTable, 'allPopulation' | 'putPopulation'>;

/** The inhabitants below one region that would be others. */
interface PopulationChange {
  readonly parent: string;
  readonly last: PopulationList | undefined;
  readonly entries: readonly Population[];
}

export interface PopulationPlan {
  readonly changes: readonly PopulationChange[];
}

/** `entries`: the whole list. */
export async function planPopulation(
  table: Pick<PopulationTable, 'allPopulation'>,
  entries: readonly Population[],
): Promise<PopulationPlan> {
  const byParent = Map.groupBy(entries, ({ region }) => findParent(region) ?? NOWHERE);
  const known = new Map((await table.allPopulation()).map((list) => [list.parent, list]));
  return {
    changes: [...new Set([...known.keys(), ...byParent.keys()])].flatMap((parent) =>
      changeTo(parent, known.get(parent), byParent.get(parent) ?? []),
    ),
  };
}

const changeTo = (
  parent: string,
  last: PopulationList | undefined,
  entries: readonly Population[],
): PopulationChange[] => (isDeepStrictEqual(last?.entries ?? [], entries) ? [] : [{ parent, last, entries }]);

/** Back to what stood before the load. */
export async function planUndoPopulation(
  table: Pick<PopulationTable, 'allPopulation'>,
  recorded: readonly LoadEntry<PopulationList>[],
): Promise<PopulationPlan> {
  const known = new Map((await table.allPopulation()).map((list) => [list.parent, list]));
  return {
    changes: recorded.flatMap(({ id, before }) => changeTo(id, known.get(id), before?.entries ?? [])),
  };
}

/** What a load changes, as it is now. */
export const changedByPopulation = ({ changes }: PopulationPlan): LoadEntry<PopulationList>[] =>
  changes.map(({ parent, last }) => ({ id: parent, before: last }));

export async function writePopulation(
  table: Pick<PopulationTable, 'putPopulation'>,
  { changes }: PopulationPlan,
  at: Instant,
): Promise<void> {
  for (const { parent, last, entries } of changes) {
    const list = { parent, since: last ? after(last.since, at) : at, entries };
    if ((await table.putPopulation(list, last)) === 'outdated')
      throw new UnavailableError(`the inhabitants below ${parent} were loaded meanwhile`);
  }
}
