/**
 * A grant is given, changed or withdrawn: once, however often the same change is asked for, with what is kept of it for ever
 * and its entry in the audit trail. Who may do so is the caller's to say, of what is there as it is written.
 */
import type { AccountRecords } from '../../adapters/table/account-records.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import {
  describeGrant,
  type GrantChange,
  type GrantRecord,
  type WishedGrant,
} from '../../domain/authority/grant-record.ts';
import type { On } from '../../domain/authority/may.ts';
import { countEpochMs, makeInstant, type Instant } from '../../domain/basics/calendar.ts';
import { retryRace } from '../retry-race.ts';

export type GrantTable = Pick<AccountRecords, 'grantToChange' | 'operators' | 'changeGrant'>;

interface GrantWish {
  /** Made up by whoever asks, another for each change; the same where it is asked once more. */
  readonly id: string;
  readonly after: WishedGrant;
  readonly on: On;
  readonly by: Actor;
}

/** What is there as the change is decided. */
export interface GrantsThere {
  readonly before: GrantRecord | undefined;
  readonly after: GrantRecord;
  readonly operators: readonly GrantRecord[];
}

type ChangedGrant<Why> =
  | { readonly kind: 'written' | 'repeated'; readonly change: GrantChange }
  | { readonly kind: 'refused'; readonly why: Why };

export async function changeGrant<Why>(
  { table, now }: { readonly table: GrantTable; readonly now: () => Instant },
  wish: GrantWish,
  decide: (there: GrantsThere) => Why | undefined,
): Promise<ChangedGrant<Why>> {
  return retryRace<ChangedGrant<Why>>(`a grant to ${wish.after.mail}`, async () => {
    const { there, revision, done } = await lookAtGrants({ table, now }, wish);
    if (done) return { kind: 'repeated', change: done };
    const why = decide(there);
    if (why !== undefined) return { kind: 'refused', why };
    const { before, after } = there;
    const { id, by, on } = wish;
    const act = after.withdrawn ? 'withdraw-grant' : 'grant';
    const change: GrantChange = { id, act, at: after.since, by, ...(before && { before }), after };
    const reason = after.withdrawn ? `: ${after.withdrawn.why}` : '';
    const detail = `${describeGrant(after.withdrawn && before ? before : after)}${reason}`;
    const entry = { id, at: after.since, by, act, on, detail } as const;
    const written = await table.changeGrant({ change, on, entry, operators: revision });
    return written === 'outdated' ? written : { kind: written, change };
  });
}

/** `revision`: of the operators, where one of theirs is about to change. */
export async function lookAtGrants(
  {
    table,
    now,
  }: { readonly table: Pick<GrantTable, 'grantToChange' | 'operators'>; readonly now: () => Instant },
  { id, after: wished, by }: GrantWish,
): Promise<{
  readonly there: GrantsThere;
  readonly revision: number | undefined;
  /** The same change, where it is there. */
  readonly done: GrantChange | undefined;
}> {
  // Before the grant itself: whoever changes it meanwhile makes the operators others.
  const operators = wished.role === 'operator' ? await table.operators() : undefined;
  const { before, done } = await table.grantToChange(wished.mail, wished, id);
  const since = before ? laterThan(before.since, now()) : now();
  const after: GrantRecord = { ...wished, since, by };
  return {
    there: { before, after, operators: operators?.grants ?? [] },
    revision: operators?.revision,
    done,
  };
}

/** Two changes at one instant could not be told apart. */
const laterThan = (earlier: Instant, at: Instant): Instant =>
  at > earlier ? at : makeInstant(countEpochMs(earlier) + 1);
