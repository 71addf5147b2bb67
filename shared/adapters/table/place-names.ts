/** Names of regions and agencies, for whoever chooses among them. */
import { makeRegionKey, regionsRange } from '../../contracts/table/keys.ts';
import { regionCodec } from '../../contracts/table/roster-codecs.ts';
import { traceLineage } from '../../domain/basics/region.ts';
import type { LoadedRegion } from '../../domain/roster/loaded-region.ts';
import { nameRecords } from './name-records.ts';
import { createTableAccess, type TableOptions } from './table-access.ts';

export type PlaceNames = ReturnType<typeof createPlaceNames>;

export function createPlaceNames(options: TableOptions) {
  const access = createTableAccess(options);
  const records = nameRecords(access);
  return {
    /** Those that are loaded. */
    async regionsAt(codes: readonly string[]): Promise<LoadedRegion[]> {
      if (codes.length === 0) return [];
      const read = await access.lookUp(codes.map(makeRegionKey));
      return codes.flatMap((code) => read(makeRegionKey(code), regionCodec) ?? []);
    },

    /** A region and all loaded ones below it; `undefined`: every one. */
    async regionsWithin(code: string | undefined): Promise<LoadedRegion[]> {
      const found = (await access.query(regionsRange(code), false)).map(regionCodec.decode);
      return code === undefined ? found : found.filter((region) => traceLineage(region.code).includes(code));
    },

    /** Agencies of a district, by name. */
    async agenciesIn(district: string): Promise<{ readonly id: string; readonly name: string }[]> {
      const found = (await records.names([district])).get(district) ?? [];
      return found.map(({ id, spellings: [spelling] }) => ({ id, name: spelling?.text ?? id }));
    },
  };
}
