import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutChunkFrames } from '../../local/request-body.ts';

function inPieces(bytes: Buffer, sizes: readonly number[]): AsyncIterable<Buffer> {
  return Readable.from(pieces(bytes, sizes));
}
function* pieces(bytes: Buffer, sizes: readonly number[]): Generator<Buffer> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
}
async function unframed(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of withoutChunkFrames(source)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
const framed = (chunks: readonly Uint8Array[]): Buffer =>
  Buffer.concat([
    ...chunks.map((chunk) =>
      Buffer.concat([
        Buffer.from(`${chunk.length.toString(16)};chunk-signature=00\r\n`),
        chunk,
        Buffer.from('\r\n'),
      ]),
    ),
    Buffer.from('0;chunk-signature=00\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n'),
  ]);

describe('a framed body', () => {
  it('comes out as it went in, wherever the network cuts it', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 }), { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }),
        async (chunks, sizes) => {
          const found = await unframed(inPieces(framed(chunks), sizes));
          expect(found.equals(Buffer.concat(chunks))).toBe(true);
        },
      ),
      { numRuns: 200 },
    ));

  it('that ends early is not taken for whole, wherever it ends', async () => {
    const whole = framed([Buffer.from('hello'), Buffer.from('world')]);
    const end = whole.indexOf('0;chunk-signature=00\r\nx-amz') + '0;chunk-signature=00\r\n'.length;
    for (let length = 0; length < end; length++)
      await expect(unframed(inPieces(whole.subarray(0, length), [])), `${length} bytes`).rejects.toThrow();
  });
});
