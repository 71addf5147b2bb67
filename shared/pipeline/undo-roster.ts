/**
 * An agency that a load of the roster added owes nothing any more and leaves the roster; one that it changed is again
 * as it was, as a new version, so that a name which was loaded by mistake becomes no former name.
 */
import type { LoadEntry } from '../domain/roster/load-record.ts';
import { pickEntry, type RosterEntry, type WholeRecord } from '../domain/roster/roster-entry.ts';
import { withinRetention } from '../domain/roster/contact.ts';
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import {
  enrolAgency,
  enrolContext,
  offRoster,
  plannedYears,
  listRelatives,
  readRelatives,
  type PlannedYears,
} from './load-roster.ts';
import { replaceAgencyNames } from './name-index.ts';
import { compared, filedChanges, rosterFields, type RosterPreview } from './preview-load.ts';
import type { Obstacle, UndoDeps } from './undo-load.ts';

const CONCURRENCY = 8;

export interface RosterUndo extends Pick<RosterPreview, 'changed' | 'begins' | 'ends' | 'filed'> {
  readonly removed: readonly WholeRecord[];
  readonly obstacles: readonly Obstacle[];
  readonly write: () => Promise<void>;
}

/** Facts that no report is judged by. */
const UNJUDGED: ReadonlySet<string> = new Set([
  'pinyin',
  'mail',
  'phone',
  'reminders',
  'dataset',
  'function',
]);

/** `load`: when it began. */
export async function planUndoRoster(
  deps: UndoDeps,
  entries: readonly LoadEntry<WholeRecord>[],
  load: Instant,
): Promise<RosterUndo> {
  const { table, loads, spell, now } = deps;
  const current = await table.wholeRosterOf(entries.map(({ id }) => id));
  const before = new Map(entries.flatMap((entry) => (entry.before ? [[entry.id, entry.before]] : [])));
  const added = new Set(entries.flatMap((entry) => (entry.before ? [] : [entry.id])));
  const removed = [...current.values()].filter(({ id }) => added.has(id));
  const beside = await table.wholeRosterOf(listRelatives([...current.values(), ...before.values()]));
  const theirs = await readRelatives(table, [...beside.values()]);
  const after = new Map<string, RosterEntry>([...theirs, ...beside, ...before]);
  for (const id of added) after.delete(id);
  const context = await enrolContext(table, after, new Map([...beside, ...current]), now);

  // An agency that the load put into another district takes leave of that one, like an agency that is removed.
  const moved = [...before.values()].flatMap(({ id, district }) => {
    const found = current.get(id);
    return found && found.district !== district ? [found] : [];
  });
  const leaving = [...removed, ...moved].map(offRoster);
  const restored = [...before.values()].map((entry) => withinRetention(pickEntry(entry), now));
  const relatives = [...beside.values()].filter(({ id }) => after.has(id) && !before.has(id));

  const place = (entry: RosterEntry) => ({
    district: entry.district,
    entry,
    before: context.facts.get(entry.id),
  });
  const leavingYears = await plannedYears(context, leaving.map(place));
  const otherYears = await plannedYears(context, [...restored, ...relatives].map(place));
  const { changed } = compared(restored, ({ id }) => current.get(id), rosterFields);
  const judgedOtherwise = new Set(
    changed
      .filter(({ changes }) => changes.some(({ field }) => !UNJUDGED.has(field)))
      .map(({ entry }) => entry.id),
  );
  return {
    removed,
    changed,
    ...obligationChanges(otherYears, after),
    filed: await filedChanges(table, [...leavingYears, ...otherYears]),
    obstacles: [
      // What an office has done since is undone by another act alone.
      ...[...current.values()]
        .filter(({ act, since }) => act !== undefined && since > load)
        .map(({ id, name }) => ({ id, name })),
      ...(await obstaclesIn(table, [...leavingYears, ...otherYears], { added, judgedOtherwise, load })),
    ],
    async write() {
      const were = [
        ...entries.flatMap(({ id, districts = [] }) => districts.map((district) => ({ id, district }))),
        ...current.values(),
      ];
      await replaceAgencyNames(table, restored, were, spell);
      const each = <One>(all: readonly One[], work: (one: One) => Promise<void>) =>
        pMap(all, work, { concurrency: CONCURRENCY });
      await each(leaving, (entry) => enrolAgency(context, entry));
      await each(restored, (entry) => enrolAgency(context, entry, () => entry));
      await each(relatives, (entry) => enrolAgency(context, entry));
      // Last: who finds an agency on the roster again finds what is left to do.
      await each(removed, (item) => loads.removeRoster(item, now));
    },
  };
}

function obligationChanges(
  years: readonly PlannedYears[],
  after: ReadonlyMap<string, RosterEntry>,
): Pick<RosterPreview, 'begins' | 'ends'> {
  const becoming = (obliged: boolean): RosterPreview['begins'] =>
    years.flatMap(({ items, changed }) => {
      const found = [...changed.values()].filter(
        (item) => item.obliged === obliged && (items.get(item.year)?.obliged ?? false) !== obliged,
      );
      const entry = found[0] && after.get(found[0].agency.id);
      return entry ? [{ entry, years: found.map(({ year }) => year) }] : [];
    });
  return { begins: becoming(true), ends: becoming(false) };
}

/** Whatever was filed by an agency that the load added, and what was received since from one that it changed. */
async function obstaclesIn(
  table: Pick<ReportTable, 'submissions'>,
  years: readonly PlannedYears[],
  {
    added,
    judgedOtherwise,
    load,
  }: {
    readonly added: ReadonlySet<string>;
    readonly judgedOtherwise: ReadonlySet<string>;
    readonly load: Instant;
  },
): Promise<Obstacle[]> {
  const filed = years.flatMap(({ items }) =>
    [...items.values()].flatMap(({ agency: { id, name }, district, year, latest }) =>
      latest ? [{ id, name, district, year, latest }] : [],
    ),
  );
  const found = await pMap(
    filed.filter(({ id }) => added.has(id) || judgedOtherwise.has(id)),
    async ({ id, name, district, year, latest }): Promise<Obstacle[]> => {
      if (added.has(id)) return [{ id, name, report: { year, receivedAt: latest.receivedAt } }];
      // By when it was processed: one of earlier years may state a day before the load.
      const submissions = await table.submissions({ district, agencyId: id, year }, { consistent: true });
      const newest = submissions.find(({ processedAt }) => processedAt > load);
      return newest ? [{ id, name, report: { year, receivedAt: newest.receivedAt } }] : [];
    },
    { concurrency: CONCURRENCY },
  );
  return found.flat();
}
