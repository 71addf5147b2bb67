/** Acts of the office: written once, together with the agency-year that they make another. */
import { actCodec } from '../../contracts/table/act-codec.ts';
import { agencyYearCodec } from '../../contracts/table/agency-year-codec.ts';
import { actsRange, makeActKey, makeAgencyYearKey } from '../../contracts/table/keys.ts';
import type { Place } from '../../domain/basics/place.ts';
import { inTheirOrder, type Act } from '../../domain/standing/acts/act.ts';
import type { AgencyYear } from '../../domain/standing/agency-year-record.ts';
import { unlessOutdated, type ReadOptions, type TableAccess, type Written } from './table-access.ts';

export function actRecords({ tableName, query, lookUp, decode, transact }: TableAccess) {
  return {
    /** What one act needs to know, in one consistent BatchGet. */
    async actFiling(
      place: Place,
      id: string,
    ): Promise<{
      current: AgencyYear | undefined;
      previous: AgencyYear | undefined;
      act: Act | undefined;
    }> {
      const key = makeActKey(place, id);
      const current = makeAgencyYearKey(place);
      const previous = makeAgencyYearKey({ ...place, year: place.year - 1 });
      const read = await lookUp([key, current, previous]);
      return {
        act: read(key, actCodec),
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
            Item: actCodec.encode(act),
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

    /** All that was done about an agency's year, notes included, the oldest first. */
    acts: async (place: Place): Promise<Act[]> =>
      inTheirOrder((await query(actsRange(place), true)).map(actCodec.decode)),

    /** All that was done about a district's year, by agency. */
    actsIn: async (
      district: string,
      year: number,
      { consistent = true, onDamaged }: ReadOptions = {},
    ): Promise<Map<string, Act[]>> =>
      Map.groupBy(
        (await query(actsRange({ district, year }), consistent)).flatMap(
          (raw) => decode(actCodec, raw, onDamaged) ?? [],
        ),
        ({ on }) => on.agencyId,
      ),
  };
}
