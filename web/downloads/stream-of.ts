/**
 * Chunks of text, or of bytes, as a body that is sent while they are made. Where making them fails the body breaks off, so that a part
 * is never taken for the whole.
 */
export function makeStream(
  chunks: AsyncGenerator<string | Uint8Array, void, undefined>,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(typeof next.value === 'string' ? encoder.encode(next.value) : next.value);
      } catch (error) {
        onFailure(error);
        throw error;
      }
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

/** A body's chunks as they come. */
export async function* readChunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever asked may have gone away: what is not sent need not be made.
    await reader.cancel().catch(() => undefined);
  }
}
