/** `gouji load officers`, and signing in with what it granted, on a system as a user starts it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aScene, NO_STACK, type Scene } from './scene.ts';
import { signInByMail } from './sign-in-by-mail.ts';

const HEAD = 'mail,name,role,region,agency,from,to\n';
const OFFICE = 'li@liuzhou.example.cn,李雷,oversight,450200,,,\n';
const OPERATOR = 'ops@example.cn,运维,operator,,,,\n';

let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
});
afterAll(() => scene.stop());

const load = async (content: string, ...more: string[]) =>
  scene.gouji('load', 'officers', await scene.write('officers.csv', HEAD + content), ...more);

const showOwn = async (cookie: string): Promise<Response> =>
  fetch(new URL('/account/sessions', scene.system.endpoints.web), {
    redirect: 'manual',
    headers: { cookie },
  });

describe('gouji load officers', () => {
  it('loads nothing of a file with a complaint', async () => {
    const { code, stdout, stderr } = await load(`${OFFICE}zhang,张,agency,,nowhere,,\n`);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/officers\.csv:3 mail: .+ \/ .+\n.*officers\.csv:3 agency: .+ \/ .+\n/);
    expect(stderr).toMatch(/nothing was loaded: 2 complaint\(s\)\n$/);
    expect(stderr).toMatch(NO_STACK);
  });

  it('tells what it would change, and changes it once', async () => {
    const tried = await load(OFFICE + OPERATOR, '--dry-run');
    expect(tried.stdout).toContain('li@liuzhou.example.cn 李雷  oversight 450200\n');
    expect(tried.stdout).toMatch(
      /nothing was written: 2 grants loaded: 2 added, 0 changed, 0 withdrawn, 0 unchanged/,
    );
    const added = '2 grants loaded: 2 added, 0 changed, 0 withdrawn, 0 unchanged\n';
    expect(await load(OFFICE + OPERATOR)).toMatchObject({ code: 0, stdout: added });
    const again = '2 grants loaded: 0 added, 0 changed, 0 withdrawn, 2 unchanged\n';
    expect(await load(OFFICE + OPERATOR)).toMatchObject({ code: 0, stdout: again });
  });

  it('lets in whom it names, until it withdraws the grant: then they are out at once', async () => {
    const { location, cookie } = await signInByMail(scene.system.endpoints.web, 'LI@liuzhou.example.cn');
    // An office by way of its second step.
    expect(location).toBe('/account/second-step?returnTo=%2Faccount%2Fsessions');
    const own = await showOwn(cookie);
    expect(own.status).toBe(200);
    expect(await own.text()).toContain('450200');
    const { stdout } = await load('li@liuzhou.example.cn,李雷,oversight,450200,,,2026-01-01\n');
    expect(stdout).toBe('1 grants loaded: 0 added, 0 changed, 1 withdrawn, 0 unchanged\n');
    expect((await showOwn(cookie)).status).toBe(303);
  });

  it('has no door of a demonstration where there is none', async () => {
    const page = await (await fetch(new URL('/account/sign-in?lang=en', scene.system.endpoints.web))).text();
    expect(page).toContain('Send the link');
    expect(page).not.toContain('Persons of the demonstration');
  });

  it('answers under this machine’s own names alone', async () => {
    const { web } = scene.system.endpoints;
    const { request } = await import('node:http');
    const ask = (path: string, host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const asked = request(new URL(path, web), { headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        asked.once('error', reject).end();
      });
    for (const path of ['/mailbox', '/account/sign-in']) expect(await ask(path, 'evil.example')).toBe(421);
    expect(await ask('/mailbox', new URL(web).host)).toBe(200);
  });
});
