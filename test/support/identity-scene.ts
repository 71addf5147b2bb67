/**
 * Signing in over the embedded table, with a provider of identities and second steps: a clerk of one agency, an office, an
 * operator. Time passes where the test says so.
 */
import { randomBytes } from 'node:crypto';
import { computeHmac, createSeal } from '../../shared/adapters/seal.ts';
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import type { OutgoingMail } from '../../shared/adapters/mail.ts';
import { createPlaceNames } from '../../shared/adapters/table/place-names.ts';
import { createAuditTrail } from '../../shared/adapters/table/audit-trail.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { createOpenIdDoor } from '../../shared/adapters/sign-in/openid-door.ts';
import { createCredentialRecords } from '../../shared/adapters/table/credential-records.ts';
import { SECRETS } from '../../shared/adapters/sign-in/secrets.ts';
import { createAccountRecords } from '../../shared/adapters/table/account-records.ts';
import { createPendingSignIns } from '../../shared/adapters/table/pending-sign-ins.ts';
import { createSecondStepRecords } from '../../shared/adapters/table/second-step-records.ts';
import type { OpenIdSettings } from '../../shared/contracts/openid-env.ts';
import { countEpochMs, makeInstant, type Instant } from '../../shared/domain/basics/calendar.ts';
import { makeCode, tellStep } from '../../shared/domain/authority/totp.ts';
import { createReadPrincipal } from '../../shared/pipeline/account/sessions.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { tellStepPolicy } from '../../web/account/second-step-way.ts';
import type { AccountDeps } from '../../web/account/ports.ts';
import { aStore } from './a-store.ts';
import { startEngines } from './engines.ts';
import { grantAsFile } from './grant-as-file.ts';
import { TEST_ASSETS } from './test-assets.ts';

export const CLERK = 'clerk@example.gov.cn';
export const OFFICE = 'office@example.gov.cn';
export const OPERATOR = 'operator@example.gov.cn';

const CITY = '450200';
const DISTRICT = '450205';

export type IdentityScene = Awaited<ReturnType<typeof startIdentityScene>>;

export async function startIdentityScene({
  settings,
  siteUrl = () => 'http://127.0.0.1:8787',
}: {
  readonly settings?: OpenIdSettings;
  readonly siteUrl?: () => string;
} = {}) {
  const engines = await startEngines();
  let passedMs = 0;
  const now = (): Instant => makeInstant(countEpochMs(systemClock()) + passedMs);
  const store = await aStore(engines, {
    regions: [
      { code: '000000', name: '全国' },
      { code: '450000', name: '广西壮族自治区' },
      { code: CITY, name: '柳州市' },
      { code: DISTRICT, name: '柳北区' },
    ],
    roster: [
      {
        id: '450205-mzj',
        name: '柳北区民政局',
        mail: CLERK,
        kind: 'department',
        district: DISTRICT,
        aliases: [],
        from: 2019,
        predecessors: [],
      },
    ],
  });
  const table = openTable(
    { TABLE_NAME: store.tableName, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint },
    engines.dynamodb,
  );
  const accounts = createAccountRecords(table);
  await grantAsFile(accounts, now(), [
    { role: 'oversight', region: CITY, mail: OFFICE, name: '王五' },
    { role: 'operator', mail: OPERATOR, name: '赵六' },
  ]);

  const mails: OutgoingMail[] = [];
  const failures: unknown[] = [];
  const records = createSecondStepRecords(table);
  const trail = createAuditTrail(table);
  const deps: AccountDeps = {
    accounts,
    places: createPlaceNames(table),
    trail,
    secrets: SECRETS,
    credentials: createCredentialRecords(table),
    send: (mail) => {
      mails.push(mail);
      return Promise.resolve({ state: 'sent' });
    },
    provider: settings && createOpenIdDoor({ settings, pending: createPendingSignIns(table), now }),
    secondStep: {
      records,
      seal: createSeal('the root secret of this scene'),
      hmac: computeHmac,
      sha256: hashBytes,
      randomBytes,
    },
    now,
    later: (work) => work(),
    siteUrl,
    caller: () => undefined,
    assets: TEST_ASSETS,
    log: {
      error: (_message, extra) => {
        failures.push(extra);
      },
    },
  };
  return {
    deps,
    store,
    mails,
    failures,
    records,
    /** What the audit trail says of a province, or of the system, this month: who did what, how. */
    readTrail: async (scope: string) =>
      (await trail.ofMonth(scope, now().slice(0, 7))).map(({ act, by, detail }) =>
        `${act} ${by.kind === 'person' ? by.mail : by.kind} ${detail}`.trim(),
      ),
    now,
    readPrincipal: createReadPrincipal({
      accounts,
      hash: SECRETS.hash,
      now,
      siteUrl,
      steps: tellStepPolicy(deps),
    }),
    pass: (seconds: number): void => {
      passedMs += seconds * 1000;
    },
    /** What a telephone shows that was enrolled with this secret. */
    showCode: (secret: string): string => showCode(secret, now()),
    stop: () => engines.stop(),
  };
}

/** What a telephone shows for a secret in base 32. */
export function showCode(secret: string, at: Instant): string {
  const bits = Array.from(secret.replaceAll(' ', ''), (sign) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'),
  ).join('');
  const bytes = Uint8Array.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)));
  return makeCode(computeHmac, bytes, tellStep(countEpochMs(at)));
}

/** A browser without a screen: keeps cookies, and says where a form comes from. */
export function aBrowser(fetchPage: (request: Request) => Response | Promise<Response>, origin: string) {
  const jar = new Map<string, string>();
  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '));
    const response = await fetchPage(new Request(new URL(path, origin), { ...init, headers }));
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = pair.split('=');
      if (/max-age=0/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }
  return {
    jar,
    get: (path: string) => ask(path),
    post: (path: string, fields: Record<string, string>, headers: Record<string, string> = { origin }) =>
      ask(path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
  };
}
