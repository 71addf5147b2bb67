/** Filing by a credential, as its person and its program do it: the page, `gouji login`, `gouji upload`, any S3 client. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GOUJI, run, type Ran } from '../support/run-gouji.ts';
import { NO_STACK, aDocument, aScene, eventually, type Scene } from './scene.ts';
import { signInByMail } from './sign-in-by-mail.ts';

const CLERK = 'wangfang@liubei.example.cn';
let scene: Scene;
let cookie: string;
let site: string;
beforeAll(async () => {
  scene = await aScene();
  site = scene.system.endpoints.web;
  const officers = await scene.write(
    'officers.csv',
    `mail,name,role,region,agency,from,to\n${CLERK},王芳,agency,,450205-jyj,,\n`,
  );
  const loaded = await scene.gouji('load', 'officers', officers);
  if (loaded.code !== 0) throw new Error(loaded.stderr);
  ({ cookie } = await signInByMail(site, CLERK));
});
afterAll(() => scene.stop());

const own = (): Record<string, string> => ({ origin: site, 'sec-fetch-site': 'same-origin' });
async function send(path: string, fields: Record<string, string>, more: Record<string, string> = {}) {
  return fetch(new URL(path, site), {
    method: 'POST',
    redirect: 'manual',
    headers: { ...own(), ...more },
    body: new URLSearchParams(fields),
  });
}

async function makeCode(): Promise<{ code: string; id: string }> {
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const order = { name: '教育局办公系统', scope: 'agency 450205-jyj', until };
  const page = await (await send('/account/credentials', order, { cookie })).text();
  expect(page).toContain(`npx gouji login --site ${site}`);
  return {
    code: /<code class="secret">([A-Z2-7-]{19})<\/code>/.exec(page)?.[1] ?? '',
    id: /name="credential" value="([\w-]{22})"/.exec(page)?.[1] ?? '',
  };
}

let homes = 0;
/** A user's computer, with a folder of settings of its own. */
function aComputer() {
  const GOUJI_CONFIG_DIR = join(scene.path, `home-${++homes}`, 'gouji');
  return {
    file: join(GOUJI_CONFIG_DIR, 'login.json'),
    gouji: (...args: string[]): Promise<Ran> => run('node', [GOUJI, ...args], { env: { GOUJI_CONFIG_DIR } }),
  };
}
async function loggedIn() {
  const { code, id } = await makeCode();
  const computer = aComputer();
  const ran = await computer.gouji('login', '--site', site, '--code', code);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return { ...computer, id, said: ran.stdout };
}

describe('gouji login', () => {
  it('keeps the token where nobody else may read it, and says who, for what and until when', async () => {
    const { file, said } = await loggedIn();
    for (const told of ['教育局办公系统', '王芳', '机关450205-jyj (450205-jyj)', site, file])
      expect(said).toContain(told);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700);
    const token = /gjc_[\w-]{65}/.exec(await readFile(file, 'utf8'))?.[0] ?? '';
    expect(said).not.toContain(token.slice(4));
  });

  it('is refused with the cure: a code that is wrong or used, none, and a site that would see a secret unencrypted', async () => {
    const { code } = await makeCode();
    const computer = aComputer();
    expect((await computer.gouji('login', '--site', site, '--code', code)).code).toBe(0);
    const used = await aComputer().gouji('login', '--site', site, '--code', code);
    expect(used.code).toBe(77);
    expect(used.stderr).toContain('Ask for a new one on the site');
    expect(used.stderr).toMatch(NO_STACK);
    const none = await aComputer().gouji('login', '--site', site);
    expect(none.code).toBe(64);
    expect(none.stderr).toContain(`${site}/account/credentials`);
    const open = await aComputer().gouji('login', '--site', 'http://gouji.example.cn', '--code', code);
    expect(open.code).toBe(64);
    expect(open.stderr).toContain('https://');
  });
});

describe('gouji upload', () => {
  it('files by the credential where one is logged in, and the receipt names it and its person', async () => {
    const { gouji, file } = await loggedIn();
    const document = await scene.write('jyj.json', aDocument('450205-jyj', 2024, 12));
    const ran = await gouji('upload', document);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toContain('教育局办公系统');
    // Read with what it was lent.
    const lent = JSON.parse((await gouji('upload-credentials', '450205-jyj')).stdout) as Lent;
    const { body } = await scene.api('agencies/450205-jyj/years/2024');
    const receipt = await read(
      lent,
      `receipts/inbox/450205/450205-jyj/2024.json/${body.inForce?.submissionId}.json`,
    );
    expect(receipt).toMatchObject({
      outcome: 'accepted',
      by: { kind: 'credential', name: '王芳', credential: '教育局办公系统' },
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('files for no other agency, and says why', async () => {
    const { gouji } = await loggedIn();
    const ran = await gouji('upload', await scene.write('gaj.json', aDocument('450205-gaj', 2024, 5)));
    expect(ran.code).toBe(77);
    expect(ran.stderr).toContain('The credential is not for this agency');
    expect((await scene.api('agencies/450205-gaj/years/2024')).body.submissions).toEqual([]);
  });

  it('goes on without it for whoever has the system’s own keys, and after gouji logout', async () => {
    const { gouji, file } = await loggedIn();
    const out = await gouji('logout');
    expect(out).toMatchObject({ code: 0, stderr: '' });
    expect(out.stdout).toContain(`${site}/account/credentials`);
    expect(await readFile(file, 'utf8')).not.toContain('gjc_');
    const document = await scene.write('gaj.json', aDocument('450205-gaj', 2024, 5));
    expect(await gouji('upload', document, '--endpoint', site)).toMatchObject({ code: 0, stderr: '' });
    const lent = await gouji('upload-credentials', '450205-jyj');
    expect(lent.code).toBe(77);
    expect(lent.stderr).toContain('run gouji login first');
  });
});

interface Lent {
  readonly Version: number;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: string;
}
const clientOf = ({
  AccessKeyId: accessKeyId,
  SecretAccessKey: secretAccessKey,
  SessionToken: sessionToken,
}: Lent) =>
  new S3Client({
    endpoint: scene.system.endpoints.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
  });
async function read(lent: Lent, Key: string): Promise<unknown> {
  const { Body } = await clientOf(lent).send(new GetObjectCommand({ Bucket: 'gouji', Key }));
  return JSON.parse((await Body?.transformToString()) ?? '');
}
const put = (lent: Lent, Key: string, Body: string) =>
  clientOf(lent).send(new PutObjectCommand({ Bucket: 'gouji', Key, Body, ContentType: 'application/json' }));

describe('gouji upload-credentials', () => {
  it('prints what AWS’s credential_process wants, good for its own place and no other', async () => {
    const { gouji } = await loggedIn();
    const ran = await gouji('upload-credentials', '450205-jyj', '--site', site);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const lent = JSON.parse(ran.stdout) as Lent;
    expect(lent.Version).toBe(1);
    expect(Date.parse(lent.Expiration) - Date.now()).toBeGreaterThan(800_000);
    const key = (agency: string, folder = 'inbox') => `${folder}/450205/${agency}/2023.json`;
    const text = aDocument('450205-jyj', 2023, 7);
    await put(lent, key('450205-jyj'), text);
    for (const other of [key('450205-gaj'), key('450205-jyj', 'backfill')])
      await expect(put(lent, other, text)).rejects.toMatchObject({ name: 'AccessDenied' });
    const filed = await eventually(
      async () => (await scene.api('agencies/450205-jyj/years/2023')).body.submissions?.length,
      (count) => count === 1,
    );
    expect(filed).toBe(1);
  });

  it('ends with the credential: revoked on the page it lends nothing more', async () => {
    const { gouji, id } = await loggedIn();
    expect((await gouji('upload-credentials', '450205-jyj')).code).toBe(0);
    expect((await send('/account/credentials/revoke', { credential: id }, { cookie })).status).toBe(303);
    const ran = await gouji('upload-credentials', '450205-jyj');
    expect(ran.code).toBe(77);
    expect(ran.stderr).toContain('The credential was revoked');
  });

  it('ends with its person’s grant', async () => {
    const { gouji } = await loggedIn();
    const line = (to: string) =>
      scene.write(
        'again.csv',
        `mail,name,role,region,agency,from,to\n${CLERK},王芳,agency,,450205-jyj,,${to}\n`,
      );
    expect((await scene.gouji('load', 'officers', await line('2024-01-01'))).code).toBe(0);
    const ran = await gouji('upload', await scene.write('jyj.json', aDocument('450205-jyj', 2024, 13)));
    expect(ran.code).toBe(77);
    expect(ran.stderr).toContain('may not file for this agency any more');
    expect((await scene.gouji('load', 'officers', await line(''))).code).toBe(0);
    expect((await gouji('upload-credentials', '450205-jyj')).code).toBe(0);
  });

  it('leaves its steps in the audit trail', async () => {
    const { stdout } = await scene.gouji('audit', '--by', CLERK);
    for (const act of [
      'made a credential',
      'logged a program in',
      'was lent temporary credentials',
      'revoked a credential',
    ])
      expect(stdout).toContain(act);
    expect(stdout).not.toContain('gjc_');
  });
});
