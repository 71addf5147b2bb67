/** Maps of regions, as an operator loads them: an item for each region whose children are shown. */
import { isDeepStrictEqual } from 'node:util';
import type { RecordSizes } from '../adapters/table/record-sizes.ts';
import type { ReportTable } from '../adapters/table/report-table.ts';
import type { Instant } from '../domain/basics/calendar.ts';
import { drawMap } from '../domain/map/draw-map.ts';
import type { OutlinedRegion, RegionMap } from '../domain/map/region-map.ts';
import type { LoadEntry } from '../domain/roster/load-record.ts';
import { UnavailableError } from '../errors.ts';
import { after } from './enrolment.ts';

type MapTable = Pick<ReportTable, 'map' | 'allMaps' | 'putMap'>;
type ReadMaps = Pick<MapTable, 'map' | 'allMaps'>;
type MapOfToday = Omit<RegionMap, 'since'>;

interface MapChange {
  readonly last: RegionMap | undefined;
  readonly map: MapOfToday;
}

export interface MapPlan {
  readonly changes: readonly MapChange[];
}

const NONE = { width: 1, height: 1, shapes: [] };
const noMap = (parent: string): MapOfToday => ({ parent, approvalNumber: '', ...NONE });

/** Without maps, none is left. */
export async function planMaps(
  table: ReadMaps,
  maps: readonly OutlinedRegion[],
  approvalNumber: string | undefined,
): Promise<MapPlan> {
  const drawn =
    approvalNumber === undefined || maps.length === 0
      ? (await table.allMaps()).map(({ parent }) => noMap(parent))
      : maps.map(({ parent, outlines }) => ({ parent, approvalNumber, ...drawMap(outlines) }));
  return planChanges(table, drawn);
}

/** Back to what stood before the load. */
export const planUndoMaps = (table: ReadMaps, recorded: readonly LoadEntry<RegionMap>[]): Promise<MapPlan> =>
  planChanges(
    table,
    recorded.map(({ id, before }) => before ?? noMap(id)),
  );

async function planChanges(table: ReadMaps, maps: readonly MapOfToday[]): Promise<MapPlan> {
  const changes = await Promise.all(
    maps.map(async (map) => ({ map, last: await table.map(map.parent, { consistent: true }) })),
  );
  return {
    changes: changes.filter(({ map, last }) =>
      last ? !isDeepStrictEqual(plain(last), plain(map)) : map.shapes.length > 0,
    ),
  };
}

/** Regions whose map no record has room for, however coarsely it is drawn. */
export const findTooLarge = (
  sizes: Pick<RecordSizes, 'map' | 'maxRecord'>,
  { changes }: MapPlan,
): readonly string[] => changes.flatMap(({ map }) => (sizes.map(map) > sizes.maxRecord ? [map.parent] : []));

/** As both sides would be stored: what is left out, and what is `undefined`, say the same. */
const plain = ({ approvalNumber, width, height, shapes }: MapOfToday): unknown =>
  JSON.parse(JSON.stringify({ approvalNumber, width, height, shapes }));

/** What a load changes, as it is now. */
export const changedByMaps = ({ changes }: MapPlan): LoadEntry<RegionMap>[] =>
  changes.map(({ map, last }) => ({ id: map.parent, before: last }));

/** What is there no more is kept as nothing, so that whoever read it before learns of it. */
export async function writeMaps(
  table: Pick<MapTable, 'putMap'>,
  { changes }: MapPlan,
  at: Instant,
): Promise<void> {
  for (const { map, last } of changes) {
    const since = last ? after(last.since, at) : at;
    if ((await table.putMap({ ...map, since }, last)) === 'outdated')
      throw new UnavailableError(`the map of ${map.parent} was loaded meanwhile`);
  }
}
