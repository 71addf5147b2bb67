/** The second step of offices and operators, from the mailed link to the telephone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount } from '../../web/account/app.tsx';
import {
  aBrowser,
  CLERK,
  OFFICE,
  OPERATOR,
  startIdentityScene,
  type IdentityScene,
} from '../support/identity-scene.ts';

const ORIGIN = 'http://127.0.0.1:8787';
const STEP = '/account/second-step';
let scene: IdentityScene;
beforeAll(async () => {
  scene = await startIdentityScene();
});
afterAll(() => scene.stop());

const open = () => {
  const app = createAccount(scene.deps);
  return aBrowser((request) => app.fetch(request), ORIGIN);
};
type Browsing = ReturnType<typeof open>;

/** By the mailed link; answers where that leads. */
async function signIn(browser: Browsing, mail: string, returnTo = '/desk'): Promise<string | null> {
  // So many mails an address gets in a quarter of an hour, and no more.
  scene.pass(15 * 60);
  await browser.post('/account/mail', { mail, returnTo });
  const token = /token=([\w-]{43})/.exec(scene.mails.at(-1)?.text ?? '')?.[1] ?? '';
  return (await browser.post('/account/link', { token })).headers.get('location');
}
const principal = (browser: Browsing) =>
  scene.readPrincipal(
    new Request(ORIGIN, { headers: { cookie: [...browser.jar].map((pair) => pair.join('=')).join('; ') } }),
  );
const readSecret = (html: string): string =>
  (/class="secret">([A-Z2-7 ]+)</.exec(html)?.[1] ?? '').replaceAll(' ', '');
const readCodes = (html: string): string[] =>
  [...html.matchAll(/<code>([A-Z2-7-]{29})<\/code>/g)].map(([, code = '']) => code);

async function enrolled(mail: string) {
  const browser = open();
  await signIn(browser, mail);
  const secret = readSecret(await (await browser.get(STEP)).text());
  const shown = await browser.post(`${STEP}/enrol`, { code: scene.showCode(secret), returnTo: '/desk' });
  scene.pass(30);
  return { browser, secret, shown, codes: readCodes(await shown.text()) };
}

describe('an office', () => {
  it('is led to the second step, and has nothing of an office before', async () => {
    const browser = open();
    expect(await signIn(browser, OFFICE, '/desk?year=2026')).toBe(`${STEP}?returnTo=%2Fdesk%3Fyear%3D2026`);
    expect(await principal(browser)).toMatchObject({ mail: OFFICE, grants: [], secondStep: false });
    const page = await browser.get(STEP);
    expect(page.headers.get('cache-control')).toBe('private, no-store');
    const html = await page.text();
    expect(html).toContain('登记手机');
    expect(html).toMatch(/<svg class="qr"/);
    // The same secret until a code has come: whoever loads the page again has scanned it already.
    expect(readSecret(await (await browser.get(STEP)).text())).toBe(readSecret(html));
  });

  it('enrols a telephone, sees ten recovery codes once, and is an office with a new id', async () => {
    const browser = open();
    await signIn(browser, OFFICE);
    const before = browser.jar.get('gouji-session');
    const secret = readSecret(await (await browser.get(STEP)).text());
    const wrong = await browser.post(`${STEP}/enrol`, { code: '000000' });
    expect([wrong.status, (await wrong.text()).includes('这个口令不对')]).toEqual([400, true]);
    const shown = await browser.post(`${STEP}/enrol`, { code: scene.showCode(secret), returnTo: '/desk' });
    expect(shown.headers.get('cache-control')).toBe('private, no-store');
    const html = await shown.text();
    expect(readCodes(html)).toHaveLength(10);
    expect(html).toContain('href="/desk"');
    expect(browser.jar.get('gouji-session')).not.toBe(before);
    expect(await principal(browser)).toMatchObject({ grants: [{ role: 'oversight' }], secondStep: true });
    expect(scene.mails.at(-1)).toMatchObject({ to: OFFICE, subject: expect.stringContaining('第二步验证') });
    // The id of before is nobody's any more.
    const old = open();
    old.jar.set('gouji-session', before ?? '');
    expect(await principal(old)).toBeUndefined();
    const managed = await (await browser.get(STEP)).text();
    expect(readCodes(managed)).toEqual([]);
    expect(managed).toContain('备用码还剩 10 个');
  });

  it('types a code at the next sign-in, each once, in another browser too', async () => {
    const { secret } = await enrolled(OPERATOR);
    const browser = open();
    await signIn(browser, OPERATOR, '/audit');
    const page = await (await browser.get(`${STEP}?returnTo=%2Faudit`)).text();
    expect(page).toContain('动态口令或备用码');
    expect(readSecret(page)).toBe('');
    const code = scene.showCode(secret);
    const right = await browser.post(STEP, { code, returnTo: '/audit' });
    expect([right.status, right.headers.get('location')]).toEqual([303, '/audit']);
    expect(await principal(browser)).toMatchObject({ grants: [{ role: 'operator' }], secondStep: true });
    const thief = open();
    await signIn(thief, OPERATOR);
    expect((await thief.post(STEP, { code })).status).toBe(400);
    expect(await principal(thief)).toMatchObject({ grants: [] });
  });

  it('takes new recovery codes and another telephone for a code alone', async () => {
    await scene.records.remove(OFFICE);
    const { browser, secret, codes } = await enrolled(OFFICE);
    expect((await browser.post(`${STEP}/codes`, { code: 'nonsense' })).status).toBe(400);
    const renewed = readCodes(
      await (await browser.post(`${STEP}/codes`, { code: scene.showCode(secret) })).text(),
    );
    expect(renewed).toHaveLength(10);
    expect((await scene.readTrail('450000')).at(-1)).toBe(`renew-recovery-codes ${OFFICE}`);
    const elsewhere = open();
    await signIn(elsewhere, OFFICE);
    await elsewhere.post(STEP, { code: renewed[1]! });
    expect(await principal(elsewhere)).toMatchObject({ secondStep: true });
    expect((await browser.post(`${STEP}/forget`, { code: codes[0]! })).status).toBe(400);
    const forgotten = await browser.post(`${STEP}/forget`, { code: renewed[0]! });
    expect(forgotten.headers.get('location')).toBe(STEP);
    expect(await principal(browser)).toMatchObject({ grants: [], secondStep: false });
    // What the old telephone let in elsewhere has ended.
    expect(await principal(elsewhere)).toBeUndefined();
    expect(readSecret(await (await browser.get(STEP)).text())).not.toBe(secret);
  });

  it('is told that it has to wait after five wrong codes, and its right one does not help', async () => {
    await scene.records.remove(OFFICE);
    const { secret } = await enrolled(OFFICE);
    const browser = open();
    await signIn(browser, OFFICE);
    for (let i = 0; i < 5; i++) await browser.post(STEP, { code: '000000' });
    const locked = await browser.post(STEP, { code: scene.showCode(secret) });
    expect([locked.status, (await locked.text()).includes('连续输错次数太多')]).toEqual([400, true]);
    expect(await principal(browser)).toMatchObject({ grants: [] });
    await scene.records.remove(OFFICE);
  });

  it.each(['', '/enrol', '/codes', '/forget'])('POST %s from another site does nothing', async (path) => {
    const browser = open();
    await signIn(browser, OFFICE);
    const refused = await browser.post(
      `${STEP}${path}`,
      { code: '000000' },
      { origin: 'https://evil.example' },
    );
    expect(refused.status).toBe(403);
  });

  it.each(['codes', 'forget'])('changes nothing by POST %s before the step is done', async (path) => {
    const browser = open();
    await signIn(browser, OFFICE);
    const turned = await browser.post(`${STEP}/${path}`, { code: '000000' });
    expect([turned.status, turned.headers.get('location')]).toEqual([303, '/account/sessions']);
  });
});

describe('a clerk', () => {
  it('needs no second step, and is asked for none', async () => {
    const browser = open();
    expect(await signIn(browser, CLERK, '/file')).toBe('/file');
    expect(await principal(browser)).toMatchObject({ grants: [{ role: 'agency' }], secondStep: false });
    expect((await browser.get(STEP)).headers.get('location')).toBe('/account/sessions');
    expect((await browser.post(`${STEP}/enrol`, { code: '000000' })).headers.get('location')).toBe(
      '/account/sessions',
    );
  });
});

it('the audit trail tells who signed in, how, and who failed at the second step, as often as it counts', async () => {
  await scene.records.remove(OPERATOR);
  const before = (await scene.readTrail('system')).length;
  const { browser } = await enrolled(OPERATOR);
  for (let i = 0; i < 9; i++) await browser.post(`${STEP}/forget`, { code: '000000' });
  expect((await scene.readTrail('system')).slice(before)).toEqual([
    `sign-in ${OPERATOR} by mail`,
    `enrol-second-step ${OPERATOR}`,
    ...Array.from({ length: 5 }, () => `second-step-refused ${OPERATOR}`),
    expect.stringMatching(`^lock-second-step ${OPERATOR} until \\d{4}-`),
  ]);
  await signIn(open(), CLERK);
  expect((await scene.readTrail('450000')).at(-1)).toBe(`sign-in ${CLERK} by mail`);
});

it('leads to no other site, whatever the form says', async () => {
  const { browser: _, secret } = await enrolled(OFFICE);
  const browser = open();
  await signIn(browser, OFFICE);
  const right = await browser.post(STEP, { code: scene.showCode(secret), returnTo: '//evil.example' });
  expect(right.headers.get('location')).toBe('/account/sessions');
  expect(scene.failures).toEqual([]);
});
