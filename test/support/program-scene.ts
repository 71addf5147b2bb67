/** Credentials for programs over the scene of signing in: people make them on the page, programs ask the office function. */
import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
import { readFileSync } from 'node:fs';
import { nameTokenSecretFile } from '../../local/authority/token-secret.ts';
import { createTokenIssuer } from '../../shared/adapters/upload-credentials/session-token.ts';
import type { LoginAnswer, UploadCredentialsAnswer } from '../../shared/contracts/api/program-answers.ts';
import type { LendDeps } from '../../shared/pipeline/credentials/lend-credentials.ts';
import { createOffice } from '../../web/office/app.ts';
import { OFFICE, SITE, type AccountScene, type TestBrowser } from './account-scene.ts';
import { officeDeps } from './an-office.ts';

export interface ProgramScene {
  readonly office: ReturnType<typeof createOffice>;
  readonly failures: unknown[];
  /** An office, with its second step done. */
  readonly signInOffice: (mail?: string) => Promise<TestBrowser>;
  /** Makes one on the page; answers its login code, and its id. */
  readonly make: (
    browser: TestBrowser,
    fields?: Record<string, string>,
  ) => Promise<{ readonly code: string; readonly id: string }>;
  readonly login: (code: string, headers?: Record<string, string>) => Promise<Response>;
  /** Made and logged in: its token. */
  readonly obtain: (browser: TestBrowser, fields?: Record<string, string>) => Promise<LoginAnswer>;
  readonly ask: (agency: string, token?: string, more?: Asking) => Promise<Response>;
  readonly lend: (agency: string, token: string) => Promise<UploadCredentialsAnswer>;
  readonly put: (lent: UploadCredentialsAnswer, key: string, body: string) => Promise<string | undefined>;
}

interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** `lagMs`: by how many milliseconds the clock of whoever lends is behind the store's; `roster`: instead of the store's. */
export function aProgramScene(
  scene: AccountScene,
  {
    lagMs = 0,
    roster = (agency) => scene.store.table.roster(agency),
  }: { lagMs?: number; roster?: LendDeps['table']['roster'] } = {},
): ProgramScene {
  const { engines, store, deps, accounts, now } = scene;
  const secret = Buffer.from(readFileSync(nameTokenSecretFile(engines.dataDir), 'utf8'), 'hex');
  const failures: unknown[] = [];
  const office = createOffice({
    ...officeDeps(engines, store, {}),
    readSignedIn: () => Promise.reject(new Error('programs have no session')),
    programs: {
      now,
      accounts,
      trail: deps.trail,
      secrets: deps.secrets,
      credentials: deps.credentials,
      table: { ...store.table, roster },
      // The store has the machine's clock, whatever the scene's says.
      issue: createTokenIssuer(secret, () => Date.now() - lagMs),
      store: { bucket: engines.bucket, region: 'us-east-1', endpoint: engines.s3Endpoint },
      caller: ({ headers }) => headers.get('x-test-caller') ?? undefined,
    },
    log: { error: (_, extra) => void failures.push(extra) },
  });
  const post = (path: string, init: RequestInit): Promise<Response> =>
    Promise.resolve(office.request(`${SITE}/api/v1/${path}`, { method: 'POST', ...init }));
  const program: ProgramScene = {
    office,
    failures,
    async signInOffice(mail = OFFICE) {
      const browser = scene.browse({ demonstration: () => Promise.resolve([{ mail, name: '李主任' }]) });
      await browser.post('/account/demonstration', { person: mail });
      return browser;
    },
    async make(browser, fields = {}) {
      const order = { name: '办公系统', scope: 'agency jyj', narrower: '', until: '2026-12-31', ...fields };
      const page = await (await browser.post('/account/credentials', order)).text();
      const code = /<code class="secret">([A-Z2-7-]{19})<\/code>/.exec(page)?.[1];
      const id = /name="credential" value="([\w-]{22})"/.exec(page)?.[1];
      if (code === undefined || id === undefined)
        throw new Error(`no code is shown: ${page.replace(/<[^>]*>/g, ' ')}`);
      return { code, id };
    },
    login: (code, headers = {}) =>
      post('login', {
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ code }),
      }),
    async obtain(browser, fields) {
      const answer = await program.login((await program.make(browser, fields)).code);
      if (answer.status !== 200) throw new Error(`no token is given: ${await answer.text()}`);
      return (await answer.json()) as LoginAnswer;
    },
    ask: (agency, token, { headers = {}, ...more } = {}) =>
      post(`agencies/${agency}/upload-credentials`, {
        headers: token === undefined ? headers : { authorization: `Bearer ${token}`, ...headers },
        ...more,
      }),
    async lend(agency, token) {
      const answer = await program.ask(agency, token);
      if (answer.status !== 200) throw new Error(`nothing is lent: ${await answer.text()}`);
      return (await answer.json()) as UploadCredentialsAnswer;
    },
    async put({ endpoint = '', region, bucket: Bucket, ...lent }, Key, Body) {
      const { accessKeyId, secretAccessKey, sessionToken } = lent;
      const credentials = { accessKeyId, secretAccessKey, sessionToken };
      const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
      try {
        return (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
      } finally {
        s3.destroy();
      }
    },
  };
  return program;
}
