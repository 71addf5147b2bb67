/** What making, taking and using credentials for programs needs. */
import type { AuditTrail } from '../../adapters/table/audit-trail.ts';
import type { CredentialRecords } from '../../adapters/table/credential-records.ts';
import type { NewAuditEntry } from '../../domain/authority/audit-entry.ts';
import {
  actAsProgram,
  type CredentialScope,
  type ProgramCredential,
} from '../../domain/authority/program-credential.ts';
import type { Instant } from '../../domain/basics/calendar.ts';
import type { Secrets } from '../account/sessions.ts';

export interface CredentialDeps {
  readonly credentials: CredentialRecords;
  readonly trail: Pick<AuditTrail, 'append'>;
  readonly secrets: Secrets & { readonly randomBytes: (count: number) => Uint8Array };
  readonly now: () => Instant;
}

/** What a person or a program does with a credential, told before it is done; `detail` begins with its id. */
export function auditCredential(
  { trail, secrets, now }: Pick<CredentialDeps, 'trail' | 'secrets' | 'now'>,
  {
    act,
    credential,
    by = actAsProgram(credential),
    on = credential.scope,
    detail = '',
  }: Pick<NewAuditEntry, 'act'> & {
    readonly credential: ProgramCredential;
    readonly by?: NewAuditEntry['by'];
    readonly on?: CredentialScope;
    readonly detail?: string;
  },
): Promise<void> {
  const said = `${credential.id} ${detail}`.trimEnd();
  return trail.append({ id: secrets.newToken(), at: now(), by, act, on, detail: said });
}
