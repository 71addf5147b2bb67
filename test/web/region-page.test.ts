import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { createApp } from '../../web/app.tsx';
import { readRegionView, type RegionView } from '../../web/region/region-view.ts';
import { TEXTS } from '../../web/texts/texts.ts';
import type { PageContext } from '../../web/site/page-context.ts';
import { PLAIN_VIEW, type RegionChoice } from '../../web/site/region-address.ts';
import type { WebTable } from '../../web/ports.ts';
import { RegionPage } from '../../web/region/region-page.tsx';
import { settle } from '../support/a-store.ts';
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
/** What stands under a key figure's name and its definition. */
function keyFigure(html: string, name: string): string {
  const tiles = [...html.matchAll(/<dt>([\s\S]*?)<details[\s\S]*?<\/dt>([\s\S]*?)<\/div>/g)];
  const found = tiles.find(([, head]) => textOf(head ?? '') === name);
  if (!found)
    throw new Error(`no key figure ${name} among ${tiles.map(([, head]) => textOf(head ?? '')).join()}`);
  return textOf(found[2] ?? '');
}

/** The rows of the table of agencies, not those of the charts' tables. */
const childrenOf = (html: string): string => /id="agencies-heading"[\s\S]*?<\/section>/.exec(html)?.[0] ?? '';

const CITY = '/regions/450200/years/2024';
const PAGE = `/regions/${DISTRICT}/years/2024`;

const CHARTS = [
  'received',
  'outcomes',
  'agencies',
  'reasons-refused',
  'reasons-unavailable',
  'reasons-declined',
  'applicants',
  'disputes',
  'proactive-rules',
  'proactive-normative-documents',
  'proactive-licensing',
  'proactive-penalties',
  'proactive-coercion',
  'proactive',
];

/** The district's view with many agencies, each as the first one is and under a name of its own. */
async function crowdedView(count: number): Promise<RegionView> {
  const view = await readRegionView(scene.deps.table, {
    code: DISTRICT,
    year: 2024,
    now: scene.deps.now(),
    extent: 'facts',
  });
  const [first] = view?.agencies ?? [];
  if (!view || !first) throw new Error('the scene has no agency');
  const agencies = Array.from({ length: count }, (_, i) => ({ ...first, id: `a-${i}`, name: `第${i}局` }));
  return { ...view, agencies };
}
function regionHtml(view: RegionView, choice: RegionChoice): string {
  const page: PageContext = {
    lang: 'zh-CN',
    t: TEXTS['zh-CN'],
    langInAddress: false,
    theme: 'auto',
    themeInAddress: false,
    path: PAGE,
    query: '',
    at: scene.deps.now(),
    asOf: '2026-06-01 12:30',
    past: undefined,
    styles: '',
    charts: '',
    drawing: '',
    check: { file: 'k', imports: [] },
    filing: { file: 'k', imports: [] },
    converter: 'w',
    fresh: '',
    version: undefined,
  };
  return (RegionPage({ page, view, choice }) as unknown as { toString: () => string }).toString();
}

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
      '0 / 1 187 0.0 %',
      '57',
      '未填公布情况',
    ]);
    expect(rowOf(table, '柳北区教育局').slice(1, 3)).toEqual(['已接收', '迟报 1 天']);
    expect(rowOf(table, '柳北区司法局')[1]).toBe('待说明 1 处待说明');
    expect(rowOf(table, '柳北区民政局').slice(1)).toEqual([
      '已退回 2 处错误',
      ...Array.from({ length: 7 }, () => '–'),
    ]);
    expect(rowOf(table, '柳北区审计局')[1]).toBe('未报送 逾期 486 天');
    expect(rowOf(table, '柳北区统计局').slice(1)).toEqual([
      '已接收 零报告\uff08已确认\uff09',
      '按时',
      '0',
      '0',
      '–',
      '–',
      '0',
      '未填公布情况',
    ]);
    expect(rowOf(table, '柳北区水利局').slice(1, 4)).toEqual(['已接收', '按时', '8']);
  });

  it('does not list an agency that was merged away before the year', async () => {
    expect(await get(PAGE)).not.toContain('柳北区旅游局');
    expect(await get(`/regions/${DISTRICT}/years/2022`)).toContain('柳北区旅游局');
  });

  it('adds up the reports in force and leaves the consolidated report out', async () => {
    const html = await get(PAGE);
    const text = textOf(html);
    expect(text).toContain('6 / 10 已接收');
    expect(keyFigure(html, '收到申请')).toBe('1 225 上年结转 40 上年 1 000 +22.5 %');
    expect(keyFigure(html, '结转下年')).toBe('57 上年 40 +17');
    expect(keyFigure(html, '报送率')).toBe('60.0 % 6 / 10 上年 10.0 %');
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
    expect(textOf(html)).toMatch(/含演示数据.名册中 1 个机构用于演示.其数字由程序生成/);
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

  it('has every figure of its charts in a table beside the chart', async () => {
    const html = await get(PAGE);
    const figures = html.match(/<figure class="chart[\s\S]*?<\/figure>/g) ?? [];
    expect(figures.map((figure) => /id="chart-([\w-]+)"/.exec(figure)?.[1])).toEqual(CHARTS);
    for (const figure of figures) {
      expect(figure).toContain('<table>');
      expect(figure).toMatch(/\/tables\/chart-[\w-]+\.csv\?lang=zh/);
      expect(figure).toContain('来源');
    }
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
    expect(textOf(html)).toMatch(/各机关 2\d{3}-01-31 截止，汇总报告 2\d{3}-02-20 截止。/);
    expect(textOf(html)).toContain('2026-01-31');
    expect(html).not.toContain('<dt>');
  });
});

describe('a chart with nothing to show', () => {
  it('says so, has no canvas and offers no picture', async () => {
    const html = await get(PAGE);
    const figure = /<figure[^>]*id="chart-disputes"[\s\S]*?<\/figure>/.exec(html)?.[0] ?? '';
    expect(textOf(figure)).toContain('2024年没有行政复议和行政诉讼。');
    expect(figure).not.toMatch(/<canvas|data-png/);
  });
});

describe('which view of the region', () => {
  it('is in the address: outcomes as shares', async () => {
    const html = await get(`${PAGE}?measure=shares`);
    const figure = /<figure[^>]*id="chart-outcomes"[\s\S]*?<\/figure>/.exec(html)?.[0] ?? '';
    expect(rowOf(figure, '2024')).toEqual([
      '2024',
      '100.0 %',
      '0.0 %',
      '0.0 %',
      '0.0 %',
      '0.0 %',
      '0.0 %',
      '1 208',
      '100.0 %',
    ]);
    expect(figure).toContain(`href="${PAGE}#chart-outcomes"`);
    // Other years and the other language keep it.
    expect(html).toContain(`href="/regions/${DISTRICT}/years/2023?measure=shares"`);
    expect(html).toContain('href="?measure=shares&amp;lang=en"');
  });

  it('is narrowed to a kind of agency, this year and every other', async () => {
    const html = await get('/regions/530102/years/2024?kind=township');
    expect(keyFigure(html, '收到申请')).toBe('7 上年结转 0 上年 5 +2');
    expect(rowsIn(html)[6]).toEqual(['2024', '7', '0', '7']);
    expect(childrenOf(html)).toContain('华山街道');
    expect(childrenOf(html)).not.toContain('五华区文化局');
    expect(html).toContain('/tables/chart-received.csv?lang=zh&amp;kind=township');
    expect(html.split('href="/compliance/530102/2024?kind=township"')).toHaveLength(3);
    expect(textOf(/<h1>[\s\S]*?<\/h1>/.exec(html)?.[0] ?? '')).toMatch(/^五华区 2024年.只计乡镇街道.$/);
    const whole = await get('/regions/530102/years/2024');
    expect(keyFigure(whole, '收到申请')).toBe('16 上年结转 0 上年 5 +11');
    expect(whole).toContain('href="/regions/530102/years/2024?kind=township"');
  });

  it('says that a region has none of the kind, not that it has child regions', async () => {
    const text = textOf(await get(`${PAGE}?kind=township`));
    expect(text).toContain('这里没有乡镇街道');
    expect(text).not.toContain('汇总不分机构类别');
  });

  it('is not narrowed where child regions are added, and says so', async () => {
    const html = await get(`${CITY}?kind=department`);
    expect(textOf(html)).toContain('汇总不分机构类别');
    expect(keyFigure(html, '收到申请')).toMatch(/^1 236 /);
    expect(await get(CITY)).not.toContain('kind=');
  });

  it.each(['kind=village', 'measure=percent', 'bars=some', 'regionsFrom=0', 'agenciesFrom=x'])(
    'is refused where the address asks for what is not there: %s',
    async (query) => {
      const response = await scene.app.request(`${PAGE}?${query}`);
      expect(response.status).toBe(400);
    },
  );
});

describe('a region with more children than a page is long', () => {
  it('shows a hundred, and leads to the others', async () => {
    const view = await crowdedView(250);
    const rows = (from: number): string[] => {
      const html = regionHtml(view, { ...PLAIN_VIEW, agenciesFrom: from });
      return rowsIn(childrenOf(html))
        .slice(1)
        .map(([name]) => name ?? '');
    };
    const all = [1, 101, 201].flatMap(rows);
    expect([1, 101, 201].map((from) => rows(from).length)).toEqual([100, 100, 50]);
    expect(new Set(all).size).toBe(250);
    // A rank behind the last one shows the last page; one within a page shows that page.
    expect([rows(999), rows(150)]).toEqual([rows(201), rows(101)]);
    const html = regionHtml(view, PLAIN_VIEW);
    expect(html).toContain(`href="${PAGE}?agenciesFrom=101#agencies-heading"`);
  });

  it('folds the tail of the chart, with a way to all', async () => {
    const view = await crowdedView(250);
    const labels = (allBars: boolean): string[] => {
      const html = regionHtml(view, { ...PLAIN_VIEW, allBars });
      const figure = /<figure[^>]*id="chart-agencies"[\s\S]*?<\/figure>/.exec(html)?.[0] ?? '';
      return (JSON.parse(/<script[^>]*>([\s\S]*?)<\/script>/.exec(figure)?.[1] ?? '') as { labels: string[] })
        .labels;
    };
    expect([labels(false).length, labels(false).at(-1)]).toEqual([13, '其余 238 个']);
    expect([labels(true).length, labels(true).at(-1)]).toEqual([101, '其余 150 个']);
    expect(regionHtml(view, PLAIN_VIEW)).toContain(`href="${PAGE}?bars=all#chart-agencies"`);
  });
});

describe('the reader’s theme', () => {
  const themeIn = (html: string): string | undefined => /<html[^>]*data-theme="(\w+)"/.exec(html)?.[1];

  it('is the system’s unless chosen, is asked for in the address, kept in links and remembered', async () => {
    expect(themeIn(await get(PAGE))).toBe('auto');
    const response = await scene.app.request(`${PAGE}?theme=dark`);
    const html = await response.text();
    expect([themeIn(html), response.headers.get('set-cookie')]).toEqual([
      'dark',
      expect.stringContaining('theme=dark'),
    ]);
    expect(html).toContain('href="/agencies/missing-ju/years/2024?theme=dark"');
    expect(html).toContain('href="?theme=light"');
    expect(html).toContain('<meta name="color-scheme" content="dark"');
  });

  it('comes from the cookie, and nonsense is no theme', async () => {
    expect(themeIn(await get(PAGE, { cookie: 'theme=light' }))).toBe('light');
    expect(themeIn(await get(`${PAGE}?theme=pink`, { cookie: 'theme="><script>' }))).toBe('auto');
  });
});

describe('a city’s page', () => {
  it('has the regions beside each of its lineage one click away', async () => {
    const html = await get(`/regions/${DISTRICT}/years/2024`);
    const menus = html.match(/<details class="menu" [\s\S]*?<\/details>/g) ?? [];
    expect(menus).toHaveLength(1);
    expect(menus[0]).toContain('与柳北区同级的地区');
    expect([...(menus[0] ?? '').matchAll(/href="([^"]*)"/g)].map(([, address]) => address)).toEqual([
      '/regions/450202/years/2024',
      '/regions/450205/years/2024',
    ]);
  });

  it('costs no third request for them', async () => {
    let requests = 0;
    const { table } = scene.deps;
    const counted: WebTable = {
      ...table,
      observed: (onRead) =>
        table.observed((read) => {
          requests += 1;
          onRead(read);
        }),
    };
    await createApp({ ...scene.deps, table: counted }).request(PAGE);
    expect(requests).toBe(2);
  });

  it('adds up its districts and its own departments', async () => {
    const html = await get(CITY);
    expect(keyFigure(html, '收到申请')).toMatch(/^1 236 /);
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
      '0 / 1 208 0.0 %',
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
    expect(await get(PAGE)).toContain('<html lang="zh-CN"');
  });

  it('is asked for in the address, kept in links and remembered', async () => {
    const response = await scene.app.request(`${PAGE}?lang=en`);
    const html = await response.text();
    expect(html).toContain('<html lang="en"');
    expect(html).toContain('href="/agencies/missing-ju/years/2024?lang=en"');
    expect(response.headers.get('set-cookie')).toContain('lang=en');
    expect(rowOf(childrenOf(html), 'Liubei Qu Shenji Ju 柳北区审计局')[1]).toBe('Missing 486 days overdue');
    expect(rowOf(childrenOf(html), 'Liubei Qu Jiaoyu Ju 柳北区教育局')[2]).toBe('1 day late');
  });

  it('comes from the cookie before the browser’s wish', async () => {
    const html = await get(PAGE, { cookie: 'lang=en', 'accept-language': 'zh-CN' });
    expect(html).toContain('<html lang="en"');
    expect(html).not.toContain('/years/2024?lang=en"');
  });

  it('comes from the browser’s wish, the most wanted first', async () => {
    expect(await get(PAGE, { 'accept-language': 'fr, zh;q=0.3, en-GB;q=0.8' })).toContain('<html lang="en"');
    expect(await get(PAGE, { 'accept-language': 'en;q=0' })).toContain('<html lang="zh-CN"');
  });

  it('leaves no Chinese word of ours in an English page', async () => {
    const html = await get(`${PAGE}?lang=en`);
    const ours = textOf(html)
      .replaceAll(/柳北区\S*|城中区|广西壮族自治区|柳州市|中文|恶意局/g, '')
      .match(/[\u4e00-\u9fff]+/g);
    expect(ours).toBeNull();
  });
});

describe('the front door', () => {
  it('leads to the newest year that has reports, whichever have ended since', async () => {
    const leadsTo = async (path: string) => {
      const response = await scene.app.request(path);
      return [response.status, response.headers.get('location')];
    };
    expect(await leadsTo('/regions')).toEqual([302, '/regions/000000/years/2024']);
    expect(await leadsTo('/regions/530102')).toEqual([302, '/regions/530102/years/2024']);
    const newYear = 'asOf=2024-12-31T16%3A00%3A00.000Z';
    expect(await leadsTo(`/regions?${newYear}`)).toEqual([302, `/regions/000000/years/2023?${newYear}`]);
  });

  it('leads to the last ended year where no report is known', async () => {
    const response = await scene.app.request('/regions/450202');
    expect(response.headers.get('location')).toBe('/regions/450202/years/2025');
  });
});

// Behind all others: what they look at is called as it was.
describe('an agency that was renamed since', () => {
  it('is found by the name that its row shows, and by that of today', async () => {
    const before = (await scene.store.table.rosterOf(['late-ju'])).get('late-ju');
    if (!before) throw new Error('no such agency');
    const { since: _, ...entry } = before;
    await loadRoster(scene.store.table, [{ ...entry, name: '柳北区教体局' }], scene.store.now());
    await settle(scene.store, [{ district: DISTRICT, agencyId: 'late-ju', year: 2024 }]);
    const found = async (name: string) =>
      childrenOf(await get(`${PAGE}?q=${encodeURIComponent(name)}`)).includes('/agencies/late-ju/years/2024');
    expect(await Promise.all(['柳北区教育局', '柳北区教体局', '柳北区民政局'].map(found))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
