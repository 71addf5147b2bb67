import { describe, expect, it } from 'vitest';
import { MAX_MAP_BYTES, parseMap } from '../../../shared/contracts/files/map-file.ts';
import { aCityMap, aFeature, aMap } from '../../support/a-map.ts';

const REGIONS = new Set(['000000', '450000', '450200', '450202', '450205']);
const parse = (text: string, approvalNumber?: string) => parseMap(text, { regions: REGIONS, approvalNumber });
const parsed = (text: string, approvalNumber?: string) => {
  const read = parse(text, approvalNumber);
  if (read.kind === 'bad') throw new Error(JSON.stringify(read.complaints));
  return read;
};
const complaints = (text: string, approvalNumber?: string) => {
  const read = parse(text, approvalNumber);
  return read.kind === 'bad' ? read.complaints : [];
};
const geometry = (value: unknown) => ({ type: 'Feature', properties: { code: '450205' }, geometry: value });
const NUMBER = { approvalNumber: 'GS(2024)0650号' };

describe('a file with a map', () => {
  it('is read by the codes that published files have, each map with the region whose children it shows', () => {
    const { maps, approvalNumber, unknown } = parsed(
      aMap(
        [
          aFeature({ code: '450202', at: [0, 0] }),
          aFeature({ code: 450205, at: [1, 0], name: 'adcode' }),
          aFeature({ code: '156450000', at: [3, 0], name: 'gb' }),
          aFeature({ code: '450300000000', at: [4, 0] }),
          aFeature({ code: '710000', at: [5, 0] }),
          aFeature({ code: '100000_JD', at: [6, 0], name: 'adcode' }),
        ],
        { 审图号: '审图号:GS(2024)0650' },
      ),
    );
    expect(approvalNumber).toBe('GS(2024)0650号');
    expect(maps.map(({ parent, outlines }) => [parent, outlines.map(({ region }) => region)])).toEqual([
      ['450200', ['450202', '450205']],
      // Nothing leaves an approved map: neither a region that is not loaded nor the line at sea.
      ['000000', ['450000', '710000', undefined]],
      ['450000', ['450300']],
    ]);
    expect(unknown).toEqual(['450300', '710000']);
  });

  it('takes the number of the command before its own', () => {
    const text = aCityMap(['450202'], NUMBER);
    expect(parsed(text).approvalNumber).toBe('GS(2024)0650号');
    expect(parsed(text, '桂S〔2023〕12号').approvalNumber).toBe('桂S(2023)12号');
    expect(parsed(text, 'GS京(2022)1061号').approvalNumber).toBe('GS京(2022)1061号');
    // As it stands on most printed maps.
    expect(parsed(text, '审图号：GS（2024）0650 号').approvalNumber).toBe('GS(2024)0650号');
  });

  it('is refused without the number, with the reason and the cure', () => {
    const [one] = complaints(aCityMap(['450202'], {}));
    expect(one).toMatchObject({ line: 1, column: 'approvalNumber' });
    expect(one?.problem.zh).toMatch(/《地图管理条例》第十五条、第二十二条.*--approval-number/);
    expect(one?.problem.en).toMatch(/articles 15 and 22.*--approval-number/);
    expect(complaints(aCityMap(['450202'], {}), '无')[0]?.problem.zh).toContain('应如 GS(2024)0650号');
  });

  it('of two provinces is refused where a line belongs to neither: it would be the nation’s whole map', () => {
    const features = [
      aFeature({ code: '450200', at: [0, 0] }),
      aFeature({ code: '440100', at: [3, 0] }),
      aFeature({ code: '', at: [6, 0] }),
    ];
    expect(complaints(aMap(features, NUMBER))).toMatchObject([{ line: 3, column: 'properties' }]);
    expect(parsed(aMap(features.slice(0, 2), NUMBER)).maps.map(({ parent }) => parent)).toEqual([
      '450000',
      '440000',
    ]);
  });

  it('without a feature takes all maps away, and needs no number', () => {
    expect(parsed(aMap([]))).toMatchObject({ maps: [], approvalNumber: undefined });
  });

  it.each([
    ['not JSON', '{"type":', '1 ', '不是正确的 JSON'],
    ['TopoJSON', '{"type":"Topology"}', '1 type', '转换为 GeoJSON'],
    ['a list', '[]', '1 type', 'FeatureCollection'],
    ['a point', aMap([geometry({ type: 'Point', coordinates: [1, 2] })], NUMBER), '1 geometry', '"Point"'],
    ['no kind', aMap([geometry({ type: { toString: 1 } })], NUMBER), '1 geometry', '{"toString":1}'],
    ['no geometry', aMap([geometry(null)], NUMBER), '1 geometry', '没有 geometry'],
    [
      'text for a coordinate',
      aMap([geometry({ type: 'Polygon', coordinates: [[['109', '24']]] })], NUMBER),
      '1 geometry',
      '[经度, 纬度]',
    ],
    [
      'a ring of three points',
      aMap(
        [
          geometry({
            type: 'Polygon',
            coordinates: [
              [
                [0, 0],
                [1, 1],
                [0, 0],
              ],
            ],
          }),
        ],
        NUMBER,
      ),
      '1 geometry',
      '至少 4 个点',
    ],
    [
      'metres',
      aMap(
        [
          geometry({
            type: 'LineString',
            coordinates: [
              [109, 24],
              [12_180_000, 2_700_000],
            ],
          }),
        ],
        NUMBER,
      ),
      '1 geometry',
      '换算为经纬度',
    ],
    [
      'latitude before longitude',
      aMap(
        [
          geometry({
            type: 'LineString',
            coordinates: [
              [24, 109],
              [24, 108],
            ],
          }),
        ],
        NUMBER,
      ),
      '1 geometry',
      '先经度',
    ],
    ['a code twice', aCityMap(['450202', '450205', '450202'], NUMBER), '3 properties', '第 1 个要素'],
    ['no code at all', aCityMap([''], NUMBER), '1 properties', 'code、adcode、gb'],
    ['a name for a code', aCityMap(['柳北区'], NUMBER), '1 properties', '“柳北区”不是区划代码'],
    ['a code cut short', aCityMap(['450202', '45020'], NUMBER), '2 properties', '“45020”不是区划代码'],
    [
      'another’s twelve digits',
      aCityMap(['450205001000'], NUMBER),
      '1 properties',
      '“450205001000”不是区划代码',
    ],
    [
      'a region that is a line',
      aMap(
        [
          geometry({
            type: 'LineString',
            coordinates: [
              [109, 24],
              [108, 24],
            ],
          }),
        ],
        NUMBER,
      ),
      '1 geometry',
      '450205 只有界线',
    ],
    ['too large a file', ' '.repeat(MAX_MAP_BYTES + 1), '1 ', '20 MB'],
  ])('is refused for %s, told by the feature', (_, text, place, says) => {
    const told = complaints(text).filter(({ line, column }) => `${line} ${column}` === place);
    expect(told.map(({ problem }) => problem.zh).join()).toContain(says);
    expect(told.every(({ problem }) => problem.en.length > 20)).toBe(true);
  });
});
