/** Acts of the office: written once, together with the agency-year that they make another. */
import { storedActCodec } from '../../contracts/table/act-codec.ts';
import { agencyYearCodec } from '../../contracts/table/agency-year-codec.ts';
import { actsRange, makeActKey, makeAgencyYearKey } from '../../contracts/table/keys.ts';
import type { Place } from '../../domain/basics/place.ts';
import { inTheirOrder, type Act } from '../../domain/standing/acts/act.ts';
import { storeAct, type StoredAct } from '../../domain/standing/acts/stored-act.ts';
import type { AgencyYear } from '../../domain/standing/agency-year-record.ts';
import type { DamagedRecord } from '../../domain/standing/damaged-record.ts';
import { unlessOutdated, type ReadOptions, type TableAccess, type Written } from './table-access.ts';

export function actRecords({ tableName, query, lookUp, decode, transact, putAlways, putOnce }: TableAccess) {
  async function readStored(
    of: Place | { readonly district: string; readonly year: number },
    onDamaged: (damaged: DamagedRecord) => void,
    consistent = true,
  ): Promise<StoredAct[]> {
    return (await query(actsRange(of), consistent)).flatMap(
      (raw) => decode(storedActCodec, raw, onDamaged) ?? [],
    );
  }

  return {
    /** What one act needs to know, in one consistent BatchGet. */
    async actFiling(
      place: Place,
      id: string,
    ): Promise<{
      current: AgencyYear | undefined;
      previous: AgencyYear | undefined;
      act: StoredAct | undefined;
    }> {
      const key = makeActKey(place, id);
      const current = makeAgencyYearKey(place);
      const previous = makeAgencyYearKey({ ...place, year: place.year - 1 });
      const read = await lookUp([key, current, previous]);
      return {
        act: read(key, storedActCodec),
        current: read(current, agencyYearCodec),
        previous: read(previous, agencyYearCodec),
      };
    },

    /** Writes an act once, and the agency-year in the same transaction; notes leave that as it is. */
    async recordAct(act: Act, agencyYear: AgencyYear | undefined): Promise<Written | 'already-recorded'> {
      const [failed] = await transact([
        {
          Put: {
            TableName: tableName,
            Item: storedActCodec.encode(storeAct(act)),
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        ...(agencyYear
          ? [
              {
                Put: {
                  TableName: tableName,
                  Item: agencyYearCodec.encode(agencyYear),
                  ...unlessOutdated(agencyYear.revision),
                },
              },
            ]
          : []),
      ]);
      if (failed === undefined) return 'written';
      return failed.write === 0 && failed.why === 'condition' ? 'already-recorded' : 'outdated';
    },

    /**
     * All that was done about an agency's year, notes included, the oldest first. One that can't be read stops nobody:
     * it is told to whoever wants to know, and by verification.
     */
    acts: async (
      place: Place,
      { consistent = true, onDamaged = () => undefined }: ReadOptions = {},
    ): Promise<Act[]> =>
      inTheirOrder((await readStored(place, onDamaged, consistent)).flatMap(({ act }) => act ?? [])),

    /** All that was done about a district's year, by agency. */
    actsIn: async (
      district: string,
      year: number,
      { consistent = true, onDamaged = () => undefined }: ReadOptions = {},
    ): Promise<Map<string, Act[]>> =>
      Map.groupBy(
        inTheirOrder(
          (await readStored({ district, year }, onDamaged, consistent)).flatMap(({ act }) => act ?? []),
        ),
        ({ on }) => on.agencyId,
      ),

    /** All that was done about a district's year, also of kinds that this release doesn't know. */
    storedActsIn: (
      district: string,
      year: number,
      onDamaged: (damaged: DamagedRecord) => void,
    ): Promise<StoredAct[]> => readStored({ district, year }, onDamaged),

    /** Writes an act that the table has lost, or nobody can read there, and nothing else. */
    restoreAct: async (act: StoredAct, { instead = false } = {}): Promise<Written> => {
      const item = storedActCodec.encode(act);
      if (!instead) return putOnce(item);
      await putAlways(item);
      return 'written';
    },
  };
}
