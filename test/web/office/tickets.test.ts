/** Who gets a ticket, for what; and what can be done with the form that comes with it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashBytes } from '../../../shared/adapters/hash-bytes.ts';
import type { GivenTicket, ReceiptAnswer } from '../../../shared/contracts/api/office-answers.ts';
import { tellBucketOrigin } from '../../../shared/contracts/api/connection.ts';
import { createUploadForms } from '../../../shared/adapters/bucket/upload-forms.ts';
import { createS3Client } from '../../../shared/adapters/clients.ts';
import { TICKET_VALID_S } from '../../../shared/domain/authority/ticket.ts';
import { receiveUpload } from '../../../shared/pipeline/receive-upload.ts';
import { aBalancedReport } from '../../support/a-balanced-report.ts';
import { aStore, type Store } from '../../support/a-store.ts';
import { anOffice, clerkOf } from '../../support/an-office.ts';
import { startEngines, type TestEngines } from '../../support/engines.ts';

const DISTRICT = '450205';
const MONTH = new Date().toISOString().slice(0, 7);
const SITE = 'http://127.0.0.1:8787';
const entry = (id: string, years: object = {}) => ({
  id,
  name: `机关${id}`,
  aliases: [],
  district: DISTRICT,
  kind: 'department' as const,
  from: 2019,
  predecessors: [],
  ...years,
});

let engines: TestEngines;
let store: Store;
let office: ReturnType<typeof anOffice>;
beforeAll(async () => {
  engines = await startEngines();
  store = await aStore(engines, {
    regions: ['000000', '450000', '450200', DISTRICT].map((code) => ({ code, name: code })),
    roster: [entry('a-1'), entry('a-2'), entry('gone', { to: 2022 })],
  });
  office = anOffice(engines, store, {
    clerk: clerkOf('a-1', DISTRICT),
    other: clerkOf('a-2', DISTRICT),
    late: clerkOf('gone', DISTRICT),
    lost: clerkOf('no-such', DISTRICT),
  });
});
afterAll(() => engines.stop());

const document = aBalancedReport({ agencyId: 'a-1', district: DISTRICT, year: 2024, received: 3 });
document.agency.name = '机关a-1';
const BYTES = new TextEncoder().encode(JSON.stringify(document));
const ASKED = { agency: 'a-1', year: 2024, sha256: hashBytes(BYTES), size: BYTES.byteLength };
const OWN = { origin: SITE, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
const as = (session: string) => ({ ...OWN, cookie: `lang=zh; test-session=${session}` });

const ask = (body: unknown, headers: Record<string, string> = as('clerk')): Promise<Response> =>
  Promise.resolve(
    office.app.request(`${SITE}/office/tickets`, {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
const give = async (): Promise<GivenTicket> => (await (await ask(ASKED)).json()) as GivenTicket;

async function post({ url, fields }: GivenTicket, bytes: Uint8Array, change: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...change })) form.append(name, value);
  form.append('file', new Blob([Buffer.from(bytes)], { type: 'application/json' }), 'report.json');
  return fetch(url, { method: 'POST', body: form });
}

describe('a clerk who is signed in', () => {
  it('gets a form for exactly one key, type, size, checksum and ticket, for two minutes', async () => {
    const answer = await ask(ASKED);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const { url, fields } = (await answer.json()) as GivenTicket;
    expect(url).toBe(`${engines.s3Endpoint}/${engines.bucket}`);
    const policy = JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString()) as {
      expiration: string;
      conditions: unknown[];
    };
    const { size } = ASKED;
    expect(policy.conditions).toEqual(
      expect.arrayContaining([
        ['content-length-range', size, size],
        { key: `inbox/${DISTRICT}/a-1/2024.json` },
        { bucket: engines.bucket },
        { 'Content-Type': 'application/json' },
        { 'x-amz-checksum-sha256': Buffer.from(ASKED.sha256, 'hex').toString('base64') },
        { 'x-amz-meta-ticket': fields['x-amz-meta-ticket'] },
      ]),
    );
    const leftS = (Date.parse(policy.expiration) - Date.now()) / 1000;
    expect(leftS).toBeGreaterThan(TICKET_VALID_S - 30);
    expect(leftS).toBeLessThanOrEqual(TICKET_VALID_S);
  });

  it('has a ticket of 256 bits, of which the table keeps a hash', async () => {
    const { fields } = await give();
    const id = fields['x-amz-meta-ticket'] ?? '';
    expect(Buffer.from(id, 'base64url')).toHaveLength(32);
    const state = JSON.stringify([...(await store.state())]);
    expect(state).not.toContain(id);
    expect(state).toContain(hashBytes(new TextEncoder().encode(id)));
  });

  it('stands in the audit trail, with what is to be filed', async () => {
    const before = (await store.trail.ofMonth('450000', MONTH)).length;
    await give();
    const entries = await store.trail.ofMonth('450000', MONTH);
    expect(entries).toHaveLength(before + 1);
    expect(entries.at(-1)).toMatchObject({
      act: 'file',
      by: { kind: 'person', mail: 'a-1@liubei.example.cn' },
      on: { kind: 'agency', agency: 'a-1', district: DISTRICT, year: 2024 },
      detail: ASKED.sha256,
    });
  });

  it('posts the document, waits for its receipt, and is named in it', async () => {
    const posted = await post(await give(), BYTES);
    expect(posted.status).toBe(201);
    const version = posted.headers.get('x-amz-version-id') ?? '';
    const path = `${SITE}/office/receipts/a-1/2024/${version}`;
    const look = async (headers = as('clerk')) => office.app.request(path, { headers });
    expect(await (await look()).json()).toEqual({ state: 'waiting' });
    const key = `inbox/${DISTRICT}/a-1/2024.json`;
    await receiveUpload(store, { key, versionId: version, sequencer: version });
    const answer = (await (await look()).json()) as ReceiptAnswer;
    expect(answer).toMatchObject({
      state: 'received',
      receipt: { outcome: 'accepted', sha256: ASKED.sha256, by: { kind: 'person', name: '李明' } },
    });
    expect(JSON.stringify(answer)).not.toContain('@');
    expect((await look(as('other'))).status).toBe(403);
    expect((await look(OWN as never)).status).toBe(401);
  });

  it('is told who is signed in, and no more', async () => {
    const me = async (headers: Record<string, string>) => {
      const answer = await office.app.request(`${SITE}/office/me?agency=a-1`, { headers });
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      return answer.json();
    };
    expect(await me(as('clerk'))).toEqual({ signedIn: true, name: '李明', mayFile: true });
    expect(await me(as('other'))).toEqual({ signedIn: true, name: '李明', mayFile: false });
    expect(await me({})).toEqual({ signedIn: false });
  });
});

describe('no ticket is given', () => {
  it.each<[string, unknown, Record<string, string>, number, string]>([
    ['without a session', ASKED, OWN, 401, 'signed-out'],
    ['with a session that is none', ASKED, as('nobody'), 401, 'signed-out'],
    ['for another agency', ASKED, as('other'), 403, 'not-yours'],
    [
      'for an agency that the roster lacks',
      { ...ASKED, agency: 'no-such' },
      as('lost'),
      404,
      'unknown-agency',
    ],
    ['for a year in which the agency was not', { ...ASKED, agency: 'gone' }, as('late'), 409, 'not-open'],
    [
      'to a page of another site',
      ASKED,
      { ...as('clerk'), origin: 'https://evil.example' },
      403,
      'other-origin',
    ],
    [
      'to a page that another site frames',
      ASKED,
      { ...as('clerk'), 'sec-fetch-site': 'cross-site' },
      403,
      'other-origin',
    ],
    [
      'to another port of this machine',
      ASKED,
      { ...as('clerk'), origin: 'http://127.0.0.1:9999', 'sec-fetch-site': 'same-site' },
      403,
      'other-origin',
    ],
    ['to a page that hides its origin', ASKED, { ...as('clerk'), origin: 'null' }, 403, 'other-origin'],
    [
      'where nobody says whose page asks',
      ASKED,
      { cookie: 'test-session=clerk', 'content-type': 'application/json' },
      403,
      'other-origin',
    ],
    ['to a form', ASKED, { ...as('clerk'), 'content-type': 'text/plain' }, 415, 'wrong-type'],
    ['for what is no JSON', '{', as('clerk'), 400, 'malformed'],
    [
      'for a key of the browser’s own',
      { ...ASKED, key: 'inbox/450205/a-2/2024.json' },
      as('clerk'),
      400,
      'malformed',
    ],
    ['for a hash that is none', { ...ASKED, sha256: 'AB'.repeat(32) }, as('clerk'), 400, 'malformed'],
    ['for an id that is a path', { ...ASKED, agency: '../a-2' }, as('clerk'), 400, 'malformed'],
    ['for more than a document may have', { ...ASKED, size: 2 ** 20 + 1 }, as('clerk'), 413, 'too-large'],
    ['for nothing', { ...ASKED, size: 0 }, as('clerk'), 400, 'malformed'],
    ['for a body without end', 'x'.repeat(5000), as('clerk'), 400, 'malformed'],
  ])('%s', async (_, body, headers, status, code) => {
    const answer = await ask(body, headers);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const problem = (await answer.json()) as { code: string; message: { zh: string; en: string } };
    expect(problem.code).toBe(code);
    expect(problem.message.zh).toMatch(/[一-龥]/);
    expect(problem.message.en).toMatch(/[a-z]/);
    expect(office.failures).toEqual([]);
  });

  it('to whoever asks otherwise', async () => {
    const answer = await office.app.request(`${SITE}/office/tickets`, { headers: as('clerk') });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await office.app.request(`${SITE}/office/nothing`)).status).toBe(404);
  });

  it('and what fails within is told without its words', async () => {
    const broken = anOffice(
      engines,
      { ...store, table: { ...store.table, roster: () => Promise.reject(new Error('secret')) } },
      {
        clerk: clerkOf('a-1', DISTRICT),
      },
    );
    const answer = await broken.app.request(`${SITE}/office/me?agency=a-1`, { headers: as('clerk') });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
    expect(broken.failures).toHaveLength(1);
  });
});

it.each(['us-east-1', 'eu-west-1', 'cn-north-1'])(
  'lets the page send to where the form is posted, in %s',
  async (region) => {
    const bucket = `gouji-production-reports-111122223333-${region}`;
    const client = createS3Client({ region, credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
    const sign = createUploadForms({ client, bucketName: bucket });
    const place = { district: DISTRICT, agencyId: 'a-1', year: 2024 };
    const { url } = await sign(place, { sha256: 'ab', sizeBytes: 1 }, 't');
    expect(new URL(url).origin).toBe(tellBucketOrigin({ bucket, table: 't', awsRegion: region }));
  },
);
