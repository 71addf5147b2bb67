/** Reads a body once: small ones into memory, large ones into a file. */
import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';

/** Larger bodies go through a file, so that memory stays bounded. */
const IN_MEMORY_BYTES = 2 * 1024 * 1024;

export interface ReceivedBody {
  /** The bytes themselves, or the file that they are in. */
  readonly content: Buffer | { readonly file: string };
  readonly sizeBytes: number;
  readonly md5: string;
}

/** Throws where the sender goes away before the end; then no file is left. */
export async function receiveBody(
  source: Buffer | AsyncIterable<Buffer>,
  temporaryFile: () => string,
): Promise<ReceivedBody> {
  const md5 = createHash('md5');
  if (Buffer.isBuffer(source))
    return { content: source, sizeBytes: source.length, md5: md5.update(source).digest('hex') };

  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  let spill: { path: string; file: Awaited<ReturnType<typeof open>> } | undefined;
  try {
    for await (const chunk of source) {
      md5.update(chunk);
      sizeBytes += chunk.length;
      if (spill) await spill.file.appendFile(chunk);
      else {
        chunks.push(chunk);
        if (sizeBytes > IN_MEMORY_BYTES) {
          const path = temporaryFile();
          spill = { path, file: await open(path, 'wx') };
          await spill.file.appendFile(Buffer.concat(chunks));
          chunks.length = 0;
        }
      }
    }
  } catch (error) {
    await spill?.file.close();
    if (spill) await rm(spill.path, { force: true });
    throw error;
  }
  await spill?.file.close();
  return {
    content: spill
      ? { file: spill.path }
      : chunks.length === 1 && chunks[0]
        ? chunks[0]
        : Buffer.concat(chunks),
    sizeBytes,
    md5: md5.digest('hex'),
  };
}

export class BrokenChunksError extends Error {
  override readonly name = 'BrokenChunksError';
}

/** Told of what passes; it throws where something is wrong. */
export interface ChunkWatcher {
  onBytes?(bytes: Buffer): void;
  /** A chunk has ended, the last and empty one, too. */
  onChunk?(signature: string | undefined): void;
  /** What stands behind the last chunk, by names in lower case. */
  onTrailers?(trailers: ReadonlyMap<string, string>): void;
}

const MAX_HEAD_BYTES = 1024;
const MAX_TRAILERS_BYTES = 4096;

/**
 * Takes the frames off a body in `aws-chunked` encoding, which some SDKs use for streams:
 * `<hex size>[;chunk-signature=…]\r\n<bytes>\r\n … 0\r\n<trailers>`.
 * Source: Amazon S3 API Reference, "Signature calculations: transferring payload in multiple chunks".
 */
export async function* withoutChunkFrames(
  source: AsyncIterable<Buffer>,
  watcher: ChunkWatcher = {},
): AsyncGenerator<Buffer> {
  let buffered: Buffer = Buffer.alloc(0);
  /** Bytes of the current chunk still to come; `undefined` while a chunk's head is awaited. */
  let left: number | undefined;
  let signature: string | undefined;
  let ended = false;
  for await (const received of source) {
    buffered = buffered.length === 0 ? received : Buffer.concat([buffered, received]);
    if (ended && buffered.length > MAX_TRAILERS_BYTES)
      throw new BrokenChunksError('the trailers are too long');
    while (!ended) {
      if (left === undefined) {
        const end = buffered.indexOf('\r\n');
        if (end < 0) {
          if (buffered.length > MAX_HEAD_BYTES) throw new BrokenChunksError('a chunk has no head');
          break;
        }
        const head = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]+)|;.*)?$/.exec(
          buffered.toString('latin1', 0, end),
        );
        if (head?.[1] === undefined) throw new BrokenChunksError('a chunk does not state its size');
        buffered = buffered.subarray(end + 2);
        left = Number.parseInt(head[1], 16);
        signature = head[2];
        if (left === 0) {
          watcher.onChunk?.(signature);
          ended = true;
          break;
        }
      }
      if (left > 0) {
        const part = buffered.subarray(0, left);
        if (part.length === 0) break;
        watcher.onBytes?.(part);
        yield part;
        left -= part.length;
        buffered = buffered.subarray(part.length);
      }
      if (left > 0 || buffered.length < 2) break;
      if (buffered.toString('latin1', 0, 2) !== '\r\n')
        throw new BrokenChunksError('a chunk is longer than stated');
      buffered = buffered.subarray(2);
      watcher.onChunk?.(signature);
      left = undefined;
    }
  }
  if (!ended) throw new BrokenChunksError('the last chunk is missing');
  watcher.onTrailers?.(readTrailers(buffered.toString('latin1')));
}

function readTrailers(text: string): ReadonlyMap<string, string> {
  const trailers = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return trailers;
}
