/** Whose keys are taken: the operator's, and those that go with a session token. */
import type { TokenSession } from '../../shared/adapters/upload-credentials/session-token.ts';
import { Refusal } from './refusal.ts';

export type Identity =
  /** Whoever has the data folder. */
  | { readonly kind: 'operator' }
  /** Whoever holds temporary credentials. */
  | { readonly kind: 'session'; readonly session: TokenSession };

export interface Keyring {
  readonly operator: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly readToken: (token: string) => TokenSession | undefined;
  readonly nowEpochMs: () => number;
}

/** The secret that a request must be signed with, and who it then is of. */
export function findKey(
  { operator, readToken, nowEpochMs }: Keyring,
  accessKeyId: string,
  token: string | undefined,
): { secretAccessKey: string; identity: Identity } {
  if (token === undefined) {
    if (accessKeyId !== operator.accessKeyId)
      throw new Refusal(
        'InvalidAccessKeyId',
        'The AWS Access Key Id you provided does not exist in our records.',
        { AWSAccessKeyId: accessKeyId },
      );
    return { secretAccessKey: operator.secretAccessKey, identity: { kind: 'operator' } };
  }
  const session = readToken(token);
  if (session?.accessKeyId !== accessKeyId)
    throw new Refusal('InvalidToken', 'The provided token is malformed or otherwise invalid.');
  if (session.expiresAtEpochMs <= nowEpochMs())
    throw new Refusal('ExpiredToken', 'The provided token has expired.');
  return { secretAccessKey: session.secretAccessKey, identity: { kind: 'session', session } };
}
