/**
 * One pass over a document's bytes, directed by the shape of its edition: the next key is predicted and compared,
 * counts go straight into the flat figures, and pointers and sentences are made only for what is wrong.
 */
import { CATALOGUES, type Edition } from './catalogue.ts';
import { MAX_FINDINGS } from './document-limits.ts';
import { LIST_SHAPES, NUMBER_COUNT, TEXT_COUNT, type Entry, type ObjectShape } from './document-shape.ts';
import type { Finding } from './finding.ts';
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  type JsonScanner,
} from './json-scanner.ts';
import { parseStated } from './stated-number.ts';
import {
  badNumber,
  duplicateKey,
  loneSurrogate,
  missingKey,
  mistyped,
  pointer,
  shown,
  unknownKey,
  type Wanted,
} from './structure-findings.ts';

/** What a document says, before its formats are judged. */
export interface Draft {
  /** Whose form the document was read by. */
  readonly edition: Edition;
  /** Laid out by the edition's catalogue; NaN where a cell could not be read. */
  readonly cells: Float64Array;
  /** By `NUMBER`; undefined where there is none or it could not be read. */
  readonly numbers: (number | undefined)[];
  /** By `TEXT`. */
  readonly texts: (string | undefined)[];
  /** By `LIST`: the elements, each with its texts; without any where it could not be read. */
  readonly lists: (readonly (readonly string[])[])[];
  readonly nil: boolean;
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

const CHUNK = 8;
const TWO_CHUNKS = 16;
/** Digits of `MAX_COUNT`: whatever has no more of them is in range. */
const MAX_COUNT_DIGITS = 9;
const ZERO = 0x30;

export class DocumentReader implements Draft {
  readonly edition: Edition;
  readonly cells: Float64Array;
  readonly numbers = new Array<number | undefined>(NUMBER_COUNT).fill(undefined);
  readonly lists: (readonly (readonly string[])[])[] = [[], []];
  texts = new Array<string | undefined>(TEXT_COUNT).fill(undefined);
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
    this.cells = UNREAD[edition].slice();
  }

  /** The object that begins at the scanner's place. */
  readObject(shape: ObjectShape): void {
    const { scanner, cells } = this;
    const { bytes } = scanner;
    const { entries } = shape;
    scanner.enter();
    let seen = 0;
    let expected = 0;
    if (bytes[scanner.pos] === CLOSE_BRACE) {
      scanner.leave();
      this.reportMissing(shape, seen);
      return;
    }
    for (;;) {
      const entry = this.predicted(entries, expected) ?? this.readUnpredicted(shape);
      if (entry !== undefined) {
        scanner.skipSpace();
        if ((seen & entry.bit) !== 0) this.passDuplicate(entry);
        else {
          seen |= entry.bit;
          expected = entry.place + 1;
          if (entry.slot === 'count') {
            const count = this.shortCount();
            cells[entry.index] = count >= 0 ? count : (this.readMeasure(entry) ?? NaN);
          } else this.readOther(entry);
        }
      }
      scanner.skipSpace();
      const next = bytes[scanner.pos];
      if (next === CLOSE_BRACE) break;
      if (next !== COMMA) scanner.fault('comma-expected');
      scanner.pos++;
      scanner.skipSpace();
    }
    scanner.leave();
    if ((shape.requiredBits & ~seen) !== 0) this.reportMissing(shape, seen);
  }

  /** The entry whose key stands here, passing key and colon: the expected one, or the next one that fits. */
  private predicted(entries: readonly Entry[], expected: number): Entry | undefined {
    const { scanner } = this;
    const { view, pos } = scanner;
    const left = view.byteLength - pos;
    for (let i = expected; i < entries.length; i++) {
      const entry = entries[i]!;
      const { length } = entry.head;
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
    else this.report(() => duplicateKey(pointer(base + shape.path, [key])));
    this.passValue(pointer(base + shape.path, [key]));
    return undefined;
  }

  /** Unknown keys of the objects that are open, to find those that are there twice. */
  private readonly unknown = new Map<string, Set<string>>();
  private isNews(shape: ObjectShape, key: string): boolean {
    const place = this.base + shape.path;
    const keys = this.unknown.get(place) ?? new Set();
    this.unknown.set(place, keys);
    return keys.size < keys.add(key).size;
  }

  /** A count of up to nine digits, in plain digits; -1, without having moved, for everything else. */
  private shortCount(): number {
    const { scanner } = this;
    const { bytes } = scanner;
    let { pos } = scanner;
    let value = bytes[pos]! - ZERO;
    if (!(value >= 0 && value <= 9)) return -1;
    const end = value === 0 ? pos + 1 : pos + MAX_COUNT_DIGITS;
    for (pos++; pos < end; pos++) {
      const digit = bytes[pos]! - ZERO;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    const next = bytes[pos]!;
    // Whatever else may follow a number is looked at closely elsewhere.
    if (next !== COMMA && next !== CLOSE_BRACE && next !== 0x20 && next !== 0x0a && next !== 0x0d) return -1;
    scanner.pos = pos;
    return value;
  }

  private readOther(entry: Entry): void {
    const { scanner } = this;
    const { slot, index, inner } = entry;
    const byte = scanner.bytes[scanner.pos];
    switch (slot) {
      case 'measure':
        this.cells[index] = this.readMeasure(entry) ?? NaN;
        break;
      case 'number':
        this.numbers[index] = this.readMeasure(entry);
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
      default:
        if (byte === OPEN_BRACE && inner) this.readObject(inner);
        else this.passMistyped(entry, 'object');
    }
  }

  private readMeasure(entry: Entry): number | undefined {
    const { scanner, edition } = this;
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
    if (text.isWellFormed()) return text;
    this.report(() => loneSurrogate(this.base + entry.path));
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
    this.report(() => mistyped(edition, path, wanted, type, found));
    this.unread(entry);
  }

  /** A key that its object has already: which of the two holds is not for us to say, so neither does. */
  private passDuplicate(entry: Entry): void {
    const path = this.base + entry.path;
    this.report(() => duplicateKey(path));
    this.passValue(path);
    this.isComplete = false;
    for (const cell of CATALOGUES[this.edition].cells) {
      if (cell.path === path || cell.path.startsWith(`${path}/`)) this.cells[cell.index] = NaN;
    }
  }

  private passValue(base: string): void {
    this.scanner.skipValue([], (trail) => {
      const path = pointer(base, trail);
      this.report(() => duplicateKey(path));
    });
  }

  private reportMissing({ entries, path }: ObjectShape, seen: number): void {
    const { edition, base } = this;
    for (const entry of entries) {
      if (!entry.required || (seen & entry.bit) !== 0) continue;
      this.isComplete = false;
      this.report(() => missingKey(edition, `${base}${path}/${entry.key}`, entry.key));
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
  return () => mistyped(edition, path, 'object', type, null);
}

/** Whether the head of an entry stands at `pos`. Eight bytes at a time; the last eight may overlap those before. */
function matches(view: DataView, pos: number, { head, first, middle, last }: Entry, length: number): boolean {
  if (length < CHUNK) return head.every((byte, i) => byte === view.getUint8(pos + i));
  return (
    view.getFloat64(pos, true) === first &&
    view.getFloat64(pos + length - CHUNK, true) === last &&
    (length <= TWO_CHUNKS || view.getFloat64(pos + CHUNK, true) === middle)
  );
}
