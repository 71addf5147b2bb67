/**
 * JSON (RFC 8259) over bytes, token by token. Strict where `JSON.parse` is, and it knows where it stands. The bytes are
 * UTF-8 for certain: they were decoded into `text` before, and strings are slices of it.
 */
import { MAX_NESTING } from '../findings/document-limits.ts';

export type FaultReason =
  | 'truncated'
  | 'too-deep'
  | 'key-expected'
  | 'colon-expected'
  | 'comma-expected'
  | 'value-expected'
  | 'bad-number'
  | 'bad-escape'
  | 'control-character'
  | 'trailing';

/** Thrown where reading cannot go on; caught by the reader, which makes it a finding. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';
  readonly reason: FaultReason;
  /** UTF-16 offset in the text. */
  readonly at: number;

  constructor(reason: FaultReason, at: number) {
    super(reason);
    this.reason = reason;
    this.at = at;
  }
}

export type JsonType = 'string' | 'number' | 'object' | 'array' | 'boolean' | 'null';

export const QUOTE = 0x22;
export const COMMA = 0x2c;
const COLON = 0x3a;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const SPACE = 0x20;
const LINE_FEED = 0x0a;
const FOUR_SPACES = 0x20202020;
const EIGHT_SPACES = new DataView(new Uint8Array(8).fill(SPACE).buffer).getFloat64(0);
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
/** Sticky: tried at one place only. */
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const UNICODE_ESCAPE = /[0-9a-fA-F]{4}/y;

export class JsonScanner {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly text: string;
  /** The byte that is read next. */
  pos: number;
  /** How many fewer UTF-16 units than bytes lie before `pos`. */
  shift: number;
  /** Whether the last string was written with escapes. */
  wasEscaped = false;
  private depth = 0;

  constructor(bytes: Uint8Array, text: string) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.text = text;
    // A BOM is three bytes and one unit.
    const bom = text.startsWith('\uFEFF');
    this.pos = bom ? 3 : 0;
    this.shift = bom ? 2 : 0;
  }

  fault(reason: FaultReason): never {
    throw new JsonFault(this.pos >= this.bytes.length ? 'truncated' : reason, this.pos - this.shift);
  }

  skipSpace(): void {
    if (this.bytes[this.pos]! > SPACE) return;
    this.pos = this.spaceEnd(this.pos);
  }

  /** Where the space that may begin at `pos` ends. Indentation is passed four bytes at a time. */
  spaceEnd(pos: number): number {
    const { bytes, view } = this;
    const last = bytes.length - 4;
    let end = pos;
    for (;;) {
      const byte = bytes[end];
      if (byte === LINE_FEED) {
        end++;
        while (end <= last && view.getInt32(end, true) === FOUR_SPACES) end += 4;
      } else if (byte === SPACE || byte === 0x0d || byte === 0x09) end++;
      else return end;
    }
  }

  /** As `spaceEnd`, where the space is likely to be a line feed and as many spaces as make up `gap`. */
  likelySpaceEnd(pos: number, gap: number): number {
    const { bytes, view } = this;
    const end = pos + gap;
    if (end >= bytes.length || bytes[pos] !== LINE_FEED) return this.spaceEnd(pos);
    // Both ends of the indentation are compared; they overlap in the middle.
    const isIndentation =
      gap > 8 && gap <= 17
        ? view.getFloat64(pos + 1, true) === EIGHT_SPACES && view.getFloat64(end - 8, true) === EIGHT_SPACES
        : gap > 4 &&
          gap <= 8 &&
          view.getInt32(pos + 1, true) === FOUR_SPACES &&
          view.getInt32(end - 4, true) === FOUR_SPACES;
    return isIndentation ? end : this.spaceEnd(pos);
  }

  /** Steps into `{` or `[`. */
  enter(): void {
    if (++this.depth > MAX_NESTING) this.fault('too-deep');
    this.pos++;
    this.skipSpace();
  }

  /** Steps out of the object or array behind its closing bracket. */
  leave(): void {
    this.depth--;
    this.pos++;
  }

  /** Passes a comma (true), or stops before `close` (false). */
  another(close: number): boolean {
    this.skipSpace();
    if (this.bytes[this.pos] !== COMMA) return this.bytes[this.pos] !== close && this.fault('comma-expected');
    this.pos++;
    this.skipSpace();
    return true;
  }

  /** A key, its colon, and the space up to the value. */
  readKey(): string {
    if (this.bytes[this.pos] !== QUOTE) this.fault('key-expected');
    const key = this.readString();
    this.skipSpace();
    if (this.bytes[this.pos] !== COLON) this.fault('colon-expected');
    this.pos++;
    this.skipSpace();
    return key;
  }

  /** The string that begins at `pos`. May hold lone surrogates, if written as escapes. */
  readString(): string {
    const { bytes } = this;
    const start = this.pos + 1 - this.shift;
    let escaped = false;
    let pos = this.pos + 1;
    let { shift } = this;
    for (;;) {
      const byte = bytes[pos];
      if (byte === QUOTE) break;
      if (byte === undefined || byte < 0x20 || byte === BACKSLASH) {
        this.pos = pos;
        this.shift = shift;
        if (byte !== BACKSLASH) this.fault('control-character');
        escaped = true;
        pos += this.escapeLength();
      } else if (byte < 0x80) {
        pos++;
      } else if (byte < 0xe0) {
        pos += 2;
        shift += 1;
      } else if (byte < 0xf0) {
        pos += 3;
        shift += 2;
      } else {
        pos += 4;
        shift += 2;
      }
    }
    this.pos = pos + 1;
    this.shift = shift;
    this.wasEscaped = escaped;
    const raw = this.text.slice(start, pos - shift);
    return escaped ? unescaped(raw) : raw;
  }

  private escapeLength(): number {
    const at = this.pos - this.shift + 1;
    if (this.text[at] === 'u') {
      UNICODE_ESCAPE.lastIndex = at + 1;
      if (UNICODE_ESCAPE.test(this.text)) return 6;
    } else if (Object.hasOwn(SIMPLE_ESCAPES, this.text[at] ?? '')) return 2;
    return this.fault('bad-escape');
  }

  /** The text of the number that begins at `pos`. */
  readNumber(): string {
    NUMBER.lastIndex = this.pos - this.shift;
    const token = NUMBER.exec(this.text)?.[0];
    if (token === undefined) return this.fault('bad-number');
    this.pos += token.length;
    // What may not follow a number: a second digit after 0, a point or an exponent without digits, letters.
    if (/[0-9.a-zA-Z+-]/.test(this.text[this.pos - this.shift] ?? '')) this.fault('bad-number');
    return token;
  }

  /** What kind of value begins at `pos`. */
  typeHere(): JsonType {
    const byte = this.bytes[this.pos];
    switch (byte) {
      case QUOTE:
        return 'string';
      case OPEN_BRACE:
        return 'object';
      case OPEN_BRACKET:
        return 'array';
      case 0x74:
      case 0x66:
        return 'boolean';
      case 0x6e:
        return 'null';
      default:
        return byte === MINUS || (byte !== undefined && byte >= 0x30 && byte <= 0x39)
          ? 'number'
          : this.fault('value-expected');
    }
  }

  /** Passes `true`, `false` or `null`, and answers which. */
  readLiteral(): string {
    const at = this.pos - this.shift;
    const word = ['true', 'false', 'null'].find((literal) => this.text.startsWith(literal, at));
    if (word === undefined) return this.fault('value-expected');
    this.pos += word.length;
    return word;
  }

  /**
   * Passes any value. `trail` holds the keys and indices that lead to it; `onDuplicate` is called while it leads to
   * a key that its object has already.
   */
  skipValue(trail: (string | number)[], onDuplicate: (trail: readonly (string | number)[]) => void): void {
    switch (this.typeHere()) {
      case 'string':
        this.readString();
        return;
      case 'number':
        this.readNumber();
        return;
      case 'boolean':
      case 'null':
        this.readLiteral();
        return;
      case 'object':
        this.enter();
        if (this.bytes[this.pos] !== CLOSE_BRACE) {
          const keys = new Set<string>();
          do {
            const key = this.readKey();
            trail.push(key);
            if (keys.has(key)) onDuplicate(trail);
            keys.add(key);
            this.skipValue(trail, onDuplicate);
            trail.pop();
          } while (this.another(CLOSE_BRACE));
        }
        this.leave();
        return;
      case 'array':
        this.enter();
        if (this.bytes[this.pos] !== CLOSE_BRACKET) {
          let index = 0;
          do {
            trail.push(index++);
            this.skipValue(trail, onDuplicate);
            trail.pop();
          } while (this.another(CLOSE_BRACKET));
        }
        this.leave();
    }
  }

  /** Nothing but space may follow. */
  end(): void {
    this.skipSpace();
    if (this.pos < this.bytes.length) this.fault('trailing');
  }
}

function unescaped(raw: string): string {
  return raw.replace(/\\(?:u(.{4})|(.))/g, (_, unit: string | undefined, letter: string) =>
    unit === undefined ? SIMPLE_ESCAPES[letter]! : String.fromCharCode(Number.parseInt(unit, 16)),
  );
}
