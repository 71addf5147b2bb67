/** Whose narratives meet in the same bands (rule Q3). */
import { isDeepStrictEqual } from 'node:util';
import { keyOfRaw } from '../../contracts/table/codec.ts';
import { makeNarrativeKey, narrativePartition, type ItemKey } from '../../contracts/table/keys.ts';
import { narrativeCodec } from '../../contracts/table/narrative-codec.ts';
import type { NarrativeEntry } from '../../domain/narrative/narrative-entry.ts';
import { splitIntoBands } from '../../domain/narrative/narrative-fingerprint.ts';
import type { TableAccess } from './table-access.ts';

/** The earliest of a band: a text's original is among them unless as many earlier ones only look like it. */
const HOLDERS_PER_BAND = 8;

/** What tells where it stands. */
type EntryKey = Pick<NarrativeEntry, 'year' | 'receivedAt' | 'agencyId' | 'fingerprint'>;

export function narrativeRecords({ queryFirst, batchGetRaw, writeAll }: TableAccess) {
  return {
    /** Who holds narratives like this one, the earliest of each band: one small Query per band. */
    async narrativeHolders(
      year: number,
      bands: readonly string[],
      limit = HOLDERS_PER_BAND,
    ): Promise<NarrativeEntry[]> {
      const found = await Promise.all(
        bands.map(async (band) => {
          const raws = await queryFirst(narrativePartition(year, band), limit);
          return raws.map((raw) => [keyOfRaw(raw).sk, narrativeCodec(band).decode(raw)] as const);
        }),
      );
      return [...new Map(found.flat()).values()];
    },

    /**
     * Adds it to each band of its fingerprint where it is missing, in one request: looking costs less than writing, and
     * nothing where it can't be there. `instead`: others that go with the same request.
     */
    async putNarrative(
      entry: NarrativeEntry,
      look: 'consistent' | 'eventual' | 'none' = 'consistent',
      instead: readonly EntryKey[] = [],
    ): Promise<'written' | 'there'> {
      const items = splitIntoBands(entry.fingerprint).map((band) => narrativeCodec(band).encode(entry));
      const found = look === 'none' ? [] : [...(await batchGetRaw(items, look === 'consistent')).values()];
      const missing = items.filter((item) => !found.some((known) => isDeepStrictEqual(known, { ...item })));
      const others = makeKeys(instead).filter(
        ({ pk, sk }) => !items.some((item) => item.pk === pk && item.sk === sk),
      );
      await writeAll([...deletions(others), ...missing.map((Item) => ({ PutRequest: { Item } }))]);
      return missing.length === 0 ? 'there' : 'written';
    },

    /** What is not there is gone already. */
    async removeNarrative(...entries: readonly EntryKey[]): Promise<void> {
      await writeAll(deletions(makeKeys(entries)));
    },
  };
}

/** In each band, and no key twice: a request takes none. */
const makeKeys = (entries: readonly EntryKey[]): ItemKey[] => [
  ...new Map(
    entries
      .flatMap((entry) => splitIntoBands(entry.fingerprint).map((band) => makeNarrativeKey(entry, band)))
      .map((key) => [`${key.pk} ${key.sk}`, key]),
  ).values(),
];

const deletions = (keys: readonly ItemKey[]) => keys.map((key) => ({ DeleteRequest: { Key: { ...key } } }));
