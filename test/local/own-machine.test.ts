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

describe('the S3 on this machine', () => {
  it('takes no form from another site’s page', async () => {
    expect(await submit({ origin: 'https://evil.example' })).toBe(403);
    expect(await submit({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  it('takes one from its own pages, and from programs', async () => {
    expect(await submit({ origin: 'http://127.0.0.1:8787' })).toBe(204);
    expect(await submit({})).toBe(204);
  });
});

describe('the operator’s door', () => {
  it('opens under this machine’s names only', async () => {
    const operator = await startOperator(() => Promise.resolve({ replayed: 0, failed: 0 }));
    const statusAs = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        httpRequest(
          new URL('replay', operator.url),
          { method: 'POST', headers: { host, 'x-gouji-operator': 'replay' } },
          (response) => resolve(response.resume().statusCode),
        )
          .on('error', reject)
          .end();
      });
    expect(await statusAs('evil.example')).toBe(421);
    expect(await statusAs('localhost:80')).toBe(200);
    operator.close();
  });
});
