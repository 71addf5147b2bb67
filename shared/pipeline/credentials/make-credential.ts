/** A person makes a credential for a program, and carries its token there: by a code, or by copying it once. */
import { may } from '../../domain/authority/may.ts';
import type { Principal } from '../../domain/authority/principal.ts';
import {
  CODE_BYTES,
  isInCharge,
  tellCodeEnd,
  tellCredentialEnd,
  tellCredentialState,
  type CredentialScope,
  type ProgramCredential,
} from '../../domain/authority/program-credential.ts';
import { spellProgramToken } from '../../domain/authority/program-token.ts';
import { readRecoveryCode, writeRecoveryCode } from '../../domain/authority/recovery-codes.ts';
import type { IsoDay } from '../../domain/basics/calendar.ts';
import { auditCredential, type CredentialDeps } from './credential-deps.ts';

/** So many letters are 132 bits. */
const ID_LENGTH = 22;

const nameMaker = ({ mail, name }: Principal) => ({ mail, name });

/** `undefined` where the person may not make one for that. */
export async function makeCredential(
  deps: CredentialDeps,
  principal: Principal,
  {
    name,
    scope,
    lastDay,
  }: { readonly name: string; readonly scope: CredentialScope; readonly lastDay: IsoDay },
): Promise<ProgramCredential | undefined> {
  if (!may(principal, 'make-credential', scope)) return undefined;
  const madeBy = nameMaker(principal);
  const credential: ProgramCredential = {
    id: deps.secrets.newToken().slice(0, ID_LENGTH),
    name,
    scope,
    madeBy,
    madeAt: deps.now(),
    until: tellCredentialEnd(lastDay),
  };
  await auditCredential(deps, {
    act: 'make-credential',
    credential,
    by: { kind: 'person', ...madeBy },
    detail: `“${name}” until ${lastDay}`,
  });
  await deps.credentials.make(credential);
  return credential;
}

/** The person's own, which no program has the token of yet: it acts in that person's name. */
async function findUnclaimed(
  deps: Pick<CredentialDeps, 'credentials' | 'now'>,
  principal: Principal,
  id: string,
): Promise<ProgramCredential | undefined> {
  const credential = await deps.credentials.credential(id);
  const isFit =
    credential?.madeBy.mail === principal.mail && tellCredentialState(credential, deps.now()) === 'unclaimed';
  return isFit ? credential : undefined;
}

/** A code to be typed into a program, shown this once; `undefined` where the credential can't have one. */
export async function makeLoginCode(
  deps: CredentialDeps,
  principal: Principal,
  id: string,
): Promise<{ readonly credential: ProgramCredential; readonly code: string } | undefined> {
  const credential = await findUnclaimed(deps, principal, id);
  if (!credential) return undefined;
  const code = writeRecoveryCode(deps.secrets.randomBytes(CODE_BYTES));
  const until = tellCodeEnd(deps.now());
  await deps.credentials.keepCode({ hash: hashLoginCode(deps, code), credential: id, until });
  return { credential, code };
}

/** As it was typed. */
export const hashLoginCode = ({ secrets }: Pick<CredentialDeps, 'secrets'>, typed: string): string =>
  secrets.hash(readRecoveryCode(typed));

/** The token itself, for a program that can't ask for it, shown this once; codes that were made for it are of no use then. */
export async function showToken(
  deps: CredentialDeps,
  principal: Principal,
  id: string,
): Promise<{ readonly credential: ProgramCredential; readonly token: string } | undefined> {
  const credential = await findUnclaimed(deps, principal, id);
  if (!credential) return undefined;
  const by = { kind: 'person', ...nameMaker(principal) } as const;
  await auditCredential(deps, { act: 'show-credential', credential, by });
  return claim(deps, credential);
}

/** Whoever tries first is given the token. */
export async function claim(
  { credentials, secrets, now }: Pick<CredentialDeps, 'credentials' | 'secrets' | 'now'>,
  { id }: ProgramCredential,
): Promise<{ readonly credential: ProgramCredential; readonly token: string } | undefined> {
  const token = spellProgramToken(id, secrets.newToken());
  const claimed = await credentials.claim(id, secrets.hash(token), now());
  return claimed && { credential: claimed, token };
}

/** Whether it is revoked now; it stays so for ever. */
export async function revokeCredential(
  deps: CredentialDeps,
  principal: Principal,
  id: string,
): Promise<boolean> {
  const credential = await deps.credentials.credential(id);
  if (!credential || !isInCharge(principal, credential)) return false;
  if (credential.revoked) return true;
  const by = nameMaker(principal);
  await auditCredential(deps, { act: 'revoke-credential', credential, by: { kind: 'person', ...by } });
  await deps.credentials.revoke(id, { at: deps.now(), by });
  return true;
}
