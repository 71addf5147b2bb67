/**
 * The functions at work behind a table that lets through what their roles in the templates allow, and nothing else: what is taken from
 * a role must be missed by nobody.
 */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Handler } from '../../local/invoke.ts';
import { createAccountRecords } from '../../shared/adapters/table/account-records.ts';
import { createReportBucket } from '../../shared/adapters/bucket/report-bucket.ts';
import { openBucket, openReportTable } from '../../shared/adapters/open.ts';
import { openSite } from '../../shared/adapters/open-site.ts';
import { openTable } from '../../shared/adapters/open-table.ts';
import { makePublicationKey } from '../../shared/contracts/bucket/object-keys.ts';
import { SCHEDULED_TIME, WIRING, type FunctionName } from '../../shared/contracts/wiring.ts';
import { indexAgencies } from '../../shared/pipeline/name-index.ts';
import { loadRegions, loadRoster } from '../../shared/pipeline/load-roster.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { instant } from '../support/a-summary.ts';
import { showCode } from '../support/identity-scene.ts';
import { readMail, startMailServer } from '../support/mail-server.ts';
import { anAgency } from '../support/filing-desk.ts';
import { startLocalSystem, type TestSystem } from '../support/local-system.ts';
import { openRightsDoor, readTableRights, type RightsDoor } from '../support/table-rights.ts';
import { createKeptSummaries } from '../../shared/pipeline/kept-summaries.ts';
import { createApp } from '../../web/app.tsx';
import { createDownloads } from '../../web/downloads/app.ts';
import { functionUrlHandler } from '../../web/http/function-url.ts';
import { TEST_ASSETS } from '../support/test-assets.ts';
import { synthesise } from '../support/synthesised.ts';
import { grantAsFile } from '../support/grant-as-file.ts';

const DISTRICT = '450205';
const SITE = 'https://gouji.example.cn';
const PAGES = [
  `/regions/${DISTRICT}/years/2024`,
  '/regions/450200/years/2024?as-of=2025-01-11',
  `/compliance/${DISTRICT}/2024`,
  `/compliance/${DISTRICT}/2024?since=2025-01-20T08:01`,
  '/agencies/jyj/years/2024',
  '/agencies/jyj/years/2024/history',
  '/search?q=%E6%9C%BA%E5%85%B3',
  `/api/v1/regions/${DISTRICT}/years/2024`,
];
const DOWNLOADS = [
  '/agencies/jyj/years/2024/form.csv',
  `/compliance/${DISTRICT}/2024/tables/notice.docx`,
  // What was told at the slot is read from the summaries that were kept.
  `/compliance/${DISTRICT}/2024/tables/changes.xlsx?since=2025-01-24T08:00`,
];
const MODULES: Readonly<Record<FunctionName, () => Promise<object>>> = {
  'receive-report': () => import('../../functions/receive-report/index.ts'),
  'record-publication': () => import('../../functions/record-publication/index.ts'),
  'follow-changes': () => import('../../functions/follow-changes/index.ts'),
  'open-year': () => import('../../functions/open-year/index.ts'),
  'reconcile-inbox': () => import('../../functions/reconcile-inbox/index.ts'),
  'reconcile-region': () => import('../../functions/reconcile-region/index.ts'),
  'check-publication': () => import('../../functions/check-publication/index.ts'),
  'summarise-compliance': () => import('../../functions/summarise-compliance/index.ts'),
  'send-mail': () => import('../../functions/send-mail/index.ts'),
  'record-bounce': () => import('../../functions/record-bounce/index.ts'),
  'summarise-region': () => import('../../functions/summarise-region/index.ts'),
  // As their entries, which a bundler makes whole.
  web: () => Promise.resolve({ handler: functionUrlHandler(answerPages(), () => undefined) }),
  account: () => import('../../web/account/index.ts'),
  downloads: () => Promise.resolve({ handler: functionUrlHandler(answerDownloads(), () => undefined) }),
  office: () => import('../../web/office/index.ts'),
};
const openWeb = () => {
  const { DYNAMODB_ENDPOINT, S3_ENDPOINT, TABLE_NAME = '', BUCKET_NAME = '' } = process.env;
  return openSite({ DYNAMODB_ENDPOINT, S3_ENDPOINT, TABLE_NAME, BUCKET_NAME });
};
const failures: unknown[] = [];
const OWN = { now: systemClock, log: { error: (_: string, extra: unknown) => void failures.push(extra) } };
function answerPages() {
  const { kept, ...stores } = openWeb();
  const told = {
    version: '9.9.9',
    store: 'rights',
    connection: undefined,
    assets: TEST_ASSETS,
  };
  const app = createApp({ ...OWN, ...stores, ...told, summaries: createKeptSummaries(kept) });
  return (request: Request) => app.fetch(request);
}
function answerDownloads() {
  const { kept, ...stores } = openWeb();
  const app = createDownloads({ ...OWN, ...stores, summaries: createKeptSummaries(kept) });
  return (request: Request) => app.fetch(request);
}
const NAMES = Object.keys(WIRING) as FunctionName[];

const stacks = synthesise().filter(({ stack }) => stack.startsWith('GoujiProduction'));
const doors = new Map<FunctionName, RightsDoor>();
let loading: Promise<unknown> = Promise.resolve();

/** Loads a function once, with the door of its own in its environment: one after the other. */
function load(name: FunctionName): () => Promise<Handler> {
  let loaded: Promise<Handler> | undefined;
  return () =>
    (loaded ??= (loading = loading.then(async () => {
      const engine = process.env['DYNAMODB_ENDPOINT'] ?? '';
      const door = await openRightsDoor(readTableRights(stacks, name), engine);
      doors.set(name, door);
      process.env['DYNAMODB_ENDPOINT'] = door.endpoint;
      try {
        return ((await MODULES[name]()) as { readonly handler: Handler }).handler;
      } finally {
        process.env['DYNAMODB_ENDPOINT'] = engine;
      }
    })) as Promise<Handler>);
}
const loaders = new Map(NAMES.map((name) => [name, load(name)]));
const handle = async (name: FunctionName, event: unknown, context: unknown): Promise<unknown> =>
  (await loaders.get(name)!())(event, context as Parameters<Handler>[1]);

let system: TestSystem;
let smtp: Awaited<ReturnType<typeof startMailServer>>;
const before = { ...process.env };
beforeAll(async () => {
  smtp = await startMailServer();
  Object.assign(process.env, {
    SMTP_URL: smtp.url,
    SITE_URL: SITE,
    SECOND_STEP_SECRET: 'the secret of the second steps of this test',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  system = await startLocalSystem({
    handlers: Object.fromEntries(
      NAMES.map((name) => [name, (event: unknown, context: unknown) => handle(name, event, context)]),
    ),
    serveWeb: () => Promise.resolve({ port: 4242, close: () => Promise.resolve() }),
  });
});
afterAll(async () => {
  await Promise.all([...doors.values()].map((door) => door.close()));
  await system.stop();
  await smtp.close();
  process.env = before;
});

const statusesOf = async (name: 'web' | 'downloads', paths: readonly string[]): Promise<string[]> => {
  const statuses: string[] = [];
  for (const path of paths) statuses.push(`${(await ask(name, 'GET', path)).statusCode} ${path}`);
  return statuses;
};

async function ask(
  name: 'web' | 'account' | 'office' | 'downloads',
  method: string,
  path: string,
  { body, cookies }: { readonly body?: string; readonly cookies?: string[] } = {},
): Promise<APIGatewayProxyStructuredResultV2> {
  const [rawPath = '', rawQueryString = ''] = path.split('?');
  const isForm = body !== undefined && !body.startsWith('{');
  const event = {
    rawPath,
    rawQueryString,
    headers: {
      origin: SITE,
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      'x-forwarded-for': '203.0.113.1, 192.0.2.1',
    },
    ...(cookies && { cookies }),
    requestContext: { domainName: 'abc.execute-api.example.com', http: { method } },
    body,
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
  return (await handle(name, event, { awsRequestId: '1' })) as APIGatewayProxyStructuredResultV2;
}

const connection = () => ({ region: system.awsEnvironment.AWS_REGION });

async function fileReports(): Promise<void> {
  const table = openReportTable(system.awsEnvironment, connection());
  const opened = openBucket(system.awsEnvironment, connection());
  const bucket = createReportBucket(opened);
  await loadRegions(
    table,
    ['000000', '450000', '450200', DISTRICT].map((code) => ({
      code,
      name: `区划${code}`,
      mail: `o${code}@example.cn`,
    })),
  );
  const roster = ['jyj', 'gaj'].map((id) => anAgency(id, DISTRICT, { mail: `${id}@liubei.example.cn` }));
  await indexAgencies(table, roster, () => undefined, systemClock());
  await loadRoster(table, roster, instant('2024-01-02T00:00Z'));
  const upload = async (agencyId: string, year: number, received: number, at: string) => {
    const place = { district: DISTRICT, agencyId, year };
    const bytes = new TextEncoder().encode(JSON.stringify(aBalancedReport({ ...place, received })));
    await bucket.upload('backfill', place, bytes, instant(at));
    await system.settled();
  };
  await upload('jyj', 2023, 12, '2024-01-10T00:00Z');
  await upload('jyj', 2024, 30, '2025-01-10T00:00Z');
  await upload('gaj', 2024, 20, '2025-01-11T00:00Z');
  await upload('jyj', 2024, 31, '2025-01-12T00:00Z');
  await upload('nobody', 2024, 31, '2025-01-12T00:00Z');
  await opened.client.send(
    new PutObjectCommand({
      Bucket: system.bucket,
      Key: makePublicationKey({ district: DISTRICT, agencyId: 'jyj', year: 2024 }),
      Body: '{"publishedOn": "2025-01-24", "sourceUrl": "https://www.example.gov.cn/1.html"}',
    }),
  );
  await system.settled();
}

async function runSchedules(): Promise<void> {
  await system.runSchedule('summarise-compliance', { [SCHEDULED_TIME]: '2025-01-24T00:00:00Z' });
  await system.runSchedule('open-year');
  await system.runSchedule('reconcile-inbox');
  await system.runSchedule('check-publication', { year: 2024 });
  await system.settled();
}

/** By mail, as whoever is at the site does it; answers the cookies of the session. */
async function signIn(mail: string): Promise<string[]> {
  const asked = await ask('account', 'POST', '/account/mail', { body: `mail=${mail}` });
  const raw = smtp.taken.findLast(({ to }) => to === mail)?.raw ?? '';
  const [, token = ''] = /token=([\w-]{43})/.exec(readMail(raw).text) ?? [];
  const entered = await ask('account', 'POST', '/account/link', {
    body: `token=${token}`,
    cookies: cookiesIn(asked),
  });
  expect(entered.statusCode).toBe(303);
  return cookiesIn(entered);
}
const cookiesIn = ({ cookies = [] }: APIGatewayProxyStructuredResultV2): string[] =>
  cookies.map((cookie) => cookie.split(';')[0] ?? '');

it('are enough for reports, publications, summaries and every schedule', async () => {
  await fileReports();
  await runSchedules();
  expect(await statusesOf('web', PAGES)).toEqual(PAGES.map((path) => `200 ${path}`));
  expect(await statusesOf('downloads', DOWNLOADS)).toEqual(DOWNLOADS.map((path) => `200 ${path}`));
  expect([system.problems, failures]).toEqual([[], []]);
});

it('are enough to sign in, to file from a page, and to sign out', async () => {
  const cookies = await signIn('jyj@liubei.example.cn');
  expect((await ask('account', 'GET', '/account/sessions', { cookies })).statusCode).toBe(200);
  const ticket = { agency: 'jyj', year: 2024, sha256: 'a'.repeat(64), size: 10 };
  expect(
    (await ask('office', 'POST', '/office/tickets', { body: JSON.stringify(ticket), cookies })).statusCode,
  ).toBe(201);
  const receipt = await ask('office', 'GET', '/office/receipts/jyj/2024/none', { cookies });
  expect(receipt.statusCode).toBe(200);
  // A second one ends the first, whose browser is known by now.
  await signIn('jyj@liubei.example.cn');
  expect(
    (await ask('account', 'POST', '/account/sign-out-everywhere', { cookies, body: '' })).statusCode,
  ).toBe(303);
});

it('and an office, to do its second step and to take its telephone away', async () => {
  const mail = 'office@example.cn';
  const accounts = createAccountRecords(openTable(system.awsEnvironment, connection()));
  await grantAsFile(accounts, systemClock(), [{ role: 'oversight', region: '450200', mail, name: '王五' }]);
  let cookies = await signIn(mail);
  const shown = await ask('account', 'GET', '/account/second-step', { cookies });
  const [, secret = ''] = /class="secret">([A-Z2-7 ]+)</.exec(shown.body ?? '') ?? [];
  const enrolled = await ask('account', 'POST', '/account/second-step/enrol', {
    body: `code=${showCode(secret, systemClock())}`,
    cookies,
  });
  expect(enrolled.statusCode).toBe(200);
  cookies = cookiesIn(enrolled);
  const desk = await ask('office', 'GET', '/desk?region=450200&year=2024&since=2025-01-11', { cookies });
  expect([desk.statusCode, desk.body?.includes('class="received"')]).toEqual([200, true]);
  const [, paper = ''] = /<code>([A-Z2-7-]{29})<\/code>/.exec(enrolled.body ?? '') ?? [];
  const forgotten = await ask('account', 'POST', '/account/second-step/forget', {
    body: `code=${paper}`,
    cookies,
  });
  expect([forgotten.statusCode, forgotten.headers?.['location']]).toEqual([303, '/account/second-step']);
});

it('are more than nothing: everybody asked for something, and nobody for what is not theirs', () => {
  const silent = NAMES.filter((name) => doors.get(name)?.asked.size === 0);
  // Looks at portals are switched off on one machine.
  expect(silent).toEqual(['check-publication']);
  expect(
    [...doors].map(([name, { refused }]) => [name, ...refused]).filter(({ length }) => length > 1),
  ).toEqual([]);
});

it('are missed where they are taken away', async () => {
  const door = await openRightsDoor([], process.env['DYNAMODB_ENDPOINT'] ?? '');
  const table = openReportTable({ ...system.awsEnvironment, DYNAMODB_ENDPOINT: door.endpoint }, connection());
  await expect(table.roster('jyj')).rejects.toThrow();
  expect([...door.refused]).toEqual(['BatchGetItem agency#jyj']);
  await door.close();
});
