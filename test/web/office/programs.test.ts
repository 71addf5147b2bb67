/** Programs that file: a credential's token for a login code, temporary S3 credentials for the token, and whatever is refused. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTableClient } from '../../../shared/adapters/clients.ts';
import { receiveUpload } from '../../../shared/pipeline/receive-upload.ts';
import { aBalancedReport } from '../../support/a-balanced-report.ts';
import {
  CLERK,
  OFFICE,
  SITE,
  startAccountScene,
  type AccountScene,
  type TestBrowser,
} from '../../support/account-scene.ts';
import { aProgramScene, type ProgramScene } from '../../support/program-scene.ts';

let scene: AccountScene;
let program: ProgramScene;
let clerk: TestBrowser;
beforeAll(async () => {
  scene = await startAccountScene();
  program = aProgramScene(scene);
});
afterAll(() => scene.stop());
beforeEach(async () => {
  scene.pass(11);
  clerk = scene.browse();
  await clerk.signIn(CLERK);
});

const DISTRICT = '450205';
const keyOf = (agency: string, folder = 'inbox') => `${folder}/${DISTRICT}/${agency}/2024.json`;
const REPORT = JSON.stringify({
  ...aBalancedReport({ agencyId: 'jyj', district: DISTRICT, year: 2024, received: 3 }),
});
const problemIn = async (answer: Response) => ({
  status: answer.status,
  ...((await answer.json()) as { code: string; message: { zh: string; en: string }; detail: string }),
});
const trail = async () =>
  (await scene.store.trail.ofMonth('450000', scene.now().slice(0, 7))).map(({ act, by, on, detail }) => ({
    act,
    by,
    on,
    detail,
  }));

describe('a program whose person made a credential', () => {
  it('is given the token for the code, and told who, for what and until when', async () => {
    const { code } = await program.make(clerk);
    // As it may be typed.
    const answer = await program.login(` ${code.toLowerCase().replaceAll('-', ' ')}`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    expect([...answer.headers.keys()].filter((name) => /^(set-cookie|access-control-)/.test(name))).toEqual(
      [],
    );
    expect(await answer.json()).toEqual({
      token: expect.stringMatching(/^gjc_[\w-]{65}$/),
      credential: {
        id: expect.stringMatching(/^[\w-]{22}$/),
        name: '办公系统',
        madeBy: '柳北区教育局',
        until: '2026-12-31T15:59:59.999Z',
        for: { kind: 'agency', agency: 'jyj', district: DISTRICT, name: '柳北区教育局' },
      },
    });
  });

  it('puts into its own place with any S3 client, and the submission names credential and person', async () => {
    const { token, credential } = await program.obtain(clerk);
    const answer = await program.ask('jyj', token);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    const lent = await program.lend('jyj', token);
    expect(lent).toMatchObject({
      bucket: scene.engines.bucket,
      endpoint: scene.engines.s3Endpoint,
      region: 'us-east-1',
      prefixes: {
        put: [`inbox/${DISTRICT}/jyj/`, `publication/${DISTRICT}/jyj/`],
        get: expect.arrayContaining([`receipts/inbox/${DISTRICT}/jyj/`]) as string[],
      },
    });
    const leftS = (Date.parse(lent.expiration) - Date.now()) / 1000;
    expect(leftS).toBeGreaterThan(800);
    expect(leftS).toBeLessThanOrEqual(900);
    const key = keyOf('jyj');
    const versionId = await program.put(lent, key, REPORT);
    await scene.engines.delivered();
    const { userIdentity } = scene.engines.uploads.at(-1)! as unknown as {
      userIdentity: { principalId: string };
    };
    const received = await receiveUpload(scene.store, {
      key,
      versionId,
      sequencer: String(versionId),
      principalId: userIdentity.principalId,
    });
    expect(received).toMatchObject({
      kind: 'received',
      receipt: { by: { kind: 'credential', name: '柳北区教育局', credential: '办公系统' } },
    });
    expect(JSON.stringify(received)).not.toContain('@');
    const place = { district: DISTRICT, agencyId: 'jyj', year: 2024 };
    expect((await scene.store.table.submissions(place, { consistent: true })).at(-1)?.by).toEqual({
      kind: 'credential',
      mail: CLERK,
      name: '柳北区教育局',
      credential: '办公系统',
      id: credential.id,
    });
  });

  it.each([
    keyOf('sjj'),
    keyOf('jyj', 'backfill'),
    keyOf('jyj', 'archive'),
    `inbox/${DISTRICT}/jyj2/2024.json`,
  ])('can’t put elsewhere: %s', async (key) => {
    const { token } = await program.obtain(clerk);
    const lent = await program.lend('jyj', token);
    await expect(program.put(lent, key, REPORT)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('can’t put when what it was lent has ended', async () => {
    const late = aProgramScene(scene, { lagMs: 901_000 });
    const { token } = await late.obtain(clerk);
    await expect(late.put(await late.lend('jyj', token), keyOf('jyj'), REPORT)).rejects.toMatchObject({
      name: 'ExpiredToken',
    });
  });

  it('has them for an hour where it asks for that, and for no longer', async () => {
    const { token } = await program.obtain(clerk);
    const asking = (durationSeconds: number) =>
      program.ask('jyj', token, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ durationSeconds }),
      });
    const { expiration } = (await (await asking(3600)).json()) as { expiration: string };
    expect(Math.round((Date.parse(expiration) - Date.now()) / 60_000)).toBe(60);
    for (const wrong of [3601, 899, 0, 900.5]) expect((await asking(wrong)).status).toBe(400);
  });

  it('is told of in the audit trail at every step, without a secret', async () => {
    const { code } = await program.make(clerk);
    scene.pass(0.01);
    const { token, credential } = (await (await program.login(code)).json()) as Awaited<
      ReturnType<ProgramScene['obtain']>
    >;
    scene.pass(0.01);
    const lent = await program.lend('jyj', token);
    scene.pass(0.01);
    await clerk.post('/account/credentials/revoke', { credential: credential.id });
    const entries = (await trail()).filter(({ detail }) => detail.startsWith(credential.id));
    const person = { kind: 'person', mail: CLERK, name: '柳北区教育局' };
    const itself = { ...person, kind: 'credential', credential: '办公系统', id: credential.id };
    const on = { kind: 'agency', agency: 'jyj', district: DISTRICT };
    expect(entries).toEqual([
      { act: 'make-credential', by: person, on, detail: `${credential.id} “办公系统” until 2026-12-31` },
      { act: 'redeem-login-code', by: itself, on, detail: credential.id },
      { act: 'lend-credentials', by: itself, on, detail: `${credential.id} 900 s` },
      { act: 'revoke-credential', by: person, on, detail: credential.id },
    ]);
    const state = JSON.stringify([...(await scene.store.state())]);
    for (const secret of [code, code.replaceAll('-', ''), token, token.slice(-43), lent.secretAccessKey])
      expect(state).not.toContain(secret);
  });

  it('says when it was used, once an hour', async () => {
    const { token, credential } = await program.obtain(clerk);
    const usedAt = async () => (await scene.deps.credentials.credential(credential.id))?.usedAt;
    expect(await usedAt()).toBeUndefined();
    await program.lend('jyj', token);
    const first = await usedAt();
    expect(first).toBe(scene.now());
    scene.pass(59);
    await program.lend('jyj', token);
    expect(await usedAt()).toBe(first);
    scene.pass(1);
    await program.lend('jyj', token);
    expect(await usedAt()).toBe(scene.now());
  });
});

describe('a login code', () => {
  it('works once: of many at once one is given the token', async () => {
    const { code } = await program.make(clerk);
    const answers = await Promise.all(Array.from({ length: 8 }, () => program.login(code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: 7 }, () => 403),
    ]);
    const again = await problemIn(await program.login(code));
    expect(again).toMatchObject({ status: 403, code: 'wrong-code' });
    expect(again.detail).toContain('Ask for a new one');
  });

  it('holds for ten minutes', async () => {
    const [{ code: early }, { code: late }] = [await program.make(clerk), await program.make(clerk)];
    scene.pass(9.9);
    expect((await program.login(early)).status).toBe(200);
    scene.pass(0.2);
    expect((await program.login(late)).status).toBe(403);
  });

  it('is of no use once the token was shown, the credential revoked, or its maker’s grant withdrawn', async () => {
    const shown = await program.make(clerk);
    const page = await (await clerk.post('/account/credentials/token', { credential: shown.id })).text();
    expect(page).toMatch(/<code class="secret to-copy">gjc_[\w-]{65}<\/code>/);
    expect((await program.login(shown.code)).status).toBe(403);
    const revoked = await program.make(clerk);
    await clerk.post('/account/credentials/revoke', { credential: revoked.id });
    expect((await program.login(revoked.code)).status).toBe(403);

    const mail = 'leaving@liubei.example.cn';
    const line = { mail, name: '周', role: 'agency', agency: 'sjj' } as const;
    await scene.grant([line]);
    const leaving = scene.browse();
    await leaving.signIn(mail);
    const { code } = await program.make(leaving, { scope: 'agency sjj' });
    await scene.grant([{ ...line, to: '2026-01-01' as never }]);
    expect(await problemIn(await program.login(code))).toMatchObject({ status: 403, code: 'maker-may-not' });
  });

  it('can’t be tried for long from one place, and is tried from another all the same', async () => {
    const { code } = await program.make(clerk);
    const guess = () => program.login('AAAA-AAAA-AAAA-AAAA', { 'x-test-caller': '203.0.113.9' });
    const answers: number[] = [];
    for (let i = 0; i < 31; i++) answers.push((await guess()).status);
    expect(answers.filter((status) => status === 403)).toHaveLength(30);
    const refused = await program.login(code, { 'x-test-caller': '203.0.113.9' });
    expect(await problemIn(refused.clone())).toMatchObject({ status: 429, code: 'too-many' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await program.login(code, { 'x-test-caller': '203.0.113.10' })).status).toBe(200);
  });
});

describe('nothing is lent', () => {
  let token: string;
  let id: string;
  beforeEach(async () => {
    ({
      token,
      credential: { id },
    } = await program.obtain(clerk));
  });

  it.each<[string, string, { headers?: Record<string, string> }, number, string]>([
    ['without a token', 'jyj', {}, 401, 'no-token'],
    ['for another kind of key', 'jyj', { headers: { authorization: 'Basic eDp5' } }, 401, 'no-token'],
    ['for a session', 'jyj', { headers: { cookie: '__Host-gouji-session=x' } }, 401, 'no-token'],
    ['for what is no token', 'jyj', { headers: { authorization: 'Bearer gjc_x' } }, 401, 'wrong-token'],
  ])('%s', async (_, agency, init, status, code) => {
    const answer = await program.ask(agency, undefined, init);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="gouji"/);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const problem = await problemIn(answer);
    expect(problem).toMatchObject({ status, code });
    expect(problem.message.zh).toMatch(/[一-龥]/);
  });

  it('for a token with another secret, or of another credential', async () => {
    const other = await program.obtain(clerk);
    const mixed = [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.slice(0, 26) + other.token.slice(26),
    ];
    for (const wrong of mixed)
      expect(await problemIn(await program.ask('jyj', wrong))).toMatchObject({
        status: 401,
        code: 'wrong-token',
      });
  });

  it('for another agency, and for one that nobody knows', async () => {
    expect(await problemIn(await program.ask('sjj', token))).toMatchObject({
      status: 403,
      code: 'not-in-scope',
    });
    expect(await problemIn(await program.ask('nobody', token))).toMatchObject({
      status: 404,
      code: 'unknown-agency',
    });
    expect(await problemIn(await program.ask('..%2Fsjj', token))).toMatchObject({ status: 404 });
  });

  it('for one that is revoked, and that by the office in charge, too', async () => {
    expect((await program.ask('jyj', token)).status).toBe(200);
    const office = await program.signInOffice();
    expect(await (await office.get('/account/credentials')).text()).toContain(`value="${id}"`);
    await office.post('/account/credentials/revoke', { credential: id });
    expect(await problemIn(await program.ask('jyj', token))).toMatchObject({ status: 401, code: 'revoked' });
  });

  it('for one that has ended', async () => {
    const short = await program.obtain(clerk, { until: '2026-06-30' });
    expect((await program.ask('jyj', short.token)).status).toBe(200);
    scene.pass(31 * 24 * 60);
    expect(await problemIn(await program.ask('jyj', short.token))).toMatchObject({
      status: 401,
      code: 'expired',
    });
    expect((await program.ask('jyj', token)).status).toBe(200);
  });

  it('for one whose maker may not file there any more, until they may again', async () => {
    const mail = 'moving@liubei.example.cn';
    const line = { mail, name: '吴', role: 'agency', agency: 'jyj' } as const;
    await scene.grant([line]);
    const moving = scene.browse();
    await moving.signIn(mail);
    const own = await program.obtain(moving);
    expect((await program.ask('jyj', own.token)).status).toBe(200);
    await scene.grant([{ ...line, to: '2026-01-01' as never }]);
    expect(await problemIn(await program.ask('jyj', own.token))).toMatchObject({
      status: 403,
      code: 'maker-may-not',
    });
    await scene.grant([line]);
    expect((await program.ask('jyj', own.token)).status).toBe(200);
  });

  it('more often than a region’s program needs', async () => {
    const window = Math.floor(Date.parse(scene.now()) / 600_000);
    await createTableClient(scene.engines.dynamodb).send(
      new PutCommand({
        TableName: scene.store.tableName,
        Item: { pk: `rate#lend#${id}`, sk: String(window), [`within600s${window}`]: 1000 },
      }),
    );
    const answer = await program.ask('jyj', token);
    expect(await problemIn(answer.clone())).toMatchObject({ status: 429, code: 'too-many' });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('to a form of another site, nor to whoever asks otherwise', async () => {
    const sent = await program.office.request(`${SITE}/api/v1/login`, {
      method: 'POST',
      headers: {
        'content-type': 'text/plain',
        origin: 'https://evil.example',
        'sec-fetch-site': 'cross-site',
      },
      body: '{"code":"AAAA"}',
    });
    expect(sent.status).toBe(415);
    const preflight = await program.office.request(`${SITE}/api/v1/agencies/jyj/upload-credentials`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(405);
    expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    const looked = await program.office.request(`${SITE}/api/v1/login`);
    expect([looked.status, looked.headers.get('allow')]).toEqual([405, 'POST']);
    expect(program.failures).toEqual([]);
  });
});

describe('a region’s credential', () => {
  it('files for every agency below, and for none beside', async () => {
    const office = await program.signInOffice();
    const { token, credential } = await program.obtain(office, { scope: 'oversight 450200' });
    expect(credential.for).toEqual({ kind: 'region', region: '450200' });
    for (const agency of ['jyj', 'sjj']) {
      const lent = await program.lend(agency, token);
      await program.put(lent, keyOf(agency), REPORT);
      const other = agency === 'jyj' ? 'sjj' : 'jyj';
      await expect(program.put(lent, keyOf(other), REPORT)).rejects.toMatchObject({ name: 'AccessDenied' });
    }
    await scene.grant([{ mail: OFFICE, name: '李主任', role: 'oversight', region: '450300' }]);
    const beside = await program.obtain(await program.signInOffice(), { scope: 'oversight 450300' });
    expect(await problemIn(await program.ask('jyj', beside.token))).toMatchObject({
      status: 403,
      code: 'not-in-scope',
    });
  });

  it('may be for one agency of it, which need not be the office’s own', async () => {
    const office = await program.signInOffice();
    const { token, credential } = await program.obtain(office, {
      scope: 'oversight 450200',
      narrower: 'sjj',
    });
    expect(credential.for).toMatchObject({ kind: 'agency', agency: 'sjj' });
    expect((await program.ask('sjj', token)).status).toBe(200);
    expect((await program.ask('jyj', token)).status).toBe(403);
  });
});

describe('a credential is seen and revoked', () => {
  const list = async (browser: TestBrowser) => (await browser.get('/account/credentials')).text();

  it('by its maker, by clerks of the same agency and by the office above, and by nobody else', async () => {
    const { id } = await program.make(clerk);
    const colleague = scene.browse();
    await colleague.signIn('two@liubei.example.cn');
    const mail = 'sjj-only@liubei.example.cn';
    await scene.grant([
      { mail, name: '赵', role: 'agency', agency: 'sjj' },
      { mail: 'beside@example.cn', name: '钱', role: 'oversight', region: '450300' },
    ]);
    const stranger = scene.browse();
    await stranger.signIn(mail);
    const beside = await program.signInOffice('beside@example.cn');
    for (const browser of [clerk, colleague, await program.signInOffice()])
      expect(await list(browser)).toContain(`value="${id}"`);
    for (const browser of [stranger, beside]) {
      expect(await list(browser)).not.toContain(`value="${id}"`);
      expect((await browser.post('/account/credentials/revoke', { credential: id })).status).toBe(400);
    }
    // Who may revoke it is not given its token: that acts in its maker’s name.
    for (const what of ['code', 'token']) {
      const refused = await colleague.post(`/account/credentials/${what}`, { credential: id });
      expect([refused.status, (await refused.text()).includes('gjc_')]).toEqual([400, false]);
    }
    expect((await colleague.post('/account/credentials/revoke', { credential: id })).status).toBe(303);
    expect((await scene.deps.credentials.credential(id))?.revoked?.by.mail).toBe('two@liubei.example.cn');
  });

  it('by the office of the place that its agency moved to, once it was used there', async () => {
    const mail = 'new-place@example.cn';
    const roster = await scene.store.table.roster('sjj');
    const both = scene.browse();
    await both.signIn('two@liubei.example.cn');
    const { token, credential } = await program.obtain(both, { scope: 'agency sjj' });
    await scene.grant([{ mail, name: '孙', role: 'oversight', region: '450202' }]);
    const now = await program.signInOffice(mail);
    expect(await list(now)).not.toContain(credential.id);
    const moved = aProgramScene(scene, {
      roster: () => Promise.resolve({ ...roster!, district: '450202' }),
    });
    expect((await moved.lend('sjj', token)).prefixes.put[0]).toBe('inbox/450202/sjj/');
    expect(await list(now)).toContain(credential.id);
    expect((await now.post('/account/credentials/revoke', { credential: credential.id })).status).toBe(303);
  });

  it('and made by an office after its second step alone', async () => {
    const office = scene.browse();
    await office.signIn(OFFICE);
    const order = { name: '办公系统', scope: 'oversight 450200', narrower: '', until: '2026-12-31' };
    const refused = await office.post('/account/credentials', order);
    expect([refused.status, (await refused.text()).includes('class="secret"')]).toEqual([400, false]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['no name', { name: '  ' }, 'name'],
    ['a name that a terminal would obey', { name: 'a\u001b[2J' }, 'name'],
    ['another agency', { scope: 'agency sjj' }, 'scope'],
    ['a region', { scope: 'oversight 450205' }, 'scope'],
    ['an agency beside its own', { narrower: 'sjj' }, 'narrower'],
    ['a day that is past', { until: '2026-05-01' }, 'until'],
    ['more than 400 days', { until: '2028-01-01' }, 'until'],
    ['what is no day', { until: '2026-02-30' }, 'until'],
  ])('never made with %s', async (_, wrong, field) => {
    const order = { name: '办公系统', scope: 'agency jyj', narrower: '', until: '2026-12-31', ...wrong };
    const before = (await scene.deps.credentials.list(CLERK, [], 1000)).credentials.length;
    const page = await clerk.post('/account/credentials', order);
    expect(page.status).toBe(400);
    expect(await page.text()).toContain(`id="${field}-invalid"`);
    expect((await scene.deps.credentials.list(CLERK, [], 1000)).credentials).toHaveLength(before);
  });

  it('nor by a form of another site, nor thirty times an hour', async () => {
    const order = { name: '办公系统', scope: 'agency jyj', narrower: '', until: '2026-12-31' };
    const forged = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await clerk.post('/account/credentials', order, forged)).status).toBe(403);
    const statuses: number[] = [];
    scene.pass(60);
    for (let i = 0; i < 31; i++) statuses.push((await clerk.post('/account/credentials', order)).status);
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 200), 429]);
    scene.pass(60);
  });
});

it('says so where the store is somebody else’s and lends nothing', async () => {
  const { createOffice } = await import('../../../web/office/app.ts');
  const { officeDeps } = await import('../../support/an-office.ts');
  const office = createOffice({
    ...officeDeps(scene.engines, scene.store, {}),
    log: { error: () => undefined },
  });
  const answer = await office.request(`${SITE}/api/v1/agencies/jyj/upload-credentials`, { method: 'POST' });
  expect(await problemIn(answer)).toMatchObject({ status: 501, code: 'no-lending' });
});
