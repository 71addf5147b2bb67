/** What is refused, and which limits hold, is in the audit trail: so many entries and no more, whoever goes on. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../shared/domain/authority/audit-entry.ts';
import { anOffice, clerkOf, officerOf } from '../support/an-office.ts';
import { aProgramScene } from '../support/program-scene.ts';
import { CLERK, OFFICE, SITE, startAccountScene, type AccountScene } from '../support/account-scene.ts';

const PAGE = 'http://127.0.0.1:8787';
let scene: AccountScene;
beforeAll(async () => {
  scene = await startAccountScene();
});
afterAll(() => scene.stop());
// Another stretch of time for every limit.
afterEach(() => {
  scene.pass(24 * 60);
});

/** What stands in the trail since: act, whose, on what, detail. */
async function told(since: string): Promise<string[]> {
  const entries = await Promise.all(
    ['450000', 'system'].map((scope) => scene.store.trail.ofMonth(scope, '2026-06')),
  );
  return (
    entries
      .flat()
      .filter(({ at, act }) => at >= since && ['refused', 'reach-limit', 'lock-second-step'].includes(act))
      .map(({ act, by, on, detail }) => `${act} ${nameActor(by)} on ${nameThing(on)}: ${detail}`)
      // Those of one moment stand in no order.
      .toSorted()
  );
}
const nameActor = (by: AuditEntry['by']): string => ('mail' in by ? by.mail : by.kind);
const nameThing = (on: AuditEntry['on']): string =>
  on.kind === 'agency' ? on.agency : on.kind === 'region' ? on.region : 'the system';

describe('an act that a person has no right to', () => {
  const office = () =>
    anOffice(
      scene.engines,
      scene.store,
      {
        clerk: clerkOf('jyj', '450205'),
        other: officerOf('450202'),
        awaiting: { ...officerOf('450205'), grants: [], secondStep: false },
      },
      scene.now,
    ).app;
  const ask = (path: string, session: string | undefined, init: RequestInit = {}) =>
    Promise.resolve(
      office().request(`${PAGE}${path}`, {
        ...init,
        headers: {
          origin: PAGE,
          'content-type': 'application/json',
          ...(session !== undefined && { cookie: `test-session=${session}` }),
        },
      }),
    );
  const ticket = { agency: 'sjj', year: 2025, sha256: 'a'.repeat(64), size: 10 };

  it.each([
    [
      'filing for another agency',
      '/office/tickets',
      'clerk',
      { method: 'POST', body: JSON.stringify(ticket) },
      'refused jyj@liubei.example.cn on sjj: file: not-yours',
    ],
    [
      'reading another’s receipt',
      '/office/receipts/sjj/2025/v1',
      'clerk',
      {},
      'refused jyj@liubei.example.cn on sjj: file: not-yours',
    ],
    [
      'an office’s act by a clerk',
      '/api/v1/agencies/sjj/years/2025/acts',
      'clerk',
      { method: 'POST', body: JSON.stringify({ kind: 'note', id: 'a', why: 'b' }) },
      'refused jyj@liubei.example.cn on sjj: see-notes: not-allowed',
    ],
    [
      'an act beyond an office’s region',
      '/office/agencies/jyj/years/2025',
      'other',
      {},
      'refused office-450202@liubei.example.cn on jyj: see-notes: not-allowed',
    ],
    [
      'an act before the second step',
      '/office/agencies/jyj/years/2025',
      'awaiting',
      {},
      'refused office-450205@liubei.example.cn on jyj: see-notes: second-step',
    ],
  ] as const)('is told once: %s', async (_, path, session, init, entry) => {
    const since = scene.now();
    expect((await ask(path, session, init)).status).toBe(403);
    expect(await told(since)).toEqual([entry]);
  });

  it('is told twenty times in an hour, then that there were more, and no more', async () => {
    const since = scene.now();
    for (let i = 0; i < 30; i++)
      expect((await ask('/office/receipts/sjj/2025/v1', 'clerk')).status).toBe(403);
    const entries = await told(since);
    expect(entries.filter((entry) => entry.startsWith('refused '))).toHaveLength(20);
    expect(entries.filter((entry) => entry.startsWith('reach-limit '))).toEqual([
      'reach-limit jyj@liubei.example.cn on sjj: refused acts',
    ]);
    scene.pass(60);
    await ask('/office/receipts/sjj/2025/v1', 'clerk');
    expect(await told(scene.now())).toHaveLength(1);
  });

  it('is not told of whoever is signed out, nor of what anybody may mistype', async () => {
    const since = scene.now();
    expect((await ask('/office/receipts/sjj/2025/v1', undefined)).status).toBe(401);
    expect((await ask('/office/receipts/none/2025/v1', 'clerk')).status).toBe(404);
    expect((await ask('/office/nowhere', 'clerk')).status).toBe(404);
    expect(await told(since)).toEqual([]);
  });

  it('is told of a clerk who would grant, and of an office that would beyond its region', async () => {
    const since = scene.now();
    const clerk = scene.browse();
    await clerk.enter(CLERK);
    expect((await clerk.get('/account/grants')).status).toBe(403);
    const officer = scene.browse();
    await officer.enter(OFFICE);
    const granted = { mail: 'a@b.example.cn', granted: 'oversight 110000' };
    expect((await officer.post('/account/grants/withdraw/preview', granted)).status).toBe(403);
    expect(await told(since)).toEqual([
      `refused ${CLERK} on jyj: grant: not-allowed`,
      `refused ${OFFICE} on 450200: grant: not-yours`,
    ]);
  });
});

describe('a limit that holds', () => {
  it('is told once for all addresses together, however many somebody makes up', async () => {
    const since = scene.now();
    for (let address = 0; address < 4; address++)
      for (let i = 0; i < 7; i++)
        await scene.browse().post('/account/mail', { mail: `made-up-${address}@example.cn` });
    expect(await told(since)).toEqual(['reach-limit unknown on the system: links asked for for one address']);
  });

  it('is told once of a network that asks for links without end', async () => {
    const since = scene.now();
    const flood = scene.browse({ caller: () => '203.0.113.7' });
    for (let i = 0; i < 103; i++) await flood.post('/account/mail', { mail: `n${i}@example.cn` });
    expect(await told(since)).toEqual(['reach-limit unknown on the system: links asked for by one network']);
  });

  it('is told of a person’s own: credentials', async () => {
    const since = scene.now();
    const clerk = scene.browse();
    await clerk.enter(CLERK);
    const order = { name: '办公系统', scope: 'agency jyj', narrower: '', until: '2026-12-31' };
    for (let i = 0; i < 33; i++) await clerk.post('/account/credentials', order);
    expect(await told(since)).toEqual([`reach-limit ${CLERK} on jyj: credentials and codes made`]);
  });

  it('is told once of login codes and of tokens that somebody tries', async () => {
    const since = scene.now();
    const program = aProgramScene(scene);
    for (let i = 0; i < 33; i++) await program.login('AAAA-AAAA-AAAA-AAAA');
    for (let i = 0; i < 103; i++) await program.ask('jyj', `gouji_${'A'.repeat(22)}_${'B'.repeat(43)}`);
    expect((await told(since)).sort()).toEqual([
      'reach-limit unknown on the system: login codes shown by one network',
      'reach-limit unknown on the system: wrong tokens shown by one network',
    ]);
  });
});

it('tells of requests that other sites send, once an hour', async () => {
  const since = scene.now();
  const forged = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const app = anOffice(scene.engines, scene.store, {}, scene.now).app;
  for (let i = 0; i < 3; i++) {
    expect((await scene.browse().post('/account/mail', { mail: CLERK }, forged)).status).toBe(403);
    const answer = await app.request(`${SITE}/office/tickets`, { method: 'POST', headers: forged });
    expect(answer.status).toBe(403);
  }
  expect(await told(since)).toEqual(['reach-limit unknown on the system: requests of other sites']);
});

it('tells of a program that asks for an agency beside its own', async () => {
  const since = scene.now();
  const program = aProgramScene(scene);
  const clerk = scene.browse();
  await clerk.enter(CLERK);
  const { code } = await program.make(clerk);
  const { token } = (await (await program.login(code)).json()) as { token: string };
  expect((await program.ask('sjj', token)).status).toBe(403);
  expect(await told(since)).toEqual([`refused ${CLERK} on sjj: file: not-in-scope`]);
  expect(program.failures).toEqual([]);
});
