import { RefusedError } from '../refused.ts';
import { unpack } from './unpack.ts';

/** Unpacks a part, and stops where it grows beyond `most`: the size that an archive states may lie. */
export async function inflate(packed: Uint8Array, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of unpack(packed, 'deflate-raw')) {
      length += chunk.length;
      if (length > most) throw new RefusedError('bomb', `more than ${most} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    throw new RefusedError('damaged', error instanceof Error ? error.message : 'deflate');
  }
  return join(chunks, length);
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
