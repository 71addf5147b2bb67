/**
 * Chunks of text as a body that is sent while they are made. Where making them fails the body breaks off, so that a part
 * is never taken for the whole.
 */
export function makeStream(
  chunks: AsyncGenerator<string, void, undefined>,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await chunks.next();
        if (next.done === true) controller.close();
        else controller.enqueue(encoder.encode(next.value));
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
