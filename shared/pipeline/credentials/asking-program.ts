/** A program that asks: how often it may, and who stands behind it. */
import type { AccountRecords } from '../../adapters/table/account-records.ts';
import type { Principal } from '../../domain/authority/principal.ts';
import type { ProgramCredential } from '../../domain/authority/program-credential.ts';
import { countEpochMs } from '../../domain/basics/calendar.ts';
import { auditLimit, type ReachedLimit, type RefusalAuditDeps } from '../account/audit-refused.ts';
import { findPerson, type PersonTable } from '../account/find-person.ts';
import type { CredentialDeps } from './credential-deps.ts';

export interface AskingDeps extends CredentialDeps {
  readonly accounts: PersonTable & Pick<AccountRecords, 'countAttempt'>;
}

export interface TooMany {
  readonly kind: 'too-many';
  readonly retryAfterS: number;
}

/** `undefined` where it is not one too many; `told`: what the audit trail says of one that is. */
export async function countRequest(
  deps: RefusalAuditDeps,
  what: string,
  { most, withinS }: { readonly most: number; readonly withinS: number },
  told: Omit<ReachedLimit, 'withinS'>,
): Promise<TooMany | undefined> {
  const { accounts, now } = deps;
  const at = now();
  if (await accounts.countAttempt(what, [{ most, withinS }], at)) return undefined;
  await auditLimit(deps, { ...told, withinS });
  return { kind: 'too-many', retryAfterS: withinS - (Math.floor(countEpochMs(at) / 1000) % withinS) };
}

/** With the grants of now. An office's second step was done when it made the credential: a program can't do it again. */
export async function findMaker(
  { accounts, now }: Pick<AskingDeps, 'accounts' | 'now'>,
  { madeBy }: ProgramCredential,
): Promise<Principal | undefined> {
  const person = await findPerson(accounts, madeBy.mail, now());
  return person && { ...person, secondStep: true };
}
