/**
 * What was refused, and which limits held, in the audit trail. So many entries and no more: whoever goes on, signed in or
 * not, fills nothing.
 */
import type { AccountRecords } from '../../adapters/table/account-records.ts';
import type { AuditTrail } from '../../adapters/table/audit-trail.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import type { AuditedThing } from '../../domain/authority/audit-entry.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { Secrets } from './sessions.ts';

export interface RefusalAuditDeps {
  readonly accounts: Pick<AccountRecords, 'countAttempt'>;
  readonly trail: Pick<AuditTrail, 'append'>;
  readonly secrets: Secrets;
  readonly now: () => Instant;
}

/** Whose refusals can be told: who is signed in, or a program that somebody stands behind. */
type KnownActor = Extract<Actor, { readonly mail: string }>;

/** Enough to see what somebody was after. */
const REFUSALS = { most: 20, withinS: 3600 };

export interface ReachedLimit {
  /** What was too many. */
  readonly limit: string;
  readonly withinS: number;
  readonly of?: { readonly by: KnownActor; readonly on: readonly AuditedThing[] };
}

/** Requests that a page of another site sends in a reader's name: nobody looks whose. */
export const OTHER_SITES = { limit: 'requests of other sites', withinS: 3600 };

/** `asked`: the act, and why it was refused; `on`: each thing that it was asked of. */
export async function auditRefusal(
  deps: RefusalAuditDeps,
  {
    by,
    on,
    asked,
  }: { readonly by: KnownActor; readonly on: readonly AuditedThing[]; readonly asked: string },
): Promise<void> {
  const { accounts, trail, secrets, now } = deps;
  const at = now();
  if (!(await accounts.countAttempt(`refused#${secrets.hash(by.mail)}`, [REFUSALS], at))) {
    await auditLimit(deps, { limit: 'refused acts', withinS: REFUSALS.withinS, of: { by, on } });
    return;
  }
  await Promise.all(
    on.map((thing) =>
      trail.append({ id: secrets.newToken(), at, by, act: 'refused', on: thing, detail: asked }),
    ),
  );
}

/**
 * Once for each stretch of time that a limit counts. `of`: whose limit it is; without it all who reach it are told
 * as one: nobody knows who asks, and addresses that somebody makes up are without end.
 */
export async function auditLimit(
  { accounts, trail, secrets, now }: RefusalAuditDeps,
  { limit, withinS, of }: ReachedLimit,
): Promise<void> {
  const at = now();
  const told = `told#${limit}${of ? `#${secrets.hash(of.by.mail)}` : ''}`;
  if (!(await accounts.countAttempt(told, [{ most: 1, withinS }], at))) return;
  const { by, on } = of ?? { by: { kind: 'unknown' } as const, on: [{ kind: 'system' } as const] };
  await Promise.all(
    on.map((thing) =>
      trail.append({ id: secrets.newToken(), at, by, act: 'reach-limit', on: thing, detail: limit }),
    ),
  );
}
