/** Names by which regions and agencies are found, in as many pieces as they take. */
import { makeNamesKey } from '../../contracts/table/keys.ts';
import {
  fromStoredNames,
  furtherNamesKeys,
  namesCodec,
  splitNames,
  type NamesItem,
} from '../../contracts/table/stored-names.ts';
import type { Named } from '../../domain/search/name-search.ts';
import { unlessOutdated, type TableAccess, type Written } from './table-access.ts';

export function nameRecords({ tableName, lookUp, transact }: TableAccess) {
  /** In pieces, the first one first; a district without names is left out. */
  async function readPieces(of: readonly string[], consistent: boolean): Promise<Map<string, NamesItem[]>> {
    const read = await lookUp(
      of.map((one) => makeNamesKey(one)),
      consistent,
    );
    const first = new Map(of.map((one) => [one, read(makeNamesKey(one), namesCodec)]));
    const keys = of.flatMap((one) => furtherNamesKeys(one, first.get(one)));
    const readFurther = keys.length > 0 ? await lookUp(keys, consistent) : undefined;
    return new Map(
      [...first].flatMap(([one, item]): [string, NamesItem[]][] => {
        if (!item) return [];
        const further = furtherNamesKeys(one, item).flatMap((key) => readFurther?.(key, namesCodec) ?? []);
        return [[one, [item, ...further]]];
      }),
    );
  }

  return {
    /** Names of all regions, or of a district's agencies; a hundred items to a BatchGet. */
    async names(of: readonly string[], consistent = false): Promise<Map<string, Named[]>> {
      const items = await readPieces(of, consistent);
      return new Map(
        [...items].map(([one, found]) => [one, fromStoredNames(found.flatMap(({ names }) => names))]),
      );
    },

    /** With the revision that a writer states, and how many pieces there are besides the first. */
    async namesToChange(
      of: string,
    ): Promise<
      | { readonly names: Named[]; readonly revision: number; readonly further?: number | undefined }
      | undefined
    > {
      const [first, ...others] = (await readPieces([of], true)).get(of) ?? [];
      return (
        first && {
          revision: first.revision,
          ...(first.further !== undefined && { further: first.further }),
          names: fromStoredNames([first, ...others].flatMap(({ names }) => names)),
        }
      );
    },

    /**
     * Writes all pieces in one transaction. The writer states which revision of the first it has read, and how many
     * further ones that had; those that are no longer needed are deleted.
     */
    async putNames(
      of: string,
      revision: number,
      names: readonly Named[],
      furtherBefore = 0,
    ): Promise<Written> {
      const [first, ...others] = splitNames(of, revision, names);
      const left = furtherNamesKeys(of, { further: furtherBefore }).slice(others.length);
      const failed = await transact([
        { Put: { TableName: tableName, Item: first, ...unlessOutdated(revision) } },
        ...others.map((Item) => ({ Put: { TableName: tableName, Item } })),
        ...left.map((Key) => ({ Delete: { TableName: tableName, Key } })),
      ]);
      return failed.length === 0 ? 'written' : 'outdated';
    },
  };
}
