/**
 * Names by which regions and agencies are found, with their pinyin: of all regions, or of a district's
 * agencies. Packed as strings, some 110 bytes an agency. What is too long for one item goes on in further ones
 * (`<of>#1`, `<of>#2` …); the first says how many, and all are written together.
 */
import * as z from 'zod/mini';
import type { Named, Spelling } from '../../domain/search/name-search.ts';
import { ITEM_VERSION, createCodec, type Item } from './codec.ts';
import { makeNamesKey, type ItemKey } from './keys.ts';

/** Well below DynamoDB's 400 kB for an item. */
const MAX_PIECE_BYTES = 200_000;

/**
 * Id and kind (empty of a region), then the name and how it is spelled, then those of each alias: the initials, and behind a
 * blank the whole pinyin where it is known (`lzs Liuzhou Shi`).
 */
export const storedNameSchema = z.array(z.string()).check(z.minLength(4));
const namesSchema = z.looseObject({
  revision: z.number(),
  names: z.array(storedNameSchema),
  /** How many more items there are; only the first one says it. */
  further: z.optional(z.number()),
});
export type NamesItem = z.infer<typeof namesSchema>;
export const namesCodec = createCodec<NamesItem, NamesItem>({
  schema: namesSchema,
  decode: (stored) => stored,
  encode: () => {
    throw new TypeError('names are written by splitNames');
  },
});

/** In the order of their ids, so that the same names are the same item. */
export function toStoredNames(names: readonly Named[]): NamesItem['names'] {
  return names
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, kind, spellings }) => [
      id,
      kind,
      ...spellings.flatMap(({ text, initials, pinyin }) => [
        text,
        pinyin === undefined ? initials : `${initials} ${pinyin}`,
      ]),
    ]);
}

export function fromStoredNames(stored: NamesItem['names']): Named[] {
  return stored.map(([id = '', kind = '', ...parts]) => ({
    id,
    kind,
    spellings: parts.flatMap((text, i): Spelling[] =>
      i % 2 === 0 ? [{ text, ...readSpelled(parts[i + 1] ?? '') }] : [],
    ),
  }));
}

function readSpelled(spelled: string): Omit<Spelling, 'text'> {
  const blank = spelled.indexOf(' ');
  return blank < 0
    ? { initials: spelled }
    : { initials: spelled.slice(0, blank), pinyin: spelled.slice(blank + 1) };
}

/** What is written for them: the first item, and those in which it goes on. */
export function splitNames(of: string, revision: number, named: readonly Named[]): [Item, ...Item[]] {
  const names = toStoredNames(named);
  const pieces: [NamesItem['names'], ...NamesItem['names'][]] = [[]];
  let piece = pieces[0];
  let size = 0;
  for (const name of names) {
    const bytes = storedBytes(name);
    if (size + bytes > MAX_PIECE_BYTES && piece.length > 0) {
      piece = [];
      pieces.push(piece);
      size = 0;
    }
    piece.push(name);
    size += bytes;
  }
  const [first, ...others] = pieces;
  const base = { v: ITEM_VERSION, revision };
  return [
    { ...makeNamesKey(of), ...base, names: first, ...(others.length > 0 && { further: others.length }) },
    ...others.map((more, i) => ({ ...makeNamesKey(of, i + 1), ...base, names: more })),
  ];
}

/** The keys of the items in which a first one goes on. */
export const furtherNamesKeys = (of: string, first: Pick<NamesItem, 'further'> | undefined): ItemKey[] =>
  Array.from({ length: first?.further ?? 0 }, (_, i) => makeNamesKey(of, i + 1));

const UTF8 = new TextEncoder();
/** As DynamoDB counts a list of strings. */
const storedBytes = (name: readonly string[]): number =>
  4 + name.reduce((sum, part) => sum + 1 + UTF8.encode(part).length, 0);
