/** What a load of regions or of a roster would change, told before anything is written. */
import type { RegionEntry } from '../domain/roster/loaded-region.ts';
import { withinRetention } from '../domain/roster/contact.ts';
import { isObliged, type RosterEntry } from '../domain/roster/roster-entry.ts';
import type { AgencyYear } from '../domain/standing/agency-year-record.ts';
import pMap from 'p-map';
import type { ReportTable } from '../adapters/table/report-table.ts';
import { tellState, type AgencyYearState } from '../domain/standing/agency-year.ts';
import { tellChinaYear, type Instant } from '../domain/basics/calendar.ts';
import { FIRST_REPORT_YEAR } from '../domain/form/catalogue.ts';
import { continuedFrom, existsIn, findSuccessors } from '../domain/basics/region-span.ts';
import { findNamesakes, type Enrolled, type Namesakes } from '../domain/roster/namesakes.ts';
import { judged } from './judge-agency-year.ts';
import { planYears, yearsUpTo, type PlannedYears, type RosterTable } from './load-roster.ts';
import { measureRoster, type TooLarge } from './measure-load.ts';
import { readSurroundings, type SurroundingsTable } from './surroundings.ts';

const CONCURRENCY = 8;

interface FieldChange {
  readonly field: string;
  /** '' where there is nothing. */
  readonly before: string;
  readonly after: string;
}

export interface ChangedEntry<Entry> {
  readonly entry: Entry;
  readonly changes: readonly FieldChange[];
}

export interface RegionsPreview {
  readonly added: readonly RegionEntry[];
  readonly changed: readonly ChangedEntry<RegionEntry>[];
  readonly unchanged: number;
  /** How the predecessors of those added or changed are understood. */
  readonly succession: readonly Succession[];
}

interface Succession {
  readonly entry: RegionEntry;
  /** Regions whose years before its first one are told as its own. */
  readonly continued: readonly string[];
  /** Those that go on beside it, or were split: no part has their figures. */
  readonly apart: readonly string[];
}

export interface ObligationChange {
  readonly entry: RosterEntry;
  readonly years: readonly number[];
}

/** What a load would make of something that is filed already. */
export interface FiledChange {
  readonly id: string;
  /** As the load would name the agency. */
  readonly name: string;
  readonly year: number;
  readonly before: AgencyYearState;
  readonly after: AgencyYearState;
  /** Rules that would find something, or whose explanation would no longer hold; and those that no longer would. */
  readonly opened: readonly string[];
  readonly lapsed: readonly string[];
  readonly closed: readonly string[];
  /** The agency's name as the report in force states it. */
  readonly stated: string | undefined;
}

export interface RosterPreview {
  readonly added: readonly RosterEntry[];
  readonly changed: readonly ChangedEntry<RosterEntry>[];
  readonly unchanged: number;
  /** For agencies that are known, and for years up to the running one. */
  readonly begins: readonly ObligationChange[];
  readonly ends: readonly ObligationChange[];
  /** Reports whose state or open findings would be others. */
  readonly filed: readonly FiledChange[];
  readonly tooLarge: readonly TooLarge[];
  /** Agencies of the same districts that owe a report for the running year, and that the file leaves as they are. */
  readonly unnamed: readonly { readonly id: string; readonly name: string; readonly district: string }[];
  /** Agencies of the file whose reports could by their name be another's of the district. */
  readonly namesakes: readonly Namesakes[];
}

export function previewRegions(
  loaded: readonly RegionEntry[],
  entries: readonly RegionEntry[],
): RegionsPreview {
  const known = new Map(loaded.map((region) => [region.code, region]));
  const changes = compared(entries, ({ code }) => known.get(code), regionFields);
  const all = new Map([...known, ...entries.map((entry) => [entry.code, entry] as const)]);
  const successors = findSuccessors(all.values());
  const touched = [...changes.added, ...changes.changed.map(({ entry }) => entry)];
  // Another region that follows the same one may cease to take its figures on, or begin to.
  const besides = touched.flatMap(({ code, predecessors = [] }) =>
    [code, ...predecessors].flatMap((one) => successors.get(one) ?? []),
  );
  const succession = [...new Set([...touched.map(({ code }) => code), ...besides])]
    .flatMap((code) => all.get(code) ?? [])
    .filter(({ predecessors = [] }) => predecessors.length > 0)
    .map((entry): Succession => {
      const continued = continuedFrom(entry, (code) => ({
        ...all.get(code),
        successors: successors.get(code),
      }));
      const apart = (entry.predecessors ?? []).filter((code) => !continued.includes(code));
      return { entry, continued, apart };
    });
  return { ...changes, succession };
}

export interface OutsideYears {
  readonly code: string;
  readonly name: string;
  readonly year: number;
  readonly agencies: number;
}

/** Agencies that owe reports right before the first year of their region's code, or right after its last. */
export async function agenciesOutside(
  table: Pick<ReportTable, 'children'>,
  entries: readonly RegionEntry[],
  runningYear: number,
): Promise<OutsideYears[]> {
  const bounds = entries.flatMap(({ code, name, from, to }) =>
    [from === undefined ? [] : [from - 1], to === undefined ? [] : [to + 1]]
      .flat()
      .filter((year) => year >= FIRST_REPORT_YEAR && year <= runningYear)
      .map((year) => ({ code, name, year })),
  );
  const found = await pMap(
    bounds,
    async (bound): Promise<OutsideYears> => {
      const { agencies, beside } = await table.children(bound.code, bound.year, { consistent: true });
      return { ...bound, agencies: [...agencies, ...beside].filter(({ obliged }) => obliged).length };
    },
    { concurrency: CONCURRENCY },
  );
  return found.filter(({ agencies }) => agencies > 0);
}

/** Years that entries of a roster state and in which their district's code is none. */
export function yearsOutside(
  entries: readonly RosterEntry[],
  regions: readonly RegionEntry[],
  runningYear: number,
): ObligationChange[] {
  const spans = new Map(regions.map((region) => [region.code, region]));
  return entries
    .map((entry) => ({
      entry,
      years: yearsUpTo(runningYear).filter(
        (year) => isObliged(entry, year) && !existsIn(spans.get(entry.district) ?? {}, year),
      ),
    }))
    .filter(({ years }) => years.length > 0);
}

export async function previewRoster(
  table: RosterTable & SurroundingsTable & Pick<ReportTable, 'children' | 'sizes'>,
  stated: readonly RosterEntry[],
  at: Instant,
): Promise<RosterPreview> {
  const entries = stated.map((entry) => withinRetention(entry, at));
  const runningYear = tellChinaYear(at);
  const known = await table.wholeRosterOf(entries.map(({ id }) => id));
  const unnamed = await unnamedBeside(table, entries, runningYear);
  const changing = new Map<string, Record<'begins' | 'ends', number[]>>();
  const filed: FiledChange[] = [];
  const tooLarge: TooLarge[] = [];
  for await (const planned of planYears(table, entries, at)) {
    for (const { entry, items } of planned) {
      const years = yearsUpTo(runningYear).filter(
        (year) => (items.get(year)?.obliged ?? false) !== isObliged(entry, year),
      );
      const [begins, ends] = [true, false].map((obliged) =>
        years.filter((year) => isObliged(entry, year) === obliged),
      );
      if (years.length > 0) changing.set(entry.id, { begins: begins ?? [], ends: ends ?? [] });
    }
    filed.push(...(await filedChanges(table, planned)));
    tooLarge.push(...measureRoster(table.sizes, planned));
  }
  const obligations = (what: 'begins' | 'ends'): ObligationChange[] =>
    entries.flatMap((entry) => {
      const years = known.has(entry.id) ? (changing.get(entry.id)?.[what] ?? []) : [];
      return years.length > 0 ? [{ entry, years }] : [];
    });
  return {
    ...compared(entries, ({ id }) => known.get(id), rosterFields),
    begins: obligations('begins'),
    ends: obligations('ends'),
    filed,
    tooLarge,
    unnamed,
    namesakes: findNamesakes(entries, unnamed),
  };
}

export async function filedChanges(
  table: SurroundingsTable,
  agencies: readonly PlannedYears[],
): Promise<FiledChange[]> {
  const found = await pMap(
    agencies,
    async ({ items, changed }) => {
      const pairs = [...changed.values()].flatMap((after) => {
        const before = items.get(after.year);
        return before?.latest ? [{ before, after }] : [];
      });
      const around = await readSurroundings(
        table,
        pairs.flatMap(({ before, after }) => [before, after]),
        ({ year }) => items.get(year),
      );
      return pairs.flatMap(
        ({ before, after }) => changeOf(judged(before, around(before)), judged(after, around(after))) ?? [],
      );
    },
    { concurrency: CONCURRENCY },
  );
  return found.flat();
}

const stateIn = ({ obliged, inForce, latest }: AgencyYear): AgencyYearState =>
  tellState({ obliged, inForce, submitted: latest !== undefined });

function changeOf(before: AgencyYear, after: AgencyYear): FiledChange | undefined {
  const open = before.rules?.open ?? [];
  const opened = (after.rules?.open ?? []).filter((rule) => !open.includes(rule));
  const change: FiledChange = {
    id: after.agency.id,
    name: after.agency.name,
    year: after.year,
    before: stateIn(before),
    after: stateIn(after),
    opened: opened.filter((rule) => !before.rules?.explained.includes(rule)),
    lapsed: opened.filter((rule) => before.rules?.explained.includes(rule)),
    closed: open.filter((rule) => !after.rules?.open.includes(rule)),
    stated: after.inForce?.name,
  };
  const isSame = change.before === change.after && opened.length === 0 && change.closed.length === 0;
  return isSame ? undefined : change;
}

async function unnamedBeside(
  table: Pick<ReportTable, 'children'>,
  entries: readonly RosterEntry[],
  runningYear: number,
): Promise<Enrolled[]> {
  const named = new Set(entries.map(({ id }) => id));
  const districts = [...new Set(entries.map(({ district }) => district))].sort();
  const items = await pMap(
    districts,
    async (district): Promise<AgencyYear[]> => {
      const { agencies, beside } = await table.children(district, runningYear, { consistent: true });
      return [...agencies, ...beside].filter(({ agency, obliged }) => obliged && !named.has(agency.id));
    },
    { concurrency: CONCURRENCY },
  );
  return items.flat().map(({ agency: { id, name, aliases, kind }, district }) => {
    // Only the running year of the others was read.
    return { id, name, aliases, kind, district, from: runningYear, to: runningYear };
  });
}

export function compared<Entry>(
  entries: readonly Entry[],
  find: (entry: Entry) => Entry | undefined,
  fieldsOf: (entry: Entry) => ReadonlyMap<string, string>,
): { added: Entry[]; changed: ChangedEntry<Entry>[]; unchanged: number } {
  const added = entries.filter((entry) => !find(entry));
  const changed = entries.flatMap((entry): ChangedEntry<Entry>[] => {
    const known = find(entry);
    if (!known) return [];
    const earlier = fieldsOf(known);
    const changes = [...fieldsOf(entry)].flatMap(([field, now]): FieldChange[] => {
      const before = earlier.get(field) ?? '';
      return before === now ? [] : [{ field, before, after: now }];
    });
    return changes.length > 0 ? [{ entry, changes }] : [];
  });
  return { added, changed, unchanged: entries.length - added.length - changed.length };
}

/** As the columns of the files have them. */
const regionFields = ({
  name,
  mail = '',
  pinyin = '',
  from,
  to,
  predecessors = [],
}: RegionEntry): ReadonlyMap<string, string> =>
  new Map([
    ['name', name],
    ['pinyin', pinyin],
    ['mail', mail],
    ['from', from === undefined ? '' : String(from)],
    ['to', to === undefined ? '' : String(to)],
    ['predecessors', predecessors.join('|')],
  ]);

export function rosterFields(entry: RosterEntry): ReadonlyMap<string, string> {
  const { name, aliases, district, kind, from, to, predecessors } = entry;
  const { pinyin = '', mail = '', phone = '', reminders, dataset, function: functionId = '' } = entry;
  return new Map([
    ['name', name],
    ['pinyin', pinyin],
    ['aliases', aliases.join('|')],
    ['district', district],
    ['kind', kind],
    ['from', String(from)],
    ['to', to === undefined ? '' : String(to)],
    ['predecessors', predecessors.join('|')],
    ['mail', mail],
    ['phone', phone],
    ['reminders', reminders === false ? 'no' : ''],
    ['dataset', dataset ?? ''],
    ['function', functionId],
  ]);
}
