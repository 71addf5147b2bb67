import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_DOCUMENT_BYTES } from '../../shared/contracts/bucket/object-keys.ts';
import { connectionSchema } from '../../shared/contracts/api/connection.ts';
import { createApp } from '../../web/app.tsx';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { refusingTable } from '../support/refusing-table.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
});
afterAll(() => scene.stop());

async function getJson<T = unknown>(path: string): Promise<T> {
  const response = await scene.app.request(path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  return (await response.json()) as T;
}

interface Figures {
  readonly applications: { readonly received: Record<string, number> & { readonly total: number } };
  readonly litigation: { readonly direct: { readonly total: number } };
}
interface Child {
  readonly id: string;
  readonly figures: Figures;
}
interface Year {
  readonly year: number;
  readonly edition: string;
  readonly reports: Record<string, number>;
  readonly synthetic: number;
  readonly figures: Figures;
}
interface Region extends Year {
  readonly region: Record<string, string>;
  readonly children: readonly Child[];
  readonly consolidated: readonly Child[];
}
interface Series {
  readonly region: { readonly code: string };
  readonly years: readonly Year[];
}
interface Verdict {
  readonly outcome: string;
  readonly findings: readonly { readonly rule: string; readonly message: object }[];
}
interface AgencyYear {
  readonly agency: object;
  readonly state: string;
  readonly late: number;
  readonly inForce: { readonly sha256: string } | null;
  readonly submissions: readonly (Verdict & { readonly sha256: string })[];
}
interface Problem {
  readonly field?: string;
  readonly detail: string;
}

describe('GET /api/v1/regions/{code}/years/{year}', () => {
  it('answers reports, figures nested as in the document, and children', async () => {
    const answer = await getJson<Region>(`/api/v1/regions/${DISTRICT}/years/2024`);
    expect(answer.region).toEqual({ code: DISTRICT, name: '柳北区', level: 'county' });
    expect([answer.year, answer.edition]).toEqual([2024, '2021']);
    expect(answer.reports).toEqual({
      expected: 10,
      accepted: 6,
      flagged: 1,
      returned: 3,
      missing: 1,
      late: 1,
    });
    expect(answer.synthetic).toBe(1);
    expect(answer.figures.applications.received).toEqual({
      naturalPerson: 1225,
      commercial: 0,
      research: 0,
      nonprofit: 0,
      legalService: 0,
      other: 0,
      total: 1225,
    });
    expect(answer.figures.litigation.direct.total).toBe(0);
    expect(answer.children).toHaveLength(10);
    const late = answer.children.find(({ id }) => id === 'late-ju');
    expect(late).toMatchObject({ kind: 'agency', name: '柳北区教育局', state: 'accepted', late: 1 });
    expect(late?.figures.applications.received.total).toBe(6);
    const missing = answer.children.find(({ id }) => id === 'missing-ju');
    expect(missing).toMatchObject({ state: 'missing', late: 0, figures: null });
    expect(answer.consolidated.map(({ id }) => id)).toEqual(['whole-qu']);
  });

  it('answers child regions with their reports', async () => {
    const answer = await getJson<Region>('/api/v1/regions/450200/years/2024');
    expect(answer.children[0]).toMatchObject({
      kind: 'region',
      id: DISTRICT,
      state: null,
      reports: { expected: 10, accepted: 6 },
    });
    expect(answer.figures.applications.received.total).toBe(1236);
  });

  it('answers null, not zeros, where no report is in force', async () => {
    const answer = await getJson<Region>(`/api/v1/regions/${DISTRICT}/years/2025`);
    expect(answer.figures).toBeNull();
    expect(answer.reports).toMatchObject({ expected: 10, accepted: 0, missing: 10 });
  });
});

describe('GET /api/v1/regions/{code}/series', () => {
  it('answers one entry a year, null figures where no report is in force', async () => {
    const { region, years } = await getJson<Series>(`/api/v1/regions/${DISTRICT}/series?from=2022&to=2024`);
    expect(region.code).toBe(DISTRICT);
    expect(years.map(({ year }) => year)).toEqual([2022, 2023, 2024]);
    expect(years[0]?.figures).toBeNull();
    expect(years[1]?.figures.applications.received.total).toBe(1000);
    expect(years[2]?.reports['accepted']).toBe(6);
  });

  it('covers every year where none is asked for', async () => {
    const { years } = await getJson<Series>('/api/v1/regions/450000/series');
    expect(years.map(({ year }) => year)).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025]);
    expect(years.map(({ edition }) => edition).slice(1, 3)).toEqual(['2019', '2021']);
  });
});

describe('GET /api/v1/agencies/{id}/years/{year}', () => {
  it('answers the state, the report in force and every submission with its findings', async () => {
    const answer = await getJson<AgencyYear>('/api/v1/agencies/corrected-ju/years/2024');
    expect(answer.agency).toMatchObject({ id: 'corrected-ju', name: '柳北区水利局', district: DISTRICT });
    expect([answer.state, answer.late]).toEqual(['accepted', 0]);
    expect(answer.submissions.map(({ outcome }) => outcome)).toEqual(['returned', 'accepted']);
    expect(answer.inForce?.sha256).toBe(answer.submissions[1]?.sha256);
    const [finding] = answer.submissions[0]?.findings ?? [];
    expect(finding).toMatchObject({ severity: 'error', path: expect.stringMatching(/^\/applications\//) });
    expect(finding?.message).toEqual({ zh: expect.any(String), en: expect.any(String) });
  });

  it('answers null for the report in force where none was acceptable', async () => {
    const answer = await getJson<AgencyYear>('/api/v1/agencies/returned-ju/years/2024');
    expect([answer.state, answer.inForce]).toEqual(['returned', null]);
  });
});

describe('POST /api/v1/validate', () => {
  const validate = (body: string | Uint8Array<ArrayBuffer>) =>
    scene.app.request('/api/v1/validate', { method: 'POST', body });

  it('accepts a correct document without a finding', async () => {
    const document = aBalancedReport({ agencyId: 'a-1', district: DISTRICT, year: 2024, received: 4 });
    const response = await validate(JSON.stringify(document));
    expect(await response.json()).toEqual({ outcome: 'accepted', findings: [] });
  });

  it('answers what is wrong with another', async () => {
    const response = await validate('[1, 2]');
    const answer = (await response.json()) as Verdict;
    expect([response.status, answer.outcome, answer.findings[0]?.rule]).toEqual([200, 'returned', 'S1']);
  });

  it('still says S1 of a document just over the limit, and refuses to read a far larger one', async () => {
    const over = await validate(new Uint8Array(MAX_DOCUMENT_BYTES + 1).fill(32));
    expect(((await over.json()) as Verdict).findings[0]?.rule).toBe('S1');
    const huge = await validate(new Uint8Array(2 * MAX_DOCUMENT_BYTES).fill(32));
    expect(huge.status).toBe(413);
    expect(huge.headers.get('content-type')).toBe('application/problem+json');
  });
});

/** Follows `rel="next"` to the end. */
async function inPages<Answer extends { readonly page?: Page }>(path: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const response: Response = await scene.app.request(next);
    expect(response.status).toBe(200);
    answers.push((await response.json()) as Answer);
    const links = response.headers.get('link') ?? '';
    expect(links).toContain('rel="first"');
    next = /<([^>]+)>; rel="next"/.exec(links)?.[1];
    expect(next === undefined).toBe(answers.at(-1)?.page?.next === null);
  }
  return answers;
}

interface Page {
  readonly total: number;
  readonly next: string | null;
}

describe('long lists', () => {
  const path = `/api/v1/regions/${DISTRICT}/years/2024`;

  it('come in pages where asked for, each child once and in order, and the totals with each', async () => {
    const whole = await getJson<Region>(path);
    for (const limit of [1, 3, 10, 1000]) {
      const pages = await inPages<Region & { readonly page: Page }>(`${path}?limit=${limit}`);
      expect(pages).toHaveLength(Math.ceil(whole.children.length / limit));
      expect(pages.flatMap(({ children }) => children)).toEqual(whole.children);
      for (const page of pages) {
        expect(page.page).toMatchObject({ total: whole.children.length, limit });
        expect(page.figures).toEqual(whole.figures);
      }
    }
  });

  it('come whole, as ever, where no limit is given', async () => {
    const response = await scene.app.request(path);
    expect(response.headers.has('link')).toBe(false);
    expect(await response.json()).not.toHaveProperty('page');
  });

  it('go on behind a child that is no longer there', async () => {
    const whole = await getJson<Region>(path);
    const { children } = await getJson<Region>(`${path}?limit=2&cursor=3.gone-since`);
    expect(children).toEqual(whole.children.slice(3, 5));
    expect((await getJson<Region>(`${path}?limit=2&cursor=500.gone-since`)).children).toEqual([]);
  });

  it('of compliance come one by one', async () => {
    const compliance = '/api/v1/compliance/450200/2024';
    interface Line {
      readonly id: string;
    }
    const whole = await getJson<Record<string, Line[]> & { readonly counts: object }>(compliance);
    for (const list of ['missing', 'returned', 'late', 'flagged', 'zeroUnconfirmed', 'accepted']) {
      const pages = await inPages<{ items: Line[]; page: Page; counts: object }>(
        `${compliance}?list=${list}&limit=2`,
      );
      expect([list, pages.flatMap(({ items }) => items)]).toEqual([list, whole[list]]);
      expect(pages[0]?.counts).toEqual(whole.counts);
      const all = await getJson<{ items: Line[] }>(`${compliance}?list=${list}`);
      expect(all.items).toEqual(whole[list]);
    }
  });

  it('keep their address apart in what is kept in memory', async () => {
    const first = await scene.app.request(`${path}?limit=2`);
    const again = await scene.app.request(`${path}?limit=2`);
    expect(again.headers.get('link')).toBe(first.headers.get('link'));
    expect(await again.json()).toEqual(await first.json());
  });
});

describe('errors of the API', () => {
  it.each([
    ['/api/v1/regions/4502/years/2024', 400, 'code'],
    ['/api/v1/regions/450200/years/24', 400, 'year'],
    ['/api/v1/regions/450200/years/2024x', 400, 'year'],
    ['/api/v1/agencies/UPPER/years/2024', 400, 'id'],
    ['/api/v1/regions/450200/series?from=2024&to=2020', 400, 'from'],
    ['/api/v1/regions/450200/series?to=soon', 400, 'to'],
    ['/api/v1/regions/999999/years/2024', 404, undefined],
    ['/api/v1/regions/450200/years/2018', 404, undefined],
    ['/api/v1/regions/450200/years/2026', 404, undefined],
    ['/api/v1/agencies/nobody/years/2024', 404, undefined],
    ['/api/v1/regions/450200/years/2024?limit=0', 400, 'limit'],
    ['/api/v1/regions/450200/years/2024?limit=1001', 400, 'limit'],
    ['/api/v1/regions/450200/years/2024?limit=all', 400, 'limit'],
    ['/api/v1/regions/450200/years/2024?cursor=1.x', 400, 'cursor'],
    ['/api/v1/regions/450200/years/2024?limit=1&cursor=x', 400, 'cursor'],
    ['/api/v1/compliance/450200/2024?list=everyone', 400, 'list'],
    ['/api/v1/compliance/450200/2024?limit=0', 400, 'limit'],
    ['/api/v1/nothing', 404, undefined],
  ])('%s: %i as problem details', async (path, status, field) => {
    const response = await scene.app.request(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as Problem;
    expect(problem).toMatchObject({ type: 'about:blank', status, title: expect.any(String) });
    expect(problem.field).toBe(field);
    expect(problem.detail).toMatch(/^[\x20-\x7e\u2018-\u201d]+$/);
  });

  it('tells nothing of what failed inside, but an id by which the log tells it', async () => {
    const broken = createApp({
      ...scene.deps,
      table: refusingTable(() => Promise.reject(new Error('secret of the table'))),
    });
    const response = await broken.request(`/api/v1/regions/${DISTRICT}/years/2024`);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('secret');
    const { requestId } = JSON.parse(text) as { requestId: string };
    expect(scene.failures).toContainEqual({ requestId, error: expect.any(Error) });
  });
});

describe('the small answers', () => {
  it('says that it is well, and which version it is', async () => {
    expect(await getJson('/api/v1/health')).toEqual({ status: 'ok', version: '9.9.9' });
  });

  it('tells the command line where documents go, where it may', async () => {
    expect(connectionSchema.safeParse(await getJson('/api/v1/connection')).success).toBe(true);
    const closed = createApp({ ...scene.deps, connection: undefined });
    expect((await closed.request('/api/v1/connection')).status).toBe(404);
  });
});
