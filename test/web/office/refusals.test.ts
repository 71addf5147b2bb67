/** A browser that asks for a page is told in one; a program in problem details. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aStore } from '../../support/a-store.ts';
import { anOffice, clerkOf } from '../../support/an-office.ts';
import { startEngines, type TestEngines } from '../../support/engines.ts';

const SITE = 'http://127.0.0.1:8787';
let engines: TestEngines;
let app: ReturnType<typeof anOffice>['app'];
beforeAll(async () => {
  engines = await startEngines();
  app = anOffice(engines, await aStore(engines, { regions: [], roster: [] }), {
    clerk: clerkOf('a-1', '450205'),
  }).app;
});
afterAll(() => engines.stop());

const RECEIPT = '/office/receipts/a-2/2024/v1';
const ask = (path: string, headers: Record<string, string>, method = 'GET') =>
  Promise.resolve(app.request(`${SITE}${path}`, { method, headers }));
const BROWSER = { accept: 'text/html,application/xhtml+xml', 'accept-language': 'zh-CN' };
const CLERK = { cookie: 'test-session=clerk' };

describe('a refusal', () => {
  it('leads a browser that is signed out to signing in, and back to the page afterwards', async () => {
    const answer = await ask(`${RECEIPT}?a=b`, BROWSER);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(
      `/account/sign-in?returnTo=${encodeURIComponent(`${RECEIPT}?a=b`)}`,
    );
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });

  it('tells a program that is signed out', async () => {
    const answer = await ask(RECEIPT, { accept: 'application/json' });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'signed-out' });
  });

  it('is a page with who is signed in, kept by nobody', async () => {
    const answer = await ask(RECEIPT, { ...BROWSER, ...CLERK });
    expect([403, 404]).toContain(answer.status);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const text = await answer.text();
    expect(text).toContain('没有办理');
    expect(text).toContain('李明');
  });

  it('is told in the reader’s language', async () => {
    const answer = await ask('/office/nowhere', { ...BROWSER, 'accept-language': 'en' });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('There is no such address.');
  });

  it('leads on from an address that is none: to the page it resembles, and to a search for what it names', async () => {
    const resembled = await (await ask('/desk/rectification', { ...BROWSER, ...CLERK })).text();
    expect(resembled).toContain('href="/desk/rectifications">您要找的是不是：整改台账</a>');
    const named = await (await ask('/office/agencies/a-1/nowhere', { ...BROWSER, ...CLERK })).text();
    expect(named).toContain('value="a-1"');
  });

  it('names the ways of asking where the way is wrong', async () => {
    const answer = await ask('/office/tickets', { ...BROWSER, ...CLERK });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toContain('POST');
  });
});
