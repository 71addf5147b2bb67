/**
 * An office extends the deadline of an agency's year, or of all of a region, or withdraws what was set: what `load calendar`
 * does, by the same rules, with who did it, why and on what it rests. It stands in the history of each year whose deadline
 * becomes another, and each agency gets a letter. Who may extend is the caller's to say.
 */
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Written } from '../adapters/table/table-access.ts';
import type { NamedAct } from '../contracts/bucket/letter-keys.ts';
import type { CalendarLine } from '../contracts/files/calendar-file.ts';
import type { Complaint } from '../contracts/files/table-file.ts';
import type { Actor } from '../domain/authority/actor.ts';
import type { AgencyKind, Instant, IsoDay } from '../domain/basics/calendar.ts';
import { deadlineFor } from '../domain/basics/deadlines.ts';
import { readPlace } from '../domain/basics/place.ts';
import { bearsNumber } from '../domain/basics/private-data.ts';
import { isRegionCode } from '../domain/basics/region.ts';
import type { Text } from '../domain/basics/text.ts';
import type { Act } from '../domain/standing/acts/act.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import { REFUSAL_WORDS } from '../domain/standing/acts/act-words.ts';
import { nameScope, type CalendarRecord } from '../domain/standing/calendar-entry.ts';
import { pickEntries } from './enrolment.ts';
import { keepOnce, type KeepAct } from './keep-act.ts';
import {
  applyCalendar,
  deadlineWith,
  isLate,
  planCalendar,
  putPlanned,
  type CalendarPlan,
  type CalendarTable,
} from './load-calendar.ts';
import { NO_REASON, refuseField, type FieldProblem, type RefusedFields } from './refused-fields.ts';

const CONCURRENCY = 8;

export interface ExtendDeps {
  readonly table: CalendarTable & Pick<ReportTable, 'storedActsIn' | 'recordAct'>;
  readonly now: () => Instant;
  readonly keep: KeepAct;
  /** Asks for the letter about an act, to be written once however often it is asked for. */
  readonly tell: (act: NamedAct) => Promise<void>;
}

/** As it was typed: what is wrong with it is told by the calendar's own rules. */
export interface AskedExtension {
  /** Made up by the caller, another for each act; the same where it is asked once more. */
  readonly id: string;
  readonly by: Actor;
  readonly year: number;
  /** A region's code, or an agency's id. */
  readonly scope: string;
  readonly kind?: AgencyKind | undefined;
  /** A day; '' withdraws what was set. */
  readonly until: string;
  readonly why: string;
  /** What it rests on, such as the number of a document; a withdrawal needs none. */
  readonly source: string;
}

type PlannedExtension =
  | ({ readonly kind: 'possible' } & CalendarPlan)
  /** It was done before, all of it or a part. */
  | ({ readonly kind: 'repeated' } & CalendarPlan)
  | RefusedFields;

/** What would become of the deadlines that it is for; nothing is written. */
export async function previewExtension(
  { table, now }: Omit<ExtendDeps, 'keep' | 'tell'>,
  asked: AskedExtension,
): Promise<PlannedExtension> {
  const read = await readLine(table, asked);
  if (read.kind === 'refused') return read;
  const { line } = read;
  const { id, by } = asked;
  const said = findSaid(await table.calendar(), id);
  if (said && !isSaidBy(said, line)) return refuseField('until', REFUSAL_WORDS['id-taken']);
  // What another act or load has changed since stays changed, however late this one is sent again.
  if (said?.isPast === true) return { kind: 'repeated', entries: [], changes: [] };
  const plan = await planCalendar(table, [line], now(), { id, by });
  if (said) return { kind: 'repeated', ...plan };
  return plan.entries.length === 0 ? refuseField('until', SAYS_SO) : { kind: 'possible', ...plan };
}

interface Said extends Pick<CalendarRecord, 'until' | 'reason'> {
  readonly scope: CalendarRecord;
  /** The calendar says something else by now. */
  readonly isPast: boolean;
}

/** What the act of that id made the calendar say, now or before. */
function findSaid(calendar: readonly CalendarRecord[], id: string): Said | undefined {
  for (const scope of calendar)
    for (const { act, until, reason } of [scope, ...(scope.before ?? [])])
      if (act?.id === id) return { scope, until, reason, isPast: scope.act?.id !== id };
  return undefined;
}

const isSaidBy = ({ scope, until, reason }: Said, line: CalendarLine): boolean =>
  nameScope(scope) === nameScope(line) && until === line.until && reason === line.reason;

/** The day goes onto each year together with the act, and first into the calendar: asked once more, it goes on. */
export async function extendDeadlines(deps: ExtendDeps, asked: AskedExtension): Promise<PlannedExtension> {
  const { table, now, keep, tell } = deps;
  const plan = await putPlanned(table, () => previewExtension(deps, asked));
  if (plan.kind === 'refused') return plan;
  const at = now();
  await applyCalendar(
    table,
    pickEntries(await table.calendar()),
    plan.changes.map(({ item }) => item),
    at,
    async (item): Promise<Written> => {
      const signed = signExtension(asked, item, at);
      // Done once already where its copy says so: the year alone may lack it.
      const act = (await keepOnce(keep, signed, ({ kind }) => kind === 'extend')) ?? signed;
      const written = await table.recordAct(act, item);
      // The same act, and another day since: the year alone is to be written.
      if (written === 'already-recorded') return table.putAgencyYear(item);
      if (written === 'written') await tell({ on: act.on, id: act.id });
      return written;
    },
  );
  // Whoever did the rest may have been killed before the letters were asked for.
  if (plan.kind === 'repeated') await tellAgain(deps, asked);
  return plan;
}

function signExtension(
  { id, by, scope, kind, until, why, source }: AskedExtension,
  item: AgencyYear,
  at: Instant,
): Act {
  const { agency, district, year, extension } = item;
  return {
    kind: 'extend',
    id,
    at,
    by,
    why,
    on: readPlace(item),
    ...(until !== '' && extension && { until: extension.until }),
    deadline: deadlineFor({ kind: agency.kind, district }, year, extension),
    ...(source !== '' && { source }),
    scope,
    ...(kind && { of: kind }),
  };
}

async function tellAgain({ table, tell }: ExtendDeps, { id, scope, year }: AskedExtension): Promise<void> {
  const districts = isRegionCode(scope)
    ? (await table.regions()).map(({ code }) => code)
    : [(await table.rosterOf([scope])).get(scope)?.district ?? []].flat();
  await pMap(
    districts,
    async (district) => {
      const acts = await table.storedActsIn(district, year, () => undefined);
      for (const { on } of acts.filter((one) => one.id === id)) await tell({ on, id });
    },
    { concurrency: CONCURRENCY },
  );
}

const SAYS_SO: Text = {
  zh: '日历中已经是这一天和这个理由,没有改动。',
  en: 'The calendar says so already, with the same day and reason: there is nothing to change.',
};
const NO_SOURCE: Text = {
  zh: '请写明依据,例如批复的文号。',
  en: 'Say what it rests on, such as the number of a document.',
};
const PRIVATE: Text = {
  zh: '理由和依据会公开显示,请去掉其中的个人号码(手机、身份证等)。',
  en: 'Everybody reads reason and source: take out the number of a person (telephone, identity card).',
};

/** As a line of the calendar's file, and judged as one. */
async function readLine(
  table: ExtendDeps['table'],
  { year, scope, kind, until, why, source }: AskedExtension,
): Promise<{ readonly kind: 'ok'; readonly line: CalendarLine } | RefusedFields> {
  if (why === '') return refuseField('why', NO_REASON);
  if (source === '' && until !== '') return refuseField('source', NO_SOURCE);
  if (bearsNumber(`${why} ${source}`)) return refuseField('why', PRIVATE);
  const [regions, agencies, calendar] = await Promise.all([
    table.regions(),
    isRegionCode(scope) ? new Map() : table.rosterOf([scope]),
    table.calendar(),
  ]);
  const reason = source === '' ? why : `${why}\uff08${source}\uff09`;
  const row = { year: String(year), scope, kind: kind ?? '', type: '', until, reason };
  // Loaded when asked for: it reads files, too, which is nothing that every start has to wait for.
  const { parseCalendar } = await import('../contracts/files/calendar-file.ts');
  const parsed = parseCalendar(JSON.stringify([row]), 'json', {
    regions: new Set(regions.map(({ code }) => code)),
    agencies,
    calendar,
  });
  if (parsed.kind === 'bad') return { kind: 'refused', problems: parsed.complaints.map(tellProblem) };
  const [line] = parsed.lines;
  if (!line) throw new TypeError('a line of the calendar was read as none');
  return { kind: 'ok', line };
}

const tellProblem = ({ column, problem }: Complaint): FieldProblem => ({
  field: column === 'reason' ? 'why' : column,
  message: problem,
});

/** A report whose last day is another, and whether it is late by each. */
export interface ChangedDeadline {
  readonly id: string;
  readonly name: string;
  readonly district: string;
  readonly before: IsoDay;
  readonly after: IsoDay;
  readonly wasLate: boolean;
  readonly isLate: boolean;
}

/** By region, then by id. */
export const listDeadlines = ({ changes }: CalendarPlan): ChangedDeadline[] =>
  changes
    .map((change) => ({
      id: change.item.agency.id,
      name: change.item.agency.name,
      district: change.item.district,
      before: deadlineWith(change, 'before'),
      after: deadlineWith(change, 'after'),
      wasLate: isLate(change, 'before'),
      isLate: isLate(change, 'after'),
    }))
    .sort((a, b) => (`${a.district}#${a.id}` < `${b.district}#${b.id}` ? -1 : 1));
