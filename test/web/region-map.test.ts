/** The regions right below on an operator's map, beside its approval number; tiles where there is none. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figuresSchema } from '../../shared/contracts/api/figures-answer.ts';
import { parseMap } from '../../shared/contracts/files/map-file.ts';
import { planMaps, writeMaps } from '../../shared/pipeline/load-map.ts';
import { aCityMap } from '../support/a-map.ts';
import { makeComparable } from '../support/comparable-scene.ts';
import { textOf } from '../support/read-html.ts';
import { startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  await makeComparable(scene);
});
afterAll(() => scene.stop());

const CITY = '/regions/450200/years/2024/figures';
async function figure(query = '?measure=refusalRate', path = CITY): Promise<string> {
  const response = await scene.app.request(`${path}${query}`);
  expect([path, response.status]).toEqual([path, 200]);
  const html = await response.text();
  return /<figure[^>]* id="chart-tiles"[\s\S]*?<\/figure>/.exec(html)?.[0] ?? 'no figure';
}
async function load(codes: readonly string[]): Promise<void> {
  const parsed = parseMap(aCityMap(codes), { regions: new Set(codes), approvalNumber: undefined });
  if (parsed.kind === 'bad') throw new Error(JSON.stringify(parsed.complaints));
  const plan = await planMaps(scene.store.table, parsed.maps, parsed.approvalNumber);
  await writeMaps(scene.store.table, plan, scene.store.now());
}
const ask = async () => figuresSchema.parse(await (await scene.app.request(`/api/v1${CITY}`)).json());

describe('the regions below', () => {
  it('are tiles, and the API has no map, where none is loaded', async () => {
    const html = await figure();
    expect(html).toContain('class="tiles"');
    expect(html).toContain('不是地图');
    expect(html).not.toContain('<svg');
    expect(html).not.toContain('map=');
    expect((await ask()).map).toBeUndefined();
    // Asked for all the same, there is none to show.
    expect(await figure('?map=outlines')).toContain('class="tiles"');
    expect((await scene.app.request(`${CITY}?map=globe`)).status).toBe(400);
  });

  it('are on the map that shows them all, in the colours of the tiles, with its approval number', async () => {
    const tiles = await figure();
    const tones = [...tiles.matchAll(/<li class="([a-z0-9-]+)">/g)].map(([, tone]) => tone);
    await load(['450202', '450203', '450205', '450223']);
    const html = await figure();
    expect(html).not.toContain('class="tiles"');
    expect(html).not.toContain('不是地图');
    expect(textOf(html)).toContain('审图号：桂S(2024)1号');
    const areas = [...html.matchAll(/<a href="([^"]*)"><title>([^<]*)<\/title><path class="([^"]*)"/g)];
    expect(areas.map(([, address, says = '']) => [address, textOf(says)])).toEqual([
      ['/regions/450202/years/2024/figures', '城中区：25.0 %'],
      ['/regions/450203/years/2024/figures', '柳江区：10.7 %'],
      ['/regions/450205/years/2024/figures', '柳北区（演示数据）：0.0 %'],
    ]);
    expect(areas.map(([, , , tone]) => tone)).toEqual(tones);
    // Said beside the name on the map, too, where it can be read without pointing at it.
    expect(html.match(/<tspan[^>]*>演示数据<\/tspan>/g)).toHaveLength(1);
    // What is on the map and no child of the year stays on it, without a colour.
    expect(html.match(/<path class="beside"/g)).toHaveLength(1);
    expect((await ask()).map).toEqual({
      approvalNumber: '桂S(2024)1号',
      regions: ['450202', '450203', '450205', '450223'],
    });
    const english = await figure('?measure=refusalRate&lang=en');
    expect(textOf(english)).toContain('Map approval number (审图号): 桂S(2024)1号');
    expect(textOf(english)).toContain('Chengzhong Qu 城中区: 25.0 %');
    expect(html.length).toBeLessThan(60_000);
  });

  it('have no colour where cases are few: hatched, with the counts', async () => {
    const few = await figure('?measure=refusalRate', '/regions/450200/years/2023/figures');
    expect(few).toMatch(/<title>柳江区：0.\/.5<\/title><path class="unknown" fill="url\(#map-unknown\)"/u);
    expect(few).toContain('<pattern id="map-unknown"');
  });

  it('are tiles again where the address says so, and each leads to the other', async () => {
    const html = await figure();
    expect(html).toContain(`href="${CITY}?with=2023&amp;measure=refusalRate&amp;map=tiles#chart-tiles"`);
    const tiles = await figure('?measure=refusalRate&map=tiles');
    expect(tiles).toContain('class="tiles"');
    expect(tiles).not.toContain('<svg');
    expect(tiles).toContain('map=outlines#chart-tiles"');
    const page = await (await scene.app.request(`${CITY}?map=tiles`)).text();
    expect(page).toContain('<input type="hidden" name="map" value="tiles"/>');
  });

  it('are tiles where the map lacks one; asked for, those without an outline are listed below it', async () => {
    await load(['450202', '450205']);
    expect(await figure()).not.toContain('<svg');
    const html = await figure('?measure=refusalRate&map=outlines');
    expect(html).toContain('<svg');
    expect(textOf(html)).toMatch(/图上没有轮廓的地区： ?柳江区 10.7 %/);
    expect(html.match(/<li class="heat/g)).toHaveLength(1);
  });

  it('are tiles when the map was taken away', async () => {
    const plan = await planMaps(scene.store.table, [], undefined);
    await writeMaps(scene.store.table, plan, scene.store.now());
    expect(await figure('?map=outlines')).not.toContain('<svg');
    expect((await ask()).map).toBeUndefined();
  });
});
