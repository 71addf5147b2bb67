/** `gouji reset-second-step`, for an office that lost its telephone, on a system as a user starts it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aScene, type Scene } from './scene.ts';
import { signInByMail } from './sign-in-by-mail.ts';

const MAIL = 'li@liuzhou.example.cn';
let scene: Scene;
beforeAll(async () => {
  scene = await aScene();
  const officers = `mail,name,role,region,agency,from,to\n${MAIL},李雷,oversight,450200,,,\n`;
  await scene.gouji('load', 'officers', await scene.write('officers.csv', officers));
});
afterAll(() => scene.stop());

const reset = (mail: string) => scene.gouji('reset-second-step', mail, '--yes');
const get = (path: string, cookie = '') =>
  fetch(new URL(path, scene.system.endpoints.web), { redirect: 'manual', headers: { cookie } });

/** Answers the session's cookie. */
async function signIn(): Promise<string> {
  const { location, cookie } = await signInByMail(scene.system.endpoints.web, MAIL);
  expect(location).toContain('/account/second-step');
  return cookie;
}
const showSecret = async (cookie: string) =>
  /class="secret">([A-Z2-7 ]+)</.exec(await (await get('/account/second-step', cookie)).text())?.[1];

it('takes the telephone’s secret away, and ends the sessions', async () => {
  expect(await reset(MAIL)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('nothing was changed'),
  });
  const cookie = await signIn();
  const secret = await showSecret(cookie);
  expect(secret).toMatch(/^(?:[A-Z2-7]{4} ?){8}$/);
  const done = await reset(MAIL.toUpperCase());
  expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('1 sessions ended') });
  expect((await get('/account/second-step', cookie)).status).toBe(303);
  expect(await showSecret(await signIn())).not.toBe(secret);
});

it('wants an address', async () => {
  expect(await reset('nobody')).toMatchObject({ code: 64 });
});
