/** Names as a search reads them: packed by province, kept in memory by version. */
import { makePackedNamesKey, PACKED_NAMES_HEAD } from '../../contracts/table/keys.ts';
import { packedHeadCodec, packedPartCodec, type PackedHead } from '../../contracts/table/packed-names.ts';
import { findProvince } from '../../domain/basics/region.ts';
import { REGION_NAMES } from '../../domain/search/name-search.ts';
import type { NamesWithin } from '../../domain/search/names-within.ts';
import { UnavailableError } from '../../errors.ts';
import { nameRecords } from './name-records.ts';
import { packNames, unpackNames } from './pack-names.ts';
import { unlessOutdated, type TableAccess, type Written } from './table-access.ts';

/** Another version may be written between the reading of two parts. */
const ATTEMPTS = 5;

export type KeptNames = ReturnType<typeof keepPackedNames>;

/** What was read of each province, until it has another version; `access` notes nothing: the head alone decides. */
export function keepPackedNames({ lookUp }: Pick<TableAccess, 'lookUp'>) {
  const kept = new Map<string, { readonly version: string; readonly names: NamesWithin }>();

  /** The version that is there: the one that the head named, or a newer one. */
  async function read(province: string, expected: number) {
    let count = expected;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const keys = Array.from({ length: count }, (_, part) => makePackedNamesKey(province, part));
      const found = await lookUp(keys, true);
      const parts = keys.flatMap((key) => found(key, packedPartCodec) ?? []);
      const [first] = parts;
      if (first?.parts === parts.length && parts.every(({ version }) => version === first.version))
        return { version: first.version, names: unpackNames(province, parts) };
      count = first?.parts ?? expected;
    }
    throw new UnavailableError(`the packed names of ${province} were written anew each time they were read`);
  }

  return async (
    province: string,
    { version, parts }: PackedHead['provinces'][string],
  ): Promise<NamesWithin> => {
    const known = kept.get(province);
    if (known?.version === version) return known.names;
    const found = await read(province, parts);
    kept.set(province, found);
    return found.names;
  };
}

export function packedNameRecords(access: TableAccess, kept: KeptNames) {
  const { tableName, lookUp, transact } = access;
  const byDistrict = nameRecords(access);
  const packedNamesHead = async (consistent = true): Promise<PackedHead | undefined> =>
    (await lookUp([PACKED_NAMES_HEAD], consistent))(PACKED_NAMES_HEAD, packedHeadCodec);

  /** From the names by district; without a province, all. */
  async function namesWithin(province?: string): Promise<NamesWithin> {
    const all = (await byDistrict.names([REGION_NAMES], true)).get(REGION_NAMES) ?? [];
    const regions = province === undefined ? all : all.filter(({ id }) => findProvince(id) === province);
    return {
      regions,
      agencies: await byDistrict.names(
        regions.map(({ id }) => id),
        true,
      ),
    };
  }

  return {
    packedNamesHead,
    namesWithin,

    /** All names, by province. A table of an earlier version has none packed until its first night. */
    async searchedNames(): Promise<NamesWithin[]> {
      const head = await packedNamesHead(false);
      if (!head) return [await namesWithin()];
      return Promise.all(Object.entries(head.provinces).map(([province, packed]) => kept(province, packed)));
    },

    /**
     * Writes a province's names and the head in one transaction, unless they are there already; the writer states which head it
     * has read.
     */
    async putPackedNames(
      province: string,
      names: NamesWithin,
      head: PackedHead | undefined,
    ): Promise<Written | 'unchanged'> {
      const { items, version, parts } = packNames(province, names);
      const before = head?.provinces[province];
      if (before?.version === version) return 'unchanged';
      const revision = (head?.revision ?? 0) + 1;
      const failed = await transact([
        {
          Put: {
            TableName: tableName,
            Item: packedHeadCodec.encode({
              ...head,
              revision,
              provinces: { ...head?.provinces, [province]: { version, parts } },
            }),
            ...unlessOutdated(revision),
          },
        },
        ...items.map((Item) => ({ Put: { TableName: tableName, Item } })),
        ...Array.from({ length: Math.max(0, (before?.parts ?? 0) - parts) }, (_, i) => ({
          Delete: { TableName: tableName, Key: makePackedNamesKey(province, parts + i) },
        })),
      ]);
      return failed.length === 0 ? 'written' : 'outdated';
    },
  };
}
