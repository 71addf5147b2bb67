/**
 * Names by which regions and agencies are found, with their pinyin initials. One item has all regions, one a district's
 * agencies: a search reads few items and no more. Packed as strings, some 70 bytes an agency; DynamoDB's limit for an
 * item is near at 4 000 agencies of one district.
 */
import * as z from 'zod';
import type { Named, Spelling } from '../domain/name-search.ts';
import type { ItemKey } from './items.ts';

export const REGION_NAMES = 'regions';
/** `of`: a district's code, or `REGION_NAMES`. */
export const namesKey = (of: string): ItemKey => ({ pk: 'names', sk: of });
export const MAX_NAMES = 4000;

/** Id and kind (empty of a region), then name and initials, then those of each alias. */
const storedNameSchema = z.array(z.string()).min(4);
export const namesItemSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  v: z.literal(1),
  revision: z.number(),
  names: z.array(storedNameSchema),
});
export type NamesItem = z.infer<typeof namesItemSchema>;

/** In the order of their ids, so that the same names are the same item. */
export function toStoredNames(names: readonly Named[]): NamesItem['names'] {
  return names
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, MAX_NAMES)
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
