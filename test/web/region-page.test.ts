import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowOf, rowsIn, textOf } from '../support/read-html.ts';
import { DISTRICT, HOSTILE_NAME, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
});
afterAll(() => scene.stop());

async function get(path: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await scene.app.request(path, { headers });
  expect(response.status).toBe(200);
  return response.text();
}
/** The rows of the table of agencies, not those of the charts' tables. */
const childrenOf = (html: string): string => html.slice(html.indexOf('id="agencies-heading"'));

const CITY = '/regions/450200/years/2024';
const PAGE = `/regions/${DISTRICT}/years/2024`;

describe('a district’s page', () => {
  it('says each agency’s state in words, with what the state is about', async () => {
    const table = childrenOf(await get(PAGE));
    expect(rowOf(table, '柳北区公安局')).toEqual([
      '柳北区公安局 演示数据',
      '已接收',
      '按时',
      '1 204',
      '1 187',
      '1 187 / 1 187 100.0 %',
      '57',
    ]);
    expect(rowOf(table, '柳北区教育局').slice(1, 3)).toEqual(['已接收', '迟报 1 天']);
    expect(rowOf(table, '柳北区司法局')[1]).toBe('待说明 1 处待说明');
    expect(rowOf(table, '柳北区民政局').slice(1)).toEqual(['已退回 2 处错误', '–', '–', '–', '–', '–']);
    expect(rowOf(table, '柳北区审计局')[1]).toBe('未报送 逾期 486 天');
    expect(rowOf(table, '柳北区统计局').slice(1)).toEqual([
      '已接收 零报告\uff08已确认\uff09',
      '按时',
      '0',
      '0',
      '–',
      '0',
    ]);
    expect(rowOf(table, '柳北区水利局').slice(1, 4)).toEqual(['已接收', '按时', '8']);
  });

  it('does not list an agency that was merged away before the year', async () => {
    expect(await get(PAGE)).not.toContain('柳北区旅游局');
    expect(await get(`/regions/${DISTRICT}/years/2022`)).toContain('柳北区旅游局');
  });

  it('adds up the reports in force and leaves the consolidated report out', async () => {
    const text = textOf(await get(PAGE));
    expect(text).toContain('6 / 10 已接收');
    expect(text).toContain('收到申请 1 225 上年 1 000 +22.5 %');
    expect(text).toContain('结转下年 57 上年 40 +17');
    expect(text).toContain('报送率 60.0 % 6 / 10');
    expect(text).toMatch(
      /2024年收到 1 225 件申请.比上年多 22.5 %.办结 1 208 件.其中 100.0 % 予以公开或部分公开/,
    );
  });

  it('shows the consolidated report beside the total', async () => {
    const html = await get(PAGE);
    const part = html.slice(html.indexOf('consolidated-heading'));
    expect(rowOf(part, '收到')).toEqual(['收到', '1 300', '1 225', '+75']);
    expect(rowOf(part, '结转下年')).toEqual(['结转下年', '1', '57', '−56']);
    expect(textOf(part)).toContain('还有 4 个机构没有已接收的报告');
  });

  it('tells demonstration data and published figures apart from what was filed', async () => {
    const html = await get(PAGE);
    expect(textOf(html)).toMatch(/含演示数据.1 个机构的数字由程序生成/);
    expect(textOf(html)).toContain('另有 1 个机构的数字来自已公布的报告');
    expect(rowOf(childrenOf(html), '柳北区教育局')[0]).toBe('柳北区教育局');
  });

  it('escapes a hostile name in the table and in the charts’ JSON', async () => {
    const html = await get(PAGE);
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;恶意局');
    const blocks = [...html.matchAll(/<script type="application\/json">([\s\S]*?)<\/script>/g)];
    const names = blocks.flatMap(([, json]) => JSON.parse(json ?? '').labels as string[]);
    expect(names).toContain(HOSTILE_NAME);
  });

  it('leads to every agency and to every year', async () => {
    const html = await get(PAGE);
    expect(html).toContain('href="/agencies/missing-ju/years/2024"');
    for (const year of [2019, 2020, 2021, 2022, 2023, 2025])
      expect(html).toContain(`href="/regions/${DISTRICT}/years/${year}"`);
    expect(html).toContain(`href="${PAGE}" aria-current="page"`);
  });

  it('has every figure of its charts in tables that stand open', async () => {
    const html = await get(PAGE);
    expect(html.match(/<details open/g)?.length).toBe(html.match(/<canvas/g)?.length);
    const [head, ...years] = rowsIn(html);
    expect(head).toEqual(['年度', '本年新收', '上年结转', '合计']);
    expect(years.slice(0, 7)).toEqual([
      ['2019', '–', '–', '–'],
      ['2020', '3', '0', '3'],
      ['2021', '–', '–', '–'],
      ['2022', '–', '–', '–'],
      ['2023', '1 000', '0', '1 000'],
      ['2024', '1 225', '40', '1 265'],
      ['2025', '–', '–', '–'],
    ]);
  });

  it('says that no report has come yet, and when they are due, where none has', async () => {
    const html = await get(`/regions/${DISTRICT}/years/2025`);
    expect(textOf(html)).toMatch(/还没有报告 本年应有 10 个机构报送/);
    expect(textOf(html)).toContain('2026-01-31');
    expect(html).not.toContain('<dt>');
  });
});

describe('a city’s page', () => {
  it('adds up its districts and its own departments', async () => {
    const html = await get(CITY);
    expect(textOf(html)).toContain('收到申请 1 236');
    const regions = html.slice(html.indexOf('id="regions-heading"'));
    expect(rowOf(regions, '柳北区')).toEqual([
      '柳北区 演示数据',
      '6 / 10',
      '1',
      '3',
      '1',
      '1',
      '1 225',
      '1 208',
      '1 208 / 1 208 100.0 %',
      '57',
    ]);
    expect(rowOf(regions, '柳州市档案局')[3]).toBe('11');
  });

  it('has a crumb for each region above it', async () => {
    const html = await get(CITY);
    expect(html).toContain('href="/regions/000000/years/2024"');
    expect(html).toContain('href="/regions/450000/years/2024"');
  });
});

describe('the reader’s language', () => {
  it('is Chinese unless asked otherwise', async () => {
    expect(await get(PAGE)).toContain('<html lang="zh-CN">');
  });

  it('is asked for in the address, kept in links and remembered', async () => {
    const response = await scene.app.request(`${PAGE}?lang=en`);
    const html = await response.text();
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('href="/agencies/missing-ju/years/2024?lang=en"');
    expect(response.headers.get('set-cookie')).toContain('lang=en');
    expect(rowOf(childrenOf(html), '柳北区审计局')[1]).toBe('Missing 486 days overdue');
    expect(rowOf(childrenOf(html), '柳北区教育局')[2]).toBe('1 day late');
  });

  it('comes from the cookie before the browser’s wish', async () => {
    const html = await get(PAGE, { cookie: 'lang=en', 'accept-language': 'zh-CN' });
    expect(html).toContain('<html lang="en">');
    expect(html).not.toContain('/years/2024?lang=en"');
  });

  it('comes from the browser’s wish, the most wanted first', async () => {
    expect(await get(PAGE, { 'accept-language': 'fr, zh;q=0.3, en-GB;q=0.8' })).toContain('<html lang="en">');
    expect(await get(PAGE, { 'accept-language': 'en;q=0' })).toContain('<html lang="zh-CN">');
  });

  it('leaves no Chinese word of ours in an English page', async () => {
    const html = await get(`${PAGE}?lang=en`);
    const ours = textOf(html)
      .replaceAll(/柳北区\S*|广西壮族自治区|柳州市|中文|恶意局/g, '')
      .match(/[\u4e00-\u9fff]+/g);
    expect(ours).toBeNull();
  });
});

describe('the front door', () => {
  it('leads to the nation’s last ended year', async () => {
    const response = await scene.app.request('/');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/regions/000000/years/2025']);
  });
});
