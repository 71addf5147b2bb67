import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDownloads } from '../../web/downloads/app.ts';
import { API_PARAMETERS, FILE_PARAMETERS, PAGE_PARAMETERS } from '../../shared/contracts/site-parameters.ts';
import { API_PATH, OPERATIONS } from '../../web/api/operations.ts';
import { textOf } from '../support/read-html.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

const REGION = `/regions/${DISTRICT}/years/2024`;

let scene: WebScene;
let downloads: ReturnType<typeof createDownloads>;
beforeAll(async () => {
  scene = await startWebScene();
  downloads = createDownloads(scene.deps);
});
afterAll(() => scene.stop());

const get = (path: string) => scene.app.request(path);

describe('the parameters of a route', () => {
  it('are those that the OpenAPI document describes', () => {
    const described = OPERATIONS.filter(({ forPrograms }) => !forPrograms).map(({ path, parameters }) => [
      `${API_PATH}${path}`,
      parameters.flatMap(({ name, in: where }) => (where === 'query' ? [name] : [])).sort(),
    ]);
    const known = Object.entries(API_PARAMETERS)
      .filter(([pattern]) => !/\.(csv|html)/.test(pattern))
      .map(([pattern, names]) => [pattern.replace(/:(\w+)/g, '{$1}'), [...names].sort()]);
    expect(Object.fromEntries(known)).toEqual(Object.fromEntries(described));
  });

  it('are known of every route, and of no other', () => {
    const routes = [...scene.app.routes, ...downloads.routes]
      .filter(({ method, path }) => method !== 'ALL' && !/^\/(assets|schemas)\//.test(path))
      .map(({ path }) => path);
    const known = { ...API_PARAMETERS, ...FILE_PARAMETERS, ...PAGE_PARAMETERS };
    expect(Object.keys(known).sort()).toEqual([...new Set(routes)].sort());
  });
});

describe('a parameter that a route does not know', () => {
  it.each([
    [`/api/v1${REGION}?asof=2025-03-01`, 'asof', 'asOf'],
    [`/api/v1${REGION}?as_of=2025-03-01`, 'as_of', 'asOf'],
    [`/api/v1${REGION}?limit=2&after=1.late-ju`, 'after', 'cursor'],
    [`/api/v1${REGION}?Limit=2`, 'Limit', 'limit'],
    [`/api/v1/search?w=x`, 'w', 'lang, q'],
    ['/api/v1/rules?asOf=2025-03-01', 'asOf', 'lang'],
    [`/api/v1${REGION}?from=2023`, 'from', 'asOf, limit'],
    ['/api/v1/validate?strict=1', 'strict', 'lang'],
  ])('%s is refused with what was meant', async (path, field, meant) => {
    const response = await scene.app.request(path, path.includes('validate') ? { method: 'POST' } : {});
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { field: string; detail: string };
    expect(problem.field).toBe(field);
    expect(problem.detail).toContain(meant);
  });

  it.each([
    `${REGION}/tables/children.csv?asof=2025-03-01`,
    '/agencies/accepted-ju/years/2024/form.json?as_of=2025-03-01',
    `/api/v1${REGION}.csv?date=2025-03-01`,
  ])('is refused of the file %s', async (path) => {
    const response = await downloads.request(path);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { detail: string }).detail).toContain('asOf');
  });

  it('is refused of the list of an office as a file', async () => {
    expect((await get(`/compliance/${DISTRICT}/2024.csv?asof=2025-03-01`)).status).toBe(400);
    expect((await get(`/compliance/${DISTRICT}/2024.csv?asOf=2025-03-01`)).status).toBe(200);
  });

  it.each([
    [`${REGION}?asof=2025-03-01`, 'asof', `${REGION}?asOf=2025-03-01`],
    [`${REGION}?as_of=2025-03-01&kind=department`, 'as_of', `${REGION}?kind=department&amp;asOf=2025-03-01`],
    [`/compliance/${DISTRICT}/2024?lists=missing`, 'lists', `/compliance/${DISTRICT}/2024?list=missing`],
    ['/agencies/late-ju?date=2025-01-01', 'date', '/agencies/late-ju?asOf=2025-01-01'],
  ])('is told on the page %s, with the way to what was meant', async (path, name, address) => {
    const html = await (await get(path)).text();
    expect(textOf(html)).toContain(`网址中的“${name}”本页不认识`);
    expect(html).toContain(`href="${address}"`);
    expect(html.includes('这里显示的是现在的情况')).toBe(address.includes('asOf'));
  });

  it('is told on a page that has no past', async () => {
    for (const path of ['/rules?asOf=2025-03-01', '/search?q=x&as_of=2025-03-01'])
      expect(textOf(await (await get(path)).text())).toContain('本页只有现在的情况');
  });

  it('is not lost where an address leads on', async () => {
    const response = await get('/regions?asof=2025-03-01');
    expect(response.headers.get('location')).toBe('/regions/000000/years/2024?asof=2025-03-01');
  });

  it.each(['isappinstalled=0&from=timeline', 'utm_source=x&UTM_medium=y', 'spm=a2.b3', 'colour=blue'])(
    'is passed over on a page where it is a tracker’s or like nothing: %s',
    async (query) => {
      const response = await get(`${REGION}?${query}`);
      expect(response.status).toBe(200);
      expect(await response.text()).not.toContain('网址中的');
    },
  );

  it.each(['isappinstalled=0', 'utm_source=x', 'spm=a2.b3'])(
    'is passed over of the API, too: %s',
    async (query) => {
      expect((await get(`/api/v1${REGION}?${query}`)).status).toBe(200);
    },
  );
});

describe('an address that leaves something out', () => {
  it.each([
    ['/compliance/450205', '/compliance/450205/2025'],
    ['/compliance/450205?asOf=2024-06-01', '/compliance/450205/2023?asOf=2024-06-01'],
    ['/compliance', '/compliance/000000/2025'],
    ['/regions', '/regions/000000/years/2024'],
    ['/regions/450205/years', '/regions/450205/years/2024'],
    ['/agencies/late-ju/years', '/agencies/late-ju'],
    [`${REGION}/?kind=department`, `${REGION}?kind=department`],
    ['/rules/', '/rules'],
    ['/api/v1/health/', '/api/v1/health'],
    ['//evil.example/', '/evil.example'],
  ])('%s leads to %s', async (path, to) => {
    const response = await scene.app.request(`http://localhost${path}`);
    expect([301, 302]).toContain(response.status);
    expect(response.headers.get('location')).toBe(to);
  });
});

describe('a range of years', () => {
  it.each(['2019-06-01', '0001-01-01'])('is not told where it makes no sense: %s', async (day) => {
    for (const path of [REGION, `/api/v1${REGION}`]) {
      const response = await get(`${path}?asOf=${day}`);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toMatch(/2018|-1 年|to -1|2019 (?:至|to)/);
    }
    const series = await get(`/api/v1/regions/${DISTRICT}/series?asOf=${day}`);
    expect([series.status, await series.json()]).toMatchObject([200, { years: [] }]);
  });
});
