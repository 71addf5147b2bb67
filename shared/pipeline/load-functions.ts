/**
 * The operator's list of what agencies are there for. Pages follow the list of today, those of earlier years and days, too:
 * one agency is compared with the same ones in all its years.
 */
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { indexFunctions, type AgencyFunction, type FunctionList } from '../domain/roster/agency-functions.ts';
import type { LoadEntry } from '../domain/roster/load-record.ts';
import { UnavailableError } from '../errors.ts';
import { isDeepStrictEqual } from 'node:util';
import { after } from './enrolment.ts';

type FunctionsTable = Pick<ReportTable, 'functions' | 'putFunctions'>;

/** A function that would be another: left out where there is, or was, none. */
interface FunctionChange {
  readonly before?: AgencyFunction | undefined;
  readonly after?: AgencyFunction | undefined;
}

export interface FunctionsPlan {
  readonly last: FunctionList | undefined;
  readonly entries: readonly AgencyFunction[];
  readonly changes: readonly FunctionChange[];
  /** Which one counts where several fit: the same functions in another order are another list. */
  readonly isReordered: boolean;
}

/** `entries`: the whole list; none: the built-in one again. */
export async function planFunctions(
  table: Pick<FunctionsTable, 'functions'>,
  entries: readonly AgencyFunction[],
): Promise<FunctionsPlan> {
  const last = await table.functions({ consistent: true });
  const known = indexFunctions(last);
  const now = indexFunctions({ entries });
  const changes = [...new Set([...known.byId.keys(), ...now.byId.keys()])]
    .map((id) => ({ before: known.byId.get(id), after: now.byId.get(id) }))
    .filter(({ before, after: then }) => !isDeepStrictEqual(before, then));
  const isReordered = changes.length === 0 && !isDeepStrictEqual(known.entries, now.entries);
  return { last, entries, changes, isReordered };
}

/** Back to what stood before the load. */
export const planUndoFunctions = (
  table: Pick<FunctionsTable, 'functions'>,
  recorded: readonly LoadEntry<FunctionList>[],
): Promise<FunctionsPlan> => planFunctions(table, recorded[0]?.before?.entries ?? []);

const isChange = ({ changes, isReordered }: FunctionsPlan): boolean => changes.length > 0 || isReordered;

/** What a load changes, as it is now. */
export const changedByFunctions = (plan: FunctionsPlan): LoadEntry<FunctionList>[] =>
  isChange(plan) ? [{ id: 'list', before: plan.last }] : [];

export async function writeFunctions(
  table: Pick<FunctionsTable, 'putFunctions'>,
  plan: FunctionsPlan,
  at: Instant,
): Promise<void> {
  if (!isChange(plan)) return;
  const { last, entries } = plan;
  const list = { since: last ? after(last.since, at) : at, entries };
  if ((await table.putFunctions(list, last)) === 'outdated')
    throw new UnavailableError('the list of functions was loaded meanwhile');
}
