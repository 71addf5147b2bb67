/** Checks the signatures of a body's chunks: Amazon S3 API Reference, "Transferring Payload in Multiple Chunks". */
import { createHash, type Hash } from 'node:crypto';
import type { ChunkWatcher } from '../request-body.ts';
import { hashText } from './canonical-request.ts';
import { Refusal } from './refusal.ts';
import { isSame, sign } from './signature.ts';
import type { SignatureChain } from './signed-request.ts';

const NOTHING = hashText('');

export function followChain({ key, date, scope, seed }: SignatureChain): ChunkWatcher {
  let previous = seed;
  let chunk: Hash = createHash('sha256');
  const check = (stated: string | undefined, toSign: readonly string[]): void => {
    const expected = sign(key, toSign.join('\n'));
    if (stated === undefined || !isSame(stated, expected))
      throw new Refusal('SignatureDoesNotMatch', 'The signature of a chunk does not match.');
    previous = expected;
  };
  return {
    onBytes: (bytes) => void chunk.update(bytes),
    onChunk(signature) {
      const hash = chunk.digest('hex');
      chunk = createHash('sha256');
      check(signature, ['AWS4-HMAC-SHA256-PAYLOAD', date, scope, previous, NOTHING, hash]);
    },
    onTrailers(trailers) {
      const signed = [...trailers].filter(([name]) => name !== 'x-amz-trailer-signature');
      if (signed.length === 0) return;
      const hash = hashText(signed.map(([name, value]) => `${name}:${value}\n`).join(''));
      check(trailers.get('x-amz-trailer-signature'), [
        'AWS4-HMAC-SHA256-TRAILER',
        date,
        scope,
        previous,
        hash,
      ]);
    },
  };
}
