/** What the audit trail says of a time and a place. */
import type { AuditTrail } from '../adapters/table/audit-trail.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { findProvince, NATION } from '../domain/basics/region.ts';
import type { Actor } from '../domain/authority/actor.ts';
import { liesWithin } from '../domain/authority/may.ts';
import {
  listAuditMonths,
  sortAudit,
  SYSTEM_SCOPE,
  type AuditEntry,
  type AuditScope,
} from '../domain/authority/audit-entry.ts';

export interface AuditQuestion {
  readonly from: Instant;
  /** Not included. */
  readonly until: Instant;
  /** This region and all below it; where left out, everything, what is the system's included. */
  readonly within?: string | undefined;
  readonly act?: string | undefined;
  /** A person's address, also of those whose programs did it. */
  readonly mail?: string | undefined;
  /** One agency of the region. */
  readonly agency?: string | undefined;
}

interface Deps {
  readonly trail: Pick<AuditTrail, 'ofMonth'>;
  /** Provinces that are loaded: entries lie by province. */
  readonly provinces: readonly string[];
}

/** The newest first. */
export async function* listAudit(
  { trail, provinces }: Deps,
  question: AuditQuestion,
): AsyncGenerator<AuditEntry> {
  const { from, until, within } = question;
  const scopes = listAuditScopes(within, provinces);
  for (const month of listAuditMonths(from, until)) {
    const found = await Promise.all(scopes.map((scope) => trail.ofMonth(scope, month)));
    yield* sortAudit(found.flat().filter((entry) => fits(entry, question)));
  }
}

/** Where entries of a region lie, or everybody's. */
export function listAuditScopes(within: string | undefined, provinces: readonly string[]): AuditScope[] {
  if (within === undefined) return [SYSTEM_SCOPE, NATION, ...provinces];
  return within === NATION ? [NATION, ...provinces] : [findProvince(within)];
}

export const fits = (entry: AuditEntry, { from, until, within, act, mail, agency }: AuditQuestion): boolean =>
  entry.at >= from &&
  entry.at < until &&
  (within === undefined || liesWithin(entry.on, within)) &&
  (agency === undefined || (entry.on.kind === 'agency' && entry.on.agency === agency)) &&
  (act === undefined || entry.act === act) &&
  (mail === undefined || tellMail(entry.by) === mail.toLowerCase());

const tellMail = (by: Actor): string | undefined => ('mail' in by ? by.mail.toLowerCase() : undefined);
