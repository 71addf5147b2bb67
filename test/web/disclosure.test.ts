/** Where an agency's information is to be had: page and API say the same, of now alone. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { disclosureSchema } from '../../shared/contracts/api/disclosure-answer.ts';
import { toIsoDay } from '../../shared/domain/basics/calendar.ts';
import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { planDisclosure, writeDisclosure } from '../../shared/pipeline/load-disclosure.ts';
import { textOf } from '../support/read-html.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  const { table } = scene.store;
  const plan = await planDisclosure(table, [
    {
      agency: 'accepted-ju',
      disclosure: {
        guide: {
          title: '指南<b>',
          url: 'https://example.gov.cn/guide?a=1&b=2',
          updated: toIsoDay('2020-01-02'),
        },
        catalogue: { url: 'https://example.gov.cn/catalogue', updated: toIsoDay('2026-05-01') },
        contact: { title: '办公室', phone: '0772-2812345', mail: 'info@example.gov.cn' },
        points: [{ title: '档案馆', address: '胜利路 2 号', hours: '工作日' }],
        reviews: [{ url: 'https://example.gov.cn/review' }],
      },
    },
  ]);
  await writeDisclosure(table, plan, scene.deps.now());
});
afterAll(() => scene.stop());
const PATH = '/agencies/accepted-ju/disclosure';
const get = async (path: string, status = 200): Promise<string> => {
  const answer = await scene.app.request(path);
  expect([path, answer.status]).toEqual([path, status]);
  return answer.text();
};

it('is told with addresses, days of update and hours, and what is old says so', async () => {
  const html = await get(PATH);
  const text = textOf(html);
  expect(html).toContain('<a href="https://example.gov.cn/guide?a=1&amp;b=2" rel="nofollow noreferrer">');
  expect(html).toContain('指南&lt;b&gt;');
  expect(text).toContain('最近更新 2020-01-02 · 已超过一年没有更新');
  expect(text).toMatch(/最近更新 2026-05-01(?! · 已超过)/);
  for (const said of ['胜利路 2 号', '工作日', '0772-2812345', 'info@example.gov.cn', '社会评议结果'])
    expect(text).toContain(said);
  expect(html.match(/class="qr"/g)).toHaveLength(3);
  expect(await get('/agencies/accepted-ju')).toContain(`href="${PATH}"`);
});

it('is complete in English', async () => {
  const text = textOf(await get(`${PATH}?lang=en`));
  for (const said of ['not updated for more than a year', 'Reading points', 'Where to apply'])
    expect(text).toContain(said);
});

it('says what a demonstration invents, and that the figures of published reports are nothing of it', async () => {
  const html = await get(PATH);
  expect(html).toMatch(/<p class="banner" data-origin[^>]*>演示数据 – 网址、地址、电话/);
  expect(textOf(await get(`${PATH}?lang=en`))).toContain('telephones and days are made by a program');
  expect(await get('/agencies/late-ju/disclosure')).not.toContain('data-origin');
  expect(await get('/agencies/hostile-ju/disclosure')).not.toContain('data-origin');
});

it('says of an agency that was merged when that was, and leads to its successor', async () => {
  const { table } = scene.store;
  const entry = { kind: 'department', district: DISTRICT, aliases: [], predecessors: [] } as const;
  const entries: readonly RosterEntry[] = [
    { ...entry, id: 'old-ju', name: '旧局', from: 2019, to: 2023, successors: ['new-ju'] },
    { ...entry, id: 'new-ju', name: '新局', from: 2024, predecessors: ['old-ju'] },
  ];
  await loadRoster(table, entries, scene.store.now());
  const old = await get('/agencies/old-ju/disclosure');
  expect(old).toContain('href="/agencies/new-ju"');
  expect(textOf(old)).toContain('2023');
  expect(await get('/agencies/new-ju/disclosure')).toContain('href="/agencies/old-ju"');
});

it('says where nothing is registered, and knows no agency that is none', async () => {
  expect(textOf(await get('/agencies/late-ju/disclosure'))).toContain('还没有登记');
  await get('/agencies/nobody-ju/disclosure', 404);
});

it('is the same for programs, with a version', async () => {
  const answer = await scene.app.request(`/api/v1${PATH}`);
  expect(answer.headers.get('etag')).toBeTruthy();
  const told = disclosureSchema.parse(await answer.json());
  expect(told).toMatchObject({
    agency: { id: 'accepted-ju', dataset: 'synthetic' },
    guide: { title: '指南<b>', updated: '2020-01-02', outdated: true },
    catalogue: { title: null, outdated: false },
    points: [{ address: '胜利路 2 号', phone: null }],
    reviews: [{ updated: null, outdated: null }],
  });
  const nothing = await scene.app.request('/api/v1/agencies/late-ju/disclosure');
  expect(disclosureSchema.parse(await nothing.json())).toMatchObject({
    loadedAt: null,
    guide: null,
    points: [],
  });
  expect((await scene.app.request(`/api/v1${PATH}?asOf=2025-01-01`)).status).toBe(400);
});
