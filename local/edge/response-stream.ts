/** What Lambda's runtime gives functions that stream: status and headers leave with the first write, or never. */
import { Writable } from 'node:stream';

/** Lambda's own limit of a streamed answer. */
const MAX_STREAM_BYTES = 200 * 1024 * 1024;

interface StreamSink {
  /** Before the first bytes; `metadata` is what the function said of them. */
  readonly onHead: (metadata: unknown) => void;
  /** Calls back when there is room for more. */
  readonly onBytes: (bytes: Uint8Array, done: () => void) => void;
  readonly onEnd: () => void;
}

export class ResponseStream extends Writable {
  readonly #sink: StreamSink;
  #metadata: unknown;
  #sentBytes = 0;
  #hasBegun = false;
  #isAbandoned = false;

  constructor(sink: StreamSink) {
    super();
    this.#sink = sink;
    // Whoever writes learns of it; it is no failure of the process.
    this.on('error', () => undefined);
  }

  static from(stream: unknown, metadata: unknown): ResponseStream {
    if (!(stream instanceof ResponseStream))
      throw new TypeError('metadata is for the stream of an invocation');
    stream.#metadata = metadata;
    return stream;
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Whether nobody listens any more. */
  get isAbandoned(): boolean {
    return this.#isAbandoned;
  }

  abandon(): void {
    this.#isAbandoned = true;
    this.destroy();
  }

  override _write(chunk: Uint8Array, _encoding: string, done: (error?: Error) => void): void {
    this.#begin();
    this.emit('part');
    this.#sentBytes += chunk.length;
    if (this.#sentBytes > MAX_STREAM_BYTES)
      done(new Error(`the answer is larger than ${MAX_STREAM_BYTES} bytes`));
    else if (chunk.length === 0) done();
    else this.#sink.onBytes(chunk, done);
  }

  override _final(done: () => void): void {
    this.#begin();
    this.#sink.onEnd();
    done();
  }

  #begin(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.#sink.onHead(this.#metadata);
  }
}

/** To be called before a function that streams is loaded: as in Lambda, it finds this among the globals. */
export function provideStreaming(): void {
  Object.assign(globalThis, {
    awslambda: { HttpResponseStream: ResponseStream, streamifyResponse: (handler: unknown) => handler },
  });
}
