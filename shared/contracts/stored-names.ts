/**
 * Names by which regions and agencies are found, with their pinyin initials: of all regions, or of a district's
 * agencies. Packed as strings, some 70 bytes an agency. What is too long for one item goes on in further ones
 * (`<of>#1`, `<of>#2` …); the first says how many, and all are written together.
 */
import * as z from 'zod/mini';
import type { Named, Spelling } from '../domain/search/name-search.ts';
import type { ItemKey } from './items.ts';

export const REGION_NAMES = 'regions';
/** `of`: a district's code, or `REGION_NAMES`; `piece`: 0 of the first. */
export const namesKey = (of: string, piece = 0): ItemKey => ({
  pk: 'names',
  sk: piece === 0 ? of : `${of}#${piece}`,
});
/** Well below DynamoDB's 400 kB for an item. */
const MAX_PIECE_BYTES = 200_000;

/** Id and kind (empty of a region), then name and initials, then those of each alias. */
const storedNameSchema = z.array(z.string()).check(z.minLength(4));
export const namesItemSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  v: z.literal(1),
  revision: z.number(),
  names: z.array(storedNameSchema),
  /** Of the first: how many more there are. */
  further: z.optional(z.number()),
});
export type NamesItem = z.infer<typeof namesItemSchema>;

/** In the order of their ids, so that the same names are the same item. */
export function toStoredNames(names: readonly Named[]): NamesItem['names'] {
  return names
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, kind, spellings }) => [
      id,
      kind,
      ...spellings.flatMap(({ text, initials }) => [text, initials]),
    ]);
}

export function fromStoredNames(stored: NamesItem['names']): Named[] {
  return stored.map(([id = '', kind = '', ...parts]) => ({
    id,
    kind,
    spellings: parts.flatMap((text, i): Spelling[] =>
      i % 2 === 0 ? [{ text, initials: parts[i + 1] ?? '' }] : [],
    ),
  }));
}

/** What is written for them: the first item, and those in which it goes on. */
export function splitNames(
  of: string,
  revision: number,
  names: NamesItem['names'],
): [NamesItem, ...NamesItem[]] {
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
  const base = { v: 1 as const, revision };
  return [
    { ...namesKey(of), ...base, names: first, ...(others.length > 0 && { further: others.length }) },
    ...others.map((more, i) => ({ ...namesKey(of, i + 1), ...base, names: more })),
  ];
}

/** The keys of the items in which a first one goes on. */
export const furtherNamesKeys = (of: string, first: Pick<NamesItem, 'further'> | undefined): ItemKey[] =>
  Array.from({ length: first?.further ?? 0 }, (_, i) => namesKey(of, i + 1));

const UTF8 = new TextEncoder();
/** As DynamoDB counts a list of strings. */
const storedBytes = (name: readonly string[]): number =>
  4 + name.reduce((sum, part) => sum + 1 + UTF8.encode(part).length, 0);
