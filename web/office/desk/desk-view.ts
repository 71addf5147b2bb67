/** A desk as its page and its files show it: the lists that are not empty, one of them, narrowed and cut into pages. */
import { may, type Act, type On } from '../../../shared/domain/authority/may.ts';
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import { AGENCY_KINDS, type AgencyKind, type Instant } from '../../../shared/domain/basics/calendar.ts';
import { isCounted, setApart, type CountingBasis } from '../../../shared/domain/compliance/compliance.ts';
import { findParent } from '../../../shared/domain/basics/region.ts';
import {
  DESK_LIST_NAMES,
  isOnList,
  sortEntries,
  tellDeskDays,
  type DeskEntry,
  type DeskList,
} from '../../../shared/domain/desk/desk.ts';
import { readDesk, type DeskRegion } from '../../../shared/pipeline/read-desk.ts';
import type { AgencyContact } from '../../../shared/domain/roster/contact.ts';
import { markReturned } from '../../../shared/pipeline/read-contacts.ts';
import type { OfficeDeps } from '../ports.ts';
import { isOfFilter, type DeskQuery } from './desk-query.ts';

export const PAGE_SIZE = 100;

interface ListCount {
  readonly list: DeskList;
  readonly count: number;
}

export interface DeskView {
  readonly region: DeskRegion;
  /** Those right below the region. */
  readonly children: readonly DeskRegion[];
  readonly year: number;
  readonly at: Instant;
  readonly query: DeskQuery;
  readonly kinds: readonly AgencyKind[];
  /** Who has to report, whatever is counted. */
  readonly obliged: { readonly agencies: number; readonly consolidated: number };
  readonly basis: CountingBasis;
  readonly counts: readonly ListCount[];
  /** The one that is shown; `undefined` where nothing waits. */
  readonly list: DeskList | undefined;
  /** All of the list. */
  readonly entries: readonly DeskEntry[];
  readonly contacts: ReadonlyMap<string, AgencyContact>;
  /** What the reader may do in the whole of the region. */
  readonly mayDo: (act: Act) => boolean;
  /** Ids of what can't be read. */
  readonly unreadable: readonly string[];
}

interface DeskOrder {
  readonly principal: Principal;
  readonly code: string;
  readonly query: DeskQuery;
  readonly at: Instant;
}

/** `undefined` where the region is not on record. */
export async function readDeskView(
  table: OfficeDeps['table'],
  { principal, code, query, at }: DeskOrder,
  extent: 'page' | 'whole' = 'page',
): Promise<DeskView | undefined> {
  const { year } = query;
  const desk = await readDesk(table, { code, year, at });
  if (!desk) return undefined;
  const on: On = { kind: 'region', region: code };
  const mayDo = (act: Act): boolean => may(principal, act, on);
  const shown = mayDo('see-notes') ? desk.entries : desk.entries.map(withoutNotes);
  const basis = query.consolidated === 'without' ? 'agencies' : 'with-consolidated';
  const isOfPlace = isOfFilter(code, query);
  const obliged = shown.filter(({ agency }) => agency.state !== 'not-obliged');
  const wanted = obliged.filter(({ agency }) => isCounted(agency, basis) && isOfPlace(agency));
  const lists = DESK_LIST_NAMES.filter((list) => list !== 'promised-and-due' || mayDo('see-notes'));
  const ofList = (list: DeskList): DeskEntry[] =>
    wanted.filter((entry) => isOnList(list, entry) && isAtLeast(query.days, entry, list));
  const counts = lists.map((list) => ({ list, count: ofList(list).length }));
  const list = query.list ?? counts.find(({ count }) => count > 0)?.list;
  const entries = list === undefined ? [] : sortEntries(ofList(list), list);
  const first = (query.page - 1) * PAGE_SIZE;
  const met = extent === 'whole' ? entries : entries.slice(first, first + PAGE_SIZE);
  return {
    region: desk.region,
    children: desk.regions.filter((one) => findParent(one.code) === code),
    year,
    at,
    query,
    kinds: AGENCY_KINDS.filter((kind) => obliged.some(({ agency }) => agency.kind === kind)),
    obliged: countObliged(obliged),
    basis,
    counts,
    list,
    entries,
    contacts: mayDo('see-contacts') ? await readContacts(table, met) : new Map(),
    mayDo,
    unreadable: [...new Set(desk.damaged.map(({ id }) => id))],
  };
}

/** What a compliance page has to be asked for to count as the desk does. */
export const tellConsolidated = ({ basis, obliged }: Pick<DeskView, 'basis' | 'obliged'>) =>
  basis === 'with-consolidated' && obliged.consolidated > 0 ? ('with' as const) : undefined;

function countObliged(entries: readonly DeskEntry[]): DeskView['obliged'] {
  const { own, consolidated } = setApart(entries.map(({ agency }) => agency));
  return { agencies: own.length, consolidated: consolidated.length };
}

const withoutNotes = (entry: DeskEntry): DeskEntry => ({ ...entry, contact: undefined, promise: undefined });

const isAtLeast = (days: number | undefined, entry: DeskEntry, list: DeskList): boolean =>
  days === undefined || (tellDeskDays(entry, list)?.days ?? -Infinity) >= days;

async function readContacts(
  table: Pick<OfficeDeps['table'], 'contactsOf' | 'returnedMails'>,
  entries: readonly DeskEntry[],
): Promise<ReadonlyMap<string, AgencyContact>> {
  return markReturned(table, await table.contactsOf(entries.map(({ agency }) => agency.id)));
}
