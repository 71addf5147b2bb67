/** What an answer's bytes hash to, as clients that check it look for it. */
import type { Context } from 'hono';

/**
 * `Unencoded-Digest` is of the bytes before they are packed for the way. `Repr-Digest` (RFC 9530) is of what is sent, packed as it
 * is, so that nobody can tell it who doesn't know whether somebody packs it on the way: it is told to whom nothing is packed for.
 */
export function tellDigest(c: Context, sha256: string): Readonly<Record<string, string>> {
  const digest = `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
  const accepted = c.req.header('accept-encoding') ?? 'identity';
  return { 'unencoded-digest': digest, ...(accepted.trim() === 'identity' && { 'repr-digest': digest }) };
}
