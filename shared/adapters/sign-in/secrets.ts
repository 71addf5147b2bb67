/** Ids that nobody can guess, and what is kept of them: whoever reads the table can't use it to sign in. */
import { createHash, randomBytes } from 'node:crypto';

/** 256 bits: no salt or slow hash is needed for what nobody can guess. */
export const SECRETS = {
  newToken: (): string => randomBytes(32).toString('base64url'),
  randomBytes: (count: number): Uint8Array => randomBytes(count),
  hash: (token: string): string => createHash('sha256').update(token).digest('hex'),
};
