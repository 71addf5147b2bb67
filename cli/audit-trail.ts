/** What an operator does at the command line, written to the audit trail before it begins. */
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { NewAuditEntry } from '../shared/domain/authority/audit-entry.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import type { RunningSystem } from './connect.ts';

/** `detail` begins with the name of the account at this machine: who holds the system's keys has no other name. */
export const appendToTrail = (
  { trail }: Pick<RunningSystem, 'trail'>,
  { detail, ...entry }: Pick<NewAuditEntry, 'act' | 'on' | 'detail'>,
): Promise<void> =>
  trail.append({
    ...entry,
    id: randomUUID(),
    at: systemClock(),
    by: { kind: 'operator' },
    detail: `${userInfo().username}: ${detail}`,
  });
