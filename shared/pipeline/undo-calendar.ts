/** Takes back what a load of the calendar said, by another load: its days are withdrawn, or again what they were. */
import type { LoadEntry } from '../domain/roster/load-record.ts';
import { nameScope, type CalendarRecord } from '../domain/standing/calendar-entry.ts';
import type { CalendarLine } from '../contracts/files/calendar-file.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { isLate, loadCalendar, planCalendar, type CalendarPlan } from './load-calendar.ts';
import type { Obstacle, UndoDeps } from './undo-load.ts';

export interface CalendarUndo extends CalendarPlan {
  readonly obstacles: readonly Obstacle[];
  readonly write: () => Promise<unknown>;
}

/** A day that was never there before says why it is not there now. */
const WITHDRAWN = '撤回导入 load taken back';

/** `load`: when it began. */
export async function planUndoCalendar(
  { table, now }: Pick<UndoDeps, 'table' | 'now'>,
  entries: readonly LoadEntry<CalendarRecord>[],
  load: Instant,
): Promise<CalendarUndo> {
  const known = new Map((await table.calendar()).map((item) => [nameScope(item), item]));
  const lines = entries.flatMap(({ id, before }): CalendarLine[] => {
    const current = known.get(id);
    const item = before ?? current;
    // What an office has done since is undone by another act alone.
    if (!item || (current?.act && current.since > load)) return [];
    const { year, scope, kind, type } = item;
    return [{ year, scope, kind, type, until: before?.until, reason: before?.reason ?? WITHDRAWN }];
  });
  const plan = await planCalendar(table, lines, now);
  return {
    ...plan,
    // A report that was late when it came, and on time only by the load, was not filed under it.
    obstacles: plan.changes.flatMap((change): Obstacle[] => {
      const { agency, year, firstAccepted } = change.item;
      if (!firstAccepted || firstAccepted.receivedAt <= load) return [];
      return !isLate(change, 'before') && isLate(change, 'after')
        ? [{ id: agency.id, name: agency.name, report: { year, receivedAt: firstAccepted.receivedAt } }]
        : [];
    }),
    write: () => loadCalendar(table, lines, now),
  };
}
