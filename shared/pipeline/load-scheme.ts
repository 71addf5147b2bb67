/**
 * The operator's scheme of assessment. Sheets follow the scheme of today, those of earlier years and days, too: what a year's
 * facts are does not depend on it.
 */
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Scheme, SchemeRule } from '../domain/assessment/scheme.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import type { LoadEntry } from '../domain/roster/load-record.ts';
import { UnavailableError } from '../errors.ts';
import { isDeepStrictEqual } from 'node:util';
import { after } from './enrolment.ts';

type SchemeTable = Pick<ReportTable, 'scheme' | 'putScheme'>;

/** An indicator that would be another: left out where there is, or was, none. */
interface RuleChange {
  readonly before?: SchemeRule | undefined;
  readonly after?: SchemeRule | undefined;
}

export interface SchemePlan {
  readonly last: Scheme | undefined;
  readonly rules: readonly SchemeRule[];
  readonly changes: readonly RuleChange[];
  readonly isReordered: boolean;
}

/** `rules`: the whole scheme; none: there is none any more. */
export async function planScheme(
  table: Pick<SchemeTable, 'scheme'>,
  rules: readonly SchemeRule[],
): Promise<SchemePlan> {
  const last = await table.scheme({ consistent: true });
  const known = last?.rules ?? [];
  const names = new Set([...known, ...rules].map(({ indicator }) => indicator.zh));
  const find = (list: readonly SchemeRule[], name: string): SchemeRule | undefined =>
    list.find(({ indicator }) => indicator.zh === name);
  const changes = [...names]
    .map((name) => ({ before: find(known, name), after: find(rules, name) }))
    .filter(({ before, after: then }) => !isDeepStrictEqual(before, then));
  const isReordered = changes.length === 0 && !isDeepStrictEqual(known, rules);
  return { last, rules, changes, isReordered };
}

/** Back to what stood before the load. */
export const planUndoScheme = (
  table: Pick<SchemeTable, 'scheme'>,
  recorded: readonly LoadEntry<Scheme>[],
): Promise<SchemePlan> => planScheme(table, recorded[0]?.before?.rules ?? []);

const isChange = ({ changes, isReordered }: SchemePlan): boolean => changes.length > 0 || isReordered;

/** What a load changes, as it is now. */
export const changedByScheme = (plan: SchemePlan): LoadEntry<Scheme>[] =>
  isChange(plan) ? [{ id: 'list', before: plan.last }] : [];

export async function writeScheme(
  table: Pick<SchemeTable, 'putScheme'>,
  plan: SchemePlan,
  at: Instant,
): Promise<void> {
  if (!isChange(plan)) return;
  const { last, rules } = plan;
  const scheme = { since: last ? after(last.since, at) : at, rules };
  if ((await table.putScheme(scheme, last)) === 'outdated')
    throw new UnavailableError('the scheme was loaded meanwhile');
}
