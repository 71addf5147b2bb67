import type { RosterEntry } from '../../shared/domain/roster/roster-entry.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spellName } from '../../cli/spell-name.ts';
import { findProvince } from '../../shared/domain/basics/region.ts';
import type { Named } from '../../shared/domain/search/name-search.ts';
import { indexAgencies, respellNames } from '../../shared/pipeline/name-index.ts';
import { createApp } from '../../web/app.tsx';
import type { WebTable } from '../../web/ports.ts';
import { searchNames } from '../../web/search/search-view.ts';
import { textOf } from '../support/read-html.ts';
import { HOSTILE_NAME, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
});
afterAll(() => scene.stop());

const page = async (path: string): Promise<string> => {
  const response = await scene.app.request(path);
  expect(response.status).toBe(200);
  return response.text();
};
const namesFound = async (query: string): Promise<string[]> => {
  const answer = (await (
    await scene.app.request(`/api/v1/search?q=${encodeURIComponent(query)}`)
  ).json()) as { results: { name: string }[] };
  return answer.results.map(({ name }) => name);
};

describe('a search', () => {
  it.each([
    ['lzs', '柳州市'],
    ['柳州', '柳州市'],
    ['450205', '柳北区'],
    ['lbqgaj', '柳北区公安局'],
    ['柳北 公安', '柳北区公安局'],
    ['city-ju', '柳州市档案局'],
  ])('for %s has %s first', async (query, name) => {
    expect((await namesFound(query))[0]).toBe(name);
  });

  it('says where each is, what it is, and leads there and to a comparison', async () => {
    const html = await page('/search?q=%E6%9F%B3%E5%8C%97%20%E5%85%AC%E5%AE%89');
    expect(textOf(html)).toContain('柳北区公安局 部门 · 广西壮族自治区 › 柳州市 › 柳北区 比较');
    expect(html).toContain('href="/agencies/accepted-ju"');
    expect(html).toContain('href="/compare?with=accepted-ju"');
  });

  it('finds what was merged away, too', async () => {
    expect(await namesFound('柳北区旅游局')).toEqual(['柳北区旅游局']);
  });

  it('escapes what is asked for and what is found', async () => {
    expect(await page(`/search?q=${encodeURIComponent('"><script>x')}`)).not.toContain('<script>x');
    const html = await page(`/search?q=${encodeURIComponent('恶意')}`);
    expect(html).not.toContain(HOSTILE_NAME);
    expect(textOf(html)).toContain(HOSTILE_NAME);
  });

  it('says that nothing was found; asks nothing where nothing is asked', async () => {
    expect(textOf(await page('/search?q=%E6%A1%82%E6%9E%97'))).toContain('没有找到「桂林」');
    expect(textOf(await page('/search'))).not.toContain('没有找到');
    expect(await namesFound(' ')).toEqual([]);
  });

  it('is in the head of every page, and keeps the language there', async () => {
    const html = await page('/rules?lang=en');
    expect(html).toMatch(/<form class="site-search" method="get" action="\/search" role="search"/);
    expect(html).toContain('<input type="hidden" name="lang" value="en"/>');
  });
});

describe('in a nation', () => {
  const two = (n: number): string => String(n).padStart(2, '0');
  const named = (id: string, text: string, kind = ''): Named => ({
    id,
    kind,
    spellings: [{ text, ...spellName(text) }],
  });
  const letters = '甲乙丙丁戊己庚辛壬癸';
  const regions = [named('000000', '全国')];
  for (let p = 13; p < 43; p++) {
    regions.push(named(`${p}0000`, `${letters[p % 10] ?? ''}${letters[Math.floor(p / 10)] ?? ''}省`));
    for (let c = 1; c <= 10; c++) {
      const city = `${letters[c - 1] ?? ''}${letters[p % 10] ?? ''}${letters[Math.floor(p / 10)] ?? ''}`;
      regions.push(named(`${p}${two(c)}00`, `${city}市`));
      for (let d = 1; d <= 10; d++)
        regions.push(named(`${p}${two(c)}${two(d)}`, `${letters[d - 1] ?? ''}${city}区`));
    }
  }
  const within = new Map<string, { regions: Named[]; agencies: Map<string, Named[]> }>();
  for (const region of regions) {
    const province = findProvince(region.id);
    const names = within.get(province) ?? { regions: [], agencies: new Map<string, Named[]>() };
    within.set(province, names);
    names.regions.push(region);
    names.agencies.set(region.id, [
      named(`gaj-${region.id}`, '公安局', 'department'),
      named(`jyj-${region.id}`, '教育局', 'department'),
    ]);
  }
  const search = (query: string, asked?: number) =>
    searchNames({ searchedNames: () => Promise.resolve([...within.values()]) }, query, asked);

  it('looks for agencies everywhere, and has those of the place that is named first', async () => {
    expect(regions.length).toBeGreaterThan(3000);
    expect(await search('公安局')).toMatchObject({ isMore: true });
    expect((await search('乙甲丁乙区公安局')).hits[0]).toMatchObject({
      kind: 'agency',
      name: '公安局',
      id: 'gaj-130102',
    });
    expect((await search(spellName('乙甲丁乙区公安局').initials)).hits.map(({ id }) => id)).toContain(
      'gaj-130102',
    );
  });

  it('shows twenty, says how many there are, and has the others on further pages', async () => {
    const first = await search('丁乙省 公安局');
    expect(first.hits).toHaveLength(20);
    expect(first).toMatchObject({ isMore: true, page: 1 });
    const pages = Math.ceil(first.total / 20);
    expect(pages).toBeGreaterThan(1);
    const all = await Promise.all(Array.from({ length: pages }, (_, i) => search('丁乙省 公安局', i + 1)));
    const ids = all.flatMap(({ hits }) => hits.map(({ id }) => id));
    expect(new Set(ids).size).toBe(first.total);
    expect(ids).toHaveLength(first.total);
    expect(all.at(-1)).toMatchObject({ isMore: false });
    expect((await search('丁乙省 公安局', 999)).page).toBe(pages);
  });

  it('finds every region', async () => {
    expect((await search('甲丁省')).hits[0]).toMatchObject({ kind: 'region', id: '300000' });
  });
});

describe('a district of more agencies than one item of names holds', () => {
  it('has the last of them on the page and in the API', async () => {
    const { table, now } = scene.store;
    const many = Array.from({ length: 4100 }, (_, i): RosterEntry => ({
      id: `many-${String(i).padStart(4, '0')}`,
      name: `第${String(i).padStart(4, '0')}管理局`,
      kind: 'department',
      district: '530102',
      aliases: [],
      from: 2024,
      predecessors: [],
    }));
    await indexAgencies(table, many, spellName, now());
    const told = textOf(await page('/search?q=管理局'));
    expect(told).toContain('找到 4 100 个：这里是最接近的 20 个，另有 4 080 个');
    expect(await page('/search?q=管理局')).toContain('rel="next"');
    expect(textOf(await page('/search?q=管理局&page=205'))).toContain('第 4 081–4 100 个，共 4 100 个');
    expect((await scene.app.request('/search?q=管理局&page=x')).status).toBe(400);
    const compared = await page('/compare?q=管理局&lang=en');
    expect(textOf(compared)).toContain('and there are 4 080 more.');
    expect(compared).toContain(`<a href="/search?q=${encodeURIComponent('管理局')}&amp;lang=en">See all</a>`);
    expect(await namesFound('第4099管理局')).toEqual(['第4099管理局']);
    expect(await page(`/search?q=${encodeURIComponent('第4099管理局')}`)).toContain('/agencies/many-4099');
  });
});

describe('a page in English', () => {
  it.each([
    ['/search?q=liubei%20gongan&lang=en', 'Liubei Qu Gong’an Ju 柳北区公安局'],
    ['/regions/450205/years/2024?lang=en', 'Liubei Qu 柳北区'],
    ['/regions/450205/years/2024?lang=en', 'Liubei Qu Gong’an Ju 柳北区公安局'],
    ['/regions/450200/years/2024?lang=en', 'Guangxi Zhuangzu Zizhiqu 广西壮族自治区'],
    ['/compliance/450205/2024?lang=en', 'Liubei Qu 柳北区'],
    ['/agencies/accepted-ju/years/2024?lang=en', 'Liubei Qu Gong’an Ju 柳北区公安局'],
    ['/agencies/accepted-ju/years/2024/history?lang=en', 'Liubei Qu Gong’an Ju 柳北区公安局'],
    ['/agencies/accepted-ju?lang=en', 'Liubei Qu Gong’an Ju 柳北区公安局'],
    ['/compare?with=accepted-ju&lang=en', 'Liubei Qu Gong’an Ju 柳北区公安局'],
  ])('%s names %s', async (path, name) => {
    expect(textOf(await page(path))).toContain(name.replaceAll('’', "'"));
    expect(textOf(await page(path.replace('lang=en', 'lang=zh')))).not.toMatch(/Liubei|Guangxi/);
  });

  it('that could not read its names for a moment is another one than with them, and kept nowhere', async () => {
    let fails = true;
    const observed: WebTable['observed'] = (onRead) => {
      const read = scene.deps.table.observed(onRead);
      return {
        ...read,
        searchedNames: async () => {
          // What stands behind the names' head is refused.
          const found = await read.searchedNames();
          if (fails) throw new Error('refused');
          return found;
        },
      };
    };
    const app = createApp({ ...scene.deps, table: { ...scene.deps.table, observed } });
    const path = '/regions/450200/years/2024?lang=en';
    const bare = await app.request(path);
    expect(await bare.text()).not.toContain('Guangxi');
    fails = false;
    expect(await (await app.request(path)).text()).toContain('Guangxi');
    for (const held of [app, scene.app]) {
      const again = await held.request(path, {
        headers: { 'if-none-match': bare.headers.get('etag') ?? '' },
      });
      expect(again.status).toBe(200);
    }
  });

  it('names in Chinese whom nobody has spelled yet', async () => {
    const observed: WebTable['observed'] = (onRead) => {
      const read = scene.deps.table.observed(onRead);
      return {
        ...read,
        searchedNames: async () =>
          (await read.searchedNames()).map((names) => ({ ...names, agencies: new Map() })),
      };
    };
    const app = createApp({ ...scene.deps, table: { ...scene.deps.table, observed } });
    const html = await (await app.request('/regions/450205/years/2024?lang=en')).text();
    expect(html).toMatch(/<a [^>]*>柳北区公安局<\/a>/);
    expect(html).toContain('Guangxi');
  });

  it('has another version once a name is spelled', async () => {
    const tag = async (lang: string) =>
      (await scene.app.request(`/regions/450205/years/2024?lang=${lang}`)).headers.get('etag');
    const before = await Promise.all([tag('en'), tag('zh')]);
    expect(await Promise.all([tag('en'), tag('zh')])).toEqual(before);
    const names = await scene.deps.table.searchedNames();
    expect(names.length).toBeGreaterThan(0);
    await respellNames(scene.store.table, (name) => ({
      initials: '',
      pinyin: name === '柳北区' ? 'Liu Bei' : 'X',
    }));
    const [english, chinese] = await Promise.all([tag('en'), tag('zh')]);
    expect(english).not.toBe(before[0]);
    expect(chinese).toBe(before[1]);
    expect(textOf(await page('/regions/450205/years/2024?lang=en'))).toContain('Liu Bei 柳北区');
  });

  it('does without where names can’t be read', async () => {
    const searchedNames = () => Promise.reject(new Error('refused'));
    const observed: WebTable['observed'] = (onRead) => ({
      ...scene.deps.table.observed(onRead),
      searchedNames,
    });
    const app = createApp({ ...scene.deps, table: { ...scene.deps.table, observed, searchedNames } });
    const response = await app.request('/regions/450205/years/2024?lang=en');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('柳北区');
  });
});
