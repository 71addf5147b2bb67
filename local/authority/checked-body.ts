/** A body as it passes by: unframed, and at its end an error where it is not what was signed or stated. */
import { withoutChunkFrames } from '../request-body.ts';
import { joinHeader, type RawRequest } from './canonical-request.ts';
import { CHECKSUMS } from './checksums.ts';
import { followChain } from './chunk-chain.ts';
import { Refusal } from './refusal.ts';
import type { SignedPayload } from './signed-request.ts';

export type CheckBody = (source: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;

export function expectBody(request: RawRequest, payload: SignedPayload): CheckBody {
  const stated = new Map(
    Object.keys(CHECKSUMS).flatMap((name) => {
      const value = joinHeader(request, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const trailer = joinHeader(request, 'x-amz-trailer')?.trim().toLowerCase();
  if (trailer !== undefined && CHECKSUMS[trailer] === undefined)
    throw new Refusal('InvalidRequest', 'The value specified in the x-amz-trailer header is not supported');
  const length = joinHeader(request, 'x-amz-decoded-content-length');
  return async function* (source) {
    const trailers = new Map<string, string>();
    const chain = payload.kind === 'chunks' && payload.chain ? followChain(payload.chain) : {};
    const unframed =
      payload.kind === 'chunks'
        ? withoutChunkFrames(source, {
            ...chain,
            onTrailers(sent) {
              for (const [name, value] of sent) trailers.set(name, value);
              chain.onTrailers?.(sent);
            },
          })
        : source;
    const checks = [...stated.keys(), ...(trailer === undefined ? [] : [trailer])].map((name) => ({
      name,
      running: CHECKSUMS[name]?.(),
    }));
    const whole = payload.kind === 'whole' ? CHECKSUMS['x-amz-checksum-sha256']?.() : undefined;
    let lengthBytes = 0;
    for await (const bytes of unframed) {
      lengthBytes += bytes.length;
      whole?.update(bytes);
      for (const { running } of checks) running?.update(bytes);
      yield bytes;
    }
    if (payload.kind === 'whole' && whole?.digest() !== Buffer.from(payload.sha256, 'hex').toString('base64'))
      throw new Refusal(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    if (payload.kind === 'chunks' && length !== undefined && length !== String(lengthBytes))
      throw new Refusal(
        'IncompleteBody',
        'You did not provide the number of bytes specified by the x-amz-decoded-content-length header',
      );
    for (const { name, running } of checks)
      if (running?.digest() !== (stated.get(name) ?? trailers.get(name))) throw refuseChecksum(name);
  };
}

export const refuseChecksum = (name: string): Refusal =>
  new Refusal('BadDigest', `The ${name} you specified did not match what we received.`);
