/** Signing in, against whoever would like to be somebody else. Each refusal was seen to be let through once. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createReadPrincipal } from '../../shared/pipeline/account/sessions.ts';
import { chooseCaller, tellProxied, tellViewer } from '../../web/http/caller.ts';
import { tellStepPolicy } from '../../web/account/second-step-way.ts';
import {
  CLERK,
  OFFICE,
  SITE,
  STRANGER,
  startAccountScene,
  tokenIn,
  type AccountScene,
  type TestBrowser,
} from '../support/account-scene.ts';

let scene: AccountScene;
beforeAll(async () => {
  scene = await startAccountScene();
});
afterAll(() => scene.stop());
// Attempts of one test are not another's.
beforeEach(() => scene.pass(60));

const SESSION = '__Host-gouji-session';
const LINK = '__Host-gouji-link';
const OWN = '/account/sessions';
const isIn = async (browser: TestBrowser): Promise<boolean> => (await browser.get(OWN)).status === 200;

describe('a mailed link', () => {
  it('signs in whoever the roster names, and leads to the page they wanted', async () => {
    const browser = scene.browse();
    const wanted = await browser.get(`${OWN}?lang=en`);
    expect([wanted.status, wanted.headers.get('location')]).toEqual([
      303,
      `/account/sign-in?returnTo=${encodeURIComponent(`${OWN}?lang=en`)}&lang=en`,
    ]);
    const asked = await browser.post('/account/mail', {
      mail: ' Jyj@LIUBEI.example.cn ',
      returnTo: '/file?agency=jyj',
    });
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/account/asked']);
    const mail = scene.mails.at(-1);
    expect(mail?.to).toBe(CLERK);
    const shown = await browser.get(`/account/link?token=${tokenIn(mail)}`);
    expect(await shown.text()).toContain('method="post" action="/account/link"');
    const entered = await browser.post('/account/link', { token: tokenIn(mail) });
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/file?agency=jyj']);
    const own = await (await browser.get(OWN)).text();
    expect(own).toContain('柳北区教育局: clerk of the agency');
    expect(browser.jar.has(LINK)).toBe(false);
  });

  it('is not used up by a program that opens it', async () => {
    const browser = scene.browse();
    const token = await browser.askLink(OFFICE);
    for (let i = 0; i < 3; i++) await browser.get(`/account/link?token=${token}`);
    expect((await browser.post('/account/link', { token })).headers.get('location')).toBe(OWN);
  });

  it('works once: of two at once one is let in, and none afterwards', async () => {
    const browser = scene.browse();
    const token = await browser.askLink(OFFICE);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => browser.post('/account/link', { token })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      303,
      ...Array.from({ length: 7 }, () => 400),
    ]);
    expect((await browser.post('/account/link', { token })).status).toBe(400);
  });

  it('is good for a quarter of an hour', async () => {
    const [early, late] = [scene.browse(), scene.browse()];
    const [first, second] = [await early.askLink(OFFICE), await late.askLink(OFFICE)];
    scene.pass(14.9);
    expect((await early.post('/account/link', { token: first })).status).toBe(303);
    scene.pass(0.2);
    const refused = await late.post('/account/link', { token: second });
    expect([refused.status, refused.headers.getSetCookie()]).toEqual([400, []]);
  });

  it('is of no use in another browser, and stays good in its own', async () => {
    const [browser, thief] = [scene.browse(), scene.browse()];
    const token = await browser.askLink(OFFICE);
    expect((await thief.get(`/account/link?token=${token}`)).status).toBe(400);
    expect((await thief.post('/account/link', { token })).status).toBe(400);
    await thief.askLink(CLERK);
    expect((await thief.post('/account/link', { token })).status).toBe(400);
    expect(await isIn(thief)).toBe(false);
    expect((await browser.post('/account/link', { token })).status).toBe(303);
  });

  it('is kept as a hash, and nothing in the table signs anybody in', async () => {
    const browser = scene.browse();
    const token = await browser.askLink(OFFICE);
    const binding = browser.jar.get(LINK) ?? '';
    await browser.post('/account/link', { token });
    const state = JSON.stringify([...(await scene.store.state())]);
    expect(state).toContain(scene.deps.secrets.hash(browser.jar.get(SESSION) ?? ''));
    for (const secret of [token, binding, browser.jar.get(SESSION)]) expect(state).not.toContain(secret);
  });

  it('is of no use once the grant is withdrawn', async () => {
    await scene.grant([{ mail: 'gone@example.cn', name: '钱', role: 'operator' }]);
    const browser = scene.browse();
    const token = await browser.askLink('gone@example.cn');
    await scene.grant([{ mail: 'gone@example.cn', name: '钱', role: 'operator', to: '2026-01-01' as never }]);
    expect((await browser.post('/account/link', { token })).status).toBe(400);
  });

  it.each(['', 'no', 'x'.repeat(43), `${'x'.repeat(42)}!`])(
    'that nobody was sent is refused: %s',
    async (token) => {
      const browser = scene.browse();
      await browser.askLink(OFFICE);
      expect((await browser.post('/account/link', { token })).status).toBe(400);
    },
  );
});

describe('whether an address is known', () => {
  const tell = async (response: Response) => ({
    status: response.status,
    body: await response.text(),
    headers: [...response.headers]
      .filter(([name]) => name !== 'set-cookie')
      .concat(
        response.headers.getSetCookie().map((cookie) => ['set-cookie', cookie.replace(/=[\w-]{43}/, '=…')]),
      ),
  });

  it('is told by no answer', async () => {
    const [known, unknown] = [scene.browse(), scene.browse()];
    const before = scene.mails.length;
    const answers = [
      await tell(await known.post('/account/mail', { mail: CLERK })),
      await tell(await unknown.post('/account/mail', { mail: STRANGER })),
    ];
    expect(answers[0]).toEqual(answers[1]);
    expect(scene.mails.length - before).toBe(1);
    expect(await tell(await known.get('/account/asked'))).toEqual(
      await tell(await unknown.get('/account/asked')),
    );
  });

  it('is told by no time: a slow mail server keeps nobody waiting, and nothing is looked up before', async () => {
    const work: (() => Promise<void>)[] = [];
    const server = Promise.withResolvers<{ readonly state: 'sent' }>();
    const asked: string[] = [];
    const browser = scene.browse({
      later: (begin) => Promise.resolve(void work.push(begin)),
      send: () => server.promise,
      accounts: {
        ...scene.accounts,
        grantsTo: (mail) => {
          asked.push(mail);
          return scene.accounts.grantsTo(mail);
        },
      },
    });
    const answers = [];
    for (const mail of [CLERK, STRANGER])
      answers.push(await tell(await browser.post('/account/mail', { mail })));
    expect(answers[0]).toEqual(answers[1]);
    expect([work.length, asked]).toEqual([2, []]);
    const begun = work.map((begin) => begin());
    expect(await Promise.race([begun[0], begun[1]?.then(() => 'the stranger’s is done')])).toBe(
      'the stranger’s is done',
    );
    server.resolve({ state: 'sent' });
    await Promise.all(begun);
    expect(asked.toSorted()).toEqual([CLERK, STRANGER].toSorted());
  });

  it('is told by no limit: the sixth mail in a quarter of an hour is not sent, and nobody hears of it', async () => {
    const browser = scene.browse();
    const before = scene.mails.length;
    const answers = [];
    for (let i = 0; i < 8; i++)
      answers.push(await tell(await browser.post('/account/mail', { mail: OFFICE })));
    for (const answer of answers.slice(1)) expect(answer).toEqual(answers[0]);
    expect(scene.mails.length - before).toBe(5);
    scene.pass(15);
    await browser.post('/account/mail', { mail: OFFICE.toUpperCase() });
    expect(scene.mails.length - before).toBe(6);
  });

  it('is hidden from whoever can send no mail, too', async () => {
    const browser = scene.browse({
      send: () => Promise.resolve({ state: 'refused', reason: 'no such mailbox' }),
    });
    const answer = await tell(await browser.post('/account/mail', { mail: CLERK }));
    expect(answer).toEqual(await tell(await scene.browse().post('/account/mail', { mail: STRANGER })));
    expect(
      JSON.stringify(scene.failures.splice(0).map((one) => String((one as { error: unknown }).error))),
    ).toContain('no such mailbox');
  });
});

describe('who asks for another’s address', () => {
  const from = (network: string) => scene.browse({ caller: () => network });
  const ask = async (browser: TestBrowser, times: number): Promise<number> => {
    const before = scene.mails.length;
    for (let i = 0; i < times; i++)
      expect((await browser.post('/account/mail', { mail: OFFICE })).status).toBe(303);
    return scene.mails.length - before;
  };

  it('from elsewhere keeps its owner from nothing, and a link that was sent stays good', async () => {
    const owner = from('203.0.113.1');
    const token = await owner.askLink(OFFICE);
    expect(await ask(from('198.51.100.1'), 8)).toBe(5);
    expect(await ask(owner, 1)).toBe(1);
    expect((await owner.post('/account/link', { token })).status).toBe(303);
  });

  it('from very many places fills no mailbox, and keeps out nobody who signed in from their browser before', async () => {
    const owner = from('203.0.113.1');
    await owner.signIn(OFFICE);
    // In the first hours of another day: its count is the day's.
    scene.pass(24 * 60 - ((Date.parse(scene.now()) / 60_000) % (24 * 60)));
    let sent = 0;
    for (let i = 0; i < 12; i++) sent += await ask(from(`198.51.100.${i}`), 5);
    expect(sent).toBe(40);
    expect(await ask(from('203.0.113.2'), 1)).toBe(0);
    expect(await ask(owner, 6)).toBe(5);
    // Known for its owner's address, and for no other's.
    const thief = from('198.51.100.77');
    await thief.signIn(CLERK);
    expect(await ask(thief, 1)).toBe(0);
    expect(JSON.stringify([...(await scene.store.state())])).not.toContain(
      owner.jar.get('__Host-gouji-browser'),
    );
    // The longer, the fewer.
    for (let hour = 0; hour < 3; hour++) {
      scene.pass(60);
      for (let i = 0; i < 12; i++) sent += await ask(from(`192.0.${hour}.${i}`), 5);
    }
    expect(sent).toBe(120);
    scene.pass(24 * 60);
    expect(await ask(from('203.0.113.2'), 1)).toBe(1);
  });

  it.each([
    ['2001:db8:1:2ff:1::1', '2001:DB8:1:200::2', true],
    ['2001:db8:1:2ff:1::1', '2001:db8:1:300::2', false],
    ['::1', '::2', true],
    ['203.0.113.1', '203.0.113.2', false],
  ])('is one network or not: %s, %s', (one, other, same) => {
    const network = (address: string) =>
      tellViewer(new Request(SITE, { headers: { 'x-forwarded-for': `claimed, ${address}, 192.0.2.1` } }));
    expect(network(one) === network(other)).toBe(same);
  });
});

it('is told on one machine by the proxy in front, whatever network a request claims', () => {
  const network = (passed: string | undefined) =>
    tellProxied(new Request(SITE, passed === undefined ? {} : { headers: { 'x-forwarded-for': passed } }));
  expect(network('198.51.100.1, 203.0.113.1')).toBe('203.0.113.1');
  expect(network('203.0.113.1')).toBe('203.0.113.1');
  expect(network(undefined)).toBeUndefined();
});

it('is told by the distribution that shows its secret, and by the API itself where none stands before it', () => {
  const passed = new Request(SITE, { headers: { 'x-forwarded-for': '198.51.100.1, 203.0.113.1' } });
  expect(chooseCaller('the secret')(passed)).toBe('198.51.100.1');
  // What is before the last is the reader's own claim there.
  expect(chooseCaller(undefined)(passed)).toBe('203.0.113.1');
});

describe('a network that asks too often', () => {
  it('is refused, whomever it asks for, and let in again later', async () => {
    const browser = scene.browse({ caller: () => '203.0.113.9' });
    const ask = (i: number) => browser.post('/account/mail', { mail: `nobody${i}@example.cn` });
    const answers = await Promise.all(Array.from({ length: 103 }, (_, i) => ask(i)));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(3);
    expect(
      (await scene.browse({ caller: () => '203.0.113.10' }).post('/account/mail', { mail: CLERK })).status,
    ).toBe(303);
    scene.pass(10);
    expect((await ask(1)).status).toBe(303);
  });
});

describe('a session', () => {
  it('has an id that nobody could plant, and a new one at each sign-in', async () => {
    const browser = scene.browse();
    const planted = 'A'.repeat(43);
    browser.jar.set(SESSION, planted);
    await browser.signIn(OFFICE);
    const first = browser.jar.get(SESSION);
    expect(first).not.toBe(planted);
    await browser.signIn(OFFICE);
    expect(browser.jar.get(SESSION)).not.toBe(first);
    const old = scene.browse();
    for (const id of [planted, first ?? '']) {
      old.jar.set(SESSION, id);
      expect(await isIn(old)).toBe(false);
    }
    expect(await isIn(browser)).toBe(true);
  });

  it('lies in a cookie that no script reads and no other site’s form carries', async () => {
    const browser = scene.browse();
    const entered = await browser.signIn(OFFICE);
    const cookie = entered.headers.getSetCookie().find((one) => one.startsWith(SESSION));
    expect(cookie).toMatch(
      /^__Host-gouji-session=[\w-]{43}; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(cookie).not.toMatch(/domain/i);
  });

  it('has a plain name where there is no TLS, and only there', async () => {
    const local = 'http://127.0.0.1:8787';
    const browser = scene.browse({ siteUrl: () => `${local}/` }, local);
    const entered = await browser.signIn(OFFICE);
    expect(entered.headers.getSetCookie().find((one) => one.startsWith('gouji-session='))).toMatch(
      /; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(await isIn(browser)).toBe(true);
    const other = scene.browse();
    other.jar.set('gouji-session', browser.jar.get('gouji-session') ?? '');
    expect(await isIn(other)).toBe(false);
  });

  it.each([
    ['a clerk', CLERK, 12],
    ['an office', OFFICE, 8],
    ['an operator', 'root@example.cn', 8],
  ])('of %s ends after its hours without use', async (_, mail, hours) => {
    const browser = scene.browse();
    await browser.signIn(mail);
    for (let i = 0; i < 3; i++) {
      scene.pass(hours * 60 - 6);
      expect(await isIn(browser)).toBe(true);
    }
    scene.pass(hours * 60 + 6);
    expect(await isIn(browser)).toBe(false);
  });

  it('ends after seven days, however much it is used', async () => {
    const browser = scene.browse();
    await browser.signIn(CLERK);
    for (let hours = 0; hours < 167; hours += 1) {
      scene.pass(60);
      if (hours % 10 === 0) expect(await isIn(browser)).toBe(true);
    }
    scene.pass(59);
    expect(await isIn(browser)).toBe(true);
    scene.pass(2);
    expect(await isIn(browser)).toBe(false);
  });

  it('is written once in five minutes at most', async () => {
    const browser = scene.browse();
    await browser.signIn(CLERK);
    const usedAt = async () => (await scene.accounts.sessionsOf(CLERK)).map((session) => session.usedAt);
    const first = await usedAt();
    scene.pass(4);
    await isIn(browser);
    expect(await usedAt()).toEqual(first);
    scene.pass(2);
    await isIn(browser);
    expect(await usedAt()).not.toEqual(first);
  });

  it('dies at once when it is ended elsewhere, and a stolen cookie with it', async () => {
    const [browser, thief] = [scene.browse(), scene.browse()];
    await browser.signIn(OFFICE);
    thief.jar.set(SESSION, browser.jar.get(SESSION) ?? '');
    expect(await isIn(thief)).toBe(true);
    const left = await browser.post('/account/sign-out');
    expect(left.headers.get('location')).toBe('/account/sign-in?left=yes');
    expect(browser.jar.has(SESSION)).toBe(false);
    expect(await isIn(thief)).toBe(false);
  });

  it('can be ended one by one, or all at once, by its own person alone', async () => {
    const [one, two, three, other] = [scene.browse(), scene.browse(), scene.browse(), scene.browse()];
    for (const browser of [one, two, three]) await browser.signIn('two@liubei.example.cn');
    await other.signIn(CLERK);
    const hashOf = (browser: TestBrowser): string => scene.deps.secrets.hash(browser.jar.get(SESSION) ?? '');
    expect(await (await one.get(OWN)).text()).toContain(hashOf(two));
    expect(await (await one.get(OWN)).text()).not.toContain(hashOf(other));
    expect((await one.post('/account/sessions/end', { session: hashOf(other) })).status).toBe(400);
    expect((await one.post('/account/sessions/end', { session: hashOf(two) })).status).toBe(303);
    expect([await isIn(one), await isIn(two), await isIn(three), await isIn(other)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    await one.post('/account/sign-out-everywhere');
    expect([await isIn(one), await isIn(three), await isIn(other)]).toEqual([false, false, true]);
  });

  it('ends with what was granted, and shows what is granted now', async () => {
    const mail = 'new@example.cn';
    const line = { mail, name: '孙', role: 'agency', agency: 'sjj' } as const;
    await scene.grant([line]);
    const browser = scene.browse();
    await browser.signIn(mail);
    // As a function has it that may write nothing.
    const readPrincipal = createReadPrincipal({
      ...scene.deps,
      accounts: scene.reader,
      hash: scene.deps.secrets.hash,
      steps: tellStepPolicy(scene.deps),
    });
    const ask = () =>
      readPrincipal(new Request(SITE, { headers: { cookie: `${SESSION}=${browser.jar.get(SESSION)}` } }));
    expect(await ask()).toEqual({
      mail,
      name: '孙',
      grants: [{ role: 'agency', agency: 'sjj', district: '450205' }],
      secondStep: false,
    });
    await scene.grant([{ ...line, to: '2026-01-01' as never }]);
    expect(await ask()).toBeUndefined();
    expect(await isIn(browser)).toBe(false);
  });

  it('ends where the roster names another address', async () => {
    const browser = scene.browse();
    await browser.signIn(CLERK);
    const { loadRoster } = await import('../../shared/pipeline/load-roster.ts');
    const { member } = await import('../support/a-desk.ts');
    const load = (mail: string) =>
      loadRoster(scene.store.table, [member('jyj', { mail, name: '柳北区教育局' })], scene.now());
    await load('other@liubei.example.cn');
    expect(await isIn(browser)).toBe(false);
    scene.pass(1);
    await load('JYJ@liubei.example.cn');
    expect(await isIn(browser)).toBe(true);
  });
});

describe('a page of another site', () => {
  const FORGED: readonly [string, Record<string, string>][] = [
    ['another origin', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a neighbour', { origin: 'https://other.example.cn', 'sec-fetch-site': 'same-site' }],
    ['a hidden origin', { origin: 'null' }],
    ['no word of where from', {}],
    ['an older browser', { origin: 'https://evil.example' }],
    ['one that begins like ours', { origin: `${SITE}.evil.example` }],
    ['another scheme', { origin: SITE.replace('https', 'http') }],
    ['JSON', { origin: 'https://evil.example', 'content-type': 'application/json' }],
    ['JSON as text', { origin: 'https://evil.example', 'content-type': 'text/plain' }],
    ['our origin, told by a browser as from elsewhere', { origin: SITE, 'sec-fetch-site': 'cross-site' }],
    [
      'a host that says it is theirs',
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', host: 'evil.example' },
    ],
  ];

  it.each(FORGED)('changes nothing: %s', async (_, headers) => {
    const browser = scene.browse();
    await browser.signIn(OFFICE);
    const token = await browser.askLink(CLERK);
    for (const path of [
      '/account/sign-out',
      '/account/sign-out-everywhere',
      '/account/link',
      '/account/mail',
    ])
      expect((await browser.post(path, { token, mail: CLERK }, headers)).status).toBe(403);
    expect(await (await browser.get(OWN)).text()).toContain('李主任');
  });

  it('may be an older browser’s of ours, which tells the origin alone', async () => {
    const browser = scene.browse();
    await browser.signIn(OFFICE);
    expect((await browser.post('/account/sign-out', {}, { origin: SITE })).status).toBe(303);
  });
});

describe('the way back after signing in', () => {
  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example/',
    '/.//evil.example/',
    '/\t/evil.example/',
    '/%0d%0aset-cookie:a=b\r\nx:y',
    'javascript:alert(1)',
    'evil',
    '',
    `/${'a'.repeat(600)}`,
  ])('never leaves the site: %j', async (returnTo) => {
    const browser = scene.browse();
    const entered = await browser.signIn(OFFICE, returnTo);
    const location = entered.headers.get('location') ?? '';
    expect(new URL(location, SITE).origin).toBe(SITE);
    expect(location).not.toMatch(/^\/[/\\]/);
    expect(entered.headers.getSetCookie().every((cookie) => !cookie.startsWith('a='))).toBe(true);
  });

  it('is a page of this site with what it was asked for', async () => {
    const entered = await scene.browse().signIn(OFFICE, '/regions/450205/years/2025?kind=township');
    expect(entered.headers.get('location')).toBe('/regions/450205/years/2025?kind=township');
  });
});

describe('the mailed address of the site', () => {
  it('is the configured one, whatever host a request names', async () => {
    const browser = scene.browse({}, SITE);
    await browser.post(
      '/account/mail',
      { mail: CLERK },
      {
        origin: SITE,
        'x-forwarded-host': 'evil.example',
        host: 'evil.example',
        forwarded: 'host=evil.example',
      },
    );
    expect(scene.mails.at(-1)?.text).toContain(`${SITE}/account/link?token=`);
    expect(scene.mails.at(-1)?.text).not.toContain('evil');
  });

  it('holds where the request came under another name', async () => {
    const browser = scene.browse({}, 'https://abc.execute-api.example.com');
    await browser.post('/account/mail', { mail: CLERK }, { origin: SITE, 'sec-fetch-site': 'same-origin' });
    expect(scene.mails.at(-1)?.text).toContain(`${SITE}/account/link?token=`);
  });

  it('is on one machine the name under which it was asked', async () => {
    const deps = { siteUrl: () => 'http://127.0.0.1:8787/' };
    await scene.browse(deps, 'http://localhost:8787').askLink(CLERK);
    expect(scene.mails.at(-1)?.text).toContain('http://localhost:8787/account/link?token=');
    const evil = scene.browse(deps, 'http://evil.example:8787');
    await evil.post('/account/mail', { mail: CLERK }, { origin: 'http://127.0.0.1:8787' });
    expect(scene.mails.at(-1)?.text).toContain('http://127.0.0.1:8787/account/link?token=');
  });

  it('is nowhere where nobody configured it: then no one can sign in', async () => {
    const browser = scene.browse({ siteUrl: () => undefined });
    expect((await browser.post('/account/mail', { mail: CLERK })).status).toBe(403);
  });
});

describe('an address with more in it than an address', () => {
  it.each([
    'jyj@liubei.example.cn\r\nbcc: evil@example.com',
    'jyj@liubei.example.cn, evil@example.com',
    '"x" <jyj@liubei.example.cn>',
    `${'a'.repeat(300)}@example.cn`,
    '',
  ])('is sent nothing: %j', async (mail) => {
    const browser = scene.browse();
    const before = scene.mails.length;
    const answer = await browser.post('/account/mail', { mail });
    expect(answer.status).toBe(400);
    expect(scene.mails.length).toBe(before);
  });

  it('is shown again as a text', async () => {
    const answer = await scene.browse().post('/account/mail', { mail: '"><script>alert(1)</script>' });
    expect(await answer.text()).not.toContain('<script>alert');
  });
});

describe('what is sent', () => {
  it('may not be large, and must be a form', async () => {
    const browser = scene.browse();
    expect((await browser.post('/account/mail', { mail: 'a'.repeat(9000) })).status).toBe(413);
    const own = { origin: SITE, 'content-type': 'application/json' };
    expect((await browser.post('/account/mail', { mail: CLERK }, own)).status).toBe(400);
  });
});

describe('every answer', () => {
  it('is kept by nobody, and framed by nobody', async () => {
    const browser = scene.browse();
    await browser.signIn(OFFICE);
    for (const path of [
      '/account/sign-in',
      OWN,
      '/account/asked',
      '/account/link?token=x',
      '/account/nowhere',
    ]) {
      const { headers } = await browser.get(path);
      expect(headers.get('cache-control')).toBe('private, no-store');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('to a method that is none says so, and to an address that is none', async () => {
    const browser = scene.browse();
    expect((await browser.get('/account/sign-out')).status).toBe(405);
    const lost = await browser.get('/account/sesions');
    expect(lost.status).toBe(404);
    const text = await lost.text();
    expect(text).toContain('href="/account/sessions">您要找的是不是：我的登录</a>');
    expect(text.match(/role="search"/g)).toHaveLength(3);
    expect(scene.failures).toEqual([]);
  });
});

describe('the doors that are one machine’s', () => {
  it('are not there otherwise', async () => {
    const browser = scene.browse();
    expect((await browser.get('/mailbox')).status).toBe(404);
    expect((await browser.post('/account/demonstration', { person: CLERK })).status).toBe(404);
    expect(await (await browser.get('/account/sign-in')).text()).not.toContain('演示人员');
  });

  it('let in the demonstration’s persons and nobody else', async () => {
    const browser = scene.browse({
      demonstration: () => Promise.resolve([{ mail: OFFICE, name: '演示主管' }]),
    });
    expect(await (await browser.get('/account/sign-in')).text()).toContain('以演示主管登录');
    expect((await browser.post('/account/demonstration', { person: CLERK })).status).toBe(400);
    expect(await isIn(browser)).toBe(false);
    expect((await browser.post('/account/demonstration', { person: OFFICE })).status).toBe(303);
    expect(await isIn(browser)).toBe(true);
  });
});
