import { RefusedError } from '../refused.ts';

/** Unpacks what deflate packed, and stops where it grows beyond `most`: the size that an archive states may lie. */
export async function inflate(packed: Uint8Array, most: number): Promise<Uint8Array> {
  const source = new Blob([packed.slice()]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = source.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await readChunk(reader);
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel().catch(() => undefined);
      throw new RefusedError('bomb', `more than ${most} bytes`);
    }
    chunks.push(value);
  }
  return join(chunks, length);
}

type Chunk =
  { readonly done: false; readonly value: Uint8Array } | { readonly done: true; readonly value?: undefined };

async function readChunk(reader: {
  read: () => Promise<{ done: boolean; value?: Uint8Array | undefined }>;
}): Promise<Chunk> {
  try {
    const { done, value } = await reader.read();
    return done || !value ? { done: true } : { done: false, value };
  } catch (error) {
    throw new RefusedError('damaged', error instanceof Error ? error.message : 'deflate');
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
