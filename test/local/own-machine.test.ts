import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { startOperator } from '../../local/operator.ts';
import { createS3Client } from '../../shared/adapters/clients.ts';
import { listOwnOrigins } from '../../shared/runtime/own-machine.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';
import { signHeaders } from '../support/sign-s3.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

/** A form that somebody signed, as a browser sends it to wherever a page likes. */
async function submit(headers: Record<string, string>): Promise<number> {
  const s3 = createS3Client(engines.s3);
  const { url, fields } = await createPresignedPost(s3, {
    Bucket: engines.bucket,
    Key: 'inbox/450205/a-1/2024.json',
  });
  s3.destroy();
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob(['{}']), 'report.json');
  return (await fetch(url, { method: 'POST', body: form, headers })).status;
}

/** The status of a request that is sent to `url` under the name `host`, which no `fetch` would do. */
const statusAs = (
  url: URL,
  host: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) =>
  new Promise<number | undefined>((resolve, reject) => {
    httpRequest(url, { method, headers: { ...headers, host } }, (response) =>
      resolve(response.resume().statusCode),
    )
      .on('error', reject)
      .end();
  });

describe('the S3 on this machine', () => {
  it('takes no form from another site’s page', async () => {
    expect(await submit({ origin: 'https://evil.example' })).toBe(403);
    expect(await submit({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await submit({ 'sec-fetch-site': 'same-site' })).toBe(403);
  });

  it('answers nobody under another name, which a page may let point here', async () => {
    const s3 = createS3Client(engines.s3);
    const path = `/${engines.bucket}?versions`;
    const url = new URL(path, engines.s3Endpoint);
    for (const [host, status] of [
      ['evil.example', 403],
      ['localhost:8788', 200],
    ] as const) {
      const headers = await signHeaders(s3, `http://${host}`, { method: 'GET', path });
      expect(await statusAs(url, host, { headers })).toBe(status);
    }
    s3.destroy();
  });

  it('takes one from its own pages once there are any, and from programs', async () => {
    const page = { origin: 'http://localhost:8787', 'sec-fetch-site': 'same-site' };
    expect(await submit(page)).toBe(403);
    engines.allowOrigins(listOwnOrigins(8787));
    expect(await submit(page)).toBe(204);
    expect(await submit({ origin: 'http://127.0.0.1:8787' })).toBe(204);
    expect(await submit({ ...page, origin: 'http://127.0.0.1:3000' })).toBe(403);
    expect(await submit({})).toBe(204);
  });
});

describe('the operator’s door', () => {
  it('opens under this machine’s names only', async () => {
    const operator = await startOperator({
      replay: () => Promise.resolve({ replayed: 0, failed: 0 }),
      deadLetters: () => [],
      discard: () => false,
    });
    const replay = new URL('replay', operator.url);
    const how = { method: 'POST', headers: { 'x-gouji-operator': 'replay' } };
    expect(await statusAs(replay, 'evil.example', how)).toBe(421);
    expect(await statusAs(replay, 'localhost:80', how)).toBe(200);
    operator.close();
  });
});
