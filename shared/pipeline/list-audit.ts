/** What the audit trail says of a time and a place. */
import type { AuditTrail } from '../adapters/table/audit-trail.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { findProvince, NATION } from '../domain/basics/region.ts';
import type { Actor } from '../domain/authority/actor.ts';
import { liesWithin } from '../domain/authority/may.ts';
import { listAuditMonths, SYSTEM_SCOPE, type AuditEntry } from '../domain/authority/audit-entry.ts';

export interface AuditQuestion {
  readonly from: Instant;
  /** Not included. */
  readonly until: Instant;
  /** This region and all below it; where left out, everything, what is the system's included. */
  readonly within?: string | undefined;
  readonly act?: string | undefined;
  /** A person's address, also of those whose programs did it. */
  readonly mail?: string | undefined;
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
  const scopes =
    within === undefined
      ? [SYSTEM_SCOPE, NATION, ...provinces]
      : within === NATION
        ? [NATION, ...provinces]
        : [findProvince(within)];
  for (const month of listAuditMonths(from, until)) {
    const found = await Promise.all(scopes.map((scope) => trail.ofMonth(scope, month)));
    yield* found
      .flat()
      .filter((entry) => fits(entry, question))
      .toSorted((a, b) => compare(b.at, a.at) || compare(b.id, a.id));
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const fits = (entry: AuditEntry, { from, until, within, act, mail }: AuditQuestion): boolean =>
  entry.at >= from &&
  entry.at < until &&
  (within === undefined || liesWithin(entry.on, within)) &&
  (act === undefined || entry.act === act) &&
  (mail === undefined || tellMail(entry.by) === mail.toLowerCase());

const tellMail = (by: Actor): string | undefined => ('mail' in by ? by.mail.toLowerCase() : undefined);
