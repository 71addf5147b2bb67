import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { loadRoster } from '../../shared/pipeline/load-roster.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { settle } from '../support/a-store.ts';
import { DISTRICT, NOW, startWebScene, type WebScene } from '../support/web-scene.ts';

/** Five minutes before the late report came. */
const BEFORE_LATE = '2025-02-01T00:00+08:00';
const ONE_RECEIVED = '2025-01-31T16:05:00Z';
const AFTER_ALL = '2025-06-01T00:00+08:00';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
});
afterAll(() => scene.stop());

const at = (path: string, instant: string): string => {
  const separator = path.includes('?') ? '&' : '?';
  return `${path}${separator}asOf=${encodeURIComponent(instant)}`;
};
const get = (path: string) => scene.app.request(path);
async function text(path: string): Promise<string> {
  const response = await get(path);
  expect(response.status, path).toBe(200);
  return response.text();
}
const json = async <T>(path: string): Promise<T> => JSON.parse(await text(path)) as T;

interface RegionAnswer {
  readonly asOf?: string;
  readonly reports: Record<string, number>;
  readonly children: readonly { readonly id: string; readonly name: string; readonly state: string }[];
}
interface AgencyAnswer {
  readonly state: string;
  readonly late: number;
  readonly asOf?: string;
  readonly submissions: readonly { readonly outcome: string }[];
}

const REGION = `/regions/${DISTRICT}/years/2024`;
const CITY = '/regions/450200/years/2024';
const AGENCY = '/agencies/late-ju/years/2024';
const stateOf = ({ children }: RegionAnswer, id: string) => children.find((child) => child.id === id)?.state;

describe('an answer as of an instant', () => {
  it('has what was received by then, to the instant, and says of when it is', async () => {
    const before = await json<RegionAnswer>(at(`/api/v1${REGION}`, BEFORE_LATE));
    expect(before.asOf).toBe('2025-01-31T16:00:00.000Z');
    expect([stateOf(before, 'late-ju'), before.reports['late'], before.reports['accepted']]).toEqual([
      'missing',
      0,
      5,
    ]);
    const then = await json<RegionAnswer>(at(`/api/v1${REGION}`, ONE_RECEIVED));
    expect([stateOf(then, 'late-ju'), then.reports['late'], then.reports['accepted']]).toEqual([
      'accepted',
      1,
      6,
    ]);
  });

  it('is that of now where nothing came since, but for the instant', async () => {
    for (const path of [REGION, AGENCY, '/agencies/whole-qu/years/2024']) {
      const { asOf, ...then } = await json<RegionAnswer>(at(`/api/v1${path}`, AFTER_ALL));
      expect(asOf).toBe('2025-05-31T16:00:00.000Z');
      expect(then).toEqual(await json<RegionAnswer>(`/api/v1${path}`));
    }
    expect(await json<RegionAnswer>(`/api/v1${REGION}`)).not.toHaveProperty('asOf');
    const { asOf, ...city } = await json<RegionAnswer>(at(`/api/v1${CITY}`, '2025-05-31'));
    expect(asOf).toBe('2025-05-31T15:59:59.999Z');
    expect(city).toEqual(await json<RegionAnswer>(`/api/v1${CITY}`));
  });

  it('has the submissions of an agency that had come by then', async () => {
    const path = '/api/v1/agencies/corrected-ju/years/2024';
    const one = await json<AgencyAnswer>(at(path, '2025-03-01T01:59:59.999Z'));
    expect(one.submissions.map(({ outcome }) => outcome)).toEqual(['accepted']);
    const both = await json<AgencyAnswer>(at(path, '2025-03-01T02:00:00Z'));
    expect(both.submissions.map(({ outcome }) => outcome)).toEqual(['returned', 'accepted']);
    const none = await json<AgencyAnswer>(at(path, '2025-01-10T00:00:00Z'));
    expect([none.state, none.submissions]).toEqual(['missing', []]);
  });

  it('sums up every year of the series as it stood, and knows only years that had ended', async () => {
    const path = `/api/v1/regions/450200/series`;
    const { years } = await json<{ years: { year: number; reports: Record<string, number> }[] }>(
      at(path, '2024-06-01'),
    );
    expect(years.at(-1)).toMatchObject({ year: 2023, reports: { accepted: 1 } });
    expect((await get(at(`/api/v1${REGION}`, '2024-12-31T15:59:59Z'))).status).toBe(404);
    expect((await get(at(`/api/v1${REGION}`, '2024-12-31T16:00:00Z'))).status).toBe(200);
  });
});

describe('the instant', () => {
  it.each([
    'yesterday',
    '',
    '2025-03-01T00:00',
    '2025-03-01 00:00+08:00',
    '2025-02-29T00:00Z',
    '2025-03-01T00:00 8:00',
  ])('%j is refused with the form that it must have', async (instant) => {
    const response = await get(at(`/api/v1${REGION}`, instant));
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { field: string; detail: string };
    expect(problem.field).toBe('asOf');
    expect(problem.detail).toContain('2025-03-01T00:00+08:00');
    expect((await get(at(AGENCY, instant))).status).toBe(400);
  });

  it.each([
    ['2025-03-01', '2025-03-01T15:59:59.999Z'],
    ['2025-03-01t08:00:00z', '2025-03-01T08:00:00.000Z'],
    ['2025-03-01T08:00:00.123456789Z', '2025-03-01T08:00:00.123Z'],
    ['2025-03-01T08:00:00.5-03:30', '2025-03-01T11:30:00.500Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.999Z'],
    ['2025-01-01T07:59:60.5 08:00', '2024-12-31T23:59:59.999Z'],
  ])('may be %s', async (instant, means) => {
    const response = await get(at(`/api/v1/regions/${DISTRICT}/series`, instant));
    expect([response.status, await response.json()]).toMatchObject([200, { asOf: means }]);
  });

  it.each(['2025-03-01T08:00:60Z', '2025-03-01T08:00:00.Z', '2025-03-01z', '2025-3-1'])(
    'is no %s',
    async (instant) => {
      expect((await get(at(`/api/v1${REGION}`, instant))).status).toBe(400);
    },
  );

  it('may be a day on every page, which stays a day in links; today is now', async () => {
    for (const path of [REGION, AGENCY, '/agencies/late-ju', `${AGENCY}/history`, '/compare?with=450205']) {
      const html = await text(at(path, '2025-02-01'));
      expect(html).toContain('asOf=2025-02-01"');
      expect(html).not.toContain('T15:59:59.999Z');
    }
    expect(await text(at(REGION, '2026-06-01'))).not.toContain('查看现在的情况');
    expect((await get(at(REGION, '2026-06-02'))).status).toBe(400);
  });

  it('in the future is refused with just that; now is not', async () => {
    const response = await get(at(`/api/v1${REGION}`, '2026-06-01T04:30:00.001Z'));
    expect(response.status).toBe(400);
    expect(((await response.json()) as { detail: string }).detail).toContain('future');
    expect((await get(at(`/api/v1${REGION}`, NOW))).status).toBe(200);
  });

  it('may be a leap day, and its plus sign may arrive as a space', async () => {
    const path = `/api/v1/regions/${DISTRICT}/years/2023?asOf=2024-02-29T00:00`;
    for (const zone of ['+08:00', ' 08:00', '%2B08:00', '%2b08:00'])
      expect((await json<RegionAnswer>(`${path}${zone}`)).asOf).toBe('2024-02-28T16:00:00.000Z');
  });
});

describe('an instant within a day', () => {
  const EVENING = '2025-02-01T18:00+08:00';
  const MIDNIGHT = '2025-02-01T00:00+08:00';
  const led = async (path: string, app: Pick<typeof scene.app, 'request'> = scene.app) => {
    const response = await app.request(path);
    return [response.status, decodeURIComponent(response.headers.get('location') ?? '')];
  };

  it('leads to the end of its day where other regions lie below, and answers say so', async () => {
    for (const path of [
      `/api/v1${CITY}`,
      '/api/v1/regions/450200/series',
      '/api/v1/regions/000000/years/2024',
      '/api/v1/compliance/450200/2024',
      '/compliance/450200/2024.csv',
    ])
      expect(await led(at(path, EVENING)), path).toEqual([307, `${path}?asOf=2025-02-01`]);
    for (const path of [CITY, '/compliance/450200/2024', `${CITY}/draft`])
      expect(await led(at(path, EVENING)), path).toEqual([
        307,
        `${path}?asOf=2025-02-01&instant=2025-02-01T10:00Z`,
      ]);
    const compared = '/compare?with=450200';
    expect(await led(at(compared, EVENING))).toEqual([
      307,
      `${compared}&asOf=2025-02-01&instant=2025-02-01T10:00Z`,
    ]);
    const problem = (await (await get(at(`/api/v1${CITY}`, EVENING))).json()) as { detail: string };
    expect(problem.detail).toContain('see the end of 2025-02-01');
  });

  it('leads files there, too', async () => {
    const downloads = createDownloads(scene.deps);
    for (const path of [`${CITY}/tables/regions.csv`, `${CITY}/consolidated.docx`, `/api/v1${CITY}.csv`])
      expect(await led(at(path, EVENING), downloads), path).toEqual([307, `${path}?asOf=2025-02-01`]);
    expect((await led(at(`/api/v1${REGION}.csv`, EVENING), downloads))[0]).toBe(200);
  });

  it('that ends a day is of that day', async () => {
    expect(await led(at(`/api/v1${CITY}`, MIDNIGHT))).toEqual([307, `/api/v1${CITY}?asOf=2025-01-31`]);
  });

  it('is answered as it is of a district, its agencies and reports about it, and so is the end of a day of a city', async () => {
    for (const path of [REGION, AGENCY, '/agencies/whole-qu/years/2024', `/compliance/${DISTRICT}/2024`])
      expect((await led(at(`/api/v1${path}`, EVENING)))[0], path).toBe(200);
    const { asOf } = await json<RegionAnswer>(at(`/api/v1${CITY}`, '2025-02-01T15:59:59.999Z'));
    expect(asOf).toBe('2025-02-01T15:59:59.999Z');
  });

  it('is named by the page of its day, and not by the links there', async () => {
    const [, location = ''] = await led(at(`${CITY}?lang=en`, EVENING));
    const html = await text(String(location));
    expect(html).toContain('The address asks for 2025-02-01 18:00 (China time)');
    expect(html).toContain('This is how things stood at 2025-02-01 23:59');
    expect(html).not.toMatch(/href="[^"]*instant=/);
    expect(await text(at(CITY, '2025-02-01'))).not.toContain('网址要的是');
  });

  it('of today leads to now', async () => {
    const [, location = ''] = await led(at(CITY, '2026-06-01T01:00:00Z'));
    expect(location).toBe(`${CITY}?asOf=2026-06-01&instant=2026-06-01T01:00Z`);
    expect(await text(String(location))).toContain('当日未过的是现在的');
  });
});

describe('how long an answer may be kept', () => {
  const caching = async (path: string) => (await get(path)).headers.get('cache-control');

  const ASKED_ALWAYS = 'public, max-age=0, s-maxage=5';
  const CLOSED = 'public, max-age=0, s-maxage=300';

  it('is a day where the instant is a day ago, and hardly any time where uploads may still be in the queue', async () => {
    for (const path of [REGION, AGENCY, `/regions/${DISTRICT}/series`]) {
      expect(await caching(at(`/api/v1${path}`, '2026-05-31T04:30:00Z'))).toBe('public, max-age=86400');
      expect(await caching(at(`/api/v1${path}`, '2026-05-31T04:30:00.001Z'))).toBe(ASKED_ALWAYS);
    }
    expect(await caching(at(REGION, AFTER_ALL))).toBe(CLOSED);
  });

  it('by a content network is longer once the season of a year is over', async () => {
    for (const prefix of ['', '/api/v1']) {
      expect(await caching(`${prefix}/regions/${DISTRICT}/years/2023`)).toBe(CLOSED);
      expect(await caching(`${prefix}/regions/${DISTRICT}/years/2025`)).toBe(ASKED_ALWAYS);
    }
    expect(await caching(`/api/v1/regions/${DISTRICT}/series`)).toBe(ASKED_ALWAYS);
  });

  it('is never long for an agency’s own year, its history and its receipts: past years are corrected, too', async () => {
    const year = '/agencies/corrected-ju/years/2024';
    const { submissions } = await json<{ submissions: { submissionId: string }[] }>(`/api/v1${year}`);
    const receipt = `${year}/submissions/${submissions[0]?.submissionId}`;
    for (const path of ['/agencies/corrected-ju', year, `${year}/history`, receipt])
      expect({ path, caching: await caching(path) }).toEqual({ path, caching: ASKED_ALWAYS });
    for (const path of [year, `${year}/diff`, receipt])
      expect({ path, caching: await caching(`/api/v1${path}`) }).toEqual({ path, caching: ASKED_ALWAYS });
  });
});

describe('a page of the past', () => {
  const pages = [REGION, AGENCY, '/agencies/late-ju'];

  it.each(pages)('%s says so, leads to now, and keeps the instant in its links', async (path) => {
    const html = await text(at(path, BEFORE_LATE));
    expect(html).toContain('截至 2025-02-01 00:00\uff08北京时间\uff09的情况');
    expect(html).toContain(`<a href="${path}">查看现在的情况</a>`);
    const links = [...html.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href ?? '');
    const inside = links.filter((href) => /^(\/regions|\/agencies|\/api\/|\?)/.test(href) && href !== path);
    expect(inside.length).toBeGreaterThan(5);
    // Where information is to be had is told as it is now alone.
    const past = inside.filter((href) => !href.endsWith('/disclosure'));
    for (const href of past) expect(href).toContain('asOf=2025-01-31T16:00Z');
    expect(links).toContain('/rules');
    expect(links).toContain('/check');
  });

  it.each(pages)('%s as it is now says nothing of the past', async (path) => {
    const html = await text(path);
    expect(html).not.toContain('查看现在的情况');
    // Whoever quotes it links to what is quoted, and a form chooses another day.
    expect(html.replaceAll(/<p class="quoted".*?<\/p>/gs, '')).not.toContain('asOf=');
  });

  it('shows a submission of then, and none that came later', async () => {
    const path = '/agencies/corrected-ju/years/2024';
    const html = await text(at(path, AFTER_ALL));
    const versions = [...html.matchAll(/ href="([^"]*\/submissions\/[^"?/]*)\?/g)].map(
      ([, href]) => href ?? '',
    );
    const statuses = await Promise.all(
      [...new Set(versions)].map(async (href) => (await get(at(href, '2025-02-01T00:00Z'))).status),
    );
    expect(statuses.sort()).toEqual([200, 404]);
  });

  it('keeps the language and the instant together', async () => {
    const html = await text(at(`${REGION}?lang=en`, BEFORE_LATE));
    expect(html).toContain('This is how things stood at 2025-02-01 00:00');
    expect(html).toContain('/agencies/late-ju/years/2024?lang=en&amp;asOf=2025-01-31T16:00Z');
    expect(html).toContain('href="?lang=zh&amp;asOf=2025-01-31T16:00Z"');
  });

  it('leads from the front door to the year that had ended then', async () => {
    const response = await get(at('/regions', '2024-06-01T00:00:00Z'));
    expect(response.headers.get('location')).toBe('/regions/000000/years/2023?asOf=2024-06-01T00%3A00%3A00Z');
  });
});

describe('the past', () => {
  const instant = '2025-03-05T00:00:00Z';
  const day = '2025-03-04';
  const answers = () =>
    Promise.all(
      [
        `/api/v1${REGION}`,
        `/api/v1${CITY}`,
        '/api/v1/regions/450200/series',
        `/api/v1/regions/${DISTRICT}/years/2023`,
        ...['late', 'missing', 'flagged', 'returned', 'corrected', 'accepted', 'nil'].flatMap((name) => [
          `/api/v1/agencies/${name}-ju/years/2024`,
          `/agencies/${name}-ju/years/2024`,
        ]),
        '/api/v1/agencies/whole-qu/years/2024',
        REGION,
      ].map((path) => text(at(path, path.includes('450200') ? day : instant))),
    );
  const loaded = async (id: string, more: object, when: string) => {
    const { since: _since, ...entry } = (await scene.store.table.roster(id))!;
    await loadRoster(scene.store.table, [{ ...entry, ...more }], parsed(when));
    await settle(scene.store, [{ district: DISTRICT, agencyId: id, year: 2024 }]);
  };

  it('stays as it is to the byte, whatever is filed, corrected, returned or put on the roster later', async () => {
    const before = await answers();
    await scene.file({ id: 'missing-ju', year: 2024, received: 4, at: '2025-03-05T00:00:01Z' });
    await scene.file({ id: 'late-ju', year: 2024, received: 60, carriedIn: 3, at: '2025-04-01T00:00:00Z' });
    await scene.file({
      id: 'accepted-ju',
      year: 2023,
      received: 900,
      carriedOut: 2,
      at: '2025-04-02T00:00:00Z',
    });
    await scene.file({ id: 'returned-ju', year: 2024, received: 1, at: '2025-04-03T00:00:00Z' });
    await scene.file({
      id: 'nil-ju',
      year: 2024,
      received: 5,
      at: '2025-04-04T00:00:00Z',
      change: (document) => {
        document.applications.received.total += 1;
      },
    });
    await loaded('flagged-ju', { name: '柳北区司法和信访局', kind: 'government' }, '2026-06-01T05:00:00Z');
    await loaded('corrected-ju', { to: 2022 }, '2026-06-01T05:00:01Z');
    await loaded('missing-ju', { predecessors: ['merged-ju'] }, '2026-06-01T05:00:02Z');
    await loadRoster(
      scene.store.table,
      [
        {
          id: 'new-ju',
          name: '新设的局',
          aliases: [],
          district: DISTRICT,
          kind: 'department',
          from: 2019,
          predecessors: [],
        },
      ],
      parsed('2026-06-01T05:00:03Z'),
    );
    await settle(scene.store, []);
    expect(await answers()).toEqual(before);
    expect((await get(at('/api/v1/agencies/new-ju/years/2024', instant))).status).toBe(404);
    // All of it is there now.
    const now = await json<RegionAnswer>(`/api/v1${REGION}`);
    expect(['missing-ju', 'returned-ju', 'corrected-ju', 'new-ju'].map((id) => stateOf(now, id))).toEqual([
      'accepted',
      'accepted',
      'not-obliged',
      'missing',
    ]);
  });

  it('has an agency obliged that was taken off the roster since', async () => {
    const then = await json<RegionAnswer>(at(`/api/v1${REGION}`, instant));
    expect(stateOf(then, 'corrected-ju')).toBe('accepted');
    expect(then.children.find(({ id }) => id === 'flagged-ju')?.name).toBe('柳北区司法局');
  });

  it('gains what was received then and is loaded later, and nothing else does', async () => {
    const [before] = await answers();
    await scene.file({
      id: 'new-ju',
      year: 2024,
      received: 9,
      at: '2025-02-10T00:00:00Z',
      change: ({ agency }) => {
        agency.name = '新设的局';
      },
    });
    const [after] = await answers();
    expect(after).not.toBe(before);
    const then = JSON.parse(after ?? '') as RegionAnswer;
    expect(stateOf(then, 'new-ju')).toBe('accepted');
    expect(then.reports['late']).toBe(2);
  });
});

function parsed(instant: string): Instant {
  const found = parseInstant(instant);
  if (!found) throw new Error(instant);
  return found;
}
