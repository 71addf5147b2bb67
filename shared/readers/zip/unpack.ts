/** What deflate packed, piece by piece; whoever takes the pieces may stop. */
export async function* unpack(
  packed: Uint8Array,
  format: 'deflate' | 'deflate-raw',
): AsyncGenerator<Uint8Array> {
  const reader: ChunkReader = new Blob([packed.slice()])
    .stream()
    .pipeThrough(new DecompressionStream(format))
    .getReader();
  try {
    for (;;) {
      const { value } = await reader.read();
      if (!value) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

interface ChunkReader {
  read(): Promise<{ readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}
