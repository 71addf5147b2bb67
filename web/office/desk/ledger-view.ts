/** The rectification ledger as its page and its files show it: narrowed, in the order that is asked for. */
import { may } from '../../../shared/domain/authority/may.ts';
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import { AGENCY_KINDS, type AgencyKind, type Instant } from '../../../shared/domain/basics/calendar.ts';
import { findParent } from '../../../shared/domain/basics/region.ts';
import {
  RECTIFICATION_OUTCOMES,
  type RectificationOutcome,
} from '../../../shared/domain/desk/rectifications.ts';
import { readLedger, type DeskRegion, type LedgerLine } from '../../../shared/pipeline/read-desk.ts';
import type { OfficeDeps } from '../ports.ts';
import { isOfFilter, type LedgerOrder, type LedgerQuery } from './desk-query.ts';

export interface LedgerView {
  readonly region: DeskRegion;
  readonly children: readonly DeskRegion[];
  readonly year: number;
  readonly at: Instant;
  readonly query: LedgerQuery;
  readonly kinds: readonly AgencyKind[];
  /** By what came of them, of all that fit the place. */
  readonly counts: readonly { readonly outcome: RectificationOutcome; readonly count: number }[];
  /** How many there are, whatever is asked for. */
  readonly all: number;
  readonly lines: readonly LedgerLine[];
  readonly mayAct: boolean;
  readonly unreadable: readonly string[];
}

interface LedgerOrdered {
  readonly principal: Principal;
  readonly code: string;
  readonly query: LedgerQuery;
  readonly at: Instant;
}

/** `undefined` where the region is not on record. */
export async function readLedgerView(
  table: OfficeDeps['table'],
  { principal, code, query, at }: LedgerOrdered,
): Promise<LedgerView | undefined> {
  const { year } = query;
  const ledger = await readLedger(table, { code, year, at });
  if (!ledger) return undefined;
  const isWanted = isOfFilter(code, query);
  const ofPlace = ledger.lines.filter(
    ({ place, act, ...agency }) =>
      isWanted({ ...agency, id: place.agencyId, district: place.district }) &&
      (query.act === undefined || act.kind === query.act),
  );
  return {
    region: ledger.region,
    children: ledger.regions.filter((one) => findParent(one.code) === code),
    year,
    at,
    query,
    kinds: AGENCY_KINDS.filter((kind) => ledger.lines.some((line) => line.kind === kind)),
    counts: RECTIFICATION_OUTCOMES.map((outcome) => ({
      outcome,
      count: ofPlace.filter((line) => line.outcome === outcome).length,
    })),
    all: ledger.lines.length,
    lines: sorted(
      ofPlace.filter(({ outcome }) => query.outcome === undefined || outcome === query.outcome),
      query.order ?? 'newest',
    ),
    mayAct: may(principal, 'return', { kind: 'region', region: code }),
    unreadable: [...new Set(ledger.damaged.map(({ id }) => id))],
  };
}

/** `lines`: the oldest first; equal ones stay so. */
function sorted(lines: readonly LedgerLine[], order: LedgerOrder): readonly LedgerLine[] {
  switch (order) {
    case 'oldest':
      return lines;
    case 'newest':
      return lines.toReversed();
    case 'until':
      return lines.toSorted((a, b) => (a.act.until < b.act.until ? -1 : a.act.until > b.act.until ? 1 : 0));
    case 'over':
      return lines.toSorted((a, b) => b.daysOver - a.daysOver);
  }
}
