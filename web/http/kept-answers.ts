/**
 * Answers kept in memory, each with the reads that it was made of. One is given again only after the same reads have
 * brought the same versions: the table decides each time, nothing grows stale.
 */
import type { RepeatableRead } from '../../shared/contracts/recorded-read.ts';

interface KeptAnswer {
  readonly reads: readonly RepeatableRead[];
  readonly version: string;
  /** `undefined` where nobody has asked for more than whether it changed. */
  readonly body: KeptBody | undefined;
}

export interface KeptAnswers {
  get(name: string): KeptAnswer | undefined;
  set(name: string, answer: KeptAnswer): void;
}

/** A twentieth of the function's memory. A large city's page takes half a megabyte. */
const MAX_BYTES = 48_000_000;
const BYTES_OF_ENTRY = 2_000;
/** A JavaScript character, and the same in UTF-8. */
const BYTES_PER_CHARACTER = 3.5;
const bytesOf = ({ body }: KeptAnswer): number => BYTES_OF_ENTRY + (body?.length ?? 0) * BYTES_PER_CHARACTER;

/** Those asked for last. A library for it would be a fiftieth of the function's code. */
export function createKeptAnswers(maxBytes = MAX_BYTES): KeptAnswers {
  /** The one asked for longest ago is the first. */
  const answers = new Map<string, KeptAnswer>();
  let bytes = 0;
  const forget = (name: string): KeptAnswer | undefined => {
    const known = answers.get(name);
    if (known && answers.delete(name)) bytes -= bytesOf(known);
    return known;
  };
  const keep = (name: string, answer: KeptAnswer): void => {
    answers.set(name, answer);
    bytes += bytesOf(answer);
  };
  return {
    get(name) {
      const known = forget(name);
      if (known) keep(name, known);
      return known;
    },
    set(name, answer) {
      forget(name);
      keep(name, answer);
      for (const oldest of answers.keys()) {
        if (bytes <= maxBytes) return;
        forget(oldest);
      }
    },
  };
}

/** A text that says in places of what minute it is: said anew each time. */
export interface KeptBody {
  readonly length: number;
  readonly headers: Readonly<Record<string, string>>;
  bytes(minute: string): Uint8Array<ArrayBuffer>;
}

const ENCODER = new TextEncoder();

/** `mark` stands where the minute belongs. */
export function keepBody(marked: string, mark: string, headers: KeptBody['headers'] = {}): KeptBody {
  const parts = marked.split(mark);
  let said: { readonly minute: string; readonly bytes: Uint8Array<ArrayBuffer> } | undefined;
  return {
    length: marked.length,
    headers,
    bytes(minute) {
      if (said?.minute !== minute) said = { minute, bytes: ENCODER.encode(parts.join(minute)) };
      return said.bytes;
    },
  };
}
