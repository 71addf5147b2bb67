/** Signing in with a provider of identities, as a browser goes through it: from the page, to the provider, and back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOpenIdSettings } from '../../shared/contracts/openid-env.ts';
import { createAccount } from '../../web/account/app.tsx';
import { tellStepPolicy } from '../../web/account/second-step-way.ts';
import { SECRETS } from '../../shared/adapters/sign-in/secrets.ts';
import { createReadPrincipal } from '../../shared/pipeline/account/sessions.ts';
import { startIdentityProvider, type IdentityProvider } from '../support/identity-provider.ts';
import {
  aBrowser,
  CLERK,
  OFFICE,
  OPERATOR,
  startIdentityScene,
  type IdentityScene,
} from '../support/identity-scene.ts';

const ORIGIN = 'http://127.0.0.1:8787';
const RETURN = '/account/openid/return';
const SECRET = 'a-secret-between-the-two-of-them';
let provider: IdentityProvider;
let strict: IdentityScene;
let lenient: IdentityScene;
beforeAll(async () => {
  provider = await startIdentityProvider({
    client: {
      client_id: 'gouji',
      client_secret: SECRET,
      redirect_uris: [`${ORIGIN}${RETURN}`],
      post_logout_redirect_uris: [`${ORIGIN}/account/sign-in`],
    },
    persons: {
      clerk: { email: CLERK.toUpperCase(), email_verified: true, name: '张三', acr: 'password' },
      office: { email: OFFICE, email_verified: true, acr: 'password', steppedUp: 'two-factors' },
      operator: { email: OPERATOR, email_verified: true, acr: 'password' },
      stranger: { email: 'stranger@example.org', email_verified: true },
      hostile: { email: 'a@example.org\r\nbcc: b@example.org', email_verified: true },
    },
  });
  const environment = {
    OPENID_ISSUER: provider.issuer,
    OPENID_CLIENT_ID: 'gouji',
    OPENID_CLIENT_SECRET: SECRET,
    OPENID_NAME: '市政务认证',
  };
  strict = await startIdentityScene({
    settings: readOpenIdSettings({ ...environment, OPENID_OFFICE_ACR: 'two-factors' })!,
  });
  lenient = await startIdentityScene({ settings: readOpenIdSettings(environment)! });
});
afterAll(async () => {
  await Promise.all([provider, strict, lenient].map((started) => started.stop()));
});

function open(scene: IdentityScene) {
  const app = createAccount(scene.deps);
  return aBrowser((request) => app.fetch(request), ORIGIN);
}
type Browsing = ReturnType<typeof open>;

/** Until the site leads somewhere else than to the provider. */
async function signIn(browser: Browsing, person: string, returnTo = '/desk'): Promise<Response> {
  let answer = await browser.get(`/account/openid?returnTo=${encodeURIComponent(returnTo)}`);
  for (let times = 0; times < 4; times++) {
    const location = answer.headers.get('location') ?? '';
    if (!location.startsWith(provider.issuer)) return answer;
    answer = await browser.get(`${RETURN}${await provider.signIn(location, person)}`);
  }
  throw new Error('the site asks the provider again and again');
}
const principal = (scene: IdentityScene, { jar }: Browsing) =>
  scene.readPrincipal(
    new Request(ORIGIN, { headers: { cookie: [...jar].map((pair) => pair.join('=')).join('; ') } }),
  );

describe('the page of signing in', () => {
  it('leads to the provider by a link, which the security policy lets through', async () => {
    const page = await open(strict).get('/account/sign-in?returnTo=%2Fdesk');
    const html = await page.text();
    expect(html).toContain('去市政务认证登录');
    expect(html).toMatch(/<a class="button button-main" href="\/account\/openid\?returnTo=%2Fdesk"/);
  });
});

describe('a person whom the provider names', () => {
  it('is who the address belongs to, with what we grant to it', async () => {
    const browser = open(strict);
    const entered = await signIn(browser, 'clerk', '/file?year=2026');
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/file?year=2026']);
    expect(entered.headers.get('cache-control')).toBe('private, no-store');
    expect(await principal(strict, browser)).toMatchObject({
      mail: CLERK,
      grants: [{ role: 'agency', agency: '450205-mzj' }],
    });
    expect([...browser.jar.keys()]).toEqual(['gouji-session']);
  });

  it('has no rights by being known there', async () => {
    const browser = open(strict);
    const refused = await signIn(browser, 'stranger');
    expect([refused.status, (await refused.text()).includes('stranger@example.org 不在机关名录')]).toEqual([
      403,
      true,
    ]);
    expect(await principal(strict, browser)).toBeUndefined();
  });

  it('is refused with an address that is none', async () => {
    expect((await signIn(open(strict), 'hostile')).status).toBe(403);
  });

  it('is led to this site alone afterwards', async () => {
    for (const returnTo of ['https://evil.example/', '//evil.example', '/\\evil.example'])
      expect((await signIn(open(strict), 'clerk', returnTo)).headers.get('location')).toBe(
        '/account/sessions',
      );
  });
});

describe('an office', () => {
  it('is sent once more, for a second factor, and is an office then', async () => {
    const browser = open(strict);
    const entered = await signIn(browser, 'office');
    expect(entered.headers.get('location')).toBe('/desk');
    expect(await principal(strict, browser)).toMatchObject({
      mail: OFFICE,
      grants: [{ role: 'oversight' }],
      secondStep: true,
    });
    expect(await strict.readTrail('450000')).toContain(`sign-in ${OFFICE} by provider, with a second step`);
  });

  it('is refused where the provider has none: not sent round and round', async () => {
    const browser = open(strict);
    const refused = await signIn(browser, 'operator');
    expect([refused.status, (await refused.text()).includes('更强的认证方式')]).toEqual([403, true]);
    expect(await principal(strict, browser)).toBeUndefined();
  });

  it('is a clerk by a mailed link, where the provider’s second factor is demanded, and is led to the provider', async () => {
    const browser = open(strict);
    await browser.post('/account/mail', { mail: OFFICE, returnTo: '/desk' });
    const token = /token=([\w-]{43})/.exec(strict.mails.at(-1)?.text ?? '')?.[1] ?? '';
    const entered = await browser.post('/account/link', { token });
    expect(entered.headers.get('location')).toBe('/account/openid?returnTo=%2Fdesk');
    expect(await principal(strict, browser)).toMatchObject({ mail: OFFICE, grants: [], secondStep: false });
    // No telephone is enrolled here: whoever reads the mailbox could do it.
    expect((await browser.get('/account/second-step')).status).toBe(404);
    for (const path of ['', '/enrol', '/codes', '/forget'])
      expect((await browser.post(`/account/second-step${path}`, { code: '000000' })).status).toBe(404);
    const sessions = await (await browser.get('/account/sessions')).text();
    expect(sessions).toContain('<a href="/account/openid">');
    expect(sessions).not.toContain('/account/second-step');
    await signIn(browser, 'office');
    expect(await principal(strict, browser)).toMatchObject({ grants: [{ role: 'oversight' }] });
    expect(await (await browser.get('/account/sessions')).text()).not.toContain('/account/second-step');
  });

  it('loses its rights where its step was done with us and the provider’s is demanded since', async () => {
    const browser = open(lenient);
    await signIn(browser, 'office');
    const page = await (await browser.get('/account/second-step')).text();
    const secret = (/class="secret">([A-Z2-7 ]+)</.exec(page)?.[1] ?? '').replaceAll(' ', '');
    await browser.post('/account/second-step/enrol', { code: lenient.showCode(secret) });
    expect(await principal(lenient, browser)).toMatchObject({ grants: [{ role: 'oversight' }] });
    const demanding = { ...lenient.deps, provider: strict.deps.provider };
    const cookie = [...browser.jar].map((pair) => pair.join('=')).join('; ');
    const readPrincipal = createReadPrincipal({
      ...demanding,
      hash: SECRETS.hash,
      steps: tellStepPolicy(demanding),
    });
    expect(await readPrincipal(new Request(ORIGIN, { headers: { cookie } }))).toMatchObject({
      grants: [],
      secondStep: false,
    });
    const sessions = await createAccount(demanding).request(`${ORIGIN}/account/sessions`, {
      headers: { cookie },
    });
    expect(await sessions.text()).toContain('<a href="/account/openid">');
    await lenient.records.remove(OFFICE);
  });

  it('types a code from the telephone where nothing is asked of the provider', async () => {
    const browser = open(lenient);
    const entered = await signIn(browser, 'office');
    expect(entered.headers.get('location')).toBe('/account/second-step?returnTo=%2Fdesk');
    expect(await principal(lenient, browser)).toMatchObject({ grants: [], secondStep: false });
  });
});

describe('signing out', () => {
  const wayOut = async (browser: Browsing, path: string): Promise<string | undefined> => {
    const left = await browser.post(path, {});
    const page = await browser.get(left.headers.get('location') ?? '');
    return /<a href="([^"]+)" rel="nofollow">退出市政务认证<\/a>/.exec(await page.text())?.[1];
  };

  it.each(['/account/sign-out', '/account/sign-out-everywhere'])(
    'of a session that the provider began offers to end the provider’s, too: %s',
    async (path) => {
      const browser = open(strict);
      await signIn(browser, 'clerk');
      const offered = new URL((await wayOut(browser, path))?.replaceAll('&amp;', '&') ?? '');
      expect([offered.origin, Object.fromEntries(offered.searchParams)]).toEqual([
        provider.issuer,
        { client_id: 'gouji', post_logout_redirect_uri: `${ORIGIN}/account/sign-in` },
      ]);
      expect(await principal(strict, browser)).toBeUndefined();
    },
  );

  it('offers it nowhere else', async () => {
    const browser = open(strict);
    await browser.post('/account/mail', { mail: CLERK });
    const token = /token=([\w-]{43})/.exec(strict.mails.at(-1)?.text ?? '')?.[1] ?? '';
    await browser.post('/account/link', { token });
    expect(await wayOut(browser, '/account/sign-out')).toBeUndefined();
    expect(await (await open(strict).get('/account/sign-in')).text()).not.toContain(provider.issuer);
  });
});

describe('an answer', () => {
  it('is good in the browser that began, once', async () => {
    const [browser, other] = [open(strict), open(strict)];
    const begun = await browser.get('/account/openid');
    const query = await provider.signIn(begun.headers.get('location') ?? '', 'clerk');
    expect((await other.get(`${RETURN}${query}`)).status).toBe(400);
    const cookie = browser.jar.get('gouji-provider') ?? '';
    expect((await browser.get(`${RETURN}${query}`)).status).toBe(303);
    browser.jar.set('gouji-provider', cookie);
    expect((await browser.get(`${RETURN}${query}`)).status).toBe(400);
  });

  it('ends the session that the browser had: its id was known before', async () => {
    const browser = open(strict);
    await signIn(browser, 'clerk');
    const before = browser.jar.get('gouji-session') ?? '';
    await signIn(browser, 'clerk');
    expect(browser.jar.get('gouji-session')).not.toBe(before);
    const old = open(strict);
    old.jar.set('gouji-session', before);
    expect(await principal(strict, old)).toBeUndefined();
  });

  it('that says no is told as such', async () => {
    expect((await signIn(open(strict), 'nobody')).status).toBe(403);
    expect(strict.failures).toEqual([]);
  });
});

it('a provider that is away is told, and the other doors stay open', async () => {
  const away = await startIdentityScene({
    settings: readOpenIdSettings({ OPENID_ISSUER: 'http://127.0.0.1:9', OPENID_CLIENT_ID: 'gouji' })!,
  });
  const browser = open(away);
  const told = await browser.get('/account/openid');
  expect([told.status, (await told.text()).includes('没有应答')]).toEqual([503, true]);
  expect(away.failures).toHaveLength(1);
  expect(await (await browser.get('/account/sign-in?left=provider')).text()).toContain('发送登录链接');
  await away.stop();
});
