/**
 * A map of regions with its 审图号, as an operator loads it: GeoJSON (RFC 7946), each feature naming its region by the code of
 * GB/T 2260. A file replaces the maps that it shows, those of other regions stay; one without a feature takes all away.
 */
import { foldCharacters } from '../../domain/basics/same-name.ts';
import { findParent, findTop, isRegionCode, NATION } from '../../domain/basics/region.ts';
import type { Position } from '../../domain/map/project-albers.ts';
import type { Outline, OutlinedRegion } from '../../domain/map/region-map.ts';
import { complaint, conclude, type Complaint, type ParsedFile } from './table-file.ts';

export const MAX_MAP_BYTES = 20_000_000;
/** As files name it that are widely used: `gb` has the country's number 156 before it. */
const CODE_NAMES = ['code', 'adcode', 'gb'] as const;
/** In `adcode`: 100000_JD is the line at sea. */
const NATIONS_NUMBER = '100000';
const NUMBER_NAMES = ['approvalNumber', '审图号'] as const;
/** GS(2024)0650号, GS京(2022)1061号, 桂S(2023)12号 … */
const APPROVAL_NUMBER = /^[\p{Script=Han}A-Z]{0,8}S[\p{Script=Han}A-Z]{0,4}\(20\d\d\)\d{1,6}号$/u;

type ParsedMap = ParsedFile<{
  /** Left out where the file shows nothing. */
  readonly approvalNumber: string | undefined;
  readonly maps: readonly OutlinedRegion[];
  /** Codes that no loaded region has: drawn without a colour, since nothing may leave an approved map. */
  readonly unknown: readonly string[];
}>;

interface Known {
  /** The codes of those loaded. */
  readonly regions: ReadonlySet<string>;
  /** The operator's own word, before what the file says. */
  readonly approvalNumber: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function parseMap(text: string, { regions, approvalNumber }: Known): ParsedMap {
  const file = readCollection(text);
  if ('problem' in file) return conclude([file], { approvalNumber: undefined, maps: [], unknown: [] });
  const complaints: Complaint[] = [];
  const outlines = file.features.flatMap((feature, i) => {
    const read = readFeature(feature, i + 1);
    if ('problem' in read) complaints.push(read);
    return 'problem' in read ? [] : [read];
  });
  const number = readNumber(approvalNumber, file.members);
  if (outlines.length > 0)
    complaints.push(...complainOfNumber(number), ...complainOfCodes(outlines, file.features));
  return conclude(complaints, {
    approvalNumber: outlines.length > 0 ? number : undefined,
    maps: groupByParent(outlines),
    unknown: outlines.flatMap(({ region }) => (region === undefined || regions.has(region) ? [] : [region])),
  });
}

interface Collection {
  readonly features: readonly unknown[];
  readonly members: Json;
}

function readCollection(text: string): Collection | Complaint {
  if (text.length > MAX_MAP_BYTES)
    return complaint(
      1,
      '',
      `文件超过 ${MAX_MAP_BYTES / 1_000_000} MB:请按省拆成几个文件,或先减少坐标点。`,
      `The file is larger than ${MAX_MAP_BYTES / 1_000_000} MB: split it by province, or give it fewer points.`,
    );
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    return complaint(1, '', `不是正确的 JSON:${reason}`, `Not JSON: ${reason}`);
  }
  if (isObject(parsed) && parsed['type'] === 'FeatureCollection' && Array.isArray(parsed['features']))
    return { features: parsed['features'], members: parsed };
  return complaint(
    1,
    'type',
    '不是 GeoJSON 的 FeatureCollection:请把地图(shp、TopoJSON 等)转换为 GeoJSON 后再导入。',
    'Not a FeatureCollection of GeoJSON: convert the map (shapefile, TopoJSON …) to GeoJSON first.',
  );
}

const readNumber = (stated: string | undefined, members: Json): string | undefined => {
  const said = [stated, ...NUMBER_NAMES.map((name) => members[name])].find(
    (one) => typeof one === 'string' && one.trim() !== '',
  );
  // Brackets differ from print to print.
  return typeof said === 'string'
    ? foldCharacters(said)
        .replaceAll(/[\s:]|审图号/gu, '')
        .replace(/(?<=\d)$/u, '号')
    : undefined;
};

function* complainOfNumber(number: string | undefined): Generator<Complaint, void, undefined> {
  if (number === undefined)
    yield complaint(
      1,
      'approvalNumber',
      '没有审图号:向社会公开的地图须经审核,并显著标注审图号(《地图管理条例》第十五条、第二十二条)。请用 --approval-number 写明,例如 GS(2024)0650号;没有审图号的地图不能导入,不导入时仍显示方格。',
      'There is no map approval number (审图号): a map that is published must be approved and bear it (Regulations on Map Management, articles 15 and 22). Give it by --approval-number, such as GS(2024)0650号; a map without one cannot be loaded, and tiles are shown instead.',
    );
  else if (!APPROVAL_NUMBER.test(number))
    yield complaint(
      1,
      'approvalNumber',
      `审图号“${number}”写法不对:应如 GS(2024)0650号、桂S(2023)12号。`,
      `The approval number "${number}" is not written like one: GS(2024)0650号, 桂S(2023)12号.`,
    );
}

/** A feature's own number is its line. */
function* complainOfCodes(
  outlines: readonly Outline[],
  features: readonly unknown[],
): Generator<Complaint, void, undefined> {
  if (outlines.every(({ region }) => region === undefined))
    yield complaint(
      1,
      'properties',
      `没有一个要素写明区划代码:请在 properties 的 ${CODE_NAMES.join('、')} 之一写 GB/T 2260 的六位代码。`,
      `No feature names its region: put the six digits of GB/T 2260 into one of the properties ${CODE_NAMES.join(', ')}.`,
    );
  const nameless = features.findIndex((feature) => readCode(feature) === undefined);
  const parents = listParents(outlines);
  if (nameless >= 0 && parents.length > 0 && findTop(parents) === undefined)
    yield complaint(
      nameless + 1,
      'properties',
      '这个要素没有区划代码,文件里又有几个互不包含的地区的地图,不知道属于哪一个:请按省拆成几个文件,或删去这个要素。',
      'This feature names no region, and the file has maps of several regions, none of which has the others within it: split it by province, or remove the feature.',
    );
  const first = new Map<string, number>();
  for (const [i, feature] of features.entries()) {
    const code = readCode(feature);
    const earlier = code === undefined ? undefined : first.get(code);
    if (code !== undefined && earlier === undefined) first.set(code, i + 1);
    if (code !== undefined && earlier !== undefined)
      yield complaint(
        i + 1,
        'properties',
        `区划 ${code} 在第 ${earlier} 个要素已经有了:请合并为一个 MultiPolygon,或删去一个。`,
        `${code} is already feature ${earlier}: join them into one MultiPolygon, or remove one.`,
      );
  }
}

function readCode(feature: unknown): string | undefined {
  const properties = isObject(feature) ? feature['properties'] : undefined;
  if (!isObject(properties)) return undefined;
  const [said = ''] = CODE_NAMES.map((name) => properties[name]).flatMap((one) =>
    typeof one === 'number' ? String(one) : typeof one === 'string' && one !== '' ? one : [],
  );
  // Statistics give a region twelve digits, of which the last six are of what lies in it.
  const code = said.replace(/^156(?=\d{6}$)/u, '').replace(/(?<=^\d{6})0{6}$/u, '');
  // What has the nation's own number is what no region's is: the line at sea.
  return code === '' || code === NATION || code.startsWith(NATIONS_NUMBER) ? undefined : code;
}

function readFeature(feature: unknown, line: number): Outline | Complaint {
  const geometry = isObject(feature) ? feature['geometry'] : undefined;
  if (!isObject(geometry))
    return complaint(
      line,
      'geometry',
      '这个要素没有 geometry:请补上边界,或删去这个要素。',
      'This feature has no geometry: give it its boundary, or remove it.',
    );
  const shape = readGeometry(geometry['type'], geometry['coordinates']);
  if (shape === 'unknown')
    return complaint(
      line,
      'geometry',
      `不认识的几何类型 ${JSON.stringify(geometry['type'])}:区域应为 Polygon 或 MultiPolygon,界线应为 LineString 或 MultiLineString。`,
      `Unknown kind of geometry ${JSON.stringify(geometry['type'])}: an area is a Polygon or MultiPolygon, a line a LineString or MultiLineString.`,
    );
  if (shape === 'malformed')
    return complaint(
      line,
      'geometry',
      '坐标的写法不对:应为 [经度, 纬度] 的数组,面的每一圈至少 4 个点,首尾相同。',
      'The coordinates are malformed: lists of [longitude, latitude] are expected, at least 4 in each ring of an area, the last the same as the first.',
    );
  const outside = [...shape.polygons.flat(), ...shape.lines].flat().find(isOutside);
  if (outside)
    return complaint(
      line,
      'geometry',
      `坐标 [${outside.join(', ')}] 不在地球上:应为度数,先经度(-180 至 180)后纬度(-90 至 90);以米为单位的投影坐标请先换算为经纬度。`,
      `[${outside.join(', ')}] is nowhere on earth: degrees are expected, first the longitude (-180 to 180), then the latitude (-90 to 90); convert projected metres first.`,
    );
  const region = readCode(feature);
  if (region !== undefined && !isRegionCode(region))
    return complaint(
      line,
      'properties',
      `“${region}”不是区划代码:应为 GB/T 2260 的六位代码;不是地区的要素请不写代码。`,
      `"${region}" is no code of a region: the six digits of GB/T 2260 are expected; a feature that shows no region has none.`,
    );
  if (region !== undefined && shape.polygons.length === 0)
    return complaint(
      line,
      'geometry',
      `区划 ${region} 只有界线,没有面:请改为 Polygon 或 MultiPolygon,或删去这条线的代码。`,
      `${region} is a line, not an area: make it a Polygon or MultiPolygon, or take the code off the line.`,
    );
  return { region, ...shape };
}

const isOutside = ([longitude, latitude]: Position): boolean =>
  Math.abs(longitude) > 180 || Math.abs(latitude) > 90;

type Shape = Pick<Outline, 'polygons' | 'lines'>;

function readGeometry(type: unknown, coordinates: unknown): Shape | 'unknown' | 'malformed' {
  switch (type) {
    case 'Polygon':
      return isPolygon(coordinates) ? { polygons: [coordinates], lines: [] } : 'malformed';
    case 'MultiPolygon':
      return isList(coordinates, isPolygon) ? { polygons: coordinates, lines: [] } : 'malformed';
    case 'LineString':
      return isLine(coordinates) ? { polygons: [], lines: [coordinates] } : 'malformed';
    case 'MultiLineString':
      return isList(coordinates, isLine) ? { polygons: [], lines: coordinates } : 'malformed';
    default:
      return 'unknown';
  }
}

const isList = <Item>(value: unknown, is: (one: unknown) => one is Item): value is Item[] =>
  Array.isArray(value) && value.length > 0 && value.every(is);
/** A height may follow. */
const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && value.length >= 2 && value.every((one) => Number.isFinite(one));
const isLine = (value: unknown): value is Position[] => isList(value, isPosition) && value.length > 1;
const isRing = (value: unknown): value is Position[] => isList(value, isPosition) && value.length > 3;
const isPolygon = (value: unknown): value is Position[][] => isList(value, isRing);

/** What names no region belongs to the highest of the maps. */
function groupByParent(outlines: readonly Outline[]): OutlinedRegion[] {
  const highest = findTop(listParents(outlines)) ?? NATION;
  const byParent = Map.groupBy(outlines, ({ region }) => (region === undefined ? highest : findMap(region)));
  return [...byParent].map(([parent, list]) => ({ parent, outlines: list }));
}

const listParents = (outlines: readonly Outline[]): string[] =>
  outlines.flatMap(({ region }) => (region === undefined ? [] : [findMap(region)]));

/** The region whose children the map shows. */
const findMap = (region: string): string => findParent(region) ?? NATION;
