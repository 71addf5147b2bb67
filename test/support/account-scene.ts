/** Signing in on the embedded engines: a roster, officers, a clock that is set, mails that are kept, and a browser's jar. */
import {
  createAccountReader,
  createAccountRecords,
  type AccountReader,
  type AccountRecords,
} from '../../shared/adapters/table/account-records.ts';
import { createPlaceNames } from '../../shared/adapters/table/place-names.ts';
import { createAuditTrail } from '../../shared/adapters/table/audit-trail.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { createCredentialRecords } from '../../shared/adapters/table/credential-records.ts';
import { SECRETS } from '../../shared/adapters/sign-in/secrets.ts';
import type { OutgoingMail } from '../../shared/adapters/mail.ts';
import type { OfficerLine } from '../../shared/contracts/files/officers-file.ts';
import { makeInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { beginSession } from '../../shared/pipeline/account/sessions.ts';
import { createAccount } from '../../web/account/app.tsx';
import type { AccountDeps } from '../../web/account/ports.ts';
import { aStore, type Store } from './a-store.ts';
import { member, REGIONS } from './a-desk.ts';
import { startEngines, type TestEngines } from './engines.ts';
import { grantAsFile } from './grant-as-file.ts';
import { TEST_ASSETS } from './test-assets.ts';

export const SITE = 'https://gouji.example.cn';
export const CLERK = 'jyj@liubei.example.cn';
export const OFFICE = 'office@liuzhou.example.cn';
export const STRANGER = 'stranger@example.cn';
const OFFICERS: readonly OfficerLine[] = [
  { mail: OFFICE, name: '李主任', role: 'oversight', region: '450200' },
  { mail: 'two@liubei.example.cn', name: '王会计', role: 'agency', agency: 'jyj' },
  { mail: 'two@liubei.example.cn', name: '王会计', role: 'agency', agency: 'sjj' },
  { mail: 'root@example.cn', name: '管理员', role: 'operator' },
];
const BEGIN_MS = Date.parse('2026-06-01T04:30:00Z');

export interface AccountScene {
  readonly engines: TestEngines;
  readonly store: Store;
  readonly accounts: AccountRecords;
  readonly reader: AccountReader;
  readonly mails: OutgoingMail[];
  readonly failures: unknown[];
  readonly now: () => Instant;
  readonly pass: (minutes: number) => void;
  readonly grant: (lines: readonly OfficerLine[]) => Promise<void>;
  readonly deps: AccountDeps;
  /** A browser of its own on this site. */
  readonly browse: (deps?: Partial<AccountDeps>, site?: string) => TestBrowser;
  stop(): Promise<void>;
}

export async function startAccountScene(): Promise<AccountScene> {
  const engines = await startEngines();
  const store = await aStore(engines, {
    regions: REGIONS,
    roster: [
      member('jyj', { mail: 'JYJ@liubei.example.cn', name: '柳北区教育局' }),
      member('sjj', { name: '柳北区审计局' }),
    ],
  });
  const table = openTable(
    { TABLE_NAME: store.tableName, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
    engines.dynamodb,
  );
  const accounts = createAccountRecords(table);
  let nowMs = BEGIN_MS;
  const now = (): Instant => makeInstant(nowMs);
  const mails: OutgoingMail[] = [];
  const failures: unknown[] = [];
  const deps: AccountDeps = {
    accounts,
    places: createPlaceNames(table),
    trail: createAuditTrail(table),
    secrets: SECRETS,
    credentials: createCredentialRecords(table),
    send: (mail) => {
      mails.push(mail);
      return Promise.resolve({ state: 'sent' });
    },
    now,
    later: (work) => work(),
    siteUrl: () => `${SITE}/`,
    caller: () => undefined,
    assets: TEST_ASSETS,
    log: { error: (_message, extra) => void failures.push(extra) },
  };
  const grant = (lines: readonly OfficerLine[]): Promise<void> => grantAsFile(accounts, now(), lines);
  await grant(OFFICERS);
  return {
    engines,
    store,
    accounts,
    reader: createAccountReader(table),
    mails,
    failures,
    now,
    pass: (minutes) => void (nowMs += minutes * 60_000),
    grant,
    deps,
    browse: (more = {}, site = SITE) => createBrowser({ ...deps, ...more }, site),
    stop: () => engines.stop(),
  };
}

export interface TestBrowser {
  readonly jar: Map<string, string>;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  /** As a form of this site's page sends it, unless other headers say otherwise. */
  readonly post: (
    path: string,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  /** Asks for a link and answers the one that was mailed. */
  readonly askLink: (mail: string, returnTo?: string) => Promise<string>;
  readonly signIn: (mail: string, returnTo?: string) => Promise<Response>;
  /** As after the second step. */
  readonly enter: (mail: string) => Promise<void>;
}

function createBrowser(deps: AccountDeps, site: string): TestBrowser {
  const sent: OutgoingMail[] = [];
  const { send } = deps;
  const app = createAccount({
    ...deps,
    send:
      send &&
      ((mail) => {
        sent.push(mail);
        return send(mail);
      }),
  });
  const jar = new Map<string, string>();
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await app.request(new URL(path, site).href, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(cookie)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  const browser: TestBrowser = {
    jar,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, fields = {}, headers = { origin: site, 'sec-fetch-site': 'same-origin' }) =>
      ask(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
    async askLink(mail, returnTo) {
      await browser.post('/account/mail', { mail, ...(returnTo !== undefined && { returnTo }) });
      return tokenIn(sent.at(-1));
    },
    async signIn(mail, returnTo) {
      return browser.post('/account/link', { token: await browser.askLink(mail, returnTo) });
    },
    async enter(mail) {
      const entering = { mail, by: 'provider', step: { by: 'telephone' }, browser: '' } as const;
      const token = await beginSession({ ...deps, ...deps.secrets }, entering);
      jar.set('__Host-gouji-session', token);
    },
  };
  return browser;
}

export function tokenIn(mail: OutgoingMail | undefined): string {
  const token = /\/account\/link\?token=([\w-]{43})/.exec(mail?.text ?? '')?.[1];
  if (token === undefined) throw new Error('no link was mailed');
  return token;
}
