/** The start page: what this is, three doors, the region that the system begins with; and what an empty system says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseInstant } from '../../shared/domain/basics/calendar.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { createApp } from '../../web/app.tsx';
import { aStore, settle } from '../support/a-store.ts';
import { textOf } from '../support/read-html.ts';
import { anAgency } from '../support/filing-desk.ts';
import { DISTRICT, NOW, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
});
afterAll(() => scene.stop());

type Asked = Partial<Parameters<typeof createApp>[0]>;
async function home(asked: Asked = {}, path = '/'): Promise<string> {
  const response = await createApp({ ...scene.deps, ...asked }).request(path);
  expect(response.status).toBe(200);
  return response.text();
}
async function leadsTo(path: string, asked: Asked): Promise<string | null> {
  const response = await createApp({ ...scene.deps, ...asked }).request(path);
  expect(response.status).toBe(302);
  return response.headers.get('location');
}
const at = (text: string): Asked => {
  const now = parseInstant(text);
  if (!now) throw new Error(text);
  return { now: () => now };
};

/** The year that it has figures of, and how many reports they stand on where not all are in. */
function glanceOf(html: string) {
  const [, heading = '', counts] =
    /<h2 id="glance">([^<]*)<\/h2>(?:<p class="quiet">([^<]*)<\/p>)?/.exec(html) ?? [];
  return { year: /(\d{4})年/.exec(heading)?.[1], counts: counts === undefined ? undefined : textOf(counts) };
}

describe('the start page', () => {
  it('says what this is and opens three doors', async () => {
    const html = await home();
    expect(textOf(html)).toContain('报送、核对、汇总、公开');
    const doors = [...html.matchAll(/<li><a href="([^"]+)">(报送年度报告|报送情况|查看数据)</g)];
    expect(doors.map(([, to]) => to)).toEqual([
      '/file',
      '/compliance/000000/2025',
      '/regions/000000/years/2024',
    ]);
  });

  it.each([
    ['2025-01-21T01:05:00Z', '2024年度报告 2025-01-31 截止 · 还有 10 天'],
    ['2025-01-31T15:59:00Z', '2024年度报告 2025-01-31 截止 · 今天截止'],
    ['2025-01-31T16:00:00Z', '全国2024年度汇总报告 2025-03-31 截止 · 还有 58 天'],
    ['2026-02-05T04:00:00Z', '全国2025年度汇总报告 2026-03-31 截止 · 还有 54 天'],
    ['2025-12-31T15:59:00Z', '2025年度报告 2026-01-01 起报送，2026-01-31 截止'],
    ['2025-12-31T16:00:00Z', '2025年度报告 2026-01-31 截止 · 还有 30 天'],
  ])('counts the days that are left in China: %s', async (now, says) => {
    expect(textOf(await home(at(now)))).toContain(says);
  });

  it('counts by the level of its region, and down to nothing that can’t be filed yet', async () => {
    const february = textOf(await home({ home: DISTRICT, ...at('2026-02-05T04:00:00Z') }));
    expect(february).toContain('柳北区2025年度汇总报告 2026-02-20 截止 · 还有 15 天');
    expect(february).toContain('各机关2025年度报告依法已于 2026-01-31 截止（获准延期的除外）');
    const april = textOf(await home({ home: DISTRICT, ...at('2026-04-01T04:00:00Z') }));
    expect(april).toContain('2026年度报告 2027-01-01 起报送，2027-01-31 截止');
    expect(april).not.toContain('还有');
  });

  it('takes no part of a year that is being filed for the whole', async () => {
    const [{ year: shown }, { year: afterwards }] = [
      glanceOf(await home({ home: DISTRICT, ...at('2025-01-31T15:59:00Z') })),
      glanceOf(await home({ home: DISTRICT, ...at('2025-01-31T16:00:00Z') })),
    ];
    expect([shown, afterwards]).toEqual(['2023', '2024']);
    expect(glanceOf(await home({ home: '530102', ...at('2025-01-31T15:59:00Z') }))).toEqual({
      year: '2024',
      counts: undefined,
    });
    expect(glanceOf(await home({ home: DISTRICT, ...at('2025-02-05T04:00:00Z') })).counts).toMatch(
      /^\d+ \/ \d+ 已接收$/,
    );
  });

  it('has the API’s figures, of the nation and of the region that it begins with', async () => {
    for (const code of [undefined, DISTRICT]) {
      const api = (await (
        await scene.app.request(`/api/v1/regions/${code ?? '000000'}/years/2024`)
      ).json()) as {
        reports: { accepted: number; expected: number };
        synthetic: number;
        figures: { applications: { received: { total: number } } };
      };
      const text = textOf(await home({ home: code, ...at('2025-06-01T00:00:00Z') }));
      const received = textOf(formatNumber(api.figures.applications.received.total));
      expect(text).toMatch(new RegExp(`[国区]2024年收到申请 ${received} 件`));
      const counts = `${formatNumber(api.reports.accepted)} / ${formatNumber(api.reports.expected)} 已接收`;
      expect(text).toContain(`2024年度 · ${textOf(counts)}`);
      expect(text).toContain(`${api.synthetic} 个机构用于演示`);
    }
  });

  it('begins with the region that it is told to', async () => {
    const html = await home({ home: DISTRICT });
    expect(textOf(html)).toContain('柳北区 2024年');
    expect(html).toContain(`/compliance/${DISTRICT}/2025`);
    expect(await leadsTo('/regions', { home: DISTRICT })).toBe(`/regions/${DISTRICT}/years/2024`);
    expect(await leadsTo('/compliance', { home: DISTRICT })).toBe(`/compliance/${DISTRICT}/2025`);
    expect(await leadsTo('/regions', {})).toBe('/regions/000000/years/2024');
  });

  it('keeps the instant that is asked for', async () => {
    const html = await home({}, '/?asOf=2024-06-01');
    expect(html).toContain('href="/regions/000000/years/2023?asOf=2024-06-01"');
  });

  it('counts no days of the past, and tells nobody to load anything there', async () => {
    const past = textOf(await home({}, '/?asOf=2024-01-20'));
    expect(past).toContain('2023年度报告 2024-01-31 截止');
    expect(past).not.toContain('还有');
    const bare = await aStore(scene.engines, { regions: [], roster: [], now: NOW });
    const html = await home(bare, '/?asOf=2024-01-20');
    expect(html).not.toContain('data-next');
    const [doors = ''] = /<nav class="home-doors"[\s\S]*?<\/nav>/.exec(html) ?? [];
    expect(doors.match(/href="[^"]*"/g)).toEqual(['href="/file"']);
  });

  it('begins with the top where the region that it is told to is not loaded, and says so', async () => {
    const html = await home({ home: '450299' });
    expect(textOf(html)).toContain('首页设为 450299，而这个区划还没有导入，这里显示的是全国');
    expect(html).not.toContain('data-next');
    expect(html).not.toMatch(/href="[^"]*450299/);
    expect(html).toContain('href="/regions/000000/years/2024"');
    expect(await leadsTo('/regions', { home: '450299' })).toBe('/regions/000000/years/2024');
    expect(await leadsTo('/compliance', { home: '450299' })).toBe('/compliance/000000/2025');
  });

  it('calls no system empty for a region without agencies', async () => {
    const html = await home({ home: '450202' });
    expect(textOf(html)).toContain('城中区的机关名录里没有2025年度应报送的机构');
    expect(html).not.toContain('data-next');
  });

  it('leaves no Chinese word of ours in English', async () => {
    const text = textOf(await home({ home: DISTRICT }, '/?lang=en'));
    expect(text).toContain('Yearly reports on disclosure');
    expect(text.replaceAll(/柳北区|中文/g, '').match(/[\u4e00-\u9fff]+/g)).toBeNull();
  });
});

describe('the doors of the header', () => {
  it.each([
    '/',
    `/regions/${DISTRICT}/years/2024`,
    '/search?q=x',
    '/rules',
    '/nowhere',
    '/regions/999999/years/2024',
  ])('are on %s', async (path) => {
    const html = await (await scene.app.request(path)).text();
    // What stands in sight, before a phone's menu that has them once more.
    const [head = ''] = /<header[\s\S]*?<details class="menu menu-site"/.exec(html) ?? [];
    const [doors = ''] = /<nav class="doors"[\s\S]*?<\/nav>/.exec(head) ?? [];
    const leads = [...doors.matchAll(/href="([^"]+)"/g)].map(([, to]) => to);
    expect(leads).toEqual(['/file', '/compliance', '/regions']);
  });
});

describe('an address that leads nowhere', () => {
  it.each([
    ['/agencies/acepted-ju', '/agencies/accepted-ju', '柳北区公安局'],
    ['/agencies/acepted-ju/years/2024', '/agencies/accepted-ju', '柳北区公安局'],
    ['/regions/530120/years/2024', '/regions/530102', '五华区'],
    ['/compliance/530120/2024', '/compliance/530102', '五华区'],
    ['/compliance/530202/2024', '/compliance/530102', '五华区'],
    ['/complience', '/compliance', '报送情况'],
    ['/serach', '/search', '查找'],
  ])('%s is told what it resembles, and offers a search', async (path, to, name) => {
    const response = await scene.app.request(path);
    expect(response.status).toBe(404);
    const html = await response.text();
    expect(html).toContain(`<a href="${to}">您要找的是不是：${name}</a>`);
    const [main = ''] = /<main[\s\S]*<\/main>/.exec(html) ?? [];
    expect(main).toContain('action="/search"');
  });

  it.each(['/nowhere', '/agencies/quite-another', '/compliance/999999/2024', '/regions/430102/years/2024'])(
    '%s resembles nothing',
    async (path) => {
      const response = await scene.app.request(path);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('您要找的是不是');
    },
  );

  it('of another shape than an id asks for no names, and any answer is kept for a minute', async () => {
    let asked = 0;
    const searchedNames = () => {
      asked++;
      return scene.deps.table.searchedNames();
    };
    const app = createApp({ ...scene.deps, table: { ...scene.deps.table, searchedNames } });
    const lost = ['/nowhere/x1', '/rules/accepted-ju', '/agencies/a/x', `/agencies/${'a'.repeat(41)}`];
    for (const path of lost) {
      const response = await app.request(path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=60');
    }
    expect(asked).toBe(0);
    await app.request('/agencies/acepted-ju');
    expect(asked).toBe(1);
  });

  it('is no markup', async () => {
    for (const path of ['/agencies/"><script>alert(1)</script>/x', '/agencies/%22%3E%3Cscript%3E/x']) {
      const response = await scene.app.request(path);
      expect(response.status).toBe(404);
      const html = await response.text();
      expect(html).not.toMatch(/<script>|value="">/);
    }
  });

  it('is told even where the names can’t be read', async () => {
    const searchedNames = () => Promise.reject(new Error('refused'));
    const app = createApp({ ...scene.deps, table: { ...scene.deps.table, searchedNames } });
    expect((await app.request('/agencies/acepted-ju')).status).toBe(404);
  });
});

describe('an empty system', () => {
  it('tells an operator what to load, step by step', async () => {
    const bare = await aStore(scene.engines, { regions: [], roster: [], now: NOW });
    const nothing = await home(bare);
    expect(textOf(nothing)).toContain('gouji load regions regions.csv');
    expect(textOf(nothing)).toContain('gouji start --data demonstration');
    expect(nothing).not.toContain('class="key-figures"');
    for (const door of ['/regions', '/compliance']) expect(await leadsTo(door, bare)).toBe('/');
    expect(textOf(await home({ ...bare, home: '450200' }))).toContain(
      '首页设为 450200，而这个区划还没有导入',
    );

    const regions = [{ code: '450205', name: '柳北区' }];
    const without = await aStore(scene.engines, { regions, roster: [], now: NOW });
    const text = textOf(await home(without));
    expect(text).toContain('还没有机关名录');
    expect(text).not.toContain('gouji load regions');

    const roster = [anAgency('jyj', '450205')];
    const whole = await aStore(scene.engines, { regions, roster, now: NOW });
    await settle(whole, [{ district: '450205', agencyId: 'jyj', year: 2025 }]);
    const ready = await home(whole);
    expect(ready).not.toContain('data-next');
    expect(textOf(ready)).toContain('0 / 1 已接收');
  });
});
