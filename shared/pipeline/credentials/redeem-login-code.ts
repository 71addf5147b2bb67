/** A program is given the token of a credential for the code that its maker was shown. */
import { may } from '../../domain/authority/may.ts';
import type { ProgramCredential } from '../../domain/authority/program-credential.ts';
import { countRequest, findMaker, type AskingDeps, type TooMany } from './asking-program.ts';
import { auditCredential } from './credential-deps.ts';
import { claim, hashLoginCode } from './make-credential.ts';

/** Enough for a hall of clerks behind one address; a code has 80 bits. */
const BY_CALLER = { most: 30, withinS: 10 * 60 };
const LOGIN_CODES = { limit: 'login codes shown by one network' };

type Redeemed =
  | { readonly kind: 'redeemed'; readonly credential: ProgramCredential; readonly token: string }
  /** Used, too old, or never given. */
  | { readonly kind: 'wrong-code' }
  | { readonly kind: 'maker-may-not' }
  | TooMany;

export async function redeemLoginCode(
  deps: AskingDeps,
  { code, caller }: { readonly code: string; readonly caller: string | undefined },
): Promise<Redeemed> {
  const tooMany = await countRequest(
    deps,
    `login#${deps.secrets.hash(caller ?? '')}`,
    BY_CALLER,
    LOGIN_CODES,
  );
  if (tooMany) return tooMany;
  const taken = await deps.credentials.takeCode(hashLoginCode(deps, code), deps.now());
  const credential = taken && (await deps.credentials.credential(taken.credential));
  if (!credential) return { kind: 'wrong-code' };
  if (!may(await findMaker(deps, credential), 'make-credential', credential.scope))
    return { kind: 'maker-may-not' };
  await auditCredential(deps, { act: 'redeem-login-code', credential });
  const claimed = await claim(deps, credential);
  return claimed ? { kind: 'redeemed', ...claimed } : { kind: 'wrong-code' };
}
