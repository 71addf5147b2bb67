/**
 * The container that old office files are: streams cut into sectors, and tables that chain them. A chain that bites its own
 * tail is longer than the file has sectors, and refused.
 */
import { RefusedError } from '../refused.ts';

interface Entry {
  readonly name: string;
  readonly isStream: boolean;
  readonly start: number;
  readonly size: number;
}

const END_OF_CHAIN = 0xfffffffe;
const LAST_SECTOR = 0xfffffffa;
const ENTRY_BYTES = 128;

export class CompoundFile {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #sectorBytes: number;
  readonly #next: readonly number[];
  readonly #nextMini: readonly number[];
  readonly #mini: Uint8Array;
  readonly #miniCutoff: number;
  readonly #entries: readonly Entry[];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.#sectorBytes = this.#view.getUint16(30, true) === 12 ? 4096 : 512;
      this.#miniCutoff = this.#view.getUint32(56, true);
      this.#next = this.#readTable(this.#listTableSectors());
      this.#entries = this.#readEntries(this.#view.getUint32(48, true));
      this.#nextMini = this.#readTable(this.#follow(this.#view.getUint32(60, true), this.#next));
      const root = this.#entries[0];
      this.#mini = root && root.size > 0 ? this.#readSectors(root.start, root.size) : new Uint8Array();
    } catch (error) {
      if (error instanceof RangeError) throw new RefusedError('damaged', 'sectors');
      throw error;
    }
  }

  /** What streams and storages are called, wherever they lie. */
  get names(): string[] {
    return this.#entries.map(({ name }) => name);
  }

  /** `undefined` where there is no stream of that name. */
  read(name: string): Uint8Array | undefined {
    const entry = this.#entries.find((one) => one.isStream && one.name === name);
    if (!entry) return undefined;
    if (entry.size > this.#bytes.length) throw new RefusedError('damaged', `size of ${name}`);
    if (entry.size >= this.#miniCutoff) return this.#readSectors(entry.start, entry.size);
    const sectors = this.#follow(entry.start, this.#nextMini);
    return join(
      sectors.map((sector) => this.#mini.subarray(sector * 64, sector * 64 + 64)),
      entry.size,
    );
  }

  #place(sector: number): number {
    return (sector + 1) * this.#sectorBytes;
  }

  /** Sectors that hold the table of chains: the first 109 are named in the head, more in a chain of their own. */
  #listTableSectors(): number[] {
    const count = this.#view.getUint32(44, true);
    const sectors: number[] = [];
    const most = this.#bytes.length / this.#sectorBytes;
    if (count > most) throw new RefusedError('damaged', 'more table than file');
    for (let i = 0; i < Math.min(109, count); i++) sectors.push(this.#view.getUint32(76 + 4 * i, true));
    let more = this.#view.getUint32(68, true);
    const each = this.#sectorBytes / 4 - 1;
    for (let round = 0; sectors.length < count && more <= LAST_SECTOR; round++) {
      if (round > most) throw new RefusedError('damaged', 'a chain without end');
      const at = this.#place(more);
      for (let i = 0; i < each && sectors.length < count; i++)
        sectors.push(this.#view.getUint32(at + 4 * i, true));
      more = this.#view.getUint32(at + 4 * each, true);
    }
    return sectors;
  }

  #readTable(sectors: readonly number[]): number[] {
    return sectors.flatMap((sector) => {
      const at = this.#place(sector);
      return Array.from({ length: this.#sectorBytes / 4 }, (_, i) => this.#view.getUint32(at + 4 * i, true));
    });
  }

  #follow(start: number, next: readonly number[]): number[] {
    const sectors: number[] = [];
    for (let sector = start; sector <= LAST_SECTOR; sector = next[sector] ?? END_OF_CHAIN) {
      if (sectors.length > next.length) throw new RefusedError('damaged', 'a chain without end');
      sectors.push(sector);
    }
    return sectors;
  }

  #readSectors(start: number, size: number): Uint8Array {
    const sectors = this.#follow(start, this.#next);
    return join(
      sectors.map((sector) =>
        this.#bytes.subarray(this.#place(sector), this.#place(sector) + this.#sectorBytes),
      ),
      size,
    );
  }

  #readEntries(start: number): Entry[] {
    return this.#follow(start, this.#next).flatMap((sector) =>
      Array.from(
        { length: this.#sectorBytes / ENTRY_BYTES },
        (_, i) => this.#place(sector) + i * ENTRY_BYTES,
      ).flatMap((at): Entry[] => {
        const nameBytes = this.#view.getUint16(at + 64, true);
        const type = this.#view.getUint8(at + 66);
        if (type === 0 || nameBytes < 2 || nameBytes > 64) return [];
        const name = new TextDecoder('utf-16le').decode(this.#bytes.subarray(at, at + nameBytes - 2));
        return [
          {
            name,
            isStream: type === 2,
            start: this.#view.getUint32(at + 116, true),
            size: this.#view.getUint32(at + 120, true),
          },
        ];
      }),
    );
  }
}

/** A stream whose sectors are fewer than its size was cut off. */
function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    if (at >= size) break;
    const taken = part.subarray(0, size - at);
    whole.set(taken, at);
    at += taken.length;
  }
  if (at < size) throw new RefusedError('damaged', 'a stream is cut off');
  return whole;
}
