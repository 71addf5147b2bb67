/**
 * An office changes what the roster says of agencies, telephone and address included: what `load roster` does with a file of
 * these lines, by the same rules, with who did it and why. Earlier versions stay; another act goes back to them. Who may is
 * the caller's to say.
 */
import pMap from 'p-map';
import { splitList } from '../contracts/files/split-list.ts';
import type { Complaint } from '../contracts/files/table-file.ts';
import type { NamedRosterChange } from '../contracts/bucket/roster-letter-keys.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { SignedAct } from '../domain/authority/signed-act.ts';
import { tellChinaYear, type Instant } from '../domain/basics/calendar.ts';
import { foldMail } from '../domain/basics/mail-address.ts';
import type { Text } from '../domain/basics/text.ts';
import {
  isOnRoster,
  type RosterEntry,
  type RosterRecord,
  type WholeRecord,
} from '../domain/roster/roster-entry.ts';
import { REFUSAL_WORDS } from '../domain/standing/acts/act-words.ts';
import { MAX_REASON } from '../domain/standing/acts/check-act.ts';
import { loadRoster, type RosterTable } from './load-roster.ts';
import { measureAgencyNames } from './measure-load.ts';
import { indexAgencies, type Spell, type NamesTable } from './name-index.ts';
import { previewRoster, yearsOutside, type ObligationChange, type RosterPreview } from './preview-load.ts';
import type { SurroundingsTable } from './surroundings.ts';
import { NO_REASON, refuseField, type FieldProblem, type RefusedFields } from './refused-fields.ts';

export interface EditDeps {
  readonly table: RosterTable &
    SurroundingsTable &
    NamesTable &
    Pick<ReportTable, 'children' | 'regions' | 'rosterVersions' | 'sizes'>;
  readonly now: () => Instant;
  readonly spell: Spell;
  /** Lets a new address in, and tells the old and the new one of it: once, however often it is asked for. */
  readonly tell: (change: NamedRosterChange) => Promise<void>;
}

const CONCURRENCY = 8;

export const EDITED_FIELDS = [
  'name',
  'pinyin',
  'aliases',
  'kind',
  'from',
  'to',
  'mail',
  'phone',
  'reminders',
  'predecessors',
] as const;
type EditedField = (typeof EDITED_FIELDS)[number];

/** As it was typed, in the words of the roster's file; a field that is left out stays as it is. */
export type EditedAgency = { readonly id: string } & Readonly<Partial<Record<EditedField, string>>>;

export interface AskedEdit extends SignedAct {
  readonly why: string;
  readonly agencies: readonly EditedAgency[];
  /** When the roster began to say what whoever asks has looked at, by id; another version is refused. */
  readonly seen?: ReadonlyMap<string, string>;
}

/** An address that may sign in for an agency no more, and one that may from now on. */
interface ChangedAccess {
  readonly id: string;
  readonly name: string;
  readonly lost: string | undefined;
  readonly gained: string | undefined;
}

export interface PlannedEdit {
  readonly kind: 'possible';
  readonly entries: readonly RosterEntry[];
  readonly preview: RosterPreview;
  readonly access: readonly ChangedAccess[];
  /** Years in which the district's code is none. */
  readonly outside: readonly ObligationChange[];
}

export async function previewEdit(
  deps: Omit<EditDeps, 'tell'>,
  asked: Omit<AskedEdit, 'id' | 'by'>,
): Promise<PlannedEdit | RefusedFields> {
  const { table, now, spell } = deps;
  const read = await readEntries(table, asked);
  if (read.kind === 'refused') return read;
  const { entries, known, regions } = read;
  const at = now();
  const preview = await previewRoster(table, entries, at);
  if (preview.changed.length === 0) return refuseField('name', NOTHING_CHANGES);
  const tooLarge = [...preview.tooLarge, ...(await measureAgencyNames(table, entries, spell, at))];
  if (tooLarge.length > 0) return refuseField('name', TOO_LARGE);
  return {
    kind: 'possible',
    entries,
    preview,
    access: entries.flatMap((entry) => describeAccess(known.get(entry.id), entry)),
    outside: yearsOutside(entries, regions, tellChinaYear(at)),
  };
}

/** What is left to be done of a change: `repeated` where nothing is, as it was done before. */
export async function planEdit(
  deps: Omit<EditDeps, 'tell'>,
  { id, agencies, ...asked }: Omit<AskedEdit, 'by'>,
): Promise<PlannedEdit | { readonly kind: 'repeated' } | RefusedFields> {
  const { table } = deps;
  const ids = agencies.map((agency) => agency.id);
  const [current, versions] = await Promise.all([
    table.rosterOf(ids),
    pMap(ids, async (one) => [one, await table.rosterVersions(one)] as const, { concurrency: CONCURRENCY }),
  ]);
  const isNow = (one: string): boolean => current.get(one)?.act?.id === id;
  // What another change has made of it since stays, however late this one is sent again.
  const past = new Set(
    versions.flatMap(([one, before]) =>
      before.some(({ act }) => act?.id === id) && !isNow(one) ? [one] : [],
    ),
  );
  const isBegun = past.size > 0 || ids.some(isNow);
  const left = agencies.filter((agency) => !past.has(agency.id));
  if (left.length === 0) return { kind: 'repeated' };
  const planned = await previewEdit(deps, { ...asked, agencies: left, ...(isBegun && { seen: new Map() }) });
  if (!isBegun) return planned;
  if (planned.kind === 'refused') return { kind: 'repeated' };
  // Each agency is changed as a whole: what is left to change of one is something else.
  return planned.preview.changed.some(({ entry }) => isNow(entry.id))
    ? refuseField('name', REFUSAL_WORDS['id-taken'])
    : planned;
}

/** What broke off is finished by asking once more. */
export async function editRoster(
  deps: EditDeps,
  asked: AskedEdit,
): Promise<PlannedEdit | { readonly kind: 'repeated' } | RefusedFields> {
  const { table, now, spell, tell } = deps;
  const { id, by, why } = asked;
  const planned = await planEdit(deps, asked);
  if (planned.kind === 'refused') return planned;
  if (planned.kind === 'possible') {
    const at = now();
    await indexAgencies(table, planned.entries, spell, at);
    await loadRoster(table, planned.entries, at, undefined, { id, by, why });
    // Whoever looked through them meanwhile may have put the old names back.
    await indexAgencies(table, planned.entries, spell, at);
  }
  const ids = asked.agencies.map((agency) => agency.id);
  for (const { district, since, act, ...record } of (await table.rosterOf(ids)).values())
    if (act?.id === id) await tell({ district, agencyId: record.id, since });
  return planned;
}

const NOTHING_CHANGES: Text = {
  zh: '与名录现在的内容相同,没有改动。',
  en: 'The roster says so already: there is nothing to change.',
};
const TOO_LARGE: Text = {
  zh: '内容太长,放不进名录,请缩短名称和别名。',
  en: 'It is too long for the roster: shorten names and aliases.',
};
const LONG_REASON: Text = {
  zh: `理由请不超过 ${MAX_REASON} 字。`,
  en: `The reason must not be longer than ${MAX_REASON} characters.`,
};
const UNKNOWN: Text = { zh: '机关名录中没有这个机关。', en: 'The roster has no such agency.' };
const CHANGED: Text = {
  zh: '您打开页面之后名录又有改动,还没有办理,请重新核对。',
  en: 'The roster has changed since you opened the page, and nothing is done: look at it anew.',
};

/** As lines of the roster's file, and judged as these. */
async function readEntries(
  table: EditDeps['table'],
  { agencies, why, seen }: Pick<AskedEdit, 'agencies' | 'why' | 'seen'>,
) {
  if (why === '') return refuseField('why', NO_REASON);
  if (why.length > MAX_REASON) return refuseField('why', LONG_REASON);
  const ids = agencies.map(({ id }) => id);
  const named = agencies.flatMap((agency) => listFollowed(agency) ?? []);
  const [regions, known, predecessors] = await Promise.all([
    table.regions(),
    table.wholeRosterOf([...new Set(ids)]),
    table.rosterOf([...new Set(named)]),
  ]);
  if (ids.some((id) => !known.has(id))) return refuseField('name', UNKNOWN);
  if (ids.some((id) => seen?.has(id) === true && known.get(id)?.since !== seen.get(id)))
    return refuseField('name', CHANGED);
  const rows = agencies.map((edited) => writeRow(edited, known.get(edited.id)));
  // Loaded when asked for: it reads files, too, which is nothing that every start has to wait for.
  const { parseRoster } = await import('../contracts/files/roster-file.ts');
  const parsed = parseRoster(JSON.stringify(rows), 'json', {
    regions: new Set(regions.map(({ code }) => code)),
    agencies: new Map([...known, ...predecessors]),
    known,
    filedElsewhere: new Set(),
  });
  if (parsed.kind === 'bad')
    return { kind: 'refused' as const, problems: parsed.complaints.map(tellProblem) };
  return { kind: 'ok' as const, entries: parsed.agencies, known, regions };
}

/** Whom an agency is to follow; `undefined` where that stays as it is. */
const listFollowed = ({ predecessors }: EditedAgency): string[] | undefined =>
  predecessors === undefined ? undefined : splitList(predecessors);

/** Agencies beside those that are edited that become others by it: the ones that are followed from now on, or no more. */
export function listMoved(
  agencies: readonly EditedAgency[],
  known: ReadonlyMap<string, Pick<RosterRecord, 'predecessors'>>,
): string[] {
  const moved = agencies.flatMap((agency) => {
    const before = new Set(known.get(agency.id)?.predecessors);
    return [...before.symmetricDifference(new Set(listFollowed(agency) ?? before))];
  });
  return [...new Set(moved)].filter((id) => !agencies.some((agency) => agency.id === id));
}

/** Its district is fixed: an agency that moves ends, and goes on under another id. */
function writeRow(edited: EditedAgency, known: RosterRecord | undefined) {
  return {
    ...(known && { name: known.name, kind: known.kind, from: String(known.from), district: known.district }),
    ...(known?.dataset && { dataset: known.dataset }),
    ...edited,
  };
}

const tellProblem = ({ column, problem }: Complaint): FieldProblem => ({ field: column, message: problem });

function describeAccess(known: WholeRecord | undefined, { id, name, mail }: RosterEntry): ChangedAccess[] {
  if (fold(known?.mail) === fold(mail)) return [];
  return [{ id, name, lost: known?.mail, gained: mail }];
}

const fold = (mail: string | undefined): string => (mail === undefined ? '' : foldMail(mail));

/** Agencies that go on in another one from a year on. */
export interface AskedMerger extends SignedAct {
  readonly why: string;
  readonly merged: readonly string[];
  readonly into: string;
  /** The first year for which the other one reports for all. */
  readonly from: number;
}

/** The lines that a merger changes: each ends with the year before, and the other one follows them. */
export async function planMerger(
  { table }: Pick<EditDeps, 'table'>,
  { merged, into, from }: Pick<AskedMerger, 'merged' | 'into' | 'from'>,
): Promise<{ readonly kind: 'ok'; readonly agencies: readonly EditedAgency[] } | RefusedFields> {
  const ids = [...new Set(merged)];
  const known = await table.rosterOf([...ids, into]);
  const heir = known.get(into);
  if (!heir) return refuseField('into', UNKNOWN);
  if (ids.length === 0 || ids.includes(into) || ids.some((id) => !known.has(id)))
    return refuseField('merged', WHOM);
  if (!isOnRoster(heir, from)) return refuseField('from', NO_HEIR);
  if (ids.some((id) => !isOnRoster(known.get(id) ?? heir, from - 1))) return refuseField('from', NONE_THERE);
  const predecessors = [...new Set([...heir.predecessors, ...ids])].join('|');
  return {
    kind: 'ok',
    agencies: [...ids.map((id) => ({ id, to: String(from - 1) })), { id: into, predecessors }],
  };
}

const WHOM: Text = {
  zh: '请写明名录中要并入的机关,不能是并入后的机关自己。',
  en: 'Name agencies of the roster that are merged, other than the one that they go on in.',
};
const NO_HEIR: Text = {
  zh: '并入后的机关在这一年度不在名录中:请改年度,或先改它的起止年度。',
  en: 'The agency that goes on is not on the roster in that year: set another year, or its first and last year first.',
};
const NONE_THERE: Text = {
  zh: '要并入的机关在上一年度已不在名录中:请核对年度。',
  en: 'One of those that are merged is not on the roster in the year before: check the year.',
};
