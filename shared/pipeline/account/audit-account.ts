/** What a person does about signing in, in the audit trail: once for each place that they have a say in, so that its offices find it. */
import type { AuditTrail } from '../../adapters/table/audit-trail.ts';
import {
  listOwnThings,
  type AuditedAct,
  type AuditEntry,
  type NewAuditEntry,
} from '../../domain/authority/audit-entry.ts';
import type { Grant } from '../../domain/authority/principal.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { Secrets } from './sessions.ts';

interface AccountAuditDeps {
  readonly secrets: Pick<Secrets, 'newToken'>;
  readonly now: () => Instant;
}

export interface AccountEvent {
  readonly act: Extract<
    AuditedAct,
    | 'sign-in'
    | 'sign-out'
    | 'second-step'
    | 'second-step-refused'
    | 'lock-second-step'
    | 'enrol-second-step'
    | 'renew-recovery-codes'
    | 'forget-second-step'
  >;
  readonly mail: string;
  readonly name: string;
  /** All of it, whether or not the second step is done. */
  readonly granted: readonly Grant[];
  readonly detail: string;
}

export async function auditAccount(
  { trail, ...deps }: AccountAuditDeps & { readonly trail: Pick<AuditTrail, 'append'> },
  event: AccountEvent,
): Promise<void> {
  await Promise.all(tellAccountEvent(deps, event).map(trail.append));
}

/** The entries, to be written with what they tell of. */
export function tellAccountEvent(
  { secrets, now }: AccountAuditDeps,
  { act, mail, name, granted, detail }: AccountEvent,
): NewAuditEntry[] {
  const at = now();
  const by: AuditEntry['by'] = { kind: 'person', mail, name };
  return listOwnThings(granted).map((on) => ({ id: secrets.newToken(), at, by, act, on, detail }));
}
