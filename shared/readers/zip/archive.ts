/**
 * The directory of a zip and its parts, unpacked one by one as they are asked for. Names only look up: nothing is written
 * anywhere.
 */
import { LIMITS } from '../limits.ts';
import { RefusedError } from '../refused.ts';
import { computeCrc32 } from './crc32.ts';
import { inflate } from './inflate.ts';

interface Entry {
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  readonly headerAt: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const MOST_COMMENT_BYTES = 0xffff;

export class Archive {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #entries: ReadonlyMap<string, Entry>;
  #unpacked = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.#entries = this.#readDirectory();
    } catch (error) {
      if (error instanceof RangeError) throw new RefusedError('damaged', 'zip directory');
      throw error;
    }
  }

  /** Files, without folders. */
  get names(): string[] {
    return [...this.#entries.keys()].filter((name) => !name.endsWith('/'));
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  async read(name: string): Promise<Uint8Array> {
    const entry = this.#entries.get(name);
    if (!entry) throw new RefusedError('damaged', `no part ${name}`);
    if (entry.isEncrypted) throw new RefusedError('encrypted', name);
    const packed = this.#packedBytes(entry, name);
    const unpacked = await this.#unpack(packed, entry.method);
    if (computeCrc32(unpacked) !== entry.crc) throw new RefusedError('damaged', `checksum of ${name}`);
    return unpacked;
  }

  async readText(name: string): Promise<string> {
    return decodeXml(await this.read(name));
  }

  async #unpack(packed: Uint8Array, method: number): Promise<Uint8Array> {
    if (method !== 0 && method !== 8) throw new RefusedError('unknown-kind', `zip method ${method}`);
    const most = Math.min(
      LIMITS.partBytes,
      LIMITS.unpackedBytes - this.#unpacked,
      Math.max(LIMITS.ratioFromBytes, packed.length * LIMITS.ratio),
    );
    const unpacked = method === 0 ? packed : await inflate(packed, most);
    this.#unpacked += unpacked.length;
    if (unpacked.length > most) throw new RefusedError('bomb', `more than ${most} bytes`);
    return unpacked;
  }

  #packedBytes({ headerAt, packedBytes }: Entry, name: string): Uint8Array {
    const view = this.#view;
    const isThere = headerAt + 30 <= view.byteLength && view.getUint32(headerAt, true) === LOCAL_SIGNATURE;
    if (!isThere) throw new RefusedError('damaged', `place of ${name}`);
    const start = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
    if (start + packedBytes > view.byteLength) throw new RefusedError('damaged', `end of ${name}`);
    return this.#bytes.subarray(start, start + packedBytes);
  }

  #readDirectory(): Map<string, Entry> {
    const view = this.#view;
    const end = this.#findEnd();
    const count = view.getUint16(end + 10, true);
    if (count > LIMITS.entries) throw new RefusedError('bomb', `${count} parts`);
    const entries = new Map<string, Entry>();
    let at = view.getUint32(end + 16, true);
    for (let i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== ENTRY_SIGNATURE) throw new RefusedError('damaged', 'zip directory');
      const nameBytes = view.getUint16(at + 28, true);
      const name = decodeName(this.#bytes.subarray(at + 46, at + 46 + nameBytes));
      if (entries.has(name)) throw new RefusedError('damaged', `two parts ${name}`);
      const extra = { at: at + 46 + nameBytes, length: view.getUint16(at + 30, true) };
      const sizes = [at + 24, at + 20, at + 42].map((place) => view.getUint32(place, true));
      const [, packedBytes = 0, headerAt = 0] = readLong(view, sizes, extra);
      entries.set(name, {
        isEncrypted: (view.getUint16(at + 8, true) & 1) !== 0,
        method: view.getUint16(at + 10, true),
        crc: view.getUint32(at + 16, true),
        packedBytes,
        headerAt,
      });
      at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return entries;
  }

  #findEnd(): number {
    const last = this.#view.byteLength - END_BYTES;
    for (let at = last; at >= Math.max(0, last - MOST_COMMENT_BYTES); at--) {
      if (this.#view.getUint32(at, true) === END_SIGNATURE) return at;
    }
    throw new RefusedError('damaged', 'no end of the zip directory');
  }
}

/**
 * Writers of long archives, some of which write all of theirs so, leave a mark where a number has no room, and say it in an
 * extra field, one after the other.
 */
function readLong(
  view: DataView,
  numbers: readonly number[],
  extra: { readonly at: number; readonly length: number },
): number[] {
  let at = extra.at;
  const end = extra.at + extra.length;
  while (at + 4 <= end && view.getUint16(at, true) !== LONG_FIELD) at += 4 + view.getUint16(at + 2, true);
  at += 4;
  return numbers.map((number) => {
    if (number !== NO_ROOM || at + 8 > end) return number;
    at += 8;
    return Number(view.getBigUint64(at - 8, true));
  });
}

const NO_ROOM = 0xffffffff;
const LONG_FIELD = 1;

/** Chinese Windows writes names in GBK and does not say so; some writers part folders with a backslash. */
function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\\', '/');
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Parts of office files are UTF-8, rarely UTF-16. */
function decodeXml(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
