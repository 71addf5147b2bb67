/**
 * Every route of the account and office functions, asked for what is one agency's by everybody: real sessions and grants, over the
 * embedded table. What each is answered stands in `route-answers.ts`.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECRETS } from '../../shared/adapters/sign-in/secrets.ts';
import type { Granted } from '../../shared/domain/authority/grant-record.ts';
import type { StepDone } from '../../shared/domain/authority/step-done.ts';
import { tellCredentialDays } from '../../shared/domain/authority/program-credential.ts';
import type { Principal } from '../../shared/domain/authority/principal.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { hashBytes } from '../../shared/adapters/hash-bytes.ts';
import { openIdentity } from '../../shared/adapters/sign-in/open-identity.ts';
import { beginSession } from '../../shared/pipeline/account/sessions.ts';
import { makeCredential } from '../../shared/pipeline/credentials/make-credential.ts';
import { createAccount } from '../../web/account/app.tsx';
import type { AccountDeps } from '../../web/account/ports.ts';
import { tellStepPolicy } from '../../web/account/second-step-way.ts';
import { createOffice } from '../../web/office/app.ts';
import { openDoor } from '../../web/office/open-door.ts';
import { aDesk, DISTRICT, member, REGIONS } from '../support/a-desk.ts';
import { officeDeps } from '../support/an-office.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';
import { grantAsFile } from '../support/grant-as-file.ts';
import { ROLES, ROUTE_ANSWERS, type Ask, type AsksFor } from './route-answers.ts';

const SITE = 'http://127.0.0.1:8787';
const OTHER = '450203';
const YEAR = 2024;
const SECRET_NOTE = '只给主管部门看的联系记录';
const COLLEAGUE = 'colleague@example.cn';
const ACTS = 'POST /api/v1/agencies/:id/years/:year{[0-9]{4}}/acts';
const STEP: StepDone = { by: 'telephone' };
const WHO: Readonly<
  Record<(typeof ROLES)[number], { readonly granted: Granted; readonly step?: StepDone } | undefined>
> = {
  nobody: undefined,
  'a clerk of A': { granted: { role: 'agency', agency: 'jyj' } },
  'a clerk of B': { granted: { role: 'agency', agency: 'sjj' } },
  'the office of A’s district': { granted: { role: 'oversight', region: DISTRICT }, step: STEP },
  'the office of another district': { granted: { role: 'oversight', region: OTHER }, step: STEP },
  'the office of the city': { granted: { role: 'oversight', region: '450200' }, step: STEP },
  'an operator': { granted: { role: 'operator' }, step: STEP },
  'the office of A’s district without its second step': { granted: { role: 'oversight', region: DISTRICT } },
};

let engines: TestEngines;
let desk: Awaited<ReturnType<typeof aDesk>>;
let account: ReturnType<typeof createAccount>;
let office: ReturnType<typeof createOffice>;
let deps: AccountDeps;
let things: AsksFor;
const failures: unknown[] = [];
beforeAll(async () => {
  engines = await startEngines();
  desk = await aDesk(
    engines,
    [member('jyj', { mail: 'a@liubei.example.cn' }), member('sjj'), member('gaj', { district: OTHER })],
    [...REGIONS, { code: OTHER, name: '鱼峰区' }],
  );
  await desk.receive({ id: 'jyj', year: YEAR, at: '2025-01-20T02:00:00Z' });
  await desk.settle();
  const log = { error: (_: string, extra: unknown) => void failures.push(extra) };
  const env = { TABLE_NAME: desk.store.tableName, DYNAMODB_ENDPOINT: engines.dynamodbEndpoint };
  deps = {
    ...openIdentity(
      {
        ...env,
        OPENID_ISSUER: 'http://127.0.0.1:9',
        OPENID_CLIENT_ID: 'gouji',
        SECOND_STEP_SECRET: 'the root secret of this scene, and long enough',
      },
      systemClock,
      engines.dynamodb,
    ),
    send: () => Promise.resolve({ state: 'sent' }),
    now: systemClock,
    later: (work) => work(),
    siteUrl: () => SITE,
    caller: () => undefined,
    demonstration: () => Promise.resolve([]),
    mailbox: () => Promise.resolve([]),
    assets: TEST_ASSETS,
    log,
  };
  account = createAccount(deps);
  const door = openDoor({ ...deps, hash: SECRETS.hash, steps: tellStepPolicy(deps) });
  office = createOffice({ ...officeDeps(engines, desk.store, {}), ...door, log });
  for (const [role, who] of Object.entries(WHO))
    if (who)
      await grantAsFile(deps.accounts, systemClock(), [{ name: '某人', mail: mailOf(role), ...who.granted }]);
  await grantAsFile(deps.accounts, systemClock(), [
    { name: '同事', mail: COLLEAGUE, role: 'agency', agency: 'jyj' },
  ]);
  const noted = await ask('the office of A’s district', ACTS, {
    path: `/api/v1/agencies/jyj/years/${YEAR}/acts`,
    json: { kind: 'note', id: 'the-note', why: SECRET_NOTE },
  });
  expect(noted.status).toBe(201);
  const { inForce } = await desk.item('jyj', YEAR);
  const session = await begin('a clerk of A');
  things = {
    agency: 'jyj',
    district: DISTRICT,
    year: YEAR,
    submission: inForce?.submissionId ?? '',
    session: SECRETS.hash(session),
    sha256: hashBytes(new TextEncoder().encode('a')),
    neighbour: 'sjj',
    colleague: COLLEAGUE,
    credentials: {
      code: await makeProgram(),
      token: await makeProgram(),
      revoked: await makeProgram(),
    },
    lastDay: lastDay(),
  };
});
afterAll(() => engines.stop());

const mailOf = (role: string): string => `${ROLES.findIndex((one) => one === role)}@example.cn`;
const begin = (role: (typeof ROLES)[number]): Promise<string> =>
  beginSession(
    { ...SECRETS, accounts: deps.accounts, now: systemClock },
    { mail: mailOf(role), by: 'mail', step: WHO[role]?.step, browser: '' },
  );

const lastDay = () => tellCredentialDays(systemClock()).last;
/** A credential of A's clerk, by its id. */
async function makeProgram(): Promise<string> {
  const scope = { kind: 'agency', agency: 'jyj', district: DISTRICT } as const;
  const clerk: Principal = {
    mail: mailOf('a clerk of A'),
    name: '某人',
    grants: [{ role: 'agency', agency: 'jyj', district: DISTRICT }],
    secondStep: false,
  };
  const made = await makeCredential(deps, clerk, { name: '报送程序', scope, lastDay: lastDay() });
  return made?.id ?? '';
}

async function ask(
  role: (typeof ROLES)[number],
  route: string,
  { path, form, json }: Ask,
): Promise<Response> {
  const headers = new Headers({ origin: SITE });
  if (WHO[role]) headers.set('cookie', `gouji-session=${await begin(role)}`);
  if (form) headers.set('content-type', 'application/x-www-form-urlencoded');
  if (json !== undefined) headers.set('content-type', 'application/json');
  const body = form
    ? String(new URLSearchParams(form.map(([name, value]): [string, string] => [name, value])))
    : json && JSON.stringify(json);
  const app = routesOf(account).includes(route) ? account : office;
  return app.request(`${SITE}${path}`, {
    method: route.split(' ')[0] ?? '',
    headers,
    ...(typeof body === 'string' && { body }),
  });
}

const routesOf = (app: { readonly routes: readonly { readonly method: string; readonly path: string }[] }) =>
  app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);

it('every route has a row', () => {
  const routes = new Set([...routesOf(account), ...routesOf(office)]);
  expect(routes.size).toBeGreaterThan(20);
  expect([...routes].sort()).toEqual(Object.keys(ROUTE_ANSWERS).sort());
});

describe.each(Object.entries(ROUTE_ANSWERS))('%s', (route, [make, answers]) => {
  it('answers each as it is theirs to ask, and keeps nothing', async () => {
    const told = [];
    for (const role of ROLES) {
      const answer = await ask(role, route, make(things));
      expect([role, answer.headers.get('cache-control')]).toEqual([role, 'private, no-store']);
      told.push(`${answer.status} ${role}`);
      const text = await answer.text();
      if (answer.status >= 300 || !['the office of A’s district', 'the office of the city'].includes(role))
        expect(text).not.toContain(SECRET_NOTE);
    }
    expect(told).toEqual(ROLES.map((role, i) => `${answers[i]} ${role}`));
  });
});

it('nothing failed but the provider that is away', () => {
  const told = failures.map((one) => String((one as { readonly error: unknown }).error));
  expect(told.filter((one) => !one.includes('the provider of identities'))).toEqual([]);
});

describe('what is another’s', () => {
  const path = (submission: string, agency = 'jyj') =>
    `/office/receipts/${agency}/${YEAR}/${encodeURIComponent(submission)}`;
  const RECEIPT = 'GET /office/receipts/:agency/:year{[0-9]{4}}/:submission';

  it('can’t be told from what is not there', async () => {
    for (const role of ['a clerk of B', 'the office of another district', 'an operator'] as const) {
      const told = await Promise.all(
        [path(things.submission), path('made-up')].map(async (one) => {
          const answer = await ask(role, RECEIPT, { path: one });
          return [answer.status, (await answer.text()).replaceAll(/made-up|"instance":"[^"]*"/g, '')];
        }),
      );
      expect([role, told[0]]).toEqual([role, told[1]]);
    }
  });

  it('is given to nobody by an office that names A beside a region of its own', async () => {
    const wished = (region: string) => [
      ['role', 'agency'],
      ['region', region],
      ['agency', 'jyj'],
      ['mail', 'intruder@example.cn'],
      ['name', '外人'],
      ['id', 'i'.repeat(43)],
      ['seen', ''],
    ];
    for (const region of [OTHER, DISTRICT])
      for (const path of ['/account/grants/preview', '/account/grants']) {
        const form = wished(region).map(([name = '', value = '']) => [name, value] as const);
        const answer = await ask('the office of another district', `POST ${path}`, { path, form });
        expect([region, path, answer.status]).toEqual([region, path, 400]);
      }
    const mine = { role: 'agency', agency: 'jyj' } as const;
    const { before } = await deps.accounts.grantToChange('intruder@example.cn', mine, '');
    expect(before).toBeUndefined();
  });

  it('is no program’s of an office elsewhere, and is one of A’s own office', async () => {
    const path = '/account/credentials';
    const order = (region: string) =>
      [
        ['name', '汇总程序'],
        ['scope', `oversight ${region}`],
        ['narrower', 'jyj'],
        ['until', lastDay()],
      ] as const;
    const told = [];
    for (const [role, region] of [
      ['the office of A’s district', DISTRICT],
      ['the office of the city', '450200'],
      ['the office of another district', OTHER],
      ['the office of another district', DISTRICT],
      ['the office of A’s district without its second step', DISTRICT],
    ] as const)
      told.push((await ask(role, `POST ${path}`, { path, form: order(region) })).status);
    expect(told).toEqual([200, 200, 400, 400, 400]);
  });

  it('is changed by nobody who may not: the district’s and the city’s office alone noted something', async () => {
    const acts = await desk.store.table.acts({ district: DISTRICT, agencyId: 'jyj', year: YEAR });
    const by = acts.flatMap((one) => (one.by.kind === 'person' ? [one.by.mail] : []));
    expect([...new Set(by)].sort()).toEqual(
      [mailOf('the office of A’s district'), mailOf('the office of the city')].sort(),
    );
  });
});
