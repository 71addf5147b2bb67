/** Acts of the office by the API: the same rules, asked by a program of the site's own pages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actPreviewSchema, actsSchema, doneActSchema } from '../../../shared/contracts/api/acts-api.ts';
import { makeInstant } from '../../../shared/domain/basics/calendar.ts';
import type { Place } from '../../../shared/domain/basics/place.ts';
import { REFUSAL_WORDS } from '../../../shared/domain/standing/acts/act-words.ts';
import { sendActLetter } from '../../../shared/pipeline/send-act-letter.ts';
import { settle } from '../../support/a-store.ts';
import { anOffice, clerkOf, officerOf } from '../../support/an-office.ts';
import { DISTRICT, NOW, startWebScene, type WebScene } from '../../support/web-scene.ts';

const SITE = 'http://127.0.0.1:8787';
const UNTIL = '2026-06-25';
const REASON = '部分公开件数与台账不符';
const NOTED = '张科长答应月底前改好';
const place = (agencyId: string): Place => ({ district: DISTRICT, agencyId, year: 2024 });
const pathOf = (id: string): string => `/api/v1/agencies/${id}/years/2024/acts`;

let scene: WebScene;
let office: ReturnType<typeof anOffice>;
let ticks = 0;
beforeAll(async () => {
  scene = await startWebScene();
  office = anOffice(
    scene.engines,
    scene.store,
    {
      office: officerOf(DISTRICT),
      other: officerOf('450202'),
      clerk: clerkOf('accepted-ju', DISTRICT),
      stranger: clerkOf('nil-ju', DISTRICT),
      operator: { ...officerOf(DISTRICT), grants: [{ role: 'operator' }] },
      awaiting: { ...officerOf(DISTRICT), grants: [], secondStep: false },
    },
    () => makeInstant(Date.parse(NOW) + 1000 * ticks++),
  );
});
afterAll(() => scene.stop());

interface Sent {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
const ask = async (path: string, session: string | undefined, { headers, ...init }: Sent = {}) => {
  const answer = await office.app.request(`${SITE}${path}`, {
    ...init,
    headers: { ...(session !== undefined && { cookie: `test-session=${session}` }), ...headers },
  });
  return { answer, body: (await answer.json()) as Record<string, unknown> };
};
interface Options {
  readonly session?: string | null;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
const post = (id: string, body: object, { session = 'office', query = '', headers = {} }: Options = {}) =>
  ask(`${pathOf(id)}${query}`, session ?? undefined, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', origin: SITE, ...headers },
  });
const preview = (id: string, body: object) => post(id, body, { query: '?preview=true' });
const newest = async (id: string): Promise<string> =>
  (await scene.store.table.submissions(place(id)))[0]?.submissionId ?? '';
const countActs = async (id: string): Promise<number> => (await scene.store.table.acts(place(id))).length;

describe('an act', () => {
  it('is previewed, done as the preview told, and done once', async () => {
    const id = 'accepted-ju';
    const body = {
      id: 'act-1',
      kind: 'return',
      submissionId: await newest(id),
      why: REASON,
      until: UNTIL,
      paths: ['/narrative/overview'],
    };
    const told = await preview(id, body);
    expect(told.answer.status).toBe(200);
    expect(told.answer.headers.get('cache-control')).toBe('private, no-store');
    expect(told.answer.headers.get('access-control-allow-origin')).toBeNull();
    const { revision, after, regions } = actPreviewSchema.parse(told.body);
    expect(after.state).toBe('returned');
    expect(regions.map(({ code }) => code)).toEqual([DISTRICT, '450200', '450000', '000000']);
    expect(await countActs(id)).toBe(0);
    const done = await post(id, { ...body, seen: revision });
    expect(done.answer.status).toBe(201);
    expect(doneActSchema.parse(done.body)).toMatchObject({
      done: 'recorded',
      act: { id: 'act-1', kind: 'return', by: { kind: 'person', name: '王芳' } },
    });
    const again = await post(id, { ...body, seen: revision });
    expect([again.answer.status, again.body['done']]).toEqual([200, 'repeated']);
    expect(await countActs(id)).toBe(1);
    await settle(scene.store, [place(id)]);
    const item = (await scene.store.table.agencyYears(place(id), [2024])).get(2024);
    expect(item?.office?.returned).toMatchObject({ until: UNTIL, reason: REASON });
    for (const { code, accepted, figures } of regions) {
      const { years } = await scene.store.table.regionYears(code, [2024], []);
      expect([code, years.get(2024)?.reports.accepted]).toEqual([code, accepted.after]);
      expect(figures.length).toBeGreaterThan(0);
    }
  });

  it('of another agency’s mail is told in the very words of the letter', async () => {
    const id = 'missing-ju';
    await scene.file({ id, year: 2024, received: 3, at: '2025-02-20T08:00:00Z' });
    const body = { id: 'act-2', kind: 'demand', submissionId: await newest(id), why: REASON, until: UNTIL };
    const { letter } = actPreviewSchema.parse((await preview(id, body)).body);
    expect(letter).toMatchObject({ to: 'sjj@liubei.example.cn' });
    expect((await post(id, body)).answer.status).toBe(201);
    const sent: object[] = [];
    await sendActLetter(
      {
        ...scene.store,
        mail: {
          from: 'gouji@example.cn',
          siteUrl: () => SITE,
          post: (_, mail) => Promise.resolve(void sent.push(mail)),
        },
      },
      { on: place(id), id: 'act-2' },
    );
    expect(sent).toEqual([expect.objectContaining({ ...letter })]);
  });

  it('is refused where the year has changed since the preview', async () => {
    const id = 'late-ju';
    const body = { kind: 'confirm', submissionId: await newest(id) };
    const first = await preview(id, { ...body, id: 'act-3' });
    const seen = first.body['revision'];
    expect((await post(id, { ...body, id: 'act-3', seen })).answer.status).toBe(201);
    const second = await post(id, { ...body, id: 'act-4', seen });
    expect(second.answer.status).toBe(409);
    expect(second.body).toMatchObject({
      code: 'changed-meanwhile',
      message: REFUSAL_WORDS['changed-meanwhile'],
    });
    expect(await countActs(id)).toBe(1);
  });
});

describe('what was done', () => {
  it('is listed with names and notes for offices, without them for the agency, and for nobody else', async () => {
    const id = 'accepted-ju';
    await post(id, { id: 'note-1', kind: 'note', why: NOTED });
    const { body } = await ask(pathOf(id), 'office');
    expect(actsSchema.parse(body)).toMatchObject({
      agency: { id },
      acts: [
        { kind: 'return', withdrawn: false },
        { kind: 'note', why: NOTED, by: { name: '王芳' } },
      ],
    });
    const own = await ask(pathOf(id), 'clerk');
    expect(own.answer.status).toBe(200);
    expect(JSON.stringify(own.body)).not.toMatch(/张科长|王芳|example\.cn/);
    expect(actsSchema.parse(own.body)).toMatchObject({ acts: [{ kind: 'return', by: { kind: 'person' } }] });
    expect(JSON.stringify((await ask(pathOf(id), 'operator')).body)).not.toMatch(/张科长/);
    // Operators read the trail: neither a note nor why it is withdrawn stands there.
    await post(id, { id: 'note-2', kind: 'withdraw', act: 'note-1', why: `记错了：${NOTED}` });
    const trail = await scene.store.trail.ofMonth('450000', NOW.slice(0, 7));
    expect(trail.map(({ detail }) => detail)).toContain('note-2');
    expect(JSON.stringify(trail)).not.toContain(NOTED);
    for (const [session, status] of [
      ['stranger', 403],
      ['other', 403],
      ['awaiting', 403],
      [undefined, 401],
    ] as const)
      expect([session, (await ask(pathOf(id), session)).answer.status]).toEqual([session, status]);
  });
});

describe('a request that is refused', () => {
  it('says why by a code, and what to do in both languages', async () => {
    const submissionId = await newest('nil-ju');
    const base = { kind: 'demand', submissionId, why: REASON, until: UNTIL };
    const first = { kind: 'confirm', submissionId, id: 'taken' };
    expect((await post('nil-ju', first)).answer.status).toBe(201);
    for (const [agency, body, status, code] of [
      ['nil-ju', { ...base, why: '' }, 422, 'reason-missing'],
      ['nil-ju', { ...base, why: 'x'.repeat(501) }, 422, 'reason-too-long'],
      ['nil-ju', { ...base, why: '电话 13812345678' }, 422, 'reason-private'],
      ['nil-ju', { ...base, until: '2026-05-01' }, 422, 'day-past'],
      ['nil-ju', { ...base, until: '2029-05-01' }, 422, 'day-too-far'],
      ['nil-ju', { ...base, paths: ['/nowhere'] }, 422, 'unknown-place'],
      [
        'nil-ju',
        { ...base, paths: Array.from({ length: 21 }, (_, i) => `/notes/${i}`) },
        422,
        'too-many-places',
      ],
      ['nil-ju', { ...base, submissionId: 'x' }, 404, 'unknown-submission'],
      ['nil-ju', { kind: 'answer-explanation', submissionId, answer: 'recognised' }, 409, 'no-explanations'],
      ['nil-ju', { kind: 'withdraw', act: 'x', why: REASON }, 404, 'unknown-act'],
      ['nil-ju', { ...base, id: 'taken' }, 409, 'id-taken'],
      ['returned-ju', { ...base, submissionId: await newest('returned-ju') }, 409, 'returned-by-checks'],
      ['accepted-ju', { ...base, submissionId: await newest('accepted-ju') }, 409, 'not-in-force'],
      ['nobody-ju', base, 404, 'unknown-agency'],
    ] as const) {
      const { answer, body: said } = await post(agency, { id: `r-${code}`, ...body });
      expect([code, answer.status, said['code']]).toEqual([code, status, code]);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(said['message']).toEqual({ zh: expect.stringMatching(/./), en: expect.stringMatching(/./) });
    }
    const unknown = await ask('/api/v1/agencies/nil-ju/years/2018/acts', 'office', {
      method: 'POST',
      body: JSON.stringify({ id: 'a', kind: 'note', why: REASON }),
      headers: { 'content-type': 'application/json', origin: SITE },
    });
    expect([unknown.answer.status, unknown.body['code']]).toEqual([404, 'unknown-agency-year']);
  });

  it.each([
    ['nobody', { session: null }, 401, 'signed-out'],
    ['a clerk', { session: 'clerk' }, 403, 'not-allowed'],
    ['another district’s office', { session: 'other' }, 403, 'not-allowed'],
    ['an operator', { session: 'operator' }, 403, 'not-allowed'],
    ['an office without its second step', { session: 'awaiting' }, 403, 'second-step'],
    ['another site', { headers: { origin: 'https://evil.example' } }, 403, 'other-origin'],
    ['a form', { headers: { 'content-type': 'text/plain' } }, 415, 'wrong-type'],
  ])('changes nothing where %s asks', async (_, options, status, code) => {
    const id = 'corrected-ju';
    const { answer, body } = await post(id, { id: 'never', kind: 'note', why: NOTED }, options);
    expect([answer.status, body['code']]).toEqual([status, code]);
    expect(await countActs(id)).toBe(0);
  });

  it.each([
    {},
    { id: 'a', kind: 'unheard-of' },
    { id: 'a b', kind: 'note', why: NOTED },
    { id: 'a', kind: 'note', why: NOTED, by: 'somebody' },
    { id: 'a', kind: 'note', why: NOTED, until: '2026-02-30' },
  ])('is none that is known: %j', async (body) => {
    expect((await post('corrected-ju', body)).body['code']).toBe('malformed');
  });

  it('undoes only what whoever asks may do', async () => {
    const id = 'accepted-ju';
    const body = { id: 'undo-1', kind: 'withdraw', act: 'act-1', why: '退错了' };
    for (const session of ['clerk', 'other', 'operator'])
      expect((await post(id, body, { session })).answer.status).toBe(403);
    expect((await post(id, body)).answer.status).toBe(201);
    const twice = await post(id, { ...body, id: 'undo-2' });
    expect([twice.answer.status, twice.body['code']]).toEqual([409, 'withdrawn-before']);
    expect(office.failures).toEqual([]);
  });
});
