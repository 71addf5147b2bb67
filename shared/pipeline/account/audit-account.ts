/** What a person does about signing in, in the audit trail: once for each place that they have a say in, so that its offices find it. */
import type { AuditTrail } from '../../adapters/table/audit-trail.ts';
import { listOwnThings, type AuditedAct, type AuditEntry } from '../../domain/authority/audit-entry.ts';
import type { Grant } from '../../domain/authority/principal.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { Secrets } from './sessions.ts';

interface AccountAuditDeps {
  readonly trail: Pick<AuditTrail, 'append'>;
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
  { trail, secrets, now }: AccountAuditDeps,
  { act, mail, name, granted, detail }: AccountEvent,
): Promise<void> {
  const at = now();
  const by: AuditEntry['by'] = { kind: 'person', mail, name };
  await Promise.all(
    listOwnThings(granted).map((on) => trail.append({ id: secrets.newToken(), at, by, act, on, detail })),
  );
}
