/** A city's own system: its regions begin with the city, and no page speaks of what lies above. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../web/app.tsx';
import { NOW, startWebScene, type WebScene } from '../support/web-scene.ts';
import { aStore, settle } from '../support/a-store.ts';
import { anAgency, file } from '../support/filing-desk.ts';
import { textOf } from '../support/read-html.ts';

let scene: WebScene;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  scene = await startWebScene();
  const store = await aStore(scene.engines, {
    regions: [
      { code: '450200', name: '柳州市' },
      { code: '450205', name: '柳北区' },
    ],
    roster: [anAgency('jyj', '450205')],
    now: NOW,
  });
  const place = { district: '450205', agencyId: 'jyj', year: 2024 };
  await file(store, place, { received: 5 });
  await settle(store, [place]);
  app = createApp({ ...scene.deps, table: store.table, bucket: store.bucket });
});
afterAll(() => scene.stop());

async function get(path: string): Promise<string> {
  const response = await app.request(path);
  expect(response.status).toBe(200);
  return response.text();
}

it.each(['/regions', '/compliance'])('%s leads to the city', async (path) => {
  const response = await app.request(path);
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toMatch(/^\/(?:regions|compliance)\/450200\//);
});

it.each([
  '/',
  '/regions/450200/years/2024',
  '/regions/450205/years/2024',
  '/agencies/jyj/years/2024',
  '/compliance/450205/2024',
  '/search?q=jyj',
])('%s names no region above the city', async (path) => {
  const html = await get(path);
  expect(textOf(html)).toContain('柳州市');
  expect(html).not.toContain('/regions/450000');
  expect(html).not.toContain('/compliance/450000');
  expect(html).not.toContain('000000');
});

it('has a total of the city', async () => {
  const { ancestors, figures } = JSON.parse(await get('/api/v1/regions/450200/years/2024')) as {
    ancestors?: unknown[];
    figures: { applications: { received: { total: number } } };
  };
  expect(ancestors ?? []).toEqual([]);
  expect(figures.applications.received.total).toBe(5);
});
