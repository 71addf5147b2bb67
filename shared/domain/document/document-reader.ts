/**
 * One pass over a document's bytes, directed by the shape of its edition: the next key is predicted and compared,
 * counts go straight into the flat figures, and pointers and sentences are made only for what is wrong.
 */
import { CATALOGUES, DECIMALS, MAX_FEN, type CellKind, type Edition } from '../form/catalogue.ts';
import { MAX_FINDINGS } from '../findings/document-limits.ts';
import { CHUNKS, LIST_SHAPES, type Entry, type ObjectShape } from './document-shape.ts';
import type { Finding } from '../findings/finding.ts';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
  type JsonScanner,
} from './json-scanner.ts';
import { pointer, shown } from '../findings/quotation.ts';
import type { ReadValues } from '../form/read-values.ts';
import { parseStated } from '../form/stated-number.ts';
import {
  badNumber,
  duplicateKey,
  loneSurrogate,
  missingKey,
  mistyped,
  unknownKey,
  type Wanted,
} from './structure-findings.ts';

/** What a document says, before its formats are judged. */
export interface Draft extends ReadValues {
  readonly numbers: (number | undefined)[];
  readonly texts: (string | undefined)[];
  /** By `LIST`: the elements, each with its texts; without any where it could not be read. */
  readonly lists: (readonly (readonly string[])[] | undefined)[];
  /** Everything that the format demands was there and could be read. */
  readonly isComplete: boolean;
  readonly findings: Finding[];
  /** Findings beyond those that are told. */
  readonly untold: number;
}

/** Figures of which nothing is read yet; cells that an edition lacks are 0. */
const UNREAD: Readonly<Record<Edition, Float64Array>> = {
  '2019': unreadCells('2019'),
  '2021': unreadCells('2021'),
};
function unreadCells(edition: Edition): Float64Array {
  const cells = new Float64Array(CATALOGUES[edition].width);
  for (const { index } of CATALOGUES[edition].cells) cells[index] = NaN;
  return cells;
}

/** Bytes compared at once. */
const CHUNK = 8;
const TWO_CHUNKS = 16;
/** Longer than any head with its space, its digits and what follows them. */
const RUN_MARGIN = 40;
/** Stored units in one stated unit. */
const SCALES: Readonly<Record<CellKind, number>> = {
  count: 1,
  change: 1,
  yuan: 10 ** DECIMALS.yuan,
  wanYuan: 10 ** DECIMALS.wanYuan,
};
/** Digits of `MAX_COUNT`: whatever has no more of them is in range. */
const MAX_COUNT_DIGITS = 9;
const ZERO = 0x30;

export class DocumentReader implements Draft {
  readonly edition: Edition;
  readonly cells: Float64Array;
  readonly numbers: Draft['numbers'] = [];
  texts: Draft['texts'] = [];
  readonly lists: Draft['lists'] = [];
  nil = false;
  isComplete = true;
  readonly findings: Finding[] = [];
  untold = 0;
  private readonly scanner: JsonScanner;
  /** What precedes the shape's own path: `/notes/3` inside a list. */
  private base = '';

  constructor(scanner: JsonScanner, edition: Edition) {
    this.scanner = scanner;
    this.edition = edition;
    this.cells = new Float64Array(UNREAD[edition]);
  }

  /** The object that begins at the scanner's place. */
  readObject(shape: ObjectShape): void {
    const { scanner } = this;
    const { bytes } = scanner;
    scanner.enter();
    const run = this.readRun(shape);
    let seen = (1 << run) - 1;
    let expected = run;
    for (let isKeyNext = run === 0; bytes[scanner.pos] !== CLOSE_BRACE; isKeyNext = true) {
      if (isKeyNext) {
        const entry = this.predicted(shape.entries, expected) ?? this.readUnpredicted(shape);
        if (entry !== undefined) {
          scanner.skipSpace();
          if ((seen & entry.bit) !== 0) this.passDuplicate(entry);
          else {
            seen |= entry.bit;
            expected = entry.place + 1;
            this.readValue(entry);
          }
        }
      }
      if (!scanner.another(CLOSE_BRACE)) break;
      // Behind a comma, a closing brace is no key.
      if (bytes[scanner.pos] !== QUOTE) scanner.fault('key-expected');
    }
    scanner.leave();
    if ((shape.requiredBits & ~seen) !== 0) this.reportMissing(shape, seen);
  }

  /**
   * As many counts as stand there in the form's order and in plain digits: nearly all of a document. Stops behind the
   * last one's value, and answers how many. What is written otherwise is left to `readValue`.
   */
  private readRun({ run: { heads, lengths, firstCell } }: ObjectShape): number {
    const { scanner, cells } = this;
    const { bytes, view } = scanner;
    // Within the margin no comparison leaves the bytes.
    const limit = bytes.length - RUN_MARGIN;
    let done = 0;
    let gap = 0;
    for (let pos = scanner.pos; done < lengths.length && pos < limit; done++) {
      const length = lengths[done]!;
      const head = done * CHUNKS;
      if (
        view.getFloat64(pos, true) !== heads[head] ||
        view.getFloat64(pos + length - CHUNK, true) !== heads[head + 2] ||
        (length > TWO_CHUNKS && view.getFloat64(pos + CHUNK, true) !== heads[head + 1])
      )
        break;
      pos += length;
      if (bytes[pos] === SPACE) pos++;
      let value = bytes[pos]! - ZERO;
      if (value < 0 || value > 9) break;
      pos++;
      if (value !== 0) {
        for (const end = pos + MAX_COUNT_DIGITS - 1; pos < end; pos++) {
          const digit = bytes[pos]! - ZERO;
          if (digit < 0 || digit > 9) break;
          value = value * 10 + digit;
        }
      }
      const next = bytes[pos]!;
      if (next !== COMMA && next !== CLOSE_BRACE && next > SPACE) break;
      cells[firstCell + done] = value;
      scanner.pos = pos;
      if (next !== COMMA) {
        done++;
        break;
      }
      pos++;
      if (bytes[pos] === SPACE) pos++;
      if (bytes[pos] !== QUOTE) {
        const end = scanner.likelySpaceEnd(pos, gap);
        gap = end - pos;
        pos = end;
      }
    }
    return done;
  }

  /** The entry whose key stands here, passing key and colon: the expected one, or the next one that fits. */
  private predicted(entries: readonly Entry[], expected: number): Entry | undefined {
    const { scanner } = this;
    const { view, pos } = scanner;
    const left = view.byteLength - pos;
    for (let i = expected; i < entries.length; i++) {
      const entry = entries[i]!;
      const { length } = entry;
      if (length > left || !matches(view, pos, entry, length)) continue;
      scanner.pos = pos + length;
      return entry;
    }
    return undefined;
  }

  /** Any other key: earlier in the form, written with escapes or spaces, or unknown, and then passed with its value. */
  private readUnpredicted(shape: ObjectShape): Entry | undefined {
    const { scanner, edition, base } = this;
    const key = scanner.readKey();
    const entry = shape.byKey.get(key);
    if (entry) return entry;
    if (this.isNews(shape, key)) this.report(() => unknownKey(edition, shape, base, key));
    else this.report(() => duplicateKey(edition, pointer(base + shape.path, [key]), key));
    this.passValue(pointer(base + shape.path, [key]));
    return undefined;
  }

  /** Unknown keys of the objects that are open, to find those that are there twice. */
  private unknown: Map<string, Set<string>> | undefined;
  private isNews(shape: ObjectShape, key: string): boolean {
    this.unknown ??= new Map();
    const place = this.base + shape.path;
    const keys = this.unknown.get(place) ?? new Set();
    this.unknown.set(place, keys);
    return keys.size < keys.add(key).size;
  }

  private readValue(entry: Entry): void {
    const { scanner } = this;
    const { slot, index, inner } = entry;
    const byte = scanner.bytes[scanner.pos];
    switch (slot) {
      case 'cell':
        this.cells[index] = this.readNumber(entry) ?? NaN;
        break;
      case 'number':
        this.numbers[index] = this.readNumber(entry);
        break;
      case 'text':
        if (byte === QUOTE) this.texts[index] = this.readText(entry);
        else this.passMistyped(entry, 'text');
        break;
      case 'flag':
        if (byte === 0x74 && scanner.readLiteral() === 'true') this.nil = true;
        else this.passMistyped(entry, 'true');
        break;
      case 'list':
        if (byte === OPEN_BRACKET) this.lists[index] = this.readList(entry, LIST_SHAPES[index]!);
        else this.passMistyped(entry, 'array');
        break;
      case 'object':
        if (byte === OPEN_BRACE && inner) this.readObject(inner);
        else this.passMistyped(entry, 'object');
    }
  }

  /**
   * The number of up to nine digits that stands here, followed by what ends a value; -1, without moving on, where
   * there is anything else.
   */
  private plainDigits(): number {
    const { scanner } = this;
    const { bytes } = scanner;
    const start = scanner.pos;
    let pos = start;
    let value = 0;
    for (; pos < start + MAX_COUNT_DIGITS; pos++) {
      const digit = bytes[pos]! - ZERO;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    const next = bytes[pos]!;
    if (next !== COMMA && next !== CLOSE_BRACE && !isSpace(next)) return -1;
    if (pos === start || (bytes[start] === ZERO && pos > start + 1)) return -1;
    scanner.pos = pos;
    return value;
  }

  private readNumber(entry: Entry): number | undefined {
    const { scanner, edition } = this;
    const start = scanner.pos;
    const plain = this.plainDigits();
    const fits = plain >= 0 && plain * SCALES[entry.kind] <= MAX_FEN;
    if (fits) return plain * SCALES[entry.kind];
    scanner.pos = start;
    if (scanner.typeHere() !== 'number') {
      this.passMistyped(entry, 'number');
      return undefined;
    }
    const raw = scanner.readNumber();
    const stated = parseStated(raw, entry.kind);
    if (typeof stated === 'number') return stated;
    this.report(() => badNumber(edition, this.base + entry.path, entry.kind, raw, stated));
    this.unread(entry);
    return undefined;
  }

  private readText(entry: Entry): string | undefined {
    const text = this.scanner.readString();
    // Only an escape can write half a character.
    if (!this.scanner.wasEscaped || text.isWellFormed()) return text;
    this.report(() => loneSurrogate(this.edition, this.base + entry.path));
    this.unread(entry);
    return undefined;
  }

  private readList({ path }: Entry, shape: ObjectShape): (readonly string[])[] {
    const { scanner, texts, isComplete } = this;
    const elements: (readonly string[])[] = [];
    scanner.enter();
    if (scanner.bytes[scanner.pos] !== CLOSE_BRACKET) {
      let index = 0;
      do {
        this.base = `${path}/${index++}`;
        this.texts = [];
        if (scanner.typeHere() === 'object') {
          this.readObject(shape);
          const element = shape.entries.map((entry) => this.texts[entry.index]);
          elements.push(element.every((text) => text !== undefined) ? element : []);
        } else this.report(mistypedElement(this.edition, this.base, scanner));
      } while (scanner.another(CLOSE_BRACKET));
    }
    scanner.leave();
    this.base = '';
    this.texts = texts;
    this.isComplete = isComplete;
    return elements;
  }

  private passMistyped(entry: Entry, wanted: Wanted): void {
    const { scanner, edition } = this;
    const path = this.base + entry.path;
    const type = scanner.typeHere();
    const start = scanner.pos - scanner.shift;
    const value = type === 'string' ? scanner.readString() : undefined;
    if (value === undefined) this.passValue(path);
    const raw = value ?? scanner.text.slice(start, scanner.pos - scanner.shift);
    const found = type === 'object' || type === 'array' ? null : shown(raw);
    this.report(() => mistyped(edition, path, entry.kind, wanted, type, found));
    this.unread(entry);
  }

  /** Places of duplicates whose values are taken back. */
  private forgotten: Set<string> | undefined;

  /** A key that its object has already: we can't say which of the two holds, so neither does. */
  private passDuplicate(entry: Entry): void {
    const path = this.base + entry.path;
    this.report(() => duplicateKey(this.edition, path, entry.key));
    this.passValue(path);
    this.isComplete = false;
    this.forgotten ??= new Set();
    if (this.forgotten.has(path)) return;
    this.forgotten.add(path);
    this.forget(entry);
  }

  /** What was read for an entry, and below it, counts as unread. */
  private forget({ slot, index, inner }: Entry): void {
    if (slot === 'cell') this.cells[index] = NaN;
    else if (slot === 'number') this.numbers[index] = undefined;
    else if (slot === 'text') this.texts[index] = undefined;
    else if (slot === 'list') this.lists[index] = undefined;
    inner?.entries.forEach((entry) => this.forget(entry));
  }

  private passValue(base: string): void {
    this.scanner.skipValue([], (trail) => {
      this.report(() => duplicateKey(this.edition, pointer(base, trail), String(trail.at(-1))));
    });
  }

  private reportMissing({ entries, path }: ObjectShape, seen: number): void {
    const { edition, base } = this;
    for (const entry of entries) {
      if (!entry.required || (seen & entry.bit) !== 0) continue;
      this.isComplete = false;
      this.report(() => missingKey(edition, `${base}${path}/${entry.key}`));
    }
  }

  private unread(entry: Entry): void {
    if (entry.required) this.isComplete = false;
  }

  private report(make: () => Finding): void {
    if (this.findings.length < MAX_FINDINGS) this.findings.push(make());
    else this.untold++;
  }
}

function mistypedElement(edition: Edition, path: string, scanner: JsonScanner): () => Finding {
  const type = scanner.typeHere();
  scanner.skipValue([], () => undefined);
  return () => mistyped(edition, path, 'count', 'object', type, null);
}

const isSpace = (byte: number): boolean => byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Whether the head of an entry stands at `pos`: eight bytes at a time, or four; the last ones may overlap the others. */
function matches(view: DataView, pos: number, { first, middle, last }: Entry, length: number): boolean {
  if (length < CHUNK)
    return view.getInt32(pos, true) === first && view.getInt32(pos + length - CHUNK / 2, true) === last;
  return (
    view.getFloat64(pos, true) === first &&
    view.getFloat64(pos + length - CHUNK, true) === last &&
    (length <= TWO_CHUNKS || view.getFloat64(pos + CHUNK, true) === middle)
  );
}
