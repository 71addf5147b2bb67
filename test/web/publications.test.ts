import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  agencyYearSchema,
  publicationsSchema,
  regionYearSchema,
} from '../../shared/contracts/api/api-answers.ts';
import { makePublicationKey } from '../../shared/contracts/bucket/object-keys.ts';
import { receivePublication } from '../../shared/pipeline/receive-publication.ts';
import { settle } from '../support/a-store.ts';
import { rowOf, rowsIn, textOf } from '../support/read-html.ts';
import { DISTRICT, HOSTILE_NAME, startWebScene, type WebScene } from '../support/web-scene.ts';

const YEAR = 2024;
const COLLECTIVE = `/regions/${DISTRICT}/years/${YEAR}/publications`;
let scene: WebScene;

async function record(agencyId: string, document: object): Promise<void> {
  const place = { district: DISTRICT, agencyId, year: YEAR };
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const { versionId } = await scene.store.bucket.putPublication(place, bytes);
  await receivePublication(scene.store, {
    key: makePublicationKey(place),
    versionId,
    sequencer: String(versionId),
  });
  await settle(scene.store, [place]);
}

beforeAll(async () => {
  scene = await startWebScene();
  await record('accepted-ju', {
    publishedOn: '2025-01-24',
    sourceUrl: 'https://www.liubei.example.gov.cn/zwgk/1.html?a=1&b="2"',
  });
  await record('late-ju', { publishedOn: '2025-02-03' });
});
afterAll(() => scene.stop());

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await scene.app.request(path, { headers });
  expect(response.status, path).toBe(200);
  return response;
};
const htmlOf = async (path: string) => (await get(path)).text();

describe('an agency’s page', () => {
  it('says where and when it was published, and that it was in time', async () => {
    const html = await htmlOf(`/agencies/accepted-ju/years/${YEAR}?lang=zh`);
    const line = /<p class="facts published">.*?<\/p>/s.exec(html)?.[0] ?? '';
    expect(textOf(line)).toContain('www.liubei.example.gov.cn · 公布于 2025-01-24 · 已按时公布');
    expect(line).toContain('href="https://www.liubei.example.gov.cn/zwgk/1.html?a=1&amp;b=&quot;2&quot;"');
    expect(line).toMatch(/<a [^>]*rel="[^"]*noopener/);
  });

  it('counts the days after the deadline, in both languages', async () => {
    expect(await htmlOf(`/agencies/late-ju/years/${YEAR}?lang=zh`)).toContain('逾期公布 3 天');
    expect(await htmlOf(`/agencies/late-ju/years/${YEAR}?lang=en`)).toContain('Published late by 3 days');
  });

  it('says so where nothing is stated, and nothing where there is no report', async () => {
    expect(await htmlOf(`/agencies/nil-ju/years/${YEAR}?lang=zh`)).toContain('未填公布情况');
    expect(await htmlOf(`/agencies/missing-ju/years/${YEAR}?lang=zh`)).not.toContain('公布情况');
  });
});

describe('lists', () => {
  it('of a region and of compliance tell each agency’s state', async () => {
    for (const path of [`/regions/${DISTRICT}/years/${YEAR}`, `/compliance/${DISTRICT}/${YEAR}`]) {
      const html = await htmlOf(`${path}?lang=zh`);
      // The charts have rows of the same name.
      const row = (name: string) =>
        rowsIn(html)
          .filter(([first]) => first?.startsWith(name))
          .flat()
          .join(' ');
      expect(row('柳北区公安局'), path).toContain('已按时公布');
      expect(row('柳北区教育局'), path).toContain('逾期公布 3 天');
      expect(row('柳北区审计局'), path).not.toContain('公布情况');
    }
  });

  it('are the same in files', async () => {
    const csv = await htmlOf(`/compliance/${DISTRICT}/${YEAR}.csv?lang=zh`);
    const [head = '', ...lines] = csv.split('\r\n');
    expect(head).toContain('公布日期,公布情况,公布逾期天数,公布网址检查');
    expect(lines.find((line) => line.includes('late-ju'))).toContain('2025-02-03,逾期公布,3,');
  });
});

describe('the API', () => {
  it('tells an agency’s publication, and those of a region’s children', async () => {
    const agency = agencyYearSchema.parse(
      await (await get(`/api/v1/agencies/accepted-ju/years/${YEAR}`)).json(),
    );
    expect(agency.publication).toEqual({
      state: 'on-time',
      late: 0,
      publishedOn: '2025-01-24',
      sourceUrl: 'https://www.liubei.example.gov.cn/zwgk/1.html?a=1&b="2"',
      check: null,
    });
    const region = regionYearSchema.parse(
      await (await get(`/api/v1/regions/${DISTRICT}/years/${YEAR}`)).json(),
    );
    const published = region.children.map((child) =>
      'publication' in child ? child.publication : undefined,
    );
    expect(published).toContainEqual({ state: 'late', late: 3, publishedOn: '2025-02-03', source: null });
    expect(published).toContainEqual(null);
  });

  it('holds what was recorded by an instant, and no more', async () => {
    const then = await (await get(`/api/v1/agencies/accepted-ju/years/${YEAR}?asOf=2025-02-01`)).json();
    expect(then).toMatchObject({ publication: { state: 'not-stated', publishedOn: null } });
  });
});

describe('the collective publication', () => {
  it('lists every agency with title, day, address and state', async () => {
    const html = await htmlOf(`${COLLECTIVE}?lang=zh`);
    expect(rowOf(html, '柳北区公安局').slice(1)).toEqual([
      '柳北区公安局2024年政府信息公开工作年度报告',
      '2025-01-24',
      'www.liubei.example.gov.cn',
      '已按时公布',
    ]);
    expect(textOf(html)).toContain('已按时公布 1 份，逾期公布 1 份');
  });

  it('is JSON for the portal, cached and open to other sites, with a version', async () => {
    const response = await get(`/api/v1${COLLECTIVE}`, { origin: 'https://www.liubei.example.gov.cn' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toMatch(/s-maxage=\d+/);
    const tag = response.headers.get('etag') ?? '';
    const { counts, publications } = publicationsSchema.parse(await response.json());
    expect(counts).toMatchObject({ onTime: 1, late: 1 });
    expect(publications[0]).toMatchObject({ id: 'whole-qu', state: 'not-stated' });
    expect(publications.find(({ id }) => id === 'accepted-ju')).toMatchObject({
      title: '柳北区公安局2024年政府信息公开工作年度报告',
      publishedOn: '2025-01-24',
      state: 'on-time',
    });
    const again = await scene.app.request(`/api/v1${COLLECTIVE}`, { headers: { 'if-none-match': tag } });
    expect(again.status).toBe(304);
  });

  it('is a fragment without script, style or an address of this site, and escaped', async () => {
    const response = await get(`/api/v1${COLLECTIVE}.html?lang=zh`, { origin: 'https://elsewhere.example' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('content-type')).toBe('text/html; charset=UTF-8');
    const html = await response.text();
    expect(html).toMatch(/^<section class="gouji-publications" lang="zh-CN">/);
    expect(html).not.toMatch(/<(script|style|link|img|iframe)|\son\w+=|style=/i);
    expect(textOf(html)).toContain(HOSTILE_NAME);
    const [made, filed] = ['柳北区公安局', '柳北区教育局'].map((name) =>
      rowsIn(html).find(([first]) => first?.startsWith(name)),
    );
    expect(made?.[0]).toBe('柳北区公安局 (演示数据)');
    expect(filed?.[0]).toBe('柳北区教育局');
    const addresses = [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address ?? '');
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.every((address) => /^https?:\/\//.test(address))).toBe(true);
    expect(await htmlOf(`/api/v1${COLLECTIVE}.html?lang=en`)).toContain('Published in time');
  });

  it('is not there for a region that is not on record', async () => {
    expect((await scene.app.request(`/regions/990000/years/${YEAR}/publications`)).status).toBe(404);
  });
});
