/**
 * The document as the form of an edition prescribes it: which keys an object has, in which order they are
 * written, and where each value goes. The decoder follows it; encoder and documentation have the same order.
 */
import { CATALOGUES, type CellKind, type Edition, type Row } from '../form/catalogue.ts';
import { LIST, NUMBER, TEXT } from '../form/read-values.ts';

type Slot =
  /** A number in `Figures.cells`. */
  | 'cell'
  /** A number beside the figures. */
  | 'number'
  | 'text'
  | 'object'
  /** Only `true`, or left out. */
  | 'flag'
  /** An array of objects of texts. */
  | 'list';

/** A key of an object. Its bytes, quotes and colon included, are kept so that it is recognised by two or three comparisons. */
export interface Entry {
  readonly key: string;
  readonly path: string;
  readonly required: boolean;
  readonly slot: Slot;
  /** Where the value goes. */
  readonly index: number;
  readonly kind: CellKind;
  readonly inner: ObjectShape | undefined;
  /** Its place among the object's keys, and that place's bit in a set of them. */
  readonly place: number;
  readonly bit: number;
  /** Bytes of its head, `"key":`. */
  readonly length: number;
  /**
   * The head's first eight, next eight and last eight bytes, read as one number each; of a head shorter than eight
   * its first and last four. ASCII never reads as NaN.
   */
  readonly first: number;
  readonly middle: number;
  readonly last: number;
}

/** The counts that an object begins with, laid out for comparison one after the other. */
interface CountRun {
  /** `first`, `middle` and `last` of each head. */
  readonly heads: Float64Array;
  readonly lengths: Uint8Array;
  /** The cell of the first; the others' follow. */
  readonly firstCell: number;
}
export const CHUNKS = 3;

export interface ObjectShape {
  readonly path: string;
  readonly entries: readonly Entry[];
  readonly byKey: ReadonlyMap<string, Entry>;
  readonly requiredBits: number;
  readonly run: CountRun;
}

interface Value {
  readonly slot: Slot;
  readonly optional?: boolean;
  readonly index?: number;
  readonly kind?: CellKind;
  readonly inner?: Members;
}
type Members = Map<string, Value>;

const CHUNK = 8;
const MIN_HEAD = CHUNK / 2;
const MAX_HEAD = CHUNKS * CHUNK;

function entryOf(parent: string, key: string, value: Value, place: number): Entry {
  const head = new TextEncoder().encode(`"${key}":`);
  if (head.length < MIN_HEAD || head.length > MAX_HEAD) throw new RangeError(`${key} cannot be predicted`);
  const view = new DataView(head.buffer);
  const isShort = head.length < CHUNK;
  const path = `${parent}/${key}`;
  return {
    key,
    path,
    required: value.optional !== true,
    slot: value.slot,
    index: value.index ?? -1,
    kind: value.kind ?? 'count',
    inner: value.inner && shapeOf(path, value.inner),
    place,
    bit: 1 << place,
    length: head.length,
    first: isShort ? view.getInt32(0, true) : view.getFloat64(0, true),
    middle: head.length < 2 * CHUNK ? 0 : view.getFloat64(CHUNK, true),
    last: isShort ? view.getInt32(head.length - MIN_HEAD, true) : view.getFloat64(head.length - CHUNK, true),
  };
}

function shapeOf(path: string, members: Members): ObjectShape {
  const entries = [...members].map(([key, value], place) => entryOf(path, key, value, place));
  return {
    path,
    entries,
    byKey: new Map(entries.map((entry) => [entry.key, entry])),
    requiredBits: entries.reduce((bits, { required, bit }) => (required ? bits | bit : bits), 0),
    run: runOf(entries),
  };
}

function runOf(entries: readonly Entry[]): CountRun {
  const end = entries.findIndex(
    ({ slot, kind, length }) => slot !== 'cell' || kind !== 'count' || length < CHUNK,
  );
  const counts = end < 0 ? entries : entries.slice(0, end);
  return {
    heads: Float64Array.from(counts.flatMap(({ first, middle, last }) => [first, middle, last])),
    lengths: Uint8Array.from(counts.map(({ length }) => length)),
    firstCell: counts[0]?.index ?? 0,
  };
}

const text = (index: number, optional = false): Value => ({ slot: 'text', index, optional });
const object = (members: Record<string, Value>, optional = false): Value => ({
  slot: 'object',
  inner: new Map(Object.entries(members)),
  optional,
});

function rowMembers({ cells }: Row): Members {
  return new Map(cells.map(({ index, column: { key, kind } }) => [key, { slot: 'cell', index, kind }]));
}

/** Puts a table's rows where their dotted paths say. */
function tableValue(edition: Edition, table: string): Value {
  const root: Members = new Map();
  for (const row of CATALOGUES[edition].rows) {
    const [first, ...keys] = row.path.slice(1).split('/');
    if (first !== table) continue;
    const members = rowMembers(row);
    const last = keys.pop();
    if (last === undefined) return { slot: 'object', inner: members };
    let node = root;
    for (const key of keys) {
      const inner: Members = node.get(key)?.inner ?? new Map<string, Value>();
      node.set(key, { slot: 'object', inner });
      node = inner;
    }
    node.set(last, { slot: 'object', inner: members });
  }
  return { slot: 'object', inner: root };
}

const fee = (index: number, kind: CellKind): Value => ({ slot: 'number', index, kind, optional: true });

function documentMembers(edition: Edition): Members {
  return new Map<string, Value>([
    ['edition', text(TEXT.edition)],
    ['year', { slot: 'number', index: NUMBER.year }],
    [
      'agency',
      object({
        id: text(TEXT.agencyId),
        name: text(TEXT.agencyName),
        creditCode: text(TEXT.creditCode, true),
      }),
    ],
    ['district', text(TEXT.district)],
    ['publishedOn', text(TEXT.publishedOn, true)],
    ['sourceUrl', text(TEXT.sourceUrl, true)],
    ['preamble', text(TEXT.preamble, true)],
    ['signature', object({ name: text(TEXT.signatureName), date: text(TEXT.signatureDate) }, true)],
    [
      'narrative',
      object({ overview: text(TEXT.overview), problems: text(TEXT.problems), other: text(TEXT.other) }),
    ],
    ...(edition === '2021'
      ? ([
          [
            'processingFee',
            object(
              {
                notices: fee(NUMBER.notices, 'count'),
                noticedCny: fee(NUMBER.noticedFen, 'yuan'),
                collectedCny: fee(NUMBER.collectedFen, 'yuan'),
              },
              true,
            ),
          ],
        ] as const)
      : []),
    ['notes', { slot: 'list', index: LIST.notes, optional: true }],
    ...(['proactive', 'applications', 'reconsideration', 'litigation'] as const).map(
      (table) => [table, tableValue(edition, table)] as const,
    ),
    ['nil', { slot: 'flag', optional: true }],
    ['explanations', { slot: 'list', index: LIST.explanations, optional: true }],
  ]);
}

export const DOCUMENT_SHAPES: Readonly<Record<Edition, ObjectShape>> = {
  '2019': shapeOf('', documentMembers('2019')),
  '2021': shapeOf('', documentMembers('2021')),
};

/** The elements of `notes` and `explanations`, by `LIST`; texts in the order of their keys. */
export const LIST_SHAPES: readonly ObjectShape[] = [
  shapeOf('', new Map(['path', 'text'].map((key, index) => [key, text(index)]))),
  shapeOf('', new Map(['rule', 'path', 'text'].map((key, index) => [key, text(index)]))),
];

function* pathsOf({ path, entries }: ObjectShape): Generator<string> {
  yield path;
  for (const entry of entries) {
    if (entry.inner) yield* pathsOf(entry.inner);
    else yield entry.path;
  }
}

const RANKS: Readonly<Record<Edition, ReadonlyMap<string, number>>> = {
  '2019': new Map([...pathsOf(DOCUMENT_SHAPES['2019'])].map((path, i) => [path, i])),
  '2021': new Map([...pathsOf(DOCUMENT_SHAPES['2021'])].map((path, i) => [path, i])),
};

/** Where a path stands in the document; what lies in no prescribed place stands with the object that holds it. */
export function rankPath(edition: Edition, path: string): number {
  for (let known = path; ; known = known.slice(0, known.lastIndexOf('/'))) {
    const rank = RANKS[edition].get(known);
    if (rank !== undefined) return rank;
    if (!known.includes('/')) return 0;
  }
}
