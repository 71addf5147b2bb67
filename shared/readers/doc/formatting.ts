/** Properties by place: pages of 512 bytes list where runs or paragraphs begin, and what holds for each. */
import { listSprms, readWord, SPRM, type Sprm } from './sprms.ts';
import type { Part, WordFile } from './word-file.ts';

interface Run {
  readonly from: number;
  readonly to: number;
  readonly sprms: readonly Sprm[];
}

const PAGE_BYTES = 512;

/** Runs in the order of their places; asked for by a place within. */
export class Formatting {
  readonly #runs: readonly Run[];
  #last = 0;

  constructor(runs: readonly Run[]) {
    this.#runs = runs.toSorted((a, b) => a.from - b.from);
  }

  find(at: number): readonly Sprm[] {
    const near = this.#runs[this.#last];
    if (!near || at < near.from || at >= near.to) this.#last = this.#search(at);
    const run = this.#runs[this.#last];
    return run && run.from <= at && at < run.to ? run.sprms : [];
  }

  #search(at: number): number {
    let [low, high] = [0, this.#runs.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#runs[middle]?.from ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

export const readCharacterFormatting = (file: WordFile): Formatting =>
  new Formatting(
    listPages(file, file.characterPages).flatMap((page) =>
      listRuns(page, 1, (offset) => page.subarray(offset + 1, offset + 1 + (page[offset] ?? 0))),
    ),
  );

export const readParagraphFormatting = (file: WordFile): Formatting =>
  new Formatting(
    listPages(file, file.paragraphPages).flatMap((page) =>
      listRuns(page, 13, (offset) => readParagraph(page, offset)).map((run) => ({
        ...run,
        sprms: resolve(run.sprms, file),
      })),
    ),
  );

function listPages({ main, table }: WordFile, { at, length }: Part): Uint8Array[] {
  const part = table.subarray(at, at + length);
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  const count = Math.floor((part.length - 4) / 8);
  return Array.from({ length: Math.max(0, count) }, (_, i) => {
    const start = (view.getUint32(4 * (count + 1) + 4 * i, true) & 0x3fffff) * PAGE_BYTES;
    return main.subarray(start, start + PAGE_BYTES);
  }).filter((page) => page.length === PAGE_BYTES);
}

function listRuns(page: Uint8Array, entryBytes: number, read: (offset: number) => Uint8Array): Run[] {
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const count = page[PAGE_BYTES - 1] ?? 0;
  if (4 * (count + 1) + entryBytes * count > PAGE_BYTES) return [];
  return Array.from({ length: count }, (_, i) => {
    const offset = 2 * (page[4 * (count + 1) + entryBytes * i] ?? 0);
    return {
      from: view.getUint32(4 * i, true),
      to: view.getUint32(4 * i + 4, true),
      sprms: offset === 0 ? [] : listSprms(read(offset)),
    };
  });
}

/** Without the number of its style, which comes first. */
function readParagraph(page: Uint8Array, offset: number): Uint8Array {
  const words = page[offset] ?? 0;
  const [start, length] =
    words === 0 ? [offset + 2, 2 * (page[offset + 1] ?? 0)] : [offset + 1, 2 * words - 1];
  return page.subarray(start + 2, start + length);
}

/** What is too long for a page lies in a stream of its own. */
function resolve(sprms: readonly Sprm[], { data }: WordFile): readonly Sprm[] {
  const elsewhere = sprms.find(({ code }) => code === SPRM.elsewhere);
  if (!elsewhere) return sprms;
  const at = readWord(elsewhere.operand, 0) + readWord(elsewhere.operand, 2) * 0x10000;
  return [...sprms, ...listSprms(data.subarray(at + 2, at + 2 + readWord(data, at)))];
}
