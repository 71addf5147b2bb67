import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOperator } from '../../local/operator.ts';
import { startEngines, type TestEngines } from '../support/engines.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(() => engines.stop());

/** A form as a browser sends it to wherever a page likes. */
async function submit(headers: Record<string, string>): Promise<number> {
  const form = new FormData();
  form.set('key', 'inbox/450205/a-1/2024.json');
  form.set('file', new Blob(['{}']), 'report.json');
  const response = await fetch(`${engines.s3Endpoint}/${engines.bucket}`, {
    method: 'POST',
    body: form,
    headers,
  });
  return response.status;
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
    expect(await submit({ origin: 'null', 'sec-fetch-site': 'same-site' })).toBe(403);
  });

  it('answers nobody under another name, which a page may let point here', async () => {
    const url = new URL(`${engines.s3Endpoint}/${engines.bucket}?versions`);
    expect(await statusAs(url, 'evil.example')).toBe(403);
    expect(await statusAs(url, 'localhost:8788')).toBe(200);
  });

  it('takes one from its own pages, and from programs', async () => {
    expect(await submit({ origin: 'http://127.0.0.1:8787' })).toBe(204);
    // As a browser sends it: another port is another origin of the same site.
    const own = { origin: 'http://127.0.0.1:8787', 'sec-fetch-site': 'same-site' };
    expect(await submit(own)).toBe(204);
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
